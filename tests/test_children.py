"""The list of children: a plain list to the program, that keeps who stands where."""

from __future__ import annotations

import copy
import random
import time

import pytest

import tornjust as jp
from tornjust import changes
from tornjust.children import Children
from tornjust.component import Component
from tornjust.errors import ComponentError
from tornjust.page import WebPage
from tornjust.tags import Div


def parents(child: Component) -> list[Component]:
    return list(child._up)


def family(count: int = 3) -> tuple[Div, list[Div]]:
    """A parent that a browser has seen, and its children."""
    page = WebPage()
    parent = Div(a=page)
    children = [Div(a=parent, number=number) for number in range(count)]
    changes.whole(page)
    return parent, children


# -- the list of children


def test_append_and_a_name_the_same_parent():
    parent = Div()
    first, second = Div(a=parent), Div()
    parent.components.append(second)
    assert parent.components == [first, second]
    assert parents(first) == parents(second) == [parent]


def test_add_to_is_the_same_as_a():
    parent = Div()
    assert parents(Div(add_to=parent)) == [parent]


def test_a_child_may_be_given_when_the_parent_is_made():
    first, second = Div(), Div()
    parent = Div(children=[first, second])
    assert parent.components == [first, second]
    assert parents(second) == [parent]


def test_insert():
    parent, (a, b, c) = family()
    new = Div()
    parent.components.insert(1, new)
    assert parent.components == [a, new, b, c]
    assert parents(new) == [parent]


def test_insert_counts_from_the_end_as_a_list_does():
    parent, (a, b, c) = family()
    new = Div()
    parent.components.insert(-1, new)
    assert parent.components == [a, b, new, c]


def test_extend_and_plus_equals():
    parent, (a, b, c) = family()
    d, e = Div(), Div()
    parent.components.extend(iter([d]))
    parent.components += [e]
    assert parent.components == [a, b, c, d, e]
    assert parents(d) == parents(e) == [parent]
    assert isinstance(parent.components, Children)


def test_pop_lets_the_child_go():
    parent, (a, b, c) = family()
    assert parent.components.pop() is c
    assert parent.components.pop(0) is a
    assert parent.components == [b]
    assert parents(a) == parents(c) == []


def test_pop_of_nothing_is_an_index_error():
    with pytest.raises(IndexError):
        Div().components.pop()


def test_remove():
    parent, (a, b, c) = family()
    parent.components.remove(b)
    assert parent.components == [a, c]
    assert parents(b) == []


def test_remove_of_what_is_not_there_is_a_value_error():
    parent, _ = family()
    with pytest.raises(ValueError, match="not among the 3 children"):
        parent.components.remove(Div())


def test_clear():
    parent, children = family()
    parent.components.clear()
    assert parent.components == []
    assert all(parents(child) == [] for child in children)


def test_del_of_one_and_of_a_slice():
    parent, (a, b, c, d) = family(4)
    del parent.components[0]
    del parent.components[1:]
    assert parent.components == [b]
    assert [parents(child) for child in (a, b, c, d)] == [[], [parent], [], []]


def test_one_in_place_of_another():
    parent, (a, b, c) = family()
    new = Div()
    parent.components[1] = new
    assert parent.components == [a, new, c]
    assert parents(b) == []
    assert parents(new) == [parent]


def test_a_slice_in_place_of_another():
    parent, (a, b, c) = family()
    new = Div()
    parent.components[:2] = [new]
    assert parent.components == [new, c]
    assert parents(a) == parents(b) == []
    parent.components[::2] = [a]
    assert parent.components == [a, c]


def test_sort_and_reverse_change_no_parent():
    parent, (a, b, c) = family()
    parent.components.reverse()
    assert parent.components == [c, b, a]
    parent.components.sort(key=lambda child: child.number)
    assert parent.components == [a, b, c]
    assert all(parents(child) == [parent] for child in (a, b, c))


def test_shuffle():
    parent, children = family(9)
    random.Random(1).shuffle(parent.components)
    assert set(parent.components) == set(children)
    assert all(parents(child) == [parent] for child in children)


def test_sixteen_times_as_many_are_shuffled_in_some_sixteen_times_the_time():
    # Each swap of a shuffle puts one child into two places for a moment.
    def seconds(n: int) -> float:
        parent, _ = family(n)
        best = 60.0
        for _ in range(3):
            start = time.thread_time()
            random.Random(1).shuffle(parent.components)
            best = min(best, time.thread_time() - start)
        return best

    assert seconds(16_000) < 80 * seconds(1000)  # it would be 256 times if each swap looked through all


def test_times_two_puts_each_twice():
    parent, (a, b) = family(2)
    parent.components *= 2
    assert parent.components == [a, b, a, b]
    assert parents(a) == [parent, parent]


def test_a_copy_is_a_list_of_its_own():
    parent, children = family()
    for other in (parent.components.copy(), parent.components[:], list(parent.components)):
        other.pop()
        assert type(other) is list
    assert parent.components == children


def test_a_deep_copy_of_the_list_is_a_plain_list():
    parent, children = family()
    assert copy.copy(parent.components) == children
    assert type(copy.copy(parent.components)) is list


def test_a_plain_list_may_be_assigned():
    parent, (a, b, c) = family()
    new = Div()
    parent.components = [c, new]
    assert isinstance(parent.components, Children)
    assert parent.components == [c, new]
    assert parents(a) == parents(b) == []
    assert parents(c) == parents(new) == [parent]


def test_an_assigned_list_is_taken_over_and_not_shared():
    parent, mine = Div(), [Div()]
    parent.components = mine
    mine.append(Div())
    assert len(parent.components) == 1


