"""The module `itertools` in the browser."""


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    items = list(iterable)
    while items:
        yield from items


def repeat(item, times=None):
    while times is None or times > 0:
        yield item
        if times is not None:
            times -= 1


def accumulate(iterable, func=None, *, initial=None):
    total = initial
    if initial is not None:
        yield initial
    started = initial is not None
    for item in iterable:
        total = item if not started else total + item if func is None else func(total, item)
        started = True
        yield total


def batched(iterable, n):
    batch = []
    for item in iterable:
        batch.append(item)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        yield tuple(batch)


class chain:
    def __init__(self, *iterables):
        self._items = _flat(iterables)

    @staticmethod
    def from_iterable(iterables):
        return _flat(iterables)

    def __iter__(self):
        return self._items

    def __next__(self):
        return next(self._items)


def _flat(iterables):
    for iterable in iterables:
        yield from iterable


def compress(data, selectors):
    return (item for item, wanted in zip(data, selectors) if wanted)


def dropwhile(predicate, iterable):
    dropping = True
    for item in iterable:
        dropping = dropping and predicate(item)
        if not dropping:
            yield item


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def filterfalse(predicate, iterable):
    return (item for item in iterable if not (predicate or bool)(item))


def groupby(iterable, key=None):
    group = []
    last = None
    for item in iterable:
        of = item if key is None else key(item)
        if group and of != last:
            yield last, iter(group)
            group = []
        last = of
        group.append(item)
    if group:
        yield last, iter(group)


def islice(iterable, *bounds):
    start, stop, step = (*(bounds if len(bounds) > 1 else (0, *bounds)), None)[:3]
    start, step = start or 0, step or 1
    if stop is not None and stop <= start:
        return
    for i, item in enumerate(iterable):
        if i >= start and (i - start) % step == 0:
            yield item
        if stop is not None and i + 1 >= stop:
            return


def pairwise(iterable):
    items = list(iterable)
    return ((items[i], items[i + 1]) for i in range(len(items) - 1))


def starmap(function, iterable):
    return (function(*args) for args in iterable)


def tee(iterable, n=2):
    items = list(iterable)
    return tuple(iter(items) for _ in range(n))


def zip_longest(*iterables, fillvalue=None):
    lists = [list(iterable) for iterable in iterables]
    for i in range(max([len(items) for items in lists], default=0)):
        yield tuple(items[i] if i < len(items) else fillvalue for items in lists)


def product(*iterables, repeat=1):
    pools = [list(iterable) for iterable in iterables] * repeat
    found = [()]
    for pool in pools:
        found = [(*before, item) for before in found for item in pool]
    return iter(found)


def _places(n, r, of):
    """Tuples of `r` of the numbers below `n`; `of` gives those that may follow on a tuple."""
    found = [()]
    for _ in range(r):
        found = [(*before, i) for before in found for i in of(before, n)]
    return found


def _picked(iterable, r, of):
    pool = list(iterable)
    return iter([tuple(pool[i] for i in places) for places in _places(len(pool), r, of)])


def permutations(iterable, r=None):
    pool = list(iterable)
    return _picked(pool, len(pool) if r is None else r, lambda t, n: [i for i in range(n) if i not in t])


def combinations(iterable, r):
    return _picked(iterable, r, lambda t, n: range(t[-1] + 1 if t else 0, n))


def combinations_with_replacement(iterable, r):
    return _picked(iterable, r, lambda t, n: range(t[-1] if t else 0, n))
