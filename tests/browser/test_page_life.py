"""What browsers do with pages that nobody looks at: made in advance, kept for later, put to sleep, restored."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import Server
from tornado.web import OutputTransform

import tornjust as jp
from tornjust.app import make_application
from tornjust.routing import Route
from tornjust.settings import Settings

from .devtools import Chromium, Tab


def over(*ways: str) -> Any:
    """Run a test for pages that work in these ways."""
    return pytest.mark.parametrize("way", ways, indirect=True)


class Place:
    """A program with one live page and one plain page, and what its server knows."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.url = server.url
        self.made: list[Any] = []
        self.go: list[asyncio.Event] = []
        self.picture = ""

    async def wait(self) -> jp.Response:
        """What a page asks for to hear when it is to go on."""
        self.go.append(asyncio.Event())
        await self.go[0].wait()
        return jp.PlainTextResponse("go")

    def live(self) -> jp.WebPage:
        wp = jp.WebPage()
        wp.count = wp.ready = 0

        def click(self: Any, msg: Any) -> None:
            wp.count += 1
            self.text = f"{wp.count} clicks"

        def ready(self: Any, msg: Any) -> None:
            wp.ready += 1

        jp.Button(a=wp, text="0 clicks", click=click)
        wp.news = jp.P(a=wp, text="no news")
        if self.picture:
            jp.Img(a=wp, src=self.picture)
        wp.on("page_ready", ready)
        self.made.append(wp)
        return wp

    def form(self) -> jp.WebPage:
        wp = jp.WebPage()
        wp.heard = []
        fields = {
            "text": jp.Input(),
            "number": jp.Input(type="number"),
            "area": jp.Textarea(value="given"),
            "box": jp.Input(type="checkbox"),
            "list": jp.Select(children=[jp.Option(value=value) for value in "abc"]),
            "untouched": jp.Input(value="as it was"),
            # What these show without a value is the browser's.
            "slider": jp.Input(type="range"),
            "colour": jp.Input(type="color"),
        }
        for name, field in fields.items():
            field.name = name
            wp.add(field)
        wp.radios = [jp.Input(a=wp, type="radio", name="radio", value=value) for value in "xy"]
        wp.fields = fields
        for field in [*fields.values(), *wp.radios]:
            field.on("change", lambda self, msg: wp.heard.append(self.name))
        self.made.append(wp)
        return wp

    def use(self, way: str) -> None:
        """Have pages work that way from now on."""
        jp.WebPage.use_websockets, jp.WebPage.push = way == "socket", way == "push"
        self.made.clear()
        self.picture = ""

    @property
    def sessions(self) -> list[Any]:
        """The tabs that the server holds."""
        return list(self.server.run(lambda: list(self.server.application.settings["tornjust_tabs"])))  # type: ignore[union-attr]

    def clear(self) -> None:
        """The server lets go of all tabs."""

        async def drop() -> None:
            tabs = self.server.application.settings["tornjust_tabs"]  # type: ignore[union-attr]
            for session in tabs:
                await tabs.drop(session)

        self.server.run(drop)

    def push(self, text: str) -> None:
        """Change the page that was made last."""

        async def change() -> None:
            self.made[-1].news.text = text
            await self.made[-1].update()

        self.server.run(change)


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


class Kept(OutputTransform):
    """Something on the way that lets browsers keep pages for the back button."""

    def transform_first_chunk(self, status: int, headers: Any, chunk: bytes, finishing: bool) -> Any:
        if headers.get("Cache-Control") == "no-store":
            headers["Cache-Control"] = "no-cache"
        return status, headers, chunk


PLAIN = "<!doctype html><title>plain</title><p>plain</p>"
AHEAD = """<!doctype html><title>ahead</title><a href="/live">live</a>
<script type="speculationrules">{"prerender": [{"source": "list", "urls": ["/live"]}]}</script>
<script>fetch("/go").then(() => document.querySelector("a").click())</script>"""


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    routes, before = list(Route.instances), (jp.WebPage.use_websockets, jp.WebPage.push)
    Route.instances.clear()
    with Server(lambda: make_application(Settings())) as server:
        place = Place(server)
        Route("/live", place.live)
        Route("/form", place.form)
        Route("/go", place.wait)
        Route("/plain", lambda: jp.HTMLResponse(PLAIN))
        Route("/ahead", lambda: jp.HTMLResponse(AHEAD))
        yield place
    Route.instances[:] = routes
    jp.WebPage.use_websockets, jp.WebPage.push = before


