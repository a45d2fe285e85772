"""Requests of tabs, one after the other, also odd ones."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from serving import Server

from .asked import PAGES, Asked, asked, written
from .conftest import Ways, went
from .line import Line
from .odd import ODD
from .program import heard


def conversation(server: Server, name: str, talk: list[Asked], odd: str | None) -> list[Any]:
    """What the server answers, and what its handlers heard."""
    line = Line(server, name)
    with line.socket:
        said: list[Any] = []
        for number, one in enumerate(talk):
            seq, data = line.seq, written(line, one)
            strange = odd is not None and number == len(talk) - 1
            if strange:
                data = ODD[odd or ""](data)
            line.send(data, one.cuts)
            head, body = line.answer(data.startswith(b"HEAD"), 0.4 if strange else 5)
            if not head or " 200 " not in head[0]:
                line.seq = seq  # an event that was refused is none
            said.append(line.comparable(head, body, one.what in PAGES))
            if line.ended:
                break
        if not line.ended:
            line.send(written(line, Asked("poll", ("Connection: close",), "first", ())))
        said.append(sorted(line.neutral(line.rest().decode("latin1")).split("\r\n")))
    return [*said, line.ended, heard.pop(name)]


runs = 0
asked_for = 0


@hypothesis_settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(st.lists(asked, min_size=1, max_size=6), st.one_of(st.none(), st.sampled_from(sorted(ODD))))
def check_requests(ways: Ways, talk: list[Asked], odd: str | None) -> None:
    compare_requests(ways, talk, odd)


def compare_requests(ways: Ways, talk: list[Asked], odd: str | None) -> None:
    global runs, asked_for
    runs += 1
    asked_for += len(talk)
    usual = conversation(ways.usual, f"usual{runs:06}", talk, odd)
    short = conversation(ways.short, f"short{runs:06}", talk, odd)
    for one, other in zip(short, usual):
        assert one == other
    assert len(short) == len(usual)


def test_requests_are_answered_alike(ways: Ways) -> None:
    went.clear()
    check_requests(ways)
    assert went["requests"] > asked_for / 4, (went, asked_for)


@pytest.mark.parametrize("odd", ODD)
def test_every_odd_request_is_answered_alike(ways: Ways, odd: str) -> None:
    for what, cuts in (("click", ()), ("poll", (0.3, 0.9))):
        compare_requests(ways, [Asked("click", (), "first", ()), Asked(what, (), "last", cuts)], odd)
