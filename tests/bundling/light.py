"""Client code for test_running.py: functions that the browser's half may make light, with all that could tell.

It runs in the browser and in CPython, and must leave the same in `results`. Objects are treated plainly here
(tornjust/bundling/plain.py), so that compiled code looks where it found a name before; lookups.py does the rest.
"""

results: "dict[str, str]" = {}


def note(name, value):
    assert name not in results, name
    results[name] = repr(value)


def error_of(call, *args, **kw):
    try:
        return ["no error", call(*args, **kw)]
    except Exception as error:
        return [type_name(error), str(error)]


def type_name(error):
    for kind in (
        UnboundLocalError,
        NameError,
        TypeError,
        ZeroDivisionError,
        AttributeError,
        KeyError,
        ValueError,
    ):
        if isinstance(error, kind):
            return kind.__name__
    return "another"


# Variables


def maybe(flag):
    if flag:
        value = "bound"
    return value


def loop(numbers):
    for number in numbers:
        last = number
    return [number, last]


def reassigned(x):
    x = [x]
    y = x
    x = [x, y]
    y = None
    return [x, y]


def augmented(x, d, thing):
    x += 1
    x *= 3
    d["a"] += x
    d["b"] = d["a"]
    thing.value += x
    thing.values += [x]
    return x


def before(flag):
    if flag:
        total = 0
    total += 1
    return total


def named_like_javascript(var, new, this, function, B, t, r, P, D, N, G, M, b_):
    let = [var, new, this, function]
    delete = [B, t, r, P, D, N, G, M, b_]
    return [let, delete]


note("bound", [maybe(True), error_of(maybe, False)])
note("variables of loops", [loop([1, 2, 3]), error_of(loop, [])])
note("assigned again", reassigned(1))
note("unbound += 1", [before(True), error_of(before, False)])
note("names of JavaScript", named_like_javascript(*range(13)))

counter = 0


def count_up(by):
    global counter, fresh
    counter += by
    fresh = [counter, by]
    return counter


note("global", [count_up(2), count_up(3), counter, fresh])


def shadow(counter):
    counter = [counter]
    return counter


note("shadows a global", [shadow(1), counter])


def late():
    return defined_later + helper_later(1)


note("not yet defined", error_of(late))
defined_later = 10


def helper_later(x):
    return x + 1


note("defined later", late())


# Arguments


def two(a, b):
    return [a, b]


def with_defaults(a, b=2, c=()):
    c = [*c, a]
    return [a, b, c]


def none_at_all():
    return "nothing"


note("by place", [two(1, 2), with_defaults(1), with_defaults(1, 3), with_defaults(1, 3, [4]), none_at_all()])
note("by name", [two(b=1, a=2), two(1, b=2), with_defaults(a=1, c=[2]), with_defaults(1, c=[3])])
both, one, nothing = [1, 2], [1], []
named, five, no_names = {"a": 1, "b": 2}, {"b": 5}, {}
note(
    "unpacked",
    [two(*both), two(**named), with_defaults(*one, **five), none_at_all(*nothing, **no_names)],
)
note("None is an argument", [two(None, None), with_defaults(None, None)])
note("a dictionary is an argument", [two(1, {}), with_defaults(1, {"a": 2})])
note("too few", [error_of(two), error_of(two, 1), error_of(with_defaults)])
note("too many", [error_of(two, 1, 2, 3), error_of(with_defaults, 1, 2, [], 4), error_of(none_at_all, 1)])
note("wrong names", [error_of(two, 1, c=2), error_of(two, 1, 2, a=3)])


def in_a_loop():
    made = []
    for number in [1, 2, 3]:

        def inner(x, n=number):
            return [x, n]

        made.append(inner)
    return [f("x") for f in made]


note("made in a loop, each with its own default", in_a_loop())


def outer(x):
    y = x + 1

    def inner(z):
        return [x, y, z]

    def change():
        nonlocal y
        y = y * 10
        return y

    return [inner(1), change(), inner(2), (lambda w: [w, x, y])(5)]


note("variables of the function around", outer(1))


def recursive(n):
    if n == 0:
        return []
    rest = recursive(n - 1)
    return [n, *rest]


note("recursion", recursive(30))


def endless(n):
    return endless(n + 1)


