"""Client code for test_running.py: calls, tests and assigns in every way that the compiler writes in fewer steps.

It runs in the browser and in CPython, and must leave the same in `results`.
"""

results: "dict[str, str]" = {}


def note(name, value):
    assert name not in results, name
    results[name] = repr(value)


def error_of(call):
    try:
        return ["no error", call()]
    except Exception as error:
        return [type(error).__name__]


# Methods


class Chain:
    def __init__(self):
        self.steps = []

    def add(self, *items):
        self.steps.extend(items)
        return self

    def last(self):
        return self.steps[-1]

    def both(self, one, other):
        return [one, other]

    def again(self, depth):
        return self.both(depth, self.again(depth - 1) if depth else self.last())

    @property
    def made(self):
        return lambda *args: ["made", *args]

    @classmethod
    def of_class(cls, value):
        return [cls.__name__, value]

    @staticmethod
    def static(value):
        return ["static", value]


class Odd:
    """Makes its methods up, and calls others while it does."""

    def __init__(self, chain):
        self.chain = chain

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        self.chain.add(name)
        return lambda *args: [name, self.chain.last(), *args]


class Callable:
    def __call__(self, *args, **kw):
        return [list(args), kw]


nothing, word, zero = None, "a", 0
chain = Chain()
odd = Odd(chain)
note("methods in arguments of methods", [
    chain.both(chain.add(1).last(), chain.both(chain.add(2, 3).last(), chain.steps.pop())),
    chain.add(chain.add(chain.add(4).last()).last()).steps, chain.again(3),
])  # fmt: skip
note(
    "methods that are made up",
    [odd.one(odd.two(1), odd.three()), chain.add(0).both(odd.four(2), chain.last())],
)
note("what is no function", [
    chain.made(1, 2), chain.of_class(3), Chain.of_class(4), chain.static(5), Chain.static(6), Chain.both(chain, 7, 8),
    Callable()(1, a=2), getattr(chain, "bo" + "th")(1, 2), chain.both(*[1, 2]), chain.both(1, other=2),
])  # fmt: skip
chain.own = lambda *args: ["own", *args]
chain.last = lambda: "hides the method"
note("methods of an instance", [chain.own(), chain.own(1), chain.last(), Chain.last(chain)])
note("methods in generators", [
    list(chain.both(x, [chain.both(y, chain.last()) for y in range(x)]) for x in range(3)),
    {chain.static(x)[1]: chain.both(x, x) for x in "ab"},
])  # fmt: skip
note("calls that fail", [
    error_of(lambda: chain.missing()), error_of(lambda: chain.both(1)), error_of(lambda: chain.both(1, 2, 3)),
    error_of(lambda: nothing()), error_of(lambda: (5).missing(1)), error_of(lambda: chain.both(one=1)),
    error_of(lambda: chain.steps()), error_of(lambda: len()), error_of(lambda: len(5)), error_of(lambda: word(1)),
])  # fmt: skip
note("methods of values", [
    "a,b".split(","), "x".join(["1", "2"]), [1, 2].index(2), {"a": 1}.get("a"), {"a": 1}.get("b", 2), (1, 1).count(1),
    {1: 2}.get(1), {1: 2}.get(3), {1: 2}.pop(1), {1: 2}.setdefault(3, 4), (255).bit_length(), "é😀".upper(), len("é😀"),
])  # fmt: skip

# Arguments


def fields(a, b=2, c=None):
    return [a, b, c]


def rest(a, *more, b=1, **kw):
    return [a, more, b, kw]


def only(*, a=1):
    return a


def all_named(a=1, b=2):
    return [a, b]


def late(value, found=None):
    found = [] if found is None else found
    found.append(value)
    return found


def shared(value, found=[]):  # noqa: B006
    found.append(value)
    return list(found)


note("defaults", [
    fields(1), fields(1, 3), fields(1, 3, 4), fields(1, c=5), fields(a=1, b=2), fields(*[1, 2], c=3), fields(1, None),
    all_named(), all_named(3), all_named(b=4), all_named(*(5, 6)), all_named(**{"a": 7}), only(), only(a=2),
    late(1), late(2), late(3, [0]), shared(1), shared(2), rest(1), rest(1, 2, 3), rest(1, b=2, c=3), rest(1, 2, d=4),
])  # fmt: skip
note("arguments that do not fit", [
    error_of(fields), error_of(lambda: fields(1, 2, 3, 4)), error_of(lambda: fields(1, d=1)), error_of(rest),
    error_of(lambda: fields(1, a=1)), error_of(lambda: all_named(1, 2, 3)), error_of(lambda: only(1)),
])  # fmt: skip
fields.__defaults__ = (8, 9)
note("defaults that change", [fields(1), fields(1, 2), (lambda x, y=chain.static(1): [x, y])(2)])


