"""How large a box is, and how it shares the space of a flex container or a table."""

from ..rows import Group, names, over, words
from ..scales import (
    CONTAINERS,
    FLEX,
    HEIGHT,
    MAX_HEIGHT,
    MAX_WIDTH,
    MIN_HEIGHT,
    MIN_WIDTH,
    RATIOS,
    SPACING,
    SWITCH,
    WIDTH,
)

GROUPS: tuple[Group, ...] = (
    over(RATIOS, {"aspect": "aspect-ratio:{}"}),
    over(WIDTH, {"size": "width:{};height:{}"}),
    over(HEIGHT, {"h": "height:{}"}),
    over(MAX_HEIGHT, {"max-h": "max-height:{}"}),
    over(MIN_HEIGHT, {"min-h": "min-height:{}"}),
    over(WIDTH | CONTAINERS, {"w": "width:{}"}),
    over(MIN_WIDTH, {"min-w": "min-width:{}"}),
    over(MAX_WIDTH, {"max-w": "max-width:{}"}),
    over(FLEX, {"flex": "flex:{}"}),
    over(SWITCH, {"flex-shrink": "flex-shrink:{}", "shrink": "flex-shrink:{}"}),
    over(SWITCH, {"flex-grow": "flex-grow:{}", "grow": "flex-grow:{}"}),
    over(WIDTH | CONTAINERS, {"basis": "flex-basis:{}"}),
    words("table", "table-layout:{}", "auto fixed"),
    names({"border-collapse": "border-collapse:collapse", "border-separate": "border-collapse:separate"}),
    over(SPACING, {"border-spacing": "border-spacing:{}"})
    + over(SPACING, {
        f"border-spacing-{axis}": f"--tw-border-spacing-{axis}:{{}};"
        "border-spacing:var(--tw-border-spacing-x,0) var(--tw-border-spacing-y,0)"
        for axis in "xy"
    }),
    words("field-sizing", "field-sizing:{}", "fixed content"),
    words("caption", "caption-side:{}", "top bottom"),
)  # fmt: skip
