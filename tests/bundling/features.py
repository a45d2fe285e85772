"""Client code for test_running.py: tries the language out. Each entry is [what came out, what should]."""

import tornjust.wire as wire_by_name
from browser import aio, document, html, window
from javascript import JSON
from tornjust import wire
from tornjust.client_py.helper import Helper

from . import helper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

results = {}


def check(name: str, got: "Any", wanted: "Any") -> None:
    results[name] = [got, wanted]


# Imports
check("import from package", wire.EVENT, "event")
check("import as", wire_by_name is wire, True)
check("import from module", Helper.word, "help")
check("relative import", helper.Helper is Helper, True)
check("import in a circle", helper.main.__name__, "tornjust.client_py.main")
check("own name", __name__, "tornjust.client_py.main")
check("own file", __file__, "tornjust/client_py/main.py")
for missing in ("asyncio", "browser.timer", "tornjust.missing"):
    try:
        __import__(missing)
    except ModuleNotFoundError as error:
        check("import " + missing, str(error), f"No module named '{missing}'")


# Dictionaries give the room of deleted entries back, and stay in order.
class Weird:
    """Equal hashes, different keys."""

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Weird) and self.number == other.number


def room(table: "Any") -> int:
    """How many places the table has, with those of deleted entries."""
    for symbol in window.Object.getOwnPropertySymbols(table):
        places = window.Reflect.get(table, symbol)
        if window.Array.isArray(places):
            return places.length
    return -1


def shuffled(count: int, keep: int) -> "Any":
    """A dictionary after `count` arrivals and departures that keeps `keep` entries, and what CPython would have."""
    table: Any = {}
    order: Any = []
    number = 12345
    for _ in range(count):
        number = (number * 1103515245 + 12345) % 2147483648
        key = (number >> 8) % 97
        key = key if number % 3 else Weird(key)
        if key in order:
            order.remove(key)
            if number % 5:
                del table[key]
            else:
                table.pop(key)
        else:
            order.append(key)
            table[key] = number
        while len(order) > keep:
            del table[order.pop(0)]
    return table, order


def departures() -> None:
    for keep in (0, 1, 5, 60):
        table, order = shuffled(600, keep)
        check(f"dictionary that kept {keep}", list(table) == order, True)
        check(f"its length, {keep}", len(table), len(order))
        check(
            f"its items, {keep}",
            [key in table and table[key] is not None for key in order],
            [True] * len(order),
        )
        check(f"its room, {keep}", room(table) <= 2 * keep + 40, True)


departures()


# Classes
class Animal:
    count = 0

    def __init__(self, name, *, legs=4):
        self.name = name
        self.legs = legs
        Animal.count += 1

    @property
    def shout(self):
        return self.name.upper()

    @staticmethod
    def plus(a, b=2):
        return a + b

    @classmethod
    def make(cls, name):
        return cls(name)

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def __eq__(self, other):
        return isinstance(other, Animal) and other.name == self.name

    def __lt__(self, other):
        return self.name < other.name

    def __hash__(self):
        return hash(self.name)


class Bird(Animal):
    __slots__ = ("wings",)

    def __init__(self, name):
        super().__init__(name, legs=2)
        self.wings = 2

    def __getattr__(self, name):
        if name == "song":
            return "tweet"
        raise AttributeError(name)


bird = Bird.make("emu")
check(
    "class", [repr(bird), bird.legs, bird.shout, bird.wings, bird.song], ["Bird('emu')", 2, "EMU", 2, "tweet"]
)
check("static and class methods", [Animal.plus(1), Bird.make("a").name, Animal.count], [3, "a", 2])
check("equality and hash", [Animal("x") == Animal("x"), len({Animal("x"), Animal("x")})], [True, 1])
check(
    "isinstance",
    [isinstance(bird, Animal), issubclass(Bird, Animal), isinstance(1, str)],
    [True, True, False],
)
check("missing attribute", [hasattr(bird, "nothing"), getattr(bird, "nothing", 7)], [False, 7])
setattr(bird, "tail", 1)  # noqa: B010
check("setattr", [bird.tail, "tail" in vars(bird)], [1, True])


# Functions
def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step


step = counter()
step()
check("closure", [step(), step(by=5)], [2, 7])
check("closures in a loop", [f() for f in [lambda i=i: i for i in range(3)]], [0, 1, 2])


def comprehensions(x):
    """Functions that are made in a comprehension see its last values when they are called later."""
    late = [lambda: i for i in range(3)]
    by_name = {(name): (lambda: name) for name in "ab" if name}
    products = [(x * y for y in range(2)) for x in range(3)]
    pairs = [[lambda: (i, j) for j in range(2)] for i in range(2)]
    sums = [sum(1 for letter in "aba" if letter == one) for one in "ab"]
    try:
        [1 / x for x in (1, 0)]
    except ZeroDivisionError:
        sums.append(x)
    return [
        [f() for f in late],
        [f() for f in by_name.values()],
        [list(product) for product in products],
        [[f() for f in row] for row in pairs],
        len({lambda: i for i in "ab"}),
        sums,
    ]


