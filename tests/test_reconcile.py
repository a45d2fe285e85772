"""Children that a program makes anew keep the elements of those that looked the same, and only those."""

from __future__ import annotations

import json
import random
from typing import Any

import histories
import pytest

import tornjust as jp
from tornjust import changes
from tornjust.listener import known_id


class Rows(jp.Ul):
    """A list that is made anew at each look, as programs of JustPy do it."""

    def react(self, data: Any) -> None:
        self.delete_components()
        for name in data["names"]:
            row = jp.Li(a=self, classes="p-1")
            jp.Span(a=row, text=name)
            jp.Button(a=row, text="x", click=self.remove, item=name)

    def remove(self, msg: Any) -> None:
        msg.page.data["names"].remove(msg.target.item)


def rows(*names: str) -> tuple[jp.WebPage, Rows]:
    page = jp.WebPage(delete_flag=False, data={"names": list(names)})
    shown = Rows(a=page)
    changes.whole(page)
    return page, shown


def news(page: jp.WebPage) -> list[Any]:
    """The operations since the last look."""
    text = changes.patch(page, page._seen)
    return json.loads(text + "]")[3] if text else []


def keys(shown: jp.Div) -> list[int]:
    return [child._key for child in shown.components]


def test_what_is_made_anew_and_looks_the_same_keeps_its_elements() -> None:
    page, shown = rows("a", "b", "c")
    before, first = keys(shown), shown.components[0]
    assert news(page) == []
    assert keys(shown) == before
    assert shown.components[0] is not first
    # The new ones answer from here on, under the names that the browser knows.
    buttons = [row.components[1] for row in shown.components]
    assert [page._listeners[button._key] for button in buttons] == buttons


def test_only_what_differs_travels() -> None:
    page, shown = rows("a", "b", "c")
    a, b, c = keys(shown)
    page.data["names"][1] = "new"
    # The text and the button of that row; nobody listens to the row itself, which stays.
    assert [op[:2] for op in news(page)] == [["cut", b], ["cut", b], ["puts", b]]
    assert keys(shown) == [a, b, c]
    page.data["names"].reverse()
    assert [op[0] for op in news(page)] == ["order"]
    assert keys(shown)[::2] == [c, a]
    page.data["names"].pop()
    assert news(page) == [["cut", shown._key, a]]
    assert keys(shown)[0] == c


@pytest.mark.parametrize(("columns", "anew"), [(1, False), (3, True)])
def test_a_table_that_is_filled_with_other_data_comes_anew(columns: int, anew: bool) -> None:
    """Cell by cell it would be compared for longer than it is written, and travel in more pieces."""
    page = jp.WebPage()
    body = jp.Tbody(a=jp.Table(a=page))

    def fill(time: int) -> None:
        body.delete_components()
        for number in range(100):
            row = jp.Tr(a=body)
            for column in range(4):
                jp.Td(a=row, text=f"{number} {column} {time if column < columns else 0}")

    fill(1)
    changes.whole(page)
    fill(2)
    assert {op[1] == body._key for op in news(page)} == {anew}


def test_one_row_more_at_either_end_leaves_the_others() -> None:
    page = jp.WebPage()
    body = jp.Tbody(a=jp.Table(a=page))

    def fill(numbers: range) -> None:
        body.delete_components()
        for number in numbers:
            jp.Td(a=jp.Tr(a=body), text=str(number))

    fill(range(1, 101))
    changes.whole(page)
    fill(range(101))
    assert [op[:3] for op in news(page)] == [["put", body._key, 0]]
    fill(range(102))
    assert [op[:3] for op in news(page)] == [["put", body._key, body.components[-2]._key]]
    fill(range(1, 101))
    assert [op[:2] for op in news(page)] == [["cut", body._key]] * 2


def test_a_number_that_nobody_has_read_stays_with_the_element() -> None:
    page, shown = rows("a")
    before = shown.components[0].components[1]
    html = changes.whole(page)
    assert news(page) == []
    button = shown.components[0].components[1]
    assert button is not before
    assert f' id="{button.id}"' in html
    # It may come back, beside the one that has its number by now.
    assert before.id != button.id


def named(box: Any, text: str = "Name", first: bool = True, **field: Any) -> tuple[Any, Any]:
    """A field and its label, in a box."""
    made = jp.Input(placeholder="here", **field)
    label = jp.Label(text=text, for_component=made)
    box.add(*((label, made) if first else (made, label)))
    return label, made


@pytest.mark.parametrize("first", [True, False])
def test_a_label_and_its_field_stay(first: bool) -> None:
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    for text in ("Name", "Town"):
        named(box, text, first)
    html = changes.whole(page)
    for _ in range(2):
        box.delete_components()
        for text in ("Name", "Town"):
            label, field = named(box, text, first)
        assert news(page) == []
        assert changes.whole(page) == html
    assert getattr(label, "for") == field.id
    # Also what the program keeps of them is right, if it comes back.
    box.delete_components()
    named(box, "Town", first)
    page.add(label, field)
    news(page)
    assert getattr(label, "for") == field.id


