"""A connection of a visitor, byte by byte."""

from __future__ import annotations

import contextlib
import gzip
import html
import json
import re
import socket
import time

from serving import Server

from .program import buttons


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

    def comparable(self, head: list[str], body: bytes, is_page: bool) -> tuple[list[str], str]:
        """An answer without what is another one on each server; no body of a page, which has tokens of its own."""
        if "Content-Encoding: gzip" in head or is_page:
            body = b"" if is_page else gzip.decompress(body)
            head = [text for text in head if not text.startswith("Content-Length")]
        return sorted(self.neutral(text) for text in head), self.neutral(body.decode("latin1"))

    def neutral(self, text: str) -> str:
        """Without what is another one on each server."""
        text = text.replace(self.token, "TOKEN").replace(self.host, "HOST").replace(self.name, "NAME")
        text = re.sub(r'"reload", ?"[0-9a-f]{8}"', '"reload", "SERVER"', text)
        text = re.sub(r"(?<!\d)1\d{5}(?!\d)", lambda key: f"KEY{int(key[0]) - self.keys[0]}", text)
        text = re.sub(
            r"(?<!\d)3\d{5}(?!\d)", lambda number: f"REVISION{int(number[0]) - self.revision}", text
        )
        return re.sub(r"(?m)^(Date|Set-Cookie|Etag|Content-Security-Policy): .*$", r"\1", text)
