"""Polls: a patch of what changed since the tab's revision, or close to nothing. And the word that a tab goes."""

from __future__ import annotations

import json

import pytest
from tornado.web import Application

import tornjust as jp
from tornjust import tabs
from tornjust.limits import Buckets
from tornjust.settings import Settings

from .conftest import Tab, Visitor, lines

pytestmark = pytest.mark.gen_test


class Clock(jp.WebPage):
    """A shared page with one text that something else than the visitor changes."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.left = 0
        self.time = jp.Div(a=self, text="12:00")
        jp.Route("/", lambda: self)

    async def on_disconnect(self, websocket: object = None) -> None:
        self.left += 1
        await super().on_disconnect(websocket)


@pytest.fixture
def clock(app: Application) -> Clock:
    return Clock()


async def test_a_poll_with_nothing_new_is_an_empty_204(visitor: Visitor, clock: Clock) -> None:
    tab = await visitor.open()
    answer = await tab.poll()
    assert (answer.code, answer.body) == (204, b"")
    assert "Content-Type" not in answer.headers


async def test_a_poll_gives_what_changed_since_the_tabs_revision(visitor: Visitor, clock: Clock) -> None:
    tab = await visitor.open()
    clock.time.text = "12:01"
    clock.time.text = "12:02"
    answer = await tab.poll()
    assert tab.take(answer.body) == [["text", clock.time._key, "12:02"]]
    assert (await tab.poll()).code == 204


async def test_tabs_at_different_revisions_get_what_each_of_them_lacks(
    visitor: Visitor, clock: Clock
) -> None:
    early = await visitor.open()
    clock.time.text = "12:01"
    late = await visitor.open()
    clock.time.title = "noon"
    assert len(early.take((await early.poll()).body)) == 2
    assert late.take((await late.poll()).body) == [["attr", clock.time._key, "title", "noon"]]


async def test_the_same_poll_again_gives_the_same_answer(visitor: Visitor, clock: Clock) -> None:
    tab = await visitor.open()
    clock.time.text = "12:01"
    assert (await tab.poll()).body == (await tab.poll()).body


async def test_a_poll_of_an_unknown_tab_says_load_again(
    visitor: Visitor, stranger: Visitor, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    tab = await visitor.open()
    await stranger.open()
    answer = await Tab(stranger, tab.source).poll()
    assert (answer.code, json.loads(answer.body)[0]) == (404, "reload")
    assert len(lines(caplog)) == 1
    assert (await tab.poll()).code == 204


@pytest.mark.parametrize("since", ["", "x", "-1", "1.5", "9" * 16, "1/2", "%00"])
async def test_a_revision_that_is_no_number_is_a_404(visitor: Visitor, clock: Clock, since: str) -> None:
    tab = await visitor.open()
    assert (await visitor.fetch(f"{tab.address('poll')}/{since}")).code == 404
    assert (await tab.poll()).code == 204


async def test_polls_take_no_post(visitor: Visitor, clock: Clock) -> None:
    tab = await visitor.open()
    answer = await visitor.fetch(f"{tab.address('poll')}/{tab.revision}", method="POST", body="")
    assert answer.code == 405


async def test_a_large_answer_is_compressed(visitor: Visitor, clock: Clock) -> None:
    tab = await visitor.open()
    for number in range(200):
        jp.Div(a=clock, text=f"row {number}")
    path = f"{tab.address('poll')}/{tab.revision}"
    answer = await visitor.fetch(path, {"Accept-Encoding": "gzip"}, decompress_response=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.body) < 3000


async def test_a_tab_that_leaves_is_forgotten_and_its_page_is_told(
    app: Application, visitor: Visitor, clock: Clock
) -> None:
    tab, other = await visitor.open(), await visitor.open()
    answer = await visitor.fetch(tab.address("leave"), method="POST", body="")
    assert (answer.code, answer.body) == (204, b"")
    assert clock.left == 1
    assert len(app.settings["tornjust_tabs"]) == 1
    assert (await tab.poll()).code == 404
    assert (await other.poll()).code == 204
    again = await visitor.fetch(tab.address("leave"), method="POST", body="")
    assert again.code in (204, 404)
    assert clock.left == 1


async def test_nobody_else_can_make_a_tab_leave(visitor: Visitor, stranger: Visitor, clock: Clock) -> None:
    tab = await visitor.open()
    await stranger.open()
    await stranger.fetch(tab.address("leave"), method="POST", body="")
    foreign = {"Origin": "http://evil.example"}
    answer = await visitor.fetch(tab.address("leave"), foreign, method="POST", body="")
    assert answer.code == 403
    assert clock.left == 0
    assert (await tab.poll()).code == 204


async def test_the_last_tab_of_an_ordinary_page_takes_its_components_along(
    app: Application, visitor: Visitor
) -> None:
    wp = jp.WebPage()
    jp.Div(a=wp, text="gone soon")
    jp.Route("/", lambda: wp)
    first, second = await visitor.open(), await visitor.open()
    await visitor.fetch(first.address("leave"), method="POST", body="")
    assert len(wp) == 1
    await visitor.fetch(second.address("leave"), method="POST", body="")
    assert len(wp) == 0
    assert wp.page_id not in jp.WebPage.instances


async def test_a_page_that_fails_at_its_end_fails_alone(
    visitor: Visitor, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(jp.WebPage):
        async def on_disconnect(self, websocket: object = None) -> None:
            raise OSError("the disk is full")

    jp.Route("/failing", lambda: Failing().add(jp.Div(text="shown")))
    tab = await visitor.open("/failing")
    other = await visitor.open()
    answer = await visitor.fetch(tab.address("leave"), method="POST", body="")
    assert answer.code == 204
    assert len(lines(caplog)) == 1
    assert (await other.poll()).code == 204


async def test_a_page_that_shows_everybody_the_same_is_polled_under_one_name_for_all(
    visitor: Visitor, stranger: Visitor, clock: Clock
) -> None:
    clock.cache_polls = 2
    tab, other = await visitor.open(), await stranger.open()
    assert tab.config["shared"] == other.config["shared"]
    address = f"{tab.config['base']}/shared/{tab.config['shared']}"
    nothing = await stranger.fetch(f"{address}/{tab.revision}")
    assert (nothing.code, nothing.body) == (204, b"")
    assert nothing.headers["Cache-Control"] == "public, max-age=0, s-maxage=2"
    assert "Set-Cookie" not in nothing.headers
    known = {"If-None-Match": nothing.headers["ETag"]}
    assert (await stranger.fetch(f"{address}/{tab.revision}", known)).code == 304
    clock.time.text = "12:01"
    something = await stranger.fetch(f"{address}/{tab.revision}", known)
    assert tab.take(something.body) == [["text", clock.time._key, "12:01"]]
    assert something.headers["ETag"] != nothing.headers["ETag"]


async def test_what_everybody_is_told_says_who_is_to_ask_for_more(visitor: Visitor, clock: Clock) -> None:
    clock.cache_polls = 2
    tab, other = await visitor.open(), await visitor.open()
    clock.tabs[1].download("for one only", name="secret.txt")
    address = f"{tab.config['base']}/shared/{tab.config['shared']}/{tab.revision}"
    answer = await visitor.fetch(address)
    assert json.loads(answer.body)[3:] == [[], 0, None, {"meant": [other.config["id"]]}]
    assert b"secret" not in answer.body
    assert "secret.txt" in str(other.take((await other.poll()).body))
    assert tab.take((await tab.poll()).body) == []
    # From there on it is over.
    later = await visitor.fetch(f"{address.rpartition('/')[0]}/{tab.revision}")
    assert later.code == 204


async def test_a_flood_of_polls_under_that_name_is_refused_and_others_go_on(
    app: Application, visitor: Visitor, stranger: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tornjust.handlers.base.Visit.is_local", lambda self: False)
    app.settings["tornjust_polls"] = Buckets(1, 3)
    clock.cache_polls = 1
    tab, _ = await visitor.open(), await stranger.open()
    address = f"{tab.config['base']}/shared/{tab.config['shared']}/{tab.revision}"
    codes = [(await visitor.fetch(address)).code for _ in range(6)]
    assert codes == [204, 204, 204, 429, 429, 429]
    assert (await stranger.fetch(address)).code == 204
    assert (await tab.poll()).code == 204


async def test_tabs_of_such_a_page_are_limited_as_others_are(
    settings: Settings, app: Application, visitor: Visitor, clock: Clock
) -> None:
    settings.max_tabs_per_session = 5
    clock.cache_polls = 1
    tabs = [await visitor.open() for _ in range(8)]
    assert len(app.settings["tornjust_tabs"]) == 5
    assert [(await tab.poll()).code for tab in tabs] == [404] * 3 + [204] * 5


async def test_a_page_that_does_not_say_so_has_no_such_name(visitor: Visitor, clock: Clock) -> None:
    tab = await visitor.open()
    assert "shared" not in tab.config
    answer = await visitor.fetch(f"{tab.config['base']}/shared/{tab.token}/{tab.revision}")
    assert answer.code == 404
    assert "public" not in answer.headers["Cache-Control"]
    clock.cache_polls = 1
    tab = await visitor.open()
    clock.cache_polls = None
    answer = await visitor.fetch(f"{tab.config['base']}/shared/{tab.config['shared']}/{tab.revision}")
    assert answer.code == 404


async def test_the_last_words_of_a_tab_are_heard_and_bad_ones_stop_nothing(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    wp = jp.WebPage(delete_flag=False)
    heard: list[str] = []
    field = jp.Input(a=wp, input=lambda self, msg: heard.append(self.value))
    jp.Route("/", lambda: wp)
    tab = await visitor.open()
    said = {"event_target": "", "value": "bye"}
    words = [
        "no JSON",
        json.dumps(["event", 1, tab.revision, 999, "click", {}]),
        json.dumps(["event", 2, tab.revision, field._key, "input", said]),
        "",
    ]
    answer = await visitor.fetch(tab.address("leave"), method="POST", body="\n".join(words))
    assert answer.code == 204
    assert heard == ["bye"]
    assert wp.tabs == []
    assert [record.message[:31] for record in caplog.records] == [
        "last words of a tab refused: me",
        "last words of a tab refused: co",
    ]


@pytest.mark.parametrize("who", ["the visitor", "a stranger", "the visitor, later"])
async def test_what_a_tab_sent_as_it_left_is_nothing_to_speak_of(
    app: Application,
    visitor: Visitor,
    stranger: Visitor,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    who: str,
) -> None:
    page = jp.WebPage()
    jp.Div(a=page)
    page.on("visibilitychange", lambda self, msg: None)
    jp.Route("/", lambda: page)
    tab = await visitor.open("/")
    await stranger.open("/")
    hidden = tab.message(page, "visibilitychange", visibility="hidden")
    await visitor.fetch(tab.address("leave"), method="POST", body="")
    if who == "the visitor, later":
        monkeypatch.setattr(tabs, "LATELY", 0.0)
    if who == "a stranger":
        tab.visitor = stranger
    assert (await tab.post(hidden)).code == 404
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) == (who != "the visitor"), logged


async def test_few_of_those_who_left_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "MOST_LEFT", 3)
    desk = tabs.Tabs(Settings())
    for number in range(5):
        await desk.drop(await desk.open(jp.WebPage(delete_flag=False), str(number), None))
    assert [desk.has_left(str(number), None) for number in range(5)] == [False, False, True, True, True]
