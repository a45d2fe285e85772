"""`TabGroup`: several contents of which one is shown; another one slides in when `value` changes."""

from __future__ import annotations

from typing import Any

from tornjust.component import lazy
from tornjust.tags.base import Div

_WRAPPER = (
    "display: flex; align-items: center; justify-content: center; "
    "position: absolute; width: 100%; height: 100%;"
)
_BACK = {"Left": "Right", "Right": "Left"}


class TabGroup(Div):
    """Shows one of `tabs`, the one whose key is `value`.

    `tabs` is `{key: {"tab": component, "order": number}}`. The new content comes in with `animation_next`, while the
    old one goes with `animation_prev`: names of animate.css; towards a lower `order` they go the other way. What goes
    is taken out when it has gone. `animation_speed` is "slow", "fast" or "faster".
    """

    tabs = lazy(dict[Any, dict[str, Any]])
    value: Any = None
    animation_next: str = "slideInRight"
    animation_prev: str = "slideOutLeft"
    animation_speed: str = "faster"
    style = "position: relative;"
    # What is shown: its key and the wrapper around it.
    _shown_tab: Any = None
    _wrapper: Div | None = None
    # The wrapper that is on its way out.
    _leaving: Div | None = None

    def model_update(self) -> None:
        """Show the tab that the model names."""
        self.value = self.get_model()

    def react(self, data: Any) -> None:
        """Exchange the content when `value` changed."""
        if self.value == self._shown_tab and (self._wrapper is not None or self.value is None):
            return
        if "position" not in self.style:
            # The wrapper is placed in the group, whatever style the program gave; else it would cover the page.
            self.style = f"position: relative; overflow: hidden; {self.style}"
        old, leaving = self._shown_tab, self._wrapper
        self._shown_tab, self._wrapper = self.value, None
        self._drop_leaving()
        forward = self._order(self.value) >= self._order(old)
        wrappers = []
        if self.value in self.tabs:
            content = self.tabs[self.value]["tab"]
            if leaving is not None and content in leaving:  # one content under two keys
                leaving.components.clear()
            self._wrapper = entering = Div(style=_WRAPPER)
            if leaving is not None:
                entering.animation = self._animation(self.animation_next, forward)
            entering.add(content)
            wrappers.append(entering)
        if leaving is not None and len(leaving) and "Out" in str(self.animation_prev):
            leaving.animation = self._animation(self.animation_prev, forward)
            leaving.on("animationend", lambda _, msg: self._drop_leaving())
            self._leaving = leaving
            wrappers.append(leaving)
        self.components.replace(wrappers)

    def _drop_leaving(self) -> None:
        """Take out what has gone, or what would still be going."""
        leaving, self._leaving = self._leaving, None
        if leaving is not None:
            leaving.components.clear()
            if leaving in self.components:
                self.remove(leaving)

    def _order(self, key: Any) -> Any:
        return self.tabs.get(key, {}).get("order", 0)

    def _animation(self, name: str, forward: bool) -> str:
        if not forward:
            for side, other in _BACK.items():
                if name.endswith(side):
                    name = name.removesuffix(side) + other
                    break
        return f"{name} {self.animation_speed}"
