"""What the script does in a Chromium under a strict policy, and what its code is made of."""

import runpy
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tornjust import bundle
from tornjust.bundling import worker
from tornjust.bundling.constants import constants_of, with_constants
from tornjust.bundling.modules import Module, client_modules, extra_modules
from tornjust.bundling.plain import treats_objects_plainly

from .served import Scripts


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


@pytest.fixture
def features() -> str:
    """Client code that tries the language out and leaves a dictionary of results."""
    return (Path(__file__).parent / "features.py").read_text()


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
@pytest.mark.parametrize("name", ["lookups.py", "calls.py", "light.py", "rounding.py"])
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
