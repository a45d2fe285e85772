"""On whose behalf code runs: the event that is being handled, or the page that is being made. Tasks inherit it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tornjust.inbox import Event
    from tornjust.page import WebPage
    from tornjust.session import Session

# The event that is being handled here, and whose it is. One variable for all that follows from it: each event sets it.
current: ContextVar[tuple[Session, Event] | None] = ContextVar("tornjust_event", default=None)
# Gives the page whose function runs here, once there is one. Weak: a task that works for the whole program must not
# hold the page that started it.
making: ContextVar[Callable[[], WebPage | None] | None] = ContextVar("tornjust_page", default=None)


def current_session() -> Session | None:
    """The session whose event is being handled here, or None."""
    now = current.get()
    return None if now is None else now[0]


def current_tab() -> Any:
    """The tab (`msg.tab`) whose event is being handled here, or None."""
    session = current_session()
    return None if session is None else session.tab


def works_for(page: WebPage) -> bool:
    """Whether code here belongs to that page: its function started it, or a handler of one of its events."""
    session, made = current_session(), making.get()
    return (session is not None and session.page is page) or (made is not None and made() is page)
