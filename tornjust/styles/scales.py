"""The scales: what may follow a prefix (``4`` in ``p-4``) and the CSS value it stands for.

The order of a scale is the order of its classes in the cascade: whole numbers first, then the rest as listed.
The empty name is the class without a suffix (``rounded``); a name with a minus is a class with one
(``-mt-4``).
"""

import re

Scale = dict[str, str]


def same(names: str) -> Scale:
    """Names that are their own value: ``same("auto cover")``."""
    return {name: name for name in names.split()}


def unit(names: str, suffix: str) -> Scale:
    """Numbers with a unit: ``unit("75 100", "ms")``."""
    return {name: name + suffix for name in names.split()}


def _quarters(names: str) -> Scale:
    return {name: f"{number / 4:g}rem" for name in names.split() for number in (float(name),)}


def _percent(fraction: str) -> str:
    over, _, under = fraction.partition("/")
    return f"{round(int(over) / int(under) * 100, 6):.8g}%"


def _fractions(names: str) -> Scale:
    return {name: _percent(name) for name in names.split()}


SCREENS: Scale = {"sm": "640px", "md": "768px", "lg": "1024px", "xl": "1280px", "2xl": "1536px"}
CONTAINERS: Scale = {  # the nearest ``@container`` is at least so wide
    "3xs": "16rem", "2xs": "18rem", "xs": "20rem", "sm": "24rem", "md": "28rem", "lg": "32rem", "xl": "36rem",
    "2xl": "42rem", "3xl": "48rem", "4xl": "56rem", "5xl": "64rem", "6xl": "72rem", "7xl": "80rem",
}  # fmt: skip

# --- Lengths ----------------------------------------------------------------------------------------------

_WHOLE = {"0": "0px"} | _quarters(
    "1 2 3 4 5 6 7 8 9 10 11 12 14 16 20 24 28 32 36 40 44 48 52 56 60 64 72 80 96"
)
_FINE = {"px": "1px"} | _quarters("0.5 1.5 2.5 3.5")
_MINUS = {"-0": "0px"} | {f"-{name}": f"-{value}" for name, value in (_WHOLE | _FINE).items() if name != "0"}
_AUTO = {"auto": "auto"}
_FULL = {"full": "100%"}
_QUARTERS = _fractions("1/2 1/3 2/3 1/4 2/4 3/4")
_SIXTHS = _QUARTERS | _fractions("1/5 2/5 3/5 4/5 1/6 2/6 3/6 4/6 5/6")
_TWELFTHS = _SIXTHS | _fractions("1/12 2/12 3/12 4/12 5/12 6/12 7/12 8/12 9/12 10/12 11/12")
_CONTENT = {"min": "min-content", "max": "max-content"}
_FIT = {
    "fit": "fit-content"
}  # this and the next came after version 2, so they stand at the end of their scales
_WIDE = {"dvw": "100dvw", "svw": "100svw", "lvw": "100lvw"}
_VIEW = {"dvh": "100dvh", "svh": "100svh", "lvh": "100lvh"}
_FEW = {name: CONTAINERS[name] for name in ("3xs", "2xs")}
_PARTS = _QUARTERS | _FULL
_PARTS_BOTH_WAYS = _PARTS | {f"-{name}": f"-{value}" for name, value in _PARTS.items()}

