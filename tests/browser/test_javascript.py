"""JavaScript that a program sends, in a browser whose policy allows no eval: values, errors, JustPy's globals."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect
from serving import until

import tornjust as jp

from .conftest import Site, over_ajax

VALUES = [
    ("1 + 2", "3"),
    ("document.title", "'JustPy'"),
    ("await new Promise(done => setTimeout(() => done('late'), 20))", "'late'"),
    ("Promise.resolve({a: [1, null]})", "{'a': [1, None]}"),
    ("var q = 1; q\n+ 2;", "3"),
    ("if (true)\n  'yes'", "'yes'"),
    ("function twice(x) { return 2 * x }\ntwice(a) // the end;", "80"),
    ("{x: b.c}", "{'x': 2}"),
    ("return 7", "7"),
    ("let z = `a;${'b'}`; z.length", "3"),
    ("'\\u{1F600}'.length + '\U0001f600'", "'2\U0001f600'"),
    ("undefined", "None"),
    ("element.nodeName", "'BUTTON'"),
    ("throw new TypeError('boo')", "JavaScriptError: TypeError: boo"),
    ("Promise.reject('no')", "JavaScriptError: no"),
    ("f(", "JavaScriptError: SyntaxError: Unexpected token '}'"),
    ("nope", "JavaScriptError: ReferenceError: nope is not defined"),
    ("() => 1", "JavaScriptError: the value is a function"),
    ("const o = {}; o.o = o; o", "JavaScriptError: TypeError: Converting circular structure"),
    ("'x'.repeat(1000000)", "JavaScriptError: the value has 1000002 characters"),
]


def test_values_and_errors_of_javascript_come_back_to_the_handler(site: Site) -> None:
    wp = jp.WebPage()
    found: list[str] = []
    shown = jp.P(a=wp, text="-")

    async def ask(self: Any, msg: Any) -> None:
        for code, _ in VALUES:
            try:
                found.append(repr(await self.evaluate(code, a=40, b={"c": 2})))
            except jp.JavaScriptError as error:
                found.append(f"{type(error).__name__}: {error}")
        shown.text = "done"

    jp.Button(a=wp, text="ask", click=ask)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("done")
    for (code, expected), value in zip(VALUES, found, strict=True):
        assert value.startswith(expected) if "Error" in expected else value == expected, code


def test_a_page_runs_a_script_when_it_is_ready_and_hears_of_the_result(site: Site) -> None:
    wp = jp.WebPage()
    shown = jp.P(a=wp, text="-")
    ready: list[Any] = []
    heard: dict[Any, Any] = {}

    async def page_ready(self: Any, msg: Any) -> None:
        ready.append(msg.visibility)
        await self.run_javascript("var a = 3;\nvar d = {r: a * 5};\n(d)", request_id="value")
        await self.run_javascript("missing()", request_id="error")
        await self.run_javascript("3", request_id="unwanted", send=False)
        await self.run_javascript(
            "setTimeout(() => { e.result = {x: msg.request_id}; send_to_server(e, 'page_event', false) }, 10)",
            request_id="own",
            send=False,
        )

    def result_ready(self: Any, msg: Any) -> None:
        assert self is wp
        assert msg.msg_type == "page_event"
        heard[msg.request_id] = msg.error or msg.result
        shown.text = str(len(heard))

    wp.on("page_ready", page_ready)
    wp.on("result_ready", result_ready)
    page = site.show(wp)
    expect(page.locator("p")).to_have_text("3")
    assert ready == ["visible"]
    assert heard == {
        "value": {"r": 15},
        "error": "ReferenceError: missing is not defined",
        "own": {"x": "own"},
    }


def test_methods_of_an_element_are_called(site: Site) -> None:
    wp = jp.WebPage()
    dialog = jp.component_by_tag("dialog", a=wp, text="hello")
    field = jp.Input(a=wp, value="mine")

    async def go(self: Any, msg: Any) -> None:
        await field.run_method("select()", msg.websocket)
        await dialog.run_method("showModal()", msg.websocket)

    jp.Button(a=wp, text="go", click=go)
    page = site.show(wp)
    page.get_by_text("go").click()
    expect(page.locator("dialog")).to_have_attribute("open", "")
    assert page.locator("input").evaluate("e => [e.selectionStart, e.selectionEnd]") == [0, 4]


def test_the_globals_of_justpy_are_there_where_the_program_uses_them(site: Site) -> None:
    wp = jp.WebPage()
    wp.body_html = (
        "<script>function tell(id) { send_to_server({event_type: 'click', id: id, more: page_id}); }</script>"
    )
    box = jp.Div(a=wp, text="-", click=lambda self, msg: setattr(self, "text", f"{msg.more} {msg.id}"))
    page = site.show(wp)
    until(page, "websocket_ready")
    page.evaluate(f"tell({box.id})")
    expect(page.get_by_text(f"{wp.page_id} {box.id}")).to_be_visible()
    assert page.evaluate("use_websockets") is site.transport.websockets
    assert page.evaluate(f"comp_dict[{box.id}].textContent") == f"{wp.page_id} {box.id}"
    assert page.evaluate("typeof websocket_id") == ("number" if site.transport.websockets else "string")


@over_ajax
def test_a_page_that_runs_no_scripts_loads_nothing_for_it(site: Site) -> None:
    page = site.show(lambda: jp.WebPage(title="plain"))
    assert page.locator("script[src*=scripts]").count() == 0
    assert page.evaluate("typeof send_to_server") == "undefined"


@over_ajax
def test_an_error_that_nobody_waits_for_is_in_the_console(site: Site) -> None:
    wp = jp.WebPage()

    async def go(self: Any, msg: Any) -> None:
        await wp.run_javascript("thrown()")
        await wp.run_javascript("f(")
        self.text = "sent"

    jp.Button(a=wp, text="go", click=go)
    page = site.show(wp)
    site.tabs[0].expected = ("thrown is not defined", "Unexpected token")
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("sent")
    for _ in range(200):
        page.wait_for_timeout(20)
        if all(any(part in text for text in site.tabs[0].errors) for part in site.tabs[0].expected):
            break
    else:
        raise AssertionError(site.tabs[0].errors)


@pytest.mark.parametrize("transport", ["ajax"], indirect=True)
def test_effects_keep_their_order_behind_the_first_script(site: Site) -> None:
    wp = jp.WebPage()

    async def go(self: Any, msg: Any) -> None:
        await wp.run_javascript("localStorage.setItem('left', 'a word')")
        wp.redirect = "/there"

    jp.Button(a=wp, text="go", click=go)
    site.route("/there", lambda: jp.WebPage(title="there"))
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page).to_have_title("there")
    assert page.evaluate("localStorage.getItem('left')") == "a word"
