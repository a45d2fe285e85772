"""Fields that a handler changes while the user types on: what is taken stays away, what is typed behind it stays."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from clock import Clock
from hypothesis import given
from hypothesis import strategies as st
from session_kit import run

import tornjust as jp
from tornjust import changes, inbox
from tornjust.claims import Rules
from tornjust.client_py.fields import Fields
from tornjust.client_py.merge import merge
from tornjust.client_py.outbox import Outbox
from tornjust.client_py.replica import Replica
from tornjust.client_py.twin.claims import Claims
from tornjust.drafts import MOST_FIELDS, MOST_TEXT
from tornjust.session import Session
from tornjust.stream import Stream
from tornjust.testing.document import Document


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("hello", "hello you", "", " you"),
        ("hello", "oh hello", "", "oh "),
        ("hello", "helXlo", "", "X"),
        ("hello", "hello", "", ""),
        ("hello", "hello you", "hello", "hello you"),
        ("hello", "hello you", "HELLO", "HELLO you"),
        ("hello", "hello you", "next: ", "next:  you"),
        ("1234", "12345", "1,234", "1,2345"),
        ("12a", "12ab", "12", "12b"),
        ("aa", "aaa", "", "a"),
        ("one two", "one too", "ONE two", "ONE too"),
        ("one two", "One two", "one TWO", "One TWO"),
        # Not both: the user's.
        ("what", "new", "", "new"),
        ("", "x", "template", "x"),
        ("py", "pyt", "python", "pyt"),
        ("hello", "help", "HELLO", "help"),
    ],
)
def test_two_changes_of_a_text(base: str, mine: str, theirs: str, both: str) -> None:
    assert merge(base, mine, theirs) == both


class Chat(jp.WebPage):
    """A field that is emptied when its text is taken."""

    def __init__(self, handler: Callable[..., Any] | None = None) -> None:
        super().__init__()
        self.taken: list[str] = []
        self.field = jp.Input(a=self, change=handler or self.take)
        self.button = jp.Button(a=self, click=self.take)

    def take(self, msg: Any) -> None:
        """A chat's handler."""
        self.taken.append(self.field.value)
        assert msg.event_type == "click" or msg.value == self.field.value
        self.field.value = ""


class User:
    """A tab, its user, and a slow line: messages wait in `up` and `down` until they are delivered."""

    def __init__(self, page: Any, socket: bool) -> None:
        html = changes.whole(page)
        self.page = page
        self.dom = Document(f'<div data-tj="{page._key}" data-tornjust-root="null">{html}</div>')
        self.session = Session(page, "tab", None, on_error=str)
        self.clock = Clock()
        self.fields = Fields(self.dom, self.clock)
        self.fields.rewrite_held = self.rewrite
        self.replica = Replica(self.dom, self.fields, page._stamp, 0)
        self.outbox = Outbox()
        self.key = page.field._key
        self.dom.focused = self.node
        self.held: str | None = None
        self.up: list[str] = []
        self.down: list[str] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.socket = Stream(self.down.append, page._stamp) if socket else None
        self.session.socket = self.socket

    @property
    def node(self) -> Any:
        return self.dom.find(self.key)

    @property
    def text(self) -> str:
        shown: str = self.dom.get_property(self.node, "value")
        return shown

    def rewrite(self, key: int, base: str, theirs: str) -> None:
        if self.held is not None:
            self.held = merge(base, self.held, theirs)

    def type(self, text: str) -> None:
        self.dom.set_property(self.node, "value", self.text + text)
        self.fields.note_typing(self.key)
        self.held = self.text

    def pause(self) -> None:
        """Longer than the debounce."""
        if self.held is not None:
            self.send("input", self.held)
            self.held = None

    def enter(self) -> None:
        self.pause()
        self.send("change", self.text)

    def click(self) -> None:
        self.pause()
        self.put(self.page.button._key, "click", {})

    def send(self, kind: str, value: str) -> None:
        self.fields.note_sent(self.key, self.put(self.key, kind, {"value": value}), value)

    def put(self, key: int, kind: str, fields: dict[str, Any], more: dict[str, Any] | None = None) -> int:
        seen = self.fields.typed_at.get(key, self.replica.revision)
        base = self.fields.behind.get(key, self.replica.revision)
        seq = self.outbox.add(key, kind, fields, seen, base)
        if more:
            self.outbox.carry(seq, more)
        self.up.append(json.dumps(self.outbox.message(seq, self.replica.revision)))
        return seq

    async def hears(self, number: int = 0) -> None:
        """The server gets the next message, or over Ajax one that overtakes others."""
        if self.up:
            number = 0 if self.socket else min(number, len(self.up) - 1)
            event = inbox.read(self.up.pop(number), 1_000_000)
            self.tasks.append(asyncio.ensure_future(self.answer(event)))
            await asyncio.sleep(0)
            await asyncio.sleep(0)

    async def answer(self, event: Any) -> None:
        answer = await self.session.receive(event, self.socket or Stream(self.down.append, event.since))
        assert answer is not None
        self.down.append(answer)

    def told(self, number: int = 0) -> None:
        """The browser gets the next message, or over Ajax one that overtakes others."""
        if self.down:
            number = 0 if self.socket else min(number, len(self.down) - 1)
            message = json.loads(self.down.pop(number))
            self.replica.receive(message)
            if len(message) > 4 and message[4] > 0:
                self.outbox.done(message[4])
                self.fields.note_done(message[4])

    async def settle(self) -> None:
        """Everything arrives."""
        while self.held is not None or self.up or self.down or any(not task.done() for task in self.tasks):
            self.pause()
            await self.hears()
            await asyncio.sleep(0)
            self.told()
        await asyncio.gather(*self.tasks)


