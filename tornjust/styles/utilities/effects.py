"""Opacity, blending, shadows, rings, filters and transitions."""

from ..rows import Group, colors, fill, names, over, tint, words
from ..scales import (
    BLEND_MODES,
    BLUR,
    BRIGHTNESS,
    CONTRAST,
    DROP_SHADOW,
    EASE,
    EASE_DEFAULT,
    HUE,
    OPACITY,
    RING_OFFSET,
    RING_WIDTH,
    SATURATE,
    SHADOW,
    TIME,
    WHOLE_OR_NONE,
)

FILTERS = "blur brightness contrast grayscale hue-rotate invert saturate sepia drop-shadow".split()
BACKDROP = "blur brightness contrast grayscale hue-rotate invert opacity saturate sepia".split()


def _start(variables: list[str], *properties: str) -> str:
    """All variables empty and the properties their sum: ``filter``, to which the other classes add."""
    total = " ".join(f"var({variable})" for variable in variables)
    return "".join(f"{variable}:var(--tw-empty, );" for variable in variables) + ";".join(
        f"{name}:{total}" for name in properties
    )


def _filter(name: str, scale: dict[str, str], prefix: str = "") -> Group:
    return over(scale, {prefix + name: f"--tw-{prefix}{name}:{name}({{}})"})


_TRANSITION = f";transition-timing-function:{EASE_DEFAULT};transition-duration:150ms"
_COLORS = "background-color,border-color,color,fill,stroke"

# The last name of ``transition`` is what older Safari calls the one before.
_PROPERTIES = {
    "transition-all": "all",
    "transition": f"{_COLORS},opacity,box-shadow,transform,filter,backdrop-filter,-webkit-backdrop-filter",
    "transition-colors": _COLORS,
    "transition-opacity": "opacity",
    "transition-shadow": "box-shadow",
    "transition-transform": "transform",
}

GROUPS: tuple[Group, ...] = (
    over(OPACITY, {"opacity": "opacity:{}"}),
    words("bg-blend", "background-blend-mode:{}", BLEND_MODES),
    words("mix-blend", "mix-blend-mode:{}", BLEND_MODES + " plus-lighter"),
    over(SHADOW, {
        "shadow": "--tw-shadow:{};box-shadow:var(--tw-ring-offset-shadow,0 0 #0000),"
        "var(--tw-ring-shadow,0 0 #0000),var(--tw-shadow)",
    }, arbitrary="shadow", needs="shadow")
    + colors("shadow", fill("--tw-shadow-color:{}"), needs="shadow-color"),
    names({
        "outline-hidden": "outline:2px solid transparent;outline-offset:2px",
        "outline-none": "outline:2px solid transparent;outline-offset:2px",
        "outline-white": "outline:2px dotted white;outline-offset:2px",
        "outline-black": "outline:2px dotted black;outline-offset:2px",
    }),
    words("outline", "outline-style:{}", "dashed dotted double"),
    over(RING_OFFSET, {"outline": "outline-width:{}"}, arbitrary="length"),
    over(RING_OFFSET, {"outline-offset": "outline-offset:{}"}, arbitrary="length"),
    colors("outline", fill("outline-color:{}")),
    over(RING_WIDTH, {
        "ring": "--tw-ring-offset-shadow:var(--tw-ring-inset) 0 0 0 var(--tw-ring-offset-width)"
        " var(--tw-ring-offset-color);--tw-ring-shadow:var(--tw-ring-inset) 0 0 0"
        " calc({} + var(--tw-ring-offset-width)) var(--tw-ring-color);"
        "box-shadow:var(--tw-ring-offset-shadow),var(--tw-ring-shadow),var(--tw-shadow,0 0 #0000)",
    }, arbitrary="length", needs="ring"),
    names({"ring-inset": "--tw-ring-inset:inset"}),
    colors("ring", tint("--tw-ring-color", "ring")),
    over(OPACITY, {"ring-opacity": "--tw-ring-opacity:{}"}),
    over(RING_OFFSET, {"ring-offset": "--tw-ring-offset-width:{}"}, arbitrary="length"),
    colors("ring-offset", fill("--tw-ring-offset-color:{}")),
    names({
        "filter": _start([f"--tw-{name}" for name in FILTERS], "filter"),
        "filter-none": "filter:none",
    }),
    _filter("blur", BLUR),
    _filter("brightness", BRIGHTNESS),
    _filter("contrast", CONTRAST),
    over(DROP_SHADOW, {"drop-shadow": "--tw-drop-shadow:{}"}, arbitrary=""),
    _filter("grayscale", WHOLE_OR_NONE),
    _filter("hue-rotate", HUE),
    _filter("invert", WHOLE_OR_NONE),
    _filter("saturate", SATURATE),
    _filter("sepia", WHOLE_OR_NONE),
    names({
        "backdrop-filter": _start(
            [f"--tw-backdrop-{name}" for name in BACKDROP], "-webkit-backdrop-filter", "backdrop-filter"
        ),
        "backdrop-filter-none": "-webkit-backdrop-filter:none;backdrop-filter:none",
    }),
    _filter("blur", BLUR, "backdrop-"),
    _filter("brightness", BRIGHTNESS, "backdrop-"),
    _filter("contrast", CONTRAST, "backdrop-"),
    _filter("grayscale", WHOLE_OR_NONE, "backdrop-"),
    _filter("hue-rotate", HUE, "backdrop-"),
    _filter("invert", WHOLE_OR_NONE, "backdrop-"),
    _filter("opacity", OPACITY, "backdrop-"),
    _filter("saturate", SATURATE, "backdrop-"),
    _filter("sepia", WHOLE_OR_NONE, "backdrop-"),
    names({"transition-none": "transition-property:none"}
          | {name: f"transition-property:{value}{_TRANSITION}" for name, value in _PROPERTIES.items()})
    + over({}, {"transition": f"transition-property:{{}}{_TRANSITION}"}),
    names({"transition-normal": "transition-behavior:normal",
           "transition-discrete": "transition-behavior:allow-discrete"}),
    over(TIME, {"delay": "transition-delay:{}"}),
    over(TIME, {"duration": "transition-duration:{}"}),
    over(EASE, {"ease": "transition-timing-function:{}"}),
    names({"content-none": "content:none"})
    + over({}, {"content": "--tw-content:{};content:var(--tw-content)"}, arbitrary="text"),
    names({"will-change-auto": "will-change:auto", "will-change-scroll": "will-change:scroll-position",
           "will-change-contents": "will-change:contents", "will-change-transform": "will-change:transform"})
    + over({}, {"will-change": "will-change:{}"}),
    names({f"scheme-{name}": f"color-scheme:{name.replace('-', ' ')}"
           for name in ("normal", "dark", "light", "light-dark")} | {
           "scheme-only-dark": "color-scheme:only dark", "scheme-only-light": "color-scheme:only light"}),
    words("forced-color-adjust", "forced-color-adjust:{}", "auto none"),
)  # fmt: skip
