"""What a browser sends -> a message, or a `MessageError` that says what is wrong with it. Nothing else, ever."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tornjust.errors import MessageError
from tornjust.inbox import MAX_DEPTH, Event, Sync, read

LIMIT = 10_000
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=7) | st.dictionaries(st.text(), below, max_size=4)
)
# Nearly right: each place holds something right or anything.
NEARLY = st.tuples(
    st.sampled_from(["event", "sync", "patch"]) | VALUES,
    st.integers(0, 5) | VALUES,
    st.integers(0, 5) | VALUES,
    st.integers(0, 5) | VALUES,
    st.sampled_from(["click", "sl-change", ""]) | VALUES,
    st.dictionaries(st.text(), VALUES, max_size=3) | VALUES,
).map(list)


def accepts(text: str | bytes) -> bool:
    """Whether it is a message; anything but a MessageError fails the test."""
    refused: MessageError | None = None
    message = None
    try:
        message = read(text, LIMIT)
    except MessageError as error:
        refused = error
    if refused is None:
        assert isinstance(message, Event | Sync)
    else:
        assert refused.status in (400, 413)
        assert str(refused)
    return refused is None


@given(VALUES)
def test_any_json_is_a_message_or_an_error(value):
    accepts(json.dumps(value))
    accepts(json.dumps(value).encode())


@given(NEARLY)
def test_so_is_what_looks_like_an_event(value):
    if accepts(json.dumps(value)):
        message: Any = read(json.dumps(value), LIMIT)
        assert isinstance(message.seq, int)
        assert message.seq > 0
        assert isinstance(message.fields, dict)
        json.dumps(message, ensure_ascii=False).encode()


@given(st.text())
def test_any_text_is_a_message_or_an_error(text):
    accepts(text)


@given(st.binary())
@example(b"\xff\xfe[]")
@example(b"\x00\x00\x00[")
@example(b"\xef\xbb\xbf[]")
def test_any_bytes_are_a_message_or_an_error(data):
    accepts(data)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 9000,
        '{"a":' * 1500,
        '["event",1,0,1,"click",' + '{"a":' * 900 + "1" + "}" * 900 + "]",
        "NaN",
        '["sync",NaN]',
        '["sync",1e400]',
        '["sync",' + "9" * 5000 + "]",
        '["event",1,0,1,"click",{"a":' + "9" * 5000 + "}]",
        '["sync",1,2]',
        '["sync",true]',
        '["sync",-1]',
        '["sync",1.0]',
        "[[]]",
        "[{}]",
        "[]",
        "",
        "null",
    ],
)
def test_these_are_refused(text):
    assert not accepts(text)


def test_a_sync():
    assert read('["sync",7]', LIMIT) == Sync(7)


def test_an_event():
    message = read('["event",1,7,3,"click",{"value":"x","n":[1,{"a":null}]}]', LIMIT)
    assert message == Event(1, 7, 3, "click", {"value": "x", "n": [1, {"a": None}]})


@pytest.mark.parametrize("name", ["click", "click__out", "sl-change", "shown.bs.modal", "htmx:afterSwap"])
def test_names_of_events(name):
    message = read(json.dumps(["event", 1, 0, 1, name, {}]), LIMIT)
    assert isinstance(message, Event)
    assert message.type == name


@pytest.mark.parametrize("name", ["", "two words", "_" * 100, "a\n", 5, None, "click~d5", "+x", "!"])
def test_what_is_no_name_of_an_event(name):
    assert not accepts(json.dumps(["event", 1, 0, 1, name, {}]))


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ({"kind": "event"}, "message is an object; it has to be an array"),
        (["hello"], "message kind 'hello'; there are 'event' and 'sync'"),
        (["sync"], "sync has 1 items; it has 2"),
        (["sync", "5"], "since is text '5'; it has to be a whole number from 0 on"),
        (["event", 1], "event has 2 items; it has 6"),
        (["event", 0, 0, 0, "click", {}], "seq is a number '0'; it has to be a whole number from 1 on"),
        (["event", 1, True, 0, "click", {}], "since is true or false"),
        (["event", 1, 0, None, "click", {}], "key is null"),
        (["event", 1, 0, 1, "click", []], "event fields are an array; they have to be an object"),
    ],
)
def test_an_error_names_what_came_and_what_would_be_right(message, says):
    with pytest.raises(MessageError, match=says) as caught:
        read(json.dumps(message), LIMIT)
    assert caught.value.status == 400


def test_a_message_that_is_too_large_is_not_even_parsed():
    with pytest.raises(MessageError, match="20 bytes; the limit is 10") as caught:
        read(" " * 20, 10)
    assert caught.value.status == 413


def test_the_limit_counts_bytes_not_characters():
    with pytest.raises(MessageError, match="limit") as caught:
        read('["' + "ä" * 20 + '"]', 30)
    assert caught.value.status == 413
    assert "message of 44 bytes" in str(caught.value)
    text = '["event",1,0,1,"input",{"value":"ää"}]'
    assert read(text, len(text.encode())) == read(text.encode(), len(text.encode()))
    with pytest.raises(MessageError, match="limit"):
        read(text, len(text.encode()) - 1)


def test_a_lone_surrogate_as_it_is_may_be_counted():
    assert not accepts('["\ud83d"]')


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth - 1):
        value = {"a": value}
    return value


def test_fields_may_nest_but_not_without_end():
    assert accepts(json.dumps(["event", 1, 0, 1, "click", nested(MAX_DEPTH - 1)]))
    with pytest.raises(MessageError, match=f"nested more than {MAX_DEPTH} deep"):
        read(json.dumps(["event", 1, 0, 1, "click", nested(MAX_DEPTH + 1)]), LIMIT)


def test_a_lone_surrogate_can_be_sent_on():
    message = read(r'["event",1,0,1,"input",{"value":"a\ud83d b","\udc00":1}]', LIMIT)
    assert isinstance(message, Event)
    json.dumps(message.fields, ensure_ascii=False).encode()


def test_a_pair_of_surrogates_is_one_character():
    message = read(r'["event",1,0,1,"input",{"value":"\ud83d\ude00"}]', LIMIT)
    assert isinstance(message, Event)
    assert message.fields == {"value": "😀"}
