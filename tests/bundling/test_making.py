"""How the script for the browser is made, and what is refused."""

import ast
import gzip
import importlib.metadata
import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Page

from tornjust import bundle
from tornjust.bundling import vendor
from tornjust.bundling.compiler import Compiler
from tornjust.bundling.modules import client_modules
from tornjust.bundling.quick import joined
from tornjust.bundling.strip import stripped

from .served import Scripts


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


def test_the_runtime_of_this_package_stays_small() -> None:
    asset = bundle.client_script()
    assert asset.brotli is not None
    # The whole first visit of a page is to stay under 200 kB.
    assert len(asset.brotli) < 172_000
    # What each click runs through is made light (light.py), which one word somewhere in its module can undo.
    text = asset.raw.decode()
    for name in (
        "Runtime.on_click Capture.take Capture.climb Capture.emit Reader.fields Dom.hearer Dom.set_text Outbox.add "
        "Outbox.message Transport.send Transport.take Transport.finish Link.send Link.message Replica.receive "
        "Replica.apply"
    ).split():
        assert re.search(rf'tornjust_light\([^()]*"{re.escape(name)}"', text), name


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


def test_a_name_that_two_scripts_of_the_runtime_declare_is_refused(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.js", "two.js")]
    files[0].write_text("var first = 1;\nfunction find() {}\n")
    files[1].write_text("class Second {\n    find() {}\n}\n")
    assert joined(files) == files[0].read_text() + files[1].read_text()
    files[1].write_text("var find = 2;\n")
    with pytest.raises(bundle.BundleError, match=r"one\.js, two\.js declare twice: find"):
        joined(files)


def test_a_missing_engine_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    with pytest.raises(bundle.BundleError, match=r"quickjs-ng.*pip install"):
        Compiler(vendor.brython_js().decode())
