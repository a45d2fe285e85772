"""Runs the handlers of one event: `before`, the handler itself, `after`. Numbers and order are the session's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from functools import partial
from inspect import CO_COROUTINE
from time import monotonic
from types import AsyncGeneratorType, GeneratorType
from typing import TYPE_CHECKING, Any, cast

from tornjust import claims, tasks
from tornjust.binding import explain
from tornjust.component import Component, disabled_since, is_shown
from tornjust.current import current
from tornjust.element import Element
from tornjust.errors import ENDS, ComponentError, MessageError, PageGone
from tornjust.events import Dict
from tornjust.functions import scripts
from tornjust.inbox import Event
from tornjust.listener import known_id
from tornjust.page import WebPage
from tornjust.slips import absent
from tornjust.stats import stats

if TYPE_CHECKING:
    from tornjust.session import Session

log = logging.getLogger("tornjust")

# What `run` returns when the handler asked, by returning something, that the page is not updated.
NO_UPDATE = "\0no update"
# What it returns when the tab was sent all that it is to see, before the `after` handler ran.
SHOWN = "\0shown"
# What `jp.run_task(...)` and `box.add(...)` give. Nobody means by it that the page stays as it is.
_SILENT = (tasks.TaskHandle, Component)
# Seconds for which a handler may keep the event loop to itself before the log names it.
TOO_LONG = 1.0


class NobodyListens(MessageError):
    """An event of something that the page does not show, or that does not listen to such events."""


def target_of(page: WebPage, event: Event) -> tuple[Element | WebPage, bool]:
    """Who is meant. Only what this page shows, and only events that it listens to."""
    if event.key in (0, page._key):
        if event.type not in page.events:
            raise NobodyListens(f"the page does not listen to {event.type!r}", 400, event.seq)
        return page, True
    node = page._listeners.get(event.key)
    if node is None or not node._stands_on(page):
        raise NobodyListens(f"component {event.key} is not on this page", 404, event.seq)
    if event.type not in node._events():
        raise NobodyListens(f"{node!r} does not listen to {event.type!r}", 400, event.seq)
    return node, False


# What a browser does not let happen to disabled fields and buttons.
_PRESSES = frozenset(("click", "dblclick", "mousedown", "mouseup"))
_PRESSED = frozenset(("button", "input", "select"))


def why_not(target: Element, page: WebPage, event: Event, known: int) -> str:
    """Why an event cannot be the user's as the page is now, or ""; its tab knows the page of revision `known`.

    It was hidden or disabled meanwhile, as by the first click of two; or somebody writes messages by hand.
    """
    if not is_shown(target, page):
        return "it is not shown"
    kind = event.type
    if kind in _PRESSES:
        if target.html_tag in _PRESSED and disabled_since(target, page) >= 0:
            return "it is disabled"
        return ""
    return target._refuses(kind, event.fields, page, known)


def message(session: Session, event: Event, target: Element | WebPage, on_page: bool) -> Dict:
    """What the program's handlers get to know of an event."""
    page, tab = session.page, session.tab
    fields = event.fields
    if "websocket" in fields or "session_id" in fields:  # not always there, and never what a browser says
        fields = {name: value for name, value in fields.items() if name not in ("websocket", "session_id")}
    known: dict[str, Any] = {
        **fields,
        "event_type": event.type,
        "page": page,
        "page_id": page._register(),
        "tab": tab,
        "websocket_id": "",
        "msg_type": "page_event" if on_page else "event",
    }
    if isinstance(target, Element):
        known["target"] = target
        known["id"] = known_id(target)
        known["class_name"] = target.class_name
        known["html_tag"] = target.html_tag
        known["vue_type"] = target.vue_type
    if session.socket is not None:
        known["websocket"] = tab
        known["websocket_id"] = tab.id
    if session.owner is not None:
        known["session_id"] = session.owner
    return Dict.of(known, event.nested)


