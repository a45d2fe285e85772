"""What the user did and the server has not confirmed."""

from __future__ import annotations

from tornjust.client_py.outbox import LONG, LONG_TEXT, Outbox


def test_what_is_typed_tells_when_it_was_typed_if_it_is_sent_later() -> None:
    outbox = Outbox()
    typed = outbox.add(2, "input", {"value": "a"}, 41, 41)
    left = outbox.add(2, "change", {"value": "a"}, 40, 41)
    clicked = outbox.add(3, "click", {}, 41, 41)
    assert outbox.message(typed, 41) == ["event", typed, 41, 2, "input", {"value": "a"}]
    # Once more, after the tab has heard of changes.
    assert outbox.message(typed, 44) == [
        "event",
        typed,
        44,
        2,
        "input",
        {"value": "a"},
        {"since": 41, "base": 41},
    ]
    assert outbox.message(left, 41)[6] == {"since": 40}
    assert outbox.message(clicked, 44) == ["event", clicked, 44, 3, "click", {}]


def test_changes_that_functions_made_travel_with_the_time_at_which_they_were_made() -> None:
    outbox = Outbox()
    seq = outbox.add(2, "input", {"value": "a"}, 41, 41)
    outbox.carry(seq, {"state": [[2, "text", "x"]], "since": 40})
    assert outbox.message(seq, 41)[6] == {"state": [[2, "text", "x"]], "since": 40}
    assert outbox.message(seq, 44)[6] == {"state": [[2, "text", "x"]], "since": 40, "base": 41}


def test_a_text_that_replaces_another_counts_as_typed_when_that_was() -> None:
    outbox = Outbox()
    for revision in range(LONG + 3):
        seq = outbox.add(2, "input", {"value": "a" * revision}, revision, revision)
    assert seq == LONG
    assert outbox.message(seq, 50)[5:] == [{"value": "a" * (LONG + 2)}, {"since": LONG - 1, "base": LONG + 2}]


def test_of_a_long_text_only_the_last_state_waits_to_be_sent() -> None:
    outbox = Outbox()
    text = "x" * LONG_TEXT
    first = outbox.add(2, "input", {"value": text + "a"}, 1, 1)
    assert outbox.is_long(first)
    outbox.message(first, 1)
    second = outbox.add(2, "input", {"value": text + "ab"}, 1, 1)
    assert outbox.add(2, "input", {"value": text + "abc"}, 1, 1) == second == first + 1
    assert outbox.message(first, 1)[5] == {"value": text + "a"}
    assert outbox.message(second, 1)[5] == {"value": text + "abc"}
    # Short ones are told one by one, as long as there are few.
    outbox.done(first)
    outbox.done(second)
    third = outbox.add(2, "input", {"value": "a"}, 1, 1)
    assert not outbox.is_long(third)
    assert outbox.add(2, "input", {"value": "ab"}, 1, 1) == third + 1


def test_a_field_that_does_not_show_what_the_server_says_tells_so() -> None:
    outbox = Outbox()
    typed = outbox.add(2, "input", {"value": "a"}, 41, 39)
    pressed = outbox.add(2, "keydown", {"value": "a"}, 41, 39)
    sent = outbox.add(3, "submit", {"form_data": []}, 41, 41)
    assert outbox.message(typed, 41)[6] == {"base": 39}
    assert outbox.message(pressed, 41)[6] == {"base": 39}
    assert len(outbox.message(sent, 41)) == 6
    assert outbox.message(sent, 42)[6] == {"base": 41}


def test_nothing_is_kept_of_what_is_done_and_an_event_that_is_given_up_says_nothing() -> None:
    outbox = Outbox()
    seq = outbox.add(2, "input", {"value": "a"}, 41, 41)
    assert outbox.give_up(seq)
    assert outbox.message(seq, 44) == ["event", seq, 44, 0, "", {}]
    outbox.done(seq)
    assert outbox.events == {}
