"""Who looks at a page, and when: shared patches, several pages, effects, `react` and models."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

import tornjust as jp
from tornjust import changes, effects, wire


class Tab:
    """A browser's place: `ops()` is what it is told since the last time."""

    def __init__(self, page: jp.WebPage) -> None:
        self.page = page
        self.html = changes.whole(page)
        self.revision = page._seen

    def ops(self) -> list[Any]:
        text = changes.patch(self.page, self.revision)
        if text is None:
            return []
        *_, self.revision, ops = json.loads(text + "]")
        return list(ops)


# -- many tabs


def test_tabs_at_the_same_revision_share_one_encoded_patch():
    page = jp.WebPage()
    box = jp.Div(a=page)
    one, two = Tab(page), Tab(page)
    box.text = "new"
    assert changes.patch(page, one.revision) is changes.patch(page, two.revision)


def test_a_visitor_gets_the_same_html_as_the_one_before():
    page = jp.WebPage()
    box = jp.Div(a=page, text="x")
    first = changes.whole(page)
    kept = changes.whole(page)
    assert kept == first
    assert changes.whole(page) is kept
    box.text = "y"
    assert ">y<" in changes.whole(page)


def test_a_tab_that_was_away_gets_all_at_once():
    page = jp.WebPage()
    box, other = jp.Div(a=page), jp.Div(a=page)
    here, away = Tab(page), Tab(page)
    for number in range(5):
        box.text = f"step {number}"
        assert len(here.ops()) == 1
    other.title = "t"
    assert away.ops() == [["attr", other._key, "title", "t"], ["text", box._key, "step 4"]]


def test_a_tab_that_was_away_for_very_many_departures_gets_the_order():
    page = jp.WebPage()
    kept = jp.Div(a=page)
    tab = Tab(page)
    for _ in range(600):
        jp.Div(a=page)
        changes.patch(page, page._seen)
        page.components.pop()
    assert ["order", page._key, [kept._key], {}] in tab.ops()


def test_a_component_on_two_pages_changes_on_both():
    shared = jp.Div(text="old")
    one, two = jp.WebPage(), jp.WebPage()
    one.add(jp.Div(children=[shared]))
    two.add(shared)
    tabs = [Tab(one), Tab(two)]
    shared.text = "new"
    assert [tab.ops() for tab in tabs] == [[["text", shared._key, "new"]]] * 2
    one.components.clear()
    shared.text = "newer"
    assert tabs[1].ops() == [["text", shared._key, "newer"]]


def test_a_page_that_goes_leaves_shared_components_whole():
    one, two = jp.WebPage(), jp.WebPage()
    shared = jp.Div(children=[jp.Span(text="shared")])
    own = jp.Div(a=one, children=[jp.Span(text="own")])
    one.add(shared)
    two.add(shared)
    asyncio.run(one.on_disconnect())
    assert "shared" in changes.whole(two)
    assert len(one) == len(own) == 0


def test_a_component_that_is_on_no_page_any_more_changes_nothing():
    page = jp.WebPage()
    box = jp.Div(a=page)
    tab = Tab(page)
    page.remove(box)
    tab.ops()
    box.text = "unseen"
    assert tab.ops() == []


def test_pages_do_not_hear_of_each_other():
    one, two = jp.WebPage(), jp.WebPage()
    box = jp.Div(a=one)
    jp.Div(a=two)
    tab = Tab(two)
    Tab(one)
    box.text = "new"
    assert tab.ops() == []


# -- the page itself


def test_what_the_page_says_of_itself():
    page = jp.WebPage(title="before")
    tab = Tab(page)
    page.title, page.body_classes, page.reload_interval, page.dark = "after", "bg-white", 1.5, True
    assert {tuple(op[1:]) for op in tab.ops() if op[0] == "page"} == {
        ("title", "after"),
        ("body_classes", "bg-white"),
        ("reload_interval", 1.5),
        ("dark", "dark"),
    }


def test_a_reload_interval_in_text_is_a_number_for_browsers():
    page = jp.WebPage()
    tab = Tab(page)
    page.reload_interval = "2.5"
    assert tab.ops() == [["page", "reload_interval", 2.5]]
    page.reload_interval = "often"
    with pytest.raises(jp.PageError, match="has to be a number of seconds"):
        tab.ops()


def test_utility_classes_of_the_body_are_in_the_first_sheet():
    page = jp.WebPage(body_classes="bg-red-500", body_html='<nav class="p-7"></nav>')
    jp.Div(a=page)
    Tab(page)
    assert set(page._styles) == {"bg-red-500", "p-7"}