def ends():
    try:
        endless(0)
    except RecursionError:
        return "ended"


note("endless recursion", ends())


# Objects


class Base:
    shared = "of the class"

    def __init__(self, value, *more):
        self.value = value
        self.values = [*more]

    def method(self, x=0):
        return ["Base.method", self.value, x]

    def calls(self, x):
        return [self.method(), self.method(x), self.method(x=x), self.other(x)]

    def other(self, x):
        return ["Base.other", x]

    def __private(self, x):
        return ["private", x]

    def uses_private(self):
        self.__hidden = 5
        return [self.__private(1), self.__hidden]

    def toString(self):
        return "toString of Python"

    def constructor(self, x):
        return ["constructor", x]

    def __len__(self):
        return len(self.values)

    def __repr__(self):
        return f"object {self.value}"


class Child(Base):
    def method(self, x=1):
        return ["Child.method", x, super().method(x)]


class Dynamic:
    def __getattr__(self, name):
        return "made up: " + name


class Computed:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        return self._x * 2

    @x.setter
    def x(self, value):
        self._x = value


def ask(thing, x):
    return thing.calls(x)


def names_of_objects(thing):
    return [thing.toString(), thing.constructor(1)]


base, child = Base(1), Child(2, "more")
note("methods", [ask(base, 1), ask(base, 2), ask(child, 1), ask(child, 2)])
note("private", [base.uses_private(), child.uses_private()])
note("names that JavaScript's objects have", [names_of_objects(base), names_of_objects(child)])
thing = Base(3)
d = {"a": 1}
note("augmented", [augmented(1, d, thing), d, thing.value, thing.values])


def read(thing):
    return [thing.shared, thing.value]


note("attributes", [read(base), read(child)])
base.shared = "of the instance"
note("own attribute", [read(base), read(child)])
del base.shared
note("deleted", [read(base), error_of(read, Dynamic())])


def missing(thing):
    return thing.nothing


def call_missing(thing):
    return thing.nothing(1)


note("missing", [error_of(missing, base), error_of(call_missing, base), missing(Dynamic())])
note("of None", [error_of(missing, None), error_of(call_missing, None), error_of(missing, "text")])
note("wrong arguments of methods", [error_of(lambda: base.other())[0], error_of(lambda: base.other(1, 2))[0]])


def compute(thing):
    first = thing.x
    thing.x = 7
    return [first, thing.x, thing._x]


note("property", [compute(Computed()), compute(Computed())])

# An instance gets a method of its own, after the class's was called.
second = Base(4)
note("before", [ask(base, 1), ask(second, 1)])
second.other = lambda x: ["own", x]
note("own method", [ask(base, 1), ask(second, 1)])
del second.other
note("own method taken away", [ask(base, 1), ask(second, 1)])


def bound(thing):
    f = thing.method
    return [f(), f(5), thing.method(6)]


note("bound methods", [bound(base), bound(child)])


class Held:
    """Keeps functions and classes, which are no methods then."""

    def __init__(self):
        self.call = two
        self.kind = Base
        self.entries = {"f": two}

    def run(self):
        return [self.call(1, 2), self.kind(3).value, self.entries["f"](4, 5), self.entries.get("f")(6, 7)]


held = Held()
note("functions that are held", [held.run(), held.run()])


def methods_of_builtins(text, items, numbers, d):
    items.append(1)
    items.append(text.upper())
    numbers.add(3)
    numbers.discard(1)
    return [
        text.startswith("a"), text.split(","), d.get("a"), d.get("b"), d.get("b", 5), d.get(1), d.pop("a", None),
        d.get("toString"), d.get("hasOwnProperty", 1), items, sorted(numbers), d,
    ]  # fmt: skip


note("built-in methods", methods_of_builtins("a,b", [], {1, 2}, {"a": 1, 1: "one"}))
note("built-in methods, texts only", methods_of_builtins("b,c", [0], {1}, {"a": None}))


class Counts(dict):
    def get(self, key, default=None):
        return ["own get", key, default]


def get(d, key):
    return d.get(key)


note(
    "dictionaries of another kind",
    [get({"k": 1}, "k"), get(Counts({"k": 1}), "k"), get({}, "k"), get({2: 3}, 2)],
)


# Tests


