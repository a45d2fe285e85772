"""The keys of session cookies: kept between runs for this user alone, and changed without anybody losing a session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tornjust import keys
from tornjust.settings import Settings

posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps access rights in another way")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "tornjust"


def test_a_key_is_made_once_and_kept(state):
    first = keys.kept_key()
    assert len(first) == 64
    assert keys.kept_key() == first
    assert sorted(path.name for path in state.iterdir()) == ["session.key"]


@posix
def test_nobody_else_can_read_it(state):
    keys.kept_key()
    assert (state / "session.key").stat().st_mode & 0o777 == 0o600
    assert state.stat().st_mode & 0o777 == 0o700


@posix
@pytest.mark.parametrize("mode", [0o644, 0o660, 0o604])
def test_one_that_others_could_read_is_replaced(state, mode, caplog):
    first = keys.kept_key()
    (state / "session.key").chmod(mode)
    second = keys.kept_key()
    assert second != first
    assert "was open to others" in caplog.text
    assert keys.kept_key() == second


@posix
def test_a_link_to_somewhere_else_is_replaced(state, tmp_path):
    (tmp_path / "known").write_text("0" * 64)
    state.mkdir(parents=True)
    (state / "session.key").symlink_to(tmp_path / "known")
    assert keys.kept_key() != "0" * 64
    assert (tmp_path / "known").read_text() == "0" * 64
    assert not (state / "session.key").is_symlink()


def test_half_a_key_is_replaced(state):
    first = keys.kept_key()
    (state / "session.key").write_text(first[:10])
    second = keys.kept_key()
    assert len(second) == 64
    assert keys.kept_key() == second


def test_where_nothing_can_be_kept_it_is_good_for_this_run(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert len(keys.kept_key()) == 64
    assert keys.kept_key() != keys.kept_key()


def test_a_given_key_needs_no_file(state):
    found, version = keys.signing_keys(Settings(secret_key="a"))
    assert found == {version: "a"}
    assert not state.exists()


def test_earlier_keys_stay_good():
    _, old = keys.signing_keys(Settings(secret_key="old"))
    found, version = keys.signing_keys(Settings(secret_key="new", secret_key_fallbacks="old  older"))
    assert set(found.values()) == {"new", "old", "older"}
    assert found[version] == "new"
    assert found[old] == "old"
