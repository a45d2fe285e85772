"""Fields: what the browser reports becomes `value` and `checked`, and what the program sets reaches the browser."""

from __future__ import annotations

import pytest

import tornjust as jp
from tornjust.changes import patch, whole
from tornjust.page import WebPage
from tornjust.tags import Div, Form, Input, InputChangeOnly, Label, Optgroup, Option, Select, Textarea


def typed(field, text, event="input"):
    """The user typed `text`."""
    field._take(event, {"value": text})


# -- text ---------------------------------------------------------------------------------------------------------


def test_a_field_is_an_empty_text_field(shown):
    field = Input()
    assert (field.type, field.value, field.checked) == ("text", "", False)
    assert shown(field) == f'<input id="{field.id}" type="text"/>'


def test_what_the_user_types_is_the_value(shown):
    field = Input(value="a")
    typed(field, "ab")
    assert field.value == "ab"
    assert 'value="ab"' in shown(field)


@pytest.mark.parametrize("event", ["input", "change", "select"])
def test_three_events_tell_of_a_value(event):
    field = Input()
    typed(field, "x", event)
    assert field.value == "x"


@pytest.mark.parametrize("event", ["keydown", "blur", "click"])
def test_other_events_do_not(event):
    field = Input(value="kept")
    typed(field, "x", event)
    assert field.value == "kept"


@pytest.mark.parametrize("fields", [{}, {"value": 5}, {"value": None}, {"value": ["x"]}, {"checked": "yes"}])
def test_what_no_field_reports_is_not_stored(fields):
    for field in (
        Input(value="a"),
        Input(type="checkbox", value="a"),
        Textarea(value="a"),
        Select(value="a"),
    ):
        field._take("change", fields)
        assert (field.value, field.checked) == ("a", False)


def test_a_field_says_what_it_holds_when_printed():
    assert "input_type: number, value: 3, checked: False" in repr(Input(type="number", value=3))


def test_a_field_has_an_id_unless_it_sends_nothing():
    assert Input().id
    assert Input(id="mine").id == "mine"
    assert Input(no_events=True).id is None


# -- events -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["text", "password", "number", "range", "color", "date", "email"])
def test_a_field_reports_while_the_user_types(kind):
    assert Input(type=kind)._events() == ["input"]
    assert Input(type=kind)._listens() == "input~d200"


@pytest.mark.parametrize("kind", ["radio", "checkbox", "file"])
def test_what_is_set_in_one_go_reports_the_change(kind):
    assert Input(type=kind)._events() == ["change"]
    assert Input(type=kind)._listens() == "change"


@pytest.mark.parametrize("kind", ["submit", "button", "reset", "image", "hidden"])
def test_a_button_has_nothing_to_report(kind):
    assert Input(type=kind)._listens() == ""


def test_textareas_and_selects_report_too():
    assert Textarea()._listens() == "input~d200"
    assert Select()._listens() == "change"


def test_the_delay_can_be_chosen():
    assert Input(debounce=50)._listens() == "input~d50"
    assert Input(debounce=0)._listens() == "input"
    field = Input()
    field.on("input", print, throttle=1000)
    assert field._listens() == "input~t1000"


def test_other_events_come_beside():
    assert Input(blur=print)._events() == ["blur", "input"]
    assert Input(change=print)._events() == ["change", "input"]


def test_no_events_sends_only_what_the_program_asks_for():
    assert Input(no_events=True)._listens() == ""
    assert Input(no_events=True, focus=print)._listens() == "focus"


@pytest.mark.parametrize("kind", ["text", "number", "checkbox", "radio"])
def test_a_field_that_reports_changes_only(kind):
    field = InputChangeOnly(type=kind, input=print)
    assert field._events() == ["change"]
    assert InputChangeOnly(no_events=True)._events() == []


# -- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [("5", 5), ("-5", -5), ("05", 5), ("5.0", 5.0), ("5.", 5.0), (".5", 0.5), ("1e3", 1000.0), (" 7 ", 7)],
)
def test_a_number_field_holds_a_number(text, number):
    field = Input(type="number")
    typed(field, text)
    assert field.value == number
    assert type(field.value) is type(number)


