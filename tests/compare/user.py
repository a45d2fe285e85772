"""What a user does with a page: a list of actions from what is on it, and a tab in which they are done."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import BrowserContext, Error, Page

SNAPSHOT = (Path(__file__).parent / "snapshot.js").read_text()
FIND = (
    "path => { const vue = window.app1 && window.app1.$el && window.app1.$el.nodeType === 1;"
    "let el = vue ? window.app1.$el : document.querySelector('[data-tornjust-root]') || document.body;"
    "for (const i of path) { el = el && el.children[i]; } return el || null; }"
)
# Of elements that look alike, so many are tried.
ALIKE = 3
MOUSE = {"mouseenter", "mouseover", "mousemove", "mouseleave", "mouseout"}
KEYS = {"keydown", "keyup", "keypress"}
# What is set in one go, and to what.
FILLED = {
    "date": "2024-05-17",
    "time": "12:34",
    "datetime-local": "2024-05-17T12:34",
    "month": "2024-05",
    "week": "2024-W20",
    "color": "#3366cc",
    "range": "7",
}


class Action(NamedTuple):
    """Something that a user does to the element at `path`: the indexes of children on the way to it."""

    kind: str
    path: tuple[int, ...]
    detail: str = ""
    name: str = ""

    def __str__(self) -> str:
        detail = f" {self.detail!r}" if self.detail else ""
        return f"{self.kind}{detail} {self.name} @{'.'.join(map(str, self.path))}"


class Tab:
    """A tab that shows a program."""

    def __init__(self, name: str, url: str, page: Page) -> None:
        self.name = name
        self.url = url
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.errors.append(str(error).splitlines()[0]))
        page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))

    @classmethod
    async def make(cls, name: str, url: str, context: BrowserContext) -> Tab:
        """An empty tab for the program at `url`."""
        return cls(name, url, await context.new_page())

    async def open(self, path: str) -> None:
        """Load a page and wait until it answers events."""
        with contextlib.suppress(Error):  # a page may send the browser somewhere else while it loads
            await self.page.goto(self.url + path, wait_until="load", timeout=30_000)
        for _ in range(200):
            if (await self.look())["ready"]:
                break
            await asyncio.sleep(0.05)

    async def look(self) -> dict[str, Any]:
        """What it shows; see snapshot.js."""
        for _ in range(50):
            try:
                found: dict[str, Any] = await self.page.evaluate(SNAPSHOT)
                return found
            except Error:  # it is being loaded
                await asyncio.sleep(0.1)
        return {"lines": ["(no page)"], "elements": [], "title": "", "path": "", "ready": False}

    async def do(self, action: Action) -> None:
        """Do it; nothing where it cannot be done."""
        with contextlib.suppress(Error):
            await getattr(self, f"_{action.kind}")(action)

    async def _element(self, action: Action) -> Any:
        handle = (await self.page.evaluate_handle(FIND, list(action.path))).as_element()
        if handle is None:
            raise Error("not there")
        return handle

    async def _click(self, action: Action) -> None:
        element = await self._element(action)
        await element.click(force=True, timeout=8000)

    async def _dblclick(self, action: Action) -> None:
        await (await self._element(action)).dblclick(force=True, timeout=8000)

    async def _contextmenu(self, action: Action) -> None:
        await (await self._element(action)).click(button="right", force=True, timeout=8000)

    async def _enter(self, action: Action) -> None:
        await (await self._element(action)).hover(force=True, timeout=8000)

    async def _leave(self, action: Action) -> None:
        await self.page.mouse.move(1270, 790)

    async def _type(self, action: Action) -> None:
        element = await self._element(action)
        await element.focus()
        # Where the caret is in a field that a script gave the focus differs with how the field got its value.
        await self.page.keyboard.press("Control+End")
        await self.page.keyboard.type(action.detail)

    async def _press(self, action: Action) -> None:
        element = await self._element(action)
        await element.focus()
        await self.page.keyboard.press(action.detail)

    async def _blur(self, action: Action) -> None:
        await self.page.evaluate("document.activeElement && document.activeElement.blur()")

    async def _fill(self, action: Action) -> None:
        element = await self._element(action)
        await element.fill(action.detail, force=True)
        await element.dispatch_event("change")

    async def _choose(self, action: Action) -> None:
        await (await self._element(action)).select_option(action.detail, force=True, timeout=8000)

    async def _outside(self, action: Action) -> None:
        await self.page.mouse.click(1270, 790)

    async def _key(self, action: Action) -> None:
        await self.page.keyboard.press(action.detail)


def actions(elements: list[dict[str, Any]]) -> list[Action]:
    """What there is to do on a page."""
    found: list[Action] = []
    alike: dict[Any, int] = {}
    for element in elements:
        if not element["shown"] or element["disabled"]:
            continue
        mine = list(_for(element))
        if not mine:
            continue
        signature = (element["tag"], element["type"], tuple(element["events"]))
        alike[signature] = alike.get(signature, 0) + 1
        if alike[signature] <= ALIKE:
            found += mine
    if any("click__out" in element["events"] for element in elements):
        found.append(Action("outside", ()))
    found.append(Action("key", (), "x"))
    return found


def _for(element: dict[str, Any]) -> list[Action]:
    path, tag, events = tuple(element["path"]), element["tag"], set(element["events"])
    name = f"<{tag}> {element['text'].strip()[:20]!r}"

    def act(kind: str, detail: str = "") -> Action:
        return Action(kind, path, detail, name)

    found = []
    if events & MOUSE:
        found += [act("enter"), act("leave")]
    if tag in ("input", "textarea"):
        kind = element["type"]
        if kind in ("checkbox", "radio", "submit", "button", "reset", "image"):
            found.append(act("click"))
        elif kind in FILLED:
            found.append(act("fill", FILLED[kind]))
        elif kind not in ("file", "hidden"):
            text = {"number": "42", "email": "a@b.org"}.get(kind, "ab")
            found += [act("type", text), act("press", "Enter"), act("blur")]
    elif tag == "select":
        found += [act("choose", value) for value in element["options"][:4]]
    elif tag == "a" and (element["href"] or ("" if events else "mailto")).startswith(("http", "mailto")):
        pass  # it leads out of the program, or nowhere
    elif events & {"click", "mousedown", "mouseup", "focus"} or tag in ("button", "a", "summary", "label"):
        found.append(act("click"))
    if "dblclick" in events:
        found.append(act("dblclick"))
    if "contextmenu" in events:
        found.append(act("contextmenu"))
    if events & KEYS and tag not in ("input", "textarea"):
        found.append(act("press", "a"))
    return found
