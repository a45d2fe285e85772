"""The place of a rule in the cascade, as one number: ``(screen, media, group, states, important, index)``.

The fields are packed into 53 bits, so that the browser's numbers hold it exactly; a place is a sum of the
parts that the variants, the table and ``!`` contribute. Two rules never share a number, unless they are the
same rule: classes of the tables have a fixed index; any other class (an arbitrary value, or variants in an
unusual order) takes an index by the hash of its name, the next free one when that is taken.
"""

from __future__ import annotations

from zlib import crc32

_INDEX_BITS, _STATE_BITS, _GROUP_BITS, _MEDIA_BITS = 19, 6, 8, 4

IMPORTANT = 1 << _INDEX_BITS
_STATES = IMPORTANT << 1
GROUP = _STATES << 3 * _STATE_BITS
MEDIA = GROUP << _GROUP_BITS
SCREEN = MEDIA << _MEDIA_BITS

LAST_SCREEN = 7  # for what comes after everything, also after the rules for wide screens

_FIRST_HASHED = 1 << 13  # the indices below belong to the tables
_HASHED = (1 << _INDEX_BITS) - _FIRST_HASHED
_MOST_REMEMBERED = 1 << 14

_taken: dict[int, str] = {}


def states(ranks: list[int]) -> int:
    """The part of the place that pseudo-classes give: the strongest one decides, then the next."""
    first, second, third = sorted((*ranks, 0, 0, 0), reverse=True)[:3]
    return ((first << _STATE_BITS | second) << _STATE_BITS | third) * _STATES


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
