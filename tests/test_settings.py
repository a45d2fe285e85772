"""Configuration: defaults, then `justpy.env`, then the environment; a wrong value is named with its place."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tornjust import settings as module
from tornjust.errors import SettingsError
from tornjust.settings import Settings, load


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment without settings, and an empty working directory."""
    for field in fields(Settings):
        monkeypatch.delenv(field.name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def env(text: str) -> None:
    Path("justpy.env").write_text(text, encoding="utf-8")


def test_defaults_without_any_file():
    assert load() == Settings()
    assert (load().host, load().port) == ("127.0.0.1", 8000)


def test_the_file():
    env("PORT = 9000\n# PORT = 1\nHOST='0.0.0.0'\n\nSTATIC_DIRECTORY = \"my files\"\nnothing\nUNKNOWN = 1\n")
    settings = load()
    assert (settings.port, settings.host, settings.static_directory) == (9000, "0.0.0.0", "my files")


def test_the_file_of_another_folder(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "justpy.env").write_text("PORT=9001", encoding="utf-8")
    assert load(tmp_path / "elsewhere").port == 9001


def test_the_environment_wins(monkeypatch):
    env("PORT=9000\nLATENCY=5\n")
    monkeypatch.setenv("PORT", "9002")
    assert (load().port, load().latency) == (9002, 5)


def test_an_empty_variable_of_the_environment_is_a_value(monkeypatch):
    env("SECRET_KEY=from the file\n")
    monkeypatch.setenv("SECRET_KEY", "")
    assert load().secret_key == ""


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("TRUE", True), ("1", True), ("False", False), ("0", False)]
)
def test_true_and_false(text, value):
    env(f"SESSIONS = {text}\n")
    assert load().sessions is value


def test_a_value_may_hold_an_equals_sign():
    env("SECRET_KEY = a=b==\n")
    assert load().secret_key == "a=b=="


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("PORT = http", "PORT is 'http' in .*justpy.env; it has to be a whole number"),
        ("PORT =", "PORT is '' in .*justpy.env; it has to be a whole number"),
        ("DEBUG = maybe", "DEBUG is 'maybe' in .*justpy.env; it has to be true or false"),
        ("LATENCY = 1.5", "LATENCY is '1.5' in .*; it has to be a whole number"),
        ("LATENCY = -1", "LATENCY is '-1' in .*; it has to be a whole number from 0 on"),
        ("MAX_TABS = 0", "MAX_TABS is '0' in .*; it has to be a whole number from 1 on"),
        ("SHUTDOWN_TIMEOUT = inf", "SHUTDOWN_TIMEOUT is 'inf' in .*; it has to be a number from 0 on"),
        ("SHUTDOWN_TIMEOUT = soon", "SHUTDOWN_TIMEOUT is 'soon' in .*; it has to be a number"),
        ("LOG_FORMAT = xml", "LOG_FORMAT is 'xml' in .*; it has to be 'text' or 'json'"),
    ],
)
def test_a_wrong_value_in_the_file(line, says):
    env(line)
    with pytest.raises(SettingsError, match=says):
        load()


def test_a_wrong_value_in_the_environment(monkeypatch):
    monkeypatch.setenv("PORT", "80a")
    with pytest.raises(
        SettingsError, match="PORT is '80a' in environment variable PORT; it has to be a whole number"
    ):
        load()


def test_a_file_that_is_not_utf_8():
    Path("justpy.env").write_bytes("HOST=h\xe4\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"justpy\.env is not UTF-8 text; save it as UTF-8"):
        load()


def test_a_file_with_a_byte_order_mark():
    Path("justpy.env").write_bytes(b"\xef\xbb\xbfPORT=9003\n")
    assert load().port == 9003


def test_a_folder_of_that_name_is_no_file():
    Path("justpy.env").mkdir()
    assert load() == Settings()


def test_a_value_with_an_apostrophe_at_its_end_keeps_it():
    env("SECRET_KEY = it's\nFAVICON = \"a'\"\n")
    assert (load().secret_key, load().favicon) == ("it's", "a'")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\"'a'\"", "'a'"),
        ("'a", "'a"),
        ('a"', 'a"'),
        ("\"a'", "\"a'"),
        ("''", ""),
        ("'", "'"),
        ("' a '", " a "),
    ],
)
def test_only_a_pair_of_quotes_is_dropped(text, value):
    env(f"FAVICON = {text}\n")
    assert load().favicon == value


@pytest.fixture
def told(monkeypatch, caplog):
    """What is said of names that do not exist."""
    monkeypatch.setattr(module, "_told", set())
    return caplog


def test_a_name_that_does_not_exist_is_named_once_with_what_may_have_been_meant(told):
    env("SECRET_KEI = x\nSOMETHING_ELSE = 1\nKATEX = True\nTEMPLATES_DIRECTORY = x\n")
    load()
    load()
    assert len(told.messages) == 2
    assert "there is no setting SECRET_KEI (in " in told.messages[0]
    assert told.messages[0].endswith("did you mean SECRET_KEY?")
    assert told.messages[1].endswith("justpy.env)")


def test_outside_of_development_nothing_is_said(told):
    env("DEBUG = false\nSECRET_KEI = x\n")
    load()
    assert told.messages == []


def test_keywords_of_the_program(told):
    settings = Settings()
    assert settings.set("static_directory", Path("files"), "justpy()")
    assert settings.set("port", 9000, "justpy()")
    assert settings.set("debug", "false", "justpy()")
    assert settings.set("shutdown_timeout", 3, "justpy()")
    assert settings.set("highcharts", False, "justpy()")
    assert not settings.set("hightcharts", False, "justpy()")
    assert (settings.static_directory, settings.port, settings.debug) == ("files", 9000, False)
    assert settings.shutdown_timeout == 3
    with pytest.raises(SettingsError, match="PORT is True in justpy\\(\\); it has to be a whole number"):
        settings.set("port", True, "justpy()")


def test_every_setting_stands_in_the_manual_with_its_default():
    manual = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", manual, re.MULTILINE))
    assert rows == {field.name.upper(): repr(field.default) for field in fields(Settings)}
    for name in module.WITHOUT_EFFECT:
        assert f"`{name.upper()}`" in manual
