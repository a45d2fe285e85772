"""Components are plain Python: attributes are assigned, children are a list."""

from __future__ import annotations

import pytest

from tornjust import changes
from tornjust.component import Component
from tornjust.errors import ComponentError
from tornjust.page import WebPage
from tornjust.tags import Button, Div, Input, Span


def parents(child: Component) -> list[Component]:
    return list(child._up)


def family(count: int = 3) -> tuple[Div, list[Div]]:
    """A parent that a browser has seen, and its children."""
    page = WebPage()
    parent = Div(a=page)
    children = [Div(a=parent, number=number) for number in range(count)]
    changes.whole(page)
    return parent, children


# -- a component as a container


def test_len_counts_the_children_and_a_component_without_any_is_false():
    parent, _ = family()
    assert len(parent) == 3
    assert parent
    assert not Div()
    assert not WebPage()


def test_iteration_index_and_in():
    parent, (a, b, c) = family()
    assert list(parent) == [a, b, c]
    assert parent[0] is a
    assert parent[-1] is c
    assert b in parent
    assert b in parent.components
    assert Div() not in parent
    assert parent.components.index(b) == 1
    assert parent.components.count(b) == 1


def test_plus_changes_the_left_side_and_gives_it_back():
    page, child = WebPage(), Div()
    assert page + child is page
    same = page
    page += Div()
    assert page is same
    assert len(page) == 2


def test_add_first_first_and_last():
    parent, (a, _, c) = family()
    new = Span()
    assert parent.add_first(new) is None
    assert parent.first() is new
    assert parent.last() is c
    assert parent.add_component(Div(), position=1) is parent
    assert parent[2] is a


def test_remove_component_says_whose_child_it_is_not():
    parent, (a, *_) = family()
    assert parent.remove_component(a) is parent
    with pytest.raises(ComponentError, match="not a direct child"):
        parent.remove(a)


def test_delete_components_empties_everything_below():
    parent, (a, *_) = family()
    leaf = Div(a=a)
    parent.delete_components()
    assert len(parent) == len(a) == 0
    assert parents(leaf) == []


def test_a_component_that_is_kept_keeps_its_children():
    parent = Div()
    kept = Div(a=parent, delete_flag=False)
    Div(a=kept)
    parent.delete_components()
    assert len(kept) == 1


# -- attributes


def test_any_attribute_may_be_set():
    box = Div(owner={"name": "Ada"}, price=3)
    box.anything = [1, 2]
    assert (box.owner["name"], box.price, box.anything) == ("Ada", 3, [1, 2])


def test_what_was_not_set_is_not_there():
    with pytest.raises(AttributeError):
        Div().nothing  # noqa: B018


def test_attributes_before_and_after_super_init():
    class Card(Div):
        def __init__(self, **kwargs):
            self.classes = "p-4"
            self.title = "before"
            super().__init__(**kwargs)
            self.text = "after"

    card = Card(classes="p-8", text="given")
    assert (card.classes, card.title, card.text) == ("p-8", "before", "after")


def test_children_and_handlers_before_super_init():
    class Card(Div):
        def __init__(self, **kwargs):
            self.head = Span(a=self, text="head")
            self.on("click", lambda self, msg: None)
            super().__init__(**kwargs)

    card = Card()
    assert card.components == [card.head]
    assert card.events == ["click"]


def test_without_super_init():
    class Bare(Div):
        def __init__(self, text):
            self.text = text

    page = WebPage()
    bare = Bare("hello")
    page.add(bare)
    assert "hello" in changes.whole(page)
    bare.text = "bye"
    assert changes.operations(page, page._seen)


def test_a_page_without_super_init():
    class Bare(WebPage):
        def __init__(self):
            self.title = "bare"

    page = Bare()
    page.add(Div(text="hello"))
    assert "hello" in changes.whole(page)


def test_a_class_gives_defaults():
    class Card(Div):
        classes = "p-4"
        title = "a card"
        data_kind = "card"

    page = WebPage(components=[])
    page.add(Card(), Card(classes=""))
    html = changes.whole(page)
    assert html.count('title="a card"') == 2
    assert html.count('class="p-4"') == 1


def test_a_mutable_default_is_each_component_s_own():
    first, second = Div(), Div()
    first.data["x"] = 1
    first.events.append("click")
    assert (second.data, second.events, Div.events) == ({}, [], Div.__dict__.get("events", Div.events))


def test_two_components_are_never_equal():
    assert Div() != Div()
    assert len({Div(), Div()}) == 2


def test_repr_names_what_it_is():
    assert repr(Div()) == (
        "Div(id: None, html_tag: div, vue_type: html_component, name: No name, number of components: 0)"
    )
    assert "name: save" in repr(Button(name="save"))
    assert repr(Input(value="x", id=3)).endswith("input_type: text, value: x, checked: False)")


def test_asking_for_the_focus_again_is_a_change_each_time() -> None:
    page = WebPage()
    field = Input(a=page, set_focus=True)
    changes.whole(page)
    seen = page._seen
    field.set_focus = True
    assert '"data-tj-focus",""' in (changes.patch(page, seen) or "")


def test_a_page_gives_its_html() -> None:
    page = WebPage()
    Div(text="a < b", a=page)
    assert page.to_html(format=False) == "<div><div>a &lt; b</div></div>"
