"""The document around a page's tree: head, style sheets, the script, and what the runtime needs to start."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections import OrderedDict
from collections.abc import Container, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import jinja2

from tornjust import changes, stylebook, styles, wire
from tornjust.addresses import below
from tornjust.errors import PageError
from tornjust.functions import runs
from tornjust.functions.scripts import loading
from tornjust.html_text import scrub
from tornjust.nesting import STAND_IN
from tornjust.page import WebPage
from tornjust.policy import with_nonce
from tornjust.tab import tab_id

# Everything of ours is served below this path, next to the program's own routes.
PREFIX = wire.BASE
# Style sheets that are kept for pages that name them; each is a few kilobytes.
MAX_SHEETS = 500
# Characters. A shorter style sheet stands in the page: to ask for it would keep the first visit waiting for as long as
# the network takes, and compressed it is less than 3 kB. A longer one is a file, which later visits find in the cache.
MAX_INLINE = 10_000
_GLOBALS = re.compile(
    r"\b(send_to_server|page_id|websocket_id|websocket_ready|use_websockets|comp_dict|eventHandler)\b"
).search
# Addresses in a style sheet, which may be relative: to the page, where the program wrote it.
_ADDRESS = re.compile(r"url\(|@import", re.IGNORECASE).search
_HERE = Path(__file__).parent

_templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
)


class File(NamedTuple):
    """Bytes to serve under a name that holds their hash, so that browsers may keep them for ever."""

    name: str
    body: bytes
    content_type: str


def hashed(name: str, body: bytes) -> File:
    """`early.js` and its bytes -> a `File` named `early-0123456789abcdef.js`."""
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:16]
    return File(
        f"{stem}-{digest}.{suffix}", body, mimetypes.guess_type(name)[0] or "application/octet-stream"
    )


class Sheets:
    """The style sheets that pages have been sent lately: name -> file."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, File] = OrderedDict()

    def add(self, name: str, text: str) -> str:
        """Keep a style sheet; returns its address."""
        return self.keep(hashed(name, scrub(text).encode()))

    def keep(self, file: File) -> str:
        """Keep a file that is ready; returns its address."""
        self._files[file.name] = file
        self._files.move_to_end(file.name)
        while len(self._files) > MAX_SHEETS:
            self._files.popitem(last=False)
        return f"{PREFIX}/sheet/{file.name}"

    def get(self, name: str) -> File | None:
        """The style sheet of that name, if it is still kept."""
        return self._files.get(name)


sheets = Sheets()


# What would fade in stays to be seen where no script moves it. (Media Queries Level 5, "scripting")
_WITHOUT_SCRIPTS = (
    f"@media (scripting:none){{[{wire.MOTION}]{{opacity:1!important;transform:none!important}}}}\n"
)


@lru_cache(maxsize=200)
def utilities(tokens: frozenset[str], base: bool = True, moves: bool = False) -> tuple[File, str]:
    """Utility classes -> a style sheet with base and rules, and the rules' places in the cascade."""
    text, orders = styles.sheet(tokens)
    if base:
        # Before the runtime gives it its own name, a misplaced element is at least a block; see nesting.py.
        text = f"{styles.base()}\n{STAND_IN}{{display:block}}\n{text}"
    if moves:
        text = _WITHOUT_SCRIPTS + text
    return hashed("page.css", text.encode()), ",".join(map(str, orders))


@cache
def static_file(name: str) -> File:
    """A file of the package's `static` folder, under its hashed name."""
    return hashed(name, (_HERE / "static" / name).read_bytes())


@cache
def _early() -> str:
    """The small script that comes before all others, without its comments, as it stands in a page."""
    lines = (line.strip() for line in static_file("early.js").body.decode().splitlines())
    return "\n".join(line for line in lines if not line.startswith("//"))


def _inside(css: str) -> str:
    """A style sheet as it may stand in a <style>: what would end that is written with an escape of CSS."""
    return css.replace("</", "<\\/")


@cache
def _page_template() -> jinja2.Template:
    return _templates.get_template("page.html")


