"""``prose``: good looking text for HTML that carries no classes, such as rendered Markdown.

``prose`` has the colours and the sizes, ``prose-sm`` to ``prose-2xl`` other sizes, ``prose-red`` and the like
another colour of links. The sizes are a designer's pixels; in CSS they become parts of the font size, so that
they scale.
"""

from __future__ import annotations

from .palette import COLORS

_SIZES = ("", "sm", "lg", "xl", "2xl")

# Pixels for each of the sizes. "size" is a font size, "line" a line height, "y" a margin above and below.
_PIXELS: dict[str, tuple[float, ...]] = {
    "text size": (16, 14, 18, 20, 24),
    "text line": (28, 24, 32, 36, 40),
    "p y": (20, 16, 24, 24, 32),
    "lead size": (20, 18, 22, 24, 30),
    "lead line": (32, 28, 32, 36, 44),
    "lead y": (24, 16, 24, 24, 32),
    "quote size": (20, 18, 24, 30, 36),
    "quote y": (32, 24, 40, 48, 64),
    "quote left": (20, 20, 24, 32, 40),
    "h1 size": (36, 30, 48, 56, 64),
    "h1 line": (40, 36, 48, 56, 64),
    "h1 below": (32, 24, 40, 48, 56),
    "h2 size": (24, 20, 30, 36, 48),
    "h2 line": (32, 28, 40, 40, 52),
    "h2 above": (48, 32, 56, 56, 72),
    "h2 below": (24, 16, 32, 32, 40),
    "h2 code": (21, 18, 26, 31, 42),
    "h3 size": (20, 18, 24, 30, 36),
    "h3 line": (32, 28, 36, 40, 44),
    "h3 above": (32, 28, 40, 48, 56),
    "h3 below": (12, 8, 16, 20, 24),
    "h3 code": (18, 16, 21, 27, 32),
    "h4 line": (24, 20, 28, 32, 36),
    "h4 above": (24, 20, 32, 36, 40),
    "h4 below": (8, 8, 8, 12, 16),
    "figure y": (32, 24, 32, 40, 48),
    "caption line": (20, 16, 24, 28, 32),
    "caption above": (12, 8, 16, 18, 20),
    "small size": (14, 12, 16, 18, 20),  # of code, captions and tables
    "pre line": (24, 20, 28, 32, 36),
    "pre y": (24, 20, 32, 36, 40),
    "pre radius": (6, 4, 6, 8, 8),
    "pre pad y": (12, 8, 16, 20, 24),
    "pre pad x": (16, 12, 24, 24, 32),
    "item y": (8, 4, 12, 12, 12),
    "item left": (28, 22, 30, 36, 40),
    "item p y": (12, 8, 16, 16, 20),
    "inner list y": (12, 8, 16, 16, 16),
    "bullet size": (6, 5, 6, 7, 8),
    "bullet left": (4, 3, 4, 5, 6),
    "hr y": (48, 40, 56, 56, 72),
    "table line": (24, 18, 24, 28, 28),
    "cell x": (8, 12, 12, 12, 12),
    "cell y": (8, 8, 12, 16, 16),
}


def _number(value: float) -> str:
    return f"{value:.7f}".rstrip("0").rstrip(".")


