"""Elements: events by keyword and by `on()`, handlers of every kind, ids, and the classes."""

from __future__ import annotations

import asyncio
import sys
from copy import copy
from gc import is_tracked
from typing import Any

import pytest

from tornjust import changes
from tornjust.errors import ComponentError
from tornjust.event_names import EVENTS, MORE_EVENTS
from tornjust.events import Dict
from tornjust.page import WebPage
from tornjust.tags import A, Button, Div, Form, Input


def fire(component: Any, event: str, **fields: Any) -> Any:
    """What the server does when the event arrives."""
    return asyncio.run(component.run_event_function(event, Dict(fields)))


# -- events by keyword


@pytest.mark.parametrize("keyword", ["click", "onclick", "on_click"])
def test_three_spellings_of_a_keyword(keyword):
    seen = []
    button = Button(**{keyword: lambda self, msg: seen.append(self)})
    fire(button, "click")
    assert seen == [button]
    assert button.events == ["click"]


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_of_justpy_is_a_keyword(event):
    assert Div(**{event: lambda self, msg: None}).has_event_function(event)


@pytest.mark.parametrize("event", MORE_EVENTS)
def test_other_events_of_the_dom_are_keywords_when_a_function_is_given(event):
    assert Div(**{f"on{event}": lambda self, msg: None}).has_event_function(event)


def test_a_name_of_another_event_may_be_an_attribute():
    # `load`, `close`, `play`, ... are words that programs use for their own data.
    box = Div(progress=50, error="none", load=None)
    assert (box.progress, box.error, box.load, box.events) == (50, "none", None, [])


def test_none_binds_nothing():
    assert Div(click=None).events == []


def test_an_unknown_keyword_is_an_attribute():
    def handler(self, msg):
        pass

    box = Div(on_swipe=handler)
    assert box.on_swipe is handler
    assert box.events == []


def test_before_and_after_run_on_the_server_only():
    box = Div(before=lambda self, msg: None, after=lambda self, msg: None, click=lambda self, msg: None)
    assert box._listens() == "click"
    assert box.has_event_function("before")


# -- handlers


def test_a_function_gets_the_component_as_self():
    def handler(self, msg):
        self.text = msg.value
        return "done"

    box = Div(click=handler)
    assert fire(box, "click", value="new") == "done"
    assert box.text == "new"


def test_a_bound_method_keeps_its_own_self():
    class Counter:
        count = 0

        def add(self, msg):
            self.count += msg.step

    counter = Counter()
    fire(Button(click=counter.add), "click", step=3)
    assert counter.count == 3


def test_a_method_of_a_component_that_contains_it():
    class Card(Div):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.button = Button(a=self, click=self.close)

        def close(self, msg):
            self.show = False

    card = Card()
    fire(card.button, "click")
    assert card.show is False


def test_an_async_handler_is_awaited():
    async def handler(self, msg):
        await asyncio.sleep(0)
        self.text = "later"

    box = Div(click=handler)
    fire(box, "click")
    assert box.text == "later"


def test_any_callable_will_do():
    class Handler:
        def __call__(self, component, msg):
            component.text = "called"

    box = Div(click=Handler())
    fire(box, "click")
    assert box.text == "called"


def test_a_string_is_the_body_of_a_handler():
    box = Div(click='self.text = "clicked"; self.n = len(msg)')
    fire(box, "click", a=1, b=2)
    assert (box.text, box.n) == ("clicked", 2)


def test_a_string_of_several_lines():
    box = Div(n=5)
    box.on(
        "click",
        """
        if self.n > 3:
            self.text = "many"
            return True
        self.text = "few"
        """,
    )
    assert fire(box, "click") is True
    assert box.text == "many"


def test_an_empty_string_does_nothing():
    assert fire(Div(click=""), "click") is None


def test_a_string_that_is_no_python_fails_at_once_and_shows_it():
    with pytest.raises(ComponentError, match=r"'click' handler 'self.text =' is not valid Python"):
        Div(click="self.text =")


@pytest.mark.parametrize("wrong", [5, [print], {"a": 1}])
def test_a_handler_has_to_be_callable(wrong):
    with pytest.raises(ComponentError, match="has to be a function that takes"):
        Div(click=wrong)


def test_binding_again_replaces():
    box = Div(click=lambda self, msg: "old")
    box.on("click", lambda self, msg: "new")
    assert fire(box, "click") == "new"
    assert box.events == ["click"]


# -- which events there are


def test_an_unknown_event_names_the_component_and_the_way_out():
    with pytest.raises(
        ComponentError,
        match=r"'clik' supported by Button; did you mean 'click'\? Else call add_event\('clik'\)",
    ):
        Button().on("clik", lambda self, msg: None)


