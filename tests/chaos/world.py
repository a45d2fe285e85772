"""One run of a plan: a server, a proxy in front of it, a tab of the test kit, and what must be true in the end."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import time
from typing import Any

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

import tornjust as jp
from tornjust import app
from tornjust.request import Request
from tornjust.routing import Route
from tornjust.settings import Settings
from tornjust.testing import Page
from tornjust.testing.document import Document

from .plan import Action, Plan
from .proxy import Proxy

# Seconds after the end of all trouble within which a tab has to be as new.
PATIENCE = 30
PATH = "/chaos/"
# Of each kind: which one was clicked is what tells the events apart.
BUTTONS = 7


class Board(jp.WebPage):
    """The page under test; `handled` says what the server did, in order."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.handled: list[tuple[str, str]] = []
        self.field = jp.Input(a=self, placeholder="type", input=self.typed, debounce=0)
        self.echo = jp.P(a=self)
        self.news = jp.P(a=self, text="no news")
        self.list = jp.Ul(a=self)
        for number in range(BUTTONS):
            jp.Button(a=self, name=f"click{number}", click=self.clicked, text=f"button {number}")
            jp.Button(a=self, name=f"slow{number}", click=self.worked, text=f"slow {number}")

    def typed(self, msg: Any) -> None:
        self.handled.append(("type", msg.value))
        self.echo.text = msg.value

    def clicked(self, msg: Any) -> None:
        self.handled.append(("click", msg.target.name))
        jp.Li(a=self.list, text=f"click {len(self.handled)}")

    async def worked(self, msg: Any) -> None:
        self.handled.append(("click", msg.target.name))
        item = jp.Li(a=self.list, text="working")
        await self.update()
        await asyncio.sleep(0.05 + 0.5 * (len(self.handled) % 3))
        item.text = "half"
        await self.update()
        await asyncio.sleep(0.05)
        item.text = "done"


class SocketBoard(Board):
    use_websockets = True


class AjaxBoard(Board):
    use_websockets = False


class PushBoard(AjaxBoard):
    push = True


BOARDS = {"socket": SocketBoard, "ajax": AjaxBoard, "push": PushBoard}


class Failure(AssertionError):
    """A promise was broken; the text says which, and in which plan."""


class Kit:
    """What a page of the test kit wants to know of its application."""

    def __init__(self, loop: asyncio.AbstractEventLoop, port: int) -> None:
        self.loop = loop
        self.port = port


