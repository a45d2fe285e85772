"""The document around a page's tree: head, style sheets, the script, and what the runtime needs to start."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
import secrets
from collections import OrderedDict
from collections.abc import Container, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import jinja2
from markupsafe import escape

from tornjust import changes, stylebook, styles, wire
from tornjust.addresses import below
from tornjust.component import events_of
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
# Documents without what is another for each visit: so many are kept, unless a program has put more raw HTML and CSS
# into one than so many characters.
MAX_FRAMES = 100
MAX_IN_FRAME = 50_000
_GLOBALS = re.compile(
    r"\b(send_to_server|page_id|websocket_id|websocket_ready|use_websockets|comp_dict|eventHandler)\b"
).search
# Addresses in a style sheet, which may be relative: to the page, where the program wrote it.
_ADDRESS = re.compile(r"url\(|@import", re.IGNORECASE).search
# Events of a page that come from its scripts.
_OF_SCRIPTS = frozenset(("page_ready", "result_ready"))
_HERE = Path(__file__).parent
_config_json = json.JSONEncoder(separators=(",", ":")).encode
# What stands in such a document for the title, the nonce, and so on. Nobody outside knows these words.
_SLOTS = _TITLE, _NONCE, _KEY, _CONFIG, _RUNS, _TREE = [secrets.token_hex(16) for _ in range(6)]
_split = re.compile(f"({'|'.join(_SLOTS)})").split

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
def utilities(tokens: frozenset[str], base: bool = True, moves: bool = False) -> tuple[File, str, str]:
    """Utility classes -> a style sheet with base and rules, that as it stands in a page if it is short enough, and the
    rules' places in the cascade."""
    text, orders = styles.sheet(tokens)
    if base:
        # Before the runtime gives it its own name, a misplaced element is at least a block; see nesting.py.
        text = f"{styles.base()}\n{STAND_IN}{{display:block}}\n{text}"
    if moves:
        text = _WITHOUT_SCRIPTS + text
    file = hashed("page.css", text.encode())
    return file, _inside(text) if len(file.body) < MAX_INLINE else "", ",".join(map(str, orders))


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


class Frame(NamedTuple):
    """What stands around the tree of a page, under the names of the template; pages that are alike have the same."""

    head: str
    body: str
    own: str
    rules: str
    sheet: str
    orders: str
    css: str
    early: str
    early_file: str
    scripts: tuple[str, ...]
    runs: str
    lang: str
    dir: str
    dark: str
    favicon: str
    body_classes: str
    body_style: str
    listens: str


def _pieces(frame: Frame) -> list[str]:
    """The document, but for what is another for each visit: text, slot, text, ..."""
    slots = {"title": _TITLE, "nonce": _NONCE, "key": _KEY, "config": _CONFIG, "tree": _TREE}
    raw = {"head": with_nonce(frame.head, _NONCE), "body": with_nonce(frame.body, _NONCE)}
    return _split(_page_template().render(frame._asdict() | raw | slots))


# Most of a program's pages have the same, and Jinja2 would take longer for it than all else that a small page needs.
_known_pieces = lru_cache(maxsize=MAX_FRAMES)(_pieces)


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

    `prefix` is what stands before all paths, also before `script`, where the runtime is, and `extras`, where its extras
    are by their names. `nonce` is what the
    page's content security policy lets the program's own scripts and styles in by, and `inline` which of "script" and
    "style" it lets stand in the page. `safelist` are classes for every page, `limits` the most bytes of a file and the
    most files of an upload, `park` how long a request may wait, in seconds.
    """
    if page.html:
        return scrub(with_nonce(str(page.html), nonce))
    state = page.__dict__
    head, body, css = str(page.head_html or ""), str(page.body_html or ""), str(page.css or "")
    if not _OF_SCRIPTS.isdisjoint(events_of(page)) or _scripted(head, body):
        page._extras.add("scripts")
    if page.push and not type(page).use_websockets:
        page._extras.add("parking")
    tree = changes.whole(page)
    if page._nonced:
        tree = with_nonce(tree, nonce)
    stylebook.learn(page, safelist)
    needs = state.get("_extras", ())
    sheet = rules = orders = address = own = ""
    if page.tailwind or page._styles:
        file, rules, orders = utilities(frozenset(page._styles), bool(page.tailwind), "motion" in needs)
        if not rules or "style" not in inline:
            sheet, rules = prefix + sheets.keep(file), ""
    if css:
        if "style" in inline and (len(css) < MAX_INLINE or _ADDRESS(css)):
            own = _inside(css)
        else:
            address = prefix + sheets.add("own.css", css)
    scripts = [prefix + script]
    if needs:
        scripts += [prefix + extras[name] for name in sorted(needs) if name in extras]
    if "_functions" in state:
        scripts += [f"{prefix}{PREFIX}{wire.FUNCTION_PATH}{name}" for name in page._functions]
    run = runs.words(page)
    frame = Frame(
        head=head,
        body=body,
        own=own,
        rules=rules,
        sheet=sheet,
        orders=orders,
        css=address,
        early=_early() if "script" in inline else "",
        early_file=f"{prefix}{PREFIX}/static/{static_file('early.js').name}",
        scripts=tuple(scripts),
        runs=_RUNS if run else "",
        lang=str(page.lang or ""),
        dir=page._direction(),
        dark=str(page._dark_class() or ""),
        favicon=str(page._icon() or ""),
        body_classes=str(page.body_classes or ""),
        body_style=str(page.body_style or ""),
        listens=page._listens(),
    )
    known = len(head) + len(body) + len(own) < MAX_IN_FRAME
    pieces = (_known_pieces if known else _pieces)(frame).copy()
    slots = {
        _TITLE: str(escape(page.title)),
        _NONCE: nonce,
        _KEY: str(page._key),
        _CONFIG: str(escape(_config_json(_config(page, token, prefix, limits, park)))),
        _RUNS: str(escape(run)),
        _TREE: tree,
    }
    for place in range(1, len(pieces), 2):
        pieces[place] = slots[pieces[place]]
    return scrub("".join(pieces))


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
    interval = page._interval()
    if interval:
        config["poll"] = interval
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