def test_a_label_whose_field_is_another_one_says_so() -> None:
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    named(box)
    changes.whole(page)
    box.delete_components()
    label, field = named(box, value="another")
    kinds = news(page)
    assert [op[0] for op in kinds] == ["cut", "put", "attr"]
    assert kinds[2] == ["attr", label._key, "for", str(known_id(field))]
    # The number that the program has read stays with the field that has gone.
    known = field.id
    box.delete_components()
    label, field = named(box, value="another")
    told = news(page)
    number = str(known_id(field))
    assert sorted(told) == [["attr", label._key, "for", number], ["attr", field._key, "id", number]]
    assert known != field.id


def test_a_label_elsewhere_does_not_name_the_field_that_took_over() -> None:
    page = jp.WebPage(delete_flag=False)
    aside = jp.Div(a=page)
    box = jp.Div(a=page)
    field = jp.Input(a=box)
    label = jp.Label(a=aside, text="Name", for_component=field)
    changes.whole(page)
    box.delete_components()
    other = jp.Input(a=box)
    told = news(page)
    assert told == [["attr", label._key, "for", str(field.id)]]
    label.for_component = other
    told = news(page)
    assert told == [["attr", label._key, "for", str(known_id(other))]]
    # Unless the program says so.
    box.delete_components()
    label.for_component = jp.Input(a=box)
    assert [op for op in news(page) if op != told[0]] == []
    label.for_component = None
    assert news(page) == [["attr", label._key, "for", None]]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_made_anew_each_label_names_its_field(seed: int) -> None:
    dice = random.Random(seed)
    page = jp.WebPage(delete_flag=False)
    boxes = [jp.Div(a=page), jp.Div(a=page)]
    fields: list[Any] = []
    labels: list[Any] = []

    def build(box: jp.Div) -> None:
        box.delete_components()
        for _ in range(dice.randint(1, 3)):
            row = dice.choice([box, jp.Div(a=box)])
            fields.append(jp.Input(placeholder=dice.choice("ab"), value=dice.choice(["", "x"])))
            named = dice.choice([*fields, *fields[-1:] * 4])
            labels.append(jp.Label(text=dice.choice("LM"), for_component=named))
            row.add(*dice.sample([fields[-1], labels[-1]], 2))

    for box in boxes:
        build(box)
    tab = histories.Tab(page, dice)
    for _ in range(8):
        what = dice.choice("build build build read point move".split())
        if what == "build":
            build(dice.choice(boxes))
        elif what == "read":
            assert dice.choice(fields).id
        elif what == "point":
            dice.choice(labels).for_component = dice.choice([*fields, None])
        else:
            dice.choice(boxes).add(dice.choice(fields))
        if dice.random() < 0.7:
            tab.catch_up()
            assert tab.shows() == histories.fresh(page)
            for label in labels:
                field = label.for_component
                assert getattr(label, "for") == (known_id(field) if field is not None else None)


@pytest.mark.parametrize("nested", [False, True])
def test_what_stood_twice_goes_twice(nested: bool) -> None:
    page = jp.WebPage(delete_flag=False)
    outer = jp.Div(a=page)

    def make(*texts: str) -> jp.Div:
        box = jp.Div(a=outer) if nested else outer
        box.add(*(jp.Span(text=text) for text in texts))
        return box

    box = make("a", "b")
    box.add(box.components[1])
    tab = histories.Tab(page, random.Random(1))
    outer.delete_components()
    make("a", "c")
    tab.catch_up()
    assert tab.shows() == histories.fresh(page)


def test_a_number_can_be_taken_away() -> None:
    page = jp.WebPage(delete_flag=False)
    button = jp.Button(a=page, click=print)
    changes.whole(page)
    button.id = None
    assert news(page) == [["attr", button._key, "id", None]]
    assert " id=" not in changes.whole(page)


def test_an_id_that_the_program_has_read_is_that_in_the_browser() -> None:
    page, shown = rows("a")
    first = shown.components[0].components[1]
    known = first.id
    [told] = news(page)
    button = shown.components[0].components[1]
    assert told == ["attr", button._key, "id", str(button.id)]
    assert first.id == known != button.id

    class Reading(Rows):
        def react(self, data: Any) -> None:
            super().react(data)
            self.read = [row.components[1].id for row in self.components]

    page = jp.WebPage(delete_flag=False, data={"names": ["a"]})
    shown = Reading(a=page)
    changes.whole(page)
    assert news(page) == [["attr", shown.components[0].components[1]._key, "id", str(shown.read[0])]]


