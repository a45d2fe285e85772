"""Components as dictionaries: what programs read of them, and what they change in them."""

from __future__ import annotations

import json
import logging

import pytest

import tornjust as jp
from tornjust.testing import App


def test_a_component_and_its_children_become_a_dictionary():
    box = jp.Div(classes="p-4", style="color: red", id="box")
    jp.Input(a=box, name="who", placeholder="Who?", value="Ada", id="who")
    jp.Span(a=box, text="!", data_row=3)
    built = box.convert_object_to_dict()
    assert built["html_tag"] == "div"
    assert built["class_name"] == "Div"
    assert (built["classes"], built["style"], built["show"]) == ("p-4", "color: red", True)
    assert built["attrs"] == {"id": "box"}
    field, mark = built["object_props"]
    assert field["attrs"]["placeholder"] == "Who?"
    assert (field["value"], field["checked"], field["input_type"]) == ("Ada", False, "text")
    assert field["events"] == ["input"]
    assert mark["text"] == "!"
    assert json.loads(json.dumps(built))["object_props"][1]["html_tag"] == "span"


def test_build_list_gives_the_children_after_their_react():
    class Clock(jp.Div):
        def react(self, data):
            self.text = data["now"]

    page = jp.WebPage(data={"now": "12:00"})
    Clock(a=page)
    assert [built["text"] for built in page.build_list()] == ["12:00"]


def test_a_dictionary_becomes_a_component_again():
    box = jp.Div(classes="p-4").add(jp.Img(alt="A", src="/a.png"), jp.P(text="hello"))
    again = jp.convert_dict_to_object(box.convert_object_to_dict())
    assert again.to_html() == box.to_html()
    with pytest.raises(jp.UnknownTagError, match="Nobody"):
        jp.convert_dict_to_object({"class_name": "Nobody"})


@pytest.mark.parametrize("websockets", [True, False])
def test_an_override_is_called_before_each_look_and_what_it_says_is_shown(
    tornjust_app: App, websockets: bool
):
    class Price(jp.Div):
        cents = 100

        def convert_object_to_dict(self):
            self.text = f"{self.cents / 100:.2f}"
            built = super().convert_object_to_dict()
            built["text"] += " EUR"
            built["attrs"]["title"] = f"{self.cents} cents"
            built["attrs"]["data-cents"] = str(self.cents)
            if self.cents > 100:
                built["classes"] += " text-red-500"
            return built

    def show() -> jp.WebPage:
        page = jp.WebPage()
        price = Price(a=page, classes="p-2", name="price")
        jp.Button(a=page, text="more", click=lambda self, msg: setattr(price, "cents", price.cents + 50))
        jp.Button(a=page, text="less", click=lambda self, msg: setattr(price, "cents", price.cents - 50))
        return page

    page = tornjust_app.open(show, websockets=websockets)
    for clicks, text, classes in [
        ((), "1.00 EUR", "p-2"),
        (("more",), "1.50 EUR", "p-2 text-red-500"),
        (("more", "less"), "1.50 EUR", "p-2 text-red-500"),
        (("less",), "1.00 EUR", "p-2"),
    ]:
        for click in clicks:
            page.click(click)
        price = page.find(name="price")
        assert page.text_of(name="price") == text
        assert price.get("class") == classes
        cents = str(round(float(text[:4]) * 100))
        assert (price.get("title"), price.get("data-cents")) == (f"{cents} cents", cents)


def test_an_override_without_super_changes_the_component_itself(tornjust_app: App):
    class Log(jp.Div):
        lines = ("a", "b")

        def convert_object_to_dict(self):
            self.delete_components()
            for line in self.lines:
                jp.P(text=line, a=self)
            return super().convert_object_to_dict()

    page = tornjust_app.open(lambda: jp.WebPage().add(Log()))
    assert page.text == "a b"


def test_a_component_for_vue_is_named_and_the_page_lives(tornjust_app: App, caplog: pytest.LogCaptureFixture):
    class Pad(jp.JustpyBaseComponent):
        vue_type = "signaturepad"

        def __init__(self, **kwargs):
            self.show = True
            super().__init__(**kwargs)
            self.allowed_events = ["onEnd"]
            self.initialize(**kwargs)

        def convert_object_to_dict(self):
            return {"vue_type": self.vue_type, "id": self.id, "show": self.show}

    def show() -> jp.WebPage:
        page = jp.WebPage()
        Pad(a=page)
        jp.P(text="below", a=page)
        assert len(page) == 2
        return page

    with caplog.at_level(logging.WARNING, logger="tornjust"):
        page = tornjust_app.open(show)
    assert page.text == "below"
    assert "Pad is a component for Vue" in caplog.text


def test_a_page_may_start_with_the_components_of_another(tornjust_app: App):
    first = jp.WebPage(delete_flag=False)
    jp.Div(a=first, text="made once")
    page = tornjust_app.open(lambda: jp.WebPage(use_cache=True, cache=first.build_list()))
    assert page.text == "made once"
