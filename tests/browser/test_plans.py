"""Plans of trouble (see tests/chaos) in Chromium: its own connections, its own requests, the compiled runtime.

TORNJUST_PLANS=200-300 runs those seeds instead of the few that every run has.
"""

from __future__ import annotations

import os
import time
from typing import Any

import pytest
from chaos.plan import Action, Plan, draw
from chaos.visitor import BUTTONS, HOUR
from chaos.world import BOARDS, Board, compare
from playwright.sync_api import Page, expect

from tornjust import wire

from .conftest import Site, over_socket
from .weather import NETWORK, Weather

SEEDS = [5, 11, 38, 239]
if "TORNJUST_PLANS" in os.environ:
    first, last = map(int, os.environ["TORNJUST_PLANS"].split("-"))
    SEEDS = list(range(first, last))
CLOCK = """(() => {
    const now = Date.now;
    window.slept = 0;
    Date.now = () => now() + window.slept;
    window.seen = "visible";
    Object.defineProperty(document, "visibilityState", {get: () => window.seen});
})()"""
LOOK = "seen => { window.seen = seen; document.dispatchEvent(new Event('visibilitychange')) }"


class Person:
    """Somebody with a tab, and what they did in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(CLOCK)
        self.done: list[tuple[str, str]] = []

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.page.wait_for_selector("html[data-tornjust-ready]", state="attached")
        config = self.page.evaluate(
            f"JSON.parse(document.querySelector('[{wire.ROOT}]').getAttribute('{wire.ROOT}'))"
        )
        self.id = config["id"]

    def look(self, seen: str) -> None:
        if self.page.evaluate("window.seen") != seen:
            self.page.evaluate(LOOK, seen)

    def use(self, action: Action) -> None:
        self.look("visible")
        if action.kind in ("type", "burst"):
            self.page.get_by_placeholder("type").fill(action.text)
            self.done.append(("type", action.text))
        else:
            name = f"{action.kind}{int(action.text) % BUTTONS}"
            self.page.locator(f"[name={name}]").dispatch_event("click")
            self.done.append(("click", name))


class Story:
    """One plan."""

    def __init__(self, plan: Plan, site: Site, weather: Weather) -> None:
        self.plan, self.site, self.weather = plan, site, weather
        self.board: Board = BOARDS[plan.transport]()
        weather.start(plan.upgrades)
        site.route("/", lambda: self.board)
        self.people = []
        for _ in range(plan.tabs):
            tab = site.tab()
            tab.expected = NETWORK
            person = Person(tab.page)
            person.open(f"http://127.0.0.1:{weather.proxy.port}/")
            self.people.append(person)

    def happen(self, action: Action) -> None:
        kind, person = action.kind, self.people[action.tab]
        if kind == "push":
            self.site.push(self.board, lambda: setattr(self.board.news, "text", action.text))
        elif kind in ("hide", "show"):
            person.look("hidden" if kind == "hide" else "visible")
        elif kind == "sleep":
            self.site.server.run(self.weather.proxy.sleep)
            for each in self.people:
                each.page.evaluate("time => { window.slept += time }", int(action.text) * HOUR * 1000)
        elif kind in ("click", "slow", "type", "burst"):
            person.use(action)

    def problem(self) -> str:
        """What is not as it should be, or ""."""
        found = [compare(person.done, self.board.handled.get(person.id, []), True) for person in self.people]
        return "; ".join(filter(None, found))


@pytest.mark.parametrize("seed", SEEDS)
@over_socket
def test_plans_of_trouble(site: Site, weather: Weather, seed: int) -> None:
    plan = draw(seed)
    story = Story(plan, site, weather)
    marks: list[tuple[float, Any]] = [(action.at, action) for action in plan.actions]
    for spell in plan.spells:
        marks += [(spell.begin, spell.kind), (spell.end, "calm")]
    start = time.monotonic()
    waiting = story.people[0].page
    for at, what in sorted(marks, key=lambda mark: mark[0]):
        waiting.wait_for_timeout(max(0, 1000 * (start + at - time.monotonic())))
        weather.change(what) if isinstance(what, str) else story.happen(what)
    weather.change("calm")
    for person in story.people:
        person.look("visible")
    end = time.monotonic() + 40
    while story.problem():
        waiting.wait_for_timeout(50)
        assert time.monotonic() < end, f"{plan}\n{story.problem()}"
    waiting.wait_for_timeout(1500)  # what is repeated now would be too much
    if plan.transport == "ajax":
        # Nothing is pushed: a tab that is seen again asks.
        for person in story.people:
            person.look("hidden")
            person.look("visible")
    assert story.problem() == ""
    fresh = site.tab().open(site.url + "/")
    for tab, person in zip(site.tabs, story.people):
        expect(person.page.locator("ul")).to_have_text(
            fresh.locator("ul").inner_text().replace("\n", ""), timeout=30_000
        )
        expect(person.page.locator("p")).to_have_text(fresh.locator("p").all_inner_texts(), timeout=30_000)
        assert tab.loads == 1
