"""What a page does in the engines of Firefox and Safari: over a socket, by Ajax and where it polls."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

import tornjust as jp
from tornjust import wire
from tornjust.handlers.ajax import EventHandler

from .conftest import Site
from .engine import DOWN, END, ENTER, TAB, until


def test_clicks_are_counted_each_once_and_in_order(site: Site) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        for name in ("a", "b"):
            jp.Button(a=wp, id=name, text=name, click=write, dblclick=write)
        jp.P(a=wp, id="log", text="")
        return wp

    def write(self: Any, msg: Any) -> None:
        log = msg.page.components[2]
        log.text += self.id if msg.event_type == "click" else self.id.upper()

    browser = site.show(page)
    for _ in range(3):
        browser.click("#a")
        browser.click("#b", times=2)
    until(lambda: len(browser.text("#log")) >= 12)
    assert browser.text("#log") == "abbB" * 3


def test_what_is_typed_stays_while_the_page_changes(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    shown = jp.P(a=wp, id="shown")
    before = jp.P(a=wp)

    def echo(self: Any, msg: Any) -> None:
        shown.text = self.value

    jp.Input(a=wp, id="field", input=echo)
    browser = site.show(lambda: wp)
    browser.click("#field")
    for number, sign in enumerate("hello"):
        browser.type(sign)
        site.push(wp, lambda number=number: before.add(jp.B(text=str(number))))  # type: ignore[misc]
    until(lambda: browser.text("#shown") == "hello")
    assert browser.value("#field") == "hello"
    assert browser.run("return document.activeElement.id + document.activeElement.selectionStart") == "field5"


def test_fields_say_what_they_show(site: Site) -> None:
    said: dict[str, Any] = {}

    def page() -> jp.WebPage:
        wp = jp.WebPage()

        def note(self: Any, msg: Any) -> None:
            said[self.id] = self.checked if self.id in ("box", "one") else self.value

        form = jp.Form(a=wp, submit=lambda self, msg: said.update(sent=True))
        jp.Input(a=form, id="box", type="checkbox", input=note)
        jp.Input(a=form, id="one", type="radio", name="of", value="1", input=note)
        jp.Input(a=form, id="range", type="range", min=0, max=10, value=5, input=note)
        jp.Input(a=form, id="number", type="number", input=note)
        select = jp.Select(a=form, id="select", change=note)
        for name in "xyz":
            select.add(jp.Option(value=name, text=name))
        jp.Textarea(a=form, id="area", input=note)
        jp.Input(a=form, id="line", input=note)
        jp.Button(a=form, id="send", text="Send", type="submit")
        return wp

    browser = site.show(page)
    browser.click("#box")
    browser.click("#one")
    browser.click("#number")
    browser.type("12")
    browser.run("document.querySelector('#range').focus()")
    browser.type(END)
    browser.run("document.querySelector('#select').focus()")
    browser.type(DOWN + TAB)
    browser.click("#area")
    browser.type("a" + ENTER + "b")
    browser.click("#line")
    browser.type("c" + ENTER)
    wanted = {
        "box": True,
        "one": True,
        "range": 10,
        "number": 12,
        "select": "y",
        "area": "a\nb",
        "line": "c",
        "sent": True,
    }
    until(
        lambda: {name: str(value) for name, value in said.items()} == {n: str(v) for n, v in wanted.items()}
    )


def test_a_page_lives_on_after_reload_and_back(site: Site) -> None:
    said: list[str] = []

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.P(a=wp, id="seen")
        jp.Input(a=wp, id="field", input=lambda self, msg: said.append(self.value))
        jp.Input(a=wp, id="range", type="range", value=3, input=lambda self, msg: None)
        jp.Button(a=wp, id="look", text="Look", click=look)
        return wp

    def look(self: Any, msg: Any) -> None:
        seen, field, slider, _ = msg.page.components
        seen.text = f"{field.value} {slider.value}"

    site.route(lambda: jp.WebPage(title="other"), "/other")
    browser = site.show(page)
    browser.click("#field")
    browser.type("hello")
    until(lambda: said[-1:] == ["hello"])

    def agrees() -> None:
        until(browser.ready)
        browser.click("#look")
        until(lambda: browser.text("#seen") != "")
        assert browser.text("#seen") == f"{browser.value('#field')} {browser.value('#range')}"

    agrees()
    browser.reload()
    agrees()
    site.open("/other")
    browser.back()
    until(lambda: browser.run("return document.querySelector('#look') !== null"))
    agrees()


def test_an_update_in_the_middle_of_a_handler_shows_at_once(site: Site) -> None:
    async def work(self: Any, msg: Any) -> None:
        self.text = "working"
        await msg.page.update()
        await asyncio.sleep(1)
        self.text = "done"

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Button(a=wp, text="start", click=work)
        return wp

    browser = site.show(page)
    browser.click("button")
    until(lambda: browser.text("button") != "start")
    assert browser.text("button") == "working"
    until(lambda: browser.text("button") == "done")


def test_rows_that_stay_are_the_same_elements(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    rows = jp.Ul(a=wp)
    for number in range(4):
        jp.Li(a=rows, text=str(number))
    jp.Button(a=wp, text="turn", click=lambda self, msg: turn())

    def turn() -> None:
        rows.components.reverse()
        rows.components.pop(0)
        jp.Li(a=rows, text="new", classes="text-red-500")

    browser = site.show(lambda: wp)
    browser.run("window.first = document.querySelector('li')")
    browser.click("button")
    until(lambda: browser.text("ul") == "210new")
    assert browser.run("return [...document.querySelectorAll('li')].indexOf(first)") == 2
    assert (
        browser.run("return getComputedStyle(document.querySelector('li:last-child')).color")
        == "rgb(239, 68, 68)"
    )


@jp.client
def shout(self: Any, event: Any) -> None:
    self.text = self.text.upper() + "!"


def test_functions_run_in_the_browser(site: Site) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Button(a=wp, text="hello", click=shout)
        return wp

    browser = site.show(page)
    browser.click("button")
    until(lambda: browser.text("button") == "HELLO!")


class Upload:
    """A page with a form for a file, which says what came."""

    def page(self) -> jp.WebPage:
        wp = jp.WebPage()
        form = jp.Form(a=wp, submit=self.sent)
        jp.Input(a=form, id="file", type="file")
        jp.Button(a=form, text="Send", type="submit")
        jp.P(a=wp, id="shown", text="-")
        return wp

    def sent(self, msg: Any) -> None:
        (file,) = next(field for field in msg.form_data if field.type == "file").files
        msg.page.components[1].text = f"{file.name}: {file.read().decode()}"


def test_files_are_uploaded(site: Site, picture: Path) -> None:
    browser = site.show(Upload().page)
    browser.choose("#file", str(picture))
    browser.click("button")
    until(lambda: browser.text("#shown") == f"{picture.name}: <svg/>")


def test_a_file_that_has_changed_since_is_told_of(site: Site, picture: Path) -> None:
    os.utime(picture, (1_600_000_000, 1_600_000_000))
    browser = site.show(Upload().page)
    browser.choose("#file", str(picture))
    picture.write_text("something longer")
    browser.click("button")
    notice = f"document.querySelector('[{wire.INTERNAL}]')?.textContent ?? ''"
    if browser.name == "webkit":  # which sends what is there now
        until(lambda: browser.text("#shown") == f"{picture.name}: something longer")
    else:
        until(lambda: "could not be read" in browser.run(f"return {notice}"))
        browser.errors()  # of the request that was refused


@pytest.mark.parametrize("site", ["socket"], indirect=True)
def test_the_page_keeps_its_policy(site: Site) -> None:
    """Nothing that a page of many parts does is against what it says itself that it may do."""

    def page() -> jp.WebPage:
        wp = jp.WebPage(dark="auto", css="p{color:red}", transition="fade")
        jp.P(a=wp, text="x", classes="animate-pulse shadow-lg", style="color: blue")
        jp.Button(
            a=wp,
            text="more",
            click=lambda self, msg: self.a.add(jp.P(text="y", classes="pt-8", animation="fadeIn")),
        )
        return wp

    browser = site.show(page)
    browser.run(
        "document.addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective))"
    )
    browser.click("button")
    until(lambda: browser.run("return document.querySelectorAll('p').length") == 2)
    assert browser.run("return getComputedStyle(document.querySelectorAll('p')[1]).paddingTop") == "32px"


def test_an_answer_of_a_proxy_without_a_type_is_no_error_in_the_console(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Firefox would read it as XML, and complain of that."""
    spoiled: list[EventHandler] = []
    whole = EventHandler.end

    def end(self: EventHandler, text: str | bytes = b"") -> None:
        if not spoiled:
            spoiled.append(self)
            del self._headers["Content-Type"]
            text = b"busy"
        whole(self, text)

    monkeypatch.setattr(EventHandler, "end", end)

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Button(a=wp, id="go", text="go", click=lambda self, msg: setattr(self, "text", "gone"))
        return wp

    browser = site.show(page)
    browser.click("#go")
    until(lambda: browser.text("#go") == "gone")
    assert spoiled or site.transport == "socket"
