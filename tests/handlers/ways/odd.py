"""What is unusual, or wrong, about a request."""

from __future__ import annotations

import re
from collections.abc import Callable


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
