"""The classes that docs/styling.md names are classes."""

from __future__ import annotations

import re
from pathlib import Path

from tornjust.styles import rules
from tornjust.styles.lookup import all_names

DOCS = Path(__file__).parents[2] / "docs"
MANUAL = (DOCS / "styling.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return MANUAL.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def spans(text: str) -> list[str]:
    return [word for span in re.findall(r"`([^`]+)`", text) for word in span.split()]


def test_all_classes_of_the_overview_exist() -> None:
    overview = section("Which classes there are")
    palettes = set(re.findall(r"`([a-z]+)`", overview.partition("**Colours.**")[2].partition("**Names")[0]))
    names = all_names()

    def known(word: str) -> bool:
        if word.endswith("-*"):
            return any(name.startswith(word[:-1]) for name in names)
        return bool(rules(word))

    assert [word for word in spans(overview) if not known(word) and word not in palettes] == ["set_class"]
    assert all(rules(f"bg-{palette}-950") for palette in palettes)


def test_all_pictures_exist_and_are_small() -> None:
    """`python docs/make_pictures.py` makes them."""
    shown = re.findall(r"!\[[^\]]+\]\((styles/[a-z-]+\.png)\)", MANUAL)
    assert sorted(shown) == sorted(f"styles/{path.name}" for path in (DOCS / "styles").glob("*.png"))
    assert sum((DOCS / name).stat().st_size for name in shown) < 500_000


def test_all_variants_exist() -> None:
    words = [word for word in spans(section("Variants")) if word.endswith(":")]
    assert len(words) > 70
    assert [word for word in words if not rules(f"{word}p-4")] == []


def test_all_arbitrary_values_of_the_manual_work() -> None:
    lines = re.findall(r"^ {4}(\S.*)$", section("Arbitrary values"), re.M)
    words = [word for line in lines for word in line.split()]
    assert len(words) == 10
    assert [word for word in words if not rules(word)] == []
    words = [
        word for word in spans(section("Arbitrary values")) if "-[" in word or "-(" in word or word[:1] == "["
    ]
    assert len(words) > 10
    assert [word for word in words if not rules(word)] == []
