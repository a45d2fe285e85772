"""Animations and transitions: classes that come and go, whatever the program does to the element meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from waiting import until

import tornjust as jp

from .conftest import Site, over_ajax, over_socket, pushing

FADE = {
    "load": "transition ease-out duration-200",
    "load_start": "opacity-0",
    "load_end": "opacity-100",
    "enter": "transition ease-out duration-200",
    "enter_start": "opacity-0 scale-95",
    "enter_end": "opacity-100 scale-100",
    "leave": "transition ease-in duration-300",
    "leave_start": "opacity-100",
    "leave_end": "opacity-25",
}

# Notes each value of an element's `class`, and what it shows in the first frame after.
WATCH = """node => {
  node.worn = [node.className];
  new MutationObserver(() => node.worn.push(node.className))
    .observe(node, {attributes: true, attributeFilter: ["class"]});
}"""


class Stage(jp.WebPage):
    """A box that moves as `looks` says, and buttons that each do one thing to it."""

    def __init__(self, **looks: Any) -> None:
        super().__init__()
        self.box = jp.Div(a=self, id="box", text="a box", **looks)
        self.seen = jp.P(a=self, id="seen")

    def button(self, text: str, change: Callable[[], Any]) -> None:
        def handle(_: Any, msg: Any) -> None:
            change()

        jp.Button(a=self, text=text, click=handle)

    def hide(self) -> None:
        self.box.classes = f"{self.box.classes} hidden"

    def show_again(self) -> None:
        self.box.remove_class("hidden")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def watched(page: Page) -> Locator:
    box = page.locator("#box")
    box.evaluate(WATCH)
    return box


def worn(box: Locator) -> list[str]:
    """The values of `class` so far, without repetition."""
    found: list[str] = box.evaluate("node => node.worn")
    return [one for one, before in zip(found, [None, *found]) if one != before]


def words(text: str) -> set[str]:
    return set(text.split())


def test_hidden_is_held_back_until_it_has_left(site: Site) -> None:
    page_of = Stage(classes="block p-4", transition=FADE)
    page_of.button("hide", page_of.hide)
    page_of.button("show", page_of.show_again)
    page = site.show(page_of)
    expect(page.locator("#box")).to_have_class("block p-4")
    box = watched(page)
    press(page, "hide")
    expect(box).to_have_class("block p-4 hidden")
    own, start, run, end = worn(box)
    assert own == "block p-4"
    assert words(start) == words("block p-4 opacity-100")
    assert words(run) == words("block p-4 transition ease-in duration-300 opacity-25")
    assert end == "block p-4 hidden"
    box.evaluate(WATCH)
    press(page, "show")
    expect(box).to_have_class("block p-4")
    own, start, run, end = worn(box)
    assert words(start) == words("block p-4 opacity-0 scale-95")
    assert words(run) == words("block p-4 transition ease-out duration-200 opacity-100 scale-100")
    assert end == "block p-4"


@over_ajax
def test_what_loads_begins_with_the_first_paint(site: Site) -> None:
    """The beginning is in the HTML, so nothing shows and vanishes again before it fades in."""
    tab = site.tab()
    tab.page.add_init_script(
        "document.addEventListener('readystatechange', () => { if (document.readyState == 'interactive') ("
        + WATCH
        + ")(document.getElementById('box')) })"
    )
    site.route("/", lambda: Stage(classes="p-4", transition=FADE))
    page = tab.open(site.url)
    box = page.locator("#box")
    expect(box).to_have_class("p-4")
    assert [words(one) for one in worn(box)] == [
        words("p-4 opacity-0"),
        words("p-4 transition ease-out duration-200 opacity-100"),
        words("p-4"),
    ]


@over_ajax
def test_without_scripts_what_would_fade_in_is_seen(site: Site) -> None:
    site.route("/", lambda: Stage(classes="p-4", transition=FADE))
    browser = site.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url)
    expect(page.locator("#box")).to_have_class("p-4 opacity-0")
    expect(page.locator("#box")).to_have_css("opacity", "1")
    context.close()


@over_socket
def test_a_new_element_loads_too(site: Site) -> None:
    stage = Stage()
    page = site.show(stage)
    assert not [request for request in site.tabs[0].requests if "motion-" in request.url]

    def add() -> None:
        jp.Div(
            a=stage,
            id="new",
            text="new",
            classes="p-4",
            transition={**FADE, "load": "transition duration-1000"},
        )

    page.evaluate(
        "() => new MutationObserver(() => { window.found = window.found || document.getElementById('new')?.className })"
        ".observe(document.body, {childList: true, subtree: true})"
    )
    site.push(stage, add)
    expect(page.locator("#new")).to_have_class("p-4 transition duration-1000 opacity-100")
    assert page.evaluate("window.found") == "p-4 opacity-0"
    expect(page.locator("#new")).to_have_class("p-4")
    assert len([request for request in site.tabs[0].requests if "motion-" in request.url]) == 1


@over_ajax
def test_a_transition_that_is_interrupted_goes_back_from_where_it_is(site: Site) -> None:
    stage = Stage(classes="p-4", transition={**FADE, "leave": "transition duration-1000"})
    stage.button("hide", stage.hide)
    stage.button("show", stage.show_again)
    page = site.show(stage)
    expect(page.locator("#box")).to_have_class("p-4")
    box = watched(page)
    press(page, "hide")
    until(lambda: box.evaluate("node => getComputedStyle(node).opacity < 0.9"))
    press(page, "show")
    expect(box).to_have_class("p-4")
    page.wait_for_timeout(1100)  # the end of the first would have come by now
    expect(box).to_have_class("p-4")
    assert not [one for one in worn(box) if "hidden" in one]
    assert not [one for one in worn(box) if "scale-95" in one], "it does not jump to the beginning"


@over_socket
def test_other_changes_of_classes_and_movements_leave_each_other_alone(site: Site) -> None:
    stage = Stage(classes="p-4", transition={**FADE, "leave": "transition duration-1000"})
    stage.button("hide", stage.hide)
    stage.button("color", lambda: setattr(stage.box, "classes", "p-4 hidden text-red-500"))
    page = site.show(stage)
    box = page.locator("#box")
    expect(box).to_have_class("p-4")
    press(page, "hide")
    expect(box).to_have_class("p-4 transition duration-1000 opacity-25")
    press(page, "color")
    expect(box).to_have_class("p-4 text-red-500 transition duration-1000 opacity-25")
    expect(box).to_have_class("p-4 hidden text-red-500")


@over_ajax
def test_an_element_that_goes_goes_at_once(site: Site) -> None:
    stage = Stage(classes="p-4", transition=FADE)
    stage.button("leave", stage.hide)
    stage.button("vanish", lambda: setattr(stage.box, "show", False))
    stage.button("appear", lambda: setattr(stage.box, "show", True))
    page = site.show(stage)
    box = page.locator("#box")
    expect(box).to_have_class("p-4")
    press(page, "leave")
    press(page, "vanish")
    expect(box).to_have_count(0)
    stage.box.classes = "p-4"
    press(page, "appear")
    expect(box).to_have_class("p-4 transition ease-out duration-200 opacity-100")
    expect(box).to_have_class("p-4")


@over_ajax
def test_without_anything_to_animate_it_ends_at_once(site: Site) -> None:
    stage = Stage(classes="p-4", transition={"leave": "no-such-class", "enter": "neither"})
    stage.button("hide", stage.hide)
    stage.button("show", stage.show_again)
    page = site.show(stage)
    box = page.locator("#box")
    press(page, "hide")
    expect(box).to_have_class("p-4 hidden")
    press(page, "show")
    expect(box).to_have_class("p-4")


def test_an_animation_plays_once_for_each_time_it_is_set(site: Site) -> None:
    stage = Stage(classes="p-4", animation="fadeIn")
    stage.button("again", lambda: setattr(stage.box, "animation", "fadeIn"))
    stage.button("text", lambda: setattr(stage.box, "text", "changed"))
    stage.button("color", lambda: setattr(stage.box, "classes", "p-8"))
    page = site.show(stage)
    box = page.locator("#box")
    expect(box).to_have_class("p-4")
    box.evaluate("node => { node.starts = 0; node.addEventListener('animationstart', () => node.starts++) }")
    press(page, "text")
    expect(box).to_have_text("changed")
    press(page, "color")
    expect(box).to_have_class("p-8")
    assert box.evaluate("node => node.starts") == 0
    press(page, "again")
    expect(box).to_have_class("p-8 animated fadeIn")
    until(lambda: box.evaluate("node => node.starts == 1"))
    press(page, "again")
    until(lambda: box.evaluate("node => node.starts == 2"))
    expect(box).to_have_class("p-8")


@over_ajax
def test_what_went_out_is_hidden_until_another_animation_brings_it_back(site: Site) -> None:
    stage = Stage(classes="p-4")
    stage.button("out", lambda: setattr(stage.box, "animation", "fadeOut faster"))
    stage.button("in", lambda: setattr(stage.box, "animation", "slideInLeft faster"))
    stage.button("text", lambda: setattr(stage.box, "text", "changed"))
    stage.button("none", lambda: setattr(stage.box, "animation", False))
    page = site.show(stage)
    box = page.locator("#box")
    press(page, "out")
    expect(box).to_have_class("p-4 animated fadeOut faster")
    expect(box).to_have_class("p-4 hidden")
    press(page, "text")
    expect(box).to_have_text("changed")
    expect(box).to_be_hidden()
    press(page, "in")
    expect(box).to_have_class("p-4 animated slideInLeft faster")
    expect(box).to_have_class("p-4")
    press(page, "out")
    expect(box).to_have_class("p-4 hidden")
    press(page, "none")
    expect(box).to_have_class("p-4")


@over_ajax
def test_an_animation_shows_what_was_hidden(site: Site) -> None:
    page = site.show(Stage(classes="p-4 hidden", animation="fadeIn faster"))
    expect(page.locator("#box")).to_have_class("p-4")
    expect(page.locator("#box")).to_be_visible()


@pushing
def test_movements_that_are_pushed(site: Site) -> None:
    stage = Stage(classes="p-4", transition=FADE)
    page = site.show(stage)
    box = page.locator("#box")
    expect(box).to_have_class("p-4")
    site.push(stage, stage.hide)
    expect(box).to_have_class("p-4 transition ease-in duration-300 opacity-25")
    expect(box).to_have_class("p-4 hidden")
    site.push(stage, lambda: setattr(stage.box, "classes", "p-4"))
    site.push(stage, lambda: setattr(stage.box, "animation", "tada"))
    expect(box).to_have_class("p-4 animated tada")


@over_ajax
def test_whoever_asked_for_less_motion_gets_the_end_at_once(site: Site) -> None:
    stage = Stage(classes="p-4", transition={**FADE, "leave": "transition duration-1000"})
    stage.button("hide", stage.hide)
    stage.button("out", lambda: setattr(stage.box, "animation", "bounceOut slower"))
    tab = site.tab()
    tab.page.emulate_media(reduced_motion="reduce")
    site.route("/", lambda: stage)
    page = tab.open(site.url)
    box = watched(page)
    press(page, "hide")
    expect(box).to_have_class("p-4 hidden")
    assert not [one for one in worn(box) if "duration-1000" in one]
    press(page, "out")
    expect(box).to_have_class("p-4 hidden", timeout=1500)


@over_ajax
def test_program_hears_of_the_end(site: Site) -> None:
    stage = Stage(classes="p-4")
    stage.button("go", lambda: setattr(stage.box, "animation", "pulse faster"))
    stage.box.on("animationend", lambda _, msg: setattr(stage.seen, "text", "over"))
    page = site.show(stage)
    press(page, "go")
    expect(page.locator("#seen")).to_have_text("over")


@over_ajax
def test_tabs_slide_past_each_other_and_only_one_stays(site: Site) -> None:
    wp = jp.WebPage()
    tabs = {
        name: {"tab": jp.P(text=name, id=name), "order": place} for place, name in enumerate(("one", "two"))
    }
    group = jp.TabGroup(a=wp, tabs=tabs, value="one", style="height: 100px")
    for name in tabs:
        jp.Button(a=wp, text=name, click=lambda self, msg: setattr(group, "value", self.text))
    page = site.show(wp)
    for name, other in (("two", "one"), ("one", "two"), ("two", "one")):
        press(page, name)
        expect(page.locator(f"#{name}")).to_be_visible()
        expect(page.locator(f"#{other}")).to_have_count(0)
    expect(page.locator("#two")).to_have_count(1)
