"""In Chromium: every rule is one rule to the browser, lands at its place, and does what it says."""

from __future__ import annotations

import random
from collections.abc import Callable

from playwright.sync_api import Page

from tornjust.styles import base, rules, sheet
from tornjust.styles.animations import animations
from tornjust.styles.lookup import all_names
from tornjust.styles.variants import SIMPLE

from .conftest import Styles, differences
from .css import declarations

VARIANTS = ["", "sm:", "2xl:", "dark:", "md:dark:group-hover:", *(f"{name}:" for name in sorted(SIMPLE))]


def some_tokens(count: int) -> list[str]:
    """The same ones in each run."""
    chance = random.Random(2219)
    names = sorted(all_names())
    tokens = [chance.choice(VARIANTS) + chance.choice(names) for _ in range(count)]
    tokens += [
        "container",
        "md:container",
        "prose",
        "prose-xl",
        "form-checkbox",
        "form-select",
        "w-[3px]",
        "!p-4",
    ]
    return tokens


# As the browser's half does it: each new rule before the first one with a higher place.
_INSERT = """rules => {
  const sheet = new CSSStyleSheet(), places = [];
  for (const [place, css] of rules) {
    let index = places.findIndex(other => other > place);
    if (index < 0) index = places.length;
    sheet.insertRule(css, index);
    places.splice(index, 0, place);
  }
  document.adoptedStyleSheets = [sheet];
  return Array.from(sheet.cssRules, rule => rule.cssText);
}"""

_WHOLE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return Array.from(sheet.cssRules, rule => rule.cssText);
}"""


def test_rules_inserted_one_by_one_make_the_same_sheet(page: Page) -> None:
    tokens = some_tokens(3000)
    text, orders = sheet(tokens)
    single = {rule.order: rule.css for token in tokens for rule in rules(token)}
    shuffled = list(single.items())
    random.Random(1).shuffle(shuffled)
    whole = page.evaluate(_WHOLE, text)
    assert len(whole) == len(orders) > 3000, "the browser counts as many rules as we do"
    assert page.evaluate(_INSERT, [list(rule) for rule in shuffled]) == whole


def test_no_rule_is_empty_to_the_browser(page: Page) -> None:
    """Chromium knows each property and each value; what only other browsers know is listed."""
    names = sorted(all_names())
    text, _ = sheet(names)
    empty = [css for css in page.evaluate(_WHOLE, text) if css.endswith("{ }")]
    assert empty == [".scrolling-touch { }", ".scrolling-auto { }"]


def test_a_later_class_in_the_attribute_does_not_win_but_the_cascade(
    computed: Callable[[str, str], Styles],
) -> None:
    css = base() + sheet(["p-4", "pt-1", "p-8"])[0]
    one = computed('<div class="p-4 pt-1 p-8">x</div>', css)
    other = computed('<div class="pt-1 p-8 p-4">x</div>', css)
    assert [text for _, text in one] == [text for _, text in other]
    assert "padding-top:4px" in one[-1][1]
    assert "padding-left:32px" in one[-1][1]


def test_dark_by_class_by_system_and_off(page: Page) -> None:
    css = sheet(["bg-white", "dark:bg-black"])[0]

    def color(html_class: str, scheme: str) -> str:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_content(
            f'<html class="{html_class}"><style>{css}</style><p id=x class="bg-white dark:bg-black">x</p></html>'
        )
        found: str = page.evaluate("getComputedStyle(document.getElementById('x')).backgroundColor")
        return "dark" if found == "rgb(0, 0, 0)" else "light"

    assert [color("", "dark"), color("", "light")] == ["light", "light"]
    assert [color("dark", "dark"), color("dark", "light")] == ["dark", "dark"]
    assert [color("dark-auto", "dark"), color("dark-auto", "light")] == ["dark", "light"]


ANIMATIONS = [name for name, texts in animations() if texts[0].startswith(f"@keyframes animated-{name}")]


def test_every_animation_moves_and_ends(page: Page) -> None:
    assert len(ANIMATIONS) == 78
    css = base() + sheet(["animated", *ANIMATIONS])[0]
    body = "".join(f'<p class="animated {name}">{name}</p>' for name in ANIMATIONS)
    page.set_content(f"<style>{css}</style>{body}")
    moving = page.evaluate(
        """() => Object.fromEntries(Array.from(document.querySelectorAll("p"), p => {
             const [animation] = p.getAnimations();
             return [p.textContent, animation ? animation.effect.getKeyframes().length : 0];
           }))"""
    )
    assert all(moving[name] >= 2 for name in ANIMATIONS), moving


def test_a_page_gets_only_the_keyframes_in_use() -> None:
    text, _ = sheet(["animated", "slideInRight", "faster"])
    assert text.count("@keyframes") == 1
    assert "@keyframes animated-slideInRight{" in text


def test_reduced_motion_ends_at_once_and_says_so(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_content(f"<style>{sheet(['animated', 'hinge', 'infinite', 'delay-5s'])[0]}</style><p>x</p>")
    ended = page.evaluate(
        """() => new Promise(done => {
             const p = document.querySelector("p");
             p.addEventListener("animationend", () => done(true));
             setTimeout(() => done(false), 3000);
             p.className = "animated hinge infinite delay-5s";
           })"""
    )
    assert ended


def test_rings_and_shadows_add_up_and_are_not_inherited(computed: Callable[[str, str], Styles]) -> None:
    css = base() + sheet(["ring-2", "shadow-md"])[0]
    html = '<div class="ring-2 shadow-md"><p class="shadow-md">x</p></div>'
    outer, inner = (declarations(text) for _, text in computed(html, css)[-2:])
    assert "rgba(59,130,246,.5)" in outer["box-shadow"]
    assert "rgba(59,130,246,.5)" not in inner["box-shadow"]
    assert "4px 6px -1px" in outer["box-shadow"]


def test_a_class_that_is_not_used_changes_nothing(computed: Callable[[str, str], Styles]) -> None:
    html = "<p>text</p>"
    everything = sheet(sorted(all_names()))[0]
    found = differences(computed(html, base() + everything), computed(html, base()))
    assert [line for line in found if " --tw-" not in line] == [], "but start values of rings and shadows"
