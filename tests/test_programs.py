"""The programs that `make compare` runs beside JustPy, on tornjust alone: what they end up with."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from serving import program as served

from tornjust.testing import App, Page

PROGRAMS = sorted((Path(__file__).parent / "compare" / "programs").glob("*.py"))


@pytest.fixture(params=[True, False], ids=["socket", "ajax"])
def show(
    request: pytest.FixtureRequest, tornjust_app: App, caplog: pytest.LogCaptureFixture
) -> Iterator[Any]:
    """Opens a program by its name; nothing may go wrong with it."""
    pages: list[Page] = []

    def show(name: str, path: str = "/") -> Page:
        if not pages:
            tornjust_app.program(
                next(file for file in PROGRAMS if file.stem == name), websockets=request.param
            )
        page = tornjust_app.open(path=path, cookie=pages[0].cookie if pages else "")
        assert page.status == 200
        pages.append(page)
        return page

    with caplog.at_level(logging.WARNING, logger="tornjust"):
        yield show
    assert [page.errors for page in pages] == [[] for _ in pages]
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.WARNING] == []


def test_events(show: Any) -> None:
    page = show("events")
    for before, after in [
        ("keyword", "plain click click True True button"),
        ("lambda", "lambda ran"),
        ("string", "string ran"),
        ("method", "method of another object: 1"),
        ("static", "static"),
        ("partial", "partial ran"),
        ("async", "second"),
        ("missing", "missing: False False True"),
        ("around", "before click"),
        ("replaced", "the second handler"),
        ("removed", "removed"),
    ]:
        page.click(before)
        assert page.find_all(after), (before, page.text)
    page.click("string makes")
    assert page.text.endswith("made")
    page.click("bubbles")
    page.click("stops")
    assert page.find_all("log: inner:click outer:click stopped:click")


def test_fields(show: Any) -> None:
    page = show("fields")
    page.type("typed", value="start")
    assert page.find_all("text: 'typed' False input text")
    page.type("42", type="number")
    assert page.find_all("number: 42 False input number")
    page.type("", type="number")
    assert page.find_all("number: '' False input number")
    page.click(type="checkbox")
    assert page.find_all("checkbox: '' False change checkbox")
    radios = page.find_all(type="radio")
    assert len(radios) == 3
    page.choose("c", tag="select")
    assert page.find_all("chosen c")
    page.type("both ways", placeholder="the same")
    assert page.find_all("both ways")
    page.click("reset")
    assert page.value_of(type="text") == "reset"


def test_forms(show: Any) -> None:
    page = show("forms")
    page.type("Grace", name="name")
    page.click(name="agree")
    page.click("Send")
    for line in [
        "input name Grace False",
        "input agree yes True",
        "input size small True",
        "input size large False",
        "select choice 2 False",
        "textarea words some words False",
        "input secret kept False",
    ]:
        assert page.find_all(line), page.text


def test_models(show: Any) -> None:
    page = show("models")
    assert "page has 2 numbers sum 3 of 2 1 2 HELL! hell 1" in page.text
    page.click("more")
    page.click("deeper")
    assert "page has 3 numbers sum 7 of 3 1 2 4 HELLO! hello 2" in page.text


def test_pages(show: Any) -> None:
    assert "any path 'somewhere/else' data 0" in show("pages", "/somewhere/else").text
    page = show("pages", "/hello/Ada?q=2&q=3")
    assert page.title == "Hello Ada"
    assert "name Ada method GET path /hello/Ada query 3 1 {'q': '3'}" in page.text
    assert show("pages", "/add/2/40").text == "42"
    assert show("pages", "/files/a/b.txt").text == "a/b.txt"
    assert show("pages", "/by_route").text == "jp.Route"
    assert "as it stands" in show("pages", "/whole").source
    assert show("pages", "/dressed").title in ("Dressed & <ready>", "Dressed &amp; &lt;ready&gt;")
    page = show("pages")
    page.click("rename")
    assert page.title == "Renamed"
    page.click("leave")
    assert ("redirect", "/hello/left?q=1") in page.effects


def test_children(show: Any) -> None:
    page = show("children")
    for text in [
        "step 1: 9 first a b b2 c d e f g True 1",
        "step 2: 6 b b2 c d e f True 1",
        "step 3: 6 e f d c b2 b True 1",
        "step 4: 7 b  b2 c d e f True 2",
        "step 5: 0  False 0",
        "step 6: 1 anew True 1",
    ]:
        page.click(page.text_of(tag="button"))
        assert page.text_of(tag="button").split() == text.split()
    assert page.text.split()[:4] == ["put", "first", "anew", "again"]


def test_subclassing(show: Any) -> None:
    page = show("subclassing")
    page.click("With a heading")
    assert page.find_all("With a heading 1")
    page.click("PROUD")
    assert page.find_all("CLICKED")
    page.type("ab", placeholder="double")
    assert page.find_all("abab")
    page.click("extend")
    assert page.find_all("item 1")
    assert page.find("count 1!").get("class") == "p-1 font-bold"
    page.click("delete")
    assert page.find_all("deleted 3")
    assert page.find(tag="section").get("color") == "red"


def test_class_helpers(show: Any) -> None:
    page = show("class_helpers")
    page.click("colour")
    assert set(page.find("colour").get("class").split()) == set(
        "m-2 own bg-green-500 hover:bg-blue-700 p-4 text-xl focus:bg-white".split()
    )
    page.click("toggle")
    assert page.find_all("hidden: True")
    page.click("show")
    assert page.find("target").get("class") == "p-2"
    page.click("wrong")
    assert page.find_all("refused")


def test_html_strings(show: Any) -> None:
    page = show("html_strings")
    page.click("change")
    assert "other raw" in page.text
    assert "Changed first! second!" in page.text


def test_pushes(show: Any) -> None:
    page = show("pushes")
    page.click("count")
    assert page.find_all("counted to 2")
    page.click("delayed")
    page.wait_for(lambda: page.find_all("done later"))
    page.wait_for(lambda: page.find_all("ticks 5 of 5"))


def test_sessions(show: Any) -> None:
    page = show("sessions")
    page.click("click")
    assert page.find_all("clicked 1")
    assert show("sessions", "/again").text == "clicked 1 times, id of 32 letters"


def test_star_import(show: Any) -> None:
    page = show("star_import")
    assert '{"sorted": [1, 2]} 1 False 9 8000 True shared by all visitors' in page.text
    page.click("wait")
    assert page.find_all("Waited")


def test_ready_made(show: Any) -> None:
    page = show("ready_made")
    page.click("Hello! (click me)")
    assert page.find_all("Hello! I was clicked 1 times")
    assert page.find("bookmark").get("href") == "#target"


def test_tables(show: Any) -> None:
    page = show("tables")
    rows = [(row.get("class"), page.dom.text_of(row)) for row in page.find_all(tag="tr")]
    assert rows[:4] == [
        (None, "Name Age"),
        (None, "Ada 36"),
        ("bg-gray-100", "Alan 41"),
        (None, "Grace 85"),
    ]
    assert rows[6] == ("bg-blue-200", "Ada 36")


@pytest.mark.parametrize("first", [0, 1])
def test_each_of_them_loads_in_a_browser_without_an_error(page: Tab, first: int) -> None:
    """Every other one by Ajax only: how a page loads hardly depends on it, and to start each program takes its time."""
    raised: list[str] = []
    page.on("pageerror", lambda error: raised.append(f"{page.url}: {error}"))
    for path in PROGRAMS[first::2]:
        with served(path, *["--ajax"] * first) as address:
            page.goto(address)
            page.wait_for_selector("html[data-tornjust-ready]", state="attached")
            assert page.locator("[data-tornjust-root] > *").count() > 0, path.stem
    assert raised == []