def _metrics(column: int) -> dict[str, str]:
    """Selector to declarations: all lengths of one size."""
    px = {name: values[column] for name, values in _PIXELS.items()}

    def em(name: str, of: str = "text size") -> str:
        return f"{_number(px[name] / px[of])}em"

    def size(name: str) -> str:
        return f"font-size:{em(name)}"

    def line(name: str, of: str) -> str:
        return f"line-height:{_number(px[name] / px[of])}"

    def around(above: str, below: str | None = None) -> str:
        return f"margin-top:{above};margin-bottom:{below or above}"

    text, small = "text size", "small size"
    paragraph = around(em("p y"))
    figure = around(em("figure y"))
    cell_x, cell_y = em("cell x", small), em("cell y", small)
    dot = px["bullet size"]
    top = f"calc({_number(px['text line'] / 2 / px[text])}em - {_number(dot / 2 / px[text])}em)"
    return {
        "&": f"font-size:{_number(px[text] / 16)}rem;{line('text line', text)}",
        "& p": paragraph,
        '& [class~="lead"]': f"{size('lead size')};{line('lead line', 'lead size')};"
        + around(em("lead y", "lead size")),
        "& blockquote": f"{around(em('quote y', 'quote size'))};"
        f"padding-left:{em('quote left', 'quote size')}",
        "& h1": f"{size('h1 size')};{around('0', em('h1 below', 'h1 size'))};{line('h1 line', 'h1 size')}",
        "& h2": f"{size('h2 size')};{around(em('h2 above', 'h2 size'), em('h2 below', 'h2 size'))};"
        + line("h2 line", "h2 size"),
        "& h3": f"{size('h3 size')};{around(em('h3 above', 'h3 size'), em('h3 below', 'h3 size'))};"
        + line("h3 line", "h3 size"),
        "& h4": f"{around(em('h4 above'), em('h4 below'))};{line('h4 line', text)}",
        "& img": figure,
        "& video": figure,
        "& figure": figure,
        "& figure > *": around("0"),
        "& figure figcaption": f"{size(small)};{line('caption line', small)};"
        f"margin-top:{em('caption above', small)}",
        "& code": size(small),
        "& h2 code": f"font-size:{em('h2 code', 'h2 size')}",
        "& h3 code": f"font-size:{em('h3 code', 'h3 size')}",
        "& pre": f"{size(small)};{line('pre line', small)};{around(em('pre y', small))};"
        f"border-radius:{_number(px['pre radius'] / 16)}rem;padding-top:{em('pre pad y', small)};"
        f"padding-right:{em('pre pad x', small)};padding-bottom:{em('pre pad y', small)};"
        f"padding-left:{em('pre pad x', small)}",
        "& ol": paragraph,
        "& ul": paragraph,
        "& li": around(em("item y")),
        "& ol > li": f"padding-left:{em('item left')}",
        "& ol > li::before": "left:0",
        "& ul > li": f"padding-left:{em('item left')}",
        "& ul > li::before": f"width:{em('bullet size')};height:{em('bullet size')};top:{top};"
        f"left:{em('bullet left')}",
        "& > ul > li p": around(em("item p y")),
        "& > ul > li > *:first-child": f"margin-top:{em('p y')}",
        "& > ul > li > *:last-child": f"margin-bottom:{em('p y')}",
        "& > ol > li > *:first-child": f"margin-top:{em('p y')}",
        "& > ol > li > *:last-child": f"margin-bottom:{em('p y')}",
        "& ul ul,& ul ol,& ol ul,& ol ol": around(em("inner list y")),
        "& hr": around(em("hr y")),
        "& hr + *": "margin-top:0",
        "& h2 + *": "margin-top:0",
        "& h3 + *": "margin-top:0",
        "& h4 + *": "margin-top:0",
        "& table": f"{size(small)};{line('table line', small)}",
        "& thead th": f"padding-right:{cell_x};padding-bottom:{cell_y};padding-left:{cell_x}",
        "& thead th:first-child": "padding-left:0",
        "& thead th:last-child": "padding-right:0",
        "& tbody td": f"padding-top:{cell_y};padding-right:{cell_x};padding-bottom:{cell_y};"
        f"padding-left:{cell_x}",
        "& tbody td:first-child": "padding-left:0",
        "& tbody td:last-child": "padding-right:0",
        "& > :first-child": "margin-top:0",
        "& > :last-child": "margin-bottom:0",
    }


def _gray(shade: int) -> str:
    return COLORS[f"gray-{shade}"]