def test_the_children_of_another_may_be_assigned():
    parent, (a, b, c) = family()
    other = Div()
    other.components = parent.components
    assert other.components == [a, b, c]
    assert parents(a) == [parent, other]
    other.components.pop()
    assert parent.components == [a, b, c]


def test_a_child_may_stand_in_two_places():
    shared = Div()
    left, right = Div(children=[shared]), Div(children=[shared])
    assert parents(shared) == [left, right]
    left.remove(shared)
    assert parents(shared) == [right]


@pytest.mark.parametrize("seen", [False, True])
def test_of_a_child_that_stands_twice_the_first_is_removed_as_in_any_list(seen):
    page = WebPage()
    parent = Div(a=page)
    a, b = Div(), Div()
    parent.add(a, b, a)
    if seen:
        changes.whole(page)
        parent.components.find(b)
    parent.components.remove(a)
    assert parent.components == [b, a]
    assert parents(a) == [parent]


def test_random_changes_leave_every_parent_right():
    dice = random.Random(7)
    parent, everyone = family(4)
    for _ in range(1000):
        mutate(parent.components, everyone, dice)
        for child in everyone:
            assert parents(child).count(parent) == sum(child is other for other in parent.components)
        once = {id(child) for child in parent.components}
        assert parent.components.doubled == len(parent.components) - len(once)


def mutate(children: Children, everyone: list[Div], dice: random.Random) -> None:
    """One of the things that a program does to a list."""
    one, some = dice.choice(everyone), dice.choices(everyone, k=dice.randint(0, 4))
    at = dice.randint(0, len(children))
    acts = [
        lambda: children.append(one),
        lambda: children.insert(at, one),
        lambda: children.extend(some),
        lambda: children and children.pop(),
        lambda: children.__setitem__(slice(at, at + 2), some),
        lambda: children.__delitem__(slice(0, 2)),
        lambda: setattr(children.owner, "components", some),
        lambda: children.reverse(),
        lambda: children and children.remove(dice.choice(children)),
    ]
    dice.choice(acts)()


# -- what cannot be a child


@pytest.mark.parametrize("wrong", ["text", 5, None, Div])
def test_only_components_can_be_children(wrong):
    parent, children = family()
    for add in (
        parent.add,
        parent.components.append,
        lambda child: parent.components.insert(0, child),
        lambda child: parent.components.__setitem__(0, child),
        lambda child: parent.components.extend([child]),
        lambda child: setattr(parent, "components", [Div(), child]),
    ):
        with pytest.raises(ComponentError, match="only components can be children"):
            add(wrong)
        assert parent.components == children
        assert all(parents(child) == [parent] for child in children)


def test_the_error_says_what_to_do_instead():
    with pytest.raises(ComponentError, match=r"str 'hello' was added to .*Span\(text=\.\.\.\)"):
        Div().add("hello")
    for wrong, right in (
        ([Div(), Div()], r"add\(\*children\)"),
        (None, "`return`"),
        (Div, r"call the class: Div\(\)"),
    ):
        with pytest.raises(ComponentError, match=right):
            Div().add(wrong)


@pytest.mark.parametrize("wrong", [None, 5, Div(components=[Div()])])
def test_children_that_are_no_list_are_named(wrong):
    box = Div(components=[Div()])
    kept = list(box.components)
    with pytest.raises(ComponentError, match=r"the components of Div\(.* are a list of components"):
        box.components = wrong
    assert box.components == kept


def test_a_page_cannot_be_a_child():
    for parent in (Div(), WebPage()):
        with pytest.raises(ComponentError, match="page"):
            parent.add(WebPage())
        assert len(parent) == 0


def test_nothing_can_be_put_into_itself():
    box = Div()
    with pytest.raises(ComponentError, match="which is the same or stands below it"):
        box.add(box)
    assert len(box) == 0


def test_nothing_can_be_put_below_itself():
    outer = Div()
    middle = Div(a=outer)
    inner = Div(a=middle)
    with pytest.raises(ComponentError, match="stands below it"):
        inner.add(outer)
    assert len(inner) == 0


@pytest.mark.parametrize("parent", ["body", 3, object(), [Div()]])
def test_a_parent_has_to_be_a_component_or_a_page(parent):
    with pytest.raises(ComponentError, match="a parent is a component or a page"):
        Div(a=parent)


def test_a_list_that_was_taken_out_stays_as_it_is_and_can_be_put_back():
    box = jp.Div().add(jp.P(text="a"), jp.P(text="b"))
    saved = box.components
    box.components = []
    assert len(box) == 0
    assert [child.text for child in saved] == ["a", "b"]
    saved.append(jp.P(text="c"))
    saved.reverse()
    del saved[2]
    assert len(box) == 0
    box.components = saved
    assert [child.text for child in box] == ["c", "b"]
    assert all(child._up == (box,) for child in box)


def test_two_components_exchange_their_children(tornjust_app):
    left, right = jp.Div(name="left"), jp.Div(name="right")
    left.add(jp.P(text="one"), jp.P(text="two"))
    right.add(jp.P(text="three"))

    def swap(self, msg):
        left.components, right.components = right.components, left.components

    page = tornjust_app.open(lambda: jp.WebPage().add(left, right, jp.Button(text="swap", click=swap)))
    for texts in (("three", "one two"), ("one two", "three")):
        page.click("swap")
        assert (page.text_of(name="left"), page.text_of(name="right")) == texts


@pytest.mark.parametrize("wrong", [None, "box"])
def test_a_parent_that_is_none_is_named_by_add_to(wrong):
    with pytest.raises(ComponentError, match="a parent is a component or a page, not "):
        Div().add_to(wrong)
    box, page = Div(), WebPage()
    child = Div().add_to(box, page)
    assert box.components == page.components == [child]