def test_a_tab_that_missed_some_patches_gets_all_of_them() -> None:
    page, shown = rows("a", "b")
    since = page._seen
    page.data["names"].append("c")
    news(page)
    news(page)
    text = changes.patch(page, since)
    assert text is not None
    puts = [op for op in json.loads(text + "]")[3] if op[0] == "put"]
    assert [put[3] for put in puts] == [keys(shown)[2]]


def test_of_several_that_look_alike_none_is_taken_for_another() -> None:
    """A second click on a button that the first one removed must not press the one behind it."""
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    heard: list[str] = []

    def fill(*names: str) -> None:
        box.delete_components()
        for name in names:
            jp.Button(a=box, text="delete", click=lambda self, msg, name=name: heard.append(name))

    fill("a", "b")
    changes.whole(page)
    old = keys(box)
    fill("b")
    news(page)
    assert not set(keys(box)) & set(old)


def test_a_button_of_a_row_that_went_is_not_taken_for_that_of_the_row_in_its_place() -> None:
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    names = ["a"]

    def fill() -> None:
        box.delete_components()
        for name in names:
            row = jp.Div(a=box)
            jp.Span(a=row, text=name)
            jp.Button(a=jp.P(a=row), text="delete", click=lambda self, msg: names.clear())

    fill()
    changes.whole(page)
    row, button = keys(box)[0], box.components[0].components[1].components[0]._key
    names[0] = "b"
    fill()
    news(page)
    assert keys(box) == [row]  # which may stay, as nobody listens to it
    assert box.components[0].components[1].components[0]._key != button


def test_what_was_changed_after_it_had_gone_is_compared_as_it_was() -> None:
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    old = jp.P(a=box, text="old")
    changes.whole(page)
    box.delete_components()
    old.text = "new"
    jp.P(a=box, text="new")
    assert [op[0] for op in news(page)] == ["cut", "put"]


def test_what_stands_somewhere_else_by_now_keeps_its_own_element() -> None:
    page = jp.WebPage(delete_flag=False)
    box, other = jp.Div(a=page), jp.Div(a=page)
    moved = jp.P(a=box, text="same")
    changes.whole(page)
    key = moved._key
    box.components = []
    other.add(moved)
    jp.P(a=box, text="same")
    news(page)
    assert moved._key == key
    assert keys(box) != [key]


def test_one_that_went_and_comes_back_later_is_an_element_of_its_own() -> None:
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    old = jp.P(a=box, text="same")
    changes.whole(page)
    box.components = [jp.P(text="same")]
    news(page)
    box.add(old)
    news(page)
    assert len(set(keys(box))) == 2


@pytest.mark.parametrize(
    ("kind", "before", "after", "stays"),
    [
        ("text", "5", 5, True),
        ("text", None, "", True),
        ("text", "5", 5.0, False),
        ("number", 5, "5", True),
        ("number", 5.5, "5.50", True),
        ("range", "5", 5.0, True),
        ("number", 5, "6", False),
        ("number", 5, "", False),
        ("number", 1000, "1_000", False),
    ],
)
def test_a_field_stays_with_a_value_that_shows_the_same(
    kind: str, before: Any, after: Any, stays: bool
) -> None:
    """A handler that keeps `int(msg.value)` does not take the field away from the user who writes in it."""
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    jp.Input(a=box, type=kind, value=before)
    tab = histories.Tab(page, random.Random(1))
    key = keys(box)
    box.delete_components()
    field = jp.Input(a=box, type=kind, value=after)
    tab.catch_up()
    assert (keys(box) == key) is stays
    shown = tab.dom.get_property(tab.dom.find(field._key), "value")
    assert shown == field._live_value("value")


def test_a_list_that_stands_twice_is_made_anew_once_a_look() -> None:
    """What it made for the first place would not be there any more once it were made for the second."""
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(data={"names": ["a"]})
    shown = Rows(a=box)
    page.components = [box, box]
    assert changes.whole(page).count(f'data-tj="{keys(shown)[0]}"') == 2
    # Also when it comes to a page that browsers have.
    box = jp.Div(data={"names": ["a"]})
    shown = Rows(a=box)
    page.components = [box, box]
    text = changes.patch(page, page._seen)
    assert text is not None
    assert text.count(f'data-tj=\\"{keys(shown)[0]}\\"') == 2


class Outer(jp.Div):
    """Makes a component anew that has a hook and a field with a model of its own."""

    def react(self, data: Any) -> None:
        self.delete_components()
        Inner(a=self)


class Inner(jp.Div):
    looks = 0

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field = jp.Input(a=self, model=[shared, "name"])

    def react(self, data: Any) -> None:
        Inner.looks += 1
        self.title = shared["name"]


