"""How a served program stops: at once where it can, and well where somebody waits."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import HELLO, Program, Write, config_of

BUSY = """
    import asyncio, time
    import tornjust as jp

    async def sleep(self, msg):
        print("handler runs", flush=True)
        await asyncio.sleep(30)

    async def thread(self, msg):
        print("handler runs", flush=True)
        await asyncio.to_thread(time.sleep, 30)

    async def stubborn():
        while True:
            try:
                await asyncio.sleep(0.1)
            except:
                pass

    def page(request):
        wp = jp.WebPage()
        handler = {handler}
        jp.Button(a=wp, text="sleep", click=handler)
        return wp

    jp.justpy(page, startup=lambda: {startup})
"""


def in_flight(program: Program) -> list[socket.socket]:
    """Open what a busy afternoon has open: a handler that sleeps, a WebSocket, an idle and a half-sent request."""
    connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=5)
    connection.request("GET", "/")
    answer = connection.getresponse()
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    source = answer.read().decode()
    config = config_of(source)
    keys = re.findall(r'<button data-tj="(\d+)"', source)
    head = f"HTTP/1.1\r\nHost: 127.0.0.1:{program.port}\r\nCookie: {cookie}\r\n"
    event = json.dumps(["event", 1, config["revision"], int(keys[0]), "click", {}])
    key = base64.b64encode(os.urandom(16)).decode()
    requests = [
        f"POST {config['base']}/event/{config['tab']} {head}Content-Length: {len(event)}\r\n\r\n{event}",
        f"GET {config['base']}/socket/{config['tab']} {head}Upgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n",
        f"POST {config['base']}/event/{config['tab']} {head}Content-Length: 100\r\n\r\nhalf",
    ]
    open_ones = []
    for request in requests:
        line = socket.create_connection(("127.0.0.1", program.port), timeout=5)
        line.sendall(request.encode())
        open_ones.append(line)
    assert open_ones[1].recv(12) == b"HTTP/1.1 101"
    assert connection.sock is not None
    program.wait_for("handler runs")
    return [*open_ones, connection.sock]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize(
    ("handler", "startup"),
    [("sleep", "None"), ("thread", "None"), ("sleep", "jp.run_task(stubborn())")],
    ids=["a handler sleeps", "a handler waits for a thread", "a task that cannot be cancelled"],
)
def test_a_signal_stops_it_at_once_with_requests_in_flight(
    serve: Callable[..., Program], write: Write, number: int, handler: str, startup: str
) -> None:
    program = serve(write(BUSY.format(handler=handler, startup=startup)))
    open_ones = in_flight(program)
    assert program.stop(number) == 0
    assert program.stderr == ""
    for line in open_ones:
        line.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_a_signal_stops_an_idle_program_without_a_word(serve: Callable[..., Program], number: int) -> None:
    program = serve(HELLO)
    program.get()
    assert program.stop(number) == 0
    assert program.stderr == ""
    assert program.stdout.count("\n") == 1


WORK = """
    import asyncio
    import tornjust as jp

    async def work(self, msg):
        print("handler runs", flush=True)
        await asyncio.sleep(0.7)
        self.text = "finished"
        print("handler ends", flush=True)

    def page(request):
        wp = jp.WebPage()
        jp.Button(a=wp, text="work", click=work)
        return wp

    jp.justpy(page, SHUTDOWN_TIMEOUT=20)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_handlers_finish_and_tabs_are_told_before_it_stops(
    serve: Callable[..., Program], write: Write, number: int
) -> None:
    program = serve(write(WORK))
    event, tab, half, idle = in_flight(program)
    program.process.send_signal(number)
    answer = b""
    while b"finished" not in answer:
        piece = event.recv(65536)
        assert piece, answer
        answer += piece
    frames = b""
    while piece := tab.recv(65536):
        frames += piece
    # A close frame of the server: 1012, the service restarts (RFC 6455, 5.5.1 and IANA's registry).
    text = b"the server restarts"
    assert frames.endswith(bytes([0x88, 2 + len(text)]) + (1012).to_bytes(2, "big") + text)
    assert program.process.wait(3) == 0
    assert program.stderr == ""
    assert "handler ends" in program.stdout
    for line in (event, tab, half, idle):
        line.close()


AFTERNOON = """
    import asyncio
    import tornjust as jp

    async def work(self, msg):
        for number in range(8):
            self.text = f"step {number}"
            await msg.page.update()
            if not number:
                print("handler runs", flush=True)
            await asyncio.sleep(0.1)
        self.text = "finished"

    def page(request):
        wp = jp.WebPage()
        jp.Button(a=wp, text="work", click=work)
        return wp

    async def pieces():
        try:
            for number in range(1000):
                yield f"piece {number} "
                await asyncio.sleep(0.05)
        finally:
            print("stream closed", flush=True)

    jp.Route("/stream", lambda: jp.StreamingResponse(pieces(), media_type="text/plain"))
    jp.justpy(
        page, websockets=False, push=True, SHUTDOWN_TIMEOUT=2, PREFIX="/tools", LOG_FORMAT="json", ACCESS_LOG=True
    )
"""


