"""The pointer, lists, and how flex containers and grids lay out what is in them."""

from ..rows import CHILDREN, Group, colors, names, over, tint, words
from ..scales import AUTO_TRACKS, BORDER_WIDTH, COLUMN_COUNT, COLUMNS, OPACITY, ROWS, SPACE, SPACING

_PLACES = {"start": "flex-start", "end": "flex-end", "between": "space-between", "around": "space-around",
           "evenly": "space-evenly"}  # fmt: skip


def _places(prefix: str, declaration: str, values: str, flex: bool = True) -> Group:
    """The CSS name of a place is longer than the class's; in a flex container start is ``flex-start``."""
    full = _PLACES if flex else _PLACES | {"start": "start", "end": "end"}
    return names({f"{prefix}-{value}": f"{declaration}:{full.get(value, value)}" for value in values.split()})


def _before(side: str, size: str, name: str) -> str:
    """The size goes before each child, or after it when ``*-reverse`` sets the property to 1."""
    return f"{side}:calc({size} * calc(1 - var(--tw-{name}-reverse)))"


def _after(side: str, size: str, name: str) -> str:
    return f"{side}:calc({size} * var(--tw-{name}-reverse))"


_BREAKS = "auto avoid avoid-page page left right column"
_SIDES = ("top", "right", "bottom", "left")
_AXES = {"x": "{name}-left:{};{name}-right:{}", "y": "{name}-top:{};{name}-bottom:{}"}

