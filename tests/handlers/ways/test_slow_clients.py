"""Clients that are slow, deaf or gone; one of them costs the others nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import time
from pathlib import Path

import pytest
from nginx import make_certificate
from serving import Server

from tornjust.app import make_application
from tornjust.httpd import make_server
from tornjust.lane import Lane
from tornjust.settings import Settings

from .asked import Asked, written
from .conftest import Ways, went
from .line import Line


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
