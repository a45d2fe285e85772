"""What the user typed against what the server says: which of the two a field shows."""

from __future__ import annotations

from typing import Any

import pytest
from clock import Clock

from tornjust.client_py.fields import CALM, Fields
from tornjust.client_py.replica import Replica
from tornjust.testing.document import Document

FIELD = 2


class Tab:
    """A document with one field, at revision 1."""

    def __init__(self, kind: str = "text") -> None:
        root = '<div data-tj="1" data-tornjust-root="null">'
        self.dom = Document(f'{root}<input data-tj="{FIELD}" type="{kind}" value="" /></div>')
        self.clock = Clock()
        self.fields = Fields(self.dom, self.clock)
        self.replica = Replica(self.dom, self.fields, 1, 0)
        self.seq = 0

    @property
    def node(self) -> Any:
        return self.dom.find(FIELD)

    def types(self, text: str) -> int:
        """The user types, and the event goes off. Returns its number."""
        self.dom.focused = self.node
        self.dom.set_property(self.node, "value", text)
        self.fields.note_typing(FIELD)
        return self.sends(text)

    def sends(self, value: Any) -> int:
        self.seq += 1
        self.fields.note_sent(FIELD, self.seq, value)
        return self.seq

    def leaves(self) -> None:
        self.dom.focused = None
        self.fields.note_blur(FIELD)

    def told(self, base: int, new: int, value: Any = None, *, done: int = 0, name: str = "value") -> None:
        """A patch arrives; with `done` it is the answer to that event."""
        ops = [] if value is None else [["prop", FIELD, name, value]]
        self.replica.receive(["patch", base, new, ops, done])
        if done > 0:
            self.fields.note_done(done)

    def shows(self, name: str = "value") -> Any:
        return self.dom.get_property(self.node, name)


def test_what_the_server_says_is_shown():
    tab = Tab()
    tab.told(1, 2, "new")
    assert tab.shows() == "new"


def test_an_answer_may_correct_what_was_typed():
    tab = Tab()
    tab.told(1, 2, "ADA", done=tab.types("ada"))
    assert tab.shows() == "ADA"


def test_an_answer_does_not_take_away_what_was_typed_since():
    tab = Tab()
    first = tab.types("a")
    tab.dom.set_property(tab.node, "value", "ab")
    tab.told(1, 2, "A", done=first)
    assert tab.shows() == "Ab"


def test_what_was_typed_behind_a_text_that_the_program_took_stays_alone():
    tab = Tab()
    tab.types("hello")
    enter = tab.sends("hello")
    tab.dom.set_property(tab.node, "value", "hello you")
    tab.told(1, 2, "", done=enter)
    assert tab.shows() == " you"
    # Another text than the one that was taken is the user's.
    asked = tab.types("what")
    tab.dom.set_property(tab.node, "value", "new")
    tab.told(2, 3, "", done=asked)
    assert tab.shows() == "new"


def test_an_early_answer_does_not_take_away_what_was_sent_since():
    tab = Tab()
    first, second = tab.types("a"), tab.types("ab")
    tab.told(1, 2, "A", done=first)
    assert tab.shows() == "Ab"
    tab.told(1, 3, "AB", done=second)
    assert tab.shows() == "AB"


def test_a_correction_that_comes_with_the_answer_to_an_earlier_event_is_not_lost():
    # `input` and `change` are under way together; the server has handled both when it answers the first.
    tab = Tab()
    first = tab.types("ada")
    second = tab.sends("ada")
    tab.leaves()
    tab.told(1, 3, "ADA", done=first)
    tab.told(1, 3, "ADA", done=second)
    assert tab.shows() == "ADA"


def test_nor_is_one_that_comes_with_a_push_in_between():
    tab = Tab()
    event = tab.types("ada")
    tab.leaves()
    tab.told(1, 3, "ADA")
    tab.told(3, 3, done=event)
    assert tab.shows() == "ADA"


