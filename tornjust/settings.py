"""Configuration: defaults, then the file `justpy.env` in the working directory, then environment variables.

What each setting is for stands in docs/settings.md, too.
"""

from __future__ import annotations

import difflib
import logging
import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tornjust.errors import SettingsError
from tornjust.wire import PARK_SECONDS, UPLOAD_LIMITS

log = logging.getLogger("tornjust")

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
# What JustPy's files may hold and tornjust has no use for: components are loaded by the pages that have them.
WITHOUT_EFFECT = frozenset(
    """
    templates_directory uvicorn_logging_level ssl_version tailwind quasar quasar_version highcharts aggrid
    aggrid_enterprise katex vega bokeh plotly deckgl no_internet verbose frontend_engine_type component_file_list
    """.split()
)
_told: set[str] = set()


@dataclass
class Settings:
    """Every setting with its default. Names in the file and in the environment are the same in capitals."""

    # Show tracebacks in the browser, and name mistakes that are probably typing errors.
    debug: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    # End the process when a handler raises.
    crash: bool = False
    # Milliseconds added to each answer, to see how a program feels over a slow network.
    latency: int = 0
    # Log what there is of tabs, pages and memory whenever a tab goes.
    memory_debug: bool = False

    # Whether visitors get a session id.
    sessions: bool = True
    # Empty: tornjust_session with the port of the address behind it.
    session_cookie_name: str = ""
    # Signs the session cookie. Where none is given, one is made once and kept in the user's state folder.
    secret_key: str = ""
    # Earlier keys, separated by spaces: cookies that they signed are still good.
    secret_key_fallbacks: str = ""
    # Seconds.
    cookie_max_age: int = 604800

    # A level of Python's logging, by name or number.
    logging_level: str = "WARNING"
    # "text" or "json": one object a line.
    log_format: str = "text"
    # One line for each request, from the logger tornjust.access.
    access_log: bool = False

    ssl_certfile: str = ""
    ssl_keyfile: str = ""
    # With TLS: listen on this port as well, and send visitors on to https. 0: do not.
    ssl_redirect_port: int = 0
    # Seconds for which browsers are told to come by https only (RFC 6797). 0: they are not told.
    hsts: int = 0

    # Folder that is served below `static_mount`; not served when it does not exist.
    static_directory: str = "static"
    static_mount: str = "/static"
    # The name of that folder for `request.url_for(name, path=...)`.
    static_name: str = "static"
    # A file of the static folder, or an address: the pages' icon.
    favicon: str = ""
    # Utility classes whose rules every page brings, for scripts in files: names with spaces between them.
    safelist: str = ""
    # The path below which a proxy shows the program, such as "/tools/orders".
    prefix: str = ""
    # Addresses and networks of proxies whose X-Forwarded-... headers are believed, separated by commas.
    trusted_proxies: str = "127.0.0.1, ::1"
    # Host names that the program answers for, separated by commas: "shop.example.org, *.example.org". Empty: all, but
    # none of the internet's that points to this machine's own address (DNS rebinding). "*": all.
    allowed_hosts: str = ""
    # Other origins whose pages may send events, such as "https://www.example.org", separated by commas.
    origins: str = ""

    # Content-Security-Policy of the pages: "" is the default, "off" sends none; directives such as
    # "img-src 'self'; object-src 'none'" replace the default's of the same name. {nonce} stands for the page's nonce.
    csp: str = ""
    # Only report what the policy would stop, and stop nothing.
    csp_report_only: bool = False

    # Bytes of one message from the browser.
    max_message: int = 1_000_000
    # Bytes of one file that a user sends, and how many files may come with one event (a form, a drop).
    max_upload_size: int = UPLOAD_LIMITS[0]
    max_upload_files: int = UPLOAD_LIMITS[1]
    # Bytes of all files together that wait for their handlers, or to be removed, in `upload_directory`.
    max_upload_storage: int = 20_000_000_000
    # Folder for files until the program has taken them; "" is the system's folder for temporary files.
    upload_directory: str = ""
    # Seconds after which an upload of which nothing more comes is given up.
    upload_timeout: int = 120
    # Seconds after which a tab that has not been heard of is let go. Until then it finds everything as it was.
    tab_timeout: int = 5400
    # The same for a tab that never said anything, as its visitor was a robot or left before the script ran.
    silent_tab_timeout: int = 300
    # Seconds for which a request that waits for changes is held; proxies cut one that is silent for a minute.
    park_seconds: int = PARK_SECONDS
    # Requests that may wait at a time; further ones are answered at once, and told when to come back.
    max_parked: int = 5000
    # Seconds after which those, and tabs that poll, are asked to come back when the server is that busy.
    busy_delay: int = 5
    # Pages of one visitor that are kept at a time; the oldest is let go.
    max_tabs_per_session: int = 200
    # Tabs at a time; further visitors are asked to come back later (503).
    max_tabs: int = 50_000
    # Messages of one tab in a second, on average over ten seconds: of more, those over HTTP are refused (429) and those
    # on a socket have to wait, until it calms down. This and the next do not count what a trusted proxy asks itself.
    max_messages_per_second: int = 200
    # Page loads of one visitor, and of visitors from one address who have no session yet, in a minute (429).
    max_pages_per_minute: int = 600
    # Connections at a time, and those from one address that is no trusted proxy.
    max_connections: int = 20_000
    max_connections_per_address: int = 2_000
    # Seconds within which a request's head has to arrive, and after which an idle connection is closed.
    idle_timeout: int = 75
    # Seconds within which the body of a message has to arrive.
    body_timeout: int = 60

    # Seconds that running handlers get to finish when the server is told to stop.
    shutdown_timeout: float = 1.5
    # Who may read /_tornjust/metrics: "" nobody, "local" this machine, else whoever sends this as a bearer token.
    metrics: str = ""

    def set(self, name: str, value: Any, source: str) -> bool:
        """Take a value, given as itself or as text; False when there is no such setting.

        Raises `SettingsError` for one of the wrong type or out of range; `source` says where it came from.
        """
        kind = _KINDS.get(name)
        if kind is None:
            return name in WITHOUT_EFFECT
        setattr(self, name, _convert(name, kind, value, source))
        return True


