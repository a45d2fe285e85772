"""A program that builds a part of its page anew does not take the focus away from whom is in it."""

from __future__ import annotations

import asyncio

import pytest
from playwright.sync_api import expect
from waiting import until

import tornjust as jp

from .conftest import Site

# Polls ten times a second would make the fields anew that often: what is sent between two of them finds nobody.
by_hand = pytest.mark.parametrize("transport", ["socket", "ajax"], indirect=True)


class Rows(jp.Div):
    """Fields that are made anew at each look, as many JustPy programs do."""

    def __init__(self, **kwargs):
        self.items = ["one", "two", "three"]
        self.looks = 0
        super().__init__(**kwargs)

    def react(self, data):
        self.delete_components()
        self.looks += 1
        for index, item in enumerate(self.items):
            row = jp.P(a=self)
            jp.Input(a=row, value=item, index=index, input=self.typed, focus=self.focused, name=f"row{index}")
            jp.Button(a=row, text=f"add after {item}", click=self.add_one, index=index)

    def typed(self, msg):
        self.items[msg.target.index] = msg.target.value

    def focused(self, msg):
        pass

    def add_one(self, msg):
        self.items.append("more")


@by_hand
def test_typing_goes_on_in_a_field_that_was_made_anew(site: Site) -> None:
    rows = Rows(delete_flag=False)
    page = site.show(jp.WebPage().add(rows))
    looks = rows.looks
    page.click("[name=row1]")
    expect(page.locator("[name=row1]")).to_be_focused()
    while rows.looks == looks:
        page.wait_for_timeout(20)
    page.wait_for_timeout(100)
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("X")
    until(lambda: page.evaluate("document.activeElement.value == 'twXo'"))
    looks = rows.looks
    site.push(page_of(rows), lambda: None)
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.name") == "row1"
    assert page.evaluate("document.activeElement.selectionStart") == 3
    page.keyboard.type("Y")
    until(lambda: page.evaluate("document.activeElement.value == 'twXYo'"))
    page.wait_for_timeout(300)
    assert rows.items == ["one", "twXYo", "three"]
    # That it takes the focus is no event of the user's: a handler of `focus` that builds anew would never end.
    assert rows.looks < looks + 12


@by_hand
def test_a_button_that_was_made_anew_keeps_the_focus_and_can_be_pressed_again(site: Site) -> None:
    rows = Rows(delete_flag=False)
    page = site.show(jp.WebPage().add(rows))
    page.focus("button:text('add after two')")
    for count in (4, 5):
        page.keyboard.press("Enter")
        expect(page.locator("input")).to_have_count(count)
        assert page.evaluate("document.activeElement.textContent") == "add after two"


def test_what_asks_for_the_focus_gets_it(site: Site) -> None:
    def change(self, msg):
        box.delete_components()
        jp.Button(a=box, text="same place")
        jp.Input(a=box, set_focus=True, name="wanted")

    wp = jp.WebPage()
    box = jp.Div(a=wp)
    jp.Button(a=box, text="change", click=change)
    page = site.show(wp)
    page.click("text=change")
    until(lambda: page.evaluate("document.activeElement.name == 'wanted'"))


def test_another_kind_of_element_in_its_place_does_not_get_it(site: Site) -> None:
    def change(self, msg):
        box.delete_components()
        jp.Input(a=box, name="other")

    wp = jp.WebPage()
    box = jp.Div(a=wp)
    jp.Button(a=box, text="change", click=change)
    page = site.show(wp)
    page.click("text=change")
    page.wait_for_selector("[name=other]")
    assert page.evaluate("document.activeElement.nodeName") == "BODY"


@by_hand
def test_what_moves_to_another_parent_takes_the_focus_along(site: Site) -> None:
    """Also where another of its kind then stands in its place."""
    wp = jp.WebPage()
    left, right = jp.Div(a=wp, name="left"), jp.Div(a=wp, name="right")

    def move(self, msg):
        if msg.key_data.key == "Enter":
            source, target = (left, right) if self.card in left.components else (right, left)
            source.remove(self.card)
            target.add(self.card)

    for name in ("first", "second"):
        card = jp.Div(a=left)
        jp.Input(a=card, name=name, card=card, keydown=move, debounce=5000)
    page = site.show(wp)
    page.focus("[name=first]")
    page.keyboard.type("ac")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("[name=right] [name=first]")).to_be_focused()
    page.keyboard.type("b")
    assert page.locator("[name=first]").input_value() == "abc"
    page.keyboard.press("Enter")
    expect(page.locator("[name=left] [name=first]")).to_be_focused()
    assert page.locator("[name=first]").input_value() == "abc"


def page_of(component: jp.Div) -> jp.WebPage:
    (page,) = component._roots()
    return page


@by_hand
def test_set_focus_puts_the_caret_behind_the_text(site: Site) -> None:
    """As in JustPy, whose fields get their text from a script. HTML alone would leave the caret before it."""

    def make() -> jp.WebPage:
        wp = jp.WebPage()
        row = jp.Div(a=wp)

        def edit(self, msg):
            self.delete()
            jp.Input(a=row, value="milk 🥛", set_focus=True, name="title")

        jp.Button(a=row, text="edit", click=edit)
        jp.Input(a=wp, value="jam", set_focus=True, name="first")
        return wp

    page = site.show(make)
    page.keyboard.type("s")
    assert page.locator("[name=first]").input_value() == "jams"
    page.get_by_role("button").click()
    title = page.locator("[name=title]")
    expect(title).to_be_focused()
    page.keyboard.type(" and tea")
    assert title.input_value() == "milk 🥛 and tea"


@pytest.mark.parametrize("transport", ["socket"], indirect=True)
@pytest.mark.parametrize("around", [False, True], ids=["itself", "a fieldset"])
def test_what_is_disabled_while_its_handler_works_has_the_focus_again(site: Site, around: bool) -> None:
    """So that who uses the keyboard can go on, as with the button that is kept from being pressed twice."""
    go = asyncio.Event()

    async def work(self, msg):
        (fieldset if around else self).disabled = True
        await msg.page.update()
        await go.wait()
        go.clear()
        (fieldset if around else self).disabled = False
        done.text = f"done {int(done.text[5:]) + 1}"

    wp = jp.WebPage()
    fieldset = jp.Fieldset(a=wp)
    jp.Button(a=fieldset, text="work", click=work)
    other = jp.Input(a=wp)
    done = jp.P(a=wp, text="done 0")
    page = site.show(wp)
    page.focus("button")
    for count in (1, 2):
        page.keyboard.press("Enter")
        expect(page.locator("button")).to_be_disabled()
        until(lambda: page.evaluate("document.activeElement === document.body"))
        site.server.run(go.set)
        expect(page.locator("p")).to_have_text(f"done {count}")
        assert page.evaluate("document.activeElement.nodeName") == "BUTTON"
    page.keyboard.press("Enter")
    expect(page.locator("button")).to_be_disabled()
    page.focus(f"[id='{other.id}']")
    site.server.run(go.set)
    expect(page.locator("p")).to_have_text("done 3")
    assert page.evaluate("document.activeElement.nodeName") == "INPUT"
