"""`Matplotlib`: a figure -> a drawing in the page (SVG)."""

from __future__ import annotations

import io
import re
from itertools import count
from typing import TYPE_CHECKING, Any, NoReturn

from tornjust.errors import ComponentError
from tornjust.extras.library import library
from tornjust.html_text import quote
from tornjust.tags.base import Div

_numbers = count(1)
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'(href="#|url\(#)([^")]*)')
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
# How lines end, for all elements: in a page that would mean all of the page.
_STYLE = re.compile(r"\s*<defs>\s*<style[^>]*>\*\{([^}]*)\}</style>\s*</defs>", re.DOTALL)

# On a screen that is narrower than the figure the drawing shrinks.
_FITS = "max-width:100%;height:auto;"


class Matplotlib(Div):
    """Shows a figure of Matplotlib: `Matplotlib(figure=figure, a=page)`; without one, pyplot's current figure.

    The drawing is made at once, so the figure can be closed or changed afterwards; `set_figure(figure)` draws again.
    Whatever has a figure will do: axes, or a grid of seaborn.

    Needs the extra `plots`; raises `MissingLibraryError` where it is not installed, and `ComponentError` for something
    that has no figure.
    """

    figure: Any = None
    # Stands before every id in the drawing, so that several of them get along in one page.
    _prefix: str = ""

    if TYPE_CHECKING:

        def __init__(
            self, *, figure: Any = ..., a: Any = ..., classes: str = ..., style: str = ..., **kwargs: Any
        ) -> None: ...

    else:

        def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
            library("matplotlib", "plots", "jp.Matplotlib")
            super().__init__(*given, **kwargs)
            self._prefix = f"figure{next(_numbers)}-"
            self.set_figure(self.figure)

    def set_figure(self, fig: Any = None) -> str:
        """Draw `fig`, or draw the same figure again. Returns the SVG."""
        if fig is None:
            fig = self.figure if self.figure is not None else _current()
        figure = figure_of(fig)
        self.figure = figure
        self.inner_html = to_svg(figure, self._prefix)
        return self.inner_html


def figure_of(given: Any) -> Any:
    """The figure that `given` is, or is a part of. Raises `ComponentError`."""
    for found in (given, getattr(given, "figure", None), getattr(given, "fig", None)):
        if found is not None and hasattr(found, "savefig") and hasattr(found, "get_axes"):
            return found
    raise ComponentError(
        f"jp.Matplotlib shows a figure of Matplotlib, or its axes, not {type(given).__name__} {given!r}."
    )


def to_svg(figure: Any, prefix: str) -> str:
    """The drawing of a figure: an <svg> element whose ids start with `prefix`."""
    rc_context = library("matplotlib", "plots", "jp.Matplotlib").rc_context
    output = io.StringIO()
    # With a fixed salt the same figure gives the same drawing, and nothing travels that did not change.
    with rc_context({"svg.hashsalt": "tornjust"}):
        figure.savefig(output, format="svg", metadata={"Date": None})
    svg = output.getvalue()
    svg = _METADATA.sub("", svg[svg.index("<svg") :], count=1)
    style = _STYLE.search(svg)
    looks = _FITS
    if style is not None:
        svg = svg[: style.start()] + svg[style.end() :]
        looks += style[1]
    attributes = f' role="img" aria-label="{quote(_title(figure))}" style="{quote(looks)}"'
    used = {match[2] for match in _REFERENCE.finditer(svg)}
    svg = _ID.sub(lambda match: f' id="{prefix}{match[1]}"' if match[1] in used else "", svg)
    svg = _REFERENCE.sub(rf"\g<1>{prefix}\g<2>", svg)
    return f"<svg{attributes}{svg[4:]}".strip()


def _title(figure: Any) -> str:
    """What the figure says of itself."""
    titles = [figure.get_suptitle() if hasattr(figure, "get_suptitle") else ""]
    titles += [axes.get_title() for axes in figure.get_axes()]
    return ", ".join(title for title in titles if title) or "Figure"


def _current() -> Any:
    """pyplot's current figure. One that has to be made for the purpose is not left open."""
    pyplot = library("matplotlib.pyplot", "plots", "jp.Matplotlib")
    known = bool(pyplot.get_fignums())
    figure = pyplot.gcf()
    if not known:
        pyplot.close(figure)
    return figure
