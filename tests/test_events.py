"""`Dict`: a dictionary whose items are attributes too, and whose missing names are empty and false."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from tornjust.events import Dict


def test_items_are_attributes():
    msg = Dict(value="x", event_type="click")
    assert msg.value == msg["value"] == "x"
    msg.value = "y"
    assert msg["value"] == "y"
    del msg.value
    assert "value" not in msg


def test_all_the_way_down():
    msg = Dict({"form_data": [{"name": "user", "value": "ada"}], "a": {"b": {"c": 1}}})
    assert msg.form_data[0].name == "user"
    assert msg.a.b.c == 1
    msg.more = {"x": [[{"y": 2}]]}
    assert msg.more.x[0][0].y == 2


def test_what_is_missing_is_empty_and_false():
    msg = Dict()
    assert not msg.checked
    assert not msg.a.b.c
    assert msg.checked == {}
    assert msg == {}
    assert "a" not in msg
    assert msg.get("a") is None


def test_storing_into_what_is_missing_makes_it():
    options = Dict()
    options.title.text = "Sales"
    options["chart"]["type"] = "bar"
    assert options == {"title": {"text": "Sales"}, "chart": {"type": "bar"}}


def test_what_was_looked_at_twice_is_made_once():
    options = Dict()
    first, second = options.title, options.title
    first.text = "a"
    assert options.title.text == "a"
    second.size = 2
    assert options.title.size == 2


def test_a_method_s_name_is_an_item_only():
    msg = Dict(items=[1], keys=2)
    assert msg["items"] == [1]
    assert callable(msg.items)


def test_deleting_what_is_not_there():
    with pytest.raises(AttributeError):
        del Dict().nothing
    with pytest.raises(KeyError):
        del Dict()["nothing"]


def test_names_of_python_s_own_are_not_invented():
    assert not hasattr(Dict(), "__html__")
    assert not hasattr(Dict(), "__array__")


def test_update_and_union():
    msg = Dict(a=1)
    msg.update({"b": {"c": 2}}, d=3)
    assert msg.b.c == 2
    assert msg.d == 3
    assert (msg | {"e": 4})["e"] == 4


def test_setdefault_and_or_equals_give_attributes_too():
    msg = Dict()
    msg.setdefault("a", {"b": 1})
    msg |= {"c": {"d": 2}}
    assert msg.a.b == 1
    assert msg.c.d == 2
    assert msg.setdefault("a") is msg.a
    assert msg.setdefault("e", {"f": 3}).f == 3
    assert msg.setdefault("g") is None


def test_unions_are_of_the_same_kind():
    msg = Dict(a=1, b=1)
    assert (msg | {"b": {"c": 2}}).b.c == 2
    assert ({"b": {"c": 2}, "d": {"e": 3}} | msg).d.e == 3
    assert ({"b": 2} | msg).b == 1
    assert msg == {"a": 1, "b": 1}
    with pytest.raises(TypeError):
        msg | 5
    with pytest.raises(TypeError):
        5 | msg


@pytest.mark.parametrize(
    "store",
    [
        lambda title: title.update({"text": "x"}),
        lambda title: title.update([("text", "x")]),
        lambda title: title.setdefault("text", "x"),
    ],
    ids=["update", "pairs", "setdefault"],
)
def test_each_way_to_store_puts_what_was_missing_in_its_place(store):
    options = Dict()
    store(options.title)
    assert options == {"title": {"text": "x"}}
    options.axis |= {"min": 0}
    assert options.axis.min == 0


def test_nothing_stored_leaves_what_is_missing_missing():
    options = Dict()
    options.title.update({})
    options.title.copy()
    assert options == {}


def test_every_name_may_be_an_item():
    assert Dict(self=1)["self"] == 1


def test_it_is_plain_json():
    text = '{"a": {"b": [1, {"c": null}]}}'
    assert json.dumps(Dict(json.loads(text))) == text


def test_to_dict_is_plain_python():
    plain = Dict(a=Dict(b=[Dict(c=1)])).to_dict()
    assert plain == {"a": {"b": [{"c": 1}]}}
    assert type(plain["a"]) is type(plain["a"]["b"][0]) is dict


def test_copies():
    msg = Dict(a={"b": [1]})
    for other in (copy.deepcopy(msg), pickle.loads(pickle.dumps(msg)), msg.copy(), copy.copy(msg)):
        assert other == msg
        assert other.a.b == [1]
    deep = copy.deepcopy(msg)
    deep.a.b.append(2)
    deep.a.x = 1
    assert msg == {"a": {"b": [1]}}
    assert msg.copy().a is msg.a
    ring = Dict()
    ring.me = ring
    again = copy.deepcopy(ring)
    assert again.me is again


def test_other_values_stay_what_they_are():
    class Page:
        pass

    page = Page()
    msg = Dict(page=page, pair=(1, 2), names={"a"})
    assert msg.page is page
    assert (msg.pair, msg.names) == ((1, 2), {"a"})
