"""Log records: as text, as JSON, and what of a request gets into them."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from tornjust import logs
from tornjust.errors import SettingsError
from tornjust.settings import Settings


def record(message: str, *arguments: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("tornjust", logging.ERROR, "file.py", 1, message, arguments, None)
    made.__dict__.update(more)
    return made


def test_json_is_one_object_a_line():
    line = logs.JsonFormatter().format(record("two\nlines of %s", "ä"))
    entry = json.loads(line)
    assert "\n" not in line
    assert (entry["level"], entry["logger"], entry["message"]) == ("ERROR", "tornjust", "two\nlines of ä")
    assert entry["time"].endswith("+00:00")


def test_an_exception_comes_with_its_traceback():
    try:
        raise ValueError("no")
    except ValueError:
        entry = json.loads(logs.JsonFormatter().format(record("failed", exc_info=sys.exc_info())))
    assert entry["error"] == "ValueError"
    assert entry["exception"].startswith("Traceback")
    assert entry["exception"].endswith("ValueError: no")


def test_fields_of_a_record_stand_beside_its_message():
    entry = json.loads(logs.JsonFormatter().format(record("x", fields={"status": 200, "odd": object})))
    assert entry["status"] == 200
    assert "class" in entry["odd"]


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> logging.Logger:
    """A root logger that nobody has set up; empty it when the test has begun, as pytest adds handlers of its own."""
    root = logging.RootLogger(logging.WARNING)
    monkeypatch.setattr(logging, "root", root)
    return root


@pytest.mark.parametrize(("text", "level"), [("debug", 10), ("INFO", 20), (" 35 ", 35)])
def test_levels(root, text, level):
    root.handlers.clear()
    logs.set_up(Settings(logging_level=text))
    assert root.level == level


def test_a_level_that_is_none(root):
    with pytest.raises(SettingsError, match="LOGGING_LEVEL is 'loud'"):
        logs.set_up(Settings(logging_level="loud"))


def test_the_form_is_chosen(root):
    root.handlers.clear()
    logs.set_up(Settings(log_format="json"))
    assert isinstance(root.handlers[0].formatter, logs.JsonFormatter)


def test_what_the_program_set_up_stays(root):
    own = logging.NullHandler()
    root.handlers[:] = [own]
    logs.set_up(Settings(log_format="json"))
    assert root.handlers == [own]
