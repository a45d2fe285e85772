"""What no user can do to a field comes to nothing: forged messages, and what a script of the program's sends."""

from __future__ import annotations

from typing import Any

import pytest
from session_kit import Tab, run

import tornjust as jp
from tornjust.changes import patch
from tornjust.inbox import Event


class Shown:
    """One field on a page in a tab; `heard` are the messages that its handlers got."""

    def __init__(self, field: Any, *around: Any) -> None:
        self.page = jp.WebPage()
        self.field = field
        self.heard: list[Any] = []
        place: Any = self.page
        for part in around:
            place.add(part)
            place = part
        place.add(field)
        for kind in ("input", "change", "keydown", "select"):
            field.on(kind, lambda field, msg: self.heard.append(msg))
        self.tab = Tab(self.page)

    def says(self, kind: str, since: int | None = None, target: Any = None, **said: Any) -> list[Any]:
        """A message of the field; returns what the tab is told."""
        event = self.tab.event(target or self.field, kind, **said)
        if since is not None:
            event = event._replace(since=since)
        answer = run(self.tab.send(event))
        return list(answer[3])

    def shows(self) -> None:
        """The tab hears what changed."""
        text = patch(self.page, self.tab.revision)
        assert text is not None
        self.tab.take(text + "]")


def fruits(**kwargs: Any) -> jp.Select:
    select = jp.Select(**kwargs)
    for value in ("apple", "pear", "plum"):
        jp.Option(a=select, value=value, text=value.title())
    return select


# -- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [jp.Input, jp.Textarea])
@pytest.mark.parametrize("kind", ["input", "change"])
def test_what_is_only_to_be_read_cannot_be_written(make: Any, kind: str) -> None:
    shown = Shown(make(value="mine", readonly=True))
    ops = shown.says(kind, value="theirs")
    assert shown.field.value == "mine"
    assert shown.heard == []
    # The browser, which shows something else, shows what counts.
    assert ["prop", shown.field._key, "value", "mine"] in ops


@pytest.mark.parametrize("kind", ["keydown", "select"])
def test_other_events_of_what_is_only_to_be_read_tell_its_own_value(kind: str) -> None:
    shown = Shown(jp.Input(value="mine", readonly=True))
    shown.says(kind, value="theirs")
    assert [msg.value for msg in shown.heard] == ["mine"]
    assert shown.field.value == "mine"


@pytest.mark.parametrize("kind", ["range", "color", "checkbox", "radio"])
def test_browsers_let_users_change_what_has_no_readonly(kind: str) -> None:
    shown = Shown(jp.Input(type=kind, value="5", readonly=True))
    shown.says("change", value="5" if kind in ("checkbox", "radio") else "7", checked=True)
    assert len(shown.heard) == 1
    assert shown.field.checked if kind in ("checkbox", "radio") else shown.field.value == "7"


@pytest.mark.parametrize("name", ["readonly", "disabled"])
def test_what_was_typed_before_the_tab_was_told_is_kept(name: str) -> None:
    shown = Shown(jp.Input(value=""))
    setattr(shown.field, name, True)
    shown.says("input", value="typed before")
    assert shown.field.value == "typed before"
    # By now the tab has been told.
    shown.says("input", value="typed after")
    assert shown.field.value == "typed before"


@pytest.mark.parametrize("name", ["readonly", "disabled"])
def test_what_was_typed_before_and_sent_after_is_kept(name: str) -> None:
    shown = Shown(jp.Input(value=""))
    before = shown.tab.revision
    setattr(shown.field, name, True)
    shown.shows()
    event = shown.tab.event(shown.field, "input", value="typed before")
    run(shown.tab.send(event._replace(more={"since": before})))
    assert shown.field.value == "typed before"


@pytest.mark.parametrize("since", [0, 1, -5, True, "1", None])
def test_a_tab_knows_what_it_was_loaded_with_whatever_it_says(since: Any) -> None:
    field = jp.Input(value="mine")
    Shown(field)
    field.readonly = True  # changed before the tab below is loaded, and after another one was
    shown = Tab(next(iter(field._roots())), "second")  # type: ignore[arg-type]
    event = shown.event(field, "input", value="theirs")
    old = event.since if type(since) is not int else max(since, 0)
    run(shown.send(Event(event.seq, old, event.key, "input", event.fields, {"since": since})))
    assert field.value == "mine"


