"""Attributes: global ones, boolean ones, absent values, names that Python spells otherwise, ids, visibility."""

import justpy as jp


def toggle(self, msg):
    target = self.target
    target.show = not target.show
    self.text = f"shown: {target.show}"


def restyle(self, msg):
    self.style = "" if self.style else "color: red; border: 1px solid"
    self.classes = "" if self.classes else "p-4 bg-blue-200"
    self.title = None if getattr(self, "title", None) else "a title"
    self.disabled_by_us = True


def page():
    wp = jp.WebPage()
    jp.Div(
        a=wp,
        text="global",
        title="hint",
        tabindex=0,
        lang="de",
        dir="rtl",
        accesskey="g",
        contenteditable=False,
        draggable=True,
        spellcheck=False,
        name="all",
    )
    jp.P(a=wp, text="numbers", tabindex=-1)
    jp.Button(a=wp, text="disabled", disabled=True)
    jp.Button(a=wp, text="not disabled", disabled=False, autofocus=None)
    jp.Input(a=wp, readonly=True, required=True, placeholder="read only", size=10, maxlength=0)
    jp.Ol(a=wp, reversed=False, start=0).add(jp.Li(text="zero"))
    jp.Td(a=jp.Tr(a=jp.Tbody(a=jp.Table(a=wp))), colspan=2, text="cell")
    jp.Div(a=wp, text="with an id", id="mine")
    jp.Label(a=wp, text="for", **{"for": "mine"})
    jp.Div(a=wp, text="<b>escaped</b> & \"quoted\" 'too'")
    jp.Div(a=wp, text=0)
    jp.Div(a=wp, text=None)
    jp.Div(a=wp, text=["a", 1])
    jp.Div(a=wp, text="")
    jp.Div(a=wp, num=3, words={"own": "data"}, text="own data")
    target = jp.Div(a=wp, text="now you see me", classes="p-2", show=False)
    jp.Button(a=wp, text="toggle", click=toggle, target=target)
    jp.Div(a=wp, text="restyle me", click=restyle)
    jp.Div(a=wp, text="hidden by class", classes="hidden")
    return wp


jp.justpy(page)
