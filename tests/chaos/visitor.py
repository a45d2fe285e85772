"""Somebody with a tab: clicks and types, looks away, closes the lid, leaves and comes back."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tornado.httpclient import AsyncHTTPClient, HTTPError

from tornjust import wire
from tornjust.tab import tab_id
from tornjust.testing import Page
from tornjust.testing.platform import Platform, Request, Socket

from .plan import Action
from .proxy import Proxy

if TYPE_CHECKING:
    from .world import Board, World

HOUR = 3600
# Of each kind: which one was clicked is what tells the events apart.
BUTTONS = 7


class Timer:
    """A call that a document waits for."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call: Callable[[], Any] | None = call
        self.handle: asyncio.TimerHandle | None = None

    def cancel(self) -> None:
        """Not after all."""
        self.call = None
        if self.handle is not None:
            self.handle.cancel()

    def run(self) -> None:
        """Now."""
        call, self.call = self.call, None
        if call is not None:
            call()


class Computer(Platform):
    """A browser that can fall asleep: nothing of the document runs meanwhile, and then everything does at once."""

    def __init__(self, url: str, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(url, loop)
        self.asleep = False
        # Milliseconds that were slept through.
        self.ahead = 0
        self.on_reload: Callable[[], Any] = lambda: None
        self._due: list[Callable[[], Any]] = []
        self._timers: dict[Timer, None] = {}

    def now(self) -> int:
        return super().now() + self.ahead

    def after(self, wait: int, call: Callable[[], Any]) -> Timer:
        timer = Timer(call)
        timer.handle = self.loop.call_later(wait / 1000, self._fire, timer)
        self._timers[timer] = None
        return timer

    def _fire(self, timer: Timer) -> None:
        self._timers.pop(timer, None)
        if not self.closed:
            self._awake(timer.run)()

    def _awake(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, but one that waits until the browser is awake."""

        def later(*args: Any) -> None:
            if self.asleep:
                self._due.append(lambda: call(*args))
            else:
                call(*args)

        return later

    def awaken(self, hours: float, timers_too: bool) -> None:
        """Go on, so many hours later. `timers_too`: those of the document have run on and are all due."""
        self.ahead += int(hours * HOUR * 1000)
        self.asleep = False
        if timers_too:
            for timer in list(self._timers):
                assert timer.handle is not None
                timer.handle.cancel()
                self._due.append(timer.run)
            self._timers.clear()
        due, self._due = self._due, []
        for call in due:
            call()

    def post(self, url: str, text: str, line: Callable[[str], Any], done: Callable[[int], Any]) -> Request:
        return super().post(url, text, self._awake(line), self._awake(done))

    def get(self, url: str, done: Callable[[int, str, int], Any], timeout: int, body: str = "") -> Request:
        return super().get(url, self._awake(done), timeout, body)

    def socket(self, url: str, opened: Any, message: Any, closed: Any) -> Socket:
        return super().socket(url, self._awake(opened), self._awake(message), self._awake(closed))

    def reload_once(self, reason: str) -> None:
        self.reloads += 1
        self.on_reload()


class Shown:
    """One document that a tab shows or has shown."""

    def __init__(self, tab: Page, board: Board) -> None:
        self.tab = tab
        self.board = board
        self.id = tab_id(tab.transport.tab)
        # What the user did in it.
        self.done: list[tuple[str, str]] = []
        # Whether all of that has to arrive: not when the server has let the tab go, or the user has left it.
        self.whole = True
        # Whether it may have to be loaded again although the server knows its page.
        self.let_go = False


class Kit:
    """What a page of the test kit wants to know of its application."""

    def __init__(self, loop: asyncio.AbstractEventLoop, port: int) -> None:
        self.loop = loop
        self.port = port


class Visitor:
    """One tab, with a network of its own."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.dice = random.Random(f"visitor {number} of {world.plan.seed}")
        self.proxy = Proxy(random.Random(f"{world.plan.seed} {number}"), world.plan.upgrades)
        self.documents: list[Shown] = []
        self.cookie = ""
        # Whether the tab shows nothing that could be used: it loads, or sleeps.
        self.absent = True
        self._work: set[asyncio.Task[Any]] = set()

    @property
    def shown(self) -> Shown:
        """The present document."""
        return self.documents[-1]

    @property
    def busy(self) -> bool:
        """Whether something has begun that is to be seen to its end."""
        return self.absent or bool(self._work)

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._work.add(task)

        def ended(task: asyncio.Task[Any]) -> None:
            self._work.discard(task)
            if not task.cancelled() and task.exception() is not None:
                self.world.problems.append(f"the test itself: {task.exception()!r}")

        task.add_done_callback(ended)

    # -- loading --------------------------------------------------------------------------------------------------

    async def load(self) -> None:
        """Open the page as a browser does that is told to: what goes wrong is tried again by hand."""
        self.absent = True
        patience = 1.0
        while True:
            with contextlib.suppress(OSError, HTTPError, asyncio.TimeoutError):
                tab = await asyncio.wait_for(self._open(), patience)
                board = tab.dom.config and self.world.board_of(tab.dom.config["tab"])
                if board:
                    break
                tab.platform.close()
            # On a busy machine a second may be too short for any page.
            patience = min(patience * 1.5, 15)
            await asyncio.sleep(0.05)
        self.cookie = tab.cookie
        shown = Shown(tab, board)
        computer: Any = tab.platform
        computer.on_reload = lambda: self._reload(shown)
        self.documents.append(shown)
        self.absent = False

    async def _open(self) -> Page:
        loop = asyncio.get_running_loop()
        kit: Any = Kit(loop, self.proxy.port)
        tab = Page(kit, self.world.path, self.cookie)
        tab.platform = Computer(tab.url, loop)
        await tab._load()
        return tab

    def _reload(self, shown: Shown) -> None:
        """The runtime wants its page loaded again."""
        if shown is self.shown and shown.tab.platform.reloads == 1:
            shown.tab.platform.close()
            self.absent = True
            self._spawn(self.load())

    # -- what the user does ---------------------------------------------------------------------------------------

    def act(self, action: Action) -> None:
        """Do it, unless there is nothing to do it with."""
        if self.absent:
            return
        kind, text = action.kind, action.text
        if kind == "hide":
            self.hide()
        elif kind == "show":
            self.show()
        elif kind in ("sleep", "aside", "away"):
            self._spawn(self._sleep(int(text)) if kind == "sleep" else getattr(self, f"_{kind}")())
        else:
            self.show()
            self._use(kind, text)

    def _use(self, kind: str, text: str) -> None:
        tab, done = self.shown.tab, self.shown.done
        if kind == "type":
            tab.type(text, placeholder="type", settle=False)
            done.append(("type", text))
        elif kind == "burst":
            for number in range(12):
                tab.type(f"{text}.{number}", placeholder="type", settle=False)
                done.append(("type", f"{text}.{number}"))
        else:
            name = f"{kind}{int(text) % BUTTONS}"
            tab.click(name=name, settle=False)
            done.append(("click", name))

    def hide(self) -> None:
        """Look at something else."""
        tab = self.shown.tab
        if tab.platform.shown:
            tab.platform.shown = False
            tab.poller.visibility_changed()
            tab.transport.park()

    def show(self) -> None:
        """Look at the page."""
        tab = self.shown.tab
        if not tab.platform.shown:
            tab.platform.shown = True
            tab.poller.visibility_changed()
            tab.transport.wake()

    async def _sleep(self, hours: int) -> None:
        """Close the lid for that time."""
        shown, computer = self.shown, self._doze()
        self.proxy.sleep()
        await asyncio.sleep(self.dice.uniform(0.2, 0.6))
        if await self.world.age(shown, hours * HOUR):
            # The server has let the tab go, with all that had not arrived.
            shown.whole, shown.let_go = False, True
        self._rouse(computer, hours)
        if self.dice.random() < 0.5 and not self.absent:
            shown.tab.transport.wake()

    async def _aside(self) -> None:
        """Go to another page and come back to this one, which the browser has kept as it is."""
        shown = self.shown
        self.hide()
        shown.tab.capture.flush()
        for text in shown.tab.transport.last_words():
            self._spawn(self._tell(shown, wire.EVENT_PATH, text))
        computer = self._doze()
        if self.dice.random() < 0.5:
            self.proxy.cut()
        await asyncio.sleep(self.dice.uniform(0.1, 0.6))
        self._rouse(computer, 0)
        if not self.absent:
            self.show()

    async def _away(self) -> None:
        """Go to another page and come back to a document that the browser has to load."""
        shown = self.shown
        self.absent = True
        tab = shown.tab
        tab.capture.flush()
        words = "\n".join(tab.transport.last_words())
        tab.platform.close()
        for task in list(tab.platform.work):
            task.cancel()
        shown.whole = False
        self._spawn(self._leave(shown, words))
        await asyncio.sleep(self.dice.uniform(0.05, 0.4))
        await self.load()

    async def _leave(self, shown: Shown, words: str) -> None:
        # Where the server has heard the tab's last words, nothing is missing.
        shown.whole = await self._tell(shown, wire.LEAVE_PATH, words) and not shown.let_go

    async def _tell(self, shown: Shown, path: str, text: str) -> bool:
        """What a browser sends when a document goes. Returns whether it was answered."""
        platform = shown.tab.platform
        with contextlib.suppress(OSError, HTTPError):
            answer = await AsyncHTTPClient().fetch(
                platform.url + shown.tab.transport.address(path),
                method="POST",
                body=text,
                headers=platform.headers(),
                request_timeout=5,
                raise_error=False,
            )
            return answer.code == 204
        return False

    def _doze(self) -> Computer:
        self.absent = True
        computer = self.shown.tab.platform
        assert isinstance(computer, Computer)
        computer.asleep = True
        return computer

    def _rouse(self, computer: Computer, hours: int) -> None:
        if self.dice.random() < 0.5:
            self.proxy.cut()
        self.absent = False
        computer.awaken(hours, self.dice.random() < 0.5)

    # -- the end --------------------------------------------------------------------------------------------------

    async def end(self) -> None:
        """Close the tab."""
        for shown in self.documents:
            shown.tab.platform.close()
        await self.proxy.stop()
        work = [*self._work, *(task for shown in self.documents for task in shown.tab.platform.work)]
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        for shown in self.documents:
            shown.tab.platform.end()