def tests(x, y):
    return [
        "yes" if x else "no", not x, bool(x and y), bool(x or y), x and y, x or y, x == "a", x != "a", x == x,
        1 if x == "a" else 2, 1 if x != "a" else 2, x is None, x is not None, not (x == "a" or y == "a"),
        1 if not x else 2, 1 if x in ("a", "b") else 2, 1 if x not in ("a", "b") else 2,
    ]  # fmt: skip


class Text(str):
    pass


class Odd:
    def __init__(self, equal, true):
        self.equal, self.true = equal, true

    def __eq__(self, other):
        return self.equal

    def __ne__(self, other):
        return [self.equal]

    def __hash__(self):
        return 1

    def __bool__(self):
        return self.true

    def __repr__(self):
        return f"Odd({self.equal}, {self.true})"


for number, x in enumerate(
    [None, True, False, 0, 1, 0.0, 1.5, "", "a", "b", [], [0], (), {}, {"a": 1}, set(), Text("a"), Text(""), base,
     Base(1, 2), Odd(True, False), Odd(False, True), Odd([1], False), none_at_all, Base, 10**30]
):  # fmt: skip
    note(
        f"tests {number}", ["a class" if v is Base else v() if v is none_at_all else v for v in tests(x, "a")]
    )

NAMES = frozenset(("a", "b", "ö", "😀"))
MIXED = frozenset(("a", 1, None, Text("t")))


def among(x):
    return [x in NAMES, x in MIXED, x not in NAMES]


note("in frozensets", [among(x) for x in ("a", "c", "ö", "😀", "t", Text("a"), Text("t"), 1, True, None, ())])


def chained(a, b, c):
    return [a < b < c, a == b == c, a < b and b < c, a <= b != c]


note("chains", [chained(1, 2, 3), chained(2, 1, 3), chained(1, 1, 1), chained("a", "b", "a")])


def unpack(pair, nested):
    a, b = pair
    c, (d, *e) = nested
    [f, g] = b, a
    return [a, b, c, d, e, f, g]


note(
    "unpacking", [unpack((1, 2), (3, (4, 5, 6))), unpack([1, 2], [3, "xyz"]), error_of(unpack, (1,), (2, 3))]
)


def loops(n):
    found = []
    for i in range(n):
        if i == 1:
            continue
        if i == 4:
            break
        found.append(i)
    else:
        found.append("all")
    while n:
        n -= 1
        if n == 2:
            break
    else:
        found.append("to the end")
    for key, value in {"a": 1, "b": [2]}.items():
        found.append([key, value])
    return found


note("loops", [loops(2), loops(10)])


# Exceptions


def divide(a, b):
    return a / b


def divide_more(a, b):
    c = divide(a, b)
    return [c]


def raises(x):
    if x:
        raise ValueError("raised " + str(x))
    return "not raised"


def handles(call, *args):
    seen = []
    try:
        seen.append(call(*args))
    except ZeroDivisionError as error:
        seen.append(["division", str(error)])
        try:
            raises(1)
        except ValueError as inner:
            seen.append([str(inner)])
    except ValueError as error:
        seen.append(str(error))
        seen.append(raises(0))
    finally:
        seen.append("finally")
    seen.append(divide_more(4, 2))
    return seen


note(
    "exceptions",
    [handles(divide_more, 1, 0), handles(raises, 2), handles(raises, 0), handles(divide_more, 1, 2)],
)


def names_of(error):
    """The functions that an exception came through."""
    names = []
    step = error.__traceback__
    while step is not None:
        names.append(step.tb_frame.f_code.co_name)
        step = step.tb_next
    return names[names.index("trace") :]


def trace(call, *args):
    try:
        call(*args)
    except Exception as error:
        return names_of(error)


note("traceback", [trace(divide_more, 1, 0), trace(lambda: raises(3))])


def down(n):
    if n == 0:
        raise KeyError("the end")
    return down(n - 1)


def guarded(x):
    try:
        return divide(x, 0)
    finally:
        note("came by", x)


def around(x):
    return guarded(x)


note(
    "traceback through several", [trace(down, 2), trace(around, 1), trace(lambda: around(2)), trace(down, 0)]
)


def later(x):
    yield x
    yield divide_more(x, 2)