check(
    "functions made in a comprehension",
    comprehensions(7),
    [[2, 2, 2], ["b", "b"], [[0, 2]] * 3, [[(1, 1)] * 2] * 2, 2, [2, 1, 7]],
)
check(
    "characters that tools lose",
    [ord("\0"), len("a\x00b"), "\N{BULLET}", "\\N{BULLET}", len("\ud83d"), f"\0{1}", 'it\'s "q"\0'[-1]],
    [0, 3, "•", "\\" + "N{BULLET}", 1, chr(0) + "1", chr(0)],
)


def arguments(a, /, b, *rest, c=3, **more):
    return [a, b, list(rest), c, sorted(more.items())]


check("arguments", arguments(1, 2, 3, 4, c=5, d=6), [1, 2, [3, 4], 5, [("d", 6)]])
check("unpacking", arguments(*[1, 2], **{"c": 9}), [1, 2, [], 9, []])
first, *middle, last = range(5)
check("starred targets", [first, middle, last], [0, [1, 2, 3], 4])


def gen(n):
    for i in range(n):
        got = yield i
        if got:
            yield got * 10
    return "end"


def outer():
    result = yield from gen(2)
    yield result


check("generators", list(outer()), [0, 1, "end"])
g = gen(3)
next(g)
check("generator send", g.send(4), 40)
check("generator expression", sum(x * x for x in range(4)), 14)
check("any, all, next", [any(x > 2 for x in [1, 3]), all([]), next(iter([]), "none")], [True, True, "none"])


# Strings and numbers
name, number = "näme", 3.14159
check(
    "f-string",
    f"{name!r:>8}|{number:.2f}|{42:05d}|{255:#x}|{1234567:,}|{name:*^8}",
    "  'näme'|3.14|00042|0xff|1,234,567|**näme**",
)
check("format and %", ["{}-{b}".format(1, b=2), "%s %d %.1f" % ("a", 3, 2.55)], ["1-2", "a 3 2.5"])  # noqa: UP031, UP032
check(
    "string methods",
    [
        " a b ".strip().split(),
        "a,b".partition(","),
        "x".join("ab"),
        "Ab".swapcase(),
        "abc".find("z"),
        "aXb".replace("X", ""),
    ],
    [["a", "b"], ("a", ",", "b"), "axb", "aB", -1, "ab"],
)
check(
    "prefixes",
    ["data-x".startswith(("aria-", "data-")), "ab".removeprefix("a"), "abc"[::-1], "tornjust"[2:-1]],
    [True, "b", "cba", "rnjus"],
)
check("unicode", [len("a😀b"), "😀" in "a😀b", "ß".upper(), "é".encode()], [3, True, "SS", b"\xc3\xa9"])
check(
    "integers",
    [7 // 2, -7 // 2, -7 % 3, 2**70, int("ff", 16), int("-12"), divmod(7, 3)],
    [3, -4, 2, 1180591620717411303424, 255, -12, (2, 1)],
)
check(
    "floats",
    [repr(0.1 + 0.2), str(1e21), round(2.5), float("1.5"), 3 / 2, str(2.0), 1.0 == 1],
    ["0.30000000000000004", "1e+21", 2, 1.5, 1.5, "2.0", True],
)
check(
    "bool arithmetic", [True + True, bool([]), not "", None is None, 1 < 2 < 3], [2, False, True, True, True]
)

# Collections
d = {"b": 1, "a": 2}
d.update(c=3)
check(
    "dict",
    [list(d), d.get("z"), d.pop("b"), d.setdefault("n", []), "a" in d, {**d, "a": 0}["a"], d | {"q": 1} != d],
    [["b", "a", "c"], None, 1, [], True, 0, True],
)
check("dict comprehension", {k: v for v, k in enumerate("ab")}, {"a": 0, "b": 1})
check(
    "list",
    [[3, 1, 2][1:], [0] * 2 + [1], [1, [2]] == [1, [2]], [1, 2, 3].index(2)],
    [[1, 2], [0, 0, 1], True, 1],
)
items = [3, 1, 2]
items.sort(reverse=True)
items.insert(1, 9)
del items[0]
check("list in place", [items, items.pop(), items], [[9, 2], 1, [9, 2]])
check(
    "sorted with key",
    sorted([("b", 1), ("a", 2)], key=lambda pair: pair[1], reverse=True),
    [("a", 2), ("b", 1)],
)
check("sorted is stable", sorted(["bb", "a", "cc", "d"], key=len), ["a", "d", "bb", "cc"])
check("sorted objects", [a.name for a in sorted([Animal("z"), Animal("k")])], ["k", "z"])
check("set", [{1, 2} & {2, 3}, {1} | {2}, {1, 2} - {2}, frozenset("aa")], [{2}, {1, 2}, {1}, frozenset("a")])
check(
    "zip, enumerate, map, filter",
    [list(zip("ab", [1, 2])), list(enumerate("a", 1)), list(map(str, [1])), list(filter(None, [0, 1]))],
    [[("a", 1), ("b", 2)], [(1, "a")], ["1"], [1]],
)
check(
    "min, max, sum",
    [min(3, 1), max([1, 5], key=lambda x: -x), sum([0.5, 1]), abs(-2), min([], default=0)],
    [1, 1, 1.5, 2, 0],
)


# Statements
def control(n):
    out = []
    while True:
        n -= 1
        if n == 3:
            continue
        if n < 1:
            break
        out.append(n)
    else:
        out.append("else")
    for _ in ():
        pass
    else:
        out.append("done")
    return out


check("loops", control(5), [4, 2, 1, "done"])


def kind(value):
    match value:
        case ["event", int(seq), *rest]:
            return ["event", seq, rest]
        case {"kind": str(word)}:
            return word
        case _:
            return None


check("match", [kind(["event", 3, "x"]), kind({"kind": "k"}), kind(1)], [["event", 3, ["x"]], "k", None])
if (walrus := len("abc")) > 2:
    check("walrus", walrus, 3)


class Manager:
    log = []

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, kind, error, trace):
        self.log.append(kind.__name__ if kind else "out")
        return True


