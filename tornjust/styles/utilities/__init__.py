"""The tables of all utility classes. Their order, over the files and in each file, is the order of the
cascade.
"""

from ..rows import Group
from . import effects, flow, layout, sizing, surfaces, text, transforms

GROUPS: tuple[Group, ...] = (
    *layout.GROUPS,
    *sizing.GROUPS,
    *transforms.GROUPS,
    *flow.GROUPS,
    *surfaces.GROUPS,
    *text.GROUPS,
    *effects.GROUPS,
)
