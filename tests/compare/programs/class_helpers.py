"""set_class, set_classes, has_class, remove_class, hidden, hidden_toggle."""

import justpy as jp


def colour(self, msg):
    self.set_class("bg-green-500" if self.has_class("bg-red-500") else "bg-red-500")
    self.set_class("bg-blue-700", "hover")
    self.set_classes("p-4 text-xl focus:bg-white")


def toggle(self, msg):
    self.target.hidden_toggle()
    self.text = f"hidden: {self.target.has_class('hidden')}"


def show(self, msg):
    self.target.hidden(False)
    self.target.remove_class("mine")
    self.target.remove_class("never there")


def wrong(self, msg):
    try:
        self.set_class("no-such-class")
    except Exception:
        self.text = "refused"


def page():
    wp = jp.WebPage()
    jp.Div(a=wp, text="colour", classes="m-2 bg-red-500 own", click=colour)
    target = jp.Div(a=wp, text="target", classes="mine p-2")
    jp.Button(a=wp, text="toggle", click=toggle, target=target)
    jp.Button(a=wp, text="show", click=show, target=target)
    jp.Button(a=wp, text="wrong", click=wrong)
    colours, group = len(jp.Tailwind.tw_dict["text_color"]), jp.Tailwind.tw_reverse_dict["flex"]
    jp.P(a=wp, text=f"{colours} {group} {len(jp.Tailwind.pseudo_classes)}")
    return wp


jp.justpy(page)
