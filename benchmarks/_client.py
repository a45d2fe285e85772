"""A cheap client: blocking sockets, requests made beforehand, answers cut off where they end and hardly looked at.

It runs in a process of its own, and what it costs is not measured. Requests carry the headers that a browser sends.
"""

import base64
import json
import os
import re
import socket
from html import unescape
from typing import Any

from tornjust import wire

HOST = "127.0.0.1"
# What Chromium sends along with fetch(), in its order.
BROWSER = (
    "Connection: keep-alive\r\n"
    'sec-ch-ua-platform: "Linux"\r\n'
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36\r\n"
    'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24"\r\n'
    "sec-ch-ua-mobile: ?0\r\n"
    "Accept: */*\r\n"
    "Sec-Fetch-Site: same-origin\r\n"
    "Sec-Fetch-Mode: cors\r\n"
    "Sec-Fetch-Dest: empty\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: en-US,en;q=0.9\r\n"
)
# What is left for a client that sends no more than it must: nothing then hides what the handlers cost.
SHORT = "Connection: keep-alive\r\n"
# Stands in for the cookie where no tornjust server gave one: both servers parse a header of this length.
COOKIE = (
    "tornjust_session_8000=" + "2|1:0|10:1700000000|21:tornjust_session_8000|44:" + "x" * 44 + "|" + "0" * 64
)


class Connection:
    """A connection that is kept open. `send` and `receive` are apart, so that several can be under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pending = b""

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def more(self) -> None:
        data = self.socket.recv(262144)
        if not data:
            raise ConnectionError("the server closed the connection")
        self.pending += data

    def take(self, length: int) -> bytes:
        """The next `length` bytes."""
        while len(self.pending) < length:
            self.more()
        data, self.pending = self.pending[:length], self.pending[length:]
        return data

    def until(self, mark: bytes) -> bytes:
        """Everything up to `mark`, and the mark."""
        while mark not in self.pending:
            self.more()
        return self.take(self.pending.index(mark) + len(mark))

    def receive(self) -> tuple[bytes, bytes]:
        """One HTTP answer: its head and its body. Raises `RuntimeError` for a status from 400 on."""
        head = self.until(b"\r\n\r\n")
        if head[9:12] >= b"400":
            raise RuntimeError(f"the server answered {head.decode()}")
        length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
        if length:
            return head, self.take(int(length[1]))
        if head[9:12] in (b"204", b"304"):
            return head, b""
        body = b""
        while size := int(self.until(b"\r\n"), 16):
            body += self.take(size + 2)[:-2]
        self.take(2)
        return head, body

    def fetch(self, request: bytes) -> tuple[bytes, bytes]:
        self.send(request)
        return self.receive()

    def close(self) -> None:
        self.socket.close()


class Socket(Connection):
    """A WebSocket (RFC 6455), for short messages."""

    def __init__(self, port: int, path: str, cookie: str = COOKIE) -> None:
        super().__init__(port)
        key = base64.b64encode(os.urandom(16)).decode()
        self.send(
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Origin: http://{HOST}:{port}\r\nCookie: {cookie}\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = self.until(b"\r\n\r\n")
        if b" 101 " not in head:
            raise RuntimeError(f"no socket at {path}: {head.decode()}")

    def write(self, text: str) -> None:
        """Send one message. The mask is four zeros, which leave the text as it is."""
        data = text.encode()
        length = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
        self.send(b"\x81" + length + b"\0\0\0\0" + data)

    def read(self) -> bytes:
        """The next text message; pings are passed over."""
        while True:
            kind, length = self.take(2)
            if length == 126:
                length = int.from_bytes(self.take(2), "big")
            elif length == 127:
                length = int.from_bytes(self.take(8), "big")
            data = self.take(length)
            if kind == 0x81:
                return data


def get(port: int, path: str, cookie: str = COOKIE, headers: str = BROWSER) -> bytes:
    """A request as fetch() makes it."""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{headers}Cookie: {cookie}\r\n\r\n".encode()


def visit(port: int, path: str, cookie: str = "") -> bytes:
    """A request for a page, to be answered without compression; without a cookie from a new visitor."""
    cookies = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: keep-alive\r\n{cookies}\r\n".encode()


def post(port: int, path: str, text: str, cookie: str = COOKIE, headers: str = BROWSER) -> bytes:
    """A request that brings a message, as fetch() makes it."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{headers}Content-Type: application/json\r\n"
        f"Origin: http://{HOST}:{port}\r\nCookie: {cookie}\r\nContent-Length: {len(text)}\r\n\r\n{text}"
    ).encode()


class Tab:
    """A tab on a page of a tornjust server: what the runtime reads from the document, and the messages it sends."""

    def __init__(self, port: int, path: str, cookie: str = "") -> None:
        connection = Connection(port)
        head, body = connection.fetch(visit(port, path, cookie))
        connection.close()
        self.port = port
        self.html = body.decode()
        config = json.loads(unescape(_found(f'{wire.ROOT}="([^"]*)"', self.html)))
        self.token, self.base, self.revision = config["tab"], config["base"], config["revision"]
        given = re.search(rb"set-cookie: ([^;]*)", head, re.IGNORECASE)
        self.cookie = given[1].decode() if given else cookie
        self.seq = 0

    def button(self) -> int:
        """The key of the first button."""
        return int(_found(f'<button[^>]*{wire.KEY}="([0-9]+)"', self.html))

    def poll(self, headers: str = BROWSER) -> bytes:
        """The request of a poll."""
        path = f"{self.base}{wire.POLL_PATH}{self.token}/{self.revision}"
        return get(self.port, path, self.cookie, headers)

    def click(self, key: int, fields: dict[str, Any]) -> str:
        """The message of a click, under the next number."""
        self.seq += 1
        return json.dumps([wire.EVENT, self.seq, self.revision, key, "click", fields], separators=(",", ":"))

    def post(self, message: str, headers: str = BROWSER) -> bytes:
        """The request that brings an event."""
        return post(self.port, f"{self.base}{wire.EVENT_PATH}{self.token}", message, self.cookie, headers)

    def socket(self) -> Socket:
        """The tab's socket, through which patches come from now on."""
        socket = Socket(self.port, f"{self.base}{wire.SOCKET_PATH}{self.token}", self.cookie)
        socket.write(json.dumps([wire.SYNC, self.revision]))
        answer = json.loads(socket.read())
        if answer[0] == wire.PATCH:
            self.revision = answer[2]
        return socket

    def take(self, answer: bytes) -> None:
        """Go to the revision of a patch. Raises `RuntimeError` for anything else than a patch with one change."""
        message = json.loads(answer)
        if message[0] != wire.PATCH or len(message[3]) != 1 or len(message) > 5:
            raise RuntimeError(f"expected a patch with one change, got {answer[:200]!r}")
        self.revision = message[2]


def leave(port: int, html: bytes, cookie: str) -> bytes:
    """What a browser sends when it leaves the page."""
    config = json.loads(unescape(_found(f'{wire.ROOT}="([^"]*)"', html.decode())))
    return post(port, f"{config['base']}{wire.LEAVE_PATH}{config['tab']}", "", cookie)


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"{pattern!r} is not in the page: {text[:500]}")
    return match[1]