def test_an_event_of_a_script_can_be_added_to_one_component():
    box, other = Div(), Div()
    box.add_event("sl-change")
    box.on("sl-change", lambda self, msg: msg.value)
    assert fire(box, "sl-change", value=1) == 1
    assert box._listens() == "sl-change"
    with pytest.raises(ComponentError):
        other.on("sl-change", lambda self, msg: None)


@pytest.mark.parametrize("name", ["two words", "!", "+plus", "a\tb", ""])
def test_a_name_that_cannot_travel_is_refused(name):
    with pytest.raises(ComponentError):
        Div().add_event(name)


def test_a_removed_event_is_not_sent_any_more_but_its_handler_stays():
    box = Div(click=lambda self, msg: None)
    box.remove_event("click")
    box.remove_event("click")
    assert box._listens() == ""
    assert box.has_event_function("click")


def test_a_page_says_which_events_it_has():
    page = WebPage()
    page.on("keydown", lambda self, msg: None)
    with pytest.raises(ComponentError, match="there are click, visibilitychange"):
        page.on("nonsense", lambda self, msg: None)


# -- what the browser is told


def test_debounce_and_throttle():
    box = Div()
    box.on("keydown", print, debounce=300)
    box.on("mousemove", print, throttle=50, immediate=True)
    assert box._listens() == "keydown~d300 mousemove~t50i"


def test_debounce_wins_and_binding_without_it_ends_it():
    box = Div()
    box.on("click", print, debounce=5, throttle=6)
    assert box._listens() == "click~d5"
    box.on("click", print)
    assert box._listens() == "click"


def test_a_wait_of_nothing_is_a_modifier_too():
    box = Div()
    box.on("click", print, debounce=0)
    assert box._listens() == "click~d0"


@pytest.mark.parametrize("kind", ["debounce", "throttle"])
def test_a_time_that_is_no_number_is_named_where_it_is_given(kind):
    box = Div()
    with pytest.raises(ComponentError, match=f"{kind} is '300ms'.* milliseconds, as in {kind}=300"):
        box.on("click", print, **{kind: "300ms"})
    with pytest.raises(ComponentError, match="debounce is 'slow'"):
        Input(debounce="slow")._listens()
    box.on("click", print, **{kind: "300"})
    assert box._listens() == f"click~{kind[0]}300"


def test_debounce_of_an_input():
    assert Input()._listens() == "input~d200"
    assert Input(debounce=0)._listens() == "input"


def test_further_properties_and_propagation():
    box = Div(click=print, event_propagation=False, additional_properties=["pageX", "pageY"])
    assert box._listens() == "click +pageX +pageY !"


# -- ids


def test_a_component_gets_an_id_when_it_needs_one():
    assert Div().id is None
    assert Div(click=print).id
    assert Div(temp=False).id
    assert Div(delete_flag=False).id
    for cls in (Input, A, Form):
        assert cls().id


def test_ids_are_never_given_twice():
    assert len({Div(click=print).id for _ in range(50)}) == 50


def test_an_id_of_the_program_s_own_stays():
    box = Div(id="main", click=print, delete_flag=False)
    assert box.id == "main"


# -- classes


def test_has_class_asks_for_whole_words():
    box = Div(classes="text-red-500 flex")
    assert box.has_class("flex")
    assert not box.has_class("text")


def test_remove_class_is_silent_about_others():
    box = Div(classes="a b a")
    box.remove_class("a")
    box.remove_class("z")
    assert box.classes == "b"


def test_remove_class_takes_several():
    box = Div(classes="border-b-2 p-4 border-blue-500 border")
    box.remove_class("border-b-2 border-blue-500 z")
    assert box.classes == "p-4 border"


# -- models


def test_a_model_names_a_page_or_a_component_and_a_key():
    page = WebPage()
    page.data["name"] = "Ada"
    box = Div(model=[page, "name"])
    assert box.get_model() == "Ada"
    box.set_model("Bob")
    assert page.data["name"] == "Bob"


@pytest.mark.parametrize("model", [5, ["one"], [{}, "absent"], [WebPage(), "absent"]])
def test_a_model_without_a_value_says_what_is_missing(model):
    with pytest.raises(ComponentError, match="whose key is there, as after"):
        Div(model=model).get_model()


def test_a_model_may_name_a_dictionary():
    store = {"name": "Ada"}
    box = Div(model=[store, "name"])
    box.set_model("Bob")
    assert store == {"name": "Bob"}
    box.model_update()
    assert box.text == "Bob"


# -- the list of events


