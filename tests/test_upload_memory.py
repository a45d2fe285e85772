"""A file of 200 MB comes, and the server's memory does not grow with it."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import program

resource = pytest.importorskip("resource")

PROGRAM = """
import resource
import tornjust as jp

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def submit(self, msg):
    file = msg.form_data[0].files[0]
    with file.open() as stream:
        stream.seek(-4, 2)
        end = stream.read()
    self.out.text = f"{before} {peak()} {file.size} {file.path.stat().st_size} {end.decode()}"

def page():
    global before
    wp = jp.WebPage()
    form = jp.Form(a=wp, submit=submit)
    jp.Input(a=form, type="file")
    form.out = jp.Div(a=wp, text=form._key)
    before = peak()
    return wp

jp.justpy(page, websockets=False)
"""
SIZE = 200_000_000
PIECE = bytes(range(256)) * 3906
HEAD = b'--limit\r\nContent-Disposition: form-data; name="0"; filename="large.bin"\r\n\r\n'
TAIL = b"last\r\n--limit--\r\n"


def body() -> Iterator[bytes]:
    yield HEAD
    left = SIZE - 4
    while left:
        yield PIECE[:left]
        left -= min(left, len(PIECE))
    yield TAIL


def test_a_large_file_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    with program(path, cwd=tmp_path, env={"UPLOAD_DIRECTORY": str(tmp_path)}) as url:
        host = url.partition("//")[2]

        def ask(method: str, address: str, sent: Any = None, **headers: str) -> tuple[int, str, str]:
            with contextlib.closing(http.client.HTTPConnection(host, timeout=60)) as connection:
                connection.request(method, address, body=sent, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.getheader("Set-Cookie") or "", answer.read().decode()

        _, cookie, source = ask("GET", "/")
        cookie = cookie.partition(";")[0]
        config = json.loads(html.unescape(re.findall(r'data-tornjust-root="([^"]*)"', source)[0]))
        key = int(re.findall(r'<form data-tj="(\d+)"', source)[0])
        entry = {"name": "large.bin", "size": SIZE, "type": "", "lastModified": 1, "tj-file": 0}
        event = [
            "event",
            1,
            config["revision"],
            key,
            "submit",
            {"tj-files": 1, "form_data": [{"files": [entry]}]},
        ]
        answers: list[str] = []

        def submit() -> None:
            address = f"{config['base']}/event/{config['tab']}"
            answers.append(ask("POST", address, json.dumps(event), Cookie=cookie)[2])

        waiting = threading.Thread(target=submit)
        waiting.start()
        status, *_ = ask(
            "POST",
            f"{config['base']}/upload/{config['tab']}/1",
            body(),
            Cookie=cookie,
            **{
                "Content-Type": "multipart/form-data; boundary=limit",
                "Content-Length": str(len(HEAD) + SIZE - 4 + len(TAIL)),
            },
        )
        assert status == 200
        waiting.join(timeout=30)
    found = re.search(r'"(\d+) (\d+) (\d+) (\d+) last"', answers[0])
    assert found, answers
    before, after, size, stored = map(int, found.groups())
    assert (size, stored) == (SIZE, SIZE)
    # Kilobytes; what is read and written at a time, and code that was not needed before.
    assert after - before < 12_000, f"the peak grew by {after - before} kB for {SIZE // 1000} kB"
