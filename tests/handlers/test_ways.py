"""The short way into a connection and Tornado's: whatever comes, and however it comes, both do the same."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import html
import json
import re
import socket
import ssl
import struct
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from nginx import make_certificate
from serving import Server
from tornado.iostream import IOStream

import tornjust as jp
from tornjust.app import make_application
from tornjust.express import Express
from tornjust.handlers.frames import Frames
from tornjust.httpd import make_server
from tornjust.lane import Lane
from tornjust.revision import clock, next_key
from tornjust.routing import Route
from tornjust.settings import Settings

from .test_frames import BINARY, CLOSE, MORE, PING, PONG, TEXT, frame

# What the handlers of each run have heard, and how many messages went the short way.
heard: dict[str, list[str]] = {}
buttons: dict[str, list[jp.Button]] = {}
went: Counter[str] = Counter()


class Ways(NamedTuple):
    """Two servers that differ in one thing."""

    usual: Server
    short: Server


def page(request: Any) -> jp.WebPage:
    """A page whose handlers write down what they are asked."""
    wp = jp.WebPage()
    said = heard.setdefault(request.headers.get("x-run", ""), [])
    shown = jp.P(a=wp, text="0")

    def click(self: Any, msg: Any) -> None:
        said.append(f"click {len(said)}")
        shown.text = f"clicked {len(said)}"

    async def stream(self: Any, msg: Any) -> None:
        said.append("stream")
        for step in "ab":
            shown.text = f"{step} {len(said)}"
            await msg.page.update()

    def large(self: Any, msg: Any) -> None:
        said.append("large")
        shown.text = f"{len(said)} " + "large " * 3000

    def boom(self: Any, msg: Any) -> None:
        said.append("boom")
        raise RuntimeError("meant")

    buttons[request.headers.get("x-run", "")] = [
        jp.Button(a=wp, click=handler) for handler in (click, stream, large, boom)
    ]
    return wp


def made(text: str) -> jp.WebPage:
    """A small page."""
    wp = jp.WebPage()
    jp.P(a=wp, text=text)
    return wp


async def slow_page(request: Any) -> jp.WebPage:
    await asyncio.sleep(0.02)
    request.session_id = request.session_id
    return made("slow")


def failing_page(request: Any) -> jp.WebPage:
    raise RuntimeError("meant")


def streamed() -> Iterator[bytes]:
    yield from (b"one ", b"", b"two " * 20_000, b"three")


async def streamed_slowly() -> AsyncIterator[str]:
    for piece in "abc":
        yield piece
        await asyncio.sleep(0.01)


async def broken() -> AsyncIterator[str]:
    yield "begin"
    await asyncio.sleep(0.01)
    raise RuntimeError("meant")


FILE = Path(jp.__file__)
ANSWERS: dict[str, Callable[[Any], Any]] = {
    "page": lambda request: made("page"),
    "slow": slow_page,
    "fails": failing_page,
    "large": lambda request: made("large " * 50_000),
    "text": lambda request: jp.PlainTextResponse("text"),
    "json": lambda request: jp.JSONResponse({"a": [1, "\u20ac"]}, headers={"X-More": "1"}),
    "empty": lambda request: jp.Response(b"", status_code=204),
    "redirect": lambda request: jp.RedirectResponse("/text"),
    "teapot": lambda request: jp.PlainTextResponse("short", status_code=418),
    "query": lambda request: jp.PlainTextResponse(repr(sorted(request.query_params.items()))),
    "stream": lambda request: jp.StreamingResponse(streamed()),
    "slow stream": lambda request: jp.StreamingResponse(streamed_slowly(), media_type="text/event-stream"),
    "broken stream": lambda request: jp.StreamingResponse(broken()),
    "file": lambda request: jp.FileResponse(FILE),
    "none": lambda request: None,
}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ways]:
    """The same application on a server whose short way is shut, and on one where it is open."""
    # Numbers of both are of one length then.
    while next_key() < 100_000:
        pass
    clock.now = max(clock.now, 300_001)
    routes = list(Route.instances)
    Route.instances.clear()
    Route("/", page)
    for name, function in ANSWERS.items():
        Route(f"/{name.replace(' ', '-')}", function)
    chosen = Settings(
        static_directory=str(tmp_path_factory.mktemp("static")),
        max_message=20_000,
        max_pages_per_minute=1_000_000,
        park_seconds=0.05,  # type: ignore[arg-type]
        max_messages_per_second=1_000_000,
    )

    def serve() -> Server:
        return Server(lambda: make_application(chosen), lambda app: make_server(app, chosen))

    reopen, exchange, take = Lane.reopen, Express._exchange, Frames._take

    def reopen_one(lane: Lane) -> None:
        line: Any = lane.stream.socket
        if line is not None and line.getsockname()[1:] != (usual.port,):
            reopen(lane)

    def counted_exchange(express: Express, *arguments: Any) -> None:
        went["requests"] += 1
        exchange(express, *arguments)

    def counted_take(frames: Frames, data: bytes) -> bool:
        taken = take(frames, data)
        went["frames"] += taken
        return taken

    with pytest.MonkeyPatch.context() as patch, serve() as usual, serve() as short:
        patch.setattr(Lane, "reopen", reopen_one)
        patch.setattr(Express, "_exchange", counted_exchange)
        patch.setattr(Frames, "_take", counted_take)
        yield Ways(usual, short)
    Route.instances[:] = routes


class Line:
    """A connection of a visitor who has opened a page on it."""

    def __init__(self, server: Server, name: str) -> None:
        self.host = f"127.0.0.1:{server.port}"
        self.name = name
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data = b""
        self.ended = False
        self.send(f"GET / HTTP/1.1\r\nHost: {self.host}\r\nX-Run: {name}\r\n\r\n".encode())
        head, body = self.answer()
        assert head[0] == "HTTP/1.1 200 OK", head
        cookie = next(line for line in head if line.startswith("Set-Cookie:"))
        self.cookie = cookie.partition(": ")[2].partition(";")[0]
        found = re.search(rb'data-tornjust-root="([^"]*)"', body)
        assert found
        config = json.loads(html.unescape(found[1].decode()))
        self.token, self.revision, self.document = config["tab"], config["revision"], config.get("document")
        self.keys = [button._key for button in buttons.pop(name)]
        self.seq = 0

    def send(self, data: bytes, cuts: tuple[float, ...] = ()) -> None:
        """Send something, in pieces that are cut at these parts of it."""
        places = sorted({int(cut * len(data)) for cut in cuts} - {0, len(data)})
        with contextlib.suppress(OSError):
            for start, end in zip([0, *places], [*places, len(data)], strict=True):
                self.socket.sendall(data[start:end])
                if end < len(data):
                    time.sleep(0.0005)

    def receive(self, seconds: float = 5) -> bool:
        """Wait for more; False when there is none."""
        self.socket.settimeout(seconds)
        try:
            piece = self.socket.recv(65536)
        except TimeoutError:
            return False
        except OSError:
            piece = b""
        self.data += piece
        self.ended = self.ended or not piece
        return bool(piece)

    def answer(self, bodiless: bool = False, seconds: float = 5) -> tuple[list[str], bytes]:
        """The next answer: the lines of its head, and its body with all of its chunks."""
        while b"\r\n\r\n" not in self.data:
            if not self.receive(seconds):
                return [], b""
        head, _, self.data = self.data.partition(b"\r\n\r\n")
        lines = head.decode("latin1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:])
        if bodiless or lines[0].split()[1] in ("100", "101", "204", "304"):
            return lines, b""
        if "transfer-encoding" in fields:
            while not re.search(rb"(?:^|\n)0\r\n\r\n", self.data) and self.receive(seconds):
                pass
            at = self.data.find(b"0\r\n\r\n")
            body, self.data = self.data[: at + 5], self.data[at + 5 :]
            return lines, body
        size = int(fields.get("content-length", 0))
        while len(self.data) < size and self.receive(seconds):
            pass
        body, self.data = self.data[:size], self.data[size:]
        return lines, body

    def rest(self) -> bytes:
        """What comes until the end."""
        until = time.monotonic() + 5
        while self.receive(0.1) and time.monotonic() < until:
            pass
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
        while self.receive() and time.monotonic() < until:
            pass
        return self.data

    def neutral(self, text: str) -> str:
        """Without what is another one on each server."""
        text = text.replace(self.token, "TOKEN").replace(self.host, "HOST").replace(self.name, "NAME")
        text = re.sub(r"(?<!\d)1\d{5}(?!\d)", lambda key: f"KEY{int(key[0]) - self.keys[0]}", text)
        text = re.sub(
            r"(?<!\d)3\d{5}(?!\d)", lambda number: f"REVISION{int(number[0]) - self.revision}", text
        )
        return re.sub(r"(?m)^(Date|Set-Cookie|Etag|Content-Security-Policy): .*$", r"\1", text)


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize(
    "more", [(), ("Connection: close",), ("Range: bytes=2-5",), ("Accept-Encoding: gzip",)]
)
def test_pages_and_other_answers_are_alike(ways: Ways, name: str, more: tuple[str, ...]) -> None:
    """Twice on one connection, and then something else."""
    before = went["requests"]
    said = []
    for server in ways:
        line = Line(server, f"{name} {more}")
        got = []
        for path in (name.replace(" ", "-"), f"{name.replace(' ', '-')}?a=1&b=%20&a=", "text"):
            headers = "\r\n".join((f"Host: {line.host}", f"Cookie: {line.cookie}", *more))
            line.send(f"GET /{path} HTTP/1.1\r\n{headers}\r\n\r\n".encode())
            head, body = line.answer(name == "empty" and path != "text")
            if b"data-tornjust-root" in body or name in ("page", "slow", "large"):
                # Tokens are others each time.
                body = re.sub(
                    rb"[A-Za-z0-9_-]{16,}|\d+", b"#", gzip.decompress(body) if body[:1] == b"\x1f" else body
                )
            got.append((line.neutral(re.sub(r"Content-Length: .*", "", "\n".join(head))), body, line.ended))
            if line.ended or more[:1] == ("Connection: close",):
                break
        got.append(("", line.rest() if name == "broken stream" else b"", line.ended))
        line.socket.close()
        said.append(got)
    assert said[0] == said[1]
    assert went["requests"] > before


# -- requests ----------------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """One request: what is asked, the headers that go with it, and where it is cut."""

    what: str
    headers: tuple[str, ...]
    cookie: str
    cuts: tuple[float, ...]


EVENTS = ("click", "stream", "large", "boom")
WHATS = (
    *EVENTS * 3,
    *("poll", "poll", "poll since 0", "park since 0", "poll nobody", "poll nonsense", "shared", "garbage"),
    *("get event", "put event", "head poll", "page", "health", "foreign", "leave", "nowhere", "again"),
)
HEADERS = (
    "Connection: keep-alive",
    "connection: Keep-Alive",
    "Accept-Encoding: gzip",
    "X-Forwarded-For: 198.51.100.7",
    "X-Forwarded-For: 198.51.100.8",
    "X-Forwarded-Proto: https",
    "Sec-Fetch-Site: same-origin",
    "X-Empty:",
    "X-Latin: \u00e9\u00ff",
    "X-Tab:\ta\tb \t",
    "X-Long: " + "x" * 3000,
)
COOKIES = ("first", "last", "small", "two", "odd", "none", "large", "tight")


def written(line: Line, asked: Asked) -> bytes:
    """A request as it goes over the line."""
    method, path, body = "GET", f"/poll/{line.token}/{line.revision}", b""
    headers = [f"Host: {line.host}", *asked.headers]
    what = asked.what
    if what in (*EVENTS, "again", "put event", "foreign"):
        method, path = "PUT" if what == "put event" else "POST", f"/event/{line.token}"
        line.seq += what != "again" or not line.seq
        key = line.keys[EVENTS.index(what)] if what in EVENTS else line.keys[0]
        body = json.dumps(["event", line.seq, line.revision, key, "click", {}]).encode()
        headers.append(f"Origin: http://{'evil.example' if what == 'foreign' else line.host}")
    elif what in ("garbage", "leave"):
        method, path = "POST", f"/{'event' if what == 'garbage' else what}/{line.token}"
        body = b"" if what == "leave" else b'["event", \xff'
    elif what in ("get event", "head poll"):
        method = "HEAD" if what == "head poll" else "GET"
        path = path if method == "HEAD" else f"/event/{line.token}"
    elif what == "health":
        path = "/health"
    elif what not in ("poll", "page", "nowhere"):
        kind = {"park since 0": "park", "shared": "shared"}.get(what, "poll")
        token = "nobody" if what in ("poll nobody", "shared") else line.token
        path = f"/{kind}/{token}/{'x' if what == 'poll nonsense' else 0}"
    path = {"page": "/", "nowhere": "/nowhere"}.get(what, f"/_tornjust{path}")
    if method != "GET" and method != "HEAD":
        headers.append(f"Content-Length: {len(body)}")
    name, value = "Cookie: ", line.cookie
    if asked.cookie == "small":
        name = "cookie: "
    elif asked.cookie == "tight":
        name = "Cookie:"
    elif asked.cookie == "odd":
        name, value = "COOKIE: \t", f'a=b; c="\u00e9"; {value} '
    elif asked.cookie == "large":
        value += "; more=" + "x" * 2500
    if asked.cookie == "two":
        headers[1:1] = ["Cookie: a=b", name + value]
    elif asked.cookie != "none":
        headers.insert(0 if asked.cookie == "first" else len(headers), name + value)
    return "\r\n".join((f"{method} {path} HTTP/1.1", *headers, "\r\n")).encode("latin1") + body


def changed(old: bytes, new: bytes, count: int = -1) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old, new, count)


def added(line: str) -> Callable[[bytes], bytes]:
    return changed(b"\r\n", b"\r\n" + line.encode("latin1") + b"\r\n", 1)


ODD: dict[str, Callable[[bytes], bytes]] = {
    "line feeds": changed(b"\r\n", b"\n"),
    "a line feed": changed(b"\r\nHost", b"\nHost"),
    "a line feed before a cookie": changed(b"\r\nCookie", b"\nCookie"),
    "a return": changed(b"\r\nHost", b"\rHost"),
    "an end within": added("A: b\n\nC: d"),
    "another end within": added("A: b\n\r\nC: d"),
    "a folded line": added("A: b\r\n c"),
    "a folded cookie": changed(b"Cookie: ", b"Cookie: \r\n "),
    "a space before a colon": changed(b"Host:", b"Host :"),
    "a space before a cookie's": changed(b"Cookie:", b"Cookie :"),
    "a name with a space": added("A b: c"),
    "no colon": added("nonsense"),
    "no name": added(": b"),
    "the same length twice": lambda data: re.sub(rb"(Content-Length: \d+\r\n)", rb"\1\1", data),
    "another length": lambda data: re.sub(rb"(Content-Length: \d+\r\n)", rb"\1Content-Length: 3\r\n", data),
    "lengths with a comma": lambda data: re.sub(rb"Content-Length: (\d+)", rb"Content-Length: \1, \1", data),
    "a length with a plus": changed(b"Content-Length: ", b"Content-Length: +"),
    "a length with zeros": changed(b"Content-Length: ", b"Content-Length: 000"),
    "a length with a minus": changed(b"Content-Length: ", b"Content-Length: -"),
    "a length of none": lambda data: re.sub(rb"Content-Length: \d+", rb"Content-Length:", data),
    "no length": lambda data: re.sub(rb"Content-Length: \d+\r\n", b"", data),
    "too short a length": lambda data: re.sub(rb"Content-Length: \d+", rb"Content-Length: 2", data),
    "too long a length": changed(b"Content-Length: ", b"Content-Length: 9"),
    "a huge length": changed(b"Content-Length: ", b"Content-Length: 999999"),
    "a body of a GET": added("Content-Length: 0"),
    "chunks and a length": added("Transfer-Encoding: chunked"),
    "chunks": lambda data: re.sub(
        rb"Content-Length: \d+\r\n(.*\r\n\r\n)(.+)",
        lambda found: (
            b"%bTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n"
            % (found[1][:-2], len(found[2]), found[2])
        ),
        data,
        flags=re.DOTALL,
    ),
    "a strange encoding": added("Transfer-Encoding: gzip"),
    "to be asked": added("Expect: 100-continue"),
    "an upgrade": added("Upgrade: websocket"),
    "no host": lambda data: re.sub(rb"Host: .*?\r\n", b"", data),
    "two hosts": added("Host: localhost"),
    "a bad host": changed(b"Host: ", b"Host: a/b"),
    "another host": changed(b"Host: 127", b"Host: evil.example"),
    "an empty host": lambda data: re.sub(rb"Host: .*?\r\n", b"Host:\r\n", data),
    "a null": added("A: b\0c"),
    "a null in a cookie": changed(b"Cookie: ", b"Cookie: \0"),
    "a bell in a cookie": changed(b"Cookie: ", b"Cookie: a=\a; "),
    "an empty cookie": lambda data: re.sub(rb"Cookie: .*?\r\n", b"Cookie:\r\n", data),
    "the old version": changed(b"HTTP/1.1", b"HTTP/1.0"),
    "a new version": changed(b"HTTP/1.1", b"HTTP/2.0"),
    "no version": changed(b" HTTP/1.1", b""),
    "a small method": lambda data: data[:4].lower() + data[4:],
    "two spaces": changed(b" ", b"  ", 1),
    "a whole address": changed(b" /", b" http://localhost/", 1),
    "a mark": changed(b" HTTP", b"#mark HTTP", 1),
    "a question": changed(b" HTTP", b"?document HTTP", 1),
    "a quoted address": changed(b"/_tornjust", b"/%5ftornjust", 1),
    "many fields": changed(b" HTTP", b"?" + b"&a=1" * 3000 + b" HTTP", 1),
    "a latin address": changed(b" HTTP", b"\xe9 HTTP", 1),
    "a line before": lambda data: b"\r\n" + data,
    "more than one": lambda data: data + data,
    "a head of its own": changed(b"\r\n\r\n", b"\r\nX-Much: " + b"x" * 70_000 + b"\r\n\r\n", 1),
    "the end asked for": added("Connection: close"),
    "the end asked for twice": added("Connection: close\r\nConnection: close"),
    "the end asked for and not": added("Connection: close, keep-alive"),
    "half of it": lambda data: data[: len(data) // 2],
    "all but a byte": lambda data: data[:-1],
}

cuts = st.one_of(
    st.just(()),
    st.just(()),
    st.lists(st.floats(0, 1), max_size=3).map(tuple),
    st.sampled_from([(0.001, 0.002), (0.5,), (0.99, 0.995), tuple(at / 40 for at in range(40))]),
)
asked = st.builds(
    Asked,
    st.sampled_from(WHATS),
    st.lists(st.sampled_from(HEADERS), max_size=2, unique=True).map(tuple),
    st.sampled_from(COOKIES[:3] * 3 + COOKIES),
    cuts,
)


def conversation(server: Server, name: str, talk: list[Asked], odd: str | None) -> list[Any]:
    """What the server answers, and what its handlers heard."""
    line = Line(server, name)
    with line.socket:
        said: list[Any] = []
        for number, one in enumerate(talk):
            seq, data = line.seq, written(line, one)
            strange = odd is not None and number == len(talk) - 1
            if strange:
                data = ODD[odd or ""](data)
            line.send(data, one.cuts)
            head, body = line.answer(data.startswith(b"HEAD"), 0.1 if strange else 5)
            if "Content-Encoding: gzip" in head or one.what == "page":
                body = gzip.decompress(body) if one.what != "page" else b""
                head = [text for text in head if not text.startswith("Content-Length")]
            if not head or " 200 " not in head[0]:
                line.seq = seq  # an event that was refused is none
            said.append((sorted(line.neutral(text) for text in head), line.neutral(body.decode("latin1"))))
            if line.ended:
                break
        if not line.ended:
            line.send(written(line, Asked("poll", ("Connection: close",), "first", ())))
        said.append(sorted(line.neutral(line.rest().decode("latin1")).split("\r\n")))
    return [*said, line.ended, heard.pop(name)]


runs = 0
asked_for = 0


@hypothesis_settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(st.lists(asked, min_size=1, max_size=6), st.one_of(st.none(), st.sampled_from(sorted(ODD))))
def check_requests(ways: Ways, talk: list[Asked], odd: str | None) -> None:
    compare_requests(ways, talk, odd)


def compare_requests(ways: Ways, talk: list[Asked], odd: str | None) -> None:
    global runs, asked_for
    runs += 1
    asked_for += len(talk)
    usual = conversation(ways.usual, f"usual{runs:06}", talk, odd)
    short = conversation(ways.short, f"short{runs:06}", talk, odd)
    for one, other in zip(short, usual):
        assert one == other
    assert len(short) == len(usual)


def test_requests_are_answered_alike(ways: Ways) -> None:
    went.clear()
    check_requests(ways)
    assert went["requests"] > asked_for / 4, (went, asked_for)


@pytest.mark.parametrize("odd", ODD)
def test_every_odd_request_is_answered_alike(ways: Ways, odd: str) -> None:
    for what, cuts in (("click", ()), ("poll", (0.3, 0.9))):
        compare_requests(ways, [Asked("click", (), "first", ()), Asked(what, (), "last", cuts)], odd)


# -- frames ------------------------------------------------------------------------------------------------------------


def upgraded(line: Line) -> None:
    """Make a socket of a connection that has had other requests before."""
    line.send(written(line, Asked("poll", (), "first", ())))
    assert line.answer()[0][0].startswith("HTTP/1.1 204")
    head = (
        f"GET /_tornjust/socket/{line.token} HTTP/1.1\r\nHost: {line.host}\r\nOrigin: http://{line.host}\r\n"
        f"Cookie: {line.cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
    )
    line.send(head.encode())
    assert line.answer()[0][0].startswith("HTTP/1.1 101")


def longer(data: bytes, size: int) -> bytes:
    """A text in a frame whose length takes more bytes than it needs."""
    form = "!BBH" if size == 2 else "!BBQ"
    return struct.pack(form, 0x81, 0xFE if size == 2 else 0xFF, len(data)) + b"\0\0\0\0" + data


FRAMES: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda data: frame(TEXT, data),
    "two pieces": lambda data: frame(TEXT, data[:9], fin=False) + frame(MORE, data[9:]),
    "a ping within": lambda data: (
        frame(TEXT, data[:9], fin=False) + frame(PING, b"in") + frame(MORE, data[9:])
    ),
    "ping": lambda data: frame(PING, b"ping") + frame(TEXT, data),
    "pong": lambda data: frame(PONG) + frame(TEXT, data),
    "binary": lambda data: frame(BINARY, data),
    "open": lambda data: frame(TEXT, data, mask=False),
    "two bytes of length": lambda data: longer(data, 2),
    "eight bytes of length": lambda data: longer(data, 8),
    "eight for 119 bytes": lambda data: longer(data + b" " * (119 - len(data)), 8),
    "long": lambda data: frame(TEXT, data + b" " * 500),
    "empty": lambda data: frame(TEXT) + frame(TEXT, data),
    "garbage": lambda data: frame(TEXT, b"[1") + frame(TEXT, data),
}
LAST: dict[str, bytes] = {
    "close": frame(CLOSE, b"\x03\xe8"),
    "no text": frame(TEXT, b"\xff\xfe"),
    "reserved": frame(TEXT, b"[]", reserved=4),
    "too large": frame(TEXT, length=30_000),
    "more of nothing": frame(MORE, b"[]"),
    "text within text": frame(TEXT, b"[", fin=False) + frame(TEXT, b"]"),
    "strange": frame(3, b"[]"),
    "after the end": frame(CLOSE) + frame(TEXT, b"[]"),
}


def chat(server: Server, name: str, talk: list[tuple[str, str, tuple[float, ...]]], last: str) -> list[Any]:
    """What comes down a socket, and what the handlers heard."""
    line = Line(server, name)
    with line.socket:
        upgraded(line)
        for what, form, pieces in talk:
            line.seq += 1
            message = ["event", line.seq, line.revision, line.keys[EVENTS.index(what)], "click", {}]
            line.send(FRAMES[form](json.dumps(message).encode()), pieces)
            until = time.monotonic() + 5
            # An answer names the event at its end.
            while b"],%d" % line.seq not in line.data and not line.ended and time.monotonic() < until:
                line.receive()
        line.send(LAST[last])
        line.rest()
        return [line.neutral(line.data.decode("latin1")), heard.pop(name)]


@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(
    st.lists(
        st.tuples(st.sampled_from(EVENTS), st.sampled_from(["text"] * 9 + sorted(FRAMES)), cuts), max_size=6
    ),
    st.sampled_from(sorted(LAST)),
)
def check_frames(ways: Ways, talk: list[tuple[str, str, tuple[float, ...]]], last: str) -> None:
    compare_frames(ways, talk, last)


def compare_frames(ways: Ways, talk: list[tuple[str, str, tuple[float, ...]]], last: str) -> None:
    global runs, asked_for
    runs += 1
    asked_for += len(talk)
    assert chat(ways.short, f"short{runs:06}", talk, last) == chat(ways.usual, f"usual{runs:06}", talk, last)


def test_messages_are_answered_alike(ways: Ways) -> None:
    global asked_for
    asked_for = 0
    went.clear()
    check_frames(ways)
    assert went["frames"] > asked_for / 4, (went, asked_for)


@pytest.mark.parametrize("form", FRAMES)
def test_every_form_of_a_message_is_answered_alike(ways: Ways, form: str) -> None:
    compare_frames(ways, [("click", form, ()), ("click", form, (0.1,))], "close")


@pytest.mark.parametrize("last", LAST)
def test_every_end_of_a_socket_is_alike(ways: Ways, last: str) -> None:
    compare_frames(ways, [("click", "text", ())], last)


# -- what only the short way could do ----------------------------------------------------------------------------------


def waiting(server: Server) -> int:
    """Bytes that wait for slow clients."""
    return int(server.run(lambda: sum(len(one._write_buffer or b"") for one in server.http.open)))


def test_who_asks_and_does_not_read_has_one_answer_waiting(ways: Ways) -> None:
    line = Line(ways.short, "deaf")
    with line.socket:
        line.send(written(line, Asked("large", (), "first", ())))
        assert line.answer()[0][0] == "HTTP/1.1 200 OK"
        line.socket.settimeout(0.2)
        asking = written(line, Asked("poll since 0", (), "first", ()))
        most = 0
        with contextlib.suppress(OSError):
            for number in range(800):
                line.socket.sendall(asking)
                time.sleep(0.0005)
                if number % 50 == 0:
                    most = max(most, waiting(ways.short))
        assert 0 < max(most, waiting(ways.short)) < 40_000


def test_an_answer_that_is_taken_slowly_outlives_the_idle_timer(tmp_path: Path) -> None:
    chosen = Settings(static_directory=str(tmp_path), idle_timeout=1)
    text = b"x" * 20_000_000
    with Server(lambda: make_application(chosen), lambda app: make_server(app, chosen)) as server:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("tornjust.handlers.ajax.PollHandler.get", lambda self, *rest: self.end(text))
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
                line.sendall(b"GET /_tornjust/poll/a/0 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                time.sleep(2)
                size = 0
                while size < len(text) and (piece := line.recv(1_000_000)):
                    size += len(piece)
        assert size >= len(text)


def test_the_clock_of_a_body_runs_from_its_first_piece(tmp_path: Path) -> None:
    chosen = Settings(static_directory=str(tmp_path), body_timeout=1)
    with (
        Server(lambda: make_application(chosen), lambda app: make_server(app, chosen)) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=0.2) as line,
    ):
        line.sendall(b"POST /_tornjust/event/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n")
        begun = time.monotonic()
        with contextlib.suppress(OSError):
            while time.monotonic() < begun + 5:
                line.sendall(b"x")
                with contextlib.suppress(TimeoutError):
                    if not line.recv(100):
                        break
        assert 0.5 < time.monotonic() - begun < 4


def test_who_goes_while_parked_is_noticed_after_the_idle_timer_too(ways: Ways, tmp_path: Path) -> None:
    chosen = Settings(static_directory=str(tmp_path), idle_timeout=1, park_seconds=30)
    with Server(lambda: make_application(chosen), lambda app: make_server(app, chosen)) as server:
        assert server.application is not None
        tabs = server.application.settings["tornjust_tabs"]
        line = Line(server, "parked")
        with line.socket:
            asking = written(line, Asked("poll", (), "first", ()))
            line.send(asking.replace(b"/poll/", b"/park/"))
            time.sleep(1.5)
            assert server.run(lambda: tabs.parked) == 1
            assert not line.ended
        end = time.monotonic() + 3
        while server.run(lambda: tabs.parked):
            assert time.monotonic() < end
            time.sleep(0.01)


def test_one_clients_records_leave_turns_to_others(ways: Ways, tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    chosen = Settings(static_directory=str(tmp_path), ssl_certfile=certificate, ssl_keyfile=key)
    taken: list[int] = []
    read = Lane.read

    def counting(lane: Lane, buffer: bytearray) -> int | None:
        before = went["requests"]
        size = read(lane, buffer)
        taken.append(went["requests"] - before)
        return size

    context = ssl.create_default_context(cafile=certificate)
    asking = b"GET /_tornjust/poll/a/0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lane, "read", counting)
        with (
            Server(lambda: make_application(chosen), lambda app: make_server(app, chosen)) as server,
            socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1") as line,
        ):
            line.sendall(asking)
            assert line.recv(65536).startswith(b"HTTP/1.1 404")
            hold = asyncio.run_coroutine_threadsafe(sleep_in_turn(0.2), server._loop)
            for _ in range(50):
                line.sendall(asking)
            hold.result(5)
            end = time.monotonic() + 5
            while sum(taken) < 51 and time.monotonic() < end:
                time.sleep(0.01)
    assert sum(taken) == 51
    assert max(taken) == 1


async def sleep_in_turn(seconds: float) -> None:
    time.sleep(seconds)  # nobody else has a turn


def test_what_one_lane_holds_goes_to_the_next() -> None:
    async def run() -> bytes:
        here, there = socket.socketpair()
        stream = IOStream(here)
        try:
            Lane(stream, lambda data: None).reopen()
            older = stream.read_from_fd.__self__  # type: ignore[attr-defined]
            older.reopen()
            there.send(b"abc")
            buffer = bytearray(10)
            assert stream.read_from_fd(buffer) is None
            Lane(stream, lambda data: True)
            size = stream.read_from_fd(buffer)
            return bytes(buffer[:size])
        finally:
            stream.close()
            there.close()

    assert asyncio.run(run()) == b"abc"
