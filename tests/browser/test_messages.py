"""What a message carries of the browser's event: keys, pointers, touches, dragged and pasted text, forms, windows."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from waiting import until

import tornjust as jp

from .conftest import Site, over_ajax, over_socket


def plain(msg: Any) -> dict[str, Any]:
    """The fields of a message that are data."""
    server = ("page", "target", "tab", "websocket", "websocket_id", "session_id", "page_id")
    return {name: value for name, value in msg.items() if name not in server}


class Heard(jp.WebPage):
    """A page that keeps its messages and shows how many there were."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[Any] = []
        self.count = jp.P(a=self, text="0", name="count")

    def hear(self, msg: Any) -> None:
        self.log.append(msg)
        self.count.text = len(self.log)

    def wait(self, page: Page, count: int) -> Any:
        expect(page.locator("p[name=count]")).to_have_text(str(count))
        return self.log[-1]


def test_the_fields_of_a_click_and_of_a_key(site: Site) -> None:
    wp = Heard()
    box = jp.Div(a=wp, click=wp.hear)
    field = jp.Input(a=box, id="field", keydown=wp.hear, debounce=0)
    page = site.show(wp)
    page.locator("#field").click()
    assert plain(wp.wait(page, 1)) == {
        "event_type": "click",
        "msg_type": "event",
        "id": box.id,
        "class_name": "Div",
        "html_tag": "div",
        "vue_type": "html_component",
        "event_target": "field",
        "event_current_target": str(box.id),
        "value": "",
        "checked": False,
    }
    page.keyboard.press("Shift+A")
    msg = wp.wait(page, 3)
    assert msg.target is field
    assert msg.input_type == "text"
    assert msg.key_data == {
        "altKey": False,
        "ctrlKey": False,
        "shiftKey": True,
        "metaKey": False,
        "code": "KeyA",
        "key": "A",
        "location": 0,
        "repeat": False,
    }
    assert "data" not in msg


@over_ajax
def test_properties_that_are_objects_do_not_lose_the_event(site: Site) -> None:
    wp = Heard()
    box = jp.Div(a=wp, id="box", style="width: 100px; height: 100px", text="here")
    box.on("click", wp.hear)
    box.additional_properties = [
        "pageX",
        " button",
        "target",
        "relatedTarget",
        "view",
        "missing",
        "target.offsetWidth",
    ]
    box.on("wheel", wp.hear)
    page = site.show(wp)
    page.locator("#box").click(position={"x": 10, "y": 10})
    msg = wp.wait(page, 1)
    assert msg.button == 0
    assert msg.pageX > 0
    assert msg.target is box
    assert msg["target.offsetWidth"] == 100
    assert not {"view", "relatedTarget", "missing"} & set(msg)


@over_ajax
def test_touches_are_read(site: Site) -> None:
    wp = Heard()
    box = jp.Div(a=wp, id="box", text="touch")
    box.on("touchstart", wp.hear)
    box.additional_properties = ["touches", "changedTouches"]
    page = site.show(wp)
    page.locator("#box").evaluate(
        """e => e.dispatchEvent(new TouchEvent("touchstart", {bubbles: true, touches: [
             new Touch({identifier: 3, target: e, clientX: 5, clientY: 6})]}))"""
    )
    msg = wp.wait(page, 1)
    assert msg.touches[0].identifier == 3
    assert (msg.touches[0].clientX, msg.touches[0].clientY) == (5, 6)
    assert msg.changedTouches == []


def test_text_that_the_program_gives_is_dragged_and_dropped(site: Site) -> None:
    wp = Heard()
    card = jp.Div(
        a=wp,
        text="card",
        id="card",
        classes="p-4",
        drag_options={"drag_classes": "p-8", "data": "card number 5"},
    )
    jp.Div(a=wp, text="drop here", id="zone", drop=wp.hear).events.append("dragover")
    page = site.show(wp)
    expect(page.locator("#card")).to_have_attribute("draggable", "true")
    page.wait_for_selector("script[src*=drag]", state="attached")
    page.locator("#card").hover()
    page.mouse.down()
    page.locator("#zone").hover()
    page.locator("#zone").hover()
    assert page.locator("#card").get_attribute("class") == "p-8"
    page.mouse.up()
    msg = wp.wait(page, 1)
    assert msg.event_type == "drop"
    assert msg.data_transfer == {
        "text": "card number 5",
        "text/plain": "card number 5",
        "types": ["text/plain"],
        "files": [],
        "source": "card",
    }
    expect(page.locator("#card")).to_have_attribute("class", "p-4")
    assert card.classes == "p-4"


