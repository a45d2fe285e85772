"""What an event can reach: what is on the page, is shown, can be used and listens to it; and nothing else of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

import tornjust as jp

from .conftest import Page, Visitor, assert_lives, lines

pytestmark = pytest.mark.gen_test


def not_listening(page: Page) -> list[Any]:
    return [page.plain._key, "click"]


def another_event(page: Page) -> list[Any]:
    return [page.button._key, "keydown"]


def pseudo_event(page: Page) -> list[Any]:
    return [page.button._key, "before"]


def python_attribute(page: Page) -> list[Any]:
    return [page.button._key, "__init__"]


def unknown_component(page: Page) -> list[Any]:
    return [987_654_321, "click"]


def page_event(page: Page) -> list[Any]:
    return [page.wp._key, "click"]


@pytest.mark.parametrize(
    "aim",
    [not_listening, another_event, pseudo_event, python_attribute, unknown_component, page_event],
)
async def test_only_what_the_page_listens_to_can_be_reached(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture, aim: Any
) -> None:
    tab = await visitor.open()
    tab.seq = 1
    answer = await tab.post(["event", 1, tab.revision, *aim(shown), {}])
    assert 400 <= answer.code < 500
    assert json.loads(answer.body)[0] == "error"
    assert len(lines(caplog)) == 1
    assert shown.clicks == 0
    await assert_lives(tab, shown)


async def test_a_component_of_another_page_cannot_be_reached(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    clicks = []
    other = jp.WebPage(delete_flag=False)
    secret = jp.Button(a=other, text="delete everything", click=lambda self, msg: clicks.append(msg))
    jp.Route("/other", lambda: other)
    theirs = await visitor.open("/other")
    mine = await visitor.open()
    answer = await mine.post(mine.message(secret))
    assert 400 <= answer.code < 500
    assert clicks == []
    assert len(lines(caplog)) == 1
    await assert_lives(mine, shown)
    await theirs.event(secret)
    assert len(clicks) == 1


async def test_a_component_that_has_left_the_page_cannot_be_reached(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    shown.wp.remove(shown.button)
    # The tab does not know yet, so this is nobody's mistake: it is told what has changed.
    answer = await tab.post(tab.message(shown.button))
    assert (answer.code, json.loads(answer.body)[0]) == (200, "patch")
    assert (shown.clicks, lines(caplog)) == (0, [])
    tab.revision = json.loads(answer.body)[2]
    answer = await tab.post(tab.message(shown.button))
    assert 400 <= answer.code < 500
    assert shown.clicks == 0
    assert len(lines(caplog)) == 1
    shown.wp.add(shown.button)
    await tab.event(shown.button)
    assert shown.clicks == 1


async def test_a_second_click_on_a_button_that_hears_one_is_no_mistake(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    once = jp.Button(a=shown.wp, text="once")
    clicks = []

    def click(self: jp.Button, msg: Any) -> None:
        clicks.append(msg)
        self.remove_event("click")

    once.on("click", click)
    tab = await visitor.open()
    messages = [tab.message(once), tab.message(once)]
    assert [(await tab.post(message)).code for message in messages] == [200, 200]
    assert (len(clicks), lines(caplog)) == (1, [])


# Names with a meaning in Python, in JavaScript, in our own components and in our messages.
NEVER_SENT = """
    __class__ __dict__ __init__ __proto__ constructor prototype toString _key _events _marks _stamp _listeners events
    html_tag inner_html classes style text show on_click click a components page tab files changes ran calls then
    uploads websocket session_id disabled checked
    """.split()


@pytest.mark.parametrize("value", ["x", {"prototype": {"x": 1}}, [[1, {"x": None}]], True], ids=str)
async def test_no_field_of_a_message_reaches_a_component(
    visitor: Visitor, stranger: Visitor, shown: Page, value: Any
) -> None:
    tab, other = await visitor.open(), await stranger.open()
    before = dict(shown.button.__dict__), dict(vars(type(shown.button)))
    seen = (await stranger.fetch("/")).body
    for name in NEVER_SENT:
        answer = await tab.post(tab.message(shown.button, "click", **{name: value, "value": "<script>"}))
        assert 200 <= answer.code < 500
        if answer.code >= 400:
            tab.seq -= 1
    for name in ("inner_html", "classes", "style", "show", "html_tag", "value", "checked", "disabled"):
        assert shown.button.__dict__.get(name) == before[0].get(name)
    assert dict(vars(type(shown.button))).keys() == before[1].keys()
    assert all(type(msg) is jp.Dict for msg in shown.messages)
    # What is new to others is what the handler did.
    now = (await stranger.fetch("/")).body.decode()
    assert "<script>x" not in now
    assert len(now) - len(seen) < 100
    await assert_lives(other, shown)


async def test_what_is_not_shown_cannot_be_used(visitor: Visitor, shown: Page) -> None:
    used: list[Any] = []
    secret = jp.Button(a=shown.wp, text="everything", click=lambda self, msg: used.append(self))
    box = jp.Div(a=shown.wp)
    inside = jp.Button(a=box, text="more", click=lambda self, msg: used.append(self))
    tab = await visitor.open()
    await tab.event(secret)
    await tab.event(inside)
    secret.show = box.show = False
    for target in (secret, inside):
        # As the second of two quick clicks would: it comes to nothing, and stops nothing.
        assert (await tab.post(tab.message(target))).code == 200
    assert used == [secret, inside]
    secret.show = True
    await tab.event(secret)
    assert used == [secret, inside, secret]
    await assert_lives(tab, shown)


def put_into(shown: Page, *tags: str) -> list[Any]:
    """The button and the field, moved into such elements."""
    place: Any = shown.wp
    around = []
    for tag in tags:
        place = getattr(jp, tag)(a=place)
        around.append(place)
    for part in (shown.button, shown.field):
        shown.wp.remove_component(part)
        place.add(part)
    return around


@pytest.mark.parametrize(
    ("tags", "off", "clicks"),
    [
        ([], None, 1),
        ([], "button", 0),
        (["Fieldset", "Div"], 0, 0),
        (["Fieldset", "Fieldset"], 0, 0),
        (["Fieldset", "Legend"], 0, 1),
        (["Div"], 0, 1),
    ],
)
async def test_what_is_disabled_cannot_be_clicked_and_what_was_typed_before_arrives(
    visitor: Visitor, shown: Page, tags: list[str], off: int | str | None, clicks: int
) -> None:
    around = put_into(shown, *tags)
    tab = await visitor.open()
    if off is not None:
        (shown.button if off == "button" else around[int(off)]).disabled = True
        shown.field.disabled = True
    for message in (tab.message(shown.button), tab.message(shown.field, "input", value="typed")):
        assert (await tab.post(message)).code == 200
    assert shown.clicks == clicks
    assert shown.field.value == "typed"


async def test_the_second_click_of_two_finds_the_button_disabled(visitor: Visitor, shown: Page) -> None:
    paid = []

    async def pay(self: jp.Button, msg: jp.Dict) -> None:
        self.disabled = True
        await asyncio.sleep(0.05)
        paid.append(msg.page)

    shown.button.on("click", pay)
    tab = await visitor.open()
    clicks = [tab.message(shown.button), tab.message(shown.button)]
    answers = await asyncio.gather(*(tab.post(click) for click in clicks))
    assert [answer.code for answer in answers] == [200, 200]
    assert len(paid) == 1


async def test_a_form_tells_of_its_own_fields_only(visitor: Visitor, shown: Page) -> None:
    form = jp.Form(a=shown.wp, submit=lambda self, msg: None)
    inside = jp.Input(a=form, name="inside", value="before")
    outside = jp.Input(a=shown.wp, value="mine")
    tab = await visitor.open()
    for data in (
        [{"key": outside._key, "id": "1", "name": "inside", "value": "theirs", "type": "text"}],
        [{"key": shown.button._key, "value": "theirs"}, 7, None, []],
        [{"key": inside._key, "value": {"x": 1}}],
        {"key": 1},
        "text",
    ):
        answer = await tab.post(tab.message(form, "submit", form_data=data))
        assert 200 <= answer.code < 500
        if answer.code >= 400:
            tab.seq -= 1
    assert (outside.value, inside.value) == ("mine", "before")
    assert "value" not in shown.button.__dict__
    await assert_lives(tab, shown)
