"""Cookie headers that were verified lately."""

from __future__ import annotations

from tornjust.visitors import Visitors


class Cookies:
    """Counts how often it is asked."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer
        self.asked = 0

    def verify(self) -> str | None:
        self.asked += 1
        return self.answer


def test_a_header_is_verified_once() -> None:
    visitors, cookies = Visitors(), Cookies("ann")
    assert [visitors.find("s", "s=1", cookies.verify) for _ in range(3)] == ["ann"] * 3
    assert cookies.asked == 1


def test_another_header_or_another_name_is_another_visitor() -> None:
    visitors = Visitors()
    visitors.find("s", "s=1", lambda: "ann")
    assert visitors.find("s", "s=2", lambda: "bob") == "bob"
    assert visitors.find("t", "s=1", lambda: None) is None


def test_what_is_not_valid_is_not_remembered() -> None:
    visitors, cookies = Visitors(), Cookies(None)
    assert [visitors.find("s", "s=forged", cookies.verify) for _ in range(3)] == [None] * 3
    assert cookies.asked == 3
    assert len(visitors) == 0


def test_after_a_while_it_is_verified_anew() -> None:
    now = [0.0]
    visitors, cookies = Visitors(keep=60, clock=lambda: now[0]), Cookies("ann")
    visitors.find("s", "s=1", cookies.verify)
    now[0] = 59
    visitors.find("s", "s=1", cookies.verify)
    assert cookies.asked == 1
    now[0] = 61
    cookies.answer = None  # its age limit has passed
    assert visitors.find("s", "s=1", cookies.verify) is None
    assert len(visitors) == 0


def test_the_oldest_is_forgotten_first() -> None:
    visitors, cookies = Visitors(most=2), Cookies("x")
    for header in ("a", "b", "c"):
        visitors.find("s", header, cookies.verify)
    assert len(visitors) == 2
    visitors.find("s", "c", cookies.verify)
    assert cookies.asked == 3
    visitors.find("s", "a", cookies.verify)
    assert cookies.asked == 4
