"""POST of an event: good ones run their handler once, bad ones, and those of others, get a 4xx and harm nobody."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tornjust.settings import Settings

from .conftest import Page, Tab, Visitor, assert_lives, lines

pytestmark = pytest.mark.gen_test


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


async def test_an_unknown_tab_is_told_to_load_again(
    visitor: Visitor, shown: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    known, tab.token = tab.token, "A" * 22
    answer = await tab.post(tab.message(shown.button))
    assert (answer.code, json.loads(answer.body)[0]) == (404, "reload")
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
    assert (answer.code, json.loads(answer.body)[0]) == (404, "reload")
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
