"""A text that two have changed at the same time: the user, who types on, and the program. No I/O, no browser.

Both halves use it: the server for what arrives after a handler has changed the field, the browser for what the field
holds when it hears of that.
"""

# Types of fields whose text can be put together; a date, or a choice, is one thing.
TEXT_TYPES = ("text", "textarea", "search", "tel", "url", "email", "password", "number")


def merge(base: str, mine: str, theirs: str) -> str:
    """The text in which both changes of `base` are: `mine`, the user's, and `theirs`, the program's.

    What the program took away does not come back, and what the user wrote stays. Where both cannot be had, as both
    wrote in the same place, it is the user's text.
    """
    if mine == base:
        return theirs
    if theirs in (base, mine):
        return mine
    start, end = changed(base, mine)
    first, last = changed(base, theirs)
    if start == end == first == last:
        return mine
    if start >= last:
        return theirs[: start + len(theirs) - len(base)] + mine[start:]
    if end <= first:
        return mine[: first + len(mine) - len(base)] + theirs[first:]
    if start == end and not theirs:
        return mine[start : start + len(mine) - len(base)]
    return mine


def changed(old: str, new: str) -> "tuple[int, int]":
    """The part of `old` that is another one in `new`: where it starts and where it ends."""
    start = alike(old, new)
    return start, len(old) - alike(old[start:][::-1], new[start:][::-1])


def alike(one: str, other: str) -> int:
    """How many characters at the beginning are the same."""
    low = 0
    high = min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def moved(place: int, before: str, after: str) -> int:
    """Where the caret goes when a text is replaced: it stays at the letters that it stood at, where they are left."""
    if before[:place] == after[:place]:
        return place
    rest = len(before) - place
    if rest and before[place:] != after[-rest:]:
        return min(place, len(after))  # changed on both sides
    return max(len(after) - rest, 0)
