"""What reaches a tab that did not ask, and what it must never do: disturb somebody who types."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from playwright.sync_api import Route, expect
from serving import until
from waiting import until as until_true

import tornjust as jp

from .conftest import Site, over_ajax, over_socket, pushing

CARET = "() => [document.activeElement.placeholder, document.activeElement.selectionStart]"


class Chat(jp.WebPage):
    """A shared page: what one tab writes, all tabs show."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.field = jp.Input(a=self, placeholder="say", change=self.say)
        self.lines = jp.Ul(a=self)

    async def say(self, msg: Any) -> None:
        jp.Li(a=self.lines, text=self.field.value)
        self.field.value = ""
        await self.update()


@pushing
def test_what_one_tab_does_shows_in_the_other(site: Site) -> None:
    chat = Chat()
    first = site.show(chat)
    second = site.open()
    for number, page in enumerate([first, second, first], 1):
        page.get_by_placeholder("say").fill(f"line {number}")
        page.get_by_placeholder("say").press("Enter")
        for other in (first, second):
            expect(other.get_by_role("listitem")).to_have_count(number)
    for page in (first, second):
        expect(page.get_by_role("listitem")).to_have_text(["line 1", "line 2", "line 3"])
        expect(page.get_by_placeholder("say")).to_have_value("")