shared = {"name": ""}


def test_hooks_and_models_of_what_is_made_anew_are_asked_once_a_look_and_go_on_being_asked() -> None:
    shared["name"] = "a"
    page = jp.WebPage(delete_flag=False)
    outer = Outer(a=page)
    changes.whole(page)
    Inner.looks = 0
    assert news(page) == []
    assert Inner.looks == 1
    assert len(page._watchers) == 3
    shared["name"] = "b"
    news(page)
    assert Inner.looks == 2
    assert outer.components[0].title == outer.components[0].field.value == "b"
    assert 'title="b"' in changes.whole(page)
    assert len(page._watchers) == 3


class Fancy(jp.P):
    @property
    def text(self) -> Any:  # type: ignore[override]
        return self.number

    @text.setter
    def text(self, value: Any) -> None:
        self.number = value


@pytest.mark.parametrize(
    "make",
    [
        lambda: jp.P(text="a", animation="fadeIn"),
        lambda: jp.P(text="a", transition={"load": "x"}),
        lambda: jp.Input(set_focus=True),
        lambda: jp.Input(type="file"),
        lambda: jp.P(text="a", show=False),
        lambda: Fancy(text="a"),
        lambda: jp.P(text=object()),
        # What the browser may hold there, the server does not know.
        lambda: jp.Input(no_events=True),
        lambda: jp.P(text="a", contenteditable=True),
        lambda: jp.Div(id="chart"),
        lambda: jp.Div(id="chart", inner_html="<b>drawn</b>"),
        lambda: jp.Canvas(),
        lambda: jp.Iframe(src="/other"),
    ],
)
def test_what_has_to_begin_anew_does(make: Any) -> None:
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)
    box.add(make())
    changes.whole(page)
    key = keys(box)
    box.delete_components()
    box.add(make())
    news(page)
    assert keys(box) != key


def rebuild(page: jp.WebPage, dice: random.Random) -> None:
    """Make the children of something anew, most of them as they were."""
    node = dice.choice(histories.every(page))
    made = histories.made_anew(node, dice, again, histories.random_component)
    kept = [child for child in node.components if dice.random() < 0.1]
    how = dice.random()
    if how < 0.5:
        node.delete_components()
        node.add(*made)
    elif how < 0.8:
        node.components = made
    else:
        node.components = kept + made


def again(node: Any, dice: random.Random) -> Any:
    """A component that looks as `node` does, mostly."""
    shown = (
        "text",
        "classes",
        "style",
        "show",
        "text_after",
        "title",
        "data_row",
        "inner_html",
        "html_entity",
    )
    new = type(node)(**{name: node.__dict__[name] for name in shown if name in node.__dict__})
    if "click" in node.events:
        new.on("click", lambda self, msg: None)
    if dice.random() < 0.1:
        new.text = "changed"
    for child in node.components:
        if dice.random() < 0.95:
            new.add(again(child, dice))
    return new


def play(seed: int) -> tuple[list[str], int]:
    """As in test_convergence, with lists that are made anew. What is wrong, and how many elements were taken over."""
    dice = random.Random(seed)
    page = jp.WebPage(delete_flag=False)
    for _ in range(4):
        page.add(histories.random_component(dice))
    attic: list[object] = []
    tabs = [histories.Tab(page, dice)]
    taken = 0
    for step in range(dice.randint(5, 40)):
        before = histories.every(page)
        names = {node._key for node in before}
        for _ in range(dice.randint(1, 4)):
            if dice.random() < 0.4:
                rebuild(page, dice)
            else:
                histories.mutate(page, dice, attic)
        if dice.random() < 0.5:
            there = set(map(id, before))
            changes.patch(page, page._seen)
            taken += sum(id(node) not in there and node._key in names for node in histories.every(page))
        histories.turn(page, tabs, dice, step)
    numbers = [known_id(node) for node in {id(node): node for node in histories.every(page)[1:]}.values()]
    assert len(set(numbers) - {None}) == sum(number is not None for number in numbers)
    return histories.wrong(page, tabs, dice), taken


@pytest.mark.parametrize("seed", range(200))
def test_every_tab_converges(seed: int) -> None:
    wrong, _ = play(seed)
    assert wrong == []


def test_elements_are_taken_over_in_these_histories() -> None:
    assert sum(play(seed)[1] for seed in range(20)) > 50


def test_what_nests_deeply_can_be_made_anew() -> None:
    page = jp.WebPage(delete_flag=False)
    box = jp.Div(a=page)

    def fill(levels: int) -> None:
        box.delete_components()
        node = box
        for _ in range(levels):
            node = jp.Div(a=node)

    for levels in (90, 90, 300, 300, 90):
        fill(levels)
        changes.whole(page)
    assert len(histories.every(box)) == 91