modes = pytest.mark.parametrize("socket", [True, False], ids=["socket", "ajax"])


@modes
def test_what_was_written_while_the_field_is_emptied_stays_alone(socket: bool) -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, socket)
        user.type("Hello")
        user.enter()
        user.type("you")
        user.pause()
        assert [json.loads(text)[5]["value"] for text in user.up] == ["Hello", "Hello", "Helloyou"]
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["Hello"], "you", "you")
        # The same once more, which nobody takes for what was there before.
        user.enter()
        await user.settle()
        user.type("you")
        user.enter()
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["Hello", "you", "you"], "", "")

    run(work())


@modes
def test_what_the_field_holds_back_when_it_is_emptied_goes_up_alone(socket: bool) -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, socket)
        user.type("Hello")
        user.enter()
        user.type("you")
        while user.up or user.down:
            await user.hears()
            user.told()
        assert (user.text, user.held) == ("you", "you")
        await user.settle()
        assert (page.field.value, user.text) == ("you", "you")

    run(work())


@modes
def test_two_messages_in_one_go(socket: bool) -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, socket)
        for word in ("one", "two", "three"):
            user.type(word)
            user.enter()
        user.type("four")
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["one", "two", "three"], "four", "four")

    run(work())


@modes
def test_leaving_the_field_does_not_bring_back_what_was_taken(socket: bool) -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, socket)
        user.type("Hello")
        user.click()
        user.send("change", user.text)
        user.dom.focused = None
        user.fields.note_blur(user.key)
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["Hello", ""], "", "")

    run(work())


@modes
def test_a_text_that_the_handler_writes_anew_keeps_what_was_written_behind_it(socket: bool) -> None:
    async def work() -> None:
        page = Chat()
        page.field.on("change", lambda self, msg: setattr(self, "value", self.value.upper()))
        user = User(page, socket)
        user.type("hello")
        user.enter()
        user.type(" you")
        await user.settle()
        assert (page.field.value, user.text) == ("HELLO you", "HELLO you")

    run(work())


