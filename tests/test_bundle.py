"""The script for the browser: how it is made, found and kept, and that it runs in a Chromium under a strict policy."""

import ast
import gzip
import importlib.metadata
import importlib.util
import json
import logging
import os
import re
import runpy
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import brotli
import pytest
from playwright.sync_api import Page
from serving import ROOT, Server
from tornado.web import Application, RequestHandler

from tornjust import bundle
from tornjust.bundling import store, vendor, worker
from tornjust.bundling.compiler import Compiler
from tornjust.bundling.constants import constants_of, with_constants
from tornjust.bundling.modules import Module, client_modules, extra_modules
from tornjust.bundling.plain import treats_objects_plainly
from tornjust.bundling.strip import stripped

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:;"
    " base-uri 'none'; form-action 'self'"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small client: `wire.py` and `client_py/` as in the package."""
    folder = tmp_path / "tree"
    (folder / "client_py").mkdir(parents=True)
    (folder / "wire.py").write_text('"""The protocol."""\n\nEVENT = "event"\n')
    (folder / "client_py" / "__init__.py").write_text("")
    (folder / "client_py" / "main.py").write_text("from tornjust import wire\n\nprint(wire.EVENT)\n")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TORNJUST_CACHE_DIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return folder


@pytest.fixture
def no_build(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """After a call of this, making a script fails the test."""

    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("a finished script was there, but it was made anew")

    return lambda: monkeypatch.setattr(worker, "run", refuse)


# Making it


def test_the_same_inputs_give_the_same_bytes(tree: Path) -> None:
    assert bundle.build(tree) == bundle.build(tree)


def test_an_asset_carries_its_compressed_forms_and_a_name_from_its_content(tree: Path) -> None:
    asset = bundle.build(tree)
    assert gzip.decompress(asset.gzip) == asset.raw
    assert asset.brotli is not None
    assert brotli.decompress(asset.brotli) == asset.raw
    assert re.fullmatch(r"tornjust-[0-9a-f]{16}\.js", asset.name)
    (tree / "client_py" / "main.py").write_text("print(1)\n")
    assert bundle.build(tree).name != asset.name


def test_the_runtime_of_this_package_can_be_made_and_stays_small() -> None:
    asset = bundle.build(lines=False)
    assert asset.brotli is not None
    # The whole first visit of a page is to stay under 200 kB.
    assert len(asset.brotli) < 183_000


def test_a_folder_is_an_extra_that_the_page_may_load_later(tree: Path, page: Page) -> None:
    """It is no part of the script, which knows its name."""
    folder = tree / "client_py" / "more"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "words.py").write_text("WORD = 'later'\n")
    (folder / "start.py").write_text(
        "from browser import window\nfrom tornjust.client_py.more.words import WORD\nwindow.result = WORD\n"
    )
    asset = bundle.build(tree)
    (extra,) = asset.extras
    assert re.fullmatch(r"more-[0-9a-f]{16}\.js", extra.name)
    assert asset.find(extra.name) is extra
    assert asset.find(asset.name) is asset
    assert asset.find("other.js") is None
    text = asset.raw.decode()
    assert "later" not in text
    assert f'tornjust_extras={{"more": "{extra.name}"}}' in text
    assert Scripts(asset.raw, extra.raw).run(page) == "later"


@pytest.mark.usefixtures("cache")
def test_extras_are_kept_with_it(tree: Path, no_build: Callable[[], None]) -> None:
    (tree / "client_py" / "more").mkdir()
    (tree / "client_py" / "more" / "start.py").write_text("x = 1\n")
    first = bundle.client_script(tree)
    assert len(first.extras) == 1
    no_build()
    assert bundle.client_script(tree) == first


def test_brythons_licence_is_served_with_it(tree: Path) -> None:
    text = bundle.build(tree).raw.decode()
    assert "Copyright (c) 2012, Pierre Quentel" in text
    assert "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in text


def test_no_docstring_no_annotation_and_no_comment_travels(tree: Path) -> None:
    (tree / "client_py" / "main.py").write_text(
        '"""module words"""\n\n\nclass A:\n    """class words"""\n\n    x: "field words" = 1\n\n'
        '    def f(self, a: "argument words" = 2) -> "return words":\n        """method words\n        """\n\n\n'
        '# comment words\nkept = """string words"""\n'
    )
    text = bundle.build(tree).raw.decode()
    assert re.findall(r"(\w+) words", text) == ["string"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"""one"""\nx = 1', "\nx = 1"),
        ('def f():\n    """one\n    two"""', "def f():\n    pass\n"),
        ('def f():\n    """one"""; return 1', "def f():\n    pass; return 1"),
        ('def f():\n    """one"""  # two\n    return 1', "def f():\n      # two\n    return 1"),
        ("def f(a: int, b: 'x' = 1, *c: str, d: dict[\n    int, str\n]) -> None: pass", None),
        ("def f(a, b = 1) -> list[int]:\n    pass", "def f(a, b = 1):\n    pass"),
        ("def f(ä: 'ö', b: int): pass", "def f(ä, b): pass"),
        ("def f(a: (int)): pass", "def f(a: (int)): pass"),
        ("x: int = 1\nself.y: 'str' = 2\nz: int", "x = 1\nself.y = 2\npass"),
        ("x: dict[\n    int, int\n] = {}", "x: dict[\n    int, int\n] = {}"),
        ("if TYPE_CHECKING:\n    import a\n    import b\nx = 1", "pass\n\n\nx = 1"),
        ("x = 'not a: docstring'\ny = lambda a: a", "x = 'not a: docstring'\ny = lambda a: a"),
    ],
)
def test_what_is_left_of_a_source_stands_on_its_own_line(before: str, after: str | None) -> None:
    after = "def f(a, b = 1, *c, d\n\n): pass" if after is None else after
    assert stripped(before) == after
    ast.parse(stripped(before))


def test_without_a_minifier_it_is_larger_but_complete(tree: Path) -> None:
    plain = bundle.build(tree, minify=False)
    assert len(plain.raw) > len(bundle.build(tree).raw)


# What cannot be made


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("import json", "json"),
        ("import browser.timer", "browser.timer"),
        ("from browser import timer", "browser.timer"),
        ("from browser.local_storage import storage", "browser.local_storage"),
        ("from tornjust import session", "tornjust.session"),
        ("from tornjust.wire import nothing", "tornjust.wire.nothing"),
        ("from . import nothing", "tornjust.client_py.nothing"),
        ("from .nothing import name", "tornjust.client_py.nothing"),
        ("from ..client_py.nothing import name", "tornjust.client_py.nothing"),
        ("from ... import name", "..."),
        ("def f():\n    import typing", "typing"),
        ("try:\n    import re\nexcept ImportError:\n    pass", "re"),
        ("from __future__ import annotations", "__future__"),
    ],
)
def test_an_import_that_the_browser_lacks_is_named_with_its_place(tree: Path, line: str, name: str) -> None:
    (tree / "client_py" / "main.py").write_text(f"x = 1\n{line}\n")
    at = 2 + next(i for i, text in enumerate(line.splitlines()) if "import" in text)
    with pytest.raises(
        bundle.BundleError, match=rf"tornjust/client_py/main\.py:{at}: cannot import '{re.escape(name)}"
    ):
        bundle.build(tree)


@pytest.mark.parametrize(
    "text",
    [
        "from browser import document, window, aio, html",
        "from browser.html import DIV",
        "from javascript import JSON, NULL",
        "import tornjust.wire as wire",
        "from tornjust.wire import EVENT",
        "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import typing",
    ],
)
def test_an_import_that_the_browser_has_is_allowed(tree: Path, text: str) -> None:
    (tree / "client_py" / "main.py").write_text(text + "\n")
    assert client_modules(tree)


def test_a_syntax_error_is_named_with_its_place(tree: Path) -> None:
    (tree / "client_py" / "main.py").write_text("x = 1\n\nif x\n    pass\n")
    with pytest.raises(bundle.BundleError, match=r"tornjust/client_py/main\.py:3: SyntaxError"):
        bundle.build(tree)


def test_what_only_brython_refuses_is_named_with_its_place() -> None:
    compiler = Compiler(vendor.brython_js().decode())
    with pytest.raises(bundle.BundleError, match=r"^app\.py:2: SyntaxError: .+"):
        compiler.compile("x = 1\nreturn x\n", "app", "app.py")


def test_a_missing_main_module_is_named(tree: Path) -> None:
    (tree / "client_py" / "main.py").unlink()
    with pytest.raises(bundle.BundleError, match=r"main\.py is missing"):
        bundle.build(tree)


def test_another_brython_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "brython.js"
    other.write_text("// another one")
    monkeypatch.setattr(vendor, "_installed_path", lambda: other)
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "3.14.3")
    with pytest.raises(bundle.BundleError) as caught:
        bundle.client_script()
    assert "3.14.3" in str(caught.value)
    assert 'pip install "brython==3.15.0"' in str(caught.value)
    assert bundle.main([]) == 1
    assert "3.14.3" in capsys.readouterr().err


def test_a_brython_that_somebody_edited_is_refused(tmp_path: Path) -> None:
    edited = tmp_path / "brython.js"
    edited.write_bytes(vendor.brython_js() + b"\n")
    with pytest.raises(bundle.BundleError, match="--force-reinstall"):
        vendor.brython_js(edited)


def test_a_missing_brython_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bundle.BundleError, match=r"not installed; .*pip install"):
        vendor.brython_js()


def test_a_missing_engine_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    with pytest.raises(bundle.BundleError, match=r"quickjs-ng.*pip install"):
        Compiler(vendor.brython_js().decode())


# Finding and keeping it


def test_the_second_start_takes_it_from_the_cache(
    tree: Path, cache: Path, no_build: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "tornjust.bundle"):
        first = bundle.client_script(tree)
    assert len(caplog.records) == 1
    assert "made the browser's script" in caplog.text
    no_build()
    assert bundle.client_script(tree) == first
    assert len(list(cache.iterdir())) == 1


@pytest.mark.usefixtures("cache")
def test_a_change_of_the_client_makes_it_stale(tree: Path) -> None:
    first = bundle.client_script(tree)
    with (tree / "wire.py").open("a") as file:
        file.write("MORE = 1\n")
    assert bundle.client_script(tree).name != first.name


def test_a_damaged_one_is_made_anew(tree: Path, cache: Path) -> None:
    first = bundle.client_script(tree)
    (folder,) = cache.iterdir()
    (folder / first.name).write_text("alert(1)")
    assert bundle.client_script(tree) == first
    assert (folder / first.name).read_bytes() == first.raw


def test_one_that_the_package_carries_comes_first(
    tree: Path, cache: Path, tmp_path: Path, no_build: Callable[[], None]
) -> None:
    asset = bundle.build(tree)
    store.save(asset, tmp_path / "built", store.input_key(tree))
    no_build()
    assert bundle.client_script(tree, tmp_path / "built") == asset
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
def test_one_that_the_package_carries_is_passed_over_when_stale(tree: Path, tmp_path: Path) -> None:
    store.save(store.make_asset("// of another client"), tmp_path / "built", "another key")
    assert b"another client" not in bundle.client_script(tree, tmp_path / "built").raw


def test_where_the_cache_cannot_be_written_a_temporary_folder_serves(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_build: Callable[[], None]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TORNJUST_CACHE_DIR", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    first = bundle.client_script(tree)
    no_build()
    assert bundle.client_script(tree) == first


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have their own places")
def test_the_cache_stands_where_the_platform_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TORNJUST_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/caches")
    assert store.cache_folder() == Path("/var/caches/tornjust")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert store.cache_folder() == Path("/home/someone/.cache/tornjust")


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows gives each user a temporary folder")
def test_a_temporary_folder_that_others_can_write_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = store.temporary_folder()
    assert folder is not None
    folder.chmod(0o777)
    assert store.temporary_folder() is None


def test_two_processes_may_make_it_at_the_same_time(tree: Path, cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tornjust import bundle;"
        " print(bundle.client_script(Path(sys.argv[1]), Path('none')).name)"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(tree)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(3)
    ]
    names = {process.communicate(timeout=300)[0] for process in processes}
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert names == {bundle.client_script(tree).name + "\n"}
    assert len(list(cache.iterdir())) == 1


@pytest.mark.usefixtures("cache")
def test_a_start_with_a_finished_one_takes_a_fraction_of_its_making() -> None:
    def measure(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    bundle.client_script()
    assert min(measure(bundle.client_script) for _ in range(10)) < measure(bundle.build) / 20


# The command


def test_the_command_writes_it_to_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "deep" / "built"
    assert bundle.main(["--to", str(target)]) == 0
    assert "brotli" in capsys.readouterr().out
    ready = store.load(target, store.input_key(bundle.PACKAGE))
    assert ready is not None
    names = [asset.name for asset in (ready, *ready.extras)]
    assert {path.name for path in target.iterdir()} == {
        "bundle.json",
        *(name + suffix for name in names for suffix in ("", ".gz", ".br")),
    }


def test_the_command_checks_that_it_is_reproducible(capsys: pytest.CaptureFixture[str]) -> None:
    assert bundle.main(["--check"]) == 0
    assert "tornjust-" in capsys.readouterr().out


def test_the_command_cleans_up(
    tree: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bundle, "BUILT", tmp_path / "built")
    bundle.client_script(tree)
    assert bundle.main(["--clean"]) == 0
    assert not cache.exists()


# One more module


def test_a_module_can_be_compiled_later() -> None:
    script = bundle.compile_module("def double(x):\n    return 2 * x\n", "app", "app.py")
    assert script == bundle.compile_module("def double(x):\n    return 2 * x\n", "app", "app.py")
    assert "return 2 * x" not in script


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(:\n    pass\n", r"^app\.py:1: SyntaxError"),
        ("x = 1\nimport json\n", r"^app\.py:2: cannot import 'json'"),
    ],
)
def test_what_cannot_be_compiled_later_is_named_with_its_place(source: str, message: str) -> None:
    with pytest.raises(bundle.BundleError, match=message):
        bundle.compile_module(source, "app", "app.py")


# In the browser


class Scripts:
    """Serves a page with `scripts` under a strict policy and notes every request and every violation."""

    def __init__(self, *scripts: bytes) -> None:
        self.requests: list[str] = []
        self.reports: list[Any] = []
        self._server = Server(lambda: self._application(scripts))

    def _application(self, scripts: tuple[bytes, ...]) -> Application:
        site = self

        class Handler(RequestHandler):
            def get(self, path: str) -> None:
                site.requests.append(path)
                if path:
                    self.set_header("Content-Type", "text/javascript; charset=utf-8")
                    self.finish(scripts[int(path.removesuffix(".js"))])
                    return
                tags = "".join(f'<script defer src="/{i}.js"></script>' for i in range(len(scripts)))
                self.set_header("Content-Security-Policy", f"{POLICY}; report-uri /report")
                self.finish(f'<!doctype html><link rel="icon" href="data:,">{tags}<p id="out"></p>')

            def post(self, path: str) -> None:
                site.reports.append(json.loads(self.request.body))

        return Application([("/(.*)", Handler)])

    def run(self, page: Page) -> Any:
        """Opens the page and gives what the scripts left in `window.result`."""
        with self._server as server:
            page.goto(server.url)
            # page.wait_for_function() would need eval in the page.
            end = time.monotonic() + 10
            while (result := page.evaluate("window.result")) is None and time.monotonic() < end:
                page.wait_for_timeout(20)
            page.wait_for_timeout(100)
            return result


@pytest.fixture
def features() -> str:
    """Client code that tries the language out and leaves a dictionary of results."""
    return (Path(__file__).parent / "bundle_features.py").read_text()


@pytest.mark.parametrize("minify", [True, False])
def test_python_runs_in_the_browser_under_a_strict_policy(
    tree: Path, features: str, page: Page, minify: bool
) -> None:
    (tree / "client_py" / "main.py").write_text(features)
    (tree / "client_py" / "helper.py").write_text(
        "from . import main\n\nclass Helper:\n    word = 'help'\n\ndef boom(d):\n    return d['missing']\n"
    )
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    site = Scripts(bundle.build(tree, minify=minify).raw)
    results = site.run(page)
    assert results, problems
    assert {name: got for name, (got, wanted) in results.items() if got != wanted} == {}
    assert len(results) > 40
    assert problems == []
    assert site.reports == []
    assert site.requests == ["", "0.js"]


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("name", ["bundle_lookups.py", "bundle_calls.py", "bundle_light.py"])
def test_code_gives_what_it_gives_elsewhere(tree: Path, page: Page, name: str, lines: bool) -> None:
    source = Path(__file__).with_name(name)
    (tree / "client_py" / "main.py").write_text(
        source.read_text()
        + "\nfrom browser import window\n\nwindow.result = window.Object.fromEntries(list(results.items()))\n"
    )
    results = Scripts(bundle.build(tree, lines=lines).raw).run(page)
    wanted = runpy.run_path(str(source))["results"]
    assert len(wanted) >= 30
    assert results == wanted


def test_what_is_served_does_the_same_but_names_functions_without_their_lines(
    tree: Path, features: str, page: Page
) -> None:
    (tree / "client_py" / "main.py").write_text(features)
    (tree / "client_py" / "helper.py").write_text(
        "from . import main\n\nclass Helper:\n    word = 'help'\n\ndef boom(d):\n    return d['missing']\n"
    )
    served = bundle.client_script(tree, tree / "built")
    results = Scripts(served.raw).run(page)
    assert [name for name, (got, wanted) in results.items() if got != wanted] == ["traceback"]
    with_lines = bundle.build(tree)
    assert b"set_lineno" in with_lines.raw
    calls = [script.raw.count(b"set_lineno(") for script in (with_lines, served)]
    assert calls[1] < calls[0] / 2


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "class A:\n    def f(self):\n        self.x = self.g()\n    @property\n    def g(self): return 1",
            True,
        ),
        ("class A: pass\na = A()\na.x = 1\ndel a.x", True),
        ("class A: pass\nA.f = lambda self: 1", False),
        ("class A: pass\ndef f():\n    del A.x", False),
        ("class A:\n    @staticmethod\n    def f(): pass", False),
        ("class A:\n    def __get__(self, a, b): pass", False),
        ("class A:\n    def __setattr__(self, a, b): self.__dict__[a] = b", False),
        ("def f(a): setattr(a, 'x', 1)", False),
        ("def f(a): type(a).x = 1", False),
        ("def f(a): vars(a)['x'] = 1", False),
    ],
)
def test_attributes_are_looked_for_the_short_way_where_nothing_could_stand_in_it(
    text: str, plain: bool
) -> None:
    module = Module("tornjust.client_py.main", text, "main.py")
    assert treats_objects_plainly([module]) is plain
    # What meets the objects of programs goes the long way anyway.
    assert treats_objects_plainly([replace(module, name="tornjust.client_py.twin.twin")])


def test_the_runtime_looks_for_attributes_the_short_way() -> None:
    modules = [*client_modules(bundle.PACKAGE), *chain.from_iterable(extra_modules(bundle.PACKAGE).values())]
    assert treats_objects_plainly(modules)


def test_constants_of_the_protocol_stand_where_they_are_named() -> None:
    wire = Module("tornjust.wire", "A = 'a\\'b'\nB = 2\nC = [1]\nD = 1\nD = 2\nE = -1\n", "wire.py")
    constants = constants_of([wire])
    assert constants == {"A": '"a\'b"', "B": "2"}
    source = "from tornjust import wire\nx = [wire.A, wire.B + 1, wire.C, wire.D, other.A, f'{wire.A}']\n"
    assert with_constants(source, constants) == source.replace("[wire.A", '["a\'b"').replace("wire.B", "2")
    # The name may mean something else, or its value may change.
    for more in ("wire = 1\n", "def f(wire): pass\n", "for wire in (): pass\n"):
        assert with_constants(source + more, constants) == source + more
    changing = Module("tornjust.client_py.main", "from tornjust import wire\nwire.A = 1", "main.py")
    assert constants_of([wire, changing]) == {}
    assert constants_of([changing, wire]) == {}


def test_the_class_of_a_tag_is_made_when_it_is_asked_for(tree: Path, page: Page) -> None:
    (tree / "client_py" / "main.py").write_text(
        "from browser import document, html, window\n"
        "before = type(document['out']).__name__\n"
        "from browser.html import P\n"
        "found = [before, isinstance(document['out'], P), isinstance(P('x'), html.P), html.P is P]\n"
        "try:\n    html.NONSENSE\nexcept AttributeError as error:\n    found.append(str(error))\n"
        "found.append(html.DIV(P('inside')).outerHTML)\n"
        "field = document.createElement('input')\n"
        "field.value = 'abc'\n"
        "document.body.append(field)\n"
        "field.setSelectionRange(1, 2)\n"
        "found.append(field.selectionEnd)\n"
        "field.select()\n"
        "found.append(field.selectionEnd)\n"
        "found.append(len(document.body.select('p')))\n"
        "window.result = found\n"
    )
    got = Scripts(bundle.build(tree).raw).run(page)
    assert got[:4] == ["ELEMENT", True, True, True]
    assert "NONSENSE" in got[4]
    assert got[5] == "<div><p>inside</p></div>"
    # Methods of the element itself, and one of Brython's.
    assert got[6:] == [2, 3, 1]


def test_a_module_that_is_compiled_later_runs_and_names_its_own_lines(tree: Path, page: Page) -> None:
    (tree / "client_py" / "main.py").write_text("handlers = {}\n")
    source = (
        "from browser import window\nfrom tornjust.client_py import main\n\ndef boom():\n    return 1 / 0\n\n"
        "main.handlers['boom'] = boom\ntry:\n    main.handlers['boom']()\nexcept ZeroDivisionError as error:\n"
        "    window.result = window.__BRYTHON__.error_trace(error)\n"
    )
    (script,) = worker.run([[Module("app", source, "shop/app.py")]], whole=False)
    script += '__BRYTHON__.tornjust_run("app");'
    site = Scripts(bundle.build(tree).raw, script.encode())
    trace = site.run(page)
    assert 'File "shop/app.py", line 5, in boom' in trace
    assert "ZeroDivisionError" in trace
    assert sorted(site.requests) == ["", "0.js", "1.js"]


def test_an_error_at_the_top_of_a_module_reaches_the_console_with_its_place(tree: Path, page: Page) -> None:
    (tree / "client_py" / "main.py").write_text(
        "from browser import window\n\nwindow.result = 1\n\nraise ValueError('no')\n"
    )
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    Scripts(bundle.build(tree).raw).run(page)
    (text,) = [message for message in messages if "ValueError" in message]
    assert 'File "tornjust/client_py/main.py", line 5, in <module>' in text