with Manager():
    raise KeyError("gone")
check("with", Manager.log, ["in", "KeyError"])


# Exceptions
class OwnError(ValueError):
    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def careful():
    try:
        raise OwnError("why")
    except (KeyError, ValueError) as error:
        return [type(error).__name__, error.reason, str(error), error.args]
    finally:
        results["finally"] = [True, True]


check("exceptions", careful(), ["OwnError", "why", "why", ("why",)])
try:
    try:
        {}["k"]
    except KeyError as error:
        raise OwnError("chained") from error
except OwnError as error:
    check("chained", type(error.__cause__).__name__, "KeyError")
try:
    no_such_name  # noqa: F821
except NameError as error:
    check(
        "name error",
        [str(error), "no_such_name" in window.__BRYTHON__.error_trace(error)],
        ["name 'no_such_name' is not defined", True],
    )


class Reserved:
    """Has a word to say about what it has not."""

    def __getattr__(self, name):
        raise AttributeError("no " + name + " here")

    @property
    def broken(self):
        return self.deeper.still


words = []
for look in (
    lambda: Reserved().shape,
    lambda: Reserved().turn(1),
    lambda: Reserved().broken,
    lambda: [].shape,
):
    try:
        look()
    except AttributeError as error:
        words.append(str(error))
check(
    "words of __getattr__",
    [*words, getattr(Reserved(), "shape", 5), hasattr(Reserved(), "shape")],
    ["no shape here", "no turn here", "no broken here", "'list' object has no attribute 'shape'", 5, False],
)
try:
    helper.boom({})
except KeyError as error:
    trace = window.__BRYTHON__.error_trace(error)
    check(
        "traceback",
        ['File "tornjust/client_py/helper.py", line 7, in boom' in trace, "KeyError" in trace],
        [True, True],
    )
for wrong in ("None.x", "'a' + 1", "[][3]", "int('x')"):
    try:
        if wrong == "None.x":
            None.x
        elif wrong == "'a' + 1":
            "a" + 1
        elif wrong == "[][3]":
            [][3]
        else:
            int("x")
    except (AttributeError, TypeError, IndexError, ValueError) as error:
        check(
            wrong,
            type(error).__name__,
            {"N": "AttributeError", "'": "TypeError", "[": "IndexError", "i": "ValueError"}[wrong[0]],
        )

try:
    exec("x = 1")
except NotImplementedError as error:
    check("exec", str(error), "there is no compiler in the browser")

# The browser
check("JSON", JSON.parse(JSON.stringify({"a": [1, 2.5, None, True, "é"]})), {"a": [1, 2.5, None, True, "é"]})
document.getElementById("out").text = "<b>"
check("DOM", document.getElementById("out").innerHTML, "&lt;b&gt;")
document["out"] <= html.SPAN("s", id="inner")  # noqa: B015
check("browser.html", document.getElementById("inner").tagName, "SPAN")


def jsonable(value):
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return list(value)
    return str(value) if isinstance(value, int) and abs(value) > 2**53 else value


async def numbers():
    for i in range(2):
        await aio.sleep(0)
        yield i


async def fails():
    await aio.sleep(0)
    raise OwnError("late")


async def work():
    await aio.sleep(0.01)
    seen = []
    async for i in numbers():
        seen.append(i)
    check("async for", seen, [0, 1])
    try:
        await fails()
    except OwnError as error:
        check("async exception", error.reason, "late")
    response = await window.Promise.resolve(5)
    check("await a promise", response, 5)
    timed = []
    window.setTimeout(lambda: timed.append(1), 1)
    await aio.sleep(0.05)
    check("setTimeout", timed, [1])
    window.result = window.JSON.parse(
        JSON.stringify({name: jsonable(pair) for name, pair in results.items()})
    )


aio.run(work())
