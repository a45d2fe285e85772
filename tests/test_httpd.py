"""The HTTP server with real sockets: proxies that are trusted or not, slow clients, full houses, TLS."""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nginx import make_certificate
from serving import Server as Serving
from serving import free_port

import tornjust as jp
from tornjust import httpd as module
from tornjust.app import make_application
from tornjust.errors import SettingsError
from tornjust.httpd import networks, redirecting, tls, within_descriptors
from tornjust.routing import Route
from tornjust.settings import Settings

Serve = Callable[..., Serving]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serve an application with settings of the test's own, by our server."""
    routes = list(Route.instances)
    Route.instances.clear()
    Route("/", lambda request: jp.PlainTextResponse(f"{request.client.host} {request.url}"))
    with contextlib.ExitStack() as stack:

        def start(**settings: Any) -> Serving:
            chosen = Settings(static_directory=str(tmp_path / "static"), **settings)
            return stack.enter_context(Serving(lambda: make_application(chosen)))

        yield start
    Route.instances[:] = routes


def connect(server: Serving) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=5)


def ask(server: Serving, path: str = "/", *headers: str) -> str:
    """One request on a connection of its own; returns the whole answer."""
    with connect(server) as line:
        head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Connection: close", *headers]
        line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        return rest(line)


def rest(line: socket.socket) -> str:
    """What comes until the server closes the connection."""
    pieces = []
    with contextlib.suppress(ConnectionResetError):
        while piece := line.recv(65536):
            pieces.append(piece)
    return b"".join(pieces).decode()


def body(answer: str) -> str:
    return answer.partition("\r\n\r\n")[2]


# -- proxies -----------------------------------------------------------------------------------------------------------


def test_a_trusted_proxy_says_who_the_visitor_is(serve: Serve) -> None:
    server = serve()
    said = ask(
        server, "/", "X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: /tools"
    )
    assert body(said) == f"198.51.100.7 https://127.0.0.1:{server.port}/tools/"
    assert "Path=/tools" in said
    assert "Secure" in said


def test_what_the_visitor_wrote_into_the_list_does_not_count(serve: Serve) -> None:
    server = serve(trusted_proxies="127.0.0.1, 10.0.0.0/8")
    said = ask(server, "/", "X-Forwarded-For: 1.2.3.4, 198.51.100.7, 10.0.0.9", "X-Real-Ip: 5.6.7.8")
    assert body(said).startswith("198.51.100.7 ")


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-For: 198.51.100.7",
        "X-Real-Ip: 198.51.100.7",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Prefix: /tools",
        "X-Forwarded-Host: evil.example",
        "X-Scheme: https",
    ],
)
def test_whoever_is_no_proxy_of_ours_is_not_believed(serve: Serve, header: str) -> None:
    server = serve(trusted_proxies="10.0.0.0/8")
    assert body(ask(server, "/", header)) == f"127.0.0.1 http://127.0.0.1:{server.port}/"


@pytest.mark.parametrize("address", ["nonsense", "1.2.3.4.5", "<script>", "unix:", "1.2.3.4:80", "127.0.0.1"])
def test_what_is_no_address_is_left_out(serve: Serve, address: str) -> None:
    server = serve()
    assert body(ask(server, "/", f"X-Forwarded-For: {address}")).startswith("127.0.0.1 ")


@pytest.mark.parametrize(
    "prefix", ["//evil.example", "/a/../b", "/<script>", '/"x', "evil", "/a//b", "/.", "/a b", "/a;b"]
)
def test_a_prefix_that_is_no_path_is_left_out(serve: Serve, prefix: str) -> None:
    server = serve()
    assert body(ask(server, "/", f"X-Forwarded-Prefix: {prefix}")).endswith(f":{server.port}/")


