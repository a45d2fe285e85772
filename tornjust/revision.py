"""The one counter that stamps every change, and the one that names every element.

A revision is an epoch: all changes made between two looks at the tree carry the same number. `close()` ends the
present epoch and is called by whoever looks (a render or a patch); changes made after it get a higher number. So
"what changed since revision N" is "everything stamped higher than N".
"""

from collections.abc import Callable
from itertools import count, islice
from typing import Any

_keys = count(1)
# next_key(): a number for an element in the browser, never given twice in one process. A method of C, as it is called
# for each element of a page.
next_key = _keys.__next__


def next_keys(number: int) -> list[int]:
    """As many of them."""
    return list(islice(_keys, number))


def key_of(component: Any) -> int:
    """The number of a component in the browser; one that was never rendered gets its number now."""
    if not component._key:
        component.__dict__["_key"] = next_key()
    return int(component._key)


class Clock:
    """The present epoch. `now` is the number that a change made at this moment is stamped with.

    `looking` is true while one of the program's hooks is asked before a look: what it assigns says how things are.
    """

    __slots__ = ("looking", "now", "used")

    def __init__(self) -> None:
        self.now = 1
        self.used = False
        self.looking = False

    def stamp(self) -> int:
        """The number for a change that happens now."""
        self.used = True
        return self.now

    def ask(self, hook: Callable[..., Any], *args: Any) -> None:
        """Call one of the program's hooks before a look."""
        before, self.looking = self.looking, True
        try:
            hook(*args)
        except TypeError as error:
            inside = error.__traceback__ is not None and error.__traceback__.tb_next is not None
            if not inside and "argument" in str(error):  # the call itself failed
                takes = ", ".join(("self", "data")[: 1 + len(args)])
                error.args = (f"{error}: write def {getattr(hook, '__name__', 'react')}({takes})",)
            raise
        finally:
            self.looking = before

    def close(self) -> int:
        """End the epoch if anything happened in it; returns the newest revision that can no longer change."""
        if self.used:
            self.used = False
            self.now += 1
        return self.now - 1


clock = Clock()
