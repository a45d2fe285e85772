"""What a user does, over each transport: clicks, double clicks, keys, failing handlers, redirects, titles."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from playwright.sync_api import Route, expect
from serving import Server
from waiting import until

import tornjust as jp
from tornjust.app import make_application
from tornjust.settings import Settings

from .conftest import Site, over_ajax, over_socket

NOTICE = "[data-tornjust-internal=error]"


class Counter(jp.WebPage):
    """A button that says how often it was clicked, and by which event."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[str] = []
        self.button = jp.Button(a=self, text="none", click=self.heard)

    def heard(self, msg: Any) -> None:
        self.log.append(msg.event_type)
        self.button.text = f"{len(self.log)}: {self.log[-1]}"


@over_ajax
def test_a_double_click_is_two_clicks_and_one_double_click_in_order(site: Site) -> None:
    counter = Counter()
    counter.button.on("dblclick", counter.heard)
    page = site.show(counter)
    page.get_by_role("button").dblclick()
    expect(page.get_by_role("button")).to_have_text("3: dblclick")
    assert counter.log == ["click", "click", "dblclick"]


def test_a_burst_of_clicks_arrives_whole_and_in_order(site: Site) -> None:
    wp = jp.WebPage()
    log: list[str] = []
    shown = jp.P(a=wp, text="-")

    async def heard(self: Any, msg: Any) -> None:
        log.append(self.text)
        await asyncio.sleep(0.01 if self.text == "a" else 0)  # answers overtake each other
        shown.text = f"{len(log)}"

    for name in "abc":
        jp.Button(a=wp, text=name, click=heard)
    page = site.show(wp)
    page.evaluate("""() => {
      const buttons = document.querySelectorAll("button");
      for (let i = 0; i < 60; i++) buttons[(i * 7) % 3].click();
    }""")
    expect(page.locator("p")).to_have_text("60")
    assert log == ["abc"[(i * 7) % 3] for i in range(60)]


def test_a_slow_handler_does_not_hold_up_the_next_click(site: Site) -> None:
    wp = jp.WebPage()
    shown = jp.P(a=wp, text="-")
    gate = site.server.run(asyncio.Event)

    async def slow(self: Any, msg: Any) -> None:
        await gate.wait()
        self.text = "slow is done"

    jp.Button(a=wp, text="slow", click=slow)
    jp.Button(a=wp, text="fast", click=lambda self, msg: setattr(shown, "text", "fast is done"))
    page = site.show(wp)
    page.get_by_text("slow").click()
    page.get_by_text("fast").click()
    expect(page.locator("p")).to_have_text("fast is done")
    expect(page.get_by_role("button").first).to_have_text("slow")
    site.server.run(gate.set)
    expect(page.get_by_role("button").first).to_have_text("slow is done")


def test_an_update_in_the_middle_of_a_handler_shows_at_once(site: Site) -> None:
    wp = jp.WebPage()
    gate = site.server.run(asyncio.Event)

    async def work(self: Any, msg: Any) -> None:
        self.text = "working"
        await wp.update()
        await gate.wait()
        self.text = "done"

    jp.Button(a=wp, text="start", click=work)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("working")
    site.server.run(gate.set)
    expect(page.get_by_role("button")).to_have_text("done")


