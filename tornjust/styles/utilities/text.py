"""Fonts, letters and lines, and their colours."""

from ..rows import Group, Row, colors, fill, names, over, tint, words
from ..scales import FONT_SIZE, FONT_WEIGHT, FONTS, LEADING, LINE, LINE_OFFSET, OPACITY, SPACE, TRACKING

_NUMERIC = {
    "ordinal": "ordinal", "slashed-zero": "slashed-zero", "lining-nums": "numeric-figure",
    "oldstyle-nums": "numeric-figure", "proportional-nums": "numeric-spacing",
    "tabular-nums": "numeric-spacing", "diagonal-fractions": "numeric-fraction",
    "stacked-fractions": "numeric-fraction",
}  # fmt: skip

# The numeric features add up in one property. Each class first sets that up, in a group that comes first.
_NUMERIC_SLOTS = tuple(dict.fromkeys(_NUMERIC.values()))
_NUMERIC_START = (
    "".join(f"--tw-{slot}:var(--tw-empty, );" for slot in _NUMERIC_SLOTS)
    + "font-variant-numeric:"
    + " ".join(f"var(--tw-{slot})" for slot in _NUMERIC_SLOTS)
)


def _font_size(value: str) -> str:
    """An arbitrary size leaves the line height as it is."""
    size, _, leading = value.partition("|")
    return f"font-size:{size};line-height:{leading}" if leading else f"font-size:{size}"


GROUPS: tuple[Group, ...] = (
    words("text", "text-align:{}", "left center right justify start end"),
    over(SPACE, {"indent": "text-indent:{}"}),
    names({f"line-clamp-{lines}": "overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;"
           f"-webkit-line-clamp:{lines}" for lines in range(1, 7)})
    + over({}, {"line-clamp": "overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:{}"},
           arbitrary="number")
    + names({"line-clamp-none": "overflow:visible;display:block;-webkit-line-clamp:none"}),
    words("align", "vertical-align:{}", "baseline top middle bottom text-top text-bottom sub super")
    + over({}, {"align": "vertical-align:{}"}, arbitrary="length"),
    over(FONTS, {"font": "font-family:{}"}, arbitrary="fonts"),
    (Row("text", _font_size, FONT_SIZE, "length"),),
    over(FONT_WEIGHT, {"font": "font-weight:{}"}, arbitrary="number"),
    names({
        "uppercase": "text-transform:uppercase", "lowercase": "text-transform:lowercase",
        "capitalize": "text-transform:capitalize", "normal-case": "text-transform:none",
    }),
    names({"italic": "font-style:italic", "not-italic": "font-style:normal"}),
    names(dict.fromkeys(_NUMERIC, _NUMERIC_START)),
    names({"normal-nums": "font-variant-numeric:normal"}),
    names({name: f"--tw-{slot}:{name}" for name, slot in _NUMERIC.items()}),
    over(LEADING, {"leading": "line-height:{}"}),
    over(TRACKING, {"tracking": "letter-spacing:{}"}),
    colors("text", tint("color", "text")),
    over(OPACITY, {"text-opacity": "--tw-text-opacity:{}"}),
    names({
        "underline": "text-decoration:underline", "line-through": "text-decoration:line-through",
        "no-underline": "text-decoration:none", "overline": "text-decoration:overline",
    }),
    colors("decoration", fill("-webkit-text-decoration-color:{};text-decoration-color:{}")),
    words("decoration", "-webkit-text-decoration-style:{};text-decoration-style:{}",
          "solid double dotted dashed wavy"),
    over(LINE, {"decoration": "text-decoration-thickness:{}"}, arbitrary="length"),
    over(LINE_OFFSET, {"underline-offset": "text-underline-offset:{}"}, arbitrary="length"),
    names({
        "antialiased": "-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale",
        "subpixel-antialiased": "-webkit-font-smoothing:auto;-moz-osx-font-smoothing:auto",
    }),
    colors("placeholder", tint("color", "placeholder"), "::placeholder"),
    over(OPACITY, {"placeholder-opacity": "--tw-placeholder-opacity:{}"}, suffix="::placeholder"),
    colors("caret", fill("caret-color:{}")),
    colors("accent", fill("accent-color:{}")) + names({"accent-auto": "accent-color:auto"}),
)  # fmt: skip
