"""The test kit with files: choosing and dropping them, over socket and Ajax."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tornjust as jp
from tornjust.settings import Settings
from tornjust.testing import App, Page


@pytest.fixture
def app() -> Iterator[App]:
    with App(Settings(sessions=True, debug=True, max_upload_size=1000)) as app:
        yield app


class Form:
    """A page that shows what came."""

    def __init__(self) -> None:
        self.wp = jp.WebPage()
        self.form = jp.Form(a=self.wp, submit=self.submit)
        jp.Input(a=self.form, name="text")
        jp.Input(a=self.form, type="file", name="files", multiple=True)
        jp.Button(a=self.form, text="Send", type="submit", name="send")
        jp.Input(a=self.wp, type="file", name="quick", upload=self.quick)
        jp.Div(a=self.wp, name="zone", drop=self.quick)
        self.out = jp.P(a=self.wp)

    def submit(self, msg: Any) -> None:
        fields = {field.name: field for field in msg.form_data}
        self.out.text = f"{fields['text'].value}: " + self.said(fields["files"].files)

    def quick(self, msg: Any) -> None:
        self.out.text = f"{msg.event_type}: " + self.said(msg.files)

    def said(self, files: Any) -> str:
        return ", ".join(f"{file.name} {file.type} {file.read().decode()}" for file in files) or "nothing"


@pytest.fixture(params=[True, False], ids=["socket", "ajax"])
def page(app: App, request: pytest.FixtureRequest) -> Page:
    return app.open(lambda: Form().wp, websockets=request.param)


def test_files_are_chosen_and_submitted(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b")
    page.upload(tmp_path / "a.csv", ("b.bin", b"data"), ("c", "text", "text/x"), name="files")
    page.type("typed", name="text")
    assert page.text == "Send"
    page.click("Send")
    assert page.text.endswith("typed: a.csv text/csv a,b, b.bin application/octet-stream data, c text/x text")
    page.upload(name="files")
    page.click("Send")
    assert page.text.endswith("typed: nothing")


def test_a_field_with_an_upload_handler_sends_at_once(page: Page) -> None:
    page.upload(("a.txt", b"one"), name="quick")
    assert page.text.endswith("upload: a.txt text/plain one")


def test_files_are_dropped(page: Page) -> None:
    page.drop(("a.txt", b"one"), ("a.txt", b"two"), name="zone")
    assert page.text.endswith("drop: a.txt text/plain one, a.txt text/plain two")


def test_a_file_over_the_limit_is_told(page: Page) -> None:
    page.upload(("large.txt", b"x" * 1001), name="files")
    page.click("Send")
    assert page.errors == ["large.txt is too large: 1 kB. A file may have 1 kB at most."]
    assert not any("/upload/" in path for _, path, _ in page.platform.requests)


def test_many_files_go_in_few_requests(page: Page) -> None:
    page.upload(*[(f"{number}.txt", b"x") for number in range(150)], name="files")
    page.click("Send")
    assert page.text.count(".txt") == 150
    assert sum("/upload/" in path for _, path, _ in page.platform.requests) == 2


def test_bars_are_told_how_far_it_is(page: Page) -> None:
    page.upload(("a.txt", b"one"), name="files")
    page.click("Send")
    assert page.uploads.carrier.shown == [(0, 3), (3, 3), (-1, 3)]
