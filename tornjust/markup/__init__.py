"""HTML -> components: `parse_html` and its kin, and the Python source that makes them."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any

from tornjust.errors import MissingFileError

# What the parser itself takes; other keywords are for the component.
_OPTIONS = ("dict_attribute", "create_commands", "command_prefix", "trusted")
Scopes = tuple[Mapping[str, Any], ...]


def parse_html(html_string: str, **kwargs: Any) -> Any:
    """The component for a piece of HTML: the one at its top, or a `Div` that holds them if there are several.

    Keywords go to that component: `parse_html("<p>Hello</p>", a=wp, classes="m-2")`. It also gets `name_dict`, which
    maps each `name` in the HTML to its component, or to a list where several have that name, and `commands`, the same
    in lines of Python.

    `dict_attribute` is the attribute that `name_dict` goes by, `create_commands=False` leaves `commands` empty, and
    `command_prefix` stands before the classes in them ("jp."). `:attribute="expression"` takes a literal of Python or
    a name of the caller's, `@event="handler"` a function of the caller's by its name. No code is run. With
    `trusted=False` both are ignored: for HTML that comes from users. JavaScript is left out, which the log says.
    """
    return _parse(html_string, _scopes(sys._getframe(1)), kwargs)


def parse_html_file(html_file: str | Path, **kwargs: Any) -> Any:
    """`parse_html` with the text of a file. Raises `MissingFileError`."""
    return _parse(read_text(html_file), _scopes(sys._getframe(1)), kwargs)


def parse_html_file_async(html_file: str | Path, **kwargs: Any) -> Coroutine[Any, Any, Any]:
    """`parse_html_file`, to be awaited: other visitors are served while the file is read."""
    scopes = _scopes(sys._getframe(1))

    async def parse() -> Any:
        return _parse(await asyncio.to_thread(read_text, html_file), scopes, kwargs)

    return parse()


def program_for(html: str, name: str) -> str:
    """A Python program that makes the page that `html` describes. `name` says where the HTML comes from."""
    from tornjust.markup.calls import call
    from tornjust.markup.reader import read
    from tornjust.markup.source import program

    document = read(html)
    return program(document, call(document.root), name)


def read_text(html_file: str | Path) -> str:
    """The text of an HTML file: UTF-8, or what its `<meta charset>` says, or as browsers do, Windows-1252."""
    try:
        content = Path(html_file).read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise MissingFileError(
            f"There is no HTML file {str(html_file)!r} (looked for {Path(html_file).resolve()}); "
            "a relative path starts at the working directory."
        ) from error
    return decode(content)


def decode(content: bytes) -> str:
    """Bytes of an HTML file -> text."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([-\w]+)", content[:2048], re.IGNORECASE)
        try:
            return content.decode(found[1].decode() if found else "cp1252", "replace")
        except LookupError:
            return content.decode("cp1252", "replace")


def _scopes(frame: Any) -> Scopes:
    return frame.f_locals, frame.f_globals


def _parse(html: str, scopes: Scopes, kwargs: dict[str, Any]) -> Any:
    from tornjust.element import Element
    from tornjust.markup.builder import Builder
    from tornjust.markup.calls import call
    from tornjust.markup.reader import read
    from tornjust.markup.source import commands

    document = read(html)
    top = call(document.root)
    builder = Builder(scopes if kwargs.get("trusted", True) else (), kwargs.get("dict_attribute", "name"))
    alone = len(top.children) == 1 and not top.text and not top.children[0].after and not top.keywords
    if alone:
        component = builder.build(top.children[0], None)
    else:
        component = builder.build(top, None)
        component.name = "root"
    builder.report(document.left_out)
    component.name_dict = builder.names
    wanted = kwargs.get("create_commands", True)
    component.commands = commands(top.children, kwargs.get("command_prefix", "jp.")) if wanted else ""
    # What every constructor does with keywords, with those of the call; the component's own has run already.
    Element.__init__(component, **{name: value for name, value in kwargs.items() if name not in _OPTIONS})
    return component