_STRONG = f"color:{_gray(900)};font-weight:"
# HTML ignores the case of this attribute; the flag s does not, where a browser knows it. In :is() an unknown flag does
# not cost the rule.
_COUNTERS = {"A": "upper-alpha", "a": "lower-alpha", "I": "upper-roman", "i": "lower-roman"}

_LOOKS: dict[str, str] = {
    "&": f"color:{_gray(700)};max-width:65ch",
    '& [class~="lead"]': f"color:{_gray(600)}",
    "& a": f"color:{_gray(900)};text-decoration:underline;font-weight:500",
    "& strong": f"{_STRONG}600",
    **{
        selector.replace("?", letter): f"--list-counter-style:{_COUNTERS[letter]}"
        for letters in ("Aa", "Ii")
        for selector in ('& ol[type="?"]', '& ol:is([type="?" s])')
        for letter in letters
    },
    '& ol[type="1"]': "--list-counter-style:decimal",
    "& ol > li": "position:relative",
    "& ol > li::before": 'content:counter(list-item,var(--list-counter-style,decimal)) ".";position:absolute;'
    f"font-weight:400;color:{_gray(500)}",
    "& ul > li": "position:relative",
    "& ul > li::before": f'content:"";position:absolute;background-color:{_gray(300)};border-radius:50%',
    "& hr": f"border-color:{_gray(200)};border-top-width:1px",
    "& blockquote": f"font-weight:500;font-style:italic;color:{_gray(900)};border-left-width:0.25rem;"
    f'border-left-color:{_gray(200)};quotes:"\\201C""\\201D""\\2018""\\2019"',
    "& blockquote p:first-of-type::before": "content:open-quote",
    "& blockquote p:last-of-type::after": "content:close-quote",
    "& h1": f"{_STRONG}800",
    "& h2": f"{_STRONG}700",
    "& h3": f"{_STRONG}600",
    "& h4": f"{_STRONG}600",
    "& figure figcaption": f"color:{_gray(500)}",
    "& code": f"{_STRONG}600",
    "& code::before": 'content:"`"',
    "& code::after": 'content:"`"',
    "& a code": f"color:{_gray(900)}",
    "& pre": f"color:{_gray(200)};background-color:{_gray(800)};overflow-x:auto",
    "& pre code": "background-color:transparent;border-width:0;border-radius:0;padding:0;font-weight:400;"
    "color:inherit;font-size:inherit;font-family:inherit;line-height:inherit",
    "& pre code::before": "content:none",
    "& pre code::after": "content:none",
    "& table": "width:100%;table-layout:auto;text-align:left;margin-top:2em;margin-bottom:2em",
    "& thead": f"{_STRONG}600;border-bottom-width:1px;border-bottom-color:{_gray(300)}",
    "& thead th": "vertical-align:bottom",
    "& tbody tr": f"border-bottom-width:1px;border-bottom-color:{_gray(200)}",
    "& tbody tr:last-child": "border-bottom-width:0",
    "& tbody td": "vertical-align:top",
}


def _written(table: dict[str, str]) -> tuple[str, ...]:
    return tuple(f"{selector}{{{declarations}}}" for selector, declarations in table.items())


def prose() -> list[tuple[str, tuple[str, ...]]]:
    """All classes of the family with their rules, in the order of the cascade; built when first asked for."""
    text = dict(_LOOKS)
    for selector, declarations in _metrics(0).items():
        text[selector] = f"{text[selector]};{declarations}" if selector in text else declarations
    sizes = [(f"prose-{name}", _written(_metrics(column))) for column, name in enumerate(_SIZES) if name]
    colors = [
        (f"prose-{name[:-4]}", (f"& a{{color:{color}}}", f"& a code{{color:{color}}}"))
        for name, color in COLORS.items()
        if name.endswith("-600") and name != "gray-600"
    ]
    return [("prose", _written(text)), *sizes, *colors]