@pytest.mark.parametrize("text", ["", "-", "nan", "inf", "1_000", "0x10", "\u0665", "1e999", "five"])
def test_a_number_field_can_be_emptied(text):
    field = Input(type="number", value=5)
    typed(field, text)
    assert field.value == ""


def test_more_digits_than_python_reads_at_once_are_no_error():
    field = Input(type="number")
    typed(field, "9" * 5000)
    assert field.value == ""


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("number", 2.0, "2"),
        ("number", -0.5, "-0.5"),
        ("number", 1e21, "1e+21"),
        ("number", 7, "7"),
        ("range", 40.0, "40"),
        ("text", 2.0, "2.0"),
    ],
)
def test_a_whole_number_has_no_fraction_in_a_number_field(shown, kind, value, text):
    """As in JustPy, where it travels as JSON; a text field shows what Python writes."""
    assert f' value="{text}"' in shown(Input(type=kind, value=value))
    page = WebPage()
    field = Input(a=page, type=kind)
    whole(page)
    since = page._seen
    field.value = value
    assert f'["prop",{field._key},"value","{text}"]' in patch(page, since)


def test_a_number_is_shown_as_the_user_wrote_it():
    field = Input(type="number")
    typed(field, "1e3")
    assert field._live_value("value") == "1e3"
    field.value = 7
    assert field._live_value("value") == "7"


# -- checkboxes and radio buttons ---------------------------------------------------------------------------------


def test_a_checkbox_is_checked_or_not(shown):
    box = Input(type="checkbox", value="yes")
    box._take("change", {"checked": True, "value": "yes"})
    assert box.checked is True
    assert 'checked="checked"' in shown(box)
    box._take("change", {"checked": False, "value": "yes"})
    assert box.checked is False
    assert "checked=" not in shown(box)
    assert box.value == "yes"


def radios(parent, name="size", values=(1, 2, 3)):
    return [Input(a=parent, type="radio", name=name, value=value) for value in values]


def choose(radio):
    radio._take("change", {"checked": True, "value": str(radio.value)})


def test_one_radio_button_of_a_name_is_checked():
    wp = WebPage()
    one, two, three = radios(Div(a=Div(a=wp)))
    other = Input(a=wp, type="radio", name="colour", checked=True)
    choose(one)
    choose(three)
    assert [one.checked, two.checked, three.checked] == [False, False, True]
    assert other.checked is True


def test_the_value_of_a_radio_button_keeps_its_type():
    two = radios(WebPage())[1]
    choose(two)
    assert two.value == 2


def test_the_group_reaches_over_the_whole_page():
    wp = WebPage()
    near, far = Div(a=wp), Div(a=Div(a=wp))
    [one], [two] = radios(near, values=[1]), radios(far, values=[2])
    choose(one)
    choose(two)
    assert (one.checked, two.checked) == (False, True)


def test_a_form_is_a_group_of_its_own():
    wp = WebPage()
    loose, first, second = radios(wp), radios(Div(a=Form(a=wp))), radios(Form(a=wp))
    for group in (loose, first, second):
        choose(group[0])
    choose(first[1])
    assert [radio.checked for radio in (*loose, *first, *second)] == [1, 0, 0, 0, 1, 0, 1, 0, 0]


def test_a_radio_button_elsewhere_can_belong_to_a_form(shown):
    wp = WebPage()
    form = Form(a=wp)
    inside = radios(form)
    outside = Input(a=wp, type="radio", name="size", value=4, form=form)
    choose(inside[0])
    choose(outside)
    assert not inside[0].checked
    assert outside.checked
    assert f'form="{form.id}"' in shown(outside)


def test_a_radio_button_without_a_name_stands_alone():
    wp = WebPage()
    one, two = Input(a=wp, type="radio"), Input(a=wp, type="radio")
    choose(one)
    choose(two)
    assert one.checked
    assert two.checked


# -- text areas, files --------------------------------------------------------------------------------------------