@pytest.fixture(scope="module")
def chromium(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    folder = tmp_path_factory.mktemp("profile")
    chromium = Chromium(folder)
    yield chromium
    chromium.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def way(request: pytest.FixtureRequest, place: Place, chromium: Chromium) -> Iterator[str]:
    place.use(request.param)
    yield request.param
    for tab in chromium.tabs(place.url):
        chromium.send("Target.closeTarget", targetId=tab.target)
    until(lambda: not chromium.tabs(place.url))
    place.clear()


def open_live(place: Place, chromium: Chromium) -> Tab:
    tab = chromium.open(place.url + "/live")
    tab.ready("/live")
    tab.click()
    tab.shows("1 clicks")
    return tab


@over("socket", "push")
def test_a_page_that_is_made_in_advance_says_nothing_until_it_is_shown(
    place: Place, chromium: Chromium, way: str
) -> None:
    tab = chromium.open(place.url + "/ahead")
    until(lambda: place.made and place.go)
    # Time for its runtime to start, and to say something if it wanted to.
    chromium.pause(1)
    [session] = place.sessions
    assert (session.document, session.seen_at, place.made[0].ready) == (None, session.opened_at, 0)
    place.push("meanwhile")
    place.server.run(place.go.pop().set)
    until(lambda: place.made[0].ready)
    tab.ready("/live")
    assert tab.js("performance.getEntriesByType('navigation')[0].activationStart") > 0
    tab.shows("meanwhile")
    tab.click()
    tab.shows("1 clicks")
    assert (len(place.made), place.made[0].ready, place.sessions) == (1, 1, [session])


@over("socket", "push", "ajax")
def test_a_tab_that_is_hidden_and_put_to_sleep_catches_up_when_it_is_shown(
    place: Place, chromium: Chromium, way: str
) -> None:
    tab = open_live(place, chromium)
    other = chromium.open("about:blank")
    tab.until("document.visibilityState === 'hidden'")
    if way == "push":
        until(lambda: place.sessions[0].parked is None)
    tab.send("Page.setWebLifecycleState", state="frozen")
    place.push("while it slept")
    chromium.pause(0.3)
    assert tab.js("document.querySelector('p').innerText") == "no news"
    tab.send("Page.setWebLifecycleState", state="active")
    tab.front()
    tab.shows("while it slept")
    tab.click()
    tab.shows("2 clicks")
    assert len(place.made) == 1
    assert other.js("document.visibilityState") == "hidden"


@over("socket", "ajax")
def test_a_page_is_let_go_when_it_is_left_and_going_back_makes_it_anew(
    place: Place, chromium: Chromium, way: str
) -> None:
    tab = open_live(place, chromium)
    tab.go(place.url + "/plain")
    tab.shows("plain")
    until(lambda: not place.sessions)
    tab.back()
    tab.ready("/live")
    tab.click()
    tab.shows("1 clicks")
    assert (len(place.made), len(place.sessions)) == (2, 1)


@over("socket", "push", "ajax")
def test_a_page_that_is_left_before_its_runtime_is_there_is_let_go(
    place: Place, chromium: Chromium, way: str
) -> None:
    tab = chromium.open("about:blank")
    tab.send("Network.enable")
    tab.send("Network.setBlockedURLs", urls=["*/_tornjust/client/*"])
    tab.go(place.url + "/live")
    tab.shows("no news")
    [session] = place.sessions
    assert session.seen_at == session.opened_at
    chromium.send("Target.closeTarget", targetId=tab.target)
    until(lambda: not place.sessions)


@over("socket", "push", "ajax")
def test_a_page_that_is_closed_before_it_has_loaded_is_let_go(
    place: Place, chromium: Chromium, way: str
) -> None:
    place.picture = "/go"  # which does not come
    tab = open_live(place, chromium)
    assert tab.js("document.readyState") == "interactive"
    [session] = place.sessions
    assert session.document
    chromium.send("Target.closeTarget", targetId=tab.target)
    until(lambda: not place.sessions)
    until(lambda: place.go)
    place.server.run(place.go.pop().set)


@over("socket", "ajax")
def test_what_the_browser_puts_back_into_the_fields_is_known(
    place: Place, chromium: Chromium, way: str
) -> None:
    tab = chromium.open(place.url + "/form")
    tab.ready("/form")
    tab.js("""for (const [name, property, value] of [["text", "value", "typed"], ["number", "value", "7"],
        ["area", "value", "lines"], ["box", "checked", true], ["list", "value", "c"]])
        document.querySelector(`[name=${name}]`)[property] = value;
        document.querySelectorAll("[name=radio]")[1].checked = true;
        document.querySelector("[name=box]").dispatchEvent(new Event("change", {bubbles: true}))""")
    until(lambda: place.made[0].heard == ["box"])
    tab.go(place.url + "/plain")
    tab.shows("plain")
    tab.back()
    tab.ready("/form")
    tab.until("document.querySelector('[name=text]').value === 'typed'")
    wp = place.made[-1]
    assert len(place.made) == 2

    def held() -> list[Any]:
        values = [wp.fields[name].value for name in ("text", "number", "area", "list", "untouched")]
        return [*values, wp.fields["box"].checked, [radio.checked for radio in wp.radios]]

    until(lambda: held() == ["typed", 7, "lines", "c", "as it was", True, [False, True]])
    assert sorted(wp.heard) == ["area", "box", "list", "number", "radio", "text"]


@pytest.fixture
def kept(place: Place) -> Iterator[None]:
    """Pages that browsers may keep, as a proxy's headers may allow it."""
    transforms = place.server.application.transforms  # type: ignore[union-attr]
    transforms.append(Kept)
    yield
    transforms.remove(Kept)


@pytest.mark.parametrize(
    ("way", "held"),
    [("socket", True), ("push", True), ("ajax", True), ("push", False)],
    indirect=["way"],
    ids=["socket", "push", "ajax", "let go meanwhile"],
)
@pytest.mark.usefixtures("kept")
def test_a_page_that_the_browser_has_kept_lives_again(
    place: Place, chromium: Chromium, way: str, held: bool
) -> None:
    tab = open_live(place, chromium)
    tab.js("window.mark = 'the same document'")
    if way == "push":
        until(lambda: place.sessions[0].parked)
    tab.go(place.url + "/plain")
    tab.shows("plain")
    [session] = place.sessions
    place.push("while it was away")
    if held:
        until(lambda: not session.parked)
    else:
        place.clear()
    tab.back()
    tab.until("location.pathname === '/live'")
    if way == "socket" and tab.js("window.mark") != "the same document":
        held = False  # a Chromium that keeps no page with an open socket: it is loaded anew
    if held:
        tab.shows("while it was away")
        assert tab.js("window.mark") == "the same document"
        tab.click()
        tab.shows("2 clicks")
        place.push("pushed again")
        if way != "ajax":
            tab.shows("pushed again")
    else:
        tab.until("performance.getEntriesByType('navigation')[0].type === 'reload'")
        tab.until("window.mark !== 'the same document'")
        tab.ready("/live")
        tab.click()
        tab.shows("1 clicks")
    assert len(place.made) == (1 if held else 2)
    assert session in place.sessions or not held
    place.clear()


def test_a_restored_session_loads_its_pages(place: Place, browser: Any, tmp_path: Path) -> None:
    place.use("socket")
    chromium = Chromium(tmp_path / "profile")
    open_live(place, chromium)
    chromium.close()
    chromium = Chromium(tmp_path / "profile", "--restore-last-session")
    until(lambda: chromium.tabs(place.url))
    [tab] = chromium.tabs(place.url)
    tab.ready("/live")
    tab.click()
    tab.shows("1 clicks")
    assert len(place.made) == 2
    chromium.close()
    place.clear()
