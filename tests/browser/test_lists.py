"""Lists, tables, drawings: whatever a program does to `components`, the browser shows the same in the same order."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

import tornjust as jp

from .conftest import Site, over_ajax

TEXTS = "() => Array.from(document.querySelectorAll('li'), e => e.textContent)"


class Listing(jp.WebPage):
    """A list of five, and a button that does to it what a test says."""

    def __init__(self, change: Callable[[Any], Any]) -> None:
        super().__init__()
        self.names = jp.Ul(a=self)
        for name in "abcde":
            jp.Li(a=self.names, text=name)
        self.change = change
        jp.Button(a=self, text="change", click=self.clicked)
        self.done = jp.P(a=self, text="0")

    def clicked(self, msg: Any) -> None:
        self.change(self.names.components)
        self.done.text = int(self.done.text) + 1


def clicked(page: Page, times: int = 1) -> None:
    """Click the button, wait for the answer."""
    page.get_by_role("button").click()
    expect(page.locator("p").last).to_have_text(str(times))


def shuffle(items: Any) -> None:
    random.Random(5).shuffle(items)


def swap(items: Any) -> None:
    items[0], items[4] = items[4], items[0]


def replace(items: Any) -> None:
    items[2] = jp.Li(text="new")


def assign_a_slice(items: Any) -> None:
    items[1:-1] = [jp.Li(text="x"), items[-2]]


def rotate(items: Any) -> None:
    items.insert(0, items.pop())


def take_out_and_put_back(items: Any) -> None:
    item = items[1]
    items.remove(item)
    items.append(item)
    items.remove(item)
    items.insert(1, item)


def sort_backwards(items: Any) -> None:
    items.sort(key=lambda item: item.text, reverse=True)


def hide_and_move(items: Any) -> None:
    items[0].show = False
    items.reverse()


def twice(items: Any) -> None:
    items.append(items[0])


def clear(items: Any) -> None:
    items.clear()


def remove_the_last(items: Any) -> None:
    items.pop()


CHANGES: dict[Callable[[Any], Any], Any] = {
    shuffle: None,
    swap: "ebcda",
    replace: ["a", "b", "new", "d", "e"],
    assign_a_slice: "axde",
    rotate: "eabcd",
    take_out_and_put_back: "abcde",
    sort_backwards: "edcba",
    hide_and_move: "edcb",
    twice: "abcdea",
    clear: "",
    remove_the_last: "abcd",
}


def test_the_browser_shows_every_list_as_it_is(site: Site) -> None:
    wp = jp.WebPage()
    lists = {change: jp.Ul(a=wp) for change in CHANGES}
    for names in lists.values():
        for name in "abcde":
            jp.Li(a=names, text=name)

    def change(self: Any, msg: Any) -> None:
        for change, names in lists.items():
            change(names.components)
        done.text = int(done.text) + 1

    jp.Button(a=wp, text="change", click=change)
    done = jp.P(a=wp, text="0")
    page = site.show(wp)
    for times in (1, 2):
        clicked(page, times)
        for number, (what, names) in enumerate(lists.items()):
            expected = [item.text for item in names.components if item.show]
            shown = page.locator("ul").nth(number).locator("li").all_text_contents()
            assert shown == expected, (what.__name__, times)
            if times == 1 and CHANGES[what] is not None:
                assert expected == list(CHANGES[what])


@over_ajax
def test_a_long_random_history_ends_in_the_same_text(site: Site) -> None:
    dice = random.Random(11)

    def change(items: Any) -> None:
        for _ in range(dice.randint(1, 4)):
            kind = dice.randrange(6)
            at = dice.randrange(len(items) + 1)
            if kind == 0 or len(items) < 3:
                items.insert(at, jp.Li(text=f"n{dice.randrange(1000)}"))
            elif kind == 1:
                items.pop(dice.randrange(len(items)))
            elif kind == 2:
                items.insert(at, items.pop(dice.randrange(len(items))))
            elif kind == 3:
                dice.shuffle(items)
            elif kind == 4:
                items[dice.randrange(len(items))].text = f"t{dice.randrange(1000)}"
            else:
                item = items[dice.randrange(len(items))]
                item.show = not item.show

    listing = Listing(change)
    page = site.show(listing)
    for times in range(1, 26):
        clicked(page, times)
        assert page.evaluate(TEXTS) == [item.text for item in listing.names.components if item.show], times


@over_ajax
def test_elements_that_stay_are_the_same_elements(site: Site) -> None:
    listing = Listing(rotate)
    page = site.show(listing)
    page.evaluate("document.querySelectorAll('li').forEach(e => { e.mine = e.textContent })")
    clicked(page)
    assert page.evaluate("Array.from(document.querySelectorAll('li'), e => e.mine).join('')") == "eabcd"


@over_ajax
def test_a_component_under_two_parents_shows_the_same_in_both(site: Site) -> None:
    wp = jp.WebPage()
    both = jp.Span(text="old")
    first, second = jp.Div(a=wp), jp.Div(a=wp)
    first.add(both)
    second.add(both)

    def leave(self: Any, msg: Any) -> None:
        first.remove(both)
        both.text = "alone"

    jp.Button(a=wp, text="change", click=lambda self, msg: setattr(both, "text", "new"))
    jp.Button(a=wp, text="leave", click=leave)
    page = site.show(wp)
    page.get_by_text("change").click()
    expect(page.locator("span")).to_have_text(["new", "new"])
    page.get_by_text("leave").click()
    expect(page.locator("span")).to_have_text(["alone"])


def test_show_takes_an_element_away_and_brings_it_back_where_it_was(site: Site) -> None:
    def toggle(items: Any) -> None:
        items[2].show = not items[2].show
        items[2].text = "c!"

    listing = Listing(toggle)
    page = site.show(listing)
    clicked(page)
    assert page.evaluate(TEXTS) == list("abde")
    clicked(page, 2)
    assert page.evaluate(TEXTS) == ["a", "b", "c!", "d", "e"]
    clicked(page, 3)
    assert page.evaluate(TEXTS) == list("abde")


@over_ajax
def test_what_was_hidden_at_first_listens_when_it_is_shown(site: Site) -> None:
    wp = jp.WebPage()
    box = jp.Div(a=wp, show=False)
    jp.Button(a=box, text="inner", click=lambda self, msg: setattr(self, "text", "clicked"))
    jp.Button(a=wp, text="show", click=lambda self, msg: setattr(box, "show", not box.show))
    page = site.show(wp)
    expect(page.get_by_role("button")).to_have_text(["show"])
    page.get_by_text("show").click()
    page.get_by_text("inner").click()
    expect(page.get_by_role("button")).to_have_text(["clicked", "show"])


@over_ajax
def test_rows_that_a_patch_brings_stand_in_their_table(site: Site) -> None:
    wp = jp.WebPage()
    table = jp.Table(a=wp)
    head = jp.Tr(a=jp.Thead(a=table))
    jp.Th(a=head, text="name")
    body = jp.Tbody(a=table)

    def add(self: Any, msg: Any) -> None:
        row = jp.Tr()
        jp.Td(a=row, text=f"row {len(body)}")
        jp.Td(a=row, text="cell")
        body.add_component(row, 0)

    jp.Button(a=wp, text="add", click=add)
    page = site.show(wp)
    for count in (1, 2, 3):
        page.get_by_role("button").click()
        expect(page.locator("tbody tr")).to_have_count(count)
    assert page.locator("table").evaluate("e => e.rows.length") == 4
    assert page.locator("tbody").evaluate("e => Array.from(e.rows, r => r.cells.length)") == [2, 2, 2]
    expect(page.locator("tbody td:first-child")).to_have_text(["row 2", "row 1", "row 0"])


@over_ajax
def test_many_that_come_at_once_stand_where_they_belong(site: Site) -> None:
    """Rows in a <tbody> of the parser's, options that are chosen, drawings, texts between, and one that is focused."""
    wp = jp.WebPage()
    table = jp.Table(a=wp, id="table")
    for text in ("first", "last"):
        jp.Td(a=jp.Tr(a=table), text=text)
    select = jp.Select(a=wp, value="2", id="select")
    jp.Option(a=select, value="0", text="0")
    drawing = jp.Svg(a=wp, id="drawing")
    jp.Circle(a=drawing, r="1")
    words = jp.P(a=wp, id="words", text="to begin ")
    jp.B(a=words, text="0", text_after=" with ")

    def add(self: Any, msg: Any) -> None:
        for number in (1, 2, 3):
            row = jp.Tr()
            jp.Td(a=row, text=f"row {number}")
            table.components.insert(-1, row)
        for number in (1, 2):
            jp.Option(a=select, value=str(number), text=str(number))
            jp.Circle(a=drawing, r=str(number))
            jp.B(a=words, text=str(number), text_after=f" after {number} ")
            jp.Input(a=wp, id=f"field{number}", set_focus=number == 1)

    jp.Button(a=wp, text="add", click=add)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.locator("#table tr")).to_have_text(["first", "row 1", "row 2", "row 3", "last"])
    assert page.locator("#table").evaluate("e => e.tBodies.length") == 1
    expect(page.locator("#select")).to_have_value("2")
    assert page.locator("#drawing circle").evaluate_all("all => all.map(one => one.r.baseVal.value)") == [
        1,
        1,
        2,
    ]
    expect(page.locator("#words")).to_have_text("to begin 0 with 1 after 1 2 after 2")
    expect(page.locator("#field1")).to_be_focused()