def test_what_a_program_does_to_the_list_of_events_later_reaches_the_browser():
    page = WebPage()
    box = Div(a=page, click=print)
    changes.whole(page)
    since = page._seen
    box.events.append("dragover")
    assert ["attr", box._key, "data-tj-on", "click dragover"] in changes.operations(page, since)
    assert changes.patch(page, since) is not None
    since = page._seen
    box.events.remove("click")
    box.events += ["drop"]
    assert changes.patch(page, since) is not None
    assert ["attr", box._key, "data-tj-on", "dragover drop"] in changes.operations(page, since)
    page.events.append("keydown")
    assert changes.patch(page, page._seen) is not None


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (lambda events: events.pop(), ["a"]),
        (lambda events: events.clear(), []),
        (lambda events: events.insert(0, "c"), ["c", "a", "b"]),
        (lambda events: events.extend(["c", "d"]), ["a", "b", "c", "d"]),
        (lambda events: events.__delitem__(0), ["b"]),
        (lambda events: events.__setitem__(0, "z"), ["z", "b"]),
    ],
)
def test_each_way_to_change_it_counts(change, left):
    page = WebPage()
    box = Div(a=page)
    box.events.extend(["a", "b"])
    changes.whole(page)
    since = page._seen
    change(box.events)
    assert box.events == left
    assert changes.patch(page, since) is not None


@pytest.mark.parametrize("name", ["close", "toggle", "select", "error", "load"])
def test_a_callback_named_like_an_event_that_justpy_does_not_know_can_be_called(name: str) -> None:
    """Components for JustPy keep it as an attribute of their own; it is bound to the event all the same."""
    told = []

    class Box(Div):
        def finish(self, value):
            getattr(self, name)(value)

    box = Box(**{name: told.append})
    box.finish(3)
    assert told == [3]
    assert box.events == [name]


def test_a_handler_is_no_value_of_an_attribute_of_the_same_name() -> None:
    link = A(scroll=print)
    assert link.scroll is False
    assert link.events == ["scroll"]


# -- where the constructor puts it


@pytest.mark.parametrize(
    "keywords", [{"text": "t"}, {"classes": "p-2"}, {"own": 1}, {"click": print}, {}], ids=str
)
def test_the_parent_of_the_constructor_stays_what_a_says(keywords: dict[str, Any]) -> None:
    parent, other = Div(), Div()
    child = Div(a=parent, **keywords)
    assert child.a is parent
    assert child._up == (parent,)
    other.add(child)
    assert child._up == (parent, other)
    parent.remove(child)
    assert (child.a, child._up, list(parent)) == (parent, (other,), [])
    other.remove(child)
    assert (child.a, child._up) == (parent, ())
    child.a = other
    assert (child.a, child._up) == (other, ())


@pytest.mark.parametrize("keywords", [{"text": "t"}, {}], ids=str)
def test_an_element_without_a_parent_has_no_a(keywords: dict[str, Any]) -> None:
    child = Div(**keywords)
    assert not hasattr(child, "a")
    assert not hasattr(Div, "a")
    assert child._up == ()
    Div().add(child)
    assert not hasattr(child, "a")
    assert Div(a=None, **keywords).a is None


@pytest.mark.parametrize("keywords", [{"text": "t"}, {"own": 1}, {}], ids=str)
def test_what_is_set_up_again_stays_where_it_is(keywords: dict[str, Any]) -> None:
    parent = Div()
    child = Div(a=parent, **keywords)
    child.initialize(text="new", a=parent)
    child.initialize(classes="p-2")
    assert (child._up, list(parent)) == ((parent,), [child])
    assert (child.text, child.classes) == ("new", "p-2")


def test_a_copy_stands_where_the_element_stood() -> None:
    parent = Div()
    child = copy(Div(a=parent, text="t"))
    assert (child.a, child._up, child.text) == (parent, (parent,), "t")


def test_a_subclass_may_have_other_bases_and_slots() -> None:
    class Counted:
        """Something else."""

        count = 0

    class Worker(Div, Counted):
        """A component that is that, too."""

        __slots__ = ("more",)

    parent = Div()
    worker = Worker(a=parent, text="t")
    worker.more = 1
    assert (worker.a, worker._up, worker.more, list(parent)) == (parent, (parent,), 1, [worker])


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="Python looks for garbage in all dictionaries")
def test_python_looks_for_no_garbage_in_the_state_of_a_plain_element() -> None:
    page = WebPage()
    rows = [Div(a=page, text="Row", classes="p-2", data_row=number) for number in range(2)]
    changes.whole(page)
    assert not is_tracked(rows[1].__dict__)  # with the first one the keyword was learned
