"""What cannot run in a browser is said when the program starts, with the program's own file and line."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import tornjust as jp
from tornjust.app import make_application
from tornjust.functions import files, scripts
from tornjust.functions.scripts import Script
from tornjust.settings import Settings

Write = Callable[[str], Script]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Write]:
    """Runs a program's text and gives what is made of it for the browser."""
    before, names = dict(files._files), dict(files._modules)

    def write(text: str) -> Script:
        path = tmp_path / "shop.py"
        path.write_text("import tornjust as jp\n" + text)
        linecache.clearcache()
        files._modules.pop("app_shop", None)
        scope: dict[str, Any] = {"__name__": "shop"}
        exec(compile(path.read_text(), str(path), "exec"), scope)  # noqa: S102  (a program of this test)
        return scripts.script_of(files._files[str(path)])

    yield write
    files._files.clear()
    files._files.update(before)
    files._modules.clear()
    files._modules.update(names)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "@jp.client\ndef f(self, hasOwnProperty):\n    pass",
            "shop.py:3: f() uses the name 'hasOwnProperty', which every object of JavaScript has already;"
            " give the parameter, variable or function another one, such as hasOwnProperty_.",
        ),
        (
            "@jp.client\ndef f(self, event):\n    g = lambda: 0\n    __proto__ = g()",
            "shop.py:5: f() uses the name '__proto__'",
        ),
        (
            "from datetime import date\n@jp.client\ndef f(self, event):\n    date()",
            "shop.py:5: f() uses 'date' of Python's module datetime, which is not there in the",
        ),
        (
            "from functools import *\n@jp.client\n@total_ordering\nclass P:\n    __lt__ = 1",
            "shop.py:4: the class P has the decorator total_ordering, which the browser does",
        ),
        (
            "import random\n@jp.client\ndef f(self, event):\n    return random.random() + random.seed(3)",
            "shop.py:5: f() uses random.seed, which is not there in the browser; there are choice, choices,",
        ),
        (
            "@jp.client\ndef f(self, event):\n    import math as m\n    return m.pi + m.erf(1)",
            "shop.py:5: f() uses math.erf, which",
        ),
        (
            "from time import perf_counter, strptime\n@jp.client\ndef f(self, event):\n    return strptime()",
            "shop.py:5: f() uses time.strptime, which is not there in the browser; there are ",
        ),
        (
            "@jp.client\ndef f(self, event):\n    from random import choice, Random\n    return Random(3)",
            "shop.py:4: f() uses random.Random, which",
        ),
        (
            "@jp.client\ndef f(self, event):\n    nothing()",
            "shop.py:4: f() uses 'nothing', which in the browser is not defined",
        ),
        (
            "@jp.client\ndef f(self, event):\n    amount = 3\n    def inner():\n        return amont\n    inner()",
            "shop.py:6: f() uses 'amont', which in the browser is not defined; did you mean 'amount'?",
        ),
        (
            "LIMIT = 3\n@jp.client\ndef f(self, event):\n    self.text = LIMT",
            "shop.py:5: f() uses 'LIMT', which in the browser is not defined; did you mean 'LIMIT'?",
        ),
        (
            "@jp.client\ndef f(self, event):\n    eval('1')",
            "shop.py:4: f() uses 'eval', which in the browser needs a compiler",
        ),
        (
            "@jp.client\ndef f(self, event):\n    open('x')",
            "shop.py:4: f() uses 'open', which in the browser needs files",
        ),
        (
            "@jp.client\ndef f(self, event):\n    input('x')",
            "shop.py:4: f() uses 'input', which in the browser needs a console",
        ),
        (
            "@jp.client\ndef f(self, event):\n    vars(self)",
            "shop.py:4: f() uses 'vars', which in the browser would give what the runtime keeps of a component,",
        ),
        (
            "@jp.client\ndef f(self, event):\n    globals()['x']",
            "shop.py:4: f() uses 'globals', which in the browser would give what functions use of the module,",
        ),
        (
            "@jp.client\ndef f(self, event):\n    __import__('math')",
            "shop.py:4: f() uses '__import__', which in the browser cannot find modules",
        ),
        (
            "@jp.client\ndef f(self, event):\n    import os",
            "shop.py:4: cannot import 'os' in the browser; there are",
        ),
        (
            "@jp.client\ndef f(self, event):\n    from pathlib import Path",
            "shop.py:4: cannot import 'pathlib'",
        ),
        ("import os\n@jp.client\ndef f(self, event):\n    os.remove('x')", "shop.py:5: cannot import 'os'"),
        (
            "def g(): pass\n@jp.client\ndef f(self, event):\n    g()",
            "shop.py:5: f() uses 'g', a function of the server, which is not marked: put @jp.client on it",
        ),
        (
            "class G: pass\n@jp.client\ndef f(self, event):\n    G()",
            "shop.py:5: f() uses 'G', the class G, which is not marked",
        ),
        ("x = object()\n@jp.client\ndef f(self, event):\n    x", "shop.py:5: f() uses 'x', which is object"),
        (
            "d = jp.Div()\n@jp.client\ndef f(self, event):\n    d.text = ''",
            "shop.py:5: f() uses 'd', which is Div, a c",
        ),
        (
            "class Card(jp.Div): pass\n@jp.client\ndef f(self, event):\n    Card()",
            "shop.py:5: f() uses 'Card', the class Card, which is made on the server",
        ),
        (
            "@jp.client\ndef f(self, event):\n    jp.run_task(1)",
            "shop.py:4: jp.run_task does not exist in the browser",
        ),
        (
            "@jp.client\ndef f(self, event):\n    jp.Divv()",
            "shop.py:4: jp.Divv does not exist in the browser",
        ),
        (
            "@jp.client\ndef f(self, event):\n    jp.client.later()",
            "shop.py:4: jp.client.later does not exist; there",
        ),
        (
            "@jp.client\nasync def f(self, event):\n    await jp.server.call('save')",
            "shop.py:4: server.call('save'): no function of that name is marked with @jp.server",
        ),
        (
            "def page():\n    n = 3\n    @jp.client\n    def f(self, event):\n        self.text = n\npage()",
            "shop.py:6: page.f() uses 'n' of the function around it",
        ),
        (
            "class C(jp.Div):\n    @jp.client\n    def f(self, event):\n        super().f(event)",
            "shop.py:5: C.f() uses super(), which a component in the browser does not have",
        ),
        (
            "def a():\n    @jp.client\n    def f(self, event): pass\ndef b():\n    @jp.client\n"
            "    def f(self, event): pass\na()",
            "two functions for the browser are named f (lines 4 and 7)",
        ),
    ],
)
def test_what_the_browser_lacks_is_named(program: Write, text: str, message: str) -> None:
    with pytest.raises(jp.ClientCodeError) as caught:
        program(text)
    assert str(caught.value).startswith(message) or (
        message.startswith("two") and message in str(caught.value)
    )


