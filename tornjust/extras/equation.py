"""`Equation`: a formula in TeX -> MathML, which browsers draw themselves."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from tornjust.component import lazy
from tornjust.extras.library import library
from tornjust.html_text import escape, quote
from tornjust.listener import next_id
from tornjust.tags.base import Div

log = logging.getLogger("tornjust")
ERROR_COLOR = "#cc0000"


def _options() -> dict[str, Any]:
    return {"macros": {}}


class Equation(Div):
    r"""A formula: `Equation(equation=r"e^{i\pi} + 1 = 0", a=page)`. Assign `equation` to show another one.

    `options` are KaTeX's, as far as they make sense here: `macros`, such as `{r"\RR": r"\mathbb{R}"}` or, with
    arguments, `{r"\f": "#1f(#2)"}`; `displayMode`, which sets the formula apart in a line of its own; `errorColor`.
    A formula with a mistake is shown as it is written, in that colour, with the message as its title.

    Needs the extra `equations`; raises `MissingLibraryError` where it is not installed.
    """

    equation: Any = ""
    options = lazy(_options)
    # What is shown; see _typeset().
    _shown_as: Any = None
    # What is wrong with it, until the log has said so.
    _mistake: str = ""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            equation: Any = ...,
            a: Any = ...,
            options: dict[str, Any] = ...,
            classes: str = ...,
            style: str = ...,
            **kwargs: Any,
        ) -> None: ...

    else:

        def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
            library("math_core", "equations", "jp.Equation")
            super().__init__(*given, **kwargs)
            if self.id is None:
                self.id = next_id()
            self._typeset()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in ("equation", "options") and self._shown_as is not None:
            self._typeset()

    def model_update(self) -> None:
        """Show the model's formula."""
        self.equation = self.get_model()

    def react(self, data: Any) -> None:
        """Nothing by default. The formula is looked at before each patch anyway, because `options` can change."""

    def _refresh(self, data: Any) -> None:
        super()._refresh(data)
        self._typeset()
        if self._mistake:
            log.warning("the formula %r cannot be shown: %s", self.equation, self._mistake)
            self.__dict__["_mistake"] = ""

    def _typeset(self) -> None:
        options = self.options
        macros = options.get("macros") or {}
        given = (
            str(self.equation),
            tuple((str(name), str(text)) for name, text in macros.items()),
            bool(options.get("displayMode", False)),
            str(options.get("errorColor", ERROR_COLOR)),
        )
        if given != self._shown_as:
            self.__dict__["_shown_as"] = given
            self.inner_html, self._mistake = to_mathml(*given)


@lru_cache(maxsize=1000)
def to_mathml(
    tex: str,
    macros: tuple[tuple[str, str], ...] = (),
    display: bool = False,
    error_color: str = ERROR_COLOR,
) -> tuple[str, str]:
    """The MathML of a formula, and "". Where it has a mistake: the formula as it is written, and the message."""
    math_core = library("math_core", "equations", "jp.Equation")
    try:
        converter = math_core.LatexToMathML(
            macros={name.removeprefix("\\"): text for name, text in macros},
            annotation=True,
            fancy_error=False,
        )
        return converter.convert_with_local_state(tex.strip(), displaystyle=display), ""
    except math_core.LatexError as error:
        shown = f'<span title="{quote(error)}" style="color: {quote(error_color)}">{escape(tex)}</span>'
        return shown, str(error)