@over_ajax
def test_rows_that_stand_directly_in_a_table_can_be_sorted_and_removed(site: Site) -> None:
    # The parser puts a <tbody> around them, which is no component.
    wp = jp.WebPage()
    table = jp.Table(a=wp)
    for name in "bca":
        jp.Td(a=jp.Tr(a=table), text=name)
    cells = [row.components[0] for row in table.components]

    def sort(self: Any, msg: Any) -> None:
        table.components.sort(key=lambda row: row.components[0].text)

    def add(self: Any, msg: Any) -> None:
        row = jp.Tr()
        jp.Td(a=row, text="new")
        table.add_component(row, 1)

    jp.Button(a=wp, text="sort", click=sort)
    jp.Button(a=wp, text="add", click=add)
    jp.Button(a=wp, text="remove", click=lambda self, msg: table.remove(table.components[0]))
    page = site.show(wp)
    page.get_by_text("sort").click()
    expect(page.locator("td")).to_have_text(["a", "b", "c"])
    page.get_by_text("add").click()
    expect(page.locator("td")).to_have_text(["a", "new", "b", "c"])
    page.get_by_text("remove").click()
    expect(page.locator("td")).to_have_text(["new", "b", "c"])
    assert len(cells) == 3


@over_ajax
def test_nesting_that_html_does_not_allow_still_follows_the_tree(site: Site) -> None:
    # JustPy's front end made elements one by one, so programs got away with a <div> in a <p>.
    wp = jp.WebPage()
    paragraph = jp.P(a=wp, text="intro")
    jp.Div(a=paragraph, text="one")
    jp.Div(a=paragraph, text="two")

    def change(self: Any, msg: Any) -> None:
        paragraph.components[1].text = "two!"
        paragraph.add_component(jp.Div(text="three"))
        paragraph.remove(paragraph.components[0])

    jp.Button(a=wp, text="change", click=change)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.locator("[data-tornjust-root] div")).to_have_text(["two!", "three"])


