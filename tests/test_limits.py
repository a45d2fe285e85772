"""Buckets: a burst at once, then a steady rate; and what was forgotten starts anew."""

from __future__ import annotations

import pytest

from tornjust import limits
from tornjust.limits import Bucket, Buckets, Running


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


def test_a_burst_then_a_rate(clock):
    bucket = Bucket(rate=2, burst=3)
    assert [bucket.take() for _ in range(5)] == [0, 0, 0, 0.5, 0.5]
    clock.now += 0.5
    assert [bucket.take() for _ in range(2)] == [0, 0.5]
    clock.now += 1000
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]


def test_who_cannot_be_refused_has_to_wait(clock):
    bucket = Bucket(rate=2, burst=2)
    assert [bucket.owe() for _ in range(4)] == [0, 0, 0.5, 1]
    clock.now += 1
    assert bucket.owe() == 0.5


def test_every_key_has_its_own(clock):
    buckets = Buckets(1, 1)
    assert [buckets.take(key) for key in "abab"] == [0, 0, 1, 1]


def test_the_least_used_key_is_forgotten(clock, monkeypatch):
    monkeypatch.setattr(limits, "MAX_KEYS", 2)
    buckets = Buckets(1, 1)
    assert [buckets.take(key) for key in "abacab"] == [0, 0, 1, 0, 1, 0]


def test_what_is_being_worked_on():
    running = Running()

    def work() -> None:
        with running:
            assert running.count() == 2
            raise KeyError

    with running, pytest.raises(KeyError):
        work()
    assert running.count() == 0
