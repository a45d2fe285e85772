"""Floods: too many pages, messages, sockets and tabs are refused with a clear status, and what is refused recovers."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from tornado.web import Application

import tornjust as jp
from tornjust.limits import Buckets
from tornjust.settings import Settings

from .conftest import Counter, Tab, Visitor

pytestmark = pytest.mark.gen_test


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Visitors of this machine count as those of any other."""
    settings.trusted_proxies = ""
    return settings


async def test_a_flood_of_events_is_refused_and_nothing_else_suffers(
    settings: Settings, visitor: Visitor, stranger: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    settings.max_messages_per_second = 2
    counter = Counter()
    tab, other = await visitor.open(), await stranger.open()
    answers = [await tab.post(tab.message(counter.button)) for _ in range(40)]
    codes = [answer.code for answer in answers]
    assert codes[:20] == [200] * 20
    refused = [answer for answer in answers if answer.code == 429]
    assert refused
    assert refused[0].headers["Retry-After"] == "1"
    assert json.loads(refused[0].body)[:2] == ["error", 0]
    assert counter.clicks == codes.count(200)
    assert sum("too many messages" in text for text in caplog.messages) <= 1
    # The event that was refused is sent again under its number, as the runtime does.
    tab.seq = counter.clicks
    await asyncio.sleep(0.6)
    assert (await tab.post(tab.message(counter.button))).code == 200
    assert await other.event(counter.button)


async def test_a_flood_of_polls_is_refused(settings: Settings, visitor: Visitor) -> None:
    settings.max_messages_per_second = 2
    Counter()
    tab = await visitor.open()
    codes = [(await tab.poll()).code for _ in range(40)]
    assert codes[:20] == [204] * 20
    assert 429 in codes


async def test_a_flood_on_a_socket_has_to_wait_and_loses_nothing(
    settings: Settings, visitor: Visitor
) -> None:
    settings.max_messages_per_second = 20
    counter = Counter()
    tab = await visitor.open()
    socket = await tab.socket()
    start = asyncio.get_running_loop().time()
    for _ in range(215):
        await socket.write_message(json.dumps(tab.message(counter.button)))
    while counter.clicks < 215:
        await asyncio.sleep(0.01)
    assert asyncio.get_running_loop().time() - start > 0.5


async def test_a_flood_of_pages_is_refused_until_it_calms_down(
    app: Application, visitor: Visitor, stranger: Visitor
) -> None:
    app.settings["tornjust_visits"] = Buckets(rate=4, burst=3)
    made: list[jp.WebPage] = []

    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Div(a=wp, text="x")
        made.append(wp)
        return wp

    jp.Route("/", page)
    answers = [await visitor.fetch("/") for _ in range(6)]
    assert 429 in [answer.code for answer in answers]
    refused = next(answer for answer in answers if answer.code == 429)
    assert refused.headers["Retry-After"] == "1"
    assert "loaded too often" in refused.body.decode()
    # Nothing was made for those that were refused.
    assert len(made) == sum(answer.code == 200 for answer in answers)
    await asyncio.sleep(0.3)
    assert (await visitor.fetch("/")).code == 200


async def test_when_there_is_no_room_for_more_tabs_new_visitors_come_back_later(
    settings: Settings, app: Application, visitor: Visitor, stranger: Visitor
) -> None:
    settings.max_tabs = 2
    counter = Counter()
    first = await visitor.open()
    await visitor.open()
    refused = await stranger.fetch("/")
    assert (refused.code, refused.headers["Retry-After"]) == (503, "30")
    assert "no room" in refused.body.decode()
    # Those who are there go on, and their places are given to others.
    await first.event(counter.button)
    await visitor.fetch(first.address("leave"), method="POST", body="")
    assert (await stranger.fetch("/")).code == 200


async def test_one_visitor_keeps_so_many_pages_and_no_more(
    settings: Settings, app: Application, visitor: Visitor
) -> None:
    settings.max_tabs_per_session = 3
    counter = Counter()
    tabs = [await visitor.open() for _ in range(5)]
    assert len(app.settings["tornjust_tabs"]) == 3
    assert (await tabs[0].poll()).code == 404
    await tabs[4].event(counter.button)


async def test_a_tab_has_a_few_sockets_at_most(visitor: Visitor) -> None:
    counter = Counter()
    tab = await visitor.open()
    sockets = [await tab.socket() for _ in range(7)]
    closed = [await asyncio.wait_for(socket.read_message(), 2) for socket in sockets[:3]]
    assert closed == [None] * 3
    await sockets[6].write_message(json.dumps(tab.message(counter.button)))
    assert json.loads(str(await sockets[6].read_message()))[0] == "patch"


async def test_what_cannot_be_asked_is_not_asked(visitor: Visitor, app: Application) -> None:
    """Guessed tokens cost the server nothing that stays."""
    Counter()
    tab = await visitor.open()
    for number in range(50):
        guess = Tab(visitor, tab.source)
        guess.token = f"{number:022d}"
        assert (await guess.poll()).code == 404
        socket = await guess.socket()
        assert json.loads(str(await socket.read_message()))[0] == "reload"
    assert len(app.settings["tornjust_tabs"]) == 1
    assert app.settings["tornjust_sockets"] == {}
    state: Any = app.settings["tornjust_tabs"]
    assert len(list(state)) == 1


async def test_memory_debug_says_what_there_is_when_a_tab_goes(
    settings: Settings, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    settings.memory_debug = True
    Counter()
    tab, _ = await visitor.open(), await visitor.open()
    await visitor.fetch(tab.address("leave"), method="POST", body="")
    assert "1 tabs, " in caplog.text