@over_ajax
def test_svg_that_a_patch_brings_is_drawn(site: Site) -> None:
    wp = jp.WebPage()
    svg = jp.Svg(a=wp, viewBox="0 0 100 100", width=100, height=100)
    jp.Circle(a=svg, cx=50, cy=50, r=10)

    def draw(self: Any, msg: Any) -> None:
        group = jp.G(fill="red")
        jp.Rect(a=group, x=0, y=0, width=20, height=20)
        jp.Text(a=group, x=5, y=50, text="label <1>")
        svg.add_component(group, 0)
        box = jp.ForeignObject(a=svg, x=0, y=60, width=100, height=40)
        jp.Div(a=box, text="html inside")

    jp.Button(a=wp, text="draw", click=draw)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.locator("svg text")).to_have_text("label <1>")
    spaces = page.evaluate(
        "() => Object.fromEntries(Array.from(document.querySelectorAll('svg *'), e => [e.nodeName, e.namespaceURI]))"
    )
    svg_space = "http://www.w3.org/2000/svg"
    assert spaces.pop("DIV") == "http://www.w3.org/1999/xhtml"
    assert spaces == dict.fromkeys(["circle", "g", "rect", "text", "foreignObject"], svg_space)
    assert page.locator("svg rect").bounding_box() is not None
    assert page.evaluate("document.querySelector('svg').firstElementChild.nodeName") == "g"


