"""Client code for test_running.py: looks things up in every way, also after the place where they lie has changed.

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


# Attributes of instances and classes


class Base:
    shared = "base"

    def method(self):
        return "base method"

    def other(self, *args, **kw):
        return [self.method(), list(args), sorted(kw.items())]


class Child(Base):
    def __init__(self):
        self.own = "own"


def read(thing, name="own"):
    return [thing.own, thing.shared, thing.method(), thing.other(1, 2, key=3)]


child, plain = Child(), Child()
note("first look", read(child))
note("second look", read(child))
Child.method = lambda self: "child method"
note("method put into the class", read(child))
Base.shared = "changed base"
note("changed in the base", read(child))
Child.shared = "child"
note("hides the base", read(child))
del Child.shared
note("taken away again", read(child))
del Child.method
note("method taken away", read(child))
child.method = lambda: "method of the instance"
note("method of one instance", [read(child), read(plain)])
child.shared = "of the instance"
note("attribute of one instance", [read(child), read(plain)])
del child.method
del child.shared
note("deleted from the instance", read(child))
note("missing", [error_of(lambda: child.missing), error_of(lambda: child.missing())])
Child.missing = 5
note("no longer missing", [child.missing, error_of(lambda: child.missing())])
Base.late = property(lambda self: "property")
note("property in the base", [child.late, error_of(lambda: setattr(child, "late", 1))])
child.own = "again"
child.own += " and again"
note("set", child.own)
note("bound method", [child.method.__self__ is child, child.method(), Child.method(child)])
bound = child.method
Base.method = lambda self: "new method"
note("bound before the change", [bound(), child.method()])


class Loud:
    """Sees each attribute that is set."""

    def __init__(self):
        self.value = 1
        self.value = 2

    def __setattr__(self, name, value):
        object.__setattr__(self, name, [value])


loud = Loud()
loud.value = 3
note("own __setattr__", loud.value)


class Quiet:
    pass


quiet = Quiet()
quiet.value = 1
quiet.value = 2
Quiet.__setattr__ = lambda self, name, value: object.__setattr__(self, name, "heard")
quiet.value = 3
note("__setattr__ that came later", quiet.value)
Quiet.__getattr__ = lambda self, name: "made up " + name
note("__getattr__ that came later", [quiet.value, quiet.nothing])


class Twice:
    """A data descriptor that keeps its value under its own name, as the standard's how-to does."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, thing, owner=None):
        return self if thing is None else thing.__dict__[self.name] * 2

    def __set__(self, thing, value):
        thing.__dict__[self.name] = value + 1


class Once:
    """A descriptor that the instance's own value goes before."""

    def __get__(self, thing, owner=None):
        return "from the descriptor"


class Described:
    twice = Twice()
    once = Once()

    @property
    def calculated(self):
        return "calculated"

    @staticmethod
    def static(x):
        return ["static", x]

    @classmethod
    def of_class(cls, x):
        return [cls.__name__, x]


described = Described()
described.twice = 10
note("data descriptor", [described.twice, described.__dict__["twice"]])
described.twice = 20
note("data descriptor, set again", described.twice)
note("descriptor", described.once)
described.once = "own"
note("own value before a descriptor", described.once)
described.__dict__["calculated"] = "own"
note("property before an own value", described.calculated)
note("static and class methods", [described.static(1), described.of_class(2), Described.static(3)])
described.static = lambda x: "own static"
note("own value before a static method", described.static(4))


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


slotted = Slotted()
slotted.a = 2
note("slots", [slotted.a, error_of(lambda: slotted.b), error_of(lambda: setattr(slotted, "c", 1))])


class First:
    def name(self):
        return "first"


class Second:
    def name(self):
        return "second"


changing = First()
note("before its class is another", changing.name())
changing.__class__ = Second
note("after its class is another", changing.name())


class Callable:
    def __call__(self, x=0):
        return ["called", x]


class Holder:
    call = Callable()

    def __init__(self):
        self.inner = Callable()


holder = Holder()
note("callables", [holder.call(1), holder.inner(2), holder.call(), Callable()(x=3)])


class Diamond(Child, Second):
    pass


diamond = Diamond()
note("several bases", [diamond.name(), diamond.shared, [base.__name__ for base in Diamond.__mro__]])
Second.shared = "second"
note("the first base wins", diamond.shared)


class Numbers(list):
    def total(self):
        return sum(self)