def test_a_handler_that_raises_shows_a_notice_and_the_page_lives_on(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    counter = Counter()

    def fail(self: Any, msg: Any) -> None:
        self.text = "half done"
        raise ValueError("no <b>bread</b> left")

    jp.Button(a=counter, text="fail", click=fail)
    page = site.show(counter)
    page.get_by_text("fail").click()
    expect(page.locator(NOTICE)).to_contain_text("ValueError: no <b>bread</b> left")
    expect(page.get_by_role("button").nth(1)).to_have_text("half done")
    page.get_by_role("button").first.click()
    expect(page.get_by_role("button").first).to_have_text("1: click")
    page.locator(NOTICE).click()
    expect(page.locator(NOTICE)).to_have_count(0)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@over_ajax
def test_a_notice_uses_the_width_of_a_phone_and_goes_by_keyboard(site: Site) -> None:
    wp = jp.WebPage()

    def fail(self: Any, msg: Any) -> None:
        raise ValueError(
            "no bread left in the bakery at the corner of the street, and none in the one behind"
        )

    jp.Button(a=wp, text="fail", click=fail)
    page = site.show(wp)
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("button").click()
    notice = page.locator(NOTICE)
    box = notice.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (16, 390 - 2 * 16)
    for key in "Tab", "Escape":
        expect(notice).to_have_count(1)
        page.keyboard.press(key)
    expect(notice).to_have_count(0)


@over_ajax
def test_a_notice_is_seen_above_a_modal_dialog_that_fills_the_screen(site: Site) -> None:
    wp = jp.WebPage()
    dialog = jp.Dialog(
        a=wp, id="dialog", style="width:100vw;height:100vh;max-width:none;max-height:none;background:#fff"
    )

    def fail(self: Any, msg: Any) -> None:
        raise ValueError("no bread left")

    jp.Button(a=dialog, text="fail", click=fail)
    jp.Button(a=wp, text="ask", command="show-modal", commandfor=dialog)
    page = site.show(wp)
    page.get_by_text("ask").click()
    page.get_by_text("fail").click()
    notice = page.locator(NOTICE)
    expect(notice).to_contain_text("no bread left")
    box = notice.bounding_box()
    assert box
    assert box["y"] + box["height"] == page.evaluate("innerHeight") - 16
    # Were it behind the dialog, the picture would be the same without it.
    seen = page.screenshot(clip=box)
    notice.evaluate("element => { element.style.visibility = 'hidden' }")
    assert page.screenshot(clip=box) != seen


@over_ajax
def test_outside_of_development_the_notice_says_nothing_of_the_program(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings: Settings = site.server.application.settings["tornjust_settings"]  # type: ignore[union-attr]
    monkeypatch.setattr(settings, "debug", False)
    wp = jp.WebPage()

    def fail(self: Any, msg: Any) -> None:
        raise ValueError("the password is 1234")

    jp.Button(a=wp, text="fail", click=fail)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.locator(NOTICE)).to_contain_text("Something went wrong")
    assert "1234" not in page.content()


@over_ajax
def test_a_double_click_on_a_button_that_removes_itself_is_no_error(site: Site) -> None:
    wp = jp.WebPage()
    rows = jp.Div(a=wp)
    for name in ("one", "two"):
        jp.Button(
            a=rows, text=name, click=lambda self, msg: rows.remove(self) if self in rows.components else None
        )
    page = site.show(wp)
    site.tabs[0].expected = ("Failed to load resource",)
    page.evaluate("""() => { const b = document.querySelector("button"); b.click(); b.click(); }""")
    expect(page.get_by_role("button")).to_have_text(["two"])
    page.get_by_text("two").click()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(NOTICE)).to_have_count(0)


@over_ajax
def test_the_title_the_address_and_the_body_follow_the_page(site: Site) -> None:
    wp = jp.WebPage(title="before")

    def change(self: Any, msg: Any) -> None:
        wp.title = "after <&>"
        wp.display_url = "/shown/elsewhere"
        wp.body_classes = "bg-red-500"
        wp.css = "button { letter-spacing: 3px }"

    jp.Button(a=wp, text="change", click=change)
    page = site.show(wp)
    expect(page).to_have_title("before")
    page.get_by_role("button").click()
    expect(page).to_have_title("after <&>")
    expect(page).to_have_url(site.url + "/shown/elsewhere")
    assert page.get_by_role("button").evaluate("e => getComputedStyle(e).letterSpacing") == "3px"
    assert page.evaluate("document.body.className") == "bg-red-500"


@over_ajax
def test_redirect_leaves_for_another_page_which_works(site: Site) -> None:
    def start() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Button(a=wp, text="go", click=lambda self, msg: setattr(wp, "redirect", "/there"))
        return wp

    site.route("/there", Counter)
    page = site.show(start)
    page.get_by_text("go").click()
    page.wait_for_url(site.url + "/there")
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("1: click")


@over_ajax
def test_open_opens_another_tab_once(site: Site) -> None:
    wp = jp.WebPage()

    def go(self: Any, msg: Any) -> None:
        self.text = "opened"
        wp.open = "/there"

    jp.Button(a=wp, text="go", click=go)
    jp.P(a=wp, text="-", click=lambda self, msg: setattr(self, "text", "later"))
    site.route("/there", Counter)
    page = site.show(wp)
    with page.context.expect_page() as opened:
        page.get_by_role("button").click()
    expect(opened.value.get_by_role("button")).to_have_text("none")
    opened.value.close()
    page.locator("p").click()
    expect(page.locator("p")).to_have_text("later")
    assert len(page.context.pages) == 1


@over_ajax
def test_javascript_that_the_program_sends_runs_once(site: Site) -> None:
    wp = jp.WebPage()

    async def go(self: Any, msg: Any) -> None:
        await wp.run_javascript("window.times = (window.times || 0) + 1")
        self.text = "sent"

    jp.Button(a=wp, text="go", click=go)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("sent")
    page.get_by_role("button").click()
    until(lambda: page.evaluate("window.times === 2"))


