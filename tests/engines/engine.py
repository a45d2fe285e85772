"""A browser of another engine than Chromium's: its window, and what a user does in it."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import waiting

ENTER = "\ue007"
END = "\ue010"
DOWN = "\ue015"
TAB = "\ue004"

SECONDS = 10
until = partial(waiting.until, seconds=SECONDS)


class Engine:
    """What the tests ask of a browser, said once for all drivers.

    A driver says how a page is opened (`open`, `back`, `reload`), how a script runs in it (`run`), how the actions of
    WebDriver ("Actions" there) are carried out (`act`), how a field for files is filled (`choose`), and what the
    console told of errors (`errors`).
    """

    name = ""

    def open(self, url: str) -> None:
        raise NotImplementedError

    def back(self) -> None:
        raise NotImplementedError

    def reload(self) -> None:
        raise NotImplementedError

    def run(self, body: str) -> Any:
        """The value that a function of JavaScript with this body returns; a promise's value is waited for."""
        raise NotImplementedError

    def act(self, source: dict[str, Any]) -> None:
        raise NotImplementedError

    def choose(self, selector: str, path: str) -> None:
        raise NotImplementedError

    def errors(self) -> list[str]:
        """What the console has told of errors since it was last asked."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    # -- what a user does

    def click(self, selector: str, times: int = 1) -> None:
        """Click the middle of an element; two clicks in one go are a double click."""
        x, y = self.run(
            f"const box = {_element(selector)}; box.scrollIntoView({{block: 'center'}});"
            "const {x, y, width, height} = box.getBoundingClientRect();"
            "return [Math.floor(x + width / 2), Math.floor(y + height / 2)]"
        )
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        moves = [{"type": "pointerMove", "x": x, "y": y}, *(press * times)]
        self.act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves})

    def type(self, text: str) -> None:
        """Press one key after the other; those without a sign are the constants above."""
        keys = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        self.act({"type": "key", "id": "keyboard", "actions": keys})

    # -- what a user sees

    def text(self, selector: str) -> str:
        return str(self.run(f"return {_element(selector)}.textContent"))

    def value(self, selector: str) -> Any:
        return self.run(f"return {_element(selector)}.value")

    def ready(self) -> bool:
        return bool(self.run("return document.documentElement.hasAttribute('data-tornjust-ready')"))


def _element(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})"
