"""Requests that are sent before those before them are answered: all are answered, in order, and once."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from serving import Server

from .asked import PAGES, Asked, asked_ahead, cuts, written
from .conftest import Ways, went
from .line import Line
from .odd import ODD
from .program import heard

LAST = Asked("poll", ("Connection: close",), "first", ())
runs = 0


def conversation(
    server: Server, name: str, talk: list[Asked], pieces: tuple[float, ...] | None, odd: str | None
) -> list[Any]:
    """What the server answers to requests that come without a pause, and what its handlers heard.

    They are cut at these parts of all; None: each comes by itself.
    """
    line = Line(server, name)
    with line.socket:
        requests = [written(line, one) for one in talk]
        for data in requests if pieces is None else [b"".join(requests)]:
            line.send(data, pieces or ())
            time.sleep(0.002)
        line.send(ODD[odd](written(line, LAST)) if odd else written(line, LAST))
        said: list[Any] = []
        for one in talk:
            head, body = line.answer(one.what == "head poll")
            assert head, (talk, one, said)
            said.append(line.comparable(head, body, one.what in PAGES))
        said.append(sorted(line.neutral(line.rest().decode("latin1")).split("\r\n")))
    return [*said, line.ended, heard.pop(name)]


def compare(
    ways: Ways, talk: list[Asked], pieces: tuple[float, ...] | None, odd: str | None = None
) -> list[Any]:
    global runs
    runs += 1
    usual = conversation(ways.usual, f"usual{runs:06}", talk, pieces, odd)
    short = conversation(ways.short, f"short{runs:06}", talk, pieces, odd)
    for one, other in zip(short, usual):
        assert one == other
    assert len(short) == len(usual)
    return short


@hypothesis_settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(st.lists(asked_ahead, min_size=1, max_size=6), st.one_of(st.none(), st.none(), cuts))
def check_requests(ways: Ways, talk: list[Asked], pieces: tuple[float, ...] | None) -> None:
    compare(ways, talk, pieces)


def test_requests_without_a_pause_are_answered_alike(ways: Ways) -> None:
    went.clear()
    check_requests(ways)
    assert went["early"] > 10, went


@pytest.mark.parametrize("first", ["park", "slow page"])
@pytest.mark.parametrize("second", ["click", "poll", "page", "health", "head poll", "garbage"])
def test_what_comes_while_an_answer_takes_its_time_is_answered_next(
    ways: Ways, first: str, second: str
) -> None:
    talk = [Asked(what, (), "first", ()) for what in (first, second, "click", "poll")]
    said = compare(ways, talk, None)
    assert said[-1] == [f"click {count}" for count in range((second == "click") + 1)]


@pytest.mark.parametrize("odd", sorted(ODD.keys() - {"a head of its own"}))
def test_nothing_odd_spoils_the_answers_before_it(ways: Ways, odd: str) -> None:
    compare(ways, [Asked(what, (), "first", ()) for what in ("park", "click")], None, odd)