# Keys that are no texts

halves = {1: "one", 1.5: "more", None: "no", 10**20: "big", 0.1: "small", -2.5: "less"}
note(
    "keys that are floats",
    [halves[1.5], halves[3 / 2], halves.get(0.1), -2.5 in halves, halves[10**20], halves.pop(1.5)],
)
note("large keys", {100000000000000000000: 1, 9007199254740993: 2}[10**20])
note(
    "empty ranges",
    [bool(range(0)), bool(range(5, 1)), bool(range(1)), not range(3, 3), bool(range(3, 0, -1))],
)


# Steps through texts, and exceptions with several arguments

note(
    "steps through emoji",
    ["a😀b😁"[::-1], "a😀b😁"[::2], "a😀b😁"[3:0:-2], "a😀b😁"[1:3], "abc"[::-1], "😀"[5:0:-1]],
)
note(
    "exceptions",
    [str(ValueError("a", 1)), repr(ValueError("a", 1)), repr(KeyError("k"))],
)
note(
    "exceptions with none or one",
    [str(ValueError()), repr(ValueError()), str(ValueError("a")), repr(OSError("a"))],
)


# Variables of the function around


def counter(start):
    count = start
    calls = []

    def more(by=1):
        nonlocal count
        count += by
        calls.append(by)
        return count

    def told():
        return [count, sorted(locals()), len(calls)]

    return more, told


more, told = counter(5)
note("variables of the function around", [more(), more(2), told(), more(by=3), told()])
note("functions in loops", [call() for call in [(lambda n=n: n * 2) for n in range(3)]])


def deep(depth):
    return deep(depth + 1)


note("too deep", [error_of(lambda: deep(0)), error_of(lambda: deep(0)), more()])

# Whether something is true


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return self.value

    def __contains__(self, item):
        return [] if item == "empty" else [item]

    def __eq__(self, other):
        return [] if other == "empty" else [other]

    __hash__ = None


yes, no = Truth(True), Truth(False)
note("in conditions", [
    [1 if x else 0 for x in (yes, no, None, 0, 1, -1, "", "0", [], [0], {}, {0: 0}, (), (0,), set(), {0}, 0.0, 0.5)],
    [1 if not x else 0 for x in (yes, no, None, "", "a", 0, 2)],
    [1 if x is None else 0 for x in (None, 0, "", False, yes)],
    [1 if x is not None else 0 for x in (None, 0, "", False, no)],
    [1 if x == 1 else 0 for x in (1, 1.0, True, "1", None, [1])],
    [1 if x != "a" else 0 for x in ("a", "b", None, 1)],
    [1 if "empty" in yes else 0, 1 if "full" in yes else 0, 1 if "empty" not in yes else 0],
    [1 if yes == "empty" else 0, 1 if yes == 1 else 0, not yes == "empty", not (yes == 1)],
    [x for x in range(9) if x % 2 and not x == 5 or x is None], [x for x in "abc" if x in "ac" if x != "c"],
])  # fmt: skip
note("both and either", [
    [1 if yes and (no or "x" in "xy") and not no else 0, 1 if no or None else 0, 1 if (yes and []) or {} else 0],
    [yes and 5, no and 5 if False else "else", None or "or", [] or {} or (), 1 and 2 and 0 and error_of],
    [not (1 and 0), not [] and "and", zero is None or 7, (nothing is None) and 8, 1 < 2 < 3, 1 < 3 < 2, 2 == 2 == 2],
])  # fmt: skip


def asked():
    found = []
    while (yield len(found)) is None:
        found.append((yield "again") is not None and (1 < len(found) < 3) is None)
    yield found if not (yield) == 1 or (lambda: nothing)() is None else None


def talk(generator, *answers):
    return [next(generator), *(generator.send(answer) for answer in answers)]


note("None in all places", [
    talk(asked(), None, 1, None, None, 5, 1), (1 < 2 < 3) is None, (not nothing) is None, (nothing is None) is None,
    (word in "a") is not None, [(nothing if zero else word) is None, (zero or nothing) is None, (x := nothing) is None],
    (nothing is None) + 1, {"is": nothing is not None}, f"{nothing is None}", -zero is None, (nothing is None) == 1,
])  # fmt: skip
left, seen = 5, []
while left and not left == 2:
    left -= 1
    if left is None or left in (3,):
        continue
    seen.append(left)