class Table(dict):
    def __contains__(self, key):
        return True

    def get(self, key, default=None):
        return "own get"

    def __missing__(self, key):
        return "made for " + key


numbers = Numbers([1, 2])
numbers.word = "attribute"
numbers.append(3)


class Counted(list):
    def __setitem__(self, place, value):
        super().__setitem__(place, [value])


items = ["a", "b", "c"]
items[0], items[-1], items[True] = 1, 3, None
counted = Counted("xy")
counted[0] = counted[-1] = 5
note("put into lists", [items, list(counted), error_of(lambda: items.__setitem__(3, 4))])


def put(things, place, value):
    things[place] = value
    return things


note(
    "outside of a list",
    [error_of(lambda: put([1], 1, 2)), error_of(lambda: put([1], -2, 2)), put([1], -1, 2)],
)
note("written in a tuple", error_of(lambda: put((1,), 0, 2)))
odd = {"-1": 1, "7": 2, "Z": 3, "_": 4, "a": 5, "a": 6, "{": 7, "\u00a0-5": 8, "": 9, 1: 10, "b": 11}  # noqa: F601
note(
    "keys of all kinds",
    [list(odd.items()), odd["a"], odd[1], odd["1"] if "1" in odd else None, len(odd), "c" in odd],
)
note("numbers first", list({3: "x", "three": "y", **{"more": 1}, None: 2}.items()))
note("list with attributes", [numbers.total(), numbers.word, len(numbers), bool(numbers), numbers[1]])
table = Table(a=1)
note("dictionary of its own kind", ["x" in table, table.get("a"), table["b"], table["a"], len(table)])

# Truth and equality


class Full:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


class Yes:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        return self.answer


class Thing:
    pass


def truth(value):
    return True if value else False


things = [
    None,
    0,
    1,
    0.0,
    0.5,
    "",
    "a",
    [],
    [0],
    (),
    (0,),
    {},
    {"a": 1},
    {1: 1},
    set(),
    {0},
    frozenset(),
    b"",
    b"a",
]
note("truth", [truth(thing) for thing in things])
note(
    "truth of instances",
    [truth(Full(0)), truth(Full(2)), truth(Yes(False)), truth(Yes(True)), truth(Thing())],
)
note("truth of others", [truth(Thing), truth(truth), truth(len), truth(range(1))])
thing = Thing()
note("truth before", truth(thing))
Thing.__bool__ = lambda self: False
note("truth after", truth(thing))
del Thing.__bool__
Thing.__len__ = lambda self: 0
note("truth by a length that came later", truth(thing))


class Same:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


nothing_yet = None
note(
    "equal",
    [
        "a" == "a",
        "a" == "b",
        "a" != "a",
        "a" != "b",
        "a" == 1,
        "a" == Same(),
        Same() == "a",
        "a" == nothing_yet,
    ],
)
note("order", ["a" < "b", "b" <= "a", "Z" > "a"])
nothing, zero = None, 0
note("is", [nothing is None, thing is thing, thing is Thing(), zero is None, thing is None, Thing is Thing])
not_a_number = float("nan")
note(
    "not a number",
    [not_a_number == not_a_number, not_a_number in [not_a_number], not_a_number in {not_a_number: 1}],
)

# Members and items

