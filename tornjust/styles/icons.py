"""Icons by name: ``fa fa-dog``, ``far fa-heart``, ``fab fa-github``, as in Font Awesome 5, cut out of the text colour.

The drawings (Font Awesome Free, CC BY 4.0) come from the package ``faicons``, which the extra ``icons`` installs. Only
those that a page uses travel, a few hundred bytes each, as masks in its style sheet: they need no font and no request,
and have the size and the colour of text. Without the package each icon is a placeholder, and the log says what to
install.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .order import GROUP, LAST_SCREEN, SCREEN, hashed

log = logging.getLogger("tornjust")


class Drawing(NamedTuple):
    """The outline of an icon: width and height of its box, and the ``d`` of an SVG path."""

    width: int
    height: int
    path: str


_NAME = re.compile("fa-[a-z0-9-]+").fullmatch
# What follows the name of a style; the first style that an icon has is the one it is shown in.
STYLES = {"solid": "fas", "regular": "far", "brands": "fab"}
_KINDS = ("fa", "fas", "far", "fab", "fal", "fad", *(f"fa-{style}" for style in STYLES))

# Groups of the cascade below the utilities, so that ``hidden`` and ``text-red-500`` win; see components.py.
_KIND, _ICON, _STYLED, _HELPER = (group * GROUP for group in (3, 4, 5, 6))
# A size such as ``text-2xl`` brings a line height, which must not push the icon out of its box.
_LATE = LAST_SCREEN * SCREEN + 3 * GROUP

_CREDIT = "/*! Font Awesome Free icons, fontawesome.com, CC BY 4.0 */"
_MASK = "var(--fa) center/contain no-repeat"
_LOOK = (
    "&{display:inline-block;font-style:normal}",
    '&::before{content:"";display:inline-block;vertical-align:-.15em;height:1em;width:var(--fa-width,0);'
    f"background-color:currentColor;-webkit-mask:{_MASK};mask:{_MASK}}}",
)

_LESS = "@media (prefers-reduced-motion:reduce){&{animation:none}}"
_HELPERS: dict[str, tuple[str, ...]] = {
    "fa-lg": ("&{font-size:1.3333em;line-height:.75em;vertical-align:-.0667em}",),
    "fa-xs": ("&{font-size:.75em}",),
    "fa-sm": ("&{font-size:.875em}",),
    **{f"fa-{times}x": (f"&{{font-size:{times}em}}",) for times in range(1, 11)},
    "fa-fw": ("&{text-align:center;width:1.25em}",),
    "fa-ul": ("&{list-style-type:none;margin-left:2.5em;padding-left:0}", "& > li{position:relative}"),
    "fa-li": ("&{left:-2em;position:absolute;text-align:center;width:2em;line-height:inherit}",),
    "fa-border": ("&{border:.08em solid #eee;border-radius:.1em;padding:.2em .25em .15em}",),
    "fa-pull-left": ("&{float:left;margin-right:.3em}",),
    "fa-pull-right": ("&{float:right;margin-left:.3em}",),
    "fa-spin": (
        "@keyframes fa-spin{to{transform:rotate(360deg)}}",
        "&{animation:fa-spin 2s infinite linear}",
        _LESS,
    ),
    "fa-pulse": (
        "@keyframes fa-pulse{to{transform:rotate(360deg)}}",
        "&{animation:fa-pulse 1s infinite steps(8)}",
        _LESS,
    ),
    **{f"fa-rotate-{degrees}": (f"&{{transform:rotate({degrees}deg)}}",) for degrees in (90, 180, 270)},
    "fa-flip-horizontal": ("&{transform:scale(-1,1)}",),
    "fa-flip-vertical": ("&{transform:scale(1,-1)}",),
    "fa-flip-both": ("&{transform:scale(-1,-1)}",),
    "fa-stack": (
        "&{display:inline-block;height:2em;line-height:2em;position:relative;vertical-align:middle;width:2.5em}",
    ),
    "fa-stack-1x": ("&{left:0;position:absolute;text-align:center;width:100%;line-height:inherit}",),
    "fa-stack-2x": ("&{left:0;position:absolute;text-align:center;width:100%;font-size:2em}",),
    "fa-inverse": ("&{color:#fff}",),
}
_STRIDE = 4  # more than any helper has rules
_PLACES = {name: place for place, name in enumerate((*_KINDS, *_HELPERS))}

# Shown in place of every icon as long as the drawings are not installed: a dotted frame.
_MISSING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='#000' stroke-opacity='.6'"
    " stroke-dasharray='2'><rect x='1.5' y='1.5' width='13' height='13' rx='3'/></svg>"
)


def is_icon(token: str) -> bool:
    """Whether a class is named like those of Font Awesome."""
    return token in _KINDS or _NAME(token) is not None


def icon_names() -> list[str]:
    """The names of all icons, without `fa-`; none where the extra `icons` is not installed."""
    return sorted(library() or {})


def icon(token: str, selector: str) -> list[tuple[int, str]]:
    """Place and CSS of the rules of a class of Font Awesome; ``[]`` for any other. ``selector`` names the class."""
    if token in _KINDS:
        start = _KIND + _PLACES[token] * _STRIDE
        rules = [(start + place, css) for place, css in enumerate(_LOOK)]
        return [
            (place, css.replace("&", selector))
            for place, css in [*rules, (_LATE + start, "&{line-height:1}")]
        ]
    if token in _HELPERS:
        # After the line height of the icon itself.
        start = _LATE + _HELPER + _PLACES[token] * _STRIDE
        return [(start + place, css.replace("&", selector)) for place, css in enumerate(_HELPERS[token])]
    drawings = library()
    if drawings is None:
        _say_what_is_missing(token)
        return [(hashed(_ICON, token), f"{selector}{{--fa-width:1em;--fa:{_url(_MISSING)}}}")]
    found = drawings.get(token[3:])
    if found is None:
        return []
    rules = []
    for style, drawing in found.items():
        look = f"{{--fa-width:{drawing.width / drawing.height:.4g}em;--fa:{_url(_svg(drawing))}}}"
        if not rules:
            rules.append((hashed(_ICON, token), f"{selector}{_CREDIT}{look}"))
        else:
            chosen = f".{STYLES[style]}{selector},.fa-{style}{selector}"
            rules.append((hashed(_STYLED, f"{token} {style}"), f"{chosen}{look}"))
    return rules


def _svg(drawing: Drawing) -> str:
    box = f"0 0 {drawing.width} {drawing.height}"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{box}'><path d='{drawing.path}'/></svg>"


def _url(svg: str) -> str:
    escaped = svg.replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
    return f'url("data:image/svg+xml,{escaped}")'


@cache
def library() -> dict[str, dict[str, Drawing]] | None:
    """All drawings: name -> style -> drawing. None when the extra is not installed. Read once, when first wanted.

    The names are those of version 5 and of version 6.
    """
    spec = importlib.util.find_spec("faicons")
    if spec is None or spec.origin is None:
        return None
    icons = json.loads((Path(spec.origin).parent / "icons.json").read_text(encoding="utf-8"))
    names: dict[str, dict[str, Drawing]] = {}
    for name, entry in icons.items():
        drawings = {
            style: Drawing(
                entry["svg"][style]["width"], entry["svg"][style]["height"], entry["svg"][style]["path"]
            )
            for style in STYLES
            if style in entry["svg"]
        }
        for alias in (name, *entry.get("aliases", {}).get("names", ())):
            names.setdefault(alias, drawings)
    return names


@cache
def _say_what_is_missing(first: str) -> None:
    """Once for each process: the answer for a class is remembered, and this is asked for the first one only."""
    if not _said:
        _said.append(first)
        log.warning(
            "class %r names an icon, but no icons are installed, so a frame stands in its place;"
            ' python -m pip install "tornjust[icons]" brings them',
            first,
        )


_said: list[str] = []
