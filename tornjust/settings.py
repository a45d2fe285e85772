"""Configuration: defaults, then the file `justpy.env` in the working directory, then environment variables."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tornjust.errors import SettingsError
from tornjust.wire import UPLOAD_LIMITS

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


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
    sessions: bool = True
    # Empty: tornjust_session with the port of the address behind it.
    session_cookie_name: str = ""
    # Signs the session cookie. Where none is given, each start makes its own, and old sessions end.
    secret_key: str = ""
    # Seconds.
    cookie_max_age: int = 604800
    logging_level: str = "WARNING"
    ssl_certfile: str = ""
    ssl_keyfile: str = ""
    # Folder that is served below `static_mount`; not served when it does not exist.
    static_directory: str = "static"
    static_mount: str = "/static"
    # The path below which a proxy shows the program, such as "/tools/orders".
    prefix: str = ""
    favicon: str = ""
    # Utility classes whose rules every page brings, for scripts in files: names with spaces between them.
    safelist: str = ""
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
    park_seconds: int = 25
    # Requests that may wait at a time; further ones are answered at once, and told when to come back.
    max_parked: int = 5000
    # Seconds after which those, and tabs that poll, are asked to come back when the server is that busy.
    busy_delay: int = 5
    # Pages of one visitor that are kept at a time; the oldest is let go.
    max_tabs_per_session: int = 200


def load(folder: Path | None = None) -> Settings:
    """Read the settings. Raises `SettingsError` for a value of the wrong type, and for a file that is not UTF-8."""
    settings = Settings()
    path = (folder or Path.cwd()) / "justpy.env"
    found: dict[str, tuple[str, str]] = {}
    for name, value in _file(path).items():
        found[name] = (value, str(path))
    for field in fields(settings):
        key = field.name.upper()
        if key in os.environ:
            found[key] = (os.environ[key], f"environment variable {key}")
    for field in fields(settings):
        if field.name.upper() in found:
            text, source = found[field.name.upper()]
            setattr(
                settings, field.name, _convert(field.name, type(getattr(settings, field.name)), text, source)
            )
    return settings


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


def _convert(name: str, kind: type, text: str, source: str) -> Any:
    try:
        if kind is bool:
            return _BOOLEANS[text.lower()]
        return kind(text)
    except (KeyError, ValueError):
        wanted = "true or false" if kind is bool else "a whole number"
        raise SettingsError(f"{name.upper()} is {text!r} in {source}; it has to be {wanted}") from None