words, pair, mixed = ["a", "b"], ("a", "b"), ["a", 1, Same()]
note(
    "in a list",
    ["a" in words, "c" in words, "c" in mixed, "a" in mixed, 1 in [True], "1" in [1], None in [None]],
)
note("in a tuple", ["a" in pair, "c" in pair, "" in pair, "" in ()])
note("in a text", ["a" in "abc", "" in "abc", "d" in "abc", error_of(lambda: 1 in "abc")])
lots = {"a": 1, 1: "number", (1, 2): "pair", None: "none", 2.5: "half"}
note(
    "in a dictionary",
    ["a" in lots, "b" in lots, 1 in lots, 1.0 in lots, 2 in lots, (1, 2) in lots, None in lots],
)
note(
    "in one with texts only", ["a" in {"a": 1}, 1 in {"a": 1}, "toString" in {}, "__proto__" in {}, "a" in {}]
)
group = {"a", 1, None, (1, 2)}
note("in a set", ["a" in group, "b" in group, 1 in group, True in group, None in group, (1, 2) in group])
note(
    "unhashable", [error_of(lambda: [] in lots), error_of(lambda: [] in group), error_of(lambda: {}.get([]))]
)
note(
    "items",
    [lots["a"], lots[1], lots[True], lots[(1, 2)], lots[None], words[0], words[-1], pair[1], "abc"[1]],
)
note(
    "missing items",
    [error_of(lambda key=key: lots[key]) for key in ("b", 7, (2, 1))]
    + [error_of(lambda place=place: words[place]) for place in (2, -3)]
    + [error_of(lambda: words["a"]), error_of(lambda: {}["toString"]), error_of(lambda: nothing[0])],
)
note(
    "get",
    [
        lots.get("a"),
        lots.get("b"),
        lots.get("b", 5),
        lots.get(1),
        lots.get(9),
        lots.get(9, [0]),
        {}.get("a"),
    ],
)
note(
    "get of what others inherit",
    [{}.get("toString"), {}.get("constructor", 1), {"a": 1}.get("hasOwnProperty", 2)],
)
popped = {"a": 1, 2: "two", "c": 3}
note(
    "pop",
    [
        popped.pop("a"),
        popped.pop("a", "gone"),
        popped.pop(2),
        popped.pop(2, None),
        error_of(lambda: popped.pop("a")),
    ],
)
note("what is left", [popped, len(popped), list(popped)])
places = {}
note(
    "nothing in an empty one",
    [places.get((1, "a")), places.get(5, 6), places.pop((1, "a"), "gone"), len(places)],
)
places[1, "a"] = "here"
note(
    "by a tuple",
    [
        places.get((1, "a")),
        places.get((2, "a")),
        places.get((2, "a"), 0),
        places.get("a", "no"),
        places.pop((2, "a"), "gone"),
        error_of(lambda: places.pop((2, "a"))),
        error_of(lambda: places.get([])),
        error_of(lambda: places.pop([], 1)),
        places.pop((1, "a"), "gone"),
        places,
    ],
)


class Missing(dict):
    def __missing__(self, key):
        return "made"


note(
    "what is made for a key",
    [Missing()["a"], Missing().get("a"), Missing().get(1, 2), Missing(a=1).pop("a", 2)],
)
counts = {}
for key in ("a", "b", "a", 1, 1):
    counts[key] = counts.get(key, 0) + 1
note("counts", list(counts.items()))
note(
    "wrong calls",
    [error_of(lambda: {}.get()), error_of(lambda: {}.get(1, 2, 3)), error_of(lambda: {}.pop(1, 2, 3))],
)

# Built-in functions


class Odd(type):
    def __instancecheck__(cls, thing):
        return thing == 3


class OddNumber(metaclass=Odd):
    pass


note("isinstance", [isinstance(*pair) for pair in [
    (1, int), (True, int), (True, bool), (1, bool), (1.5, float), (1, float), ("a", str), ([], list),
    ([], (str, list)), ((), tuple), ({}, dict), (table, dict), (set(), set), (None, type(None)), (None, object),
    (child, Base), (child, Child), (plain, Second), (diamond, Second), (Child, type), (Child, object), (OddNumber, Odd),
    (OddNumber, type), (numbers, list), (3, OddNumber), (4, OddNumber), (truth, object), (1, int | str),
    (ValueError("a"), Exception),
]])  # fmt: skip
note("isinstance of no class", [error_of(lambda: isinstance(1, 1)), error_of(lambda: isinstance(1, "int"))])
note(
    "len",
    [
        len(value)
        for value in ("", "abc", "\U0001f600", [], [1], (1, 2), {"a": 1}, {1: 2}, {1}, range(5), Full(7))
    ],
)
note(
    "len of nothing",
    [
        error_of(lambda: len(1)),
        error_of(lambda: len(None)),
        error_of(lambda: len()),
        error_of(lambda: len("a", 1)),
    ],
)
note(
    "int",
    [
        5,
        int("7"),
        int("007"),
        int(" 8 "),
        int("-3"),
        int("+4"),
        int(2.9),
        int(-2.9),
        int(True),
        int("1_000"),
        0,
    ],
)
note("no int", [error_of(lambda value=value: int(value)) for value in ("", "a", "1.5", None, [], "１x")])
note("long int", [int("123456789012345678901234567890") + 1, int("999999999999999"), int("9" * 16)])
note("str", [str(value) for value in ("a", 1, -1, True, None, [], [1, "a"], {}, 10**20)])
note("int of another base", [int("ff", 16), int("10", base=2)])

