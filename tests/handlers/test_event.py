"""POST of an event: good ones run their handler once, bad ones get a 4xx and a line in the log and harm nobody."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

import tornjust as jp
from tornjust.settings import Settings

from .conftest import Tab, Visitor, lines

pytestmark = pytest.mark.gen_test


class Page:
    """A page with a button that counts, a paragraph that listens to nothing, and a field."""

    def __init__(self) -> None:
        self.clicks = 0
        self.messages: list[Any] = []
        self.wp = jp.WebPage(delete_flag=False)
        self.button = jp.Button(a=self.wp, text="0", click=self.count)
        self.plain = jp.P(a=self.wp, text="nothing happens here")
        self.field = jp.Input(a=self.wp, input=self.keep)
        jp.Route("/", lambda: self.wp)

    def count(self, msg: Any) -> None:
        self.clicks += 1
        self.button.text = self.clicks
        self.messages.append(msg)

    def keep(self, msg: Any) -> None:
        self.messages.append(msg)


@pytest.fixture
def shown(app: Any) -> Page:
    return Page()


async def assert_lives(tab: Tab, page: Page) -> None:
    """A good event still works."""
    before = page.clicks
    assert await tab.event(page.button) == [["text", page.button._key, str(before + 1)]]


async def test_an_event_is_answered_with_what_it_changed(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    answer = await tab.post(tab.message(shown.button))
    key = shown.button._key
    assert answer.code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert json.loads(answer.body) == ["patch", tab.revision, tab.revision + 1, [["text", key, "1"]], 1]


async def test_the_handler_receives_who_what_and_where(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    await tab.event(shown.button, event_target="x")
    msg = shown.messages[0]
    assert (msg.event_type, msg.msg_type) == ("click", "event")
    assert (msg.target, msg.id, msg.html_tag) == (shown.button, shown.button.id, "button")
    assert (msg.page, msg.page_id) == (shown.wp, shown.wp.page_id)
    assert msg.session_id
    assert msg.event_target == "x"


async def test_what_a_browser_claims_cannot_replace_what_the_server_knows(
    visitor: Visitor, shown: Page
) -> None:
    tab = await visitor.open()
    await tab.event(
        shown.button, page=1, target=2, id=3, session_id="4", event_type="5", page_id=6, class_name=7
    )
    msg = shown.messages[0]
    assert msg.page is shown.wp
    assert msg.target is shown.button
    assert msg.event_type == "click"
    assert msg.session_id != "4"
    assert msg.class_name == "Button"


async def test_a_field_has_its_value_before_the_handler_runs(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    operations = await tab.event(shown.field, "input", value="two words")
    assert shown.field.value == "two words"
    assert shown.messages[0].value == "two words"
    # Another tab has to show it; this one has it, and applies it to no effect.
    assert [op[:3] for op in operations] in ([], [["prop", shown.field._key, "value"]])


BAD_MESSAGES: list[tuple[Any, int, str]] = [
    ("", 400, "not JSON"),
    ("not json", 400, "not JSON"),
    (b"\xff\xfe\x00", 400, "not JSON"),
    ('["event", 1, 0', 400, "not JSON"),
    ("[" * 100_000, 413, "100000 bytes"),
    ("[" * 15_000, 400, "not JSON"),
    ("1" * 10_000, 400, "not JSON"),
    ({"kind": "event"}, 400, "an object"),
    ("null", 400, "null"),
    ("3", 400, "a number"),
    ([], 400, "an array"),
    ([None], 400, "None"),
    (["explode", 1], 400, "'explode'"),
    ([["event"]], 400, "kind"),
    (["patch", 0, 1, []], 400, "'patch'"),
    (["sync"], 400, "1 items"),
    (["sync", "now"], 400, "since is text"),
    (["sync", -1], 400, "since is a number"),
    (["event", 1, 0, 1, "click"], 400, "5 items"),
    (["event", 1, 0, 1, "click", {}, 7], 400, "is a number; it has to be an object"),
    (["event", "1", 0, 1, "click", {}], 400, "seq is text"),
    (["event", 0, 0, 1, "click", {}], 400, "seq is a number"),
    (["event", 1.5, 0, 1, "click", {}], 400, "seq is a number"),
    (["event", True, 0, 1, "click", {}], 400, "seq is true or false"),
    (["event", None, 0, 1, "click", {}], 400, "seq is null"),
    (["event", 10**30, 0, 1, "click", {}], 400, "seq is a number"),
    ('["event", NaN, 0, 1, "click", {}]', 400, "seq is a number"),
    (["event", 1, [], 1, "click", {}], 400, "since is an array"),
    (["event", 1, 0, "x", "click", {}], 400, "key is text"),
    (["event", 1, 0, -3, "click", {}], 400, "key is a number"),
    (["event", 1, 0, 1, 5, {}], 400, "event type is a number"),
    (["event", 1, 0, 1, "", {}], 400, "event type is text"),
    (["event", 1, 0, 1, "x" * 1000, {}], 400, "event type is text"),
    (["event", 1, 0, 1, "click", []], 400, "fields are an array"),
    (["event", 1, 0, 1, "click", None], 400, "fields are null"),
    (["event", 1, 0, 1, "click", {"deep": json.loads("[" * 50 + "]" * 50)}], 400, "deep"),
    (["event", 5000, 0, 1, "click", {}], 409, "event 5000"),
    (["event", 1, 0, 1, "click", {"value": "x" * 30_000}], 413, "bytes"),
]


@pytest.mark.parametrize(("message", "status", "says"), BAD_MESSAGES, ids=lambda value: str(value)[:40])
async def test_a_bad_message_is_refused_in_one_line_and_harms_nobody(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture, message: Any, status: int, says: str
) -> None:
    tab = await visitor.open()
    answer = await tab.post(message)
    assert answer.code == status
    kind, seq, text = json.loads(answer.body)
    assert (kind, seq) == ("error", 0)
    assert says in text
    logged = lines(caplog)
    assert len(logged) == 1
    assert says in logged[0]
    assert "\n" not in logged[0]
    assert len(logged[0]) < 300
    assert shown.clicks == 0
    await assert_lives(tab, shown)


async def test_a_message_in_the_log_cannot_forge_a_line(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    await tab.post(["explode\nERROR tornjust: all is lost", 1])
    await tab.post(["event", 1, 0, 1, "click\r\nERROR", {}])
    await tab.post(["event", "1\nERROR", 0, 1, "click", {}])
    assert len(lines(caplog)) == 3
    assert not any("\n" in line or "\r" in line for line in lines(caplog))


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


async def test_an_unknown_tab_is_told_to_load_again(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    known, tab.token = tab.token, "A" * 22
    answer = await tab.post(tab.message(shown.button))
    assert (answer.code, json.loads(answer.body)) == (404, ["reload"])
    assert shown.clicks == 0
    assert len(lines(caplog)) == 1
    tab.token, tab.seq = known, 0
    await assert_lives(tab, shown)


@pytest.mark.parametrize("token", ["", "x" * 65, "%00", "..%2f..%2fetc%2fpasswd", "a b", "é"])
async def test_a_token_of_the_wrong_form_is_a_4xx(visitor: Visitor, shown: Page, token: str) -> None:
    tab = await visitor.open()
    known, tab.token = tab.token, token
    answer = await tab.post(tab.message(shown.button))
    assert 400 <= answer.code < 500
    assert shown.clicks == 0
    tab.token, tab.seq = known, 0
    await assert_lives(tab, shown)


async def test_a_tab_belongs_to_its_visitor(visitor: Visitor, stranger: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    await stranger.open()
    theirs = Tab(stranger, tab.source)
    answer = await theirs.post(theirs.message(shown.button))
    assert (answer.code, json.loads(answer.body)) == (404, ["reload"])
    nobody = Tab(Visitor(visitor.client, visitor.url), tab.source)
    assert (await nobody.post(nobody.message(shown.button))).code == 404
    forged = Tab(Visitor(visitor.client, visitor.url), tab.source)
    forged.visitor.cookies = {name: value[:-1] + "0" for name, value in visitor.cookies.items()}
    assert (await forged.post(forged.message(shown.button))).code in (200, 404)
    assert shown.clicks <= 1
    await assert_lives(tab, shown)


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_another_sites_page_cannot_send_events(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    tab = await visitor.open()
    answer = await tab.post(tab.message(shown.button), headers)
    assert answer.code == 403
    assert shown.clicks == 0
    assert len(lines(caplog)) == 1
    tab.seq = 0
    await assert_lives(tab, shown)


async def test_half_a_character_is_no_text(visitor: Visitor, stranger: Visitor, shown: Page) -> None:
    def echo(self: Any, msg: Any) -> None:
        shown.plain.text = msg.value
        shown.plain.title = msg.value

    tab = await visitor.open()
    shown.field.on("input", echo)
    body = json.dumps(tab.message(shown.field, "input", value="a\ud800b"))
    answer = await tab.post(body)
    assert answer.code in (200, 400)
    other = await stranger.open()
    await assert_lives(other, shown)
    assert (await stranger.fetch("/")).code == 200


async def test_too_large_a_body_is_not_even_read(
    settings: Settings, visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    answer = await tab.post("[" + " " * settings.max_message + "]")
    assert answer.code == 413
    assert len(lines(caplog)) == 1
    await assert_lives(tab, shown)


async def test_get_of_an_event_address_is_refused(visitor: Visitor, shown: Page) -> None:
    tab = await visitor.open()
    assert (await visitor.fetch(tab.address("event"))).code == 405
    await assert_lives(tab, shown)


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