def test_a_checkbox_that_the_handler_takes_back_is_not_lost_either():
    tab = Tab("checkbox")
    tab.dom.set_property(tab.node, "checked", True)
    first, second = tab.sends("on"), tab.sends("on")
    tab.told(1, 3, False, done=first, name="checked")
    tab.told(1, 3, False, done=second, name="checked")
    assert tab.shows("checked") is False


def test_a_push_waits_until_the_user_has_left_the_field():
    tab = Tab()
    tab.told(1, 2, done=tab.types("mine"))
    tab.told(2, 3, "theirs")
    assert tab.shows() == "mine"
    tab.leaves()
    assert tab.shows() == "theirs"


def test_a_push_of_what_was_sent_does_not_undo_what_is_being_typed():
    tab = Tab()
    tab.told(1, 2, done=tab.types("a"))
    tab.dom.set_property(tab.node, "value", "ab")
    tab.told(2, 3, "a")
    assert tab.shows() == "ab"
    tab.leaves()
    assert tab.shows() == "ab"


def test_a_field_that_the_user_only_looks_at_takes_what_comes():
    tab = Tab()
    tab.dom.focused = tab.node
    tab.told(1, 2, "new")
    assert tab.shows() == "new"


def test_a_push_is_shown_when_the_user_has_paused_and_the_server_knows_all_that_is_there():
    tab = Tab()
    tab.told(1, 2, done=tab.types("mine"))
    tab.told(2, 3, "theirs")
    tab.clock.passes(CALM - 1)
    assert tab.shows() == "mine"
    tab.clock.passes(1)
    assert tab.shows() == "theirs"
    tab.told(3, 4, "theirs!")
    assert tab.shows() == "theirs"
    tab.clock.passes(1)
    assert tab.shows() == "theirs!"


def test_whoever_types_on_is_not_disturbed():
    tab = Tab()
    tab.told(1, 2, done=tab.types("mine"))
    tab.told(2, 3, "theirs")
    for length in range(4, 12):
        tab.clock.passes(CALM - 100)
        tab.dom.set_property(tab.node, "value", "m" * length)
        tab.fields.note_typing(FIELD)
    assert tab.shows() == "m" * 11
    tab.clock.passes(2 * CALM)
    assert tab.shows() == "m" * 11  # the server does not know it yet
    tab.told(3, 4, done=tab.sends("m" * 11))
    tab.clock.passes(2 * CALM)
    assert tab.shows() == "m" * 11  # what they wrote was older


def test_however_slow_the_network_what_was_not_confirmed_stays():
    tab = Tab()
    event = tab.types("mine")
    tab.told(1, 2, "theirs")
    tab.clock.passes(60 * CALM)
    assert tab.shows() == "mine"
    tab.told(2, 3, "mine", done=event)
    tab.clock.passes(60 * CALM)
    assert tab.shows() == "mine"


def test_while_a_word_is_composed_nothing_touches_the_field():
    tab = Tab()
    tab.fields.note_composing(FIELD)
    tab.told(1, 2, "NI", done=tab.types("ni"))
    tab.clock.passes(2 * CALM)
    assert tab.shows() == "ni"
    tab.fields.note_composing(0)
    tab.clock.passes(0)
    assert tab.shows() == "NI"


@pytest.mark.parametrize("value", ["", "x"])
def test_a_field_that_is_gone_is_no_error(value):
    tab = Tab()
    tab.fields.set(99, "value", value, 0)
    tab.fields.set(99, "checked", True, 0)
    tab.fields.note_blur(99)


def test_it_is_known_what_the_user_saw_who_typed():
    tab = Tab()
    tab.told(1, 5)
    tab.types("a")
    tab.told(5, 8)
    assert tab.fields.typed_at == {FIELD: 5}
    tab.types("ab")
    assert tab.fields.typed_at == {FIELD: 8}
    tab.leaves()
    assert tab.fields.typed_at == {}
