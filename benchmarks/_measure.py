"""Interleaved rounds: each subject does a little, then the next, again and again. The median of the rounds counts.

What is compared is the processor time that a server used, not the time that went by: a busy machine changes the
latter. Subjects that are compared take their turns in the same second, so that what still disturbs disturbs all.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from _servers import Server

# Does things for about so many seconds and returns how many.
Sample = Callable[[float], int]


@dataclass
class Plan:
    """How thorough a run is."""

    rounds: int
    seconds: float  # of one sample
    pushes: int  # in one sample
    pages: int  # whose memory is measured
    tabs: int


FULL = Plan(rounds=7, seconds=0.25, pushes=8, pages=400, tabs=1500)
QUICK = Plan(rounds=3, seconds=0.07, pushes=2, pages=80, tabs=300)


@dataclass
class Line:
    """One line of the result. `ratio` is what `target` speaks of; `own` and `bare` are what it was made from."""

    name: str
    unit: str
    own: float
    bare: float | None = None
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


def interleave(
    plan: Plan, subjects: dict[str, tuple[Server, Sample]], tidy: Callable[[], None] = lambda: None
) -> dict[str, list[float]]:
    """Seconds of the server's processor time for one thing, subject -> one figure for each round.

    `tidy` is called between two samples; what it costs is not measured.
    """
    costs: dict[str, list[float]] = {name: [] for name in subjects}
    for name in subjects:
        _cost(subjects[name], plan.seconds / 2)  # warm up
    for number in range(plan.rounds):
        names = list(subjects) if number % 2 else list(reversed(subjects))
        for name in names:
            tidy()
            costs[name].append(_cost(subjects[name], plan.seconds))
    tidy()
    return costs


def ratio(above: list[float], below: list[float]) -> float:
    """The median of the ratios of each round."""
    return median(a / b for a, b in zip(above, below, strict=True))


def repeat(seconds: float, once: Callable[[], int]) -> int:
    """Call `once` until the time is over; returns the sum of what it returned."""
    end = time.perf_counter() + seconds
    done = 0
    while time.perf_counter() < end:
        done += once()
    return done


def _cost(subject: tuple[Server, Sample], seconds: float) -> float:
    server, sample = subject
    before = server.cpu()
    done = sample(seconds)
    return (server.cpu() - before) / done
