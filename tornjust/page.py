"""WebPage: the root of a tree, the options of the document around it, and the tabs that show it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine, Iterable
from itertools import count
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Protocol
from weakref import WeakValueDictionary

from tornjust import advice, slips, tasks, wire
from tornjust.addresses import icon_address
from tornjust.arguments import no_keyword
from tornjust.binding import bind, limit, limits
from tornjust.component import Component, lazy, readable
from tornjust.current import works_for
from tornjust.depth import room
from tornjust.effects import Effects
from tornjust.errors import ComponentError, PageError, PageGone
from tornjust.event_names import KNOWN_EVENTS, PAGE_EVENTS, check_event_name
from tornjust.functions import run_of, runs
from tornjust.functions.remote import Named, PageClient, PerPage
from tornjust.functions.scripts import Script
from tornjust.html_text import escape
from tornjust.jar import Jar, Late
from tornjust.revision import clock
from tornjust.tab import Sockets, Tab
from tornjust.tags.dicts import build_list

if TYPE_CHECKING:
    from typing_extensions import Self

    from tornjust.element import Element

_page_ids = count(0)
# Page attributes that the browser mirrors when they change.
_SHOWN = frozenset(
    "title favicon css body_classes body_style reload_interval dark lang dir safelist events".split()
)


class Shows(Protocol):
    """What a page needs to know of the session of a tab that shows it."""

    tab: Tab
    # Cookies that the page got since it was loaded.
    cookies: dict[str, Late]

    async def push(self) -> bool:
        """Send what changed, if there is a way to do so now. Returns whether there is one."""


# Pages that everybody may poll: name -> page.
shared_pages: WeakValueDictionary[str, WebPage] = WeakValueDictionary()


class WebPage(Jar, Effects, Component):
    """One page. Any keyword becomes an attribute, so a program can keep its own data on it.

    title: text of the tab. css, head_html, body_html: the program's own style sheet and raw HTML in the head and at
    the start of the body. body_classes, body_style: attributes of the body. dark: whether the page is dark, or "auto"
    for what the reader's system says. lang, dir: language and direction ("rtl") of the text. safelist: utility
    classes that scripts of yours give to elements, as text or as a list; what components and raw HTML use is known
    without it. html: if set, this is the whole answer. reload_interval: seconds between two polls for changes, or
    None. delete_flag: False keeps the page and what is on it when the last tab has gone. push: changes arrive at once
    where there is no WebSocket, too. redirect, open: addresses to go to, or to open in a new tab. display_url: what
    the address bar shows. favicon: a file below /static, or an address. csp: directives that replace those of the
    setting CSP on this page.
    """

    # The pages that are alive: page_id -> page.
    instances: ClassVar[WeakValueDictionary[int, WebPage]] = WeakValueDictionary()
    # Their open WebSockets: page_id -> id -> tab.
    sockets: ClassVar[Sockets] = Sockets(instances)
    # Whether pages open a WebSocket; `justpy(websockets=False)` sets it for all of them.
    use_websockets: bool = True
    # Whether a tab without a WebSocket waits for changes with a parked request; `justpy(push=True)` sets it for all.
    push: bool = False
    next_page_id: ClassVar[int] = 0
    delete_flag: bool = True
    tailwind: bool = True
    debug: bool = False
    # JustPy's names for what has no meaning here; programs set them.
    highcharts_theme: Any = None
    template_file: str = "tailwind.html"
    # With `use_cache`, a page without components of its own starts with those of `cache`, from `build_list()`.
    use_cache: bool = False
    cache: Any = None
    title: str = "JustPy"
    display_url: str | None = None
    redirect: str | None = None
    open: str | None = None
    favicon: str | None = None
    css: str = ""
    head_html: str = ""
    body_html: str = ""
    csp: str = ""
    html: str = ""
    body_style: str = ""
    body_classes: str = ""
    reload_interval: float | None = None
    # Seconds for which a proxy may answer polls of this page; for pages that show everybody the same.
    cache_polls: float | None = None
    dark: bool | str = False
    safelist: str | Iterable[str] = ""
    lang: str = "en"
    dir: str | None = None
    allowed_events: ClassVar[list[str]] = (
        "click visibilitychange page_ready result_ready keydown keyup keypress".split()
    )
    data = lazy(dict[str, Any])
    event_modifiers = lazy(dict[str, dict[str, Any]])
    # Further properties of the DOM event that messages of page events carry.
    additional_properties: list[str] | tuple[str, ...] = ()

    # How the server calls functions in the tabs, and components by their names, as in the browser.
    client = PerPage(PageClient)
    named = PerPage(Named)

    _shown = _SHOWN
    # What browsers were told beside the tree, each with the revision since which they know it.
    _styles = lazy(dict[str, int])
    _types = lazy(dict[str, int])
    # The scripts with the program's own functions that browsers were told of, likewise.
    _functions = lazy(dict[str, tuple[Script, int]])
    # What the page needs of the browser's half beside what every page has.
    _extras = lazy(set[str])
    # Who listens to events (key -> component), and who wants to be refreshed before each look.
    _listeners = lazy(dict[int, "Element"])
    _watchers = lazy(dict[int, tuple["Element", Component]])
    _tabs = lazy(dict[str, Shows])
    # Where the program's own files are, the usual icon, and what stands before every path, as browsers reach them.
    _places: tuple[str, str, str] = ("/static", "", "")
    # How many listeners there were when the stale ones were last swept out.
    _swept: int = 0
    # The revision of the last look at the page: what its tabs are brought to.
    _seen: int = 0
    # How often `react` hooks were asked.
    _looks: int = 0
    # Finished answers, valid for one revision: base -> encoded patch, and the HTML of the tree.
    _patches = lazy(dict[int, str])
    _patches_of: int = -1
    _whole: tuple[int, str, Any] | None = None
    # Whether there may be tags in it that a policy asks for a nonce.
    _nonced: bool = False
    # Under what name everybody may poll it, where it says so.
    _shared: str = ""
    # The last tab has left, and the page let go of what was on it.
    _gone: bool = False
    # Temporary files to which the program knows the way; they go when the last tab has left.
    _files = lazy(list[Any])
    # Tasks that end with the page.
    _jobs = lazy(set[asyncio.Task[Any]])

    def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
        if given:
            raise no_keyword(self, given)
        for name, value in kwargs.items():
            setattr(self, name, value)
            slips.note(type(self), name)
        self._register()

    def _register(self) -> int:
        """Give the page its number. Also reached when a subclass did not call `super().__init__()`."""
        number = self.__dict__.get("page_id")
        if number is None:
            number = self.__dict__["page_id"] = next(_page_ids)
            WebPage.next_page_id = number + 1
            WebPage.instances[number] = self
        return int(number)

    if TYPE_CHECKING:
        page_id: int

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(page_id: {self.__dict__.get('page_id')}, number of components: {len(self)}, "
            f"reload interval: {self.reload_interval})"
        )

    # -- what programs call ---------------------------------------------------------------------------------------

    def on(
        self,
        event_type: str,
        func: Any,
        *,
        debounce: int | None = None,
        throttle: int | None = None,
        immediate: bool = False,
    ) -> None:
        """Call `func(page, msg)` at an event of the document or of the window, such as `keydown` or `resize`.

        `debounce` and `throttle` are milliseconds, as with components. Raises `ComponentError` for a name that is no
        event, unless `add_event` has allowed it.
        """
        if (
            event_type not in self.allowed_events
            and event_type not in PAGE_EVENTS
            and event_type not in KNOWN_EVENTS
        ):
            raise ComponentError(
                f"No event of type {event_type!r} supported by a page (there are {', '.join(self.allowed_events)}); "
                f"call add_event({event_type!r}) first."
            )
        run = run_of(func)
        if run is not None:
            runs.add(self, event_type, run)
            if not run.marked.both:
                if event_type in self.events:
                    self.events.remove(event_type)
                if self._key:
                    self._types.setdefault(event_type, clock.stamp())
                return
            func = runs.on_server(run, self)
        elif runs.KEPT in self.__dict__:
            runs.drop(self, event_type)
        object.__setattr__(self, f"on_{event_type}", bind(self, event_type, func))
        if event_type not in self.events:
            self.events.append(event_type)
        limit(self.event_modifiers, event_type, debounce, throttle, immediate)
        if self._key:
            self._types.setdefault(event_type, clock.stamp())
            self._mark("events")

    def _icon(self) -> str:
        """The address of the icon that browsers show: `favicon`, or the usual one."""
        static, usual, _ = self._places
        return icon_address(self.favicon, static, usual)

    def _interval(self) -> float | None:
        """`reload_interval` as browsers are told; programs for JustPy also write it as text, "2.5"."""
        try:
            seconds = float(self.reload_interval or 0)
        except (TypeError, ValueError):
            raise PageError(
                f"reload_interval {self.reload_interval!r:.60} of {self!r} has to be a number of seconds, or None for "
                "a page that does not ask"
            ) from None
        return seconds if seconds and isfinite(seconds) else None  # JSON has no infinity

    def _dark_class(self) -> str:
        """The class of the document that `dark` stands for: "dark", "dark-auto" or none."""
        if isinstance(self.dark, str) and self.dark.strip().lower() == "auto":
            return "dark-auto"
        return "dark" if self.dark else ""

    def _direction(self) -> str:
        """`dir` as HTML has it; a program may keep something else under this name: a folder."""
        return self.dir if self.dir in ("ltr", "rtl", "auto") else ""

    def _shared_name(self) -> str:
        """The name under which everybody polls this page; nobody can guess it."""
        if not self._shared:
            name = self.__dict__["_shared"] = secrets.token_urlsafe(16)
            shared_pages[name] = self
        return self._shared

    def _listens(self) -> str:
        """What the root element tells the browser to send; see `wire.write_listens`."""
        state = self.__dict__
        return wire.write_listens(
            state.get("events", []),
            limits(state.get("event_modifiers", {})),
            list(self.additional_properties),
            False,
        )

    def add_event(self, event: str) -> None:
        """Allow `on(event, ...)` on every page."""
        check_event_name(event)
        if event not in WebPage.allowed_events:
            WebPage.allowed_events.append(event)

    async def update(self, websocket: Any = None) -> Self:
        """Send what changed to every tab that can be reached now, or to one (`msg.tab`). Returns the page.

        Raises `PageGone` in handlers of this page, and in tasks that they or its page function started, when the
        page has been let go because its last tab has left: so a loop that shows the time ends with the page.
        """
        if self._gone and works_for(self):
            raise PageGone(f"{self!r} was let go: its last tab has left")
        reached = not self._tabs
        looks = self._looks  # `react` hooks are asked once for all tabs
        for session in list(self._tabs.values()):
            if not websocket or session.tab is websocket:
                reached = await session.push(anew=self._looks == looks) or reached
        if not (reached or self.push or self.use_websockets or self.reload_interval):
            advice.once(
                "update()",
                "%r was updated, but its tabs hear of it with their next event only, as WebSockets are off; with "
                "jp.justpy(..., push=True) they hear at once, with page.reload_interval = 2.5 they ask every 2.5 "
                "seconds",
                self,
            )
        return self

    async def delayed_update(self, delay: float) -> Self:
        """`update()` after `delay` seconds."""
        await asyncio.sleep(delay)
        return await self.update()

    def run_task(self, coroutine: Coroutine[Any, Any, Any]) -> tasks.TaskHandle:
        """As `jp.run_task`, but the task is cancelled when the page is let go, too."""
        return tasks.run_task(self._job(coroutine))

    async def _job(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._jobs.add(task)
        try:
            await coroutine
        finally:
            self._jobs.discard(task)

    def _showing(self) -> list[Tab]:
        """The tabs that show the page."""
        return [session.tab for session in self.__dict__.get("_tabs", {}).values()]

    tabs = readable(_showing)

    async def on_disconnect(self, websocket: Any = None) -> None:
        """Called for each tab that goes, with that tab. Override it, and call `await super().on_disconnect()`.

        With the last tab gone, a page whose `delete_flag` is true lets go of its components. An override that is not
        `async` cannot and need not call this method: it is called afterwards.
        """
        if self.delete_flag and not self._tabs:
            self.__dict__["_gone"] = True
            self.__dict__["_key"] = 0  # no browser shows it any more, so nothing has to be noted
            with room():
                self.delete_components()
            self.remove_page()
            for job in list(self.__dict__.get("_jobs", ())):
                job.cancel()

    def remove_page(self) -> None:
        """Take the page out of `WebPage.instances`."""
        WebPage.instances.pop(self.__dict__.get("page_id", -1), None)

    def react(self) -> None:
        """Override to bring the page up to date before each look at it."""

    def build_list(self) -> list[Any]:
        """The dictionaries that JustPy would send for the direct children, after `react()`."""
        self.react()
        return build_list(self)

    def write(self, md_text: str, **kwargs: Any) -> Any:
        """Put text in Markdown at the end of the page; returns the component. Needs the extra `markdown`."""
        from tornjust.extras import find

        return find("Markdown")(markdown=md_text, a=self, **{"classes": "m-2 p-2", **kwargs})

    def equation(self, eq_text: str, **kwargs: Any) -> Any:
        """Put a formula in TeX at the end of the page; returns the component. Needs the extra `equations`."""
        from tornjust.extras import find

        return find("Equation")(equation=eq_text, a=self, **{"classes": "m-2 p-2", **kwargs})

    def to_html(self, indent: int = 0, indent_step: int = 0, format: bool = True) -> str:
        """The HTML of everything on the page, in a div, to read or to store; see `tags.export`."""
        end = "\n" if format else ""
        inner = ""
        for child in self.components:
            inner += child.to_html(indent + indent_step, indent_step, format)
            inner += escape(child.text_after) + end if child.text_after else ""
        margin = " " * indent
        return f"{margin}<div>{end}{inner}{margin}</div>{end}"


def redirect(url: str) -> WebPage:
    """A page that sends the browser to `url`."""
    return WebPage(redirect=url)
