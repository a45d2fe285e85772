"""`Markdown`: text in Markdown -> formatted text, by Python-Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from tornjust.component import lazy
from tornjust.extras.library import library
from tornjust.tags.base import Div

# What `all_extensions` switches on; see https://python-markdown.github.io/extensions/.
ALL = (
    "extra abbr attr_list def_list fenced_code footnotes md_in_html tables admonition codehilite legacy_attrs "
    "legacy_em meta nl2br sane_lists smarty toc wikilinks"
).split()
# Those of them that give the author no way to write HTML or attributes of their own.
_HARMLESS = (
    "abbr def_list fenced_code footnotes tables admonition codehilite legacy_em nl2br sane_lists smarty toc"
).split()
_SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
_IGNORED = re.compile(r"[\0-\x20]")


class Markdown(Div):
    """Text in Markdown: `Markdown(markdown="# Title", a=page)`. Assign `markdown` to show another text.

    `extensions` are names of Python-Markdown's extensions; without any, `all_extensions` takes all of the standard
    ones. HTML in the text is shown as HTML; with `trusted=False`, for text that users wrote, it is shown as it is
    written, and links lead to web pages and mail addresses only. The look is the class `prose`.

    Needs the extra `markdown`; raises `MissingLibraryError` where it is not installed.
    """

    markdown: Any = ""
    extensions = lazy(list[Any])
    all_extensions: bool = True
    trusted: bool = True

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            markdown: Any = ...,
            a: Any = ...,
            extensions: list[Any] = ...,
            all_extensions: bool = ...,
            trusted: bool = ...,
            classes: str = ...,
            style: str = ...,
            **kwargs: Any,
        ) -> None: ...

    else:

        def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
            library("markdown", "markdown", "jp.Markdown")
            super().__init__(*given, **kwargs)
            self.classes = self.classes
            self._format()

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "classes" and "prose" not in str(value).split():
            value = f"{value} prose".strip()
        super().__setattr__(name, value)
        if name in ("markdown", "extensions", "all_extensions", "trusted") and self.__dict__.get("_made"):
            self._format()

    def model_update(self) -> None:
        """Show the model's text."""
        self.markdown = self.get_model()

    def _format(self) -> None:
        self.__dict__["_made"] = True
        names = tuple(self.extensions) or (tuple(ALL) if self.all_extensions else ())
        self.inner_html = to_html(str(self.markdown), names, bool(self.trusted))


def to_html(text: str, extensions: tuple[Any, ...] = (), trusted: bool = True) -> str:
    """The HTML of a text in Markdown. Kept for texts that are shown again and again."""
    try:
        return _convert(text, extensions, trusted)
    except TypeError:  # an extension that cannot be the key of a cache
        return _convert.__wrapped__(text, extensions, trusted)


@lru_cache(maxsize=256)
def _convert(text: str, extensions: tuple[Any, ...], trusted: bool) -> str:
    markdown = library("markdown", "markdown", "jp.Markdown")
    if not trusted:
        extensions = tuple(name for name in (*extensions, *_HARMLESS) if name in _HARMLESS)
    converter = markdown.Markdown(extensions=list(dict.fromkeys(extensions)))
    if not trusted:
        converter.preprocessors.deregister("html_block")
        converter.inlinePatterns.deregister("html")
        treeprocessor = type("Links", (markdown.treeprocessors.Treeprocessor,), {"run": _check_links})
        converter.treeprocessors.register(treeprocessor(converter), "links", -1)
    return str(converter.convert(text))


def _check_links(self: Any, root: Any) -> None:
    """Take out addresses that are programs or data."""
    for element in root.iter():
        for name in ("href", "src"):
            address = element.get(name)
            if address is not None and _scheme(address) not in _SCHEMES:
                del element.attrib[name]


def _scheme(address: str) -> str:
    try:
        # As the browser will read it: entities stand for characters, and some characters for nothing.
        plain = _IGNORED.sub("", unescape(address.replace("\x02amp\x03", "&")))
        return urlsplit(plain).scheme.lower()
    except ValueError:
        return "none"