def test_classes_in_raw_html_around_the_page_are_found_at_each_load():
    page = jp.WebPage(head_html="<script>box.className = `m-1`</script>")
    jp.Div(a=page)
    Tab(page)
    Tab(page)
    page.body_html = "<p class='p-7'>new</p>"
    Tab(page)
    assert set(page._styles) == {"m-1", "p-7"}
    page.head_html, page.safelist = "", ["italic", "no-such p-8"]
    Tab(page)
    assert set(page._styles) == {"m-1", "p-7", "italic", "p-8"}


def test_classes_in_a_script_that_the_program_sends_come_before_it():
    page = jp.WebPage()
    jp.Div(a=page)
    tab = Tab(page)
    page._effect("run", {"code": "document.body.classList.add('m-1', \"underline\")"})
    kinds = [op[0] for op in tab.ops()]
    assert kinds == ["style", "style", "do"]


@pytest.mark.parametrize(
    "classes", ["m-1 underline", ["m-1", "underline"], ("m-1 underline",), {"m-1", "underline"}]
)
def test_a_safelist_that_changes_brings_its_rules(classes):
    page = jp.WebPage()
    jp.Div(a=page)
    tab = Tab(page)
    page.safelist = classes
    assert sorted(op[2] for op in tab.ops()) == [
        ".m-1{margin:0.25rem}",
        ".underline{text-decoration:underline}",
    ]


def test_without_tailwind_there_are_no_rules():
    page = jp.WebPage(tailwind=False, safelist="m-1", body_html="<p class=m-2>")
    jp.Div(a=page, classes="m-3")
    Tab(page)
    assert not page._styles


@pytest.mark.parametrize(
    ("value", "name"),
    [(True, "dark"), (False, ""), ("auto", "dark-auto"), (" Auto ", "dark-auto"), (None, ""), (1, "dark")],
)
def test_dark_is_a_class_of_the_document(value, name):
    assert jp.WebPage(dark=value)._dark_class() == name


def test_utility_classes_of_the_body_come_with_their_rules():
    page = jp.WebPage()
    jp.Div(a=page)
    tab = Tab(page)
    page.body_classes = "bg-red-500"
    assert [op for op in tab.ops() if op[0] == "style" and op[2].startswith(".bg-red-500")]


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_every_patch_is_json_that_browsers_read(number):
    page = jp.WebPage()
    box = jp.Div(a=page)
    tab = Tab(page)
    page.reload_interval = box.text = box.title = number
    text = changes.patch(page, tab.revision)
    assert text is not None
    json.loads(text + "]", parse_constant=pytest.fail)


def test_an_event_of_the_page():
    page = jp.WebPage()
    jp.Div(a=page)
    tab = Tab(page)
    page.on("keydown", lambda self, msg: None)
    assert tab.ops() == [["listen", ["keydown"]], ["attr", page._key, wire.LISTENS, "keydown"]]


# -- effects


def test_each_effect_is_told_once():
    page = jp.WebPage()
    tab = Tab(page)
    page.redirect = "/next"
    page.open = "/other"
    assert tab.ops() == [["do", 1, "redirect", "/next"], ["do", 2, "open", "/other"]]
    assert tab.ops() == []


def test_the_same_redirect_again_is_another_effect():
    page = jp.WebPage()
    tab = Tab(page)
    page.redirect = "/next"
    tab.ops()
    page.redirect = "/next"
    assert tab.ops() == [["do", 2, "redirect", "/next"]]


def test_a_tab_that_comes_later_does_not_do_it():
    page = jp.WebPage()
    jp.Div(a=page)
    Tab(page)
    page.open = "/other"
    late = Tab(page)
    assert late.ops() == []
    assert page._last_effect == 1


def test_effects_are_forgotten_after_a_hundred():
    page = jp.WebPage()
    tab = Tab(page)
    for number in range(250):
        page._effect(wire.OPEN, str(number))
    ops = tab.ops()
    assert len(ops) == effects.MAX_EFFECTS
    assert ops[-1] == ["do", 250, "open", "249"]


# -- react and models


def test_react_runs_before_each_look():
    class Clock(jp.Div):
        ticks = 0

        def react(self, data: Any) -> None:
            self.ticks += 1
            self.text = f"tick {self.ticks}"

    page = jp.WebPage()
    clock = Clock(a=page)
    tab = Tab(page)
    assert "tick 1" in tab.html
    assert tab.ops() == [["text", clock._key, "tick 2"]]


def test_react_gets_the_data_of_the_parent():
    class Total(jp.Div):
        def react(self, data: Any) -> None:
            self.text = f"{data['n']} in all"

    page = jp.WebPage(data={"n": 1})
    on_page = Total(a=page)
    below = Total(a=jp.Div(a=page, data={"n": 10}))
    tab = Tab(page)
    page.data["n"] = 2
    assert tab.ops() == [["text", on_page._key, "2 in all"]]
    assert below.text == "10 in all"