@modes
def test_a_handler_that_waits_after_it_has_emptied_the_field(socket: bool) -> None:
    async def work() -> None:
        goes_on = asyncio.Event()

        async def take(self: Any, msg: Any) -> None:
            page.taken.append(self.value)
            self.value = ""
            await page.update()
            await goes_on.wait()

        page = Chat(take)
        user = User(page, socket)
        user.type("Hello")
        user.enter()
        user.type("you")
        user.pause()
        for _ in range(3):
            await user.hears()
        user.type(", too")
        while user.down:
            user.told()
        assert user.text == "you, too"
        goes_on.set()
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["Hello"], "you, too", "you, too")

    run(work())


@modes
def test_an_answer_that_comes_after_the_next_event_has_begun(socket: bool) -> None:
    async def work() -> None:
        ends = [asyncio.Event(), asyncio.Event()]

        async def take(self: Any, msg: Any) -> None:
            page.taken.append(self.value)
            self.value = ""
            await ends[len(page.taken) - 1].wait()

        page = Chat(take)
        user = User(page, socket)
        for word in ("one", "two"):
            user.type(word)
            user.enter()
        user.type("three")
        for _ in range(4):
            await user.hears()
        ends[0].set()
        while not user.tasks[1].done():
            await asyncio.sleep(0)
        while user.down:
            user.told()
        ends[1].set()
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["one", "two"], "three", "three")

    run(work())


def test_a_push_that_tells_of_it_before_the_answer() -> None:
    async def work() -> None:
        goes_on = asyncio.Event()

        async def take(self: Any, msg: Any) -> None:
            page.taken.append(self.value)
            self.value = ""
            await goes_on.wait()

        page = Chat(take)
        user = User(page, True)
        user.type("Hello")
        user.enter()
        await user.hears()
        user.told()
        await user.hears()
        await user.session.push()  # for another tab's sake
        user.told()
        assert user.replica.revision == page._stamp
        user.type("you")
        user.pause()
        await user.hears()
        assert page.field.value == "you"
        goes_on.set()
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["Hello"], "you", "you")

    run(work())


@modes
def test_a_word_that_is_being_composed_is_not_touched_and_stays_alone(socket: bool) -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, socket)
        user.type("Hello")
        user.enter()
        user.fields.note_composing(user.key)
        user.type("yo")
        for _ in range(3):
            await user.hears()
            user.told()
        assert user.text == "Helloyo"
        user.pause()  # in the midst of the word
        await user.hears()
        assert page.field.value == "yo"
        user.type("u")
        user.fields.note_composing(0)
        user.clock.passes(0)
        assert user.text == "you"
        await user.settle()
        assert (page.taken, page.field.value, user.text) == (["Hello"], "you", "you")

    run(work())


@modes
@pytest.mark.parametrize("how", ["guess", "state"])
@pytest.mark.parametrize("sent", [True, False], ids=["sent", "held back"])
def test_what_a_function_in_the_browser_has_emptied_already(
    socket: bool, how: str, sent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rules, "refusal", lambda *change: "")  # as if the page had that function

    async def work() -> None:
        page = Chat()
        page.__dict__["_functions"] = {}
        user = User(page, socket)
        claims = Claims(None, None, user.fields.note_sent)
        user.type("ok")
        user.pause()
        user.dom.set_property(user.node, "value", "")
        seq = user.outbox.seq + 1
        more = {how: claims.carry(seq, {(user.key, "value"): ["value", ""]}), "since": user.replica.revision}
        user.put(page.button._key, "click", {}, more)
        user.type("ok then")
        if sent:
            user.pause()
        while user.up or user.down:
            await user.hears()
            user.told()
        assert user.text == "ok then"
        await user.settle()
        assert (page.field.value, user.text) == ("ok then", "ok then")

    run(work())


def test_what_another_tab_takes_gives_way_to_the_user() -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, True)
        user.type("Hello")
        await user.settle()
        page.field.value = ""
        user.type("you")
        await user.settle()
        assert (page.field.value, user.text) == ("Helloyou", "Helloyou")

    run(work())