def test_the_value_of_a_textarea_is_its_content(shown):
    area = Textarea(value="a < b", placeholder="Say it")
    html = shown(area)
    assert html.endswith(">a &lt; b</textarea>")
    assert "value=" not in html
    assert "type=" not in html
    assert ' rows="4"' in html
    assert ' cols="50"' in html
    assert ' placeholder="Say it"' in html
    typed(area, "\nmore")
    assert area.text == "\nmore"
    assert ">\n\nmore</textarea>" in shown(area), "the parser drops the first newline"


def test_a_textarea_cannot_be_left():
    assert Textarea(text="x").value == "x"


def test_a_file_field_names_what_was_chosen_and_can_only_be_emptied():
    field = Input(type="file")
    typed(field, "C:\\fakepath\\photo.png", "change")
    assert field.value == "C:\\fakepath\\photo.png"


def test_what_was_chosen_is_not_told_back_but_the_program_can_empty_the_field():
    wp = WebPage()
    field = Input(a=wp, type="file")
    whole(wp)
    base = wp._stamp
    typed(field, "C:\\fakepath\\photo.png", "change")
    assert patch(wp, base) is None
    field.value = ""
    text = patch(wp, base)
    assert text is not None
    assert f'["prop",{field._key},"value",""]' in text


@pytest.mark.parametrize(("value", "sent"), [(None, ""), (0, "0"), ("", ""), (1.5, "1.5")])
def test_the_browser_gets_text(value, sent):
    assert Input(value=value)._live_value("value") == sent
    assert Select(value=value)._live_value("value") == sent


# -- selects ------------------------------------------------------------------------------------------------------


def fruits(**kwargs):
    select = Select(**kwargs)
    for value in ("apple", "pear", "plum"):
        Option(a=select, value=value, text=value.title())
    return select


def chosen(html):
    return [part.split('"')[1] for part in html.split("<option ")[1:] if "selected=" in part.split(">")[0]]


def test_the_option_of_the_value_is_selected(shown):
    select = fruits(value="pear")
    html = shown(select)
    assert html.startswith(f'<select id="{select.id}"><option value="apple">Apple</option>')
    assert chosen(html) == ["pear"]
    select._take("change", {"value": "plum"})
    assert select.value == "plum"
    assert chosen(shown(select)) == ["plum"]


def test_without_a_value_the_browser_chooses(shown):
    assert chosen(shown(fruits())) == []


def test_without_a_value_the_program_finds_what_the_browser_has_chosen():
    select = fruits()
    assert select.value == "apple"
    select.components[0].disabled = True
    assert select.value == "pear"
    select.components[2].selected = True
    assert select.value == "plum"
    select._take("change", {"value": "pear"})
    assert select.value == "pear"
    select.value = ""  # nothing is chosen any more
    assert select.value == ""


def test_an_untouched_select_that_is_emptied_says_so_to_the_browser():
    wp = jp.WebPage()
    select = fruits(a=wp)
    whole(wp)
    base = wp._stamp
    select.value = ""
    assert f'["prop",{select._key},"value",""]' in (patch(wp, base) or "")


def test_a_list_of_several_lines_begins_with_none_chosen():
    assert fruits(size=3).value == ""
    assert fruits(multiple=True).value == []
    assert Select().value == ""
    assert Select(value=None).value is None


def test_numbers_choose_too(shown):
    select = Select(value=2)
    select += Option(value=1, text="one")
    select += Option(value=2, text="two")
    assert chosen(shown(select)) == ["2"]


def test_the_text_of_an_option_is_its_value_if_it_has_none(shown):
    select = Select(value="two words")
    select += Option(text=" two  words ")
    assert 'selected="selected"' in shown(select)


def test_options_in_groups_are_selected(shown):
    select = Select(value="b")
    group = Optgroup(a=select, label="letters")
    group += Option(value="a")
    group += Option(value="b")
    assert chosen(shown(select)) == ["b"]


def test_an_option_outside_a_select_and_one_that_says_so_itself(shown):
    assert shown(Option(value="")) == '<option value=""></option>'
    assert shown(Option(selected=True)) == '<option selected="selected"></option>'
    select = Select(value="x")
    select += Option(value="x", selected=True)
    assert shown(select).count("selected=") == 1


