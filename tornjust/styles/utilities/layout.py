"""Where a box is and what kind of box it is: from reading aloud to ``display``."""

from ..rows import Group, names, over, words
from ..scales import COLUMN_LINE, COLUMN_SPAN, INSET, MARGIN, ORDER, ROW_LINE, ROW_SPAN, Z_INDEX

GROUPS: tuple[Group, ...] = (
    names({
        "sr-only": "position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;"
        "clip:rect(0,0,0,0);white-space:nowrap;border-width:0",
        "not-sr-only": "position:static;width:auto;height:auto;padding:0;margin:0;overflow:visible;clip:auto;"
        "white-space:normal",
    }),
    words("pointer-events", "pointer-events:{}", "none auto"),
    names({"visible": "visibility:visible", "invisible": "visibility:hidden"}),
    names({place: f"position:{place}" for place in ("static", "fixed", "absolute", "relative", "sticky")}),
    over(INSET, {"inset": "top:{};right:{};bottom:{};left:{}"}),
    over(INSET, {"inset-x": "left:{};right:{}", "inset-y": "top:{};bottom:{}"}),
    over(INSET, {"start": "inset-inline-start:{}", "end": "inset-inline-end:{}"}),
    over(INSET, {"top": "top:{}", "right": "right:{}", "bottom": "bottom:{}", "left": "left:{}"}),
    names({"isolate": "isolation:isolate", "isolation-auto": "isolation:auto"}),
    names({"@container": "container-type:inline-size", "@container-normal": "container-type:normal"}),
    over(Z_INDEX, {"z": "z-index:{}"}),
    over(ORDER, {"order": "order:{}"}),
    over(COLUMN_SPAN, {"col": "grid-column:{}"}),
    over(COLUMN_LINE, {"col-start": "grid-column-start:{}"}),
    over(COLUMN_LINE, {"col-end": "grid-column-end:{}"}),
    over(ROW_SPAN, {"row": "grid-row:{}"}),
    over(ROW_LINE, {"row-start": "grid-row-start:{}"}),
    over(ROW_LINE, {"row-end": "grid-row-end:{}"}),
    words("float", "float:{}", "right left none"),
    words("float", "float:inline-{}", "start end"),
    words("clear", "clear:{}", "left right both none") + words("clear", "clear:inline-{}", "start end"),
    names({"clearfix": 'content:"";display:table;clear:both'}, suffix="::after"),
    over(MARGIN, {"m": "margin:{}"}),
    over(MARGIN, {"mx": "margin-left:{};margin-right:{}", "my": "margin-top:{};margin-bottom:{}"}),
    over(MARGIN, {"mt": "margin-top:{}", "mr": "margin-right:{}", "mb": "margin-bottom:{}",
                  "ml": "margin-left:{}"}),
    over(MARGIN, {"ms": "margin-inline-start:{}", "me": "margin-inline-end:{}"}),
    words("box", "box-sizing:{}-box", "border content"),
    names({
        kind: f"display:{kind}"
        for kind in (
            "block inline-block inline flex inline-flex table inline-table table-caption table-cell"
            " table-column table-column-group table-footer-group table-header-group table-row-group table-row"
            " flow-root grid inline-grid contents list-item"
        ).split()
    } | {"hidden": "display:none"}),
)  # fmt: skip