SPACING: Scale = _WHOLE | _FINE
SPACE: Scale = SPACING | _MINUS
MARGIN: Scale = _WHOLE | _AUTO | _FINE | _MINUS
INSET: Scale = MARGIN | _PARTS_BOTH_WAYS
TRANSLATE: Scale = SPACE | _PARTS_BOTH_WAYS
HEIGHT: Scale = _WHOLE | _AUTO | _FINE | _SIXTHS | _FULL | {"screen": "100vh"} | _CONTENT | _FIT | _VIEW
MIN_HEIGHT: Scale = {"0": "0px"} | _FULL | {"screen": "100vh"} | _CONTENT | _FIT | _VIEW | SPACING
MAX_HEIGHT: Scale = SPACING | _FULL | {"screen": "100vh", "none": "none"} | _CONTENT | _FIT | _VIEW
WIDTH: Scale = _WHOLE | _AUTO | _FINE | _TWELFTHS | _FULL | {"screen": "100vw"} | _CONTENT | _FIT | _WIDE
MIN_WIDTH: Scale = {"0": "0px"} | _FULL | _CONTENT | _FIT | SPACING | CONTAINERS | _SIXTHS
MAX_WIDTH: Scale = (
    {"0": "0rem", "none": "none", "xs": "20rem", "sm": "24rem", "md": "28rem", "lg": "32rem", "xl": "36rem",
     "2xl": "42rem", "3xl": "48rem", "4xl": "56rem", "5xl": "64rem", "6xl": "72rem", "7xl": "80rem"}
    | _FULL | _CONTENT | {"prose": "65ch"} | {f"screen-{name}": width for name, width in SCREENS.items()}
    | _FIT | {name: value for name, value in SPACING.items() if name != "0"} | _FEW | _SIXTHS
)  # fmt: skip
BORDER_WIDTH: Scale = unit("0 2 4 8", "px") | {"": "1px", "3": "3px"}
RING_WIDTH: Scale = unit("0 1 2 4 8", "px") | {"": "3px", "3": "3px"}
RING_OFFSET: Scale = unit("0 1 2 4 8", "px")
LINE_OFFSET: Scale = {"auto": "auto"} | unit("0 1 2 4 8", "px")
LINE: Scale = LINE_OFFSET | {"from-font": "from-font"}
RADIUS: Scale = {
    "none": "0px", "sm": "0.125rem", "": "0.25rem", "md": "0.375rem", "lg": "0.5rem", "xl": "0.75rem",
    "2xl": "1rem", "3xl": "1.5rem", "full": "9999px", "xs": "0.125rem", "4xl": "2rem",
}  # fmt: skip

# --- Numbers ----------------------------------------------------------------------------------------------

OPACITY: Scale = {
    name: f"{int(name) / 100:g}"
    for name in "0 5 10 20 25 30 40 50 60 70 75 80 90 95 100 15 35 45 55 65 85".split()
}
Z_INDEX: Scale = same("0 10 20 30 40 50 auto -10 -20 -30 -40 -50")
ORDER: Scale = same("1 2 3 4 5 6 7 8 9 10 11 12") | {"first": "-9999", "last": "9999", "none": "0"}
SWITCH: Scale = {"0": "0", "": "1"}
STROKE_WIDTH: Scale = same("0 1 2")
FLEX: Scale = {"1": "1 1 0%", "auto": "1 1 auto", "initial": "0 1 auto", "none": "none"}


def _hundredths(names: str) -> Scale:
    """``.75`` of ``75``, ``1.05`` of ``105``: factors are written without a leading zero."""
    return {name: f"{int(name) / 100:g}".removeprefix("0") or "0" for name in names.split()}


SCALE: Scale = _hundredths("0 50 75 90 95 100 105 110 125 150")
SCALE_BOTH_WAYS: Scale = SCALE | {f"-{name}": f"-{value}" for name, value in SCALE.items() if name != "0"}
BRIGHTNESS: Scale = SCALE | {"200": "2"}
CONTRAST: Scale = _hundredths("0 50 75 100 125 150 200")
SATURATE: Scale = _hundredths("0 50 100 150 200")
WHOLE_OR_NONE: Scale = {"0": "0", "": "100%"}

# --- Angles and times -------------------------------------------------------------------------------------


def _turns(names: str) -> Scale:
    """Degrees both ways: up from 0, then the negative ones from the largest."""
    return unit(names, "deg") | {f"-{name}": f"-{name}deg" for name in reversed(names.split()) if name != "0"}


