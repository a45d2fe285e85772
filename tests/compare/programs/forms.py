"""A form: labels, what a submit hands over, fields outside of it, and the answer."""

import justpy as jp


def submit(self, msg):
    lines = []
    for item in msg.form_data:
        if item.html_tag in ("input", "select", "textarea"):
            lines.append(f"{item.html_tag} {item.name} {item.value} {bool(item.checked)}")
    self.answer.delete_components()
    for line in lines:
        jp.P(text=line, a=self.answer)


def page():
    wp = jp.WebPage()
    form = jp.Form(a=wp, classes="border p-2", submit=submit, name="all")
    name = jp.Input(a=form, name="name", value="Ada", id="field")
    jp.Label(a=form, text="Name", for_component=name)
    jp.Label(a=form, text="Agree").add(jp.Input(type="checkbox", name="agree", value="yes"))
    for size in ("small", "large"):
        jp.Label(a=form, text=size).add(
            jp.Input(type="radio", name="size", value=size, checked=size == "small")
        )
    jp.Select(a=form, name="choice", value="2").add(
        jp.Option(value="1", text="One"), jp.Option(value="2", text="Two")
    )
    jp.Textarea(a=form, name="words", value="some words")
    jp.Input(a=form, type="hidden", name="secret", value="kept")
    jp.Button(a=form, type="submit", text="Send")
    jp.Input(a=form, type="submit", value="Send too")
    jp.Button(a=form, type="button", text="not a submit")
    jp.Input(a=wp, name="outside", form=form, value="out")
    form.answer = jp.Div(a=wp)
    return wp


jp.justpy(page)
