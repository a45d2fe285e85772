"""One run of a plan: a server, proxies in front of it, tabs of the test kit, and what must be true in the end."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPError
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

import tornjust as jp
from tornjust import app
from tornjust.page import shared_pages
from tornjust.request import Request
from tornjust.routing import Route
from tornjust.settings import Settings
from tornjust.testing.document import Document

from .plan import Action, Plan
from .visitor import BUTTONS, Shown, Visitor

# Seconds after the end of all trouble within which a tab has to be as new. Time in which this process did not get to
# run, on a busy machine, does not count: of each look at the tabs at most LOOK.
PATIENCE = 30
LOOK = 0.05
PATH = "/chaos/"


class Board(jp.WebPage):
    """The page under test; `handled` says what the server did for each tab, in order."""

    def __init__(self) -> None:
        super().__init__(delete_flag=False)
        self.handled: dict[str, list[tuple[str, str]]] = {}
        self.count = 0
        self.field = jp.Input(a=self, placeholder="type", input=self.typed, debounce=0)
        self.echo = jp.P(a=self)
        self.news = jp.P(a=self, text="no news")
        self.list = jp.Ul(a=self)
        for number in range(BUTTONS):
            jp.Button(a=self, name=f"click{number}", click=self.clicked, text=f"button {number}")
            jp.Button(a=self, name=f"slow{number}", click=self.worked, text=f"slow {number}")

    def note(self, msg: Any, what: tuple[str, str]) -> None:
        """Something was done in a tab."""
        self.count += 1
        self.handled.setdefault(msg.tab.id, []).append(what)

    def typed(self, msg: Any) -> None:
        self.note(msg, ("type", msg.value))
        self.echo.text = msg.value

    def clicked(self, msg: Any) -> None:
        self.note(msg, ("click", msg.target.name))
        jp.Li(a=self.list, text=f"click {self.count}")

    async def worked(self, msg: Any) -> None:
        self.note(msg, ("click", msg.target.name))
        length = 0.05 + 0.5 * (self.count % 3)
        item = jp.Li(a=self.list, text="working")
        await self.update()
        await asyncio.sleep(length)
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


class PollBoard(AjaxBoard):
    reload_interval = 0.3


class SharedBoard(PollBoard):
    cache_polls = 0.2


BOARDS = {
    "socket": SocketBoard,
    "ajax": AjaxBoard,
    "push": PushBoard,
    "poll": PollBoard,
    "shared": SharedBoard,
}


class Failure(AssertionError):
    """A promise was broken; the text says which, and in which plan."""


class World:
    """One run."""

    worlds: dict[str, World] = {}  # noqa: RUF012

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.name = str(id(self))
        self.path = PATH + self.name
        self.settings = Settings(debug=True, park_seconds=2)
        if plan.crowded:
            self.settings.max_parked = self.settings.busy_delay = 1
        self.boards: list[Board] = []
        self.visitors = [Visitor(self, number) for number in range(plan.tabs)]
        self.application: Application | None = None
        self.server: HTTPServer | None = None
        self.port = 0
        self.problems: list[str] = []

    # -- the server -----------------------------------------------------------------------------------------------

    async def serve(self) -> None:
        """A new server, which knows no tab."""
        listening = bind_sockets(0, "127.0.0.1")
        self.boards.append(BOARDS[self.plan.transport]())
        self.application = app.make_application(self.settings)
        self.server = app.make_server(self.application, self.settings)
        self.server.add_sockets(listening)
        self.port = listening[0].getsockname()[1]
        for visitor in self.visitors:
            visitor.proxy.target = self.port

    async def end_server(self) -> None:
        """Kill the server."""
        assert self.server is not None
        self.server.stop()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.server.close_all_connections(), 2)

    async def stop_server(self) -> None:
        """End the server as it ends itself: what it works on is finished first."""
        assert self.application is not None
        assert self.server is not None
        self.server.stop()
        await app._finish(self.application, 2)
        await self.end_server()

    def board_of(self, token: str) -> Board | None:
        """The page that the tab of that token shows."""
        return next((board for board in self.boards if token in board._tabs), None)

    async def age(self, shown: Shown, seconds: float) -> bool:
        """As if a tab had been silent for so long. Returns whether the server has let it go."""
        assert self.application is not None
        tabs = self.application.settings["tornjust_tabs"]
        mine = [session for session in tabs if session.token == shown.tab.transport.tab]
        for session in mine:
            if session.seen_at == session.opened_at:
                session.opened_at -= seconds
            session.seen_at -= seconds
        await tabs.sweep()
        return bool(mine) and mine[0] not in list(tabs)

    # -- the run --------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Carry the plan out. Raises `Failure` when a promise was broken."""
        World.worlds[self.name] = self
        try:
            for visitor in self.visitors:
                await visitor.proxy.start()
            await self.serve()
            await asyncio.gather(*(visitor.load() for visitor in self.visitors))
            await self._trouble()
            await self._calm()
            self._judge()
        finally:
            for visitor in self.visitors:
                await visitor.end()
            await self.end_server()
            del World.worlds[self.name]

    async def _trouble(self) -> None:
        start = time.monotonic()
        marks: list[tuple[float, Any]] = [(action.at, action) for action in self.plan.actions]
        for spell in self.plan.spells:
            marks += [(spell.begin, spell.kind), (spell.end, "calm")]
        for at, what in sorted(marks, key=lambda mark: mark[0]):
            await asyncio.sleep(max(0, start + at - time.monotonic()))
            if isinstance(what, str):
                self._change(what)
            else:
                await self._happen(what)
        self._change("calm")

    def _change(self, weather: str) -> None:
        for visitor in self.visitors:
            visitor.proxy.change(weather)

    async def _happen(self, action: Action) -> None:
        if action.kind == "push":
            self.boards[-1].news.text = f"news {action.text}"
            await self.boards[-1].update()
        elif action.kind in ("restart", "stop"):
            await (self.end_server() if action.kind == "restart" else self.stop_server())
            # What outlives the server object, but not the process that it stands for.
            shared_pages.pop(self.boards[-1]._shared_name(), None)
            for visitor in self.visitors:
                visitor.proxy.cut()
            await asyncio.sleep(float(action.text or 0))
            await self.serve()
        else:
            self.visitors[action.tab].act(action)

    async def _calm(self) -> None:
        """All is well again: wait until each tab has noticed."""
        looked_at, left = time.monotonic(), float(PATIENCE)
        asked = 0.0
        woken = not self.plan.wakes
        while left > 0:
            now = time.monotonic()
            left -= min(now - looked_at, LOOK)
            looked_at = now
            if not any(visitor.busy for visitor in self.visitors):
                for visitor in self.visitors:
                    visitor.show()
                    if not woken:
                        visitor.shown.tab.transport.wake()
                woken = True
                if all(map(self._settled, self.visitors)) and await self._same():
                    return
                if self.plan.transport == "ajax" and time.monotonic() > asked + 0.5:
                    # Nothing is pushed here: the user's next event, or a poll, brings what is new.
                    asked = time.monotonic()
                    for visitor in self.visitors:
                        visitor.shown.tab.transport.ask()
            await asyncio.sleep(0.02)
        for number, visitor in enumerate(self.visitors):
            tab = visitor.shown.tab
            transport = tab.transport
            self.problems.append(
                f"tab {number} after {PATIENCE} s: outbox {transport.outbox.events}, gone {transport.gone}, link open "
                f"{transport.link.open}, revision {tab.replica.revision} of {self.boards[-1]._seen}, "
                f"under way {list(transport.posts.under_way)}, aside {transport.posts.aside}, "
                f"busy {visitor.busy}, parked {bool(transport.parking and transport.parking.request)}, "
                f"polling {tab.poller.asking}"
            )

    def _settled(self, visitor: Visitor) -> bool:
        tab = visitor.shown.tab
        waits = tab.transport.outbox.events or tab.transport.gone
        if visitor.shown.board is not self.boards[-1]:
            return False
        return not waits and tab.replica.revision >= self.boards[-1]._seen

    async def _same(self) -> bool:
        if any(item.text != "done" for item in self.boards[-1].list.components if "click" not in item.text):
            return False  # a handler is still at work
        try:
            answer = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{self.port}{self.path}")
        except HTTPError as error:
            if error.code != 599:
                raise
            return False  # this machine is busy
        fresh = shown(Document(answer.body.decode()))
        return all(shown(visitor.shown.tab.dom) == fresh for visitor in self.visitors)

    def _judge(self) -> None:
        for visitor in self.visitors:
            for document in visitor.documents:
                problem = self._judge_document(document)
                if problem:
                    self.problems.append(problem)
                tab = document.tab
                self.problems += [f"the runtime raised {failure!r}" for failure in tab.platform.failures]
                self.problems += [f"shown as an error: {text}" for text in tab.errors]
            if visitor.shown.board is not self.boards[-1]:
                self.problems.append("a tab still shows the page of a server that has gone")
        if self.problems:
            raise Failure("\n  ".join([str(self.plan), *self.problems]))

    def _judge_document(self, document: Shown) -> str:
        # A server that was killed may have missed what came last.
        alive = document.board is self.boards[-1]
        if document.tab.platform.reloads and alive and not document.let_go:
            return "a page was loaded again that the server knows"
        handled = document.board.handled.get(document.id, [])
        return compare(document.done, handled, document.whole and alive)


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
