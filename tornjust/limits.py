"""How much one visitor may ask for: buckets that fill with time and are emptied by requests."""

from __future__ import annotations

import time
from collections import OrderedDict

# Visitors whose rate is remembered.
MAX_KEYS = 20_000


class Bucket:
    """`take()` says whether there is room for one more. `rate` is in pieces a second, `burst` how many at once."""

    __slots__ = ("at", "burst", "level", "rate")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = self.level = burst
        self.at = time.monotonic()

    def take(self) -> float:
        """Take one: 0.0 when there was one, else the seconds until there is."""
        level = self._fill()
        if level >= 1:
            self.level = level - 1
            return 0.0
        return (1 - level) / self.rate

    def owe(self) -> float:
        """Take one, whether or not there was one. Returns the seconds to wait before the next."""
        level = self.level = self._fill() - 1
        return 0.0 if level >= 0 else -level / self.rate

    def _fill(self) -> float:
        now = time.monotonic()
        level = self.level + (now - self.at) * self.rate
        if level > self.burst:
            level = self.burst
        self.at = now
        self.level = level
        return level


class Buckets:
    """A bucket for each key; of more than `MAX_KEYS` the one that was not used for longest is forgotten."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._of: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, key: str) -> float:
        """As `Bucket.take`, from the bucket of that key."""
        bucket = self._of.get(key)
        if bucket is None:
            bucket = self._of[key] = Bucket(self.rate, self.burst)
            if len(self._of) > MAX_KEYS:
                self._of.popitem(last=False)
        else:
            self._of.move_to_end(key)
        return bucket.take()


class Running:
    """What is being worked on, so that a server that stops can wait for it."""

    def __init__(self) -> None:
        self._now = 0

    def __enter__(self) -> None:
        self._now += 1

    def __exit__(self, *error: object) -> None:
        self._now -= 1

    def count(self) -> int:
        """How much it is."""
        return self._now


_seldom = Buckets(0.1, 1)


def seldom(key: str) -> bool:
    """True at most once in ten seconds for each key: what a flood causes must not flood the log, too."""
    return not _seldom.take(key)