def test_a_field_that_may_be_written_again_is() -> None:
    shown = Shown(jp.Input(value="", readonly=True))
    shown.field.readonly = False
    shown.says("input", value="typed")
    assert shown.field.value == "typed"


@pytest.mark.parametrize("legend", [False, True])
def test_a_fieldset_disables_what_is_in_it_but_for_its_legend(legend: bool) -> None:
    around = [jp.Fieldset(disabled=True), jp.Legend() if legend else jp.Div()]
    shown = Shown(jp.Input(value="mine"), *around)
    shown.says("input", value="theirs")
    assert shown.field.value == ("theirs" if legend else "mine")


# -- choices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["grape", "Pear", "pear ", "plum", "hidden", "none", 5, ["pear"], {"x": 1}])
def test_a_select_holds_what_it_offers(value: Any) -> None:
    select = fruits(value="pear")
    select.components[2].disabled = True
    jp.Option(a=select, value="hidden", show=False)
    jp.Option(a=jp.Optgroup(a=select, disabled=True), value="none")
    shown = Shown(select)
    ops = shown.says("change", value=value)
    assert select.value == "pear"
    assert shown.heard == []
    assert ["prop", select._key, "value", "pear"] in ops
    shown.says("keydown", value=value)
    assert [msg.value for msg in shown.heard] == ["pear"]


@pytest.mark.parametrize(
    "option",
    [
        {"value": 7},
        {"value": 0.5},
        {"value": True},
        {"value": " spaces \n kept "},
        {"text": " spaces \n gone "},
        {"text": "narrow\u00a0\u2003space"},
        {"value": "<b>\r\n\"'&"},
        {"value": "\0"},
        {"value": "\ud800"},
        {"value": ""},
    ],
    ids=str,
)
def test_whatever_is_offered_can_be_chosen(option: dict[str, Any]) -> None:
    select = fruits(value="pear")
    jp.Option(a=jp.Optgroup(a=select), **option)
    value = str(option["value"]) if "value" in option else option["text"]
    arrives = {" spaces \n gone ": "spaces gone", "\0": "\ufffd", "\ud800": "?"}.get(value, value)
    shown = Shown(select)
    shown.says("change", value=arrives)
    assert select.value == arrives
    assert [msg.value for msg in shown.heard] == [arrives]


def test_options_that_only_the_browser_reads_may_be_anything() -> None:
    for select in (
        jp.Select(inner_html="<option>grape</option>"),
        jp.Select().add(jp.Option(inner_html="<b>grape</b>")),
        jp.Select().add(jp.Option().add(jp.Span(text="grape"))),
    ):
        Shown(select).says("change", value="grape")
        assert select.value == "grape"


@pytest.mark.parametrize(
    ("values", "taken"),
    [
        (["apple", "plum"], True),
        ([], True),
        (["pear", "plum"], True),  # disabled, and chosen by the program: it stays chosen
        (["apple", "apple"], False),
        (["apple", "grape"], False),
        (["apple", 5], False),
    ],
)
def test_of_many_choices_each_is_one_that_is_offered(values: list[Any], taken: bool) -> None:
    select = fruits(multiple=True, value=["pear"])
    select.components[1].disabled = True
    shown = Shown(select)
    shown.says("change", value=values[0] if values else "", chosen=values)
    assert select.value == (values if taken else ["pear"])
    assert len(shown.heard) == taken


def test_a_form_that_is_reset_chooses_nothing_or_what_is_chosen_for_it() -> None:
    select = fruits(value="pear")
    jp.Option(a=select, value="first", disabled=True, selected=True)
    shown = Shown(select)
    for value in ("first", ""):
        shown.says("change", value=value)
        assert select.value == value


