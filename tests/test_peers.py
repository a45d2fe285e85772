"""The tabs of one browser share the request that waits for changes: one of them asks for all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

import tornjust as jp
from tornjust.client_py.parking import parking, peers
from tornjust.testing import App, Page


class Wall:
    """Several tabs of one visitor, each with a page of its own."""

    def __init__(self, app: App, count: int) -> None:
        self.app = app
        self.pages: list[Any] = []
        self.tabs: list[Page] = []

        def page() -> jp.WebPage:
            wp = jp.WebPage(delete_flag=False)
            wp.text = jp.P(a=wp, text="old", name="text")
            jp.Button(a=wp, text="go", click=lambda self, msg: setattr(wp.text, "text", "clicked"))
            self.pages.append(wp)
            return wp

        app.serve(page, websockets=False, push=True)
        for _ in range(count):
            self.open()
        self.settle()

    def open(self) -> Page:
        tab = self.app.open(cookie=self.tabs[0].cookie if self.tabs else "")
        self.tabs.append(tab)
        return tab

    def leaders(self) -> list[Page]:
        return [tab for tab in self.tabs if tab.transport.parking.peers.leading]

    def wait_for(self, condition: Callable[[], object]) -> None:
        self.tabs[0].wait_for(condition, timeout=8)

    def settle(self) -> None:
        """Wait until one tab waits for all."""

        def settled() -> bool:
            leaders = self.leaders()
            shown = [tab for tab in self.tabs if tab.platform.shown and not tab.platform.closed]
            sessions = [next(iter(page._tabs.values()), None) for page in self.pages]
            waiting = [session for session in sessions if session is not None and session.parked is not None]
            return (
                len(leaders) == 1
                and len(waiting) == len(shown)
                and len({id(session.parked) for session in waiting}) == 1
            )

        self.wait_for(settled)

    def push(self, number: int, text: str) -> None:
        """Change something in one tab's page, and wait until it shows."""

        async def change() -> None:
            self.pages[number].text.text = text
            await self.pages[number].update()

        self.app.run(change())
        self.wait_for(lambda: self.tabs[number].text_of(name="text") == text)

    def show(self, tab: Page, shown: bool) -> None:
        async def change() -> None:
            tab.platform.shown = shown
            # As `on_visibility` in main.py.
            if shown:
                tab.transport.wake()
            else:
                tab.transport.park()

        self.app.run(change())

    def parked(self) -> int:
        application: Any = self.app.application
        count: int = application.settings["tornjust_tabs"].parked
        return count


@pytest.fixture
def wall(tornjust_app: App) -> Wall:
    return Wall(tornjust_app, 4)


def test_one_tab_asks_for_all_and_each_hears_at_once(wall: Wall) -> None:
    assert wall.parked() == 1
    for number in (2, 0, 3, 1, 1):
        wall.push(number, f"news {number}")
        wall.settle()
    asked = [request for tab in wall.tabs for request in tab.platform.requests if "/poll/" in request[1]]
    assert asked == []


def test_what_a_tab_did_itself_is_not_told_again(wall: Wall) -> None:
    for tab in wall.tabs:
        tab.click("go")
    wall.settle()
    before = [len(tab.platform.requests) for tab in wall.tabs]
    for session in [next(iter(page._tabs.values())) for page in wall.pages]:
        # As if the time for which a request is held were over.
        session.parked and session.parked.end()
        break
    wall.settle()
    [leader] = wall.leaders()
    after = [len(tab.platform.requests) for tab in wall.tabs]
    assert sum(after) - sum(before) <= 1
    assert leader.platform.requests[-1][0::2] == ("POST", 204)


def test_another_takes_over_when_the_leader_is_hidden(wall: Wall) -> None:
    [leader] = wall.leaders()
    wall.show(leader, False)
    wall.settle()
    assert wall.leaders() != [leader]
    for number, tab in enumerate(wall.tabs):
        if tab is not leader:
            wall.push(number, "after")
    wall.show(leader, True)
    wall.settle()
    wall.push(wall.tabs.index(leader), "shown again")


def test_another_takes_over_when_nothing_is_heard_of_the_leader(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "PULSE", 50)
    monkeypatch.setattr(peers, "LOST", 300)
    wall.open()
    wall.settle()
    [leader] = wall.leaders()
    # It crashes, or a dialog stops it: it says nothing, and passes nothing on.
    leader.platform.closed = True
    leader.transport.parking.peers.channel.send = lambda text: None
    number = 0 if wall.tabs[0] is not leader else 1
    wall.push(number, "all the same")
    [new] = [tab for tab in wall.leaders() if tab is not leader]
    # And comes back: one of the two gives way.
    leader.platform.closed = False
    del leader.transport.parking.peers.channel.send
    wall.app.run(asyncio.sleep(0))

    async def back() -> None:
        leader.transport.parking.peers.look()

    wall.app.run(back())
    wall.settle()
    assert wall.leaders()[0] in (leader, new)


def test_tabs_that_come_at_the_same_time_agree(tornjust_app: App) -> None:
    wall = Wall(tornjust_app, 1)

    async def open_all() -> None:
        tabs = [Page(wall.app, "/", wall.tabs[0].cookie) for _ in range(5)]
        await asyncio.gather(*(tab._connect() for tab in tabs))
        wall.tabs += tabs
        wall.app._pages += tabs

    wall.app.run(open_all())
    wall.settle()
    # Pages are not in the order of the tabs here; each tab shows its own.
    for page in wall.pages:
        page.text.text = f"page {page.page_id}"

        async def update(page: Any = page) -> None:
            await page.update()

        wall.app.run(update())
    ids = sorted(f"page {page.page_id}" for page in wall.pages)
    wall.wait_for(lambda: sorted(tab.text_of(name="text") for tab in wall.tabs) == ids)


def test_tabs_of_two_visitors_do_not_wait_for_each_other(wall: Wall) -> None:
    stranger = wall.app.open()
    wall.tabs[0].wait_for(lambda: wall.parked() == 2)
    assert stranger.transport.parking.peers.leading
    assert stranger.transport.parking.peers.others == {}


def test_without_a_channel_each_tab_waits_by_itself(
    tornjust_app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tornjust.testing.platform.Platform.open_channel", lambda self, name, receive: None)
    tornjust_app.serve(lambda: jp.WebPage(delete_flag=False), websockets=False, push=True)
    first = tornjust_app.open()
    tornjust_app.open(cookie=first.cookie)
    application: Any = tornjust_app.application
    first.wait_for(lambda: application.settings["tornjust_tabs"].parked == 2)


def test_a_tab_that_the_server_does_not_know_any_more_loads_its_page(wall: Wall) -> None:
    [leader] = wall.leaders()
    other = next(tab for tab in wall.tabs if tab is not leader)
    application: Any = wall.app.application
    tabs = application.settings["tornjust_tabs"]
    wall.app.run(tabs.drop(tabs._tabs[other.transport.tab]))
    other.wait_for(lambda: other.platform.reloads == 1)
    assert leader.platform.reloads == 0


def test_tabs_that_go_do_not_make_the_leader_pause(wall: Wall) -> None:
    """A push in that second would be late, and later with each tab."""
    [leader] = wall.leaders()
    tabs: Any = wall.app.application
    for number, other in enumerate(wall.tabs):
        if other is not leader:
            live = tabs.settings["tornjust_tabs"]
            wall.app.run(live.drop(live._tabs[other.transport.tab]))
            other.wait_for(lambda other=other: other.platform.reloads == 1)
            assert leader.transport.parking.pause == parking.TOO_SOON, number
            assert leader.transport.parking.timer is None