def test_what_was_said_of_one_request_does_not_stick_to_the_next(serve: Serve) -> None:
    server = serve()
    with connect(server) as line:
        host = f"Host: 127.0.0.1:{server.port}\r\n"
        line.sendall(f"GET / HTTP/1.1\r\n{host}X-Forwarded-For: 198.51.100.7\r\n\r\n".encode())
        assert "198.51.100.7 " in line.recv(65536).decode()
        line.sendall(f"GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode())
        assert body(rest(line)).startswith("127.0.0.1 ")


def test_networks():
    assert [str(network) for network in networks("127.0.0.1, ::1,10.1.2.3/8")] == [
        "127.0.0.1/32",
        "::1/128",
        "10.0.0.0/8",
    ]
    assert networks("") == []
    with pytest.raises(SettingsError, match="TRUSTED_PROXIES holds 'localhost'"):
        networks("127.0.0.1, localhost")


# -- host names --------------------------------------------------------------------------------------------------------


def ask_as(server: Serving, host: str, path: str = "/", *headers: str, method: str = "GET") -> str:
    with connect(server) as line:
        head = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
        line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        return rest(line)


UPGRADE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
)


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/_tornjust/poll/abc/0", "/static/a.png", "/x/_tornjust/health"]
)
def test_a_foreign_name_that_points_to_this_machine_gets_nothing(
    serve: Serve, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve()
    # Whatever the page of that site puts into its request.
    said = ask_as(
        server,
        f"evil.example:{server.port}",
        path,
        "X-Forwarded-For: 198.51.100.7",
        "X-Forwarded-Host: localhost",
        "X-Forwarded-Proto: https",
    )
    assert said.startswith("HTTP/1.1 421 ")
    assert "ALLOWED_HOSTS" in body(said)
    assert "Set-Cookie" not in said
    for host in (f"localhost:{server.port}", f"tools:{server.port}", "shop.example.org"):
        assert not ask_as(server, host, path).startswith("HTTP/1.1 421 ")


@pytest.mark.parametrize(("name", "status"), [("evil.example", b"421"), ("localhost", b"101")])
def test_nor_does_its_socket(serve: Serve, name: str, status: bytes) -> None:
    server = serve()
    host = f"{name}:{server.port}"
    with connect(server) as line:
        head = ["GET /_tornjust/socket/abc HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", *UPGRADE]
        line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 " + status)


def test_a_public_program_answers_for_its_names_only(serve: Serve) -> None:
    server = serve(allowed_hosts="shop.example.org")
    assert ask_as(server, "shop.example.org").startswith("HTTP/1.1 200 ")
    for host in ("evil.example", "198.51.100.1", "<script>alert(1)</script>", "a" * 300):
        said = ask_as(server, host)
        assert said.startswith(("HTTP/1.1 421 ", "HTTP/1.1 400 "))
        assert "<script>alert" not in said
    assert body(ask_as(server, "198.51.100.1", "/_tornjust/health")) == "ok\n"


def test_a_list_of_hosts_that_cannot_be_meant_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="without scheme and port"):
        make_application(Settings(allowed_hosts="https://shop.example.org"))


# -- slow clients and full houses --------------------------------------------------------------------------------------


def seconds_until_closed(line: socket.socket, send: bytes = b"", every: float = 0.2) -> float:
    """How long the server bears a client that sends `send` now and then."""
    start = time.monotonic()
    line.settimeout(every)
    while time.monotonic() - start < 8:
        try:
            if send:
                line.sendall(send)
            if not line.recv(65536):
                break
        except TimeoutError:
            pass
        except OSError:
            break
    return time.monotonic() - start


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b""),
        (b"GET / HT", b""),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"X-A: b\r\n"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", b"a"),
    ],
    ids=["nothing", "half a line", "a header now and then", "a byte of the body now and then"],
)
def test_a_client_that_takes_its_time_is_let_go(serve: Serve, first: bytes, then: bytes) -> None:
    server = serve(idle_timeout=1, body_timeout=1)
    with connect(server) as line:
        line.sendall(first)
        assert 0.5 < seconds_until_closed(line, then) < 6
        assert ask(server).startswith("HTTP/1.1 200")