@over_socket
def test_a_background_task_pushes_to_every_tab_over_its_socket(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    shown = jp.P(a=wp, text="0")
    pages = [site.show(wp), site.open()]
    for number in range(1, 4):
        site.push(wp, lambda number=number: setattr(shown, "text", number))  # type: ignore[misc]
        for page in pages:
            expect(page.locator("p")).to_have_text(str(number))
    assert all(len(tab.sockets) == 1 and not tab.asked("event") for tab in site.tabs)


@over_ajax
def test_without_sockets_and_polls_a_tab_catches_up_with_its_next_event(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    shown = jp.P(a=wp, text="old")
    jp.Button(a=wp, text="ask", click=lambda self, msg: None)
    page = site.show(wp)
    site.push(wp, lambda: setattr(shown, "text", "new"))
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("new")


@pushing
def test_what_somebody_types_is_never_overwritten(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    clock = jp.P(a=wp, text="0")

    async def heard(self: Any, msg: Any) -> None:
        await asyncio.sleep(0.05)
        self.title = f"{len(msg.value)} letters"

    field = jp.Input(a=wp, placeholder="type", input=heard, debounce=20)
    page = site.show(wp)

    async def tick() -> None:
        while True:
            clock.text = int(clock.text) + 1
            await wp.update()
            await asyncio.sleep(0.02)

    ticking = site.server.run(lambda: asyncio.ensure_future(tick()))
    text = "the quick brown fox jumps over the lazy dog"
    page.get_by_placeholder("type").press_sequentially(text, delay=25)
    expect(page.get_by_placeholder("type")).to_have_attribute("title", f"{len(text)} letters")
    expect(page.get_by_placeholder("type")).to_have_value(text)
    assert field.value == text
    assert page.evaluate(CARET) == ["type", len(text)]
    site.server.run(ticking.cancel)


@pushing
def test_a_push_waits_until_the_user_has_left_the_field(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    field = jp.Input(a=wp, placeholder="type", no_events=True)
    other = jp.Input(a=wp, placeholder="other")
    seen = jp.P(a=wp, text="-")
    page = site.show(wp)
    page.get_by_placeholder("type").press_sequentially("mine")

    def change() -> None:
        field.value = "the server's"
        other.value = "shown at once"
        seen.text = "pushed"

    site.push(wp, change)
    expect(page.locator("p")).to_have_text("pushed")
    expect(page.get_by_placeholder("type")).to_have_value("mine")
    expect(page.get_by_placeholder("other")).to_have_value("shown at once")
    page.get_by_placeholder("other").focus()
    expect(page.get_by_placeholder("type")).to_have_value("the server's")


@over_ajax
def test_an_answer_that_is_late_does_not_take_back_what_was_typed_since(site: Site) -> None:
    wp = jp.WebPage()

    def upper(self: Any, msg: Any) -> None:
        self.value = msg.value.upper()

    jp.Input(a=wp, placeholder="type", input=upper, debounce=0)
    page = site.show(wp)
    held: list[tuple[Route, Any]] = []
    page.route("**/event/*", lambda route: held.append((route, route.fetch())))
    field = page.get_by_placeholder("type")
    for letter in "abc":
        field.press(letter)
    while len(held) < 3:
        page.wait_for_timeout(10)
    held.sort(key=lambda pair: json.loads(pair[0].request.post_data or "")[1])
    # The slow network delivers the first two answers while the third is still on its way.
    for route, answer in held[:2]:
        route.fulfill(response=answer)
    page.wait_for_timeout(50)
    expect(field).to_have_value("ABc")  # what the handler made of two letters, and what was typed since
    route, answer = held[2]
    route.fulfill(response=answer)
    expect(field).to_have_value("ABC")
    assert page.evaluate(CARET) == ["type", 3]


@over_ajax
def test_a_handler_may_change_the_field_that_it_hears_of(site: Site) -> None:
    wp = jp.WebPage()

    def upper(self: Any, msg: Any) -> None:
        self.value = msg.value.upper()

    field = jp.Input(a=wp, placeholder="type", input=upper, debounce=0)
    page = site.show(wp)
    shown = page.get_by_placeholder("type")
    shown.fill("bd")
    expect(shown).to_have_value("BD")
    shown.evaluate("e => e.setSelectionRange(1, 1)")
    page.keyboard.press("c")
    expect(shown).to_have_value("BCD")
    assert field.value == "BCD"
    assert page.evaluate(CARET) == ["type", 2]


@pushing
def test_focus_caret_and_text_survive_when_the_list_around_the_field_changes(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    box = jp.Div(a=wp)
    items = [jp.P(a=box, text=name) for name in "abc"]
    field = jp.Input(placeholder="type", no_events=True)
    box.add_component(field, 1)
    page = site.show(wp)
    page.get_by_placeholder("type").press_sequentially("unsent text")
    page.get_by_placeholder("type").evaluate("e => e.setSelectionRange(4, 4)")
    page.evaluate("window.field = document.activeElement")

    def insert_before() -> None:
        box.add_component(jp.P(text="new"), 0)

    def move_to_the_end() -> None:
        box.components.remove(field)
        box.components.append(field)

    def reverse() -> None:
        box.components.reverse()

    def remove_others() -> None:
        box.components = [items[2], field]

    expected = {
        insert_before: ["new", "a", "type", "b", "c"],
        move_to_the_end: ["new", "a", "b", "c", "type"],
        reverse: ["type", "c", "b", "a", "new"],
        remove_others: ["c", "type"],
    }
    for change, order in expected.items():
        site.push(wp, change)
        until(
            page,
            "order => Array.from(document.querySelector('[data-tornjust-root] > div').children, "
            "e => e.placeholder || e.textContent).join() === order",
            arg=",".join(order),
        )
        assert page.evaluate(CARET) == ["type", 4], change.__name__
        assert page.evaluate("document.activeElement === window.field"), change.__name__
        expect(page.get_by_placeholder("type")).to_have_value("unsent text")
    page.keyboard.press("X")
    expect(page.get_by_placeholder("type")).to_have_value("unseXnt text")


@pushing
def test_scroll_position_and_open_details_survive(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    details = jp.Details(a=wp)
    summary = jp.Summary(a=details, text="more")
    jp.P(a=details, text="hidden text")
    box = jp.Div(a=wp, style="height: 100px; overflow: auto")
    for number in range(50):
        jp.P(a=box, text=f"row {number}")
    page = site.show(wp)
    page.get_by_text("more").click()
    page.locator("[data-tornjust-root] > div").evaluate("e => { e.scrollTop = 200 }")

    def change() -> None:
        box.add_component(jp.P(text="last"))
        summary.text = "much more"
        details.title = "changed"

    site.push(wp, change)
    expect(page.get_by_text("much more")).to_be_visible()
    expect(page.get_by_text("hidden text")).to_be_visible()
    assert page.locator("[data-tornjust-root] > div").evaluate("e => e.scrollTop") == 200


@pushing
def test_a_tab_that_was_offline_catches_up(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    shown = jp.P(a=wp, text="0")
    page = site.show(wp)
    site.tabs[0].expected = ("Failed to load resource", "WebSocket")
    page.context.set_offline(True)
    for number in range(1, 6):
        site.push(wp, lambda number=number: setattr(shown, "text", number))  # type: ignore[misc]
    page.context.set_offline(False)
    expect(page.locator("p")).to_have_text("5", timeout=15_000)


@pushing
def test_two_people_write_in_one_field(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)

    async def heard(self: Any, msg: Any) -> None:
        await wp.update()

    jp.Input(a=wp, placeholder="ours", input=heard, debounce=50)
    first, second = site.show(wp), site.open()
    first.get_by_placeholder("ours").press_sequentially("Ada", delay=20)
    expect(second.get_by_placeholder("ours")).to_have_value("Ada")
    second.get_by_placeholder("ours").focus()
    second.keyboard.press("End")
    second.keyboard.type(" and Bob", delay=20)
    # Ada is still in the field, but has paused.
    expect(first.get_by_placeholder("ours")).to_have_value("Ada and Bob")
    assert first.evaluate(CARET) == ["ours", 3]
    first.keyboard.type(" (me)", delay=20)
    expect(second.get_by_placeholder("ours")).to_have_value("Ada (me) and Bob")
    assert second.evaluate(CARET) == ["ours", len("Ada (me) and Bob")]


@over_ajax
def test_a_slow_network_takes_nothing_from_whoever_types(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False, reload_interval=0.1)
    field = jp.Input(a=wp, placeholder="type", debounce=30)
    clock = jp.P(a=wp, text="0")
    page = site.show(wp)
    page.route("**/_tornjust/**", lambda route: (page.wait_for_timeout(120), route.continue_()))

    def tick() -> None:
        clock.text = int(clock.text) + 1
        field.value = f"the server's {clock.text}"

    shown = page.get_by_placeholder("type")
    for number, letter in enumerate("never taken away"):
        shown.press(letter)
        if number % 4 == 2:
            site.server.run(tick)
        assert shown.input_value() == "never taken away"[: number + 1]
    expect(shown).to_have_value("never taken away")
    page.unroute_all(behavior="ignoreErrors")


@pushing
def test_what_was_typed_before_the_field_may_only_be_read_is_kept(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False)
    place = jp.Fieldset(a=wp)
    # Longer than the test lasts: what is typed waits in the tab while the tab is told.
    fields = [
        jp.Input(a=place, placeholder="0", debounce=60_000),
        jp.InputChangeOnly(a=place, placeholder="1"),
        jp.Input(a=place, placeholder="2", debounce=60_000),
    ]
    jp.Button(a=wp, text="elsewhere", click=lambda self, msg: None)
    page = site.show(wp)
    for number, (locked, name) in enumerate(
        [(fields[0], "readonly"), (fields[1], "readonly"), (place, "disabled")]
    ):
        page.get_by_placeholder(str(number)).click()
        page.keyboard.type("half a wor")
        site.push(wp, lambda locked=locked, name=name: setattr(locked, name, True))  # type: ignore[misc]
        expect(page.locator(f"[{name}]")).to_have_count(number + 1 if name == "readonly" else 1)
        page.get_by_text("elsewhere").click()
    until_true(lambda: [field.value for field in fields] == ["half a wor"] * 3)
    assert [shown.input_value() for shown in page.locator("input").all()] == ["half a wor"] * 3


@over_ajax
def test_a_form_that_is_reset_shows_of_what_may_only_be_read_what_it_is_by_now(site: Site) -> None:
    wp = jp.WebPage()
    form = jp.Form(a=wp)
    total = jp.Input(a=form, placeholder="total", value="0", readonly=True)
    size = jp.Select(a=form, value="")
    jp.Option(a=size, value="", text="choose", disabled=True)
    jp.Option(a=size, value=" L\n", text="large")
    size.on(
        "change", lambda self, msg: setattr(total, "value", "100" if msg.value == " L\n" else total.value)
    )
    jp.Input(a=form, type="reset", value="start again")
    page = site.show(wp)
    page.locator("select").select_option(label="large")
    expect(page.get_by_placeholder("total")).to_have_value("100")
    page.locator("[type=reset]").click()
    until_true(lambda: size.value == "")
    expect(page.get_by_placeholder("total")).to_have_value("100")
    expect(page.locator("select")).to_have_value("")
    assert total.value == "100"