@over_socket
def test_events_reach_the_page_itself(site: Site) -> None:
    wp = jp.WebPage()
    shown = jp.P(a=wp, text="press a key", style="height: 100px")

    def heard(self: Any, msg: Any) -> None:
        assert self is wp
        shown.text = f"{msg.event_type} {msg.key_data.key}"

    wp.on("keydown", heard)
    wp.on("page_ready", lambda self, msg: setattr(wp, "title", "ready"))
    page = site.show(wp)
    expect(page).to_have_title("ready")
    page.keyboard.press("x")
    expect(page.locator("p")).to_have_text("keydown x")


@over_ajax
def test_the_page_hears_that_it_is_scrolled_and_not_what_scrolls_in_it(site: Site) -> None:
    wp = jp.WebPage()
    shown = jp.P(a=wp, text="0", style="position: fixed")
    inner = jp.Div(a=wp, id="inner", style="height: 100px; overflow: auto")
    jp.Div(a=inner, style="height: 500px")
    jp.Div(a=wp, style="height: 5000px")
    inner.on("scroll", lambda self, msg: setattr(shown, "title", "inner"))
    wp.on("scroll", lambda self, msg: setattr(shown, "text", int(shown.text) + 1), debounce=20)
    page = site.show(wp)
    page.evaluate("document.getElementById('inner').scrollTop = 50")
    expect(page.locator("p")).to_have_attribute("title", "inner")
    page.evaluate("window.scrollTo(0, 200)")
    expect(page.locator("p")).to_have_text("1")


@over_ajax
def test_a_click_reaches_everybody_on_the_way_up_unless_it_is_stopped(site: Site) -> None:
    wp = jp.WebPage()
    log: list[str] = []
    shown = jp.P(a=wp, text="-")

    def heard(self: Any, msg: Any) -> None:
        log.append(self.name)
        shown.text = " ".join(log)

    outer = jp.Div(a=wp, name="outer", click=heard)
    inner = jp.Div(a=outer, name="inner", click=heard)
    jp.Button(a=inner, text="bubbles", name="button", click=heard)
    jp.Button(a=inner, text="stops", name="stops", click=heard, event_propagation=False)
    page = site.show(wp)
    page.get_by_text("bubbles").click()
    expect(page.locator("p")).to_have_text("button inner outer")
    page.get_by_text("stops").click()
    expect(page.locator("p")).to_have_text("button inner outer stops")


@over_ajax
def test_a_handler_that_is_bound_later_is_heard(site: Site) -> None:
    wp = jp.WebPage()

    def bind(self: Any, msg: Any) -> None:
        self.text = "bound"
        field.on("focus", lambda self, msg: setattr(shown, "text", "focused"))

    shown = jp.P(a=wp, text="-")
    field = jp.Input(a=wp)
    jp.Button(a=wp, text="bind", click=bind)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("bound")
    page.get_by_role("textbox").focus()
    expect(page.locator("p")).to_have_text("focused")