def test_everything_that_is_wrong_is_said_at_once(program: Write) -> None:
    with pytest.raises(jp.ClientCodeError) as caught:
        program("@jp.client\ndef f(self, event):\n    one()\n    two()")
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["4", "5"]


def test_a_server_does_not_start_with_a_function_that_cannot_run(program: Write) -> None:
    with pytest.raises(jp.ClientCodeError):
        program("@jp.client\ndef f(self, event):\n    nothing()")
    with pytest.raises(jp.ClientCodeError, match=r"shop\.py:4"):
        make_application(Settings())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jp.client(lambda self, event: 0)", "the source of <lambda>"),
        ("jp.client(3)", "it marks functions, methods and async functions"),
        ("class C:\n    @jp.server\n    def f(self): pass", "@jp.server was put on the method C.f"),
        ("jp.Input(validate=lambda value: True)", "the source of <lambda>"),
    ],
)
def test_what_cannot_be_marked(program: Write, text: str, message: str) -> None:
    with pytest.raises(jp.ClientCodeError, match=message):
        program(text)


def test_browser_things_say_where_they_exist() -> None:
    with pytest.raises(jp.ComponentError, match=r"jp.client.after exists in the browser only"):
        jp.client.after(10, print)
    with pytest.raises(AttributeError, match="it has after"):
        _ = jp.client.afterwards


def test_what_is_sent(program: Write) -> None:
    script = program(
        "import math\nfrom math import sqrt as root\nSIZE, NAMES = 3, ['p-4']\nfrom tornjust import Span\n"
        "@jp.server\ndef save(): pass\n"
        "@jp.client\ndef helper(x: 'NotThere') -> 'NeitherThis':\n    return root(x) * SIZE\n"
        "@jp.client\nasync def f(self, event):\n    self.classes = NAMES[0]\n    self.add(Span(), jp.Circle())\n"
        "    math.pi\n    await save()\n    event.page.named['total'].text = helper(4)\n"
    )
    first, *rest = script.text.splitlines()
    assert "SIZE = 3" in first
    assert "NAMES = ['p-4']" in first
    assert "from math import sqrt as root" in first
    assert "Span = _tj.element('span', '', False)" in first
    assert "'Circle': ('circle', '', True)" in first
    assert rest[9 - 2].startswith("def helper")  # on its own line of the file
    assert script.writes == {"classes", "text"}
    assert script.named == {"total"}
    assert list(script.servers) == ["app_shop.save"]
    assert script.library == {"math"}
    assert "p-4" in script.strings


def test_any_name_may_be_given_to_a_method(program: Write) -> None:
    # Python's table of names takes a function called `top` for a module.
    script = program(
        "@jp.client\nclass Stack:\n    @property\n    def top(self): return self.all[-1]\n"
        "    @top.setter\n    def top(self, value): self.all[-1] = value\n"
    )
    assert "def top(self, value)" in script.text


def test_a_method_and_a_nested_function_move_to_the_margin(program: Write) -> None:
    script = program(
        "class Card(jp.Div):\n    @jp.client\n    def flip(self, event):\n        return '''\n  kept\nas it is'''\n"
        "def page():\n    @jp.client\n    def inner(self, event):\n        return 1\n"
    )
    lines = script.text.splitlines()
    assert lines[3:7] == ["def Card__flip(self, event):", "    return '''", "  kept", "as it is'''"]
    assert lines[9] == "def page__inner(self, event):"


def test_the_name_of_a_script_stands_for_its_content(program: Write) -> None:
    one = program("X = 1\n@jp.client\ndef f(self, event):\n    return X").name
    assert program("X = 1\n@jp.client\ndef f(self, event):\n    return X").name == one
    assert program("X = 2\n@jp.client\ndef f(self, event):\n    return X").name != one


def test_functions_of_the_program_stay_callable_here() -> None:
    @jp.client
    def double(x: int) -> int:
        return x * 2

    assert double(4) == 8
    assert double.__name__ == "double"
