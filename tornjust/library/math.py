"""The module `math` in the browser: what JavaScript's Math has, under Python's names and with Python's errors."""

from browser import window

Math = window.Math
pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float("inf")
nan = float("nan")

_cos, _sin, _tan = Math.cos, Math.sin, Math.tan
_acos, _asin, _atan, _atan2 = Math.acos, Math.asin, Math.atan, Math.atan2
_cosh, _sinh, _tanh = Math.cosh, Math.sinh, Math.tanh
_acosh, _asinh, _atanh = Math.acosh, Math.asinh, Math.atanh
_exp, _expm1, _log, _log2, _log10, _log1p = Math.exp, Math.expm1, Math.log, Math.log2, Math.log10, Math.log1p
_sqrt, _cbrt, _pow, _hypot = Math.sqrt, Math.cbrt, Math.pow, Math.hypot


def _real(x):
    if type(x) is float or type(x) is int or isinstance(x, (int, float)):
        return float(x)
    if hasattr(x, "__float__"):
        return x.__float__()
    raise TypeError("must be real number, not " + type(x).__name__)


def _checked(function):
    """The function of JavaScript, which gives NaN where Python raises."""

    def call(x):
        x = _real(x)
        value = float(function(x))
        if value != value and x == x:
            raise ValueError("math domain error")
        if value in (inf, -inf) and x not in (inf, -inf):
            raise OverflowError("math range error")
        return value

    return call


def isnan(x):
    return x != x


def isinf(x):
    return x == inf or x == -inf


def isfinite(x):
    return x == x and not isinf(x)


acos, asin, atan = _checked(_acos), _checked(_asin), _checked(_atan)
cos, sin, tan = _checked(_cos), _checked(_sin), _checked(_tan)
cosh, sinh, tanh = _checked(_cosh), _checked(_sinh), _checked(_tanh)
acosh, asinh = _checked(_acosh), _checked(_asinh)
exp, expm1 = _checked(_exp), _checked(_expm1)
sqrt, cbrt = _checked(_sqrt), _checked(_cbrt)


def _logarithm(function):
    def call(x):
        if _real(x) <= 0:
            raise ValueError("expected a positive input")
        return float(function(float(x)))

    return call


log2, log10 = _logarithm(_log2), _logarithm(_log10)
_ln = _logarithm(_log)


def log(x, base=None):
    return _ln(x) if base is None else _ln(x) / _ln(base)


def log1p(x):
    if _real(x) <= -1:
        raise ValueError("math domain error")
    return float(_log1p(x))


def atanh(x):
    if not -1 < _real(x) < 1:
        raise ValueError("math domain error")
    return float(_atanh(x))


def atan2(y, x):
    return float(_atan2(_real(y), _real(x)))


def hypot(*coordinates):
    return float(_hypot(*[_real(x) for x in coordinates]))


def dist(p, q):
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    return hypot(*[a - b for a, b in zip(p, q)])


def pow(x, y):
    x, y = _real(x), _real(y)
    value = float(_pow(x, y)) if x != 1 else 1.0
    if value != value and x == x and y == y:
        raise ValueError("math domain error")
    return value


def fabs(x):
    return abs(_real(x))


def floor(x):
    if isinstance(x, int):
        return x
    whole = int(_real(x))
    return whole - 1 if x < whole else whole


def ceil(x):
    if isinstance(x, int):
        return x
    whole = int(_real(x))
    return whole + 1 if x > whole else whole


def trunc(x):
    return int(x)


def copysign(x, y):
    negative = y < 0 or (y == 0 and str(float(y))[0] == "-")
    return -fabs(x) if negative else fabs(x)


def fmod(x, y):
    x, y = _real(x), _real(y)
    if y == 0 or isinf(x):
        raise ValueError("math domain error")
    if isinf(y):
        return x
    value = fabs(x) - fabs(y) * floor(fabs(x) / fabs(y))
    return copysign(value, x)


def modf(x):
    whole = float(trunc(x))
    return x - whole, whole


def degrees(x):
    return _real(x) * 180 / pi


def radians(x):
    return _real(x) * pi / 180


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    return abs(a - b) <= max(rel_tol * max(abs(a), abs(b)), abs_tol)


def fsum(numbers):
    total = 0.0
    lost = 0.0
    for x in numbers:
        new = total + x
        lost += (total - new) + x if abs(total) >= abs(x) else (x - new) + total
        total = new
    return total + lost


def prod(numbers, *, start=1):
    for x in numbers:
        start *= x
    return start


def factorial(n):
    if not isinstance(n, int):
        raise TypeError("'float' object cannot be interpreted as an integer")
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    return prod(range(2, n + 1))


def comb(n, k):
    if n < 0 or k < 0:
        raise ValueError("must be a non-negative integer")
    if k > n:
        return 0
    k = min(k, n - k)
    result = 1
    for i in range(k):
        result = result * (n - i) // (i + 1)
    return result


def perm(n, k=None):
    if k is None:
        return factorial(n)
    return 0 if k > n else prod(range(n - k + 1, n + 1))


def gcd(*numbers):
    result = 0
    for n in numbers:
        n = abs(n)
        while n:
            result, n = n, result % n
    return result


def lcm(*numbers):
    result = 1
    for n in numbers:
        if n == 0:
            return 0
        result = abs(n) // gcd(result, n) * result
    return result


def isqrt(n):
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n == 0:
        return 0
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y