ROTATE: Scale = _turns("0 1 2 3 6 12 45 90 180")
SKEW: Scale = _turns("0 1 2 3 6 12")
HUE: Scale = _turns("0 15 30 60 90 180")
TIME: Scale = unit("75 100 150 200 300 500 700 1000", "ms") | {"0": "0s"}
EASE_DEFAULT = "cubic-bezier(0.4,0,0.2,1)"
EASE: Scale = {
    "linear": "linear", "in": "cubic-bezier(0.4,0,1,1)", "out": "cubic-bezier(0,0,0.2,1)",
    "in-out": EASE_DEFAULT,
}  # fmt: skip

# --- Grids ------------------------------------------------------------------------------------------------


def _tracks(count: int) -> Scale:
    return {str(n): f"repeat({n},minmax(0,1fr))" for n in range(1, count + 1)} | {"none": "none"}


def _spans(count: int) -> Scale:
    spans = {f"span-{n}": f"span {n} / span {n}" for n in range(1, count + 1)}
    return _AUTO | spans | {"span-full": "1 / -1"}


def _lines(count: int) -> Scale:
    return same(" ".join(map(str, range(1, count + 1)))) | _AUTO


COLUMNS: Scale = _tracks(12) | {"subgrid": "subgrid"}
ROWS: Scale = _tracks(6) | {"subgrid": "subgrid"}
COLUMN_SPAN: Scale = _spans(12)
ROW_SPAN: Scale = _spans(6)
COLUMN_LINE: Scale = _lines(13)
ROW_LINE: Scale = _lines(7)
COLUMN_COUNT: Scale = same("1 2 3 4 5 6 7 8 9 10 11 12 auto") | {
    name: width
    for name, width in MAX_WIDTH.items()
    if name[-2:] in ("xs", "sm", "md", "lg", "xl") and "-" not in name
}
AUTO_TRACKS: Scale = _AUTO | _CONTENT | {"fr": "minmax(0,1fr)"}

# --- Text -------------------------------------------------------------------------------------------------

_EMOJI = '"Apple Color Emoji","Segoe UI Emoji","Segoe UI Symbol","Noto Color Emoji"'
FONTS: Scale = {
    "sans": 'ui-sans-serif,system-ui,-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",'
    'Arial,"Noto Sans",sans-serif,' + _EMOJI,
    "serif": 'ui-serif,Georgia,Cambria,"Times New Roman",Times,serif',
    "mono": 'ui-monospace,SFMono-Regular,Menlo,Monaco,Consolas,"Liberation Mono","Courier New",monospace',
}
FONT_SIZE: Scale = {  # size and line height; no value in brackets holds the sign between them
    "xs": "0.75rem|1rem", "sm": "0.875rem|1.25rem", "base": "1rem|1.5rem", "lg": "1.125rem|1.75rem",
    "xl": "1.25rem|1.75rem", "2xl": "1.5rem|2rem", "3xl": "1.875rem|2.25rem", "4xl": "2.25rem|2.5rem",
    "5xl": "3rem|1", "6xl": "3.75rem|1", "7xl": "4.5rem|1", "8xl": "6rem|1", "9xl": "8rem|1",
}  # fmt: skip
FONT_WEIGHT: Scale = {
    "thin": "100", "extralight": "200", "light": "300", "normal": "400", "medium": "500", "semibold": "600",
    "bold": "700", "extrabold": "800", "black": "900", "hairline": "100",
}  # fmt: skip
LEADING: Scale = {
    "3": ".75rem", "4": "1rem", "5": "1.25rem", "6": "1.5rem", "7": "1.75rem", "8": "2rem", "9": "2.25rem",
    "10": "2.5rem", "none": "1", "tight": "1.25", "snug": "1.375", "normal": "1.5", "relaxed": "1.625",
    "loose": "2",
}  # fmt: skip
TRACKING: Scale = {
    "tighter": "-0.05em", "tight": "-0.025em", "normal": "0em", "wide": "0.025em", "wider": "0.05em",
    "widest": "0.1em",
}  # fmt: skip

