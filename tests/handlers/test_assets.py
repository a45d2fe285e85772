"""Files: ours under names that hold their hash, the program's own below /static, and nothing private."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from tornado.web import Application

import tornjust as jp
from tornjust.handlers.static import find_file
from tornjust.settings import Settings

from .conftest import Visitor

pytestmark = pytest.mark.gen_test


def page() -> jp.WebPage:
    wp = jp.WebPage(css=".own { color: red }")
    jp.Div(a=wp, text="Hello", classes="text-white own")
    return wp


@pytest.fixture
def static(settings: Settings) -> Path:
    """The program's static folder."""
    folder = Path(settings.static_directory)
    folder.mkdir()
    (folder.parent / "secret.txt").write_text("classified")
    return folder


async def test_all_that_a_page_names_is_served_and_kept_for_ever(visitor: Visitor) -> None:
    def files() -> jp.WebPage:
        wp = page()
        # Nothing may stand in the page itself.
        wp.csp = "style-src-elem 'self'; script-src 'self'"
        return wp

    jp.Route("/", files)
    source = (await visitor.open()).source
    names = re.findall(r'(?:src|href)="(/_tornjust/[^"]+)"', source)
    assert len(names) >= 5
    for name in names:
        answer = await visitor.fetch(name)
        assert answer.code == 200, name
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        kind = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}[name.rpartition(".")[2]]
        assert answer.headers["Content-Type"].startswith(kind)
        other = re.sub("-[0-9a-f]{16}", "-0123456789abcdef", name)
        assert (await visitor.fetch(other)).code == 404


async def test_the_script_comes_in_the_smallest_form_that_the_browser_takes(visitor: Visitor) -> None:
    jp.Route("/", page)
    source = (await visitor.open()).source
    script = source.partition("<script defer ")[2].partition('src="')[2].partition('"')[0]
    plain = await visitor.fetch(script, {"Accept-Encoding": ""})
    packed = await visitor.fetch(script, {"Accept-Encoding": "gzip"}, decompress_response=False)
    smallest = await visitor.fetch(
        script, {"Accept-Encoding": "gzip, deflate, br"}, decompress_response=False
    )
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert smallest.headers["Content-Encoding"] == "br"
    assert len(smallest.body) < len(packed.body) < len(plain.body)
    assert {a.headers["Vary"] for a in (plain, packed, smallest)} == {"Accept-Encoding"}


@pytest.mark.parametrize(
    "name", ["%2e%2e/%2e%2e/setup.py", "../app.py", "app.py", "early.js", "a/b", "x" * 300]
)
async def test_there_is_nothing_else_below_our_names(visitor: Visitor, name: str) -> None:
    jp.Route("/{path:path}", page, last=True)
    for folder in ("sheet", "static", "client"):
        assert (await visitor.fetch(f"/_tornjust/{folder}/{name}")).code == 404


async def test_the_programs_files_are_served(visitor: Visitor, static: Path) -> None:
    (static / "hello.txt").write_text("hello")
    (static / "pictures").mkdir()
    (static / "pictures" / "dot.svg").write_text("<svg/>")
    hello = await visitor.fetch("/static/hello.txt")
    assert (hello.code, hello.body, hello.headers["Content-Type"]) == (
        200,
        b"hello",
        "text/plain; charset=utf-8",
    )
    assert (await visitor.fetch("/static/pictures/dot.svg")).headers["Content-Type"] == "image/svg+xml"
    again = await visitor.fetch("/static/hello.txt", {"If-None-Match": hello.headers["Etag"]})
    assert again.code == 304


PRIVATE = """
    program.py PROGRAM.PY program.Py module.pyc justpy.env .env .env.local production.env .git/config .hidden
    .ssh/id_rsa key.pem server.key setup.cfg app.ini pyproject.toml data.db data.sqlite3 dump.sql app.log
    program.py.bak program.py~
    .program.py.swp #program.py# notebook.ipynb __pycache__/x.txt venv/x.txt Dockerfile session.pickle a.py/readme.txt
""".split()


