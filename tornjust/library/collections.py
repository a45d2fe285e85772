"""The module `collections` in the browser: deque, Counter, defaultdict, OrderedDict and namedtuple."""

OrderedDict = dict


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **kw):
        self.default_factory = default_factory
        super().__init__(*args, **kw)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self[key] = self.default_factory()
        return value

    def copy(self):
        return defaultdict(self.default_factory, self)

    def __repr__(self):
        return "defaultdict(" + repr(self.default_factory) + ", " + repr(dict(self)) + ")"


class Counter(dict):
    def __init__(self, iterable=(), **kw):
        super().__init__()
        self.update(iterable, **kw)

    def __missing__(self, key):
        return 0

    def _add(self, iterable, sign, kw):
        counted = iterable.items() if isinstance(iterable, dict) else [(item, 1) for item in iterable]
        for item, count in [*counted, *kw.items()]:
            self[item] = self[item] + sign * count

    def update(self, iterable=(), **kw):
        self._add(iterable, 1, kw)

    def subtract(self, iterable=(), **kw):
        self._add(iterable, -1, kw)

    def most_common(self, n=None):
        return sorted(self.items(), key=lambda pair: pair[1], reverse=True)[:n]

    def elements(self):
        for item, count in list(self.items()):
            for _ in range(count):
                yield item

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def _combined(self, other, combine):
        result = Counter()
        for item in [*self, *[item for item in other if item not in self]]:
            count = combine(self[item], other[item])
            if count > 0:
                result[item] = count
        return result

    def __add__(self, other):
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        return self._combined(other, max)

    def __and__(self, other):
        return self._combined(other, min)

    def __repr__(self):
        return "Counter(" + (repr(dict(self.most_common())) if self else "") + ")"


class deque:
    """The items stand in a list from `_start` on; what was taken from the left is cut off now and then."""

    def __init__(self, iterable=(), maxlen=None):
        self.maxlen = maxlen
        self._items = []
        self._start = 0
        self.extend(iterable)

    def append(self, item):
        self._items.append(item)
        if self.maxlen is not None and len(self) > self.maxlen:
            self.popleft()

    def appendleft(self, item):
        if self._start:
            self._start -= 1
            self._items[self._start] = item
        else:
            self._items.insert(0, item)
        if self.maxlen is not None and len(self) > self.maxlen:
            self.pop()

    def extend(self, iterable):
        for item in list(iterable):
            self.append(item)

    def extendleft(self, iterable):
        for item in list(iterable):
            self.appendleft(item)

    def pop(self):
        if not len(self):
            raise IndexError("pop from an empty deque")
        return self._items.pop()

    def popleft(self):
        if not len(self):
            raise IndexError("pop from an empty deque")
        item = self._items[self._start]
        self._items[self._start] = None
        self._start += 1
        if self._start > 50 and self._start * 2 > len(self._items):
            self._tidy()
        return item

    def _tidy(self):
        del self._items[: self._start]
        self._start = 0
        return self._items

    def clear(self):
        self._items = []
        self._start = 0

    def rotate(self, n=1):
        items = self._tidy()
        if items:
            n %= len(items)
            self._items = items[len(items) - n :] + items[: len(items) - n]

    def insert(self, i, item):
        if self.maxlen is not None and len(self) >= self.maxlen:
            raise IndexError("deque already at its maximum size")
        self._tidy().insert(i, item)

    def remove(self, item):
        if item not in self:
            raise ValueError("deque.remove(x): x not in deque")
        self._tidy().remove(item)

    def reverse(self):
        self._tidy().reverse()

    def index(self, item):
        return list(self).index(item)

    def count(self, item):
        return list(self).count(item)

    def copy(self):
        return deque(self, self.maxlen)

    def _place(self, i):
        if not -len(self) <= i < len(self):
            raise IndexError("deque index out of range")
        return self._start + (i if i >= 0 else i + len(self))

    def __getitem__(self, i):
        return self._items[self._place(i)]

    def __setitem__(self, i, item):
        self._items[self._place(i)] = item

    def __delitem__(self, i):
        del self._items[self._place(i)]

    def __len__(self):
        return len(self._items) - self._start

    def __iter__(self):
        return iter(self._items[self._start :])

    def __reversed__(self):
        return iter(self._items[self._start :][::-1])

    def __contains__(self, item):
        return item in self._items[self._start :]

    def __eq__(self, other):
        return isinstance(other, deque) and list(self) == list(other)

    def __add__(self, other):
        return deque([*self, *other], self.maxlen)

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __repr__(self):
        end = "" if self.maxlen is None else ", maxlen=" + str(self.maxlen)
        return "deque(" + repr(list(self)) + end + ")"


def namedtuple(typename, field_names, *, defaults=()):
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = tuple(field_names)
    usual = dict(zip(names[len(names) - len(defaults) :], defaults)) if defaults else {}

    def __new__(cls, *args, **kw):
        values = dict(zip(names, args))
        wrong = [name for name in kw if name not in names or name in values]
        values = {**usual, **values, **kw}
        missing = [name for name in names if name not in values]
        if len(args) > len(names) or wrong or missing:
            raise TypeError(typename + "() takes " + ", ".join(names))
        return tuple.__new__(cls, [values[name] for name in names])

    def _asdict(self):
        return dict(zip(names, self))

    def _replace(self, **kw):
        return type(self)(**{**self._asdict(), **kw})

    def __repr__(self):
        return typename + "(" + ", ".join([n + "=" + repr(v) for n, v in zip(names, self)]) + ")"

    def field(i):
        return property(lambda self: self[i])

    own = {
        "__new__": __new__,
        "_asdict": _asdict,
        "_replace": _replace,
        "__repr__": __repr__,
        "_fields": names,
    }
    return type(typename, (tuple,), {**own, **{name: field(i) for i, name in enumerate(names)}})
