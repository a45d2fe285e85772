"""Every class of the official 2.2.19 build means the same here, at the same place in the cascade."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tornjust.styles import rules, sheet

from .conftest import Official
from .css import Parsed, parse

OFFICIAL_NAMES = 39_018


@pytest.fixture(scope="module")
def utilities(official: Official) -> list[Parsed]:
    package = "tailwindcss@2.2.19"
    return parse(official.text(package, "dist/components.css") + official.text(package, "dist/utilities.css"))


def own_class(rule: Parsed) -> str | None:
    """The class that a rule is for: ``group-hover:m-4``, not the ``group`` around it."""
    names = [name for name in rule.classes if name != "group"]
    return names[0] if names else None


def without_later(declarations: dict[str, str]) -> dict[str, str]:
    """Without what is nothing as long as no later class sets it: of ``from-10%`` in gradients, ``shadow-red-500``."""
    return {
        name: re.sub(
            r"var\(--tw-shadow-color,(.*?\))\)",
            r"\1",
            re.sub(r" ?var\(--tw-gradient-\w+-position,\)", "", value),
        )
        for name, value in declarations.items()
    }


def test_every_official_name_has_the_same_declarations(
    utilities: list[Parsed], capsys: pytest.CaptureFixture[str]
) -> None:
    expected: dict[str, list[Parsed]] = {}
    for rule in utilities:
        name = own_class(rule)
        if name is not None:
            expected.setdefault(name, []).append(rule)
    different = []
    for name, wanted in expected.items():
        ours = [rule for rule in parse("".join(rule.css for rule in rules(name))) if rule.classes]
        if [(set(r.media), r.selector, without_later(r.declarations)) for r in ours] != [
            (set(r.media), r.selector, r.declarations) for r in wanted
        ]:
            different.append((name, ours, wanted))
    with capsys.disabled():
        print(f"\n{len(expected) - len(different):,} of {len(expected):,} official names are equal")
    assert len(expected) == OFFICIAL_NAMES
    assert not different, f"{len(different)} differ, the first of them: {different[:5]}"


def test_the_cascade_has_the_official_order(utilities: list[Parsed]) -> None:
    place_in_build: dict[str, list[int]] = {}
    for index, rule in enumerate(utilities):
        name = own_class(rule)
        if name is not None:
            place_in_build.setdefault(name, []).append(index)
    placed = []
    for name, indexes in place_in_build.items():
        own = [rule.order for rule in rules(name) if not rule.css.startswith(("@keyframes", "*"))]
        placed += zip(own, indexes, [name] * len(own), strict=True)
    placed.sort()
    # The eight classes of numeric features share one official rule, so their order among themselves is free.
    wrong = [(one, two) for one, two in pairwise(placed) if one[1] > two[1] and not _numeric(one[2])]
    assert not wrong, f"{len(wrong)} neighbours are the other way round: {wrong[:5]}"


def _numeric(name: str) -> bool:
    return "@media" not in name and rules(name)[0].css.count("--tw-numeric") > 0


def test_start_values_and_keyframes_are_the_official_ones(utilities: list[Parsed]) -> None:
    official = {rule.selector: rule.declarations for rule in utilities if not rule.classes}
    everywhere = [r.declarations for r in utilities if r.selector == "*"]
    text, _ = sheet(["ring", "shadow", "animate-spin", "animate-ping", "animate-pulse", "animate-bounce"])
    ours = parse(text)
    assert [r.declarations for r in ours if r.selector == "*"] == everywhere
    keyframes = [r for r in ours if r.selector.startswith("@keyframes")]
    assert len(keyframes) == 4
    for rule in keyframes:
        assert rule.declarations == official[rule.selector]


def test_no_two_classes_share_a_place(utilities: list[Parsed]) -> None:
    css_at: dict[int, str] = {}
    for rule in utilities:
        name = own_class(rule)
        for one in rules(name) if name else ():
            assert css_at.setdefault(one.order, one.css) == one.css
            assert one.order < 2**53