def test_a_handler_may_replace_the_options() -> None:
    select = fruits(value="pear")
    shown = Shown(select)

    def others(self: Any, msg: Any) -> None:
        self.delete_components()
        for value in ("red", "blue"):
            self.add(jp.Option(value=value, text=value))

    select.on("change", others)
    shown.says("change", value="plum")
    assert select.value == "plum"
    shown.says("change", value="red")
    assert select.value == "red"
    # Chosen as it was before, by somebody who could not know: it is gone, as a row that a click meant.
    shown.says("change", value="plum")
    assert select.value == "red"


@pytest.mark.parametrize("kind", ["radio", "checkbox"])
@pytest.mark.parametrize(("own", "said"), [(2, "2"), ("yes", "yes"), ("", "on"), ("", "")])
def test_what_is_ticked_keeps_its_value(kind: str, own: Any, said: str) -> None:
    shown = Shown(jp.Input(type=kind, value=own))
    for value in (said, "theirs", 7, None):
        shown.says("change", value=value, checked=True)
    assert shown.field.value == own
    assert [msg.value for msg in shown.heard] == [said, *[str(own)] * 3]


@pytest.mark.parametrize("kind", ["radio", "checkbox"])
def test_what_is_disabled_cannot_be_ticked_and_the_browser_is_told(kind: str) -> None:
    page = jp.WebPage()
    one, two = (jp.Input(a=page, type=kind, name="one", value=i, checked=i == 1) for i in (1, 2))
    two.disabled = True
    tab = Tab(page)
    [*_, ops] = [run(tab.send(tab.event(two, "change", value="2", checked=True)))[3]]
    assert (one.checked, two.checked) == (True, False)
    assert ["prop", two._key, "checked", False] in ops
    assert (["prop", one._key, "checked", True] in ops) is (kind == "radio")


# -- forms ------------------------------------------------------------------------------------------------------------


def test_what_a_form_says_of_its_fields_can_be_so() -> None:
    page = jp.WebPage()
    got: list[Any] = []
    form = jp.Form(a=page, submit=lambda self, msg: got.extend(msg.form_data))
    jp.Input(a=form, name="name", id="name", value="")
    price = jp.Input(a=form, name="price", id="price", value="100", readonly=True)
    form.add(fruits(name="fruit", id="fruit", value="pear"))
    form.add(fruits(name="several", id="several", value=["plum"], multiple=True))
    for size in ("S", "L"):
        jp.Input(a=jp.Div(a=form), type="radio", name="size", value=size, checked=size == "S")
    jp.Input(a=form, type="checkbox", name="free", value="yes", disabled=True)
    tab = Tab(page)

    def submit(*items: dict[str, Any]) -> list[Any]:
        got.clear()
        run(tab.send(tab.event(form, "submit", form_data=[dict(item) for item in items])))
        return [item.to_dict() for item in got]

    honest: list[dict[str, Any]] = [
        {"id": "name", "name": "name", "value": "Ada"},
        {"id": "price", "name": "price", "value": "100"},
        {"id": "fruit", "name": "fruit", "value": "apple"},
        {"id": "several", "name": "several", "value": "apple", "chosen": ["apple", "pear"]},
        {"id": "", "name": "size", "value": "L", "checked": True},
        {"id": "", "name": "free", "value": "yes", "checked": False},
        {"id": "new", "name": "made by a script", "value": "x"},
    ]
    assert submit(*honest) == honest
    assert submit({"id": "price", "value": "1"}, {"name": "price", "value": "1"}) == [
        {"id": "price", "value": "100"},
        {"name": "price", "value": "100"},
    ]
    assert submit({"id": "name", "name": "price", "value": "1"})[0]["value"] == "100"
    assert submit({"name": "fruit", "value": "grape"})[0]["value"] == "pear"
    assert submit({"id": "several", "value": "grape", "chosen": ["grape"]}) == [
        {"id": "several", "value": "plum", "chosen": ["plum"]}
    ]
    assert submit({"name": "size", "value": "XXL", "checked": True})[0]["value"] in ("S", "L")
    assert submit({"name": "free", "value": "yes", "checked": True})[0]["checked"] is False
    assert price.value == "100"