# Loops over dictionaries

letters = {"c": 1, "a": 2, "b": 3}
note(
    "loops",
    [list(letters), [key for key in letters], [*letters.items()], [*letters.values()], [*letters.keys()]],
)
note(
    "unpacked",
    [[key + str(value) for key, value in letters.items()], {**letters}, sorted(letters), max(letters)],
)
note("left in the middle", next(key for key in letters if key != "c"))


def grow():
    for key in letters:
        letters[key + key] = 0


def shrink():
    for _key in letters.items():
        letters.clear()


note("changed in a loop", [error_of(grow), sorted(letters), error_of(shrink), letters])
note("nested", [[outer + inner for inner in {"x": 1, "y": 2}] for outer in {"a": 1, "b": 2}])
note("loops over subclasses", [[*table], [*table.items()], [*Table()]])


class Ordered(dict):
    pass


class Later(Ordered):
    pass


ordered, later = Ordered(a=1), Later(b=2)
note("loops before", [[key for key in ordered], [key for key in later]])
Ordered.__iter__ = lambda self: iter(["own"])
note("loops after the class has its own way", [[key for key in ordered], [key for key in later]])
del Ordered.__iter__
note("loops after it has it no longer", [[key for key in ordered], [key for key in later]])

# Dictionaries whose keys are not all texts

both = {1: "number", "a": 2, "b": 3}
del both["a"]
note("deleted", ["a" in both, error_of(lambda: both["a"]), both.get("a"), both.get("a", 5), both])
both["a"] = 7
note("set again", [both["a"], both.pop("a"), error_of(lambda: both["a"]), both.get("a", "gone")])
both["a"] = 8
note("last item", [both.popitem(), both.get("a"), error_of(lambda: both["a"]), both.popitem(), both])
both.update(b=4)
note("set after it was the last item", [both["b"], both])


class Word(str):
    pass


word = Word("a")
note("found by an equal key", [{"a": 1}[word], {word: 2}["a"], {word: 3}.get("a"), {word: 4}.pop("a")])
texts = {"a": 1}
texts[word] = 2
note("set by an equal key", [texts["a"], texts[word], len(texts)])
del texts[word]
note("deleted by an equal key", [error_of(lambda: texts["a"]), error_of(lambda: texts[word]), texts])

# Exceptions


class OwnError(ValueError):
    pass


def caught(error, *classes):
    try:
        raise error
    except classes:
        return True
    except Exception:
        return False


note("caught", [
    caught(OwnError(), ValueError), caught(OwnError(), KeyError), caught(OwnError(), KeyError, ValueError),
    caught(KeyError(), LookupError), caught(OwnError(), Exception), caught(ValueError(), OwnError), caught(OwnError()),
])  # fmt: skip

# Loops that end by themselves, by an exception, or by the end of a loop within them


class Steps:
    def __init__(self, count, end=StopIteration):
        self.left = count
        self.end = end

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise self.end
        self.left -= 1
        return self.left


def fails(values):
    for value in values:
        yield 1 // value


def looped(values):
    found = []
    try:
        for value in values:
            found.append(value)
        else:
            found.append("end")
    except Exception as error:
        found.append(type(error).__name__)
    return found


note("ways to loop", [
    looped(enumerate("ab")), looped(zip([1, 2], "abc")), looped(map(str, [1, 2])), looped(filter(None, [0, 1])),
    looped(reversed([1, 2])), looped({3}), looped(frozenset([4])), looped(iter([])), looped(iter({"a": 1}.items())),
    looped(range(0)), looped(b"ab"), looped(iter("")), looped(x for x in ()), looped([[], [1]]),
])  # fmt: skip
note(
    "loops over own iterators",
    [looped(Steps(3)), looped(Steps(1, KeyError)), looped(Steps(0)), looped(Steps(0, OwnError))],
)
note(
    "loops that fail",
    [looped(fails([1, 0])), looped(map(int, ["1", "x"])), looped(1 // x for x in (1, 0)), looped(5)],
)
note(
    "loops in loops",
    [[looped(zip(a, Steps(2))) for a in ("", "xyz")], list(map(list, zip(*[iter("abcd")] * 2)))],
)
half = iter([1, 2, 3])
note("what a loop leaves", [next(half), looped(half), next(half, "none"), error_of(lambda: next(half))])
