"""The module `re` in the browser: Brython's own engine, which stands in a script before this one."""


class PatternError(Exception):
    """A pattern that is none."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        super().__init__(msg if pos is None else msg + " at position " + str(pos))


error = PatternError

# The engine looks for the error above, so it comes after it.
from python_re import *  # noqa: E402, F403