def test_react_of_the_page():
    class Board(jp.WebPage):
        def react(self) -> None:
            self.title = f"{len(self)} items"

    page = Board()
    tab = Tab(page)
    jp.Div(a=page)
    assert ["page", "title", "1 items"] in tab.ops()


def test_only_components_on_the_page_react():
    seen = []

    class Watcher(jp.Div):
        def react(self, data: Any) -> None:
            seen.append(self)

    page = jp.WebPage()
    stays, goes = Watcher(a=page), Watcher(a=page)
    tab = Tab(page)
    page.remove(goes)
    seen.clear()
    tab.ops()
    tab.ops()
    assert set(seen) == {stays}


def test_a_component_that_is_not_shown_reacts_and_may_show_itself():
    class Warning_(jp.Div):
        show = False

        def react(self, data: Any) -> None:
            self.show = data.get("hot", False)

    page = jp.WebPage()
    Warning_(a=page, text="hot!")
    tab = Tab(page)
    assert "hot!" not in tab.html
    page.data["hot"] = True
    assert [op[0] for op in tab.ops()] == ["put"]


def test_a_model_is_looked_at_before_each_look():
    page = jp.WebPage(data={"name": "Ada"})
    label = jp.Div(a=page, model=[page, "name"])
    field = jp.Input(a=page, model=[page, "name"])
    tab = Tab(page)
    assert ">Ada<" in tab.html
    assert 'value="Ada"' in tab.html
    page.data["name"] = "Bob"
    assert sorted(tab.ops()) == [["prop", field._key, "value", "Bob"], ["text", label._key, "Bob"]]
    assert tab.ops() == []


def test_a_model_that_is_given_later():
    page = jp.WebPage(data={"name": "Ada"})
    label = jp.Div(a=page, text="none")
    tab = Tab(page)
    label.model = [page, "name"]
    assert tab.ops() == [["text", label._key, "Ada"]]


@pytest.mark.parametrize("by", ["model", "react"])
def test_a_model_or_react_in_the_first_look_loses_no_later_change(by):
    class Eager(jp.Div):
        def react(self, data: Any) -> None:
            self.text = data["n"]

    page = jp.WebPage(data={"n": "1"})
    if by == "model":
        jp.Div(a=page, model=[page, "n"])
    else:
        Eager(a=page)
    other = jp.Div(a=page)
    tab = Tab(page)
    other.text = "x"
    assert tab.ops() == [["text", other._key, "x"]]
    jp.Div(a=page, children=[Eager()], data={"n": "2"})
    tab.ops()
    other.text = "y"
    assert ["text", other._key, "y"] in tab.ops()


class Greeting(jp.Div):
    """Brings itself up to date."""

    def react(self, data: Any) -> None:
        self.text = f"Hello {data.get('name')}"


MAKERS = [lambda page: Greeting(), lambda page: jp.Div(model=[page, "name"])]


@pytest.mark.parametrize("make", MAKERS, ids=["react", "model"])
def test_what_joins_a_live_page_is_up_to_date(make):
    page = jp.WebPage(data={"name": "Ada"})
    tab = Tab(page)
    page.add(make(page))
    assert "Ada" in str(tab.ops())


@pytest.mark.parametrize("make", MAKERS, ids=["react", "model"])
def test_so_is_what_was_away_for_a_while(make):
    page = jp.WebPage(data={"name": "Ada"})
    box = make(page)
    page.add(box)
    tab = Tab(page)
    page.remove(box)
    tab.ops()
    page.data["name"] = "Bob"
    tab.ops()
    page.add(box)
    assert "Bob" in str(tab.ops())


@pytest.mark.parametrize("make", MAKERS, ids=["react", "model"])
def test_so_is_what_another_page_shows_already(make):
    one = jp.WebPage(data={"name": "Ada"})
    box = make(one)
    one.add(box)
    Tab(one)
    two = jp.WebPage(data=one.data)
    one.data["name"] = "Bob"
    two.add(box)
    assert "Bob" in Tab(two).html


def test_what_react_changes_elsewhere_arrives_too():
    class Counter(jp.Div):
        def react(self, data: Any) -> None:
            head.text = f"{len(page)} children"

    page = jp.WebPage()
    head = jp.Div(a=page)
    Counter(a=page)
    tab = Tab(page)
    tab.ops()
    jp.Div(a=page)
    ops = [*tab.ops(), *tab.ops()]
    assert ["text", head._key, "3 children"] in ops


def test_below_a_prefix_a_redirect_leads_below_it_too():
    page = jp.WebPage()
    tab = Tab(page)
    page.__dict__["_places"] = ("/app/static", "/app/icon.svg", "/app")
    page.redirect = "/next"
    page.open = "https://example.org/"
    page.display_url = "?step=1"
    page.favicon = "star.png"
    assert [op[-1] for op in tab.ops()] == [
        "/app/static/star.png",
        "/app/next",
        "https://example.org/",
        "?step=1",
    ]
