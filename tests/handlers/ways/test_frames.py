"""Messages on a socket, in all forms that frames may have."""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from serving import Server

from ..test_frames import BINARY, CLOSE, MORE, PING, PONG, TEXT, frame
from .asked import EVENTS, Asked, cuts, written
from .conftest import Ways, went
from .line import Line
from .program import heard

runs = 0
asked_for = 0


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
