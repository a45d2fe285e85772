"""What a program gives its user to store: text, bytes, files and streams, at an address for that visitor alone."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.web import Application

import tornjust as jp
from tornjust.downloads import MAX_OFFERS
from tornjust.errors import ComponentError, MissingFileError

from .conftest import Tab, Visitor

pytestmark = pytest.mark.gen_test


class Page:
    """A page whose button gives `data` to be stored."""

    def __init__(self) -> None:
        self.wp = jp.WebPage(delete_flag=False)
        self.given: dict[str, Any] = {}
        self.button = jp.Button(a=self.wp, text="Store", click=self.store)
        jp.Route("/", lambda: self.wp)

    def store(self, msg: Any) -> None:
        msg.page.download(**self.given)


@pytest.fixture
def shown(app: Application) -> Page:
    return Page()


async def store(tab: Tab, page: Page, data: Any, **options: Any) -> str:
    """Click, and return the address that the browser is to fetch."""
    page.given = {"data": data, **options}
    operations = await tab.event(page.button)
    kind, _, name, address = operations[-1]
    assert (kind, name) == ("do", "download")
    return str(tab.config["base"]) + str(address)


async def test_text(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(await store(tab, shown, "Preis: 5 €\n", name="prices.csv"))
    assert answer.code == 200
    assert answer.body.decode() == "Preis: 5 €\n"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="prices.csv"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Length"] == "13"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("data", [b"bytes", bytearray(b"bytes"), memoryview(b"bytes"), io.BytesIO(b"bytes")])
async def test_bytes(visitor: Visitor, shown: Page, data: Any) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(await store(tab, shown, data, name="a.pdf"))
    assert (answer.body, answer.headers["Content-Type"]) == (b"bytes", "application/pdf")


async def test_the_type_can_be_given(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(await store(tab, shown, b"x", name="x", content_type="model/stl"))
    assert answer.headers["Content-Type"] == "model/stl"


async def test_a_file_whole_and_in_parts(visitor: Visitor, shown: Page, tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(bytes(range(256)) * 4000)
    tab = await visitor.open()
    address = await store(tab, shown, path)
    answer = await visitor.fetch(address)
    assert answer.body == path.read_bytes()
    assert answer.headers["Content-Length"] == "1024000"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="large.bin"'
    part = await visitor.fetch(address, headers={"Range": "bytes=1000-1009"})
    assert (part.code, part.body) == (206, path.read_bytes()[1000:1010])
    assert part.headers["Content-Range"] == "bytes 1000-1009/1024000"
    path.unlink()
    assert (await visitor.fetch(address)).code >= 400


async def test_a_generator_of_either_kind(visitor: Visitor, shown: Page) -> None:
    def plain() -> Iterator[str]:
        yield "one "
        yield "two"

    async def asynchronous() -> AsyncIterator[bytes]:
        yield b"one "
        await asyncio.sleep(0)
        yield b"two"

    tab = await visitor.open()
    for data in (plain(), asynchronous()):
        address = await store(tab, shown, data, name="log.txt")
        assert (await visitor.fetch(address)).body == b"one two"
        assert (await visitor.fetch(address)).code == 404


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("größe 😀.txt", "attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe%20%F0%9F%98%80.txt"),
        ('x"; filename="evil.exe', "attachment; filename*=UTF-8''x%22%3B%20filename%3D%22evil.exe"),
        ("a\r\nSet-Cookie: evil=1", "attachment; filename*=UTF-8''aSet-Cookie%3A%20evil%3D1"),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
    ],
)
async def test_a_name_injects_nothing(visitor: Visitor, shown: Page, name: str, header: str) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(await store(tab, shown, b"x", name=name))
    assert answer.headers["Content-Disposition"] == header
    assert "Set-Cookie" not in answer.headers


async def test_it_is_for_this_visitor_while_the_tab_is_there(
    visitor: Visitor, stranger: Visitor, shown: Page
) -> None:
    tab = await visitor.open()
    await stranger.open()
    address = await store(tab, shown, b"secret", name="a")
    assert (await stranger.fetch(address)).code == 404
    assert (await visitor.fetch(address)).code == 200
    assert (await visitor.fetch(address, method="HEAD")).headers["Content-Length"] == "6"
    assert (await visitor.fetch(f"{tab.config['base']}/download/guessed/a")).code == 404
    await visitor.fetch(tab.address("leave"), method="POST", body="", headers={"Origin": visitor.url})
    assert (await visitor.fetch(address)).code == 404


async def test_only_the_tab_of_the_event_stores_it(visitor: Visitor, shown: Page) -> None:
    one, two = await visitor.open(), await visitor.open()
    await store(one, shown, b"x", name="a")
    answer = await two.poll()
    assert b"download" not in answer.body
    # Outside of handlers all tabs are meant.
    shown.wp.download("for all", name="all.txt")
    for tab in (one, two):
        (operation,) = [op for op in json.loads((await tab.poll()).body)[3] if op[0] == "do"]
        assert (await visitor.fetch(tab.config["base"] + operation[3])).body == b"for all"


async def test_over_a_socket_it_is_the_same(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    socket = await tab.socket()
    await socket.write_message(json.dumps(["sync", tab.revision]))
    shown.given = {"data": b"x", "name": "a.txt"}
    await socket.write_message(json.dumps(tab.message(shown.button)))
    while True:
        message = json.loads(str(await socket.read_message()))
        if message[0] == "patch":
            break
    assert (await visitor.fetch(tab.config["base"] + message[3][-1][3])).body == b"x"


async def test_old_ones_go(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    first = await store(tab, shown, b"x", name="a")
    for _ in range(MAX_OFFERS):
        last = await store(tab, shown, b"x", name="a")
    assert (await visitor.fetch(first)).code == 404
    assert (await visitor.fetch(last)).code == 200


@pytest.mark.parametrize(
    ("data", "options", "error", "text"),
    [
        ("report.pdf", {}, ComponentError, "give Path\\('report.pdf'\\)"),
        (b"x", {}, ComponentError, "needs a name"),
        (42, {"name": "a"}, ComponentError, "got int 42"),
        (Path("missing.pdf"), {}, MissingFileError, "missing.pdf"),
        (b"x", {"name": "a", "content_type": "a\r\nb"}, ComponentError, "no media type"),
    ],
)
async def test_what_cannot_be_stored_is_said_at_once(
    visitor: Visitor, shown: Page, data: Any, options: Any, error: type[Exception], text: str
) -> None:
    await visitor.open()
    with pytest.raises(error, match=text):
        shown.wp.download(data, **options)
