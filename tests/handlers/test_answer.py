"""Page functions that answer by themselves: any status, header and body, files and streams, and posts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.simple_httpclient import HTTPStreamClosedError
from tornado.web import Application

import tornjust as jp
from tornjust.settings import Settings

from .conftest import Visitor, lines

pytestmark = pytest.mark.gen_test


async def test_an_answer_is_sent_as_it_is(visitor: Visitor) -> None:
    def page() -> jp.Response:
        answer = jp.PlainTextResponse(
            "hällo", status_code=201, headers={"X-Own": "1", "cache-control": "max-age=5"}
        )
        answer.set_cookie("theme", "very dark")
        answer.set_cookie("size", "5")
        return answer

    jp.Route("/", page)
    answer = await visitor.fetch("/")
    assert (answer.code, answer.body) == (201, "hällo".encode())
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Own"] == "1"
    assert answer.headers["Cache-Control"] == "max-age=5"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visitor.cookies["theme"] == '"very dark"'
    assert visitor.cookies["size"] == "5"
    assert "Content-Security-Policy" not in answer.headers
    head = await visitor.fetch("/", method="HEAD")
    assert (head.code, head.body) == (201, b"")


async def test_it_opens_no_tab(app: Application, visitor: Visitor) -> None:
    jp.Route("/", lambda: jp.JSONResponse({"a": 1}))
    answer = await visitor.fetch("/")
    assert json.loads(answer.body) == {"a": 1}
    assert len(app.settings["tornjust_tabs"]) == 0


async def test_a_webhook(visitor: Visitor) -> None:
    async def hook(request: jp.Request) -> jp.Response:
        if request.method != "POST":
            return jp.PlainTextResponse("post, please", status_code=405)
        pieces = [piece async for piece in request.stream()]
        return jp.JSONResponse({"got": await request.json(), "bytes": len(b"".join(pieces))})

    jp.Route("/hook", hook)
    answer = await visitor.fetch(
        "/hook", method="POST", body='{"a": [1]}', headers={"Content-Type": "application/json"}
    )
    assert json.loads(answer.body) == {"got": {"a": [1]}, "bytes": 10}
    assert (await visitor.fetch("/hook")).code == 405


async def test_a_form_with_a_file(visitor: Visitor) -> None:
    seen: list[Any] = []

    async def page(request: jp.Request) -> jp.WebPage:
        form = await request.form()
        seen.append((form["name"], form.getlist("tag"), form["file"].filename, await form["file"].read()))
        wp = jp.WebPage()
        jp.Div(a=wp, text="thank you")
        return wp

    jp.Route("/", page)
    parts = [
        ('name="name"', "Ä"),
        ('name="tag"', "a"),
        ('name="tag"', "b"),
        ('name="file"; filename="x.txt"', "content"),
    ]
    body = "".join(
        f"--XX\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n" for head, text in parts
    )
    answer = await visitor.fetch(
        "/",
        method="POST",
        body=(body + "--XX--\r\n").encode(),
        headers={"Content-Type": "multipart/form-data; boundary=XX"},
    )
    assert answer.code == 200
    assert seen == [("Ä", ["a", "b"], "x.txt", b"content")]


async def test_methods_of_a_route(visitor: Visitor) -> None:
    jp.Route("/a", lambda request: jp.PlainTextResponse(request.method), methods=["put", "DELETE"])
    jp.Route("/b", lambda request: jp.PlainTextResponse("read"), methods=["GET"])
    jp.Route("/b", lambda request: jp.PlainTextResponse("write"), methods=["POST"])
    assert (await visitor.fetch("/a", method="PUT", body="")).body == b"PUT"
    refused = await visitor.fetch("/a")
    assert (refused.code, refused.headers["Allow"]) == (405, "DELETE, PUT")
    assert "DELETE or PUT is" in refused.body.decode()
    assert (await visitor.fetch("/b")).body == b"read"
    assert (await visitor.fetch("/b", method="POST", body="")).body == b"write"


async def test_a_post_from_another_site_does_not_replace_the_visitors_session(visitor: Visitor) -> None:
    def page(request: jp.Request) -> jp.WebPage:
        wp = jp.WebPage()
        jp.Div(a=wp, text=request.session_id)
        return wp

    jp.Route("/", page)
    await visitor.fetch("/")
    answer = await visitor.client.fetch(
        visitor.url + "/", method="POST", body="", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.code == 200
    assert "Set-Cookie" not in answer.headers


async def test_redirects(visitor: Visitor) -> None:
    jp.Route("/a", lambda: jp.RedirectResponse("/b?c=ä"))
    jp.Route("/b", lambda: jp.RedirectResponse("/a\r\nX-Evil: 1", status_code=303))
    first, second = await visitor.fetch("/a"), await visitor.fetch("/b")
    assert (first.code, first.headers["Location"]) == (307, "/b?c=%C3%A4")
    assert (second.code, second.headers["Location"]) == (303, "/a%0D%0AX-Evil:%201")
    assert "X-Evil" not in second.headers


async def test_a_redirecting_page_cannot_bring_in_headers(visitor: Visitor) -> None:
    jp.Route("/", lambda: jp.redirect("/x\r\nSet-Cookie: evil=1\r\n\r\n<script>"))
    answer = await visitor.fetch("/")
    assert (answer.code, answer.headers["Location"]) == (
        302,
        "/x%0D%0ASet-Cookie:%20evil=1%0D%0A%0D%0A%3Cscript%3E",
    )
    assert "evil" not in visitor.cookies


async def test_pages_set_and_delete_cookies_on_every_visit(visitor: Visitor) -> None:
    seen: list[dict[str, str]] = []

    def page(request: jp.Request) -> jp.WebPage:
        seen.append(dict(request.cookies))
        wp = jp.WebPage()
        jp.Div(a=wp, text="x")
        wp.set_cookie("name", f"Ä; {len(seen)}")
        wp.cookies["plain"] = "1"
        wp.set_cookie(
            "short", "x", max_age=None, path="/here", httponly=False, samesite="strict", secure=True
        )
        wp.delete_cookie("old")
        return wp

    jp.Route("/", page)
    await visitor.fetch("/")
    answer = await visitor.fetch("/")
    assert seen[1]["name"] == "Ä; 1"
    cookies = {line.partition("=")[0]: line for line in answer.headers.get_list("Set-Cookie")}
    assert cookies["plain"] == "plain=1; HttpOnly; Max-Age=604800; Path=/; SameSite=Lax"
    assert cookies["short"] == "short=x; Path=/here; SameSite=Strict; Secure"
    assert "Max-Age=0" in cookies["old"]


async def test_a_cookie_that_cannot_be_sent_shows_where_it_was_set(visitor: Visitor) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        wp.set_cookie("my cookie", 1)
        return wp

    jp.Route("/", page)
    answer = await visitor.fetch("/")
    assert answer.code == 500
    assert "cookie name &#39;my cookie&#39; cannot be sent" in answer.body.decode()


async def test_a_file_and_parts_of_it(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_bytes(bytes(range(256)) * 4000)
    content = (tmp_path / "data.csv").read_bytes()
    jp.Route("/", lambda: jp.FileResponse(tmp_path / "data.csv", filename="Größe.csv"))
    whole = await visitor.fetch("/")
    assert whole.body == content
    assert whole.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert whole.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv"
    part = await visitor.fetch("/", {"Range": "bytes=10-19"})
    assert (part.code, part.body) == (206, content[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(content)}"
    assert (await visitor.fetch("/", {"Range": "bytes=-5"})).body == content[-5:]
    assert (await visitor.fetch("/", {"Range": "bytes=99999999-"})).code == 416
    assert (await visitor.fetch("/", {"Range": "nonsense"})).body == content
    assert (await visitor.fetch("/", {"If-None-Match": whole.headers["Etag"]})).code == 304
    head = await visitor.fetch("/", method="HEAD")
    assert (head.headers["Content-Length"], head.body) == (str(len(content)), b"")


async def test_a_stream_comes_piece_by_piece_and_its_generator_is_closed(visitor: Visitor) -> None:
    step, closed = asyncio.Event(), asyncio.Event()

    async def pieces() -> Any:
        try:
            yield "one\n"
            await step.wait()
            yield b"two\n"
        finally:
            closed.set()

    jp.Route("/", lambda: jp.StreamingResponse(pieces(), media_type="text/plain"))
    jp.Route("/plain", lambda: jp.StreamingResponse(str(n) for n in range(5)))
    seen: list[bytes] = []

    def take(piece: bytes) -> None:
        seen.append(piece)
        step.set()

    answer = await visitor.fetch("/", streaming_callback=take)
    assert answer.code == 200
    assert seen == [b"one\n", b"two\n"]
    await closed.wait()
    assert (await visitor.fetch("/plain")).body == b"01234"


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (lambda: "<p>hi</p>", "Return jp.HTMLResponse or jp.PlainTextResponse(...) to send it as it is."),
        (lambda: {"a": 1}, "Return jp.JSONResponse(...)"),
        (lambda: jp.Response("x", status_code=99), "has status 99"),
        (lambda: jp.Response("x", headers={"X": "a\r\nb"}), "holds a line break"),
        (lambda: jp.JSONResponse(object()), "is no JSON"),
    ],
)
async def test_what_cannot_be_sent(visitor: Visitor, caplog: Any, function: Any, says: str) -> None:
    jp.Route("/", function)
    answer = await visitor.fetch("/")
    assert answer.code == 500
    assert says in answer.body.decode()
    assert lines(caplog) == ["GET / failed"]


async def test_a_slash_too_much_or_too_little_is_put_right(visitor: Visitor) -> None:
    page = lambda: jp.PlainTextResponse("here")  # noqa: E731
    jp.Route("/a", page)
    jp.Route("/b/", page)
    assert (await visitor.fetch("/a/?x=1")).headers["Location"] == "/a?x=1"
    assert (await visitor.fetch("/b")).headers["Location"] == "/b/"
    assert (await visitor.fetch("//a/")).code == 404 or (await visitor.fetch("//a/")).headers[
        "Location"
    ] == "/a"
    assert (await visitor.fetch("/c/")).code == 404


async def test_a_path_may_hold_any_characters(visitor: Visitor) -> None:
    jp.Route("/größe/{name}", lambda request: jp.PlainTextResponse(request.path_params["name"]))
    jp.Route("/a b", lambda: jp.PlainTextResponse("space"))
    for path in ("/gr%C3%B6%C3%9Fe/%41%2fb", "/gr%c3%b6%c3%9fe/A%2Fb"):
        assert (await visitor.fetch(path)).body == b"A/b"
    assert (await visitor.fetch("/a%20b")).body == b"space"


async def test_addresses_of_routes_and_files(visitor: Visitor, app: Application) -> None:
    def page(request: jp.Request) -> jp.Response:
        assert request.app is app
        found = [
            request.url_for("user", name="a/b", number=5),
            request.url_for("static", path="/logo.svg"),
            request.base_url,
            request.url,
        ]
        return jp.JSONResponse([str(url).replace(visitor.url, "") for url in found])

    jp.Route("/user/{name}/{number:int}", page, name="user")
    jp.Route("/", page)
    assert json.loads((await visitor.fetch("/?q=1")).body) == [
        "/user/a%2Fb/5",
        "/static/logo.svg",
        "/",
        "/?q=1",
    ]


async def test_the_static_folder_may_have_another_name(settings: Settings, visitor: Visitor) -> None:
    settings.static_name = "files"
    jp.Route("/", lambda request: jp.PlainTextResponse(request.url_for("files", path="a b.svg").path))
    assert (await visitor.fetch("/")).body == b"/static/a%20b.svg"


@pytest.mark.parametrize("declared", [False, True], ids=["of any length", "of a length that was said"])
async def test_a_stream_that_fails_breaks_off(visitor: Visitor, caplog: Any, declared: bool) -> None:
    def pieces() -> Iterator[str]:
        yield "the first half"
        raise ValueError("no second half")

    headers = {"Content-Length": "30"} if declared else None
    jp.Route("/", lambda: jp.StreamingResponse(pieces(), headers=headers))
    jp.Route("/well", lambda: jp.PlainTextResponse("well"))
    with pytest.raises(HTTPStreamClosedError):
        await visitor.fetch("/")
    assert [record.exc_info[1].args for record in caplog.records if record.levelname == "ERROR"] == [
        ("no second half",)
    ]
    assert (await visitor.fetch("/well")).body == b"well"


class Theirs:
    """A response as Starlette's are, with two cookies and a task for afterwards."""

    status_code = 203

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = pieces
        self.left = self.afterwards = False
        self.raw_headers = [
            (b"content-type", b"text/csv"),
            (b"set-cookie", b"theme=dark"),
            (b"set-cookie", b"size=5"),
        ]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert (scope["type"], scope["method"], scope["query_string"]) == ("http", "GET", b"a=1")
        assert dict(scope["headers"])[b"host"]
        leaving = asyncio.ensure_future(receive())
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for piece in self.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"."})
        self.left = leaving.done()
        leaving.cancel()
        await asyncio.sleep(0.05)
        self.afterwards = True


async def test_a_response_of_starlette_is_sent_as_justpy_sends_it(visitor: Visitor) -> None:
    response = Theirs(b"a,b\n", b"1,2\n")
    jp.Route("/", lambda: response)
    answer = await visitor.fetch("/?a=1")
    assert (answer.code, answer.body) == (203, b"a,b\n1,2\n.")
    assert answer.headers.get_list("Content-Type") == ["text/csv"]
    assert (visitor.cookies["theme"], visitor.cookies["size"]) == ("dark", "5")
    assert not response.left
    assert not response.afterwards  # the visitor did not have to wait for it
    await asyncio.sleep(0.2)
    assert response.afterwards
