"""Where log records go and what they look like: text for people, or one JSON object a line for machines."""

from __future__ import annotations

import datetime
import json
import logging
import re
from typing import Any

from tornjust.errors import SettingsError
from tornjust.settings import Settings

access = logging.getLogger("tornjust.access")

TEXT = "%(levelname)s %(name)s: %(message)s"
# A tab's token in a path: whoever has it can speak for the tab, so it is not for the log.
_TOKEN = re.compile(r"(/_tornjust/[a-z]+/[A-Za-z0-9_-]{6})[A-Za-z0-9_-]{10,}")


def set_up(settings: Settings) -> None:
    """Send log records to standard error, unless the program has set up logging. Raises `SettingsError`."""
    text = settings.logging_level.strip().upper()
    level: Any = int(text) if text.isdigit() else logging.getLevelName(text)
    if not isinstance(level, int):
        raise SettingsError(
            f"LOGGING_LEVEL is {settings.logging_level!r}; it has to be a number, or DEBUG, INFO, WARNING, "
            "ERROR or CRITICAL"
        )
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=level, handlers=[handler])
    if settings.access_log:
        access.setLevel(logging.INFO)


def log_access(handler: Any) -> None:
    """One line for a request that was answered."""
    request, status = handler.request, handler.get_status()
    path = _TOKEN.sub(r"\1...", request.path)
    if not path.isprintable():
        path = ascii(path)[1:-1]  # what would end a line, or tell a terminal what to do
    milliseconds = round(1000 * request.request_time(), 1)
    access.info(
        "%s %s %s %d %.1f ms",
        request.remote_ip,
        request.method,
        path,
        status,
        milliseconds,
        extra={
            "fields": {
                "remote": request.remote_ip,
                "method": request.method,
                "path": path,
                "status": status,
                "milliseconds": milliseconds,
            }
        },
    )


class JsonFormatter(logging.Formatter):
    """A record as one JSON object: time (UTC, ISO 8601), level, logger, message; exception for a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.datetime.fromtimestamp(record.created, datetime.timezone.utc)
        entry: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            kind = record.exc_info[0]
            entry["error"] = kind.__name__ if kind else None
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)
