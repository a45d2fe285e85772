"""A file that a user sent, as a handler gets it."""

from __future__ import annotations

import base64
import copy
import gc
import json
from pathlib import Path
from typing import Any

import pytest

from tornjust.errors import UploadError
from tornjust.events import Dict
from tornjust.files import Store, Temporary, UploadedFile
from tornjust.names import MAX_NAME, amount, clean_folder, clean_name
from tornjust.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(Settings(upload_directory=str(tmp_path / "uploads"), max_upload_storage=100))


def received(
    store: Store, content: bytes = b"content", **fields: Any
) -> tuple[UploadedFile, list[Temporary]]:
    """A file that has come, and what the page keeps."""
    temporary = Temporary(store)
    temporary.write(content)
    temporary.close()
    held: list[Temporary] = []
    entry = {"name": "a.txt", "size": len(content), "type": "text/plain", "lastModified": 5, **fields}
    return UploadedFile(entry, temporary, held), held


def lying(store: Store) -> list[Path]:
    """The temporary files."""
    return list(Path(store.folder()).iterdir())


def test_it_is_what_justpy_programs_expect(store: Store) -> None:
    file, _ = received(store)
    assert (file.name, file.size, file.type, file.lastModified) == ("a.txt", 7, "text/plain", 5)
    assert file.file_content == file["file_content"] == file.get("file_content")
    assert base64.b64decode(file.file_content) == b"content"
    assert "file_content" in file
    assert not file.missing
    assert json.loads(json.dumps([file]))[0]["name"] == "a.txt"


def test_it_stays_itself_in_the_messages_of_several_handlers(store: Store) -> None:
    file, _ = received(store)
    first, second = Dict(form_data=[{"files": [file]}]), Dict(form_data=[{"files": [file]}])
    assert first.form_data[0].files[0] is second.form_data[0].files[0] is file
    assert copy.deepcopy(first).form_data[0].files[0] is file


def test_it_can_be_read_whole_or_as_a_stream(store: Store) -> None:
    file, _ = received(store, b"one\ntwo\n")
    assert file.read() == b"one\ntwo\n"
    with file.open() as stream:
        assert list(stream) == [b"one\n", b"two\n"]
    assert file.path.read_bytes() == b"one\ntwo\n"


def test_the_temporary_file_goes_with_the_object(store: Store) -> None:
    file, _ = received(store)
    assert len(lying(store)) == 1
    assert store.used == 7
    del file
    gc.collect()
    assert lying(store) == []
    assert store.used == 0


def test_whoever_knows_the_path_finds_the_file_as_long_as_the_page_lives(store: Store) -> None:
    file, held = received(store)
    path = file.path
    del file
    gc.collect()
    assert path.read_bytes() == b"content"
    held.clear()  # the page has gone
    gc.collect()
    assert not path.exists()


def test_save_moves_it(store: Store, tmp_path: Path) -> None:
    file, _ = received(store)
    target = tmp_path / "new" / "kept.txt"
    assert file.save(target) == target
    assert lying(store) == []
    assert store.used == 0
    assert file.path == target
    assert file.read() == b"content"
    del file
    gc.collect()
    assert target.exists()


def test_save_gives_it_the_rights_of_any_new_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("x")
    file, _ = received(store)
    assert file.save(tmp_path / "kept").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_saved_twice_it_is_there_twice(store: Store, tmp_path: Path) -> None:
    file, _ = received(store)
    file.save(tmp_path / "one")
    file.save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() == b"content"


def test_in_a_folder_it_gets_a_name_that_is_free(store: Store, tmp_path: Path) -> None:
    first, _ = received(store, b"1", name="photo.jpg")
    second, _ = received(store, b"2", name="photo.jpg")
    assert first.save(tmp_path).name == "photo.jpg"
    assert second.save(f"{tmp_path}/").name == "photo (2).jpg"
    assert (tmp_path / "photo.jpg").read_bytes() == b"1"


def test_a_program_may_move_the_file_itself(store: Store, tmp_path: Path) -> None:
    file, held = received(store)
    file.path.rename(tmp_path / "mine")
    held.clear()
    del file
    gc.collect()
    assert (tmp_path / "mine").read_bytes() == b"content"


def test_the_room_for_all_files_is_limited(store: Store) -> None:
    first, _ = received(store, b"x" * 90)
    second = Temporary(store)
    with pytest.raises(UploadError, match="no room"):
        second.write(b"x" * 20)
    second.discard()
    del first
    gc.collect()
    assert received(store, b"x" * 20)[0].size == 20


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UploadError, match="could not store"):
        Temporary(Store(Settings(upload_directory=str(tmp_path / "file"))))
    assert "in the way" not in caplog.text
    assert "could not be stored" in caplog.text


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("photo.jpg", "photo.jpg"),
        ("größe 😀 日本.png", "größe 😀 日本.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\a.txt", "a.txt"),
        ("a\0b\r\nc\x1b.txt", "abc.txt"),
        ("\u202egpj.exe", "gpj.exe"),
        ("..", "file"),
        (".", "file"),
        ("", "file"),
        ("folder/", "file"),
        (" spaces. ", "spaces"),
        (".env", ".env"),
        (None, "None"),
        (["x/y"], "y']"),
        ("\ud800x", "x"),
    ],
)
def test_a_name_is_never_a_path(given: object, name: str) -> None:
    assert clean_name(given) == name


@pytest.mark.parametrize("given", ["x" * 300 + ".jpg", "ü" * 300 + ".jpg", "x" * 300, "." + "x" * 300])
def test_a_name_is_not_longer_than_file_systems_take(given: str) -> None:
    name = clean_name(given)
    assert 100 < len(name.encode()) <= MAX_NAME
    assert name.endswith(given[-4:])


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        ("trip/day 1/a.jpg", "trip/day 1"),
        ("../../a", ""),
        ("/etc/x/passwd", "etc/x"),
        ("a\\..\\b\\c", "a/b"),
        (1, ""),
    ],
)
def test_a_folder_leads_nowhere_else(given: object, folder: str) -> None:
    assert clean_folder(given) == folder


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1_500_000, "1.5 MB"),
        (250_000_000, "250 MB"),
        (3 * 10**12, "3000 GB"),
    ],
)
def test_amounts_are_for_people(size: int, text: str) -> None:
    assert amount(size) == text