def generator_of(x):
    return (divide(y, 2) for y in [x, x + 2])


note("generators", [list(later(4)), list(generator_of(2)), sum(generator_of(4)), error_of(list, later("a"))])


def decorate(f):
    def inner(*args, **kw):
        return ["decorated", f(*args, **kw)]

    return inner


@decorate
def decorated(a, b=2):
    return [a, b]


note("decorated", [decorated(1), decorated(1, b=3)])
note("sorted by a function", sorted(["bb", "a", "ccc"], key=lambda text: -len(text)))
note(
    "called by the runtime", [list(map(divide, [4, 6], [2, 3])), list(filter(lambda x: x != "a", ["a", "b"]))]
)
note("what it says of itself", [two.__name__, Base.method.__qualname__, with_defaults.__defaults__])
with_defaults.__defaults__ = (7, [8])
note("other defaults", with_defaults(1))


# Numbers as keys


def number_keys(d):
    seen = [d.get(1), d.get(2, "none"), 1 in d, 2 in d, -1 in d, 5 not in d]
    d[2] = "two"
    d[1] = "one"
    d[-1] = "minus one"
    d["2"] = "text"
    seen.append([d[1], d[2], d[-1], d["2"], d.get(-1), len(d), list(d)])
    seen.append([d.pop(1), d.pop(1, "gone"), d.pop(-1), d.pop(7, None), len(d), list(d), list(d.values())])
    d[1] = "one again"
    d[7] = d.pop(2)
    seen.append([list(d.items()), d.get(7), 7 in d, 2 in d])
    return seen


note(
    "numbers as keys",
    [number_keys({1: "a"}), number_keys({}), number_keys({"x": 0, 3: 4}), number_keys({-1: 0, -2: 1})],
)
note(
    "other keys that are equal",
    [number_keys({True: "a"}), number_keys({1.0: "a", 2.5: "b"}), number_keys({False: 0})],
)
note("of another class", number_keys(Counts({1: 2})))


def many(count):
    d = {0: "first"}
    found = set()
    for number in range(1, count):
        d[number] = number
        found.add(number)
        if number % 3:
            d.pop(number)
            found.discard(number)
    return [
        list(d),
        len(d),
        sorted(found),
        [d.get(number) for number in (0, 3, 4, 5)],
        3 in found,
        4 in found,
    ]


note("many come and go", [many(50), many(200)])


def not_there(d, key):
    return d[key]


def pop(d, key):
    return d.pop(key)


note(
    "missing keys", [error_of(f, d, 1)[0] for f in (not_there, pop) for d in ({}, {2: 3}, {"1": 1}, Counts())]
)
ready = {1: 2}
for changed in ready:
    ready[changed] += 1
note("changed in a loop", ready)


def grows(d):
    for key in d:
        d[key + 1] = 0


note("grows in a loop", error_of(grows, {1: 2})[0] != "no error")
note("texts in sets", [t in {"a", "longer text"} for t in ("a", "longer text", "b", Text("a"))])


# Attributes that are set, and numbers that are compared


class Setting:
    kind = "class"

    def __init__(self):
        self.x = None
        self.set(1)

    def set(self, value):
        self.x = value
        self.y = [self.x, value]
        self.kind = value
        self.x = self.z = self.x + 1
        return [self.x, self.y, self.z, self.kind]


note("set", [Setting().set(5), Setting().set(5.5), error_of(Setting().set, "text")[0], Setting.kind])


def set_on(thing):
    thing.value = 1


note(
    "set where it cannot be", [error_of(set_on, None)[0], error_of(set_on, "text")[0], error_of(set_on, 5)[0]]
)


def compare(a, b):
    found = []
    if a < b:
        found.append("<")
    if a <= b:
        found.append("<=")
    if a > b:
        found.append(">")
    if not a >= b:
        found.append("not >=")
    if a > 1:
        found.append("> 1")
    while a < 0:
        a += 1
    return [*found, a, "more" if a > b else "not more"]


for a in (1, 0, -2, 1.5, True, 10**30):
    note(f"comparisons of {a}", [compare(a, b) for b in (1, 2.5, False, -3, 10**29)])
note("comparisons of others", [error_of(compare, [1], [2])[0], error_of(compare, 1, "a")[0]])