def document(
    page: WebPage,
    token: str,
    *,
    prefix: str,
    script: str,
    extras: Mapping[str, str] = MappingProxyType({}),
    nonce: str = "",
    inline: Container[str] = (),
    safelist: str = "",
    limits: list[int] = wire.UPLOAD_LIMITS,
    park: int = wire.PARK_SECONDS,
) -> str:
    """The whole HTML of a page for one new tab.

    `script` is the address of the runtime, `extras` those of its extras by name. `nonce` is what the
    page's content security policy lets the program's own scripts and styles in by, and `inline` which of "script" and
    "style" it lets stand in the page. `safelist` are classes for every page, `limits` the most bytes of a file and the
    most files of an upload, `park` how long a request may wait, in seconds.
    """
    if page.html:
        return scrub(with_nonce(str(page.html), nonce))
    if {"page_ready", "result_ready"}.intersection(page.events) or _scripted(page.head_html, page.body_html):
        page._extras.add("scripts")
    if page.push and not type(page).use_websockets:
        page._extras.add("parking")
    tree = changes.whole(page)
    if page._nonced:
        tree = with_nonce(tree, nonce)
    stylebook.learn(page, safelist)
    sheet = rules = orders = css = own = ""
    if page.tailwind or page._styles:
        file, orders = utilities(frozenset(page._styles), bool(page.tailwind), "motion" in page._extras)
        if "style" in inline and len(file.body) < MAX_INLINE:
            rules = _inside(file.body.decode())
        else:
            sheet = prefix + sheets.keep(file)
    if page.css:
        if "style" in inline and (len(page.css) < MAX_INLINE or _ADDRESS(page.css)):
            own = _inside(page.css)
        else:
            css = prefix + sheets.add("own.css", page.css)
    html = _page_template().render(
        page=page,
        nonce=nonce,
        head=with_nonce(str(page.head_html or ""), nonce),
        body=with_nonce(str(page.body_html or ""), nonce),
        title=page.title,
        dark=page._dark_class(),
        favicon=page._icon(),
        sheet=sheet,
        rules=rules,
        orders=orders,
        css=css,
        own=own,
        early_file=f"{prefix}{PREFIX}/static/{static_file('early.js').name}",
        early=_early() if "script" in inline else "",
        scripts=[
            script,
            *(extras[name] for name in sorted(page._extras) if name in extras),
            *(f"{prefix}{PREFIX}{wire.FUNCTION_PATH}{name}" for name in page.__dict__.get("_functions", ())),
        ],
        key=page._key,
        listens=page._listens(),
        runs=runs.words(page),
        config=json.dumps(_config(page, token, prefix, limits, park), separators=(",", ":")),
        tree=tree,
    )
    return scrub(html)


def _scripted(*raw: Any) -> bool:
    """Whether raw HTML uses the globals of `client_py/scripts/names.py`."""
    return any(html and _GLOBALS(str(html)) for html in raw)


def _config(page: WebPage, token: str, prefix: str, limits: list[int], park: int) -> dict[str, Any]:
    """What the runtime needs to know when it starts."""
    config: dict[str, Any] = {
        "tab": token,
        "id": tab_id(token),
        "page": page._register(),
        "revision": page._seen,
        "effect": page._last_effect,
        "base": prefix + PREFIX,
        "socket": bool(type(page).use_websockets),
        "listen": list(page._types),
    }
    if page.cache_polls:
        config["shared"] = page._shared_name()
    if page.push:
        config["push"] = True
    if park != wire.PARK_SECONDS:
        config["park"] = park
    if page.reload_interval:
        try:
            config["poll"] = float(page.reload_interval)
        except (TypeError, ValueError):
            raise PageError(
                f"reload_interval {page.reload_interval!r:.60} of {page!r} has to be a number of seconds, or None for "
                "a page that does not ask"
            ) from None
    if limits != wire.UPLOAD_LIMITS:
        config["uploads"] = limits
    if "_functions" in page.__dict__:
        config["functions"] = loading([script for script, _ in page._functions.values()])
    if page.display_url is not None:
        config["address"] = below(prefix, str(page.display_url))
    return config


def error_document(title: str, message: str, trace: str = "", prefix: str = "") -> str:
    """A page that says what went wrong; `trace` is a traceback, for development."""
    sheet = f"{prefix}{PREFIX}/static/{static_file('error.css').name}"
    return _templates.get_template("error.html").render(
        title=title, message=message, trace=trace, sheet=sheet
    )