@modes
def test_what_another_tab_writes_while_a_handler_waits_gives_way_too(socket: bool) -> None:
    """A handler that waits has not made what comes from elsewhere meanwhile."""

    async def work() -> None:
        waits: list[asyncio.Future[None]] = []

        async def wait(self: Any, msg: Any) -> None:
            waits.append(asyncio.get_running_loop().create_future())
            await waits[-1]

        page = Chat(lambda self, msg: page.taken.append(msg.value))
        page.button.on("click", wait)
        user = User(page, socket)
        other = Session(page, "other", None, on_error=str)
        user.type("mine")
        user.pause()
        await user.hears()
        user.told()
        user.click()
        await user.hears()
        user.type(" and")
        user.enter()
        fields = {"value": "theirs"}
        await other.receive(inbox.Event(1, page._stamp, user.key, "input", fields))
        waits[0].set_result(None)
        await user.settle()
        assert page.taken == ["mine and"]
        assert (page.field.value, user.text) == ("mine and", "mine and")

    run(work())


def test_a_form_is_read_without_what_was_taken() -> None:
    async def work() -> None:
        seen: list[str] = []

        def submitted(self: Any, msg: Any) -> None:
            seen.append(msg.form_data[0]["value"])
            page.field.value = ""

        page = Chat()
        form = jp.Form(a=page, submit=submitted)
        form.add(page.field)
        user = User(page, True)
        for word in ("one", "two"):
            user.type(word)
            user.pause()
            user.put(form._key, "submit", {"form_data": [{"id": str(page.field.id), "value": user.text}]})
        await user.settle()
        assert seen == ["one", "two"]

    run(work())


def test_what_stands_around_the_field_hears_of_it_without_what_was_taken() -> None:
    async def work() -> None:
        seen: list[str] = []

        def pressed(self: Any, msg: Any) -> None:
            seen.append(msg.value)
            page.field.value = ""

        page = Chat()
        around = jp.Div(a=page, keydown=pressed)
        around.add(page.field)
        user = User(page, True)
        for word in ("one", "two"):
            user.type(word)
            user.pause()
            user.put(around._key, "keydown", {"value": user.text, "event_target": str(page.field.id)})
        await user.settle()
        assert seen == ["one", "two"]

    run(work())