@over_ajax
def test_a_chart_moves_by_its_attributes(site: Site) -> None:
    wp = jp.WebPage()
    svg = jp.Svg(a=wp, viewBox="0 0 100 100", width=100, height=100)
    line = jp.Path(a=svg, d="M0 0 L10 10", fill="none", stroke="blue", stroke_width=1)

    def move(self: Any, msg: Any) -> None:
        line.d = "M0 0 L100 50"
        line.stroke_width = 3
        line.stroke = None
        svg.viewBox = "0 0 200 200"

    jp.Button(a=wp, text="move", click=move)
    page = site.show(wp)
    page.evaluate("window.line = document.querySelector('path')")
    page.get_by_role("button").click()
    expect(page.locator("path")).to_have_attribute("d", "M0 0 L100 50")
    path = page.locator("path")
    assert path.evaluate("e => [e === window.line, e.getAttribute('stroke-width'), e.getAttribute('stroke')]") == [
        True, "3", None,
    ]  # fmt: skip
    assert page.evaluate("document.querySelector('svg').viewBox.baseVal.width") == 200
    assert round(path.evaluate("e => e.getTotalLength()")) == 112


@over_ajax
def test_utility_classes_that_come_with_a_patch_are_styled(site: Site) -> None:
    wp = jp.WebPage()

    def change(self: Any, msg: Any) -> None:
        self.classes = "bg-red-500 p-4 md:p-8 hover:bg-red-700"
        jp.P(a=wp, text="new", classes="text-green-700 text-4xl")

    jp.Button(a=wp, text="change", classes="p-1", click=change)
    page = site.show(wp)
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_css("font-size", "36px")
    expect(page.locator("p")).to_have_css("color", "rgb(4, 120, 87)")
    page.mouse.move(500, 500)
    expect(page.get_by_role("button")).to_have_css("background-color", "rgb(239, 68, 68)")
    expect(page.get_by_role("button")).to_have_css("padding", "32px")
    page.get_by_role("button").hover()
    expect(page.get_by_role("button")).to_have_css("background-color", "rgb(185, 28, 28)")


@over_ajax
def test_in_a_page_of_a_thousand_rows_a_click_costs_as_little_as_in_a_small_one(site: Site) -> None:
    wp = jp.WebPage()
    table = jp.Tbody(a=jp.Table(a=wp))
    for number in range(1000):
        row = jp.Tr(a=table)
        jp.Td(a=row, text=f"row {number}")
        jp.Td(a=row, text="0", click=lambda self, msg: setattr(self, "text", int(self.text) + 1))
    page = site.show(wp)
    cell = page.locator("tr:nth-child(777) td").nth(1)
    for times in (1, 2):
        with page.expect_response("**/event/*") as answer:
            cell.click()
        assert len(answer.value.body()) < 200
        expect(cell).to_have_text(str(times))


class Notes(jp.Div):
    """Made anew at each look, as programs of JustPy do it."""

    def react(self, data: Any) -> None:
        self.delete_components()
        for name in data["names"]:
            row = jp.Details(a=self)
            jp.Summary(a=row, text=name)
            jp.Button(
                a=jp.P(a=row, style="height: 50px; overflow: auto"), text=f"more {name}", click=self.more
            )

    def more(self, msg: Any) -> None:
        msg.page.data["names"].append("new")