def test_a_client_that_does_not_read_is_let_go(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    server = serve()
    Route("/large", lambda: jp.PlainTextResponse("x" * 30_000_000))
    with connect(server) as line:
        line.sendall(f"GET /large HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        assert server.http is not None
        end = time.monotonic() + 5
        while not any(stream.writing() for stream in server.run(lambda: list(server.http.open))):
            assert time.monotonic() < end
            time.sleep(0.01)
        time.sleep(0.3)  # the system's buffers are full now
        server.run(server.http.look)
        assert "takes nothing" not in caplog.text
        server.run(server.http.look)
        assert "connection closed: 127.0.0.1 takes nothing of its answer" in caplog.text
    assert ask(server).startswith("HTTP/1.1 200")


async def endless() -> AsyncIterator[bytes]:
    sent.append(0)
    try:
        while True:
            sent[-1] += 1
            yield b"x" * 100_000
            await asyncio.sleep(0)
    finally:
        sent.append(-1)


sent: list[int] = []


def test_a_stream_that_nobody_reads_is_not_made_any_further(serve: Serve) -> None:
    server = serve()
    sent.clear()
    Route("/endless", lambda: jp.StreamingResponse(endless()))
    with connect(server) as line:
        line.sendall(f"GET /endless HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        end = time.monotonic() + 8
        while not any(stream.writing() for stream in server.run(lambda: list(server.http.open))):
            assert time.monotonic() < end
            time.sleep(0.01)
        time.sleep(0.3)  # the system's buffers are full now
        made = sent[0]
        time.sleep(0.3)
        assert sent[0] - made <= 1
        # Buffers of the system on both sides, and one piece of ours.
        (stream,) = (one for one in server.run(lambda: list(server.http.open)) if one.writing())
        assert len(stream._write_buffer) <= 200_000
        server.run(server.http.look)
        server.run(server.http.look)
        while sent[-1] != -1:
            assert time.monotonic() < end
            time.sleep(0.01)
    assert ask(server).startswith("HTTP/1.1 200")


def test_a_crowd_of_slow_clients_is_let_go_and_others_are_served_meanwhile(serve: Serve) -> None:
    """300 heads and bodies that come byte by byte, and 50 clients that ask and do not read."""
    server = serve(
        idle_timeout=2,
        body_timeout=2,
        trusted_proxies="",
        max_connections_per_address=1000,
        max_pages_per_minute=1_000_000,
    )
    Route("/large", lambda: jp.PlainTextResponse("x" * 5_000_000))
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    beginnings = [
        f"GET / HTTP/1.1\r\n{host}X-Slow: ",
        f"POST /_tornjust/event/abc HTTP/1.1\r\n{host}Content-Length: 900000\r\n\r\n[",
        f"POST /_tornjust/event/abc HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n",
    ]
    with contextlib.ExitStack() as stack:
        crowd = [stack.enter_context(connect(server)) for _ in range(350)]
        deaf, slow = crowd[:50], crowd[50:]
        for line in deaf:
            line.sendall(f"GET /large HTTP/1.1\r\n{host}\r\n".encode())
        for number, line in enumerate(slow):
            line.sendall(beginnings[number % 3].encode())
        longest = 0.0
        begun = time.monotonic()
        while len(server.run(lambda: [one for one in server.http.open if not one.closed()])) > 50:
            assert time.monotonic() - begun < 15
            for line in slow:
                with contextlib.suppress(OSError):
                    line.send(b"1")
            asked = time.monotonic()
            assert ask(server).startswith("HTTP/1.1 200")
            longest = max(longest, time.monotonic() - asked)
            time.sleep(0.02)
        assert longest < 2
        server.run(server.http.look)
        server.run(server.http.look)
        while server.run(lambda: [one for one in server.http.open if not one.closed()]):
            assert time.monotonic() - begun < 20
            time.sleep(0.02)
    assert ask(server).startswith("HTTP/1.1 200")


def test_when_the_house_is_full_others_are_told_to_come_back(serve: Serve) -> None:
    server = serve(max_connections=12)
    lines = [connect(server) for _ in range(12)]
    for line in lines:
        line.sendall(b"GET")
    end = time.monotonic() + 5
    while len(server.run(lambda: list(server.http.open))) < 12:
        assert time.monotonic() < end
        time.sleep(0.01)
    answer = ask(server)
    assert answer.startswith("HTTP/1.1 503 ")
    assert "Retry-After: 10" in answer
    for line in lines:
        line.close()
    while not (answer := ask(server)).startswith("HTTP/1.1 200"):
        assert time.monotonic() < end + 5, answer
        time.sleep(0.1)


def test_one_address_cannot_fill_the_house(serve: Serve) -> None:
    server = serve(max_connections_per_address=3, trusted_proxies="")
    lines = [connect(server) for _ in range(3)]
    for line in lines:
        line.sendall(b"GET")
    end = time.monotonic() + 5
    while len(server.run(lambda: list(server.http.open))) < 3:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert ask(server).startswith("HTTP/1.1 503 ")
    for line in lines:
        line.close()


def test_a_trusted_proxy_may_have_as_many_connections_as_it_needs(serve: Serve) -> None:
    server = serve(max_connections_per_address=3)
    lines = [connect(server) for _ in range(6)]
    assert ask(server).startswith("HTTP/1.1 200")
    for line in lines:
        line.close()


def test_no_more_connections_than_the_system_has_files_for(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    limits = [(1024, 4096)]
    monkeypatch.setattr(resource, "getrlimit", lambda which: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda which, pair: limits.append(pair))
    assert within_descriptors(500) == 500
    assert len(limits) == 1
    assert within_descriptors(2000) == 2000
    assert limits[-1] == (2100, 4096)
    assert within_descriptors(20_000) == 4096 - module.RESERVE


# -- TLS ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate and its key, as openssl makes them."""
    try:
        return make_certificate(tmp_path_factory.mktemp("tls"))
    except FileNotFoundError:
        pytest.skip("openssl is not installed")


def test_https(serve: Serve, certificate: tuple[str, str]) -> None:
    server = serve(ssl_certfile=certificate[0], ssl_keyfile=certificate[1], hsts=3600)
    context = ssl.create_default_context(cafile=certificate[0])
    with connect(server) as plain, context.wrap_socket(plain, server_hostname="127.0.0.1") as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode())
        answer = rest(line)
    assert body(answer) == f"127.0.0.1 https://127.0.0.1:{server.port}/"
    assert "Strict-Transport-Security: max-age=3600" in answer
    assert "Secure" in answer.partition("Set-Cookie:")[2].partition("\r\n")[0]


def test_what_comes_by_tls_alone_or_together_is_answered(serve: Serve, certificate: tuple[str, str]) -> None:
    Route.instances.clear()
    page = jp.WebPage(delete_flag=False)
    clicks: list[Any] = []
    button = jp.Button(a=page, text="count", click=lambda self, msg: clicks.append(msg))
    Route("/", lambda: page)
    server = serve(ssl_certfile=certificate[0], ssl_keyfile=certificate[1])
    host = f"127.0.0.1:{server.port}"
    context = ssl.create_default_context(cafile=certificate[0])

    def tls() -> ssl.SSLSocket:
        return context.wrap_socket(connect(server), server_hostname="127.0.0.1")

    with tls() as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        shown = rest(line)
    cookie = shown.partition("Set-Cookie: ")[2].partition(";")[0]
    config = json.loads(html.unescape(shown.partition('data-tornjust-root="')[2].partition('"')[0]))
    headers = f"Host: {host}\r\nOrigin: https://{host}\r\nCookie: {cookie}\r\n"
    poll = f"GET /_tornjust/poll/{config['tab']}/{config['revision']} HTTP/1.1\r\n{headers}\r\n".encode()

    def message(seq: int) -> bytes:
        return json.dumps(["event", seq, config["revision"], button._key, "click", {}]).encode()

    with tls() as line:
        for together in (1, 1, 3, 1, 2):
            line.sendall(poll * together)
            answers = b""
            while answers.count(b"\r\n\r\n") < together:
                answers += line.recv(65536)
            assert answers.count(b"HTTP/1.1 204 ") == together
    with tls() as line:
        upgrade = "\r\n".join(UPGRADE)
        line.sendall(f"GET /_tornjust/socket/{config['tab']} HTTP/1.1\r\n{headers}{upgrade}\r\n\r\n".encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 101 ")
        seq = 0
        for together in (1, 1, 3, 1, 2):
            frames = b""
            for _ in range(together):
                seq += 1
                text = message(seq)
                frames += bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text
            line.sendall(frames)
            answers = b""
            while answers.count(b"patch") < together:
                answers += line.recv(65536)
    assert len(clicks) == 8


@pytest.mark.parametrize(("origin", "status"), [("https", b"101"), ("http", b"403")])
def test_a_page_that_came_by_http_is_no_page_of_ours(serve: Serve, origin: str, status: bytes) -> None:
    server = serve()
    host = f"127.0.0.1:{server.port}"
    with connect(server) as line:
        head = [
            "GET /_tornjust/socket/abc HTTP/1.1",
            f"Host: {host}",
            f"Origin: {origin}://{host}",
            "X-Forwarded-Proto: https",
            *UPGRADE,
        ]
        line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 " + status)


def test_http_is_sent_on_to_https(serve: Serve, certificate: tuple[str, str]) -> None:
    port = free_port()
    settings = Settings(
        ssl_certfile=certificate[0],
        ssl_keyfile=certificate[1],
        ssl_redirect_port=port,
        allowed_hosts="example.org",
    )
    server = serve()
    redirector = server.run(lambda: redirecting(settings, 8443))
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"GET /a?b=c HTTP/1.1\r\nHost: example.org:8080\r\nConnection: close\r\n\r\n")
            answer = rest(line)
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"GET /a?b=c HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
            refused = rest(line)
    finally:
        server.run(redirector.stop)
    assert answer.startswith("HTTP/1.1 308 ")
    assert "Location: https://example.org:8443/a?b=c\r\n" in answer
    assert refused.startswith("HTTP/1.1 421 ")
    assert "Location" not in refused


def test_certificates_that_cannot_be_used(certificate: tuple[str, str], tmp_path: Path) -> None:
    assert tls(Settings()) is None
    with pytest.raises(SettingsError, match="SSL_KEYFILE is missing"):
        tls(Settings(ssl_certfile=certificate[0]))
    with pytest.raises(SettingsError, match="cannot be used"):
        tls(Settings(ssl_certfile=certificate[0], ssl_keyfile=str(tmp_path / "nothing")))
    with pytest.raises(SettingsError, match="cannot be used"):
        tls(Settings(ssl_certfile=certificate[1], ssl_keyfile=certificate[0]))