def test_several_can_be_chosen(shown):
    select = fruits(multiple=True, value=["apple", "plum"])
    assert chosen(shown(select)) == ["apple", "plum"]
    select._take("change", {"value": "pear", "chosen": ["pear", "plum"]})
    assert select.value == ["pear", "plum"]
    assert chosen(shown(select)) == ["pear", "plum"]
    assert select._live_value("value") == ["pear", "plum"]
    select._take("change", {"value": "", "chosen": []})
    assert select.value == []


# -- models -------------------------------------------------------------------------------------------------------


def test_a_model_goes_both_ways(shown):
    wp = WebPage(data={"name": "Ada"})
    field = Input(a=wp, model=[wp, "name"])
    assert 'value="Ada"' in shown(field)
    typed(field, "Grace")
    assert wp.data["name"] == "Grace"
    wp.data["name"] = "Edith"
    assert 'value="Edith"' in shown(field)


def test_a_dictionary_can_be_a_model():
    state = {"on": True}
    box = Input(type="checkbox", model=[state, "on"])
    box.model_update()
    assert box.checked is True
    box._take("change", {"checked": False})
    assert state == {"on": False}


def test_a_model_of_radio_buttons_holds_the_value_of_the_checked_one():
    wp = WebPage(data={"size": 2})
    group = [Input(a=wp, type="radio", name="size", value=value, model=[wp, "size"]) for value in (1, 2, 3)]
    for radio in group:
        radio.model_update()
    assert [radio.checked for radio in group] == [False, True, False]
    choose(group[2])
    assert wp.data["size"] == 3


def test_one_model_is_enough_for_a_group_of_radio_buttons():
    wp = WebPage(data={"size": 2})
    one, two = Input(a=wp, type="radio", name="size", value=1, model=[wp, "size"]), Input(a=wp)
    two.type, two.name, two.value = "radio", "size", 2
    one.model_update()
    assert (one.checked, two.checked) == (False, True)
    wp.data["size"] = 1
    one.model_update()
    assert (one.checked, two.checked) == (True, False)


def test_a_model_of_a_select_with_many_choices_holds_a_list():
    state = {"fruits": ["plum"]}
    select = fruits(multiple=True, model=[state, "fruits"])
    select.model_update()
    assert select.value == ["plum"]
    select._take("change", {"chosen": ["pear"]})
    assert state == {"fruits": ["pear"]}


def test_model_update_can_be_overridden(shown):
    class Euros(Input):
        def model_update(self):
            self.value = f"{self.get_model():.2f} EUR"

    assert 'value="5.00 EUR"' in shown(Euros(model=[{"price": 5}, "price"]))


def test_only_fields_with_a_model_or_react_are_looked_at_before_each_patch():
    class Clock(Input):
        def react(self, data):
            self.value = "now"

    assert not Input._watched
    assert Clock._watched


# -- labels -------------------------------------------------------------------------------------------------------


def test_a_label_names_a_field(shown):
    field = Input(no_events=True)
    label = Label(text="Name", for_component=field)
    assert field.id
    assert label.for_component is field
    assert shown(label) == f'<label for="{field.id}">Name</label>'
    label.for_component = None
    assert shown(label) == "<label>Name</label>"


def test_a_label_can_name_an_id(shown):
    assert shown(Label(**{"for": "x"})) == '<label for="x"></label>'
    assert shown(Label(_for="x")) == '<label for="x"></label>'


@pytest.mark.parametrize("own", [True, "user", {"min": 3}])
def test_an_attribute_of_the_program_may_be_called_validate(tornjust_app, own):
    """As in programs for JustPy, which has none of that name; only a function says whether a value will do."""

    def typed(self, msg):
        self.validate = [self.validate, msg.valid or "unasked"]

    field = jp.Input(name="field", validate=own, input=typed)
    shown = tornjust_app.open(lambda: jp.WebPage().add(field))
    shown.type("abc", name="field")
    assert field.validate == [own, "unasked"]


@pytest.mark.parametrize("given", [{}, {"value": ""}, {"value": "", "animation": "tada"}])
def test_a_checkbox_without_a_value_says_so_once(given):
    page = jp.WebPage()
    jp.Input(a=page, type="checkbox", **given)
    assert whole(page).count(' value=""') == 1
