"""Files: ours under names that hold their hash, the program's own below /static, and nothing private."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import tornjust as jp
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
    (folder.parent / "secret.txt").write_text("secret")
    return folder


async def test_all_that_a_page_names_is_served_and_kept_for_ever(visitor: Visitor) -> None:
    jp.Route("/", page)
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
    assert (hello.code, hello.body, hello.headers["Content-Type"]) == (200, b"hello", "text/plain")
    assert (await visitor.fetch("/static/pictures/dot.svg")).headers["Content-Type"] == "image/svg+xml"
    again = await visitor.fetch("/static/hello.txt", {"If-None-Match": hello.headers["Etag"]})
    assert again.code == 304


@pytest.mark.parametrize(
    "name",
    "program.py PROGRAM.PY module.pyc justpy.env .env .git/config .hidden key.pem server.key setup.cfg app.ini "
    "pyproject.toml".split(),
)
async def test_sources_and_configuration_are_not_there(visitor: Visitor, static: Path, name: str) -> None:
    path = static / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("secret")
    answer = await visitor.fetch(f"/static/{name}")
    assert answer.code in (403, 404)
    assert b"secret" not in answer.body


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
    assert b"secret" not in answer.body
    assert b"root:" not in answer.body


async def test_a_program_without_a_static_folder_has_no_static_files(visitor: Visitor) -> None:
    assert (await visitor.fetch("/static/hello.txt")).code == 404