def test_what_waits_and_what_streams_ends_well_and_balancers_see_it_coming(
    serve: Callable[..., Program], write: Write
) -> None:
    program = serve(write(AFTERNOON))

    def ask(request: str, body: str = "", *headers: str) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", program.port), timeout=10)
        head = [
            f"{request} HTTP/1.1",
            f"Host: 127.0.0.1:{program.port}",
            f"Content-Length: {len(body)}",
            *headers,
        ]
        line.sendall(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        return line

    def all_of(line: socket.socket) -> str:
        pieces = []
        with contextlib.suppress(ConnectionResetError):
            while piece := line.recv(65536):
                pieces.append(piece)
        line.close()
        return b"".join(pieces).decode()

    page = all_of(ask("GET /tools/", "", "Connection: close"))
    config = config_of(page)
    cookie = "Cookie: " + page.partition("Set-Cookie: ")[2].partition(";")[0]
    (key,) = re.findall(r'<button data-tj="(\d+)"', page)
    event = json.dumps(["event", 1, config["revision"], int(key), "click", {}])
    base, tab = config["base"], config["tab"]
    assert base == "/tools/_tornjust"
    balancer = ask("GET /tools/_tornjust/health")
    assert balancer.recv(4096).startswith(b"HTTP/1.1 200 ")
    stream = ask("GET /tools/stream")
    assert b"piece 0" in stream.recv(4096)
    working = ask(f"POST {base}/event/{tab}", event, cookie)
    program.wait_for("handler runs")
    waiting = ask(f"GET {base}/park/{tab}/999999", "", cookie)
    program.process.send_signal(signal.SIGTERM)
    end = time.monotonic() + 5
    answer = b"200"
    while b" 503 " not in answer:
        assert time.monotonic() < end
        balancer.sendall(f"GET /_tornjust/health HTTP/1.1\r\nHost: 127.0.0.1:{program.port}\r\n\r\n".encode())
        answer = balancer.recv(4096)
    # The handler ends, step by step; who waits is answered, and comes back to the next process.
    said = all_of(working)
    assert "step 0" in said
    assert "finished" in said
    assert said.endswith("0\r\n\r\n")
    assert re.match(r"HTTP/1.1 20[04] ", all_of(waiting))
    # A stream that would go on breaks off, and does not look as if that were its end.
    streamed = all_of(stream)
    assert "piece 1 " in streamed
    assert not streamed.endswith("0\r\n\r\n")
    balancer.close()
    assert program.process.wait(6) == 0
    lines = [json.loads(text) for text in program.stderr.splitlines()]
    assert [line for line in lines if line["logger"] != "tornjust.access"] == []
    seen = {(line["method"], line["path"].partition("...")[0][:25], line["status"]) for line in lines}
    assert ("GET", "/tools/", 200) in seen
    assert ("GET", "/_tornjust/health", 503) in seen
    assert tab not in program.stderr


def test_no_new_visitor_is_let_in_while_it_stops(serve: Callable[..., Program], write: Write) -> None:
    program = serve(write(WORK))
    open_ones = in_flight(program)
    program.process.send_signal(signal.SIGTERM)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", program.port), timeout=1).close()
        except (ConnectionRefusedError, ConnectionResetError):
            break
    else:
        pytest.fail("connections are still taken")
    assert program.process.wait(5) == 0
    for line in open_ones:
        line.close()


def test_a_second_signal_ends_it_at_once(serve: Callable[..., Program], write: Write) -> None:
    program = serve(
        write(
            BUSY.format(handler="sleep", startup="None").replace(
                "jp.justpy(page,", "jp.justpy(page, shutdown_timeout=60,"
            )
        )
    )
    open_ones = in_flight(program)
    program.process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert program.process.poll() is None
    program.process.send_signal(signal.SIGINT)
    assert program.process.wait(1) == -signal.SIGINT
    for line in open_ones:
        line.close()


def test_its_port_is_free_again_at_once(serve: Callable[..., Program]) -> None:
    program = serve(HELLO)
    program.get()
    program.stop(signal.SIGTERM)
    again = serve(HELLO, "--port", str(program.port))
    assert again.port == program.port


def test_a_signal_while_the_program_starts_ends_it(write: Write, tmp_path: Path) -> None:
    path = write("""
        import time
        print("starting", flush=True)
        time.sleep(30)
    """)
    process = subprocess.Popen(
        [sys.executable, "-m", "tornjust", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "starting\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(15) == 130
        assert process.stderr is not None
        assert process.stderr.read() == ""