def test_only_so_much_is_remembered() -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, True)
        for size in (MOST_TEXT // 2, MOST_TEXT // 2, MOST_TEXT + 1):
            user.type("x" * size)
            user.enter()
            while user.up:
                await user.hears()
            (draft,) = user.session.drafts.fields.values()
            assert sum(len(old) + len(new) for _, old, new in draft.changes) <= MOST_TEXT
        fields = [jp.Input(a=page) for _ in range(MOST_FIELDS + 1)]
        changes.patch(page, 0)
        for number, field in enumerate(fields):
            user.put(field._key, "input", {"value": str(number)})
            await user.hears()
        assert list(user.session.drafts.fields) == [field._key for field in fields[1:]]

    run(work())


class Anew(jp.Div):
    """Makes its row with the page's field anew at each look, as programs of JustPy do it."""

    def react(self, data: Any) -> None:
        self.delete_components()
        make_row(self, data["page"])


def make_row(box: jp.Div, page: Any) -> None:
    row = jp.Div(a=box)
    jp.Span(a=row, text="Say")
    page.field = jp.Input(a=row, value=page.text, type=page.type, input=page.keep, change=page.take)


class Rebuilt(jp.WebPage):
    """A page whose field is another component at each look."""

    def __init__(self, box: jp.Div, take: Callable[..., Any], type: str = "text") -> None:
        super().__init__()
        self.taken: list[str] = []
        self.text: Any = ""
        self.type = type
        self.take = take
        self.box = box
        self.data["page"] = self
        self.add(box)

    def keep(self, msg: Any) -> None:
        self.text = msg.target.value


@modes
@pytest.mark.parametrize("waits", [True, False], ids=["waits", "at once"])
def test_what_is_taken_from_a_field_that_a_hook_makes_anew_stays_away(socket: bool, waits: bool) -> None:
    async def work() -> None:
        goes_on = asyncio.Event()

        async def take(self: Any, msg: Any) -> None:
            page.taken.append(msg.value)
            if waits:
                await page.update()
            page.field.value = page.text = ""
            if waits:
                await page.update()
                await goes_on.wait()

        page: Any = Rebuilt(Anew(), take)
        user = User(page, socket)
        user.type("Hello")
        user.pause()
        await user.settle()
        field = page.field
        user.enter()
        user.type("you")
        user.pause()
        for _ in range(3):
            await user.hears()
        user.type(", too")
        while user.down:
            user.told()
        goes_on.set()
        await user.settle()
        assert page.field is not field
        assert page.field._key == user.key
        assert (page.taken, page.text, page.field.value, user.text) == (
            ["Hello"],
            "you, too",
            "you, too",
            "you, too",
        )

    run(work())


@modes
def test_what_is_taken_from_a_field_that_the_handler_makes_anew_stays_away(socket: bool) -> None:
    async def work() -> None:
        goes_on = asyncio.Event()

        async def take(self: Any, msg: Any) -> None:
            page.taken.append(msg.value)
            page.box.delete_components()
            make_row(page.box, page)
            await page.update()
            page.field.value = page.text = ""
            await goes_on.wait()

        page: Any = Rebuilt(jp.Div(), take)
        make_row(page.box, page)
        user = User(page, socket)
        user.type("Hello")
        user.enter()
        user.type("you")
        user.pause()
        for _ in range(4):
            await user.hears()
        goes_on.set()
        await user.settle()
        assert page.field._key == user.key
        assert (page.taken, page.text, page.field.value, user.text) == (["Hello"], "you", "you", "you")

    run(work())


@modes
@pytest.mark.parametrize("kept_as", [float, str, lambda value: value])
def test_a_number_stays_as_it_was_written_in_a_field_that_is_made_anew(
    socket: bool, kept_as: Callable[[Any], Any]
) -> None:
    async def work() -> None:
        page: Any = Rebuilt(Anew(), lambda self, msg: None, "number")
        page.keep = lambda self, msg: setattr(page, "text", kept_as(msg.target.value))
        user = User(page, socket)
        for text in ("1", ".0", "5"):
            user.type(text)
            user.pause()
            await user.settle()
        assert page.field._key == user.key
        assert (page.text, user.text) == (kept_as(1.05), "1.05")

    run(work())


@modes
@pytest.mark.parametrize("kept", [True, False])
def test_a_field_that_is_made_anew_has_the_value_that_it_is_given(socket: bool, kept: bool) -> None:
    """Without one it is empty: so programs clear a form."""

    async def work() -> None:
        def take(self: Any, msg: Any) -> None:
            page.taken.append(page.field.value)
            page.text = page.field.value if kept else ""
            page.box.delete_components()
            make_row(page.box, page)

        page: Any = Rebuilt(jp.Div(), take)
        make_row(page.box, page)
        page.button = jp.Button(a=page, click=take)
        user = User(page, socket)
        field = page.field
        user.type("milk")
        user.click()
        await user.settle()
        assert page.field is not field
        shown = user.dom.get_property(user.dom.find(page.field._key), "value")
        text = "milk" if kept else ""
        assert (page.taken, page.field.value, shown) == (["milk"], text, text)

    run(work())


STEPS = st.lists(
    st.sampled_from(["a", "b", "a", "b", "enter", "click", "pause", "up", "down", "up 1", "down 1"]),
    max_size=40,
)


@modes
@given(steps=STEPS)
def test_whatever_the_line_does_each_letter_comes_in_once(socket: bool, steps: list[str]) -> None:
    async def work() -> None:
        page = Chat()
        user = User(page, socket)
        typed = ""
        for step in steps:
            if step.startswith("up"):
                await user.hears(len(step) // 4)
            elif step.startswith("down"):
                user.told(len(step) // 6)
            elif step in ("enter", "click"):
                getattr(user, step)()
                typed += "|"
            elif step == "pause":
                user.pause()
            else:
                user.type(step)
                typed += step
        await user.settle()
        *taken, rest = typed.split("|")
        assert (page.taken, page.field.value, user.text) == (taken, rest, rest)

    run(work())