def test_what_is_made_anew_stays_open_and_can_be_clicked_in_every_tab(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False, data={"names": ["a", "b"]})
    Notes(a=wp)
    page = site.show(wp)
    other = site.open()
    for one in (page, other):
        one.get_by_text("b", exact=True).click()
    press = page.get_by_text("more b").bounding_box()
    assert press is not None
    page.mouse.move(press["x"] + 5, press["y"] + 5)
    page.mouse.down()
    other.get_by_text("more b").click()
    expect(other.locator("details")).to_have_count(3)
    page.wait_for_timeout(300)  # polls, or a push, make everything anew while the button is down
    page.mouse.up()
    expect(page.locator("details")).to_have_count(4)
    assert page.locator("details").evaluate_all("all => all.map(one => one.open)") == [
        False,
        True,
        False,
        False,
    ]


def test_a_text_that_changes_keeps_its_node(site: Site) -> None:
    """What is not made anew is not styled and laid out anew, and what listens to the node goes on."""
    wp = jp.WebPage()
    line = jp.P(text="one", a=wp)
    texts = iter(["two", "", "three", "<b>four</b>"])
    jp.Button(a=wp, text="change", click=lambda self, msg: setattr(line, "text", next(texts)))
    page = site.show(wp)
    shown = page.locator("p")
    page.evaluate("() => { window.kept = document.querySelector('p').firstChild; }")
    for text in ("two", "", "three", "<b>four</b>"):
        page.get_by_role("button").click()
        expect(shown).to_have_text(text)
        same = page.evaluate("() => document.querySelector('p').firstChild === window.kept")
        assert same == (text == "two"), text
        if text == "three":
            # A script of the page, or the browser, may have split it.
            page.evaluate("() => document.querySelector('p').firstChild.splitText(2)")
    assert page.evaluate("() => document.querySelector('p').childNodes.length") == 1


def test_a_list_with_emoji_that_is_made_anew_is_read_a_few_times_only(site: Site) -> None:
    """Brython looks at each letter of a text with emoji whenever something is added to it: 2,000 rows took 10 s."""
    looks = {}
    for number in (100, 400):

        def renew(items: Any, number: int = number) -> None:
            items[:] = [jp.Li(text=f"{index} \N{WASTEBASKET}\N{WRAPPED PRESENT}") for index in range(number)]
            items.reverse()

        jp.Route(f"/{number}", lambda renew=renew: Listing(renew))
        tab = site.tab()
        tab.page.add_init_script(
            "const look = String.prototype.codePointAt; window.looks = 0;"
            "String.prototype.codePointAt = function (at) { window.looks++; return look.call(this, at); };"
        )
        page = tab.open(f"{site.url}/{number}")
        before = page.evaluate("looks")
        clicked(page)
        expect(page.locator("li")).to_have_count(number)
        looks[number] = page.evaluate("looks") - before
    assert 0 < looks[400] < 8 * looks[100], looks


def test_many_that_show_again_are_not_searched_for_one_by_one(site: Site) -> None:
    """A search for what is not there goes through the whole page: every second of 2,000 rows took two seconds."""

    def toggle(items: Any) -> None:
        for item in items[::2]:
            item.show = not item.show

    wp = Listing(toggle)
    wp.names.components[:] = [jp.Li(text=str(number)) for number in range(200)]
    jp.Route("/", lambda: wp)
    tab = site.tab()
    tab.page.add_init_script(
        "const find = Document.prototype.querySelector; window.searches = 0;"
        "Document.prototype.querySelector = function (how) { window.searches++; return find.call(this, how); };"
    )
    page = tab.open(f"{site.url}/")
    clicked(page)
    expect(page.locator("li")).to_have_count(100)
    before = page.evaluate("searches")
    clicked(page, 2)
    expect(page.locator("li")).to_have_count(200)
    assert page.evaluate(TEXTS) == [str(number) for number in range(200)]
    assert page.evaluate("searches") - before < 40