else:
    seen.append("else")
note("what a loop saw", seen)
note("comparing", [
    1 < 2, 2 <= 2, 2 > 3, 3 >= 3, 1 == 1, 1 != 1, -1 == -1, 1 < 1.5, 2**60 == 2**60, 2**60 < 2**61, "a" < "b",
    "b" <= "a", True == 1, True < 2, error_of(lambda: 1 < "a"), [1, 2] < [1, 3], (1,) == (1,), {1} <= {1, 2},
    10**20 > 1,
])  # fmt: skip

# Several at once

a, b = 1, 2
a, b = b, a
first, (second, third), *others = [1, (2, 3), 4, 5]
items = [1, 2]
items[0], items[1] = items
c, d = "xy"
e, f = {"k": 1, "l": 2}
(g,) = {7}
note("unpacked", [a, b, first, second, third, others, items, c, d, e, f, g])


def unpack(values):
    x, y = values
    return [x, y]


note("what cannot be unpacked", [
    error_of(lambda values=values: unpack(values)) for values in ([1], [1, 2, 3], 5, None, "a", (1, 2), range(2))
])  # fmt: skip


def grown():
    numbers, found = [1, 2], []
    for number in numbers:
        found.append(number)
        if len(numbers) < 5:
            numbers.append(number * 10)
    for number in found:
        if number == 2:
            found.remove(number)
    return found


note("loops over what changes", [grown(), [x for x in (1, 2)], [[y for y in x] for x in [[1], (2, 3), "ab"]]])
note("lists of", [
    list([1, 2]), list((1, 2)), list("ab"), list({"a": 1}), list({1: 2, "b": 3}), list({}), list(range(2)), list(),
    bool(0), bool("a"), bool([]), bool(None), bool(), str(None), str(1.5), int("12"), int(" 7 "), int(-3), len({1: 2}),
])  # fmt: skip
copied = list(items)
copied.append(3)
note("a list is copied", [items, copied])

# Sums and steps


class Number:
    total = 5
    text = "a"

    def __init__(self):
        self.items = [1]

    @property
    def double(self):
        return self.total * 2

    @double.setter
    def double(self, value):
        self.total = value // 2


number = Number()
number.total += 1
number.text += "b"
number.items += [2]
number.double += 4
number.total -= 10
number.total *= 3
note("attributes that are added to", [number.total, number.text, number.items, number.double, Number.total])
note("sums", [
    1 + 2, 5 - 7, 2**53 + 1, -(2**53) - 1, "a" + "b", [1] + [2], (1,) + (2,), 1 + 1.5, 0.5 - 1, True + 1, 0 - 0,
    error_of(lambda: 1 + "a"), error_of(lambda: "a" + 1), "é" + "😀", len("😀" + "a"),
])  # fmt: skip

# Sets and dictionaries of numbers and texts

some = set()
for thing in (1, -1, "a", 2, 1, "a", -2, None, True, 1.0, (1,)):
    some.add(thing)
for thing in (2, "missing", -2, 5, None):
    some.discard(thing)
note(
    "a set",
    [len(some), 1 in some, -1 in some, -2 in some, "a" in some, (1,) in some, None in some, 2 not in some],
)
note(
    "sets that refuse", [error_of(lambda: some.add([])), error_of(lambda: some.remove(9)), error_of(some.add)]
)
frozen = frozenset(("a", "b", 3))
note(
    "a frozen set",
    ["a" in frozen, "c" in frozen, 3 in frozen, None in frozen, error_of(lambda: [] in frozen)],
)
table = {}
for key in (3, -1, "k", 1, -2):
    table[key] = [key]
table[3] += [4]
del table[1]
note("a dictionary", [
    table, 3 in table, 1 in table, -1 in table, "k" in table, 2 in {"a": 1}, 1 in {True: 1}, table[-1],
    table[3], error_of(lambda: table[9]), error_of(lambda: {"a": 1}[0]), {"a": 1} | {1: 2}, list(table),
    list(table.values()),
])  # fmt: skip
note(
    "items from the end",
    [[1, 2][-1], (1, 2)[-2], "ab"[-1], error_of(lambda: [1][-2]), error_of(lambda: [][-1])],
)
note("classes of values", [
    [isinstance(x, (str, int, float)) for x in ("a", 1, 1.5, True, None, [], {})],
    [isinstance(x, (bool, list)) for x in (True, 1, [], ())], isinstance(number, (str, (int, Number))),
    isinstance("a", ()), error_of(lambda: isinstance("a", 5)), error_of(lambda: isinstance(1, (str, 5))),
])  # fmt: skip
