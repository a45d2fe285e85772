"""Fields of every kind: what they show, what their handlers are told, radio groups, selects, models."""

import justpy as jp


def tell(self, msg):
    self.told.text = f"{self.type}: {self.value!r} {self.checked} {msg.event_type} {msg.input_type}"


def field(wp, kind, event="input", cls=jp.Input, **options):
    box = jp.Div(a=wp)
    made = cls(a=box, type=kind, **options) if kind else cls(a=box, **options)
    made.on(event, tell)
    made.told = jp.Span(a=box, text="-")
    return made


def reset(self, msg):
    for each in self.fields:
        each.value = "reset"


def page():
    wp = jp.WebPage(data={"text": "shared", "on": True, "colour": "green"})
    text = field(wp, "text", value="start")
    area = field(wp, None, cls=jp.Textarea, value="two\nlines", rows=2)
    for kind in ("password", "email", "search", "tel", "url"):
        field(wp, kind)
    field(wp, "number", value=3, min=0)
    for kind in ("date", "time", "month", "week", "datetime-local", "color", "range"):
        field(wp, kind, "change")
    field(wp, None, "change", cls=jp.InputChangeOnly, placeholder="change only")
    field(wp, "checkbox", "change", checked=True)
    for value in ("red", "green", 3):
        field(wp, "radio", "change", name="colour", value=value, checked=value == "green")
    select = jp.Select(
        a=wp, value="b", change=lambda self, msg: setattr(self.told, "text", f"chosen {self.value}")
    )
    for value in "abc":
        select.add(jp.Option(value=value, text=value.upper()))
    select.told = jp.Span(a=wp, text="-")
    jp.Input(a=wp, model=[wp, "text"])
    jp.Input(a=wp, model=[wp, "text"], placeholder="the same")
    jp.Div(a=wp, model=[wp, "text"])
    jp.Input(a=wp, type="checkbox", model=[wp, "on"])
    jp.Div(a=wp, model=[wp, "on"])
    jp.Input(a=wp, no_events=True, placeholder="silent")
    jp.Button(a=wp, text="reset", click=reset, fields=[text, area])
    return wp


jp.justpy(page)
