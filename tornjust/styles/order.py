"""The place of a rule in the cascade, as one number: ``(screen, media, group, states, important, index)``.

A place is a sum of the parts that the variants, the table and ``!`` contribute, like the digits of a number; all of it
stays below 2**53, so that the browser's numbers hold it exactly. Two rules never share a number, unless they are the
same rule: classes of the tables have a fixed index; any other class (an arbitrary value, or variants in an unusual
order) takes an index by the hash of its name, the next free one when that is taken.
"""

from __future__ import annotations

from zlib import crc32

_INDICES, _STATE_PAIRS, _GROUPS = 1 << 17, 2700, 240
_QUERIES, _DARK = 18, 3

IMPORTANT = _INDICES
_STATES = IMPORTANT * 2
GROUP = _STATES * _STATE_PAIRS
DARK = GROUP * _GROUPS
QUERY = DARK * _DARK
SCREEN = QUERY * _QUERIES

_FIRST_HASHED = 1 << 13  # the indices below belong to the tables
_HASHED = _INDICES - _FIRST_HASHED
_MOST_REMEMBERED = 1 << 14

_taken: dict[int, str] = {}


def states(ranks: list[int]) -> int:
    """The part of the place that pseudo-classes give: the strongest one decides, then the next."""
    first, second = sorted((*ranks, 0, 0), reverse=True)[:2]
    return (first * (first + 1) // 2 + second) * _STATES


def hashed(place: int, token: str) -> int:
    """A place for a class that has none of its own: as ``place``, but for the index.

    The last 16,384 of them are remembered, so that no two get the same one.
    """
    start = place & -IMPORTANT
    slot = crc32(token.encode()) % _HASHED
    while _taken.setdefault(number := start + _FIRST_HASHED + slot, token) != token:
        slot = (slot + 1) % _HASHED
    if len(_taken) > _MOST_REMEMBERED:
        del _taken[next(iter(_taken))]
    return number


# --- Screens -----------------------------------------------------------------------------------------------
#
# From weak to strong: no screen; ``max-*``, wide to narrow; containers, likewise; ``min-*``, narrow to wide. Widths
# that a class gives itself find their place among the named ones, in steps of so many pixels.

_STEP, _CONTAINER_STEP = 8, 16
_STEPS, _CONTAINER_STEPS = 320, 80  # wider ones share the last
_BELOW = 1
_CONTAINER_BELOW = _BELOW + _STEPS + 1
_CONTAINER_FROM = _CONTAINER_BELOW + _CONTAINER_STEPS + 1
_FROM = _CONTAINER_FROM + _CONTAINER_STEPS + 1
LAST_SCREEN = _FROM + _STEPS + 1  # for what comes after everything, also after the rules for wide screens


def below(pixels: float, container: bool = False) -> int:
    """The place of ``max-*`` among the screens."""
    step, steps, start = (
        (_CONTAINER_STEP, _CONTAINER_STEPS, _CONTAINER_BELOW) if container else (_STEP, _STEPS, _BELOW)
    )
    return start + steps - min(-int(-pixels // step), steps)


def at_least(pixels: float, container: bool = False) -> int:
    """The place of ``min-*`` among the screens."""
    step, steps, start = (
        (_CONTAINER_STEP, _CONTAINER_STEPS, _CONTAINER_FROM) if container else (_STEP, _STEPS, _FROM)
    )
    return start + min(int(pixels // step), steps)