# --- Places -----------------------------------------------------------------------------------------------


STOPS: Scale = {f"{percent}%": f"{percent}%" for percent in range(0, 101, 5)}  # of a gradient
ANGLES: Scale = unit("0 45 90 135 180 225 270 315", "deg")
RATIOS: Scale = {"auto": "auto", "square": "1 / 1", "video": "16 / 9"} | {
    name: name.replace("/", " / ") for name in "2/1 1/2 3/2 2/3 4/3 3/4 4/5 5/4 16/9 9/16 21/9".split()
}


def _places(names: str) -> Scale:
    return {name: name.replace("-", " ") for name in names.split()}


POSITION: Scale = _places(
    "bottom center left left-bottom left-top right right-bottom right-top top"
    " top-left top-right bottom-left bottom-right"
)
ORIGIN: Scale = _places("center top top-right right bottom-right bottom bottom-left left top-left")
DIRECTION: Scale = {  # of a gradient
    "t": "top", "tr": "top right", "r": "right", "br": "bottom right", "b": "bottom", "bl": "bottom left",
    "l": "left", "tl": "top left",
}  # fmt: skip

# --- Shadows and blurs ------------------------------------------------------------------------------------

_SHADOW = {
    "sm": "0 1px 2px 0 rgba(0,0,0,0.05)",
    "": "0 1px 3px 0 rgba(0,0,0,0.1),0 1px 2px 0 rgba(0,0,0,0.06)",
    "md": "0 4px 6px -1px rgba(0,0,0,0.1),0 2px 4px -1px rgba(0,0,0,0.06)",
    "lg": "0 10px 15px -3px rgba(0,0,0,0.1),0 4px 6px -2px rgba(0,0,0,0.05)",
    "xl": "0 20px 25px -5px rgba(0,0,0,0.1),0 10px 10px -5px rgba(0,0,0,0.04)",
    "2xl": "0 25px 50px -12px rgba(0,0,0,0.25)",
    "inner": "inset 0 2px 4px 0 rgba(0,0,0,0.06)",
    "none": "0 0 #0000",
    "xs": "0 0 0 1px rgba(0,0,0,0.05)",  # this one and the last are version 1's
    "2xs": "0 1px rgba(0,0,0,0.05)",
    "outline": "0 0 0 3px rgba(66,153,225,0.5)",
}
# Their colour may be that of another class, ``shadow-red-500``.
SHADOW: Scale = {
    name: re.sub(r"rgba\(.*?\)", r"var(--tw-shadow-color,\g<0>)", value) for name, value in _SHADOW.items()
}
BLUR: Scale = {
    "0": "0", "none": "0", "sm": "4px", "": "8px", "md": "12px", "lg": "16px", "xl": "24px", "2xl": "40px",
    "3xl": "64px", "xs": "4px",
}  # fmt: skip
DROP_SHADOW: Scale = {
    name: " ".join(f"drop-shadow({part})" for part in value.split("|"))
    for name, value in {
        "sm": "0 1px 1px rgba(0,0,0,0.05)",
        "": "0 1px 2px rgba(0,0,0,0.1)|0 1px 1px rgba(0,0,0,0.06)",
        "md": "0 4px 3px rgba(0,0,0,0.07)|0 2px 2px rgba(0,0,0,0.06)",
        "lg": "0 10px 8px rgba(0,0,0,0.04)|0 4px 3px rgba(0,0,0,0.1)",
        "xl": "0 20px 13px rgba(0,0,0,0.03)|0 8px 5px rgba(0,0,0,0.08)",
        "2xl": "0 25px 25px rgba(0,0,0,0.15)",
        "none": "0 0 #0000",
    }.items()
}
BLEND_MODES = (
    "normal multiply screen overlay darken lighten color-dodge color-burn hard-light soft-light difference"
    " exclusion hue saturation color luminosity"
)