_KINDS: dict[str, type] = {field.name: type(field.default) for field in fields(Settings)}
_MEANING = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
# Numbers that may be 0.
_FROM_ZERO = frozenset(("port", "latency", "ssl_redirect_port", "hsts", "shutdown_timeout"))
_CHOICES = {"log_format": ("text", "json")}


def load(folder: Path | None = None) -> Settings:
    """Read the settings. Raises `SettingsError` for a value of the wrong type, and for a file that is not UTF-8."""
    settings = Settings()
    path = (folder or Path.cwd()) / "justpy.env"
    found = {name.lower(): (value, str(path)) for name, value in _file(path).items() if name.isupper()}
    for name in _KINDS:
        key = name.upper()
        if key in os.environ:
            found[name] = (os.environ[key], f"environment variable {key}")
    unknown = [name for name, (value, source) in found.items() if not settings.set(name, value, source)]
    if settings.debug:
        name_unknown((name.upper() for name in unknown), str(path))
    return settings


def name_unknown(names: Iterable[str], source: str) -> None:
    """Say in the log, once for each name, that there is no such setting, and which one may have been meant."""
    for name in names:
        if name not in _told:
            _told.add(name)
            like = difflib.get_close_matches(name.lower(), [*_KINDS, *WITHOUT_EFFECT], 1)
            hint = f"; did you mean {like[0].upper() if name.isupper() else like[0]}?" if like else ""
            log.warning("there is no setting %s (in %s)%s", name, source, hint)


def _file(path: Path) -> dict[str, str]:
    """The `KEY = value` lines of an env file; `#` starts a comment line, quotes around a value are dropped."""
    try:
        # Some editors put a byte order mark first.
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError:
        return {}
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text; save it as UTF-8") from None
    pairs = {}
    for line in lines:
        name, equals, value = line.partition("=")
        if equals and not line.lstrip().startswith("#"):
            value = value.strip()
            if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]:
                value = value[1:-1]
            pairs[name.strip()] = value
    return pairs


def _convert(name: str, kind: type, value: Any, source: str) -> Any:
    try:
        if kind is bool:
            converted: Any = value if isinstance(value, bool) else _BOOLEANS[str(value).lower()]
        elif kind is str or (isinstance(value, kind) and not isinstance(value, bool)):
            converted = value if isinstance(value, kind) else str(value)
        else:
            converted = kind(str(value))
    except (KeyError, ValueError):
        raise SettingsError(
            f"{name.upper()} is {value!r} in {source}; it has to be {_MEANING[kind]}"
        ) from None
    if kind in (int, float) and not (0 if name in _FROM_ZERO else 1) <= converted < math.inf:
        least = "from 0 on" if name in _FROM_ZERO else "from 1 on"
        raise SettingsError(f"{name.upper()} is {value!r} in {source}; it has to be {_MEANING[kind]} {least}")
    if name in _CHOICES and converted not in _CHOICES[name]:
        raise SettingsError(
            f"{name.upper()} is {value!r} in {source}; it has to be {' or '.join(map(repr, _CHOICES[name]))}"
        )
    return converted
