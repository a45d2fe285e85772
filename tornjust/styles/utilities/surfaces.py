"""Borders, backgrounds, images and the space inside a box."""

from ..rows import Declare, Group, colors, faded, fill, names, over, tint, words
from ..scales import ANGLES, BORDER_WIDTH, DIRECTION, OPACITY, POSITION, RADIUS, SPACING, STOPS, STROKE_WIDTH


def _corners(*corners: str) -> str:
    return ";".join(f"border-{corner}-radius:{{}}" for corner in corners)


def _from(color: str) -> str:
    return (
        f"--tw-gradient-from:{color} var(--tw-gradient-from-position, );"
        f"--tw-gradient-stops:var(--tw-gradient-from),var(--tw-gradient-to,{faded(color)})"
    )


def _via(color: str) -> str:
    return (
        f"--tw-gradient-stops:var(--tw-gradient-from),{color} var(--tw-gradient-via-position, ),"
        f"var(--tw-gradient-to,{faded(color)})"
    )


def _both(one: str, other: str) -> Declare:
    """One colour for two sides."""
    first, second = tint(one, "border"), tint(other, "border")
    return lambda color: f"{first(color)};{second(color).rpartition(';')[2]}"


GROUPS: tuple[Group, ...] = (
    over(RADIUS, {"rounded": "border-radius:{}"}),
    over(RADIUS, {
        "rounded-t": _corners("top-left", "top-right"),
        "rounded-r": _corners("top-right", "bottom-right"),
        "rounded-b": _corners("bottom-right", "bottom-left"),
        "rounded-l": _corners("top-left", "bottom-left"),
    }),
    over(RADIUS, {
        "rounded-tl": _corners("top-left"), "rounded-tr": _corners("top-right"),
        "rounded-br": _corners("bottom-right"), "rounded-bl": _corners("bottom-left"),
    }),
    over(RADIUS, {
        "rounded-s": _corners("start-start", "end-start"), "rounded-e": _corners("start-end", "end-end"),
        "rounded-ss": _corners("start-start"), "rounded-se": _corners("start-end"),
        "rounded-ee": _corners("end-end"), "rounded-es": _corners("end-start"),
    }),
    over(BORDER_WIDTH, {"border": "border-width:{}"}, arbitrary="length"),
    over(BORDER_WIDTH, {
        "border-x": "border-left-width:{};border-right-width:{}",
        "border-y": "border-top-width:{};border-bottom-width:{}",
    }, arbitrary="length"),
    over(BORDER_WIDTH, {
        "border-t": "border-top-width:{}", "border-r": "border-right-width:{}",
        "border-b": "border-bottom-width:{}", "border-l": "border-left-width:{}",
        "border-s": "border-inline-start-width:{}", "border-e": "border-inline-end-width:{}",
    }, arbitrary="length"),
    words("border", "border-style:{}", "solid dashed dotted double none hidden"),
    colors("border", tint("border-color", "border")),
    colors("border-x", _both("border-left-color", "border-right-color"))
    + colors("border-y", _both("border-top-color", "border-bottom-color"))
    + colors("border-s", tint("border-inline-start-color", "border"))
    + colors("border-e", tint("border-inline-end-color", "border"))
    + colors("border-t", tint("border-top-color", "border"))
    + colors("border-r", tint("border-right-color", "border"))
    + colors("border-b", tint("border-bottom-color", "border"))
    + colors("border-l", tint("border-left-color", "border")),
    over(OPACITY, {"border-opacity": "--tw-border-opacity:{}"}),
    colors("bg", tint("background-color", "bg")),
    over(OPACITY, {"bg-opacity": "--tw-bg-opacity:{}"}),
    names({"bg-none": "background-image:none"})
    + over(DIRECTION, {"bg-gradient-to": "background-image:linear-gradient(to {},var(--tw-gradient-stops))"},
           arbitrary="")
    + over(DIRECTION, {"bg-linear-to": "background-image:linear-gradient(to {},var(--tw-gradient-stops))"},
           arbitrary="")
    + over(ANGLES, {
        "bg-linear": "background-image:linear-gradient({},var(--tw-gradient-stops))",
        "bg-conic": "background-image:conic-gradient(from {},var(--tw-gradient-stops))",
    }, arbitrary="length")
    + names({"bg-radial": "background-image:radial-gradient(var(--tw-gradient-stops))",
             "bg-conic": "background-image:conic-gradient(var(--tw-gradient-stops))"}),
    colors("from", _from),
    colors("via", _via),
    colors("to", fill("--tw-gradient-to:{} var(--tw-gradient-to-position, )")),
    over(STOPS, {f"{end}": f"--tw-gradient-{end}-position:{{}}" for end in ("from", "via", "to")}, arbitrary="length",
         needs="stops"),
    words("decoration", "-webkit-box-decoration-break:{};box-decoration-break:{}", "slice clone"),
    words("box-decoration", "-webkit-box-decoration-break:{};box-decoration-break:{}", "slice clone"),
    words("bg", "background-size:{}", "auto cover contain")
    + over({}, {"bg": "background-size:{}"}, arbitrary="length") + over({}, {"bg-size": "background-size:{}"}),
    words("bg", "background-attachment:{}", "fixed local scroll"),
    words("bg-clip", "background-clip:{}-box", "border padding content")
    + names({"bg-clip-text": "-webkit-background-clip:text;background-clip:text"}),
    over(POSITION, {"bg": "background-position:{}"}, arbitrary="position")
    + over({}, {"bg-position": "background-position:{}"}),
    names({
        "bg-repeat": "background-repeat:repeat", "bg-no-repeat": "background-repeat:no-repeat",
        "bg-repeat-x": "background-repeat:repeat-x", "bg-repeat-y": "background-repeat:repeat-y",
        "bg-repeat-round": "background-repeat:round", "bg-repeat-space": "background-repeat:space",
    }),
    words("bg-origin", "background-origin:{}-box", "border padding content"),
    colors("fill", fill("fill:{}")) + names({"fill-none": "fill:none"}),
    colors("stroke", fill("stroke:{}")) + names({"stroke-none": "stroke:none"}),
    over(STROKE_WIDTH, {"stroke": "stroke-width:{}"}, arbitrary="length"),
    words("object", "object-fit:{}", "contain cover fill none scale-down"),
    over(POSITION, {"object": "object-position:{}"}),
    over(SPACING, {"p": "padding:{}"}),
    over(SPACING, {"px": "padding-left:{};padding-right:{}", "py": "padding-top:{};padding-bottom:{}"}),
    over(SPACING, {
        "pt": "padding-top:{}", "pr": "padding-right:{}", "pb": "padding-bottom:{}", "pl": "padding-left:{}",
    }),
    over(SPACING, {"ps": "padding-inline-start:{}", "pe": "padding-inline-end:{}"}),
)  # fmt: skip
