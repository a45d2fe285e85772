"""What Motion wants of the browser: which elements move, whether one is hidden, and when a movement is over."""

from browser import window
from javascript import JSON

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

has_js = window.Reflect.has
computed_style = window.getComputedStyle
set_timeout = window.setTimeout
MOVERS = "[" + wire.MOTION + "]"
# A movement whose end the browser does not report is over this many milliseconds after it should be.
PATIENCE = 300
FOREVER = 1e12


class Stage:
    """The browser."""

    def __init__(self) -> None:
        self.less_motion = window.matchMedia("(prefers-reduced-motion: reduce)")

    def parse(self, text: str) -> "Any":
        """JSON -> value."""
        return JSON.parse(text)

    def movers(self, area: "Any") -> "list[Any]":
        """The elements in `area` that move."""
        return list(area.querySelectorAll(MOVERS))

    def is_hidden(self, node: "Any") -> bool:
        """Whether the element is not displayed."""
        return bool(computed_style(node).display == "none")

    def is_still(self) -> bool:
        """Whether the reader asked for less motion."""
        return bool(self.less_motion.matches)

    def flush(self, node: "Any") -> None:
        """Make the browser see the classes that the element has now."""
        computed_style(node).opacity  # noqa: B018

    def soon(self, call: "Any") -> None:
        """Call a function in a moment, also in a tab that nobody sees."""
        set_timeout(call, 0)

    def when_done(self, node: "Any", kind: str, call: "Any") -> None:
        """Call a function when all movements of that kind are over that run on the element; at once when none does.

        An animation without end has no end.
        """
        waiting: list[Any] = []
        longest = 0
        for one in node.getAnimations():
            if bool(has_js(one, "transitionProperty")) == (kind == "transition"):
                end = one.effect.getComputedTiming().endTime
                if end > FOREVER:
                    return
                waiting.append(one.finished)
                longest = max(longest, end)
        if not waiting:
            call()
            return
        called: list[bool] = []

        def over(*_: "Any") -> None:
            if not called:
                called.append(True)
                call()

        window.Promise.allSettled(waiting).then(over)
        set_timeout(over, longest + PATIENCE)