GROUPS: tuple[Group, ...] = (
    words("cursor", "cursor:{}", "auto default pointer wait text move help not-allowed none context-menu progress"
          " cell crosshair vertical-text alias copy no-drop grab grabbing all-scroll col-resize row-resize n-resize"
          " e-resize s-resize w-resize ne-resize nw-resize se-resize sw-resize ew-resize ns-resize nesw-resize"
          " nwse-resize zoom-in zoom-out"),
    words("touch", "touch-action:{}", "auto none pan-x pan-left pan-right pan-y pan-up pan-down pinch-zoom"
          " manipulation"),
    words("select", "-webkit-user-select:{};user-select:{}", "none text all auto"),
    names({"resize-none": "resize:none", "resize-y": "resize:vertical", "resize-x": "resize:horizontal",
           "resize": "resize:both"}),
    words("snap", "scroll-snap-type:{}", "none")
    + names({f"snap-{axis}": f"scroll-snap-type:{axis} var(--tw-scroll-snap-strictness,proximity)"
             for axis in ("x", "y", "both")}),
    words("snap", "--tw-scroll-snap-strictness:{}", "mandatory proximity"),
    words("snap", "scroll-snap-align:{}", "start end center") + names({"snap-align-none": "scroll-snap-align:none"}),
    words("snap", "scroll-snap-stop:{}", "normal always"),
    over(SPACE, {"scroll-m": "scroll-margin:{}"}),
    over(SPACE, {f"scroll-m{side[0]}": f"scroll-margin-{side}:{{}}" for side in _SIDES}),
    over(SPACE, {f"scroll-m{axis}": both.replace("{name}", "scroll-margin") for axis, both in _AXES.items()}),
    over(SPACING, {"scroll-p": "scroll-padding:{}"}),
    over(SPACING, {f"scroll-p{side[0]}": f"scroll-padding-{side}:{{}}" for side in _SIDES}),
    over(SPACING, {f"scroll-p{axis}": both.replace("{name}", "scroll-padding") for axis, both in _AXES.items()}),
    words("list", "list-style-position:{}", "inside outside"),
    words("list", "list-style-type:{}", "none disc decimal") + names({"list-image-none": "list-style-image:none"})
    + over({}, {"list": "list-style-type:{}"}),
    names({"appearance-none": "-webkit-appearance:none;appearance:none",
           "appearance-auto": "-webkit-appearance:auto;appearance:auto"}),
    over(COLUMN_COUNT, {"columns": "columns:{}"}),
    words("break-before", "break-before:{}", _BREAKS)
    + words("break-after", "break-after:{}", _BREAKS)
    + words("break-inside", "break-inside:{}", "auto avoid avoid-page avoid-column"),
    over(AUTO_TRACKS, {"auto-cols": "grid-auto-columns:{}"}),
    names({"grid-flow-row": "grid-auto-flow:row", "grid-flow-col": "grid-auto-flow:column",
           "grid-flow-row-dense": "grid-auto-flow:row dense",
           "grid-flow-col-dense": "grid-auto-flow:column dense", "grid-flow-dense": "grid-auto-flow:dense"}),
    over(AUTO_TRACKS, {"auto-rows": "grid-auto-rows:{}"}),
    over(COLUMNS, {"grid-cols": "grid-template-columns:{}"}, arbitrary="list"),
    over(ROWS, {"grid-rows": "grid-template-rows:{}"}, arbitrary="list"),
    names({"flex-row": "flex-direction:row", "flex-row-reverse": "flex-direction:row-reverse",
           "flex-col": "flex-direction:column", "flex-col-reverse": "flex-direction:column-reverse"}),
    names({"flex-wrap": "flex-wrap:wrap", "flex-wrap-reverse": "flex-wrap:wrap-reverse",
           "flex-nowrap": "flex-wrap:nowrap", "flex-no-wrap": "flex-wrap:nowrap"}),
    _places("place-content", "place-content", "center start end between around evenly stretch", flex=False),
    _places("place-items", "place-items", "start end center stretch", flex=False),
    _places("content", "align-content", "center start end between around evenly normal stretch baseline"),
    _places("items", "align-items", "start end center baseline stretch"),
    _places("justify", "justify-content", "start end center between around evenly normal stretch"),
    _places("justify-items", "justify-items", "start end center stretch", flex=False),
    over(SPACING, {"gap": "gap:{}"}),
    over(SPACING, {"gap-x": "column-gap:{}", "gap-y": "row-gap:{}", "col-gap": "column-gap:{}",
                   "row-gap": "row-gap:{}"}),
    over(SPACE, {
        "space-x": f"--tw-space-x-reverse:0;{_after('margin-right', '{}', 'space-x')};"
        + _before("margin-left", "{}", "space-x"),
        "space-y": f"--tw-space-y-reverse:0;{_before('margin-top', '{}', 'space-y')};"
        + _after("margin-bottom", "{}", "space-y"),
    }, suffix=CHILDREN),
    names({"space-y-reverse": "--tw-space-y-reverse:1", "space-x-reverse": "--tw-space-x-reverse:1"},
          CHILDREN),
    over(BORDER_WIDTH, {
        "divide-x": f"--tw-divide-x-reverse:0;{_after('border-right-width', '{}', 'divide-x')};"
        + _before("border-left-width", "{}", "divide-x"),
        "divide-y": f"--tw-divide-y-reverse:0;{_before('border-top-width', '{}', 'divide-y')};"
        + _after("border-bottom-width", "{}", "divide-y"),
    }, suffix=CHILDREN),
    names({"divide-y-reverse": "--tw-divide-y-reverse:1", "divide-x-reverse": "--tw-divide-x-reverse:1"},
          CHILDREN),
    names({f"divide-{style}": f"border-style:{style}" for style in "solid dashed dotted double none".split()},
          CHILDREN),
    colors("divide", tint("border-color", "divide"), CHILDREN),
    over(OPACITY, {"divide-opacity": "--tw-divide-opacity:{}"}, suffix=CHILDREN),
    _places("place-self", "place-self", "auto start end center stretch", flex=False),
    _places("self", "align-self", "auto start end center stretch baseline"),
    _places("justify-self", "justify-self", "auto start end center stretch", flex=False),
    words("overflow", "overflow:{}", "auto hidden visible scroll")
    + names({f"overflow-{axis}-{value}": f"overflow-{axis}:{value}"
             for value in ("auto", "hidden", "visible", "scroll", "clip") for axis in "xy"}),
    words("scrolling", "-webkit-overflow-scrolling:{}", "touch auto"),
    words("overscroll", "overscroll-behavior:{}", "auto contain none")
    + words("overscroll-y", "overscroll-behavior-y:{}", "auto contain none")
    + words("overscroll-x", "overscroll-behavior-x:{}", "auto contain none"),
    names({"truncate": "overflow:hidden;text-overflow:ellipsis;white-space:nowrap",
           "overflow-ellipsis": "text-overflow:ellipsis", "overflow-clip": "text-overflow:clip",
           "text-ellipsis": "text-overflow:ellipsis", "text-clip": "text-overflow:clip"}),
    words("scroll", "scroll-behavior:{}", "auto smooth"),
    words("hyphens", "-webkit-hyphens:{};hyphens:{}", "none manual auto"),
    words("whitespace", "white-space:{}", "normal nowrap pre pre-line pre-wrap")
    + names({"whitespace-no-wrap": "white-space:nowrap", "whitespace-break-spaces": "white-space:break-spaces"}),
    words("text", "text-wrap:{}", "wrap nowrap balance pretty"),
    names({"break-normal": "overflow-wrap:normal;word-break:normal",
           "break-words": "overflow-wrap:break-word", "break-all": "word-break:break-all",
           "break-keep": "word-break:keep-all", "wrap-normal": "overflow-wrap:normal",
           "wrap-break-word": "overflow-wrap:break-word", "wrap-anywhere": "overflow-wrap:anywhere"}),
)  # fmt: skip
