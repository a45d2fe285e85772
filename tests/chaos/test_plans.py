"""Whatever happens between browser and server: each event once and in order, and the page as a new visitor gets it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Iterator

import pytest

from tornjust import session
from tornjust.client_py import link, outbox, posts

from .plan import Plan, draw
from .world import compare, run_all

BATCH = 30
# So many notice each thing that is missing, as a rule; on a busy machine it may take more of them.
MUTANTS = 16
# Connections that the proxy cuts are finished with whenever the collector comes to them: within these tests.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("collected"),
]


@pytest.fixture
def collected() -> Iterator[None]:
    yield
    gc.collect()


# Sixty plans that do not take long; `python -m tests.chaos` runs any.
@pytest.mark.parametrize("first", [0, 200])
def test_plans(first: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    failures = asyncio.run(run_all([draw(seed) for seed in range(first, first + BATCH)]))
    assert not failures, "\n".join(failures)


@pytest.fixture(params=["numbers", "order", "confirmation", "retry"])
def broken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same program without one of the things that keep the promise."""
    if request.param == "numbers":
        # The server handles what it gets, however often.
        begun = session.Session._begun

        def again(self: session.Session, seq: int) -> None:
            begun(self, seq)
            self.next_seq = min(self.next_seq, seq)

        monkeypatch.setattr(session.Session, "_begun", again)
    elif request.param == "order":

        async def at_once(self: session.Session, seq: int) -> None:
            self.next_seq = seq

        monkeypatch.setattr(session.Session, "_turn", at_once)
    elif request.param == "confirmation":
        monkeypatch.setattr(link.Link, "watch", lambda self: None)
        monkeypatch.setattr(link.Link, "probe", lambda self: None)
    else:
        ended = posts.Posts.ended

        def forget(self: posts.Posts, seq: int, status: int) -> None:
            outbox.Outbox.done(self.outbox, seq)
            ended(self, seq, status)

        monkeypatch.setattr(posts.Posts, "ended", forget)
    return str(request.param)


def silent(plan: Plan) -> bool:
    """Whether connections die in it without a word."""
    return any(spell.kind in ("freeze", "hang", "deaf") for spell in plan.spells)


def test_the_plans_notice_what_is_missing(
    broken: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr("chaos.world.PATIENCE", 6)
    plans = [draw(seed) for seed in range(800)]
    if broken == "confirmation":
        # Only a socket that dies without a word is missed.
        plans = [
            plan for plan in plans if plan.transport == "socket" and plan.upgrades == "fine" and silent(plan)
        ]
    batches = (plans[first : first + MUTANTS] for first in range(0, 4 * MUTANTS, MUTANTS))
    assert any(asyncio.run(run_all(batch)) for batch in batches), f"nothing showed that {broken} was missing"


def test_what_counts_as_handled() -> None:
    done = [("click", "a"), ("type", "x"), ("type", "xy"), ("click", "b")]
    assert compare(done, done, True) == ""
    assert compare(done, [("click", "a"), ("type", "xy"), ("click", "b")], True) == ""
    assert compare(done, done[:2], False) == ""
    assert "missing" in compare(done, done[:3], True)
    assert "was not next" in compare(done, [*done, ("click", "b")], True)
    assert "was not next" in compare(done, [("type", "x"), ("click", "a")], False)
    assert "was not next" in compare(done, [("click", "a"), ("click", "b")], True)