@pytest.mark.parametrize("name", PRIVATE)
async def test_sources_and_configuration_are_not_there(visitor: Visitor, static: Path, name: str) -> None:
    path = static / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("classified")
    answer = await visitor.fetch(f"/static/{quote(name)}")
    assert answer.code == 404
    assert b"classified" not in answer.body


@pytest.mark.parametrize(
    "name",
    "program.py%20 program.py. program.py%2e program.py::$DATA program.py%3a%3a$DATA program.py%00.txt %2fprogram.py "
    "./program.py a/../program.py a/%2e%2e/program.py program%2epy %70rogram.py program.py/ program.py/. "
    "program.py%0a program.py%c0%80 .%2fprogram.py a%5c..%5cprogram.py PROGRAM~1.PY".split(),
)
async def test_tricks_with_names_do_not_help(visitor: Visitor, static: Path, name: str) -> None:
    (static / "program.py").write_text("classified")
    (static / "a").mkdir()
    answer = await visitor.fetch(f"/static/{name}")
    assert answer.code in (400, 404)
    assert b"classified" not in answer.body


@pytest.mark.parametrize("goal", ["../secret.txt", "program.py", ".hidden", "..", "/etc/passwd", "ring.txt"])
async def test_links_do_not_help_either(visitor: Visitor, static: Path, goal: str) -> None:
    for name in ("program.py", ".hidden"):
        (static / name).write_text("classified")
    (static / "ring.txt").symlink_to(goal)
    (static / "real.txt").write_text("hello")
    (static / "good.txt").symlink_to("real.txt")
    for path in ("ring.txt", "ring.txt/secret.txt"):
        answer = await visitor.fetch(f"/static/{path}")
        assert answer.code == 404
        assert b"classified" not in answer.body
        assert b"root:" not in answer.body
    assert (await visitor.fetch("/static/good.txt")).body == b"hello"


async def test_the_working_directory_is_served_only_on_demand_and_without_what_is_private(
    settings: Settings, visitor: Visitor, app: Application, static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "logo.svg",
        "data.csv",
        "notes.yaml",
        "secrets.json",
        "requirements.txt",
        "README.md",
        "justpy.env",
    ):
        (static.parent / name).write_text("content")
    monkeypatch.chdir(static.parent)
    assert find_file("static", "logo.svg") is None
    for name in ("logo.svg", "data.csv"):
        assert find_file(".", name) == static.parent.resolve() / name
    for name in ("notes.yaml", "secrets.json", "requirements.txt", "README.md", "justpy.env"):
        assert find_file(".", name) is None
    (static / "notes.yaml").write_text("content")
    assert find_file("static", "notes.yaml") is not None
    assert (await visitor.fetch("/static/logo.svg")).code == 404


async def test_a_file_that_lies_beside_the_program_is_named_in_the_log(
    visitor: Visitor, static: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (static.parent / "logo.svg").write_text("<svg/>")
    monkeypatch.chdir(static.parent)
    await visitor.fetch("/static/logo.svg")
    await visitor.fetch("/static/nothing.svg")
    assert len(caplog.messages) == 1
    assert "set STATIC_DIRECTORY=." in caplog.text


async def test_parts_of_a_file(visitor: Visitor, static: Path) -> None:
    (static / "film.mp4").write_bytes(bytes(range(100)))
    part = await visitor.fetch("/static/film.mp4", {"Range": "bytes=10-19"})
    assert (part.code, part.body, part.headers["Content-Type"]) == (206, bytes(range(10, 20)), "video/mp4")
    assert (await visitor.fetch("/static/film.mp4", {"Range": "bytes=200-"})).code == 416
    head = await visitor.fetch("/static/film.mp4", method="HEAD")
    assert (head.code, head.headers["Content-Length"], head.body) == (200, "100", b"")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "",
        "%00",
        "nothing",
    ],
)
async def test_nothing_outside_of_the_folder_is_there(visitor: Visitor, static: Path, name: str) -> None:
    answer = await visitor.fetch(f"/static/{name}")
    assert answer.code in (400, 403, 404)
    assert b"classified" not in answer.body
    assert b"root:" not in answer.body


async def test_a_program_without_a_static_folder_has_no_static_files(visitor: Visitor) -> None:
    assert (await visitor.fetch("/static/hello.txt")).code == 404
