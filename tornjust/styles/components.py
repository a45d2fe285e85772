"""Classes with rules of their own shape, and where in the cascade they stand; ``&`` is the class itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .animations import animations
from .forms import FORMS
from .order import GROUP, LAST_SCREEN, SCREEN
from .prose import prose
from .scales import SCREENS


class Component(NamedTuple):
    """All rules of one class."""

    place: int
    rules: tuple[str, ...]
    screens: bool = True  # whether ``md:`` and the like may precede it


_CONTAINER = (
    "&{width:100%}",
    *(f"@media (min-width:{width}){{&{{max-width:{width}}}}}" for width in SCREENS.values()),
)

_STRIDE = 1 << 8  # more than one of these classes has rules


def _placed(start: int, table: Iterable[tuple[str, tuple[str, ...]]], screens: bool) -> dict[str, Component]:
    return {
        name: Component(start + number * _STRIDE, rules, screens)
        for number, (name, rules) in enumerate(table)
    }


# Groups 1 to 15 come before the utilities, as in the official build, and a wide-screen variant stays there.
# Forms and animations come after everything, as in JustPy's page.
# What lies in between, and the places of icons, are in icons.py.
ANIMATED = _placed(LAST_SCREEN * SCREEN + 2 * GROUP, animations(), False)
COMPONENTS: dict[str, Component] = {
    **_placed(1 * GROUP, [("container", _CONTAINER)], True),
    **_placed(2 * GROUP, prose(), True),
    **_placed(LAST_SCREEN * SCREEN + 1 * GROUP, FORMS, False),
    **ANIMATED,
}
