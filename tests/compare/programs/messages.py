"""What `msg` holds: every field of each kind of event, but for those that are numbers of the run itself."""

import justpy as jp

VOLATILE = (
    "page_id",
    "websocket_id",
    "session_id",
    "id",
    "event_target",
    "event_current_target",
    "websocket",
    "page",
    "target",
    "tab",  # tornjust has these two beside what JustPy has
    "submitter",
)


def tell(self, msg):
    known = {key: value for key, value in msg.items() if key not in VOLATILE and key != "form_data"}
    self.told.text = " ".join(f"{key}={known[key]!r}" for key in sorted(known))
    self.where.text = (
        f"{msg.event_target == str(self.id)} {msg.event_current_target == str(self.id)} {msg.id == self.id}"
    )


def tell_form(self, msg):
    tell(self, msg)
    self.items.delete_components()
    for item in msg.form_data:
        jp.P(
            text=" ".join(f"{key}={item[key]!r}" for key in sorted(item) if key not in ("id", "class")),
            a=self.items,
        )


def watch(wp, component, *events, handler=tell):
    for event in events:
        component.on(event, handler)
    wp.add(component)
    component.told = jp.P(a=wp, classes="text-xs")
    component.where = jp.P(a=wp, classes="text-xs")
    return component


def page():
    wp = jp.WebPage()
    watch(wp, jp.Div(text="a div"), "click")
    watch(wp, jp.Button(text="a button", value="5", name="b"), "click")
    watch(wp, jp.Div(text="mouse"), "mouseenter", "mouseleave")
    watch(wp, jp.Div(text="more", additional_properties=["detail", "ctrlKey", "button", "nothing"]), "click")
    watch(wp, jp.Div(text="keys", tabindex=0), "keydown")
    watch(wp, jp.Input(value="x", name="t"), "input")
    watch(wp, jp.Input(name="c"), "change")
    watch(wp, jp.Input(name="f"), "blur")
    watch(wp, jp.Input(type="number"), "input")
    watch(wp, jp.Input(type="checkbox"), "change")
    watch(wp, jp.Input(type="radio", value=1, name="r"), "change")
    watch(wp, jp.Textarea(), "input")
    select = jp.Select(value="a").add(jp.Option(value="a", text="A"), jp.Option(value="b", text="B"))
    watch(wp, select, "change")
    watch(wp, jp.Div(text="outside"), "click__out")
    form = jp.Form(name="form")
    form.items = jp.Div(a=wp)
    form.add(
        jp.Input(name="one", value="1", placeholder="One", required=True),
        jp.Input(type="checkbox", name="two", checked=True),
    )
    form.add(
        jp.Input(type="password", name="three"),
        jp.Textarea(name="four", value="4"),
        jp.Select(name="five", value="5").add(jp.Option(value="5", text="V")),
    )
    form.add(jp.Button(text="send", type="submit"))
    watch(wp, form, "submit", handler=tell_form)
    return wp


jp.justpy(page)