class World:
    """One run."""

    worlds: dict[str, World] = {}  # noqa: RUF012

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.name = str(id(self))
        self.proxy = Proxy(random.Random(plan.seed), plan.upgrades)
        self.settings = Settings(debug=True, park_seconds=2)
        self.boards: list[Board] = []
        self.tabs: list[Page] = []
        # What the user did in each tab.
        self.done: list[list[tuple[str, str]]] = []
        self.typed = ""
        self.server: HTTPServer | None = None
        self.problems: list[str] = []

    # -- the server -----------------------------------------------------------------------------------------------

    async def serve(self) -> None:
        """A new server, which knows no tab."""
        listening = bind_sockets(0, "127.0.0.1")
        self.boards.append(BOARDS[self.plan.transport]())
        application = app.make_application(self.settings)
        self.server = app.make_server(application, self.settings)
        self.server.add_sockets(listening)
        self.proxy.target = listening[0].getsockname()[1]

    async def end_server(self) -> None:
        """Kill the server."""
        assert self.server is not None
        self.server.stop()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.server.close_all_connections(), 2)

    # -- the user -------------------------------------------------------------------------------------------------

    async def open(self, port: int) -> Page:
        """A new tab."""
        kit: Any = Kit(asyncio.get_running_loop(), port)
        tab = Page(kit, PATH + self.name, "")
        await tab._load()
        return tab

    async def load(self) -> None:
        """Open the page as a browser does that is told to: what goes wrong is tried again by hand."""
        while True:
            with contextlib.suppress(Exception):
                tab = await asyncio.wait_for(self.open(self.proxy.port), 1)
                if tab.dom.config is not None:
                    break
            await asyncio.sleep(0.05)
        tab.platform.reload_once = lambda: self.reload(tab)  # type: ignore[method-assign]
        self.tabs.append(tab)
        self.done.append([])

    def reload(self, tab: Page) -> None:
        """The runtime wants its page loaded again."""
        tab.platform.reloads += 1
        if tab is self.tabs[-1] and tab.platform.reloads == 1:
            tab.platform.close()
            tab.platform.spawn(self.load())

    def act(self, action: Action) -> None:
        """The user does something in the newest tab."""
        tab, done = self.tabs[-1], self.done[-1]
        if action.kind == "type":
            self.typed = action.text
            tab.type(self.typed, placeholder="type", settle=False)
            done.append(("type", self.typed))
        elif action.kind == "burst":
            for number in range(12):
                tab.type(f"{action.text}.{number}", placeholder="type", settle=False)
                done.append(("type", f"{action.text}.{number}"))
        else:
            name = f"{action.kind}{int(action.text) % BUTTONS}"
            tab.click(name=name, settle=False)
            done.append(("click", name))

    # -- the run --------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Carry the plan out. Raises `Failure` when a promise was broken."""
        World.worlds[self.name] = self
        try:
            await self.proxy.start()
            await self.serve()
            await self.load()
            await self._trouble()
            await self._calm()
            await self._judge()
        finally:
            for tab in self.tabs:
                tab.platform.close()
            await self.proxy.stop()
            await self.end_server()
            work = [task for tab in self.tabs for task in tab.platform.work]
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            for tab in self.tabs:
                tab.platform.end()
            del World.worlds[self.name]

    async def _trouble(self) -> None:
        start = time.monotonic()
        marks: list[tuple[float, Any]] = [(action.at, action) for action in self.plan.actions]
        for spell in self.plan.spells:
            marks += [(spell.begin, spell.kind), (spell.end, "calm")]
        for at, what in sorted(marks, key=lambda mark: mark[0]):
            await asyncio.sleep(max(0, start + at - time.monotonic()))
            if isinstance(what, str):
                self.proxy.change(what)
            elif what.kind == "push":
                self.boards[-1].news.text = f"news {what.text}"
                await self.boards[-1].update()
            elif what.kind == "restart":
                await self.end_server()
                # Sockets outlive the server object, but not the process that it stands for.
                self.proxy.cut()
                await self.serve()
            else:
                self.act(what)
        self.proxy.change("calm")

    async def _calm(self) -> None:
        """All is well again: wait until the tab has noticed."""
        if self.plan.wakes:
            self.tabs[-1].transport.wake()
        end = time.monotonic() + PATIENCE
        asked = 0.0
        while time.monotonic() < end:
            tab = self.tabs[-1]
            settled = not tab.transport.outbox.events and not tab.transport.gone
            if settled and tab.replica.revision >= self.boards[-1]._seen and await self._same(tab):
                return
            if self.plan.transport == "ajax" and settled and time.monotonic() > asked + 0.5:
                # Nothing is pushed here: the user's next event, or a poll, brings what is new.
                asked = time.monotonic()
                tab.transport.ask()
            await asyncio.sleep(0.02)
        tab = self.tabs[-1]
        self.problems.append(
            f"after {PATIENCE} s: outbox {tab.transport.outbox.events}, gone {tab.transport.gone}, link open "
            f"{tab.transport.link.open}, revision {tab.replica.revision} of {self.boards[-1]._seen}, "
            f"under way {list(tab.transport.posts.under_way)}, aside {tab.transport.posts.aside}"
        )

    async def _same(self, tab: Page) -> bool:
        if any(item.text != "done" for item in self.boards[-1].list.components if "click" not in item.text):
            return False  # a handler is still at work
        address = f"http://127.0.0.1:{self.proxy.target}{PATH}{self.name}"
        fresh = Document((await AsyncHTTPClient().fetch(address)).body.decode())
        return shown(fresh) == shown(tab.dom)

    async def _judge(self) -> None:
        for number, (board, done) in enumerate(zip(self.boards, self.done)):
            last = number == len(self.boards) - 1
            problem = compare(done, board.handled, last)
            if problem:
                self.problems.append(problem)
        if len(self.tabs) != len(self.boards):
            self.problems.append(f"{len(self.tabs)} page loads for {len(self.boards)} servers")
        for tab in self.tabs:
            self.problems += [f"the runtime raised {failure!r}" for failure in tab.platform.failures]
            self.problems += [f"shown as an error: {text}" for text in tab.errors]
        if self.problems:
            raise Failure("\n  ".join([str(self.plan), *self.problems]))


def shown(document: Document) -> str:
    """What a document shows. The text in a field is its own, until the server says otherwise."""
    return re.sub(r' value="[^"]*"', "", document.html_of(document.root))


def compare(done: list[tuple[str, str]], handled: list[tuple[str, str]], whole: bool) -> str:
    """What is wrong with what was handled; "" when all is well.

    Each event once and in order. What was typed may be left out where more was typed into the field right after it.
    `whole`: nothing may be missing at the end; a server that was killed may have missed the last ones.
    """
    at = 0
    for event in handled:
        while at < len(done) and done[at] != event and _superseded(done, at):
            at += 1
        if at == len(done) or done[at] != event:
            return f"handled {handled}, done {done}: {event} was not next"
        at += 1
    if whole and at < len(done):
        return f"handled {handled}, done {done}: the last {len(done) - at} are missing"
    return ""


def _superseded(done: list[tuple[str, str]], at: int) -> bool:
    return done[at][0] == "type" and at + 1 < len(done) and done[at + 1][0] == "type"


def page(request: Request) -> jp.WebPage:
    """The page function of all worlds."""
    return World.worlds[request.path_params["name"]].boards[-1]


async def run_all(plans: list[Plan]) -> list[str]:
    """Run plans at the same time; returns what went wrong."""
    routes = list(Route.instances)
    Route(PATH + "{name}", page)
    try:
        results = await asyncio.gather(*(World(plan).run() for plan in plans), return_exceptions=True)
    finally:
        Route.instances[:] = routes
    return [
        str(result) if isinstance(result, Failure) else f"{plan}\n  {result!r}"
        for plan, result in zip(plans, results)
        if isinstance(result, BaseException)
    ]