@over_ajax
def test_an_event_whose_request_fails_is_sent_again_and_runs_once(site: Site) -> None:
    counter = Counter()
    page = site.show(counter)
    site.tabs[0].expected = ("Failed to load resource",)
    lost: list[Any] = []

    def lose(route: Route) -> None:
        """The first request does not arrive; the answer of the second does not; then the network is back."""
        lost.append(json.loads(route.request.post_data or ""))
        if len(lost) == 1:
            route.abort()
        elif len(lost) == 2:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/event/*", lose)
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("1: click", timeout=10_000)
    assert [message[1] for message in lost] == [1, 1, 1]
    assert counter.log == ["click"]


@over_ajax
def test_an_answer_of_a_proxy_in_between_loses_nothing(site: Site) -> None:
    counter = Counter()
    page = site.show(counter)
    site.tabs[0].expected = ("Failed to load resource",)
    times = []

    def fail(route: Route) -> None:
        times.append(1)
        if len(times) <= 5:
            route.fulfill(status=502, body="<html>Bad Gateway</html>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/event/*", fail)
    for _ in range(5):
        page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_text("5: click", timeout=15_000)


@over_socket
def test_where_sockets_are_blocked_the_page_carries_on_over_ajax(site: Site) -> None:
    counter = Counter()
    site.route("/", lambda: counter)
    tab = site.tab()
    tab.expected = ("WebSocket",)
    # The handshake is answered as a proxy that knows no WebSocket does.
    tab.page.add_init_script("""
      const Real = window.WebSocket;
      window.WebSocket = class extends Real { constructor(url) { super(url.replace("/socket/", "/blocked/")); } };
    """)
    shown = tab.open(site.url)
    shown.get_by_role("button").click()
    expect(shown.get_by_role("button")).to_have_text("1: click")
    site.push(counter, lambda: setattr(counter.button, "text", "pushed"))
    expect(shown.get_by_role("button")).to_have_text("pushed")


@over_ajax
def test_two_programs_on_one_host_do_not_disturb_each_other(site: Site) -> None:
    first = site.show(Counter)
    with Server(lambda: make_application(Settings())) as server:
        site.tab().page.goto(server.url)
        first.get_by_role("button").click()
        expect(first.get_by_role("button")).to_have_text("1: click")
        assert site.tabs[0].loads == 1


def test_what_the_user_has_opened_or_closed_is_closed_or_opened_when_the_program_says_so(site: Site) -> None:
    wp = jp.WebPage()
    parts = [jp.Details(a=wp, open=number == 0) for number in range(3)]
    for number, part in enumerate(parts):
        jp.Summary(a=part, text=f"part {number}")
    dialog = jp.Dialog(a=wp)

    def all_parts(self: Any, msg: Any) -> None:
        for part in parts:
            part.open = self.text == "expand"

    async def ask(self: Any, msg: Any) -> None:
        await dialog.run_method("showModal()", msg.websocket)

    def away(self: Any, msg: Any) -> None:
        dialog.open = False

    for text in ("expand", "collapse"):
        jp.Button(a=wp, text=text, click=all_parts)
    jp.Button(a=wp, text="ask", click=ask)
    jp.Button(a=dialog, text="away", click=away)
    page = site.show(wp)
    opened = page.locator("details[open]")
    page.get_by_text("part 0").click()
    page.get_by_text("part 1").click()
    page.get_by_text("collapse").click()
    expect(opened).to_have_count(0)
    for _ in range(2):
        page.get_by_text("part 1").click()
        expect(opened).to_have_count(1)
        page.get_by_text("expand").click()
        expect(opened).to_have_count(3)
        page.get_by_text("part 2").click()
        expect(opened).to_have_count(2)
        page.get_by_text("collapse").click()
        expect(opened).to_have_count(0)
        # A modal dialog that has gone leaves nothing behind that blocks the page.
        page.get_by_text("ask").click()
        page.get_by_text("away").click()
        expect(page.locator("dialog")).to_be_hidden()


def test_a_modal_dialog_is_opened_by_its_method_and_tells_when_it_is_closed(site: Site) -> None:
    wp = jp.WebPage()
    dialog = jp.Dialog(a=wp)
    heard = jp.P(a=wp, text="closed: 0", times=0)

    async def ask(self: Any, msg: Any) -> None:
        await dialog.run_method("showModal()")

    def yes(self: Any, msg: Any) -> None:
        dialog.open = False

    def closed(self: Any, msg: Any) -> None:
        heard.times += 1
        heard.text = f"closed: {heard.times}"

    jp.Button(a=wp, text="ask", click=ask)
    jp.Button(a=dialog, text="yes", click=yes)
    dialog.on("close", closed)
    page = site.show(wp)
    for number, close in enumerate([page.get_by_text("yes").click, lambda: page.keyboard.press("Escape")], 1):
        page.get_by_text("ask").click()
        expect(page.locator("dialog:modal")).to_be_visible()
        close()
        expect(page.get_by_text(f"closed: {number}")).to_be_visible()
        expect(page.locator("dialog")).to_be_hidden()


@over_ajax
@pytest.mark.parametrize("on_button", [False, True], ids=["form", "button"])
def test_a_form_of_the_method_dialog_closes_its_dialog_and_is_heard(site: Site, on_button: bool) -> None:
    wp = jp.WebPage()
    heard = jp.P(a=wp)

    def closed(self: Any, msg: Any) -> None:
        jp.B(a=heard, text="closed")

    def sent(self: Any, msg: Any) -> None:
        jp.I(a=heard, text=msg.submitter.value)

    dialog = jp.Dialog(a=wp, close=closed)
    form = jp.Form(a=dialog, submit=sent)
    button = jp.Button(a=form, value="yes", text="Yes")
    if on_button:
        button.formmethod = "dialog"
    else:
        form.method = "dialog"
    jp.Button(a=wp, text="ask", command="show-modal", commandfor=dialog)
    page = site.show(wp)
    for _ in range(2):
        page.get_by_text("ask").click()
        page.keyboard.press("Enter")
        expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("b")).to_have_count(2)
    expect(page.locator("i")).to_have_text(["yes", "yes"])
    assert page.url == site.url + "/"
