"""The files of an event: they come by requests of their own, and the handler starts when they are all there."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPResponse
from tornado.iostream import IOStream
from tornado.web import Application

import tornjust as jp
from tornjust.files import Temporary, UploadedFile
from tornjust.settings import Settings

from .conftest import Tab, Visitor, lines

pytestmark = pytest.mark.gen_test
BOUNDARY = "----boundary"
KIND = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        max_upload_size=1_000_000,
        max_upload_files=5,
        max_upload_storage=3_000_000,
        upload_directory=str(tmp_path / "uploads"),
        max_message=20_000,
    )


@pytest.fixture
def folder(settings: Settings) -> Callable[[], list[Path]]:
    """The temporary files of the server."""

    def look() -> list[Path]:
        gc.collect()
        return [path for path in Path(settings.upload_directory).rglob("*") if path.is_file()]

    return look


class Page:
    """A page with a form that keeps what came, and a button that counts."""

    def __init__(self, **handlers: Any) -> None:
        self.forms: list[list[UploadedFile]] = []
        self.messages: list[Any] = []
        self.wp = jp.WebPage()
        self.form = jp.Form(a=self.wp, submit=self.submit, **handlers)
        self.file = jp.Input(a=self.form, type="file", multiple=True)
        self.button = jp.Button(a=self.wp, text="0", click=self.count)
        jp.Route("/", lambda: self.wp)

    def submit(self, msg: Any) -> None:
        self.messages.append(msg)
        self.forms.append(msg.form_data[0].files)

    def count(self, msg: Any) -> None:
        self.button.text = int(self.button.text) + 1


@pytest.fixture
def shown(app: Application) -> Page:
    return Page()


def entry(number: int, content: bytes = b"", name: str = "a.txt") -> dict[str, Any]:
    return {"name": name, "size": len(content), "type": "text/plain", "lastModified": 1, "tj-file": number}


def submit(tab: Tab, page: Page, *contents: bytes, **fields: Any) -> Any:
    """The event of a form with these files."""
    files = [entry(number, content) for number, content in enumerate(contents)]
    sent = {"form_data": [{"type": "file", "files": files}], "tj-files": len(files), **fields}
    return tab.message(page.form, "submit", **sent)


def body(*parts: tuple[Any, bytes]) -> bytes:
    return (
        b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="../x"\r\n\r\n'.encode()
            + content
            + b"\r\n"
            for name, content in parts
        )
        + f"--{BOUNDARY}--\r\n".encode()
    )


async def send(tab: Tab, seq: int, *parts: tuple[Any, bytes], **headers: str) -> HTTPResponse:
    """POST files for event `seq`."""
    return await tab.visitor.fetch(
        f"{tab.address('upload')}/{seq}",
        method="POST",
        body=body(*parts),
        headers={"Origin": tab.visitor.url, **KIND, **headers},
    )


async def until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + 3
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


async def assert_lives(tab: Tab, page: Page) -> None:
    before = int(page.button.text)
    assert await tab.event(page.button) == [["text", page.button._key, str(before + 1)]]


async def test_the_handler_gets_the_files_that_came_before_the_event(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    assert (await send(tab, 1, (0, b"first"), (1, b"second"))).code == 200
    assert (await tab.post(submit(tab, shown, b"first", b"second"))).code == 200
    assert [file.read() for file in shown.forms[0]] == [b"first", b"second"]
    assert shown.forms[0][0].name == "a.txt"
    assert "tj-files" not in shown.messages[0]
    assert "tj-file" not in shown.forms[0][0]


async def test_the_handler_waits_for_the_files_that_come_after_the_event(
    visitor: Visitor, shown: Page
) -> None:
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"first", b"second")))
    assert (await send(tab, 1, (1, b"second"))).code == 200
    assert shown.forms == []
    assert (await send(tab, 1, (0, b"first"))).code == 200
    assert (await answer).code == 200
    assert [file.read() for file in shown.forms[0]] == [b"first", b"second"]


async def test_other_events_do_not_wait(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"slow")))
    await until(lambda: tab.seq == 1)
    await assert_lives(tab, shown)
    await send(tab, 1, (0, b"slow"))
    assert (await answer).code == 200


async def test_events_of_one_form_keep_their_order(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    first = asyncio.ensure_future(tab.post(submit(tab, shown, b"slow")))
    second = asyncio.ensure_future(tab.post(submit(tab, shown, b"quick")))
    await send(tab, 2, (0, b"quick"))
    third = asyncio.ensure_future(tab.post(tab.message(shown.form, "submit", form_data=[{"files": []}])))
    await assert_lives(tab, shown)
    assert shown.forms == []
    await send(tab, 1, (0, b"slow"))
    await asyncio.gather(first, second, third)
    assert [[file.read() for file in files] for files in shown.forms] == [[b"slow"], [b"quick"], []]


async def test_what_is_repeated_happens_once(visitor: Visitor, shown: Page, folder: Any) -> None:
    tab = await visitor.open()
    message = submit(tab, shown, b"content")
    answers = [asyncio.ensure_future(tab.post(message)) for _ in range(3)]
    assert (await send(tab, 1, (0, b"content"))).code == 200
    assert (await send(tab, 1, (0, b"content"))).code in (200, 410)
    assert [answer.code for answer in await asyncio.gather(*answers)] == [200] * 3
    assert (await tab.post(message)).code == 200
    assert len(shown.forms) == 1
    assert (await send(tab, 1, (0, b"content"))).code == 410  # read, and thrown away
    assert len(folder()) == 1


async def test_a_broken_connection_leaves_nothing_and_is_made_up_for(
    visitor: Visitor, shown: Page, folder: Any
) -> None:
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"x" * 50_000)))
    whole = body((0, b"x" * 50_000))
    stream = IOStream(socket.socket())
    await stream.connect(("127.0.0.1", int(visitor.url.rpartition(":")[2])))
    head = (
        f"POST {tab.address('upload')}/1 HTTP/1.1\r\nHost: {visitor.url[7:]}\r\nCookie: {visitor.headers['Cookie']}\r\n"
        f"Content-Type: {KIND['Content-Type']}\r\nContent-Length: {len(whole)}\r\n\r\n"
    )
    await stream.write(head.encode() + whole[:30_000])
    await until(lambda: len(folder()) == 1)
    stream.close()
    await until(lambda: folder() == [])
    assert shown.forms == []
    assert (await send(tab, 1, (0, b"x" * 50_000))).code == 200
    assert (await answer).code == 200
    assert shown.forms[0][0].size == 50_000


async def test_a_file_over_the_limit_is_refused_before_it_is_sent(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    message = submit(tab, shown, b"x" * 1_500_000)
    answer = await tab.post(message)
    assert answer.code == 200
    text = "a.txt is too large: 1.5 MB. A file may have 1 MB at most."
    assert text in answer.body.decode()
    assert any(text in line for line in lines(caplog))
    assert shown.forms == []
    await assert_lives(tab, shown)


async def test_a_browser_that_lies_about_the_size_is_stopped(
    visitor: Visitor, shown: Page, folder: Any
) -> None:
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"small")))
    assert (await send(tab, 1, (0, b"x" * 1_200_000))).code == 410
    assert "is too large" in (await answer).body.decode()
    assert folder() == []
    await assert_lives(tab, shown)


async def test_a_body_far_over_the_limit_is_not_read(visitor: Visitor, shown: Page, folder: Any) -> None:
    tab = await visitor.open()
    with contextlib.suppress(Exception):
        assert (await send(tab, 1, (0, b"x" * 12_000_000))).code >= 400
    assert folder() == []
    await assert_lives(tab, shown)


async def test_too_many_files_are_refused(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    answer = await tab.post(submit(tab, shown, *[b"x"] * 6))
    assert "too many files: 6. At most 5" in answer.body.decode()
    assert (await send(tab, 2, (5, b"x"))).code == 400


async def test_the_program_can_say_it_itself(app: Application, visitor: Visitor) -> None:
    def failed(self: Any, msg: Any) -> None:
        page.button.text = f"{msg.event_type}: {msg.error} {msg.form_data[0].files[0].name}"

    page = Page(upload_error=failed)
    tab = await visitor.open()
    operations = await tab_event(tab, submit(tab, page, b"x" * 1_500_000))
    assert operations == [
        [
            "text",
            page.button._key,
            "upload_error: a.txt is too large: 1.5 MB. A file may have 1 MB at most. a.txt",
        ]
    ]
    assert page.forms == []


async def tab_event(tab: Tab, message: Any) -> list[Any]:
    answer = await tab.post(message)
    return tab.take(answer.body.splitlines()[-1])


async def test_a_full_disk_is_told_and_harms_nobody(
    visitor: Visitor,
    shown: Page,
    folder: Any,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tab = await visitor.open()

    def full(self: Temporary, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Temporary, "write", full)
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"content")))
    assert (await send(tab, 1, (0, b"content"))).code == 410
    assert "The server could not store it." in (await answer).body.decode()
    assert any("No space left on device" in line for line in lines(caplog))
    assert folder() == []
    await assert_lives(tab, shown)


async def test_the_room_for_all_uploads_is_limited(visitor: Visitor, shown: Page, folder: Any) -> None:
    tab = await visitor.open()
    for seq in (1, 2, 3):
        await send(tab, seq, (0, b"x" * 990_000))
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"x" * 990_000)))
    assert (await answer).code == 200
    assert (await send(tab, 4, (0, b"x" * 990_000))).code == 410
    assert len(folder()) == 3


@pytest.mark.parametrize("reason", ["unreadable", "unreachable", "413", "nonsense", ""])
async def test_a_browser_says_that_files_do_not_come(visitor: Visitor, shown: Page, reason: str) -> None:
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"content")))
    await until(lambda: tab.seq == 1)
    gone = await visitor.fetch(
        f"{tab.address('upload')}/1/{reason}", method="DELETE", headers={"Origin": visitor.url}
    )
    assert gone.code == 204
    text = (await answer).body.decode()
    assert {
        "unreadable": "could not be read",
        "unreachable": "broke off",
        "413": "refused it (status 413)",
    }.get(reason, "could not be sent") in text
    await assert_lives(tab, shown)


async def test_a_body_that_is_cut_short_ends_the_waiting(visitor: Visitor, shown: Page, folder: Any) -> None:
    """Firefox sends a file that has grown since it was chosen with the length that it had."""
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"short")))
    await until(lambda: tab.seq == 1)
    cut = await visitor.fetch(
        f"{tab.address('upload')}/1",
        method="POST",
        body=body((0, b"short, but longer by now"))[:-20],
        headers={"Origin": visitor.url, **KIND},
    )
    assert (cut.code, cut.headers["Connection"]) == (400, "close")
    assert "could not be read" in (await answer).body.decode()
    assert (shown.forms, folder()) == ([], [])
    await assert_lives(tab, shown)


async def test_an_upload_of_which_nothing_more_comes_is_given_up(
    settings: Settings, visitor: Visitor, shown: Page, folder: Any
) -> None:
    tab = await visitor.open()
    await send(tab, 1, (0, b"content"))
    settings.upload_timeout = 0
    answer = await tab.post(submit(tab, shown, b"content", b"never"))
    assert "nothing more has come" in answer.body.decode()
    del answer
    assert folder() == []


async def test_an_upload_that_nobody_submits_is_removed(
    app: Application, settings: Settings, visitor: Visitor, shown: Page, folder: Any
) -> None:
    tab = await visitor.open()
    await send(tab, 7, (0, b"content"))
    await app.settings["tornjust_tabs"].sweep()
    assert len(folder()) == 1
    settings.upload_timeout = 0
    await app.settings["tornjust_tabs"].sweep()
    assert folder() == []
    await send(tab, 8, (0, b"content"))
    await leave(tab)
    assert folder() == []


async def leave(tab: Tab) -> None:
    answer = await tab.visitor.fetch(
        tab.address("leave"), method="POST", body="", headers={"Origin": tab.visitor.url}
    )
    assert answer.code == 204


async def test_files_go_with_the_page_unless_they_were_saved(
    visitor: Visitor, shown: Page, folder: Any, tmp_path: Path
) -> None:
    tab = await visitor.open()
    await send(tab, 1, (0, b"first"), (1, b"second"))
    await tab.post(submit(tab, shown, b"first", b"second"))
    first, second = shown.forms.pop()
    first.save(tmp_path / "first")
    path = second.path
    shown.messages.clear()
    del first, second
    gc.collect()
    assert folder() == [path]
    await leave(tab)
    assert folder() == []
    assert (tmp_path / "first").read_bytes() == b"first"


async def test_a_tab_that_goes_meanwhile_leaves_nothing(visitor: Visitor, shown: Page, folder: Any) -> None:
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, shown, b"first", b"second")))
    await send(tab, 1, (0, b"first"))
    await leave(tab)
    await answer
    assert shown.forms == []
    assert folder() == []
    assert (await send(tab, 1, (1, b"second"))).code == 404


async def test_two_tabs_do_not_mix_their_files(visitor: Visitor, shown: Page) -> None:
    one, two = await visitor.open(), await visitor.open()
    await send(one, 1, (0, b"one"))
    await send(two, 1, (0, b"two"))
    await two.post(submit(two, shown, b"two"))
    await one.post(submit(one, shown, b"one"))
    assert [files[0].read() for files in shown.forms] == [b"two", b"one"]


async def test_nobody_sends_files_for_another_visitor(
    visitor: Visitor, stranger: Visitor, shown: Page, folder: Any, caplog: pytest.LogCaptureFixture
) -> None:
    tab, foreign = await visitor.open(), await stranger.open()
    foreign.token = tab.token
    assert (await send(foreign, 1, (0, b"evil"))).code == 404
    tab.token, kept = "guessed", tab.token
    assert (await send(tab, 1, (0, b"evil"))).code == 404
    tab.token = kept
    assert (await send(tab, 1, (0, b"evil"), Origin="http://elsewhere.example")).code == 403
    assert folder() == []
    assert any("not this visitor's" in line for line in lines(caplog))


@pytest.mark.parametrize(
    "fields",
    [
        {"tj-files": 2},
        {"tj-files": 0},
        {"tj-files": -1},
        {"tj-files": "1"},
        {"tj-files": True},
        {"tj-files": 1, "form_data": "none"},
        {"tj-files": 1, "form_data": [1, None, {"files": [3]}]},
    ],
)
async def test_an_event_that_makes_no_sense_is_refused(visitor: Visitor, shown: Page, fields: Any) -> None:
    tab = await visitor.open()
    assert (await tab.post(submit(tab, shown, b"x", **fields))).code == 400
    assert shown.forms == []
    await assert_lives(tab, shown)


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=" + "x" * 500, b"x"),
        (KIND["Content-Type"], b"no parts at all"),
        (KIND["Content-Type"], body(("../0", b"x"))),
        (KIND["Content-Type"], body(("", b"x"))),
        (KIND["Content-Type"], body((99, b"x"))),
        (KIND["Content-Type"], body(("0" * 5000, b"x"))),
        (KIND["Content-Type"], body((0, b"half"))[:-10]),
        (KIND["Content-Type"], b""),
    ],
)
async def test_a_body_that_makes_no_sense_is_refused(
    visitor: Visitor, shown: Page, folder: Any, content_type: str, sent: bytes
) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(
        f"{tab.address('upload')}/1",
        method="POST",
        body=sent,
        headers={"Origin": visitor.url, "Content-Type": content_type},
    )
    assert answer.code == 400
    assert folder() == []
    await assert_lives(tab, shown)


async def test_what_a_browser_says_of_files_is_cleaned(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    message = submit(tab, shown, b"x")
    said = message[5]["form_data"][0]["files"][0]
    said.update(name="../../etc/passwd", type="t" * 999, size=-5, lastModified="x", folder="../a/b", evil="x")
    await send(tab, 1, (0, b"content"))
    await tab.post(message)
    file = shown.forms[0][0]
    assert (file.name, len(file.type), file.size, file.lastModified) == ("passwd", 255, 7, 0)
    assert file.folder == "a"
    assert not file.evil


async def test_a_change_tells_of_files_without_their_content(app: Application, visitor: Visitor) -> None:
    messages: list[Any] = []
    page = Page()
    page.file.on("change", lambda self, msg: messages.append(msg))
    tab = await visitor.open()
    await tab.event(
        page.file, "change", files=[{"name": "a/b.txt", "size": 3, "type": "", "lastModified": 7}]
    )
    assert messages[0].files == [{"name": "b.txt", "size": 3, "type": "", "lastModified": 7}]
    assert not messages[0].files[0].file_content


async def test_the_program_hears_how_far_it_is(app: Application, visitor: Visitor) -> None:
    told: list[Any] = []

    def progress(self: Any, msg: Any) -> None:
        told.append((msg.event_type, msg.loaded, msg.total, msg.percent))
        page.button.text = msg.percent

    page = Page(upload_progress=progress)
    tab = await visitor.open()
    message = submit(tab, page, b"x" * 100, b"y" * 300)
    answer = asyncio.ensure_future(tab.post(message))
    await until(lambda: told)
    assert told == [("upload_progress", 0, 400, 0)]
    await send(tab, 1, (0, b"x" * 100))
    await until(lambda: len(told) == 2)
    await send(tab, 1, (1, b"y" * 300))
    text = (await answer).body.decode()
    assert told[1:] == [("upload_progress", 100, 400, 25), ("upload_progress", 400, 400, 100)]
    assert text.index('"25"') < text.index('"100"')  # lines of one answer, as they happened
    assert len(page.forms) == 1


async def test_a_failing_progress_handler_stops_nothing(app: Application, visitor: Visitor) -> None:
    page = Page(upload_progress=lambda self, msg: 1 / 0)
    tab = await visitor.open()
    await send(tab, 1, (0, b"x"))
    assert (await tab.post(submit(tab, page, b"x"))).code == 200
    assert len(page.forms) == 1


async def test_the_program_cancels_an_upload(app: Application, visitor: Visitor, folder: Any) -> None:
    told: list[Any] = []
    page = Page(upload_error=lambda self, msg: told.append((msg.error, msg.cancelled)))
    page.button.on("click", lambda self, msg: page.form.cancel_upload())
    tab = await visitor.open()
    answer = asyncio.ensure_future(tab.post(submit(tab, page, b"first", b"second")))
    await send(tab, 1, (0, b"first"))
    await tab.post(tab.message(page.button))
    assert (await answer).code == 200
    assert told == [("The upload was cancelled.", True)]
    assert page.forms == []
    assert folder() == []
    assert (await send(tab, 1, (1, b"second"))).code == 410


async def test_over_a_socket_it_is_the_same(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    connection = await tab.socket()
    await connection.write_message(json.dumps(["sync", tab.revision]))
    await connection.write_message(json.dumps(submit(tab, shown, b"content")))
    await send(tab, 1, (0, b"content"))
    await until(lambda: shown.forms)
    assert shown.forms[0][0].read() == b"content"