async def run(
    session: Session, event: Event, target: Element | WebPage, on_page: bool, in_task: bool
) -> str | None:
    """Run the handlers of one event. Returns None, or what the tab is to be told."""
    if in_task:
        session._begun(event.seq)
    current.set((session, event))
    name = event.type
    drafts = session.drafts
    if drafts.fields:
        drafts.bring(event)
    msg = message(session, event, target, on_page)
    again = msg
    result = None
    error_text = None
    try:
        if session.uploads.busy and session.uploads.awaits(event):
            session._begun(event.seq)
            name = await session.uploads.settle(event, target, msg, partial(_aside, session, target))
            if not name:
                return str(msg["error"])
            if name == event.type:  # which holds its files by now
                msg = again = message(session, event, target, on_page)
        if not on_page:
            drafts.taking = True
            try:
                verdict = cast(Element, target)._take(event.type, event.fields)
            finally:
                drafts.taking = False
            if verdict:
                msg.update(verdict)
            if "value" in event.fields:
                drafts.keep(target, event)
                if "_functions" in session.page.__dict__:
                    session.claims.note(target, event.key, "value")
        # Each handler gets a message of its own.
        if getattr(target, "on_before", None) is not None:
            error_text = await _aside(session, target, "before", _copy(msg), in_task)
        again = _copy(msg) if getattr(target, "on_after", None) is not None else msg
        result = await _call(target, name, msg, in_task)
    except PageGone as gone:
        log.info("%s handler of %r ended: %s", name, target, gone)
    except ENDS:
        raise
    except BaseException as error:
        if tasks.stopping:
            raise
        # A handler that awaits a cancelled task ends in CancelledError: it failed, as with any other exception.
        stats.failures += 1
        error_text = _failed(session, target, name, error)
    if event.more:
        for key, attribute, _ in claims.read(event.more, "guess", event.seq):
            if attribute == "value":
                drafts.forget(key)
        claims.compare(session.page, event, f"{event.type} of {target!r}", scripts.debug)
    shown = False
    if result is None and len(session.page._tabs) > 1:
        await session._push_others()
    if getattr(target, "on_after", None) is not None:
        shown = result is None
        if shown:
            # What `after` changes waits for the next update: it resets what this event is to show.
            await session.push()
        failed_after = await _aside(session, target, "after", again, in_task)
        error_text = error_text or failed_after
    if result is not None:
        return NO_UPDATE
    return SHOWN if shown and error_text is None else error_text


def _copy(msg: Dict) -> Dict:
    return Dict(msg.to_dict())


async def _aside(
    session: Session, target: Element | WebPage, name: str, msg: Dict, in_task: bool
) -> str | None:
    """Run `before` or `after`, whose failure is told but stops nothing. Returns what to tell, or None."""
    try:
        await _call(target, name, msg, in_task)
    except ENDS:
        raise
    except BaseException as error:
        if tasks.stopping:
            raise
        return _failed(session, target, name, error)
    return None


def _failed(session: Session, target: Element | WebPage, name: str, error: BaseException) -> str:
    """Log what a handler raised. Returns what to tell the tab."""
    if isinstance(error, AttributeError):
        absent(error)
    log.exception("%s handler of %r failed", name, target)
    return session.on_error(error)


async def _call(target: Element | WebPage, name: str, msg: Dict, in_task: bool) -> Any:
    """Call one handler, if there is one."""
    handler = getattr(target, f"on_{name}", None)
    if not callable(handler):
        return None
    try:
        if in_task:
            result = await target.run_event_function(name, msg)
            return _result(result, name)
        began = monotonic()
        result = handler(msg)
        took = monotonic() - began
        if took > TOO_LONG:
            log.warning(
                "the %s handler of %r took %.1f s, in which nobody else was answered; make it async, with "
                "`await asyncio.sleep(...)` for a pause and `await asyncio.to_thread(function, ...)` for work",
                name,
                target,
                took,
            )
    except TypeError as error:
        explain(error, name)
        raise
    if result is None:
        return None
    if isinstance(result, Awaitable):
        # The program's coroutines run in tasks, as they expect; see eager.py.
        return await asyncio.ensure_future(_in_task(result))
    return _result(result, name)


def _result(result: Any, name: str) -> Any:
    """What a handler returned, or None for what says nothing about the page.

    Raises `ComponentError` for a generator: of a handler that has a `yield`, nothing has run.
    """
    if isinstance(result, (GeneratorType, AsyncGeneratorType)):
        raise ComponentError(
            f"the {name} handler {result.__name__} is a generator, as it has a `yield`, so nothing of it ran; "
            "to show what it changed so far, make it `async def` and write `await msg.page.update()` instead"
        )
    return None if isinstance(result, _SILENT) else result


async def _in_task(result: Awaitable[Any]) -> Any:
    now = current.get()
    assert now is not None
    now[0]._begun(now[1].seq)
    return await result


def makes_coroutines(target: Element | WebPage, name: str) -> bool:
    """Whether the handler is certain to need a task."""
    if type(target).run_event_function is not Component.run_event_function:
        return True  # a program's own way to run handlers
    handler = getattr(target, f"on_{name}", None)
    code = getattr(getattr(handler, "__func__", None), "__code__", None)
    return code is not None and bool(code.co_flags & CO_COROUTINE)
