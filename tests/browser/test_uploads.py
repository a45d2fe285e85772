"""Files on their way from a user to a program, in Chromium."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from waiting import until

import tornjust as jp
from tornjust import wire

from .conftest import Site

pytestmark = pytest.mark.parametrize("transport", ["socket", "ajax"], indirect=True)


class Form:
    """A page with a form that has a text and two file fields; what came is kept, and shown."""

    def __init__(self, **handlers: Any) -> None:
        self.messages: list[Any] = []
        self.wp = wp = jp.WebPage(delete_flag=False)
        self.form = jp.Form(a=wp, submit=self.submit, **handlers)
        jp.Input(a=self.form, name="text", id="text")
        self.files = jp.Input(a=self.form, type="file", multiple=True, id="files")
        self.one = jp.Input(a=self.form, type="file", id="one")
        jp.Button(a=self.form, type="submit", text="Send", id="send")
        self.shown = jp.Div(a=wp, id="shown")
        self.count = jp.Button(a=wp, text="0", id="count", click=self.add)

    def submit(self, msg: Any) -> None:
        self.messages.append(msg)
        self.shown.text = " ".join(f"{file.name}:{file.size}" for file in self.came()) or "none"

    def add(self, msg: Any) -> None:
        self.count.text = int(self.count.text) + 1

    def came(self) -> list[Any]:
        return [file for item in self.messages[-1].form_data for file in item.files or ()]


def file(name: str, content: bytes = b"content", kind: str = "text/plain") -> Any:
    return {"name": name, "mimeType": kind, "buffer": content}


def assert_lives(page: Page, form: Form) -> None:
    before = int(form.count.text)
    page.click("#count")
    page.wait_for_selector(f"#count:text-is('{before + 1}')")


def test_a_form_brings_its_files(site: Site) -> None:
    form = Form()
    page = site.show(form.wp)
    page.fill("#text", "typed")
    page.set_input_files(
        "#files", [file("a.txt"), file("größe 😀.png", b"\0\r\n--" * 99, "image/png"), file("empty", b"")]
    )
    page.set_input_files("#one", [file("a.txt", b"other")])
    page.click("#send")
    page.wait_for_selector("#shown:not(:empty)")
    msg = form.messages[0]
    came = form.came()
    assert [(item.name, item.size) for item in came] == [
        ("a.txt", 7), ("größe 😀.png", 495), ("empty", 0), ("a.txt", 5),
    ]  # fmt: skip
    assert [base64.b64decode(item.file_content) for item in came] == [
        b"content", b"\0\r\n--" * 99, b"", b"other",
    ]  # fmt: skip
    assert (came[0].type, came[1].type) == ("text/plain", "image/png")
    assert came[0].lastModified > 1_600_000_000_000
    assert [item.type for item in msg.form_data] == ["text", "file", "file", "submit"]
    assert msg.form_data[0].value == "typed"
    assert [len(item.files) for item in msg.form_data if item.type == "file"] == [3, 1]
    posts = site.tabs[0].asked("upload")
    assert [post.headers["content-type"].split(";")[0] for post in posts] == ["multipart/form-data"]


def test_an_empty_file_arrives_alone(site: Site) -> None:
    form = Form()
    page = site.show(form.wp)
    page.set_input_files("#files", [file("empty", b"", "")])
    page.click("#send")
    page.wait_for_selector("#shown:text-is('empty:0')")
    assert form.came()[0].file_content == ""


def test_a_form_without_files_makes_no_request_for_them(site: Site) -> None:
    form = Form()
    page = site.show(form.wp)
    page.click("#send")
    page.wait_for_selector("#shown:text-is('none')")
    assert [item.files for item in form.messages[0].form_data if item.type == "file"] == [[], []]
    assert site.tabs[0].asked("upload") == []
    assert not [request for request in site.tabs[0].requests if "/uploads-" in request.url]


def test_a_large_file_arrives_while_the_page_goes_on(site: Site, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(os.urandom(1_000_000) * 30)
    told: list[Any] = []
    form = Form(upload_progress=lambda self, msg: told.append((msg.loaded, msg.total, msg.percent)))
    page = site.show(form.wp)
    page.set_input_files("#files", str(large))
    page.click("#send")
    page.click("#count")
    page.wait_for_selector("#shown:has-text('large.bin:30000000')")
    assert form.count.text == 1
    assert form.came()[0].path.read_bytes() == large.read_bytes()
    assert told[-1] == (30_000_000, 30_000_000, 100)
    assert sorted(told) == told


def test_small_files_travel_together_and_large_ones_alone(site: Site, tmp_path: Path) -> None:
    form = Form()
    page = site.show(form.wp)
    sizes = [3_000_000, 3_000_000, 10, 10, 10, 5_000_000]
    paths = [tmp_path / str(number) for number in range(len(sizes))]
    for path, size in zip(paths, sizes):
        path.write_bytes(b"x" * size)
    page.set_input_files("#files", paths)
    page.click("#send")
    page.wait_for_selector("#shown:not(:empty)")
    assert [item.size for item in form.came()] == sizes
    assert len(site.tabs[0].asked("upload")) == 3


def test_a_request_that_fails_is_repeated(site: Site) -> None:
    form = Form()
    page = site.show(form.wp)
    failed: list[str] = []

    def break_off(route: Any) -> None:
        if len(failed) < 2:
            failed.append(route.request.url)
            route.abort() if len(failed) == 1 else route.fulfill(status=502, body="bad gateway")
        else:
            route.continue_()

    page.route("**/_tornjust/upload/**", break_off)
    site.tabs[0].expected = ("Failed to load resource",)
    page.set_input_files("#files", [file("a.txt")])
    page.click("#send")
    page.wait_for_selector("#shown:has-text('a.txt:7')")
    assert len(failed) == 2
    assert len(form.messages) == 1


def test_a_proxy_that_takes_no_large_bodies_is_told_of(site: Site) -> None:
    form = Form()
    page = site.show(form.wp)

    def refuse(route: Any) -> None:
        if route.request.method == "POST":
            route.fulfill(status=413, body="too large")
        else:
            route.continue_()

    page.route("**/_tornjust/upload/**", refuse)
    site.tabs[0].expected = ("Failed to load resource",)
    page.fill("#text", "typed")
    page.set_input_files("#files", [file("a.txt")])
    page.click("#send")
    page.wait_for_selector(f"[{wire.INTERNAL}]:has-text('status 413')")
    assert form.messages == []
    assert page.input_value("#text") == "typed"
    assert_lives(page, form)


def test_a_file_that_has_gone_is_told_of(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"
    path.write_text("content")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    form = Form()
    page = site.show(form.wp)
    page.set_input_files("#files", str(path))
    path.write_text("changed since")
    site.tabs[0].expected = ("Failed to load resource", "ERR_UPLOAD_FILE_CHANGED", "net::ERR")
    page.click("#send")
    page.wait_for_selector(f"[{wire.INTERNAL}]:has-text('could not be read')")
    assert form.messages == []
    assert_lives(page, form)


@pytest.fixture
def small_limits(site: Site) -> Any:
    """The server takes files of 1000 bytes, and three of them."""
    settings = site.server.application.settings["tornjust_settings"]  # type: ignore[union-attr]
    before = settings.max_upload_size, settings.max_upload_files
    settings.max_upload_size, settings.max_upload_files = 1000, 3
    yield settings
    settings.max_upload_size, settings.max_upload_files = before


@pytest.mark.usefixtures("small_limits")
def test_a_file_over_the_limit_is_not_sent_and_the_user_reads_why(site: Site) -> None:
    form = Form()
    page = site.show(form.wp)
    page.fill("#text", "typed")
    page.set_input_files("#files", [file("small.txt"), file("large.txt", b"x" * 1001)])
    page.click("#send")
    page.wait_for_selector(f"[{wire.INTERNAL}]:has-text('large.txt is too large: 1 kB')")
    assert form.messages == []
    assert site.tabs[0].asked("upload") == []
    assert page.input_value("#text") == "typed"
    assert page.evaluate("document.querySelector('#files').files.length") == 2
    assert_lives(page, form)
    page.set_input_files("#files", [file("small.txt")])
    page.click("#send")
    page.wait_for_selector("#shown:has-text('small.txt:7')")
    assert form.messages[0].form_data[0].value == "typed"


@pytest.mark.usefixtures("small_limits")
def test_the_program_can_say_it_itself(site: Site) -> None:
    form = Form(upload_error=lambda self, msg: setattr(form.shown, "text", f"Sorry: {msg.error}"))
    page = site.show(form.wp)
    page.set_input_files("#files", [file(str(number)) for number in range(4)])
    page.click("#send")
    page.wait_for_selector("#shown:has-text('Sorry: These are too many files: 4')")
    assert page.query_selector(f"[{wire.INTERNAL}=error]") is None


def test_a_field_of_its_own_sends_at_once(site: Site) -> None:
    said: list[str] = []
    wp = jp.WebPage(delete_flag=False)

    def change(self: Any, msg: Any) -> None:
        said.append(f"change {msg.files[0].name} {bool(msg.files[0].file_content)}")

    def upload(self: Any, msg: Any) -> None:
        said.append(f"upload {msg.files[0].name} {msg.files[0].read().decode()} {msg.input_type}")
        self.out.text = f"{msg.files[0].name} {self.value}"

    field = jp.Input(a=wp, type="file", id="field", change=change, upload=upload)
    field.out = jp.Div(a=wp, id="out")
    page = site.show(wp)
    page.set_input_files("#field", [file("a.txt", b"one")])
    page.wait_for_selector("#out:has-text('a.txt')")
    page.set_input_files("#field", [file("b.txt", b"two")])
    page.wait_for_selector("#out:has-text('b.txt')")
    assert sorted(said) == [
        "change a.txt False",
        "change b.txt False",
        "upload a.txt one file",
        "upload b.txt two file",
    ]
    assert page.inner_text("#out") == "b.txt C:\\fakepath\\b.txt"


def test_files_are_dropped_on_an_element(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)

    def drop(self: Any, msg: Any) -> None:
        self.text = " ".join(f"{item.name}={item.read().decode()}" for item in msg.files) or "nothing"

    jp.Div(a=wp, id="zone", drop=drop, style="height: 5rem")
    page = site.show(wp)
    assert dragged(page, "#zone", "dragover")
    page.dispatch_event("#zone", "drop", {"dataTransfer": transfer(page)})
    page.wait_for_selector("#zone:text-is('a.txt=dropped b.txt=too')")
    page.dispatch_event("#zone", "drop", {})
    page.wait_for_selector("#zone:text-is('nothing')")


def test_a_file_that_is_dropped_beside_the_zone_does_not_take_the_page_s_place(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    jp.Div(a=wp, drop=lambda self, msg: None, text="here")
    jp.Div(a=wp, id="beside", text="not here")
    jp.Input(a=wp, type="file", id="field")
    page = site.show(wp)
    taken = page.evaluate(
        "() => ['#beside', 'body', '#field'].map(where => { const data = new DataTransfer();"
        " data.items.add(new File(['x'], 'a.txt'));"
        " const options = {dataTransfer: data, bubbles: true, cancelable: true};"
        " return ['dragover', 'drop'].map(kind =>"
        " !document.querySelector(where).dispatchEvent(new DragEvent(kind, options))) })"
    )
    assert taken == [[True, True], [True, True], [False, False]]


def test_a_folder_arrives_with_its_structure(site: Site, tmp_path: Path) -> None:
    (tmp_path / "trip" / "day 1").mkdir(parents=True)
    (tmp_path / "trip" / "day 1" / "a.txt").write_text("one")
    (tmp_path / "trip" / "b.txt").write_text("two")
    wp = jp.WebPage(delete_flag=False)
    out = jp.Div(a=wp, id="out")

    def upload(self: Any, msg: Any) -> None:
        out.text = ", ".join(
            sorted(f"{item.folder}/{item.name}={item.read().decode()}" for item in msg.files)
        )

    jp.Input(a=wp, type="file", webkitdirectory=True, id="field", upload=upload)
    page = site.show(wp)
    page.set_input_files("#field", str(tmp_path / "trip"))
    page.wait_for_selector("#out:text-is('trip/b.txt=two, trip/day 1/a.txt=one')")


def test_pasted_files_arrive(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)

    def paste(self: Any, msg: Any) -> None:
        self.text = ", ".join(f"{item.name}={item.read().decode()}" for item in msg.files)

    zone = jp.Div(a=wp, id="zone", tabindex=0)
    zone.on("paste", paste)
    page = site.show(wp)
    page.evaluate(
        "() => { const data = new DataTransfer(); data.items.add(new File(['pasted'], 'a.txt'));"
        " document.querySelector('#zone').dispatchEvent(new ClipboardEvent('paste',"
        " {clipboardData: data, bubbles: true})) }"
    )
    page.wait_for_selector("#zone:text-is('a.txt=pasted')")


def test_a_form_that_is_sent_before_the_runtime_is_there_brings_its_files(site: Site) -> None:
    form = Form()
    site.route("/", lambda: form.wp)
    tab = site.tab()
    held: list[Any] = []
    tab.page.route("**/_tornjust/client/tornjust-*", lambda route: held.append(route))
    tab.page.goto(site.url + "/", wait_until="commit")
    tab.page.set_input_files("#files", [file("a.txt")])
    tab.page.fill("#text", "typed")
    tab.page.click("#send")
    held[0].continue_()
    tab.page.wait_for_selector("#shown:text-is('a.txt:7')")
    assert form.messages[0].form_data[0].value == "typed"


def transfer(page: Page) -> Any:
    return page.evaluate_handle(
        "() => { const data = new DataTransfer();"
        " data.items.add(new File(['dropped'], 'a.txt', {type: 'text/plain'}));"
        " data.items.add(new File(['too'], 'b.txt')); return data }"
    )


def dragged(page: Page, selector: str, kind: str) -> bool:
    """Whether the browser lets something be dropped there."""
    return bool(
        page.evaluate(
            "([selector, kind]) => !document.querySelector(selector).dispatchEvent("
            "new DragEvent(kind, {bubbles: true, cancelable: true}))",
            [selector, kind],
        )
    )


def test_a_progress_bar_moves_without_asking_the_server(site: Site, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(b"x" * 20_000_000)
    form = Form()
    jp.UploadProgress(a=form.wp, of=form.form, id="bar")
    page = site.show(form.wp)
    assert page.is_hidden("#bar")
    page.evaluate(
        "() => { const bar = document.querySelector('#bar'); window.seen = [];"
        " new MutationObserver(() => window.seen.push([bar.hidden, bar.value, bar.max]))"
        ".observe(bar, {attributes: true}) }"
    )
    page.set_input_files("#files", str(large))
    page.click("#send")
    page.wait_for_selector("#shown:not(:empty)")
    page.wait_for_selector("#bar", state="hidden")
    seen = page.evaluate("window.seen")
    assert [False, 20_000_000, 20_000_000] in seen
    assert any(value < most for hidden, value, most in seen if not hidden)


def test_an_upload_is_cancelled(site: Site, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as out:
        out.truncate(900_000_000)
    told: list[Any] = []
    form = Form(
        upload_error=lambda self, msg: told.append(msg.cancelled),
        upload_progress=lambda self, msg: setattr(form.shown, "text", f"{msg.percent}"),
    )
    jp.Button(a=form.wp, text="Cancel", id="cancel", click=lambda self, msg: form.form.cancel_upload())
    page = site.show(form.wp)
    site.tabs[0].expected = ("net::ERR",)
    page.set_input_files("#files", str(large))
    page.click("#send")
    page.wait_for_selector("#shown:not(:empty)")
    page.click("#cancel")
    until(lambda: told)
    assert told == [True]
    assert form.messages == []
    assert_lives(page, form)
    page.set_input_files("#files", [file("a.txt")])
    page.click("#send")
    page.wait_for_selector("#shown:has-text('a.txt')")
