"""Icons by the class names of Font Awesome, drawn by masks that the style sheet carries."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import tornjust as jp
from tornjust import changes
from tornjust.styles import base, icons, rules, sheet
from tornjust.styles.engine import compute

from .conftest import Official
from .css import parse


def test_an_icon_is_a_mask_that_has_the_colour_and_the_size_of_text() -> None:
    text, _ = sheet(["fa", "fa-dog", "text-red-500", "hidden", "text-2xl"])
    assert "background-color:currentColor" in text
    assert text.count("data:image/svg+xml") == 1
    assert "--fa-width:1.125em" in text
    assert text.index(".fa{display") < text.index(".hidden"), "utilities win"
    assert text.index(".text-2xl") < text.index(".fa{line-height:1}")
    assert len(text) < 2500


def test_a_style_chooses_among_the_drawings() -> None:
    solid, regular = rules("fa-heart")
    assert solid.css.startswith(".fa-heart")
    assert regular.css.startswith(".far.fa-heart,.fa-regular.fa-heart{")
    assert solid.order < regular.order
    assert len(rules("fa-dog")) == len(rules("fa-github")) == 1


@pytest.mark.parametrize(
    "name", "fa-2x fa-lg fa-fw fa-spin fa-pulse fa-rotate-90 fa-flip-both fa-stack fa-inverse".split()
)
def test_classes_that_change_an_icon(name: str) -> None:
    assert rules(name)


@pytest.mark.parametrize(
    "name", ["fa-", "fa-no-such-icon", "fa-dog}", "fa-<b>", "fa-Dog", "fantastic", "fa:fa-dog", "md:fa-dog"]
)
def test_other_names_are_no_icons(name: str) -> None:
    assert rules(name) == ()


def test_nearly_all_names_of_version_5_are_there(
    official: Official, capsys: pytest.CaptureFixture[str]
) -> None:
    css = official.text("@fortawesome/fontawesome-free@5.15.4", "css/all.css")
    names = {
        name
        for rule in parse(css)
        if rule.selector.endswith("::before") or ":before" in rule.selector
        for name in rule.classes
    }
    missing = sorted(name for name in names if not rules(name))
    with capsys.disabled():
        print(
            f"\n{len(names) - len(missing):,} of {len(names):,} icon names are there; not: {', '.join(missing)}"
        )
    assert len(names) > 1400
    assert len(missing) < 10


def test_no_two_icons_share_a_place() -> None:
    drawings = icons.library()
    assert drawings is not None
    places: dict[int, str] = {}
    for name in drawings:
        for rule in rules(f"fa-{name}"):
            assert places.setdefault(rule.order, rule.css) == rule.css


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(icons, "_said", [])
    icons.library.cache_clear()
    icons._say_what_is_missing.cache_clear()
    yield
    icons.library.cache_clear()


@pytest.mark.usefixtures("not_installed")
@pytest.mark.parametrize(
    "name", ["fa-x{}*{color:red}", "fa-}", "fa-;", "fa-x,body", "fa-x/**/", "fa-\\7b", "fa-é", "fa-"]
)
def test_no_name_breaks_out_of_its_rule_without_the_extra_either(name: str) -> None:
    assert compute(name) == ()


@pytest.mark.usefixtures("not_installed")
def test_without_the_extra_a_frame_stands_there_and_the_log_says_what_to_install(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, "tornjust"):
        found = [icons.icon(name, f".{name}") for name in ("fa-dog", "fa-cat", "fa-2x")]
    assert all("stroke-dasharray" in css for ((_, css),) in found[:2])
    assert "font-size" in found[2][0][1]
    (record,) = caplog.records
    assert 'pip install "tornjust[icons]"' in record.getMessage()


def test_a_page_with_its_own_font_awesome_gets_none_of_ours() -> None:
    wp = jp.WebPage(head_html='<link rel="stylesheet" href="/static/fontawesome/all.css">')
    jp.Icon(a=wp, icon="dog", classes="text-2xl far fast")
    changes.whole(wp)
    assert set(wp._styles) == {"text-2xl", "fast"}


def test_a_page_without_utility_classes_has_icons_and_animations() -> None:
    wp = jp.WebPage(tailwind=False)
    jp.Icon(a=wp, icon="dog", classes="text-2xl", animation="bounce")
    changes.whole(wp)
    assert set(wp._styles) == {"fa", "fa-dog", "animated", "bounce"}


def test_what_a_reader_sees(page: Page, tmp_path: Path) -> None:
    """The shape of a dog in the colour and the size of the text."""
    names = ["fa", "fas", "far", "fa-dog", "fa-heart", "fa-2x", "text-red-500", "text-2xl"]
    page.set_content(
        f"<!DOCTYPE html><style>{base()}{sheet(names)[0]} body {{ background: #fff }}</style>"
        '<p><i id="dog" class="fa fa-dog text-red-500"></i> text</p><i id="big" class="fas fa-dog fa-2x"></i>'
        '<i id="full" class="fas fa-heart"></i><i id="line" class="far fa-heart"></i>'
        '<i id="none" class="fa fa-no-such-icon"></i><div id="two" class="fa fa-dog text-2xl"></div>'
    )
    size = "e => { const r = e.getBoundingClientRect(); return [Math.round(r.width), Math.round(r.height)] }"
    # The heights of fonts are rounded, so a line may be a pixel higher.
    assert page.locator("#dog").evaluate(size) in ([18, 16], [18, 17])
    assert page.locator("#big").evaluate(size) in ([36, 32], [36, 33])
    assert page.locator("#two").evaluate(size) in ([27, 24], [27, 25])
    assert page.locator("#none").evaluate(size)[0] == 0
    ink = """bytes => new Promise(done => { const image = new Image(); image.onload = () => {
        const canvas = document.createElement("canvas"); canvas.width = image.width; canvas.height = image.height;
        const context = canvas.getContext("2d"); context.drawImage(image, 0, 0);
        const data = context.getImageData(0, 0, image.width, image.height).data; let red = 0, dark = 0;
        for (let i = 0; i < data.length; i += 4) {
            if (data[i] > 200 && data[i + 1] < 120) red++; if (data[i] < 60) dark++ }
        done([red, dark, data.length / 4]) }; image.src = "data:image/png;base64," + bytes })"""

    def shades(name: str) -> list[int]:
        import base64

        return list(page.evaluate(ink, base64.b64encode(page.locator(name).screenshot()).decode()))

    red, _, of = shades("#dog")
    assert 0.15 * of < red < 0.8 * of
    _, full, of = shades("#full")
    _, line, _ = shades("#line")
    assert 0 < line < full < of