@over_socket
def test_what_is_dragged_may_look_quite_different_meanwhile(site: Site) -> None:
    """Chromium gives up a drag that begins with a change of what lies below the pointer."""
    wp = Heard()
    jp.Div(
        a=wp,
        text="card",
        name="card",
        classes="p-8 bg-white",
        drag_options={"drag_classes": "w-4 h-4", "add_classes": "opacity-50", "data": "card number 5"},
    )
    jp.Div(a=wp, text="drop here", id="zone", drop=wp.hear)
    page = site.show(wp)
    page.wait_for_selector("script[src*=drag]", state="attached")
    # The mouse of Playwright waits for ever in a drag that ended at once.
    page.evaluate("document.addEventListener('dragend', () => { window.ended = true })")
    page.evaluate(
        """() => { const card = document.querySelector("[name=card]");
             window.dressed = [];
             card.addEventListener("dragstart", () => dressed.push(card.className));
             new MutationObserver(() => dressed.push(card.className)).observe(card, {attributes: true}) }"""
    )
    box = page.locator("[name=card]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 200, box["y"] + 60)
    page.mouse.down()
    page.locator("#zone").hover()
    page.locator("#zone").hover()
    assert page.evaluate("window.ended") is None
    page.mouse.up()
    msg = wp.wait(page, 1)
    assert page.evaluate("dressed") == ["p-8 bg-white", "w-4 h-4 opacity-50", "p-8 bg-white"]
    assert msg.data_transfer.text == "card number 5"
    assert msg.data_transfer.source == page.locator("[name=card]").get_attribute("id") != ""


@over_ajax
def test_text_that_the_browser_gives_is_pasted(site: Site) -> None:
    wp = Heard()
    field = jp.Input(a=wp, id="field", no_events=True)
    field.on("paste", wp.hear)
    page = site.show(wp)
    page.locator("#field").evaluate(
        """e => { const carried = new DataTransfer(); carried.setData("text/plain", "pasted");
                  e.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, clipboardData: carried})); }"""
    )
    assert wp.wait(page, 1).data_transfer.text == "pasted"


@over_ajax
def test_a_form_says_which_button_sent_it_and_what_its_fields_hold(site: Site) -> None:
    wp = Heard()
    form = jp.Form(a=wp, submit=wp.hear)
    jp.Input(a=form, name="who", value="Ada", classes="p-2", placeholder="name")
    jp.Input(a=form, name="sure", type="checkbox", checked=True)
    jp.Textarea(a=form, name="more", value="two\nlines")
    jp.Select(a=form, name="size", value="m").add(
        jp.Option(value="s", text="S"), jp.Option(value="m", text="M")
    )
    jp.Button(a=form, text="Save", type="submit", name="how", value="save")
    jp.Button(a=form, text="Send", type="submit", name="how", value="send")
    page = site.show(wp)
    page.get_by_text("Send").click()
    msg = wp.wait(page, 1)
    assert msg.submitter == {"id": "", "name": "how", "value": "send"}
    assert "event_current_target" not in msg
    who, sure, more, size, *buttons = msg.form_data
    assert (who.html_tag, who.name, who.value, who["class"], who.placeholder, who.checked) == (
        "input", "who", "Ada", "p-2", "name", False,
    )  # fmt: skip
    assert sure.checked is True
    assert "type" not in more
    assert (more.value, size.value) == ("two\nlines", "m")
    assert [button.value for button in buttons] == ["save", "send"]


@over_ajax
def test_events_of_the_window_reach_the_page(site: Site) -> None:
    wp = Heard()
    for name in ("resize", "online", "hashchange", "popstate", "mousemove"):
        wp.on(name, wp.hear, throttle=300 if name == "mousemove" else None)
    wp.additional_properties = ["pageX"]
    page = site.show(wp)
    page.set_viewport_size({"width": 700, "height": 500})
    msg = wp.wait(page, 1)
    assert (msg.event_type, msg.width, msg.height, msg.msg_type) == ("resize", 700, 500, "page_event")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    assert wp.wait(page, 2).event_type == "online"
    page.mouse.move(30, 40)
    page.mouse.move(31, 41)
    msg = wp.wait(page, 3)
    assert msg.event_type == "mousemove"
    assert msg.pageX == 30  # throttled: the first of them, when its time is over


@over_socket
def test_page_ready_comes_once_and_keys_reach_the_page_too(site: Site) -> None:
    wp = Heard()
    wp.on("page_ready", wp.hear)
    wp.on("keyup", wp.hear)
    page = site.show(wp)
    assert wp.wait(page, 1).event_type == "page_ready"
    page.keyboard.press("Escape")
    msg = wp.wait(page, 2)
    assert (msg.event_type, msg.key_data.key, msg.visibility) == ("keyup", "Escape", "visible")
    assert "target" not in msg


@over_ajax
def test_a_key_without_a_name_as_autofill_fires_it_is_heard(site: Site) -> None:
    wp = Heard()
    jp.Input(a=wp, id="field", keydown=wp.hear, no_events=True)
    page = site.show(wp)
    page.locator("#field").evaluate("e => e.dispatchEvent(new Event('keydown', {bubbles: true}))")
    assert wp.wait(page, 1).key_data == {}


@over_ajax
def test_a_form_that_is_reset_tells_what_its_fields_hold(site: Site) -> None:
    wp = Heard()
    form = jp.Form(a=wp)
    name = jp.Input(a=form, id="name", value="Ada", debounce=0)
    sure = jp.Input(a=form, id="sure", type="checkbox")
    jp.Button(a=form, text="Reset", type="reset")
    jp.Button(a=wp, text="Ask", click=wp.hear)
    page = site.show(wp)
    page.locator("#name").fill("Grace")
    page.locator("#sure").check()
    page.get_by_text("Ask").click()
    wp.wait(page, 1)
    assert (name.value, sure.checked) == ("Grace", True)
    page.get_by_text("Reset").click()
    expect(page.locator("#name")).to_have_value("Ada")
    page.get_by_text("Ask").click()
    wp.wait(page, 2)
    assert (name.value, sure.checked) == ("Ada", False)


@over_ajax
def test_a_choice_among_radio_buttons_does_not_flip_back_while_answers_are_late(site: Site) -> None:
    wp = jp.WebPage()
    radios = [jp.Input(a=wp, type="radio", name="size", value=size, id=size) for size in "sml"]
    page = site.show(wp)
    held: list[Any] = []
    page.route("**/event/*", lambda route: held.append((route, route.fetch())))
    page.locator("#s").check()
    page.locator("#m").check()
    while len(held) < 2:
        page.wait_for_timeout(10)
    route, answer = held[0]
    route.fulfill(response=answer)
    page.wait_for_timeout(50)
    expect(page.locator("#m")).to_be_checked()
    route, answer = held[1]
    route.fulfill(response=answer)
    page.wait_for_timeout(50)
    expect(page.locator("#m")).to_be_checked()
    assert [radio.checked for radio in radios] == [False, True, False]


@over_ajax
def test_the_icon_changes_to_a_file_of_the_program(site: Site) -> None:
    wp = jp.WebPage()

    def go(self: Any, msg: Any) -> None:
        wp.favicon = "star.png" if wp.favicon is None else None

    jp.Button(a=wp, text="go", click=go)
    page = site.show(wp)
    usual = page.locator("link[rel=icon]").get_attribute("href")
    site.tabs[0].expected = ("404",)
    page.get_by_role("button").click()
    expect(page.locator("link[rel=icon]")).to_have_attribute("href", "/static/star.png")
    page.get_by_role("button").click()
    expect(page.locator("link[rel=icon]")).to_have_attribute("href", str(usual))


def show_unsent(site: Site) -> tuple[Heard, jp.Input, Page]:
    """A page that hears of it when it is left, with a text that was typed and not sent."""
    wp = Heard()
    wp.delete_flag = False
    wp.on("pagehide", wp.hear)
    field = jp.Input(a=wp, id="field", debounce=60_000)
    page = site.show(wp)
    page.locator("#field").press_sequentially("the last words")
    return wp, field, page


def test_what_happens_as_the_user_leaves_is_heard(site: Site) -> None:
    wp, field, page = show_unsent(site)
    page.goto("about:blank")
    until(lambda: wp.log, 10)
    assert [msg.event_type for msg in wp.log] == ["pagehide"]
    assert field.value == "the last words"


@over_ajax
def test_last_words_need_no_requests_of_their_own(site: Site) -> None:
    """Firefox may end the functions of a page that is being left, most of all those that make requests."""
    wp, field, page = show_unsent(site)
    page.evaluate("""addEventListener("beforeunload", () => {
        XMLHttpRequest.prototype.send = () => { throw new Error("the page is being left") }
    })""")
    page.goto("about:blank")
    until(lambda: wp.log)
    assert [msg.event_type for msg in wp.log] == ["pagehide"]
    assert field.value == "the last words"


@over_socket
def test_a_word_that_an_input_method_composes_is_left_alone(site: Site) -> None:
    wp = jp.WebPage()

    def upper(self: Any, msg: Any) -> None:
        self.value = msg.value.upper()
        shown.text = msg.value

    shown = jp.P(a=wp, text="-")
    jp.Input(a=wp, id="field", input=upper, debounce=0)
    page = site.show(wp)
    page.locator("#field").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    expect(page.locator("p")).to_have_text("ni")
    page.wait_for_timeout(50)
    expect(page.locator("#field")).to_have_value("ni")
    keyboard.send("Input.insertText", {"text": "你"})
    expect(page.locator("p")).to_have_text("你")
    expect(page.locator("#field")).to_have_value("你")


@over_ajax
def test_all_that_is_chosen_in_a_select_can_be_read_as_an_attribute(site: Site) -> None:
    wp = Heard()
    form = jp.Form(a=wp, submit=wp.hear)
    select = jp.Select(a=form, name="several", multiple=True, change=wp.hear)
    for value in "abc":
        jp.Option(a=select, value=value, text=value)
    jp.Button(a=form, text="send", type="submit")
    page = site.show(wp)
    page.locator("select").select_option(["b", "c"])
    msg = wp.wait(page, 1)
    assert (msg.value, msg.chosen, select.value) == ("b", ["b", "c"], ["b", "c"])
    page.get_by_text("send").click()
    field = wp.wait(page, 2).form_data[0]
    assert (field.name, field.value, field.chosen) == ("several", "b", ["b", "c"])
    # As any dictionary has it, and programs of JustPy use it.
    assert list(field.values()) == [field[name] for name in field]


@over_ajax
def test_a_select_without_a_value_is_on_both_sides_what_the_browser_shows(site):
    wp = jp.WebPage()

    def select(*options: dict[str, object], **kwargs: object) -> jp.Select:
        return jp.Select(a=wp, children=[jp.Option(**option) for option in options], **kwargs)

    plain = ({"value": "a", "text": "A"}, {"text": " two  words "})
    selects = [
        select(*plain),
        select({"value": "", "text": "Choose", "disabled": True}, *plain),
        select(*plain, {"value": "c", "selected": True}, {"value": "d"}),
        select({"value": "hidden", "show": False}, *plain),
        select(*plain, size=2),
        select(),
    ]
    group = jp.Optgroup(a=jp.Select(a=wp), disabled=True, children=[jp.Option(value="closed")])
    selects.append(group.a)
    jp.Option(a=group.a, value="open")
    page = site.show(wp)
    shown = page.evaluate("[...document.querySelectorAll('select')].map(select => select.value)")
    assert [select.value for select in selects] == shown == ["a", "a", "c", "a", "", "", "open"]


@over_ajax
def test_a_select_whose_choice_is_not_offered_any_more_shows_none(site):
    """As in JustPy: the first option would be shown as chosen, and the program would hold the old one."""
    cities = {"France": ["Lyon", "Metz"], "Italy": ["Bari", "Rome"]}

    def country_chosen(self, msg):
        city.delete_components()
        for name in cities[self.value]:
            jp.Option(a=city, value=name, text=name)

    wp = jp.WebPage()
    country = jp.Select(a=wp, change=country_chosen, value="France")
    city = jp.Select(a=wp, value="Metz")
    for name in cities:
        jp.Option(a=country, value=name, text=name)
    country_chosen(country, None)
    page = site.show(wp)
    first, second = page.locator("select").all()
    expect(second).to_have_value("Metz")
    first.select_option("Italy")
    expect(second.locator("option").first).to_have_text("Bari")
    expect(second).to_have_value("")
    second.select_option("Rome")
    first.select_option("France")
    expect(second.locator("option").first).to_have_text("Lyon")
    expect(second).to_have_value("")
    first.select_option("Italy")
    expect(second).to_have_value("Rome")


@over_ajax
def test_the_enter_of_an_input_method_is_told_from_the_users(site: Site) -> None:
    wp = Heard()
    jp.Input(a=wp, id="field", keydown=wp.hear, no_events=True)
    page = site.show(wp)
    press = """(field, isComposing) => field.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, isComposing}))"""
    page.locator("#field").evaluate(press, True)
    assert wp.wait(page, 1).key_data.isComposing
    page.locator("#field").evaluate(press, False)
    assert "isComposing" not in wp.wait(page, 2).key_data
    # Safari says so when the word is there already.
    page.locator("#field").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    assert wp.wait(page, 3).key_data.isComposing
