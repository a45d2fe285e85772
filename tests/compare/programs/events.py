"""Events: every way to bind a handler, what it returns, what it is told, and what happens around it."""

from functools import partial

import justpy as jp


class Counter:
    def __init__(self):
        self.clicks = 0

    def count(self, msg):
        self.clicks += 1
        msg.target.text = f"method of another object: {self.clicks}"

    @staticmethod
    def fixed(self, msg):
        self.text = "static"


def plain(self, msg):
    self.text = (
        f"plain {msg.event_type} {msg['event_type']} {msg.id == self.id} {msg.target is self} {msg.html_tag}"
    )


async def later(self, msg):
    self.text = "first"
    await msg.page.update()
    self.text = "second"


def with_word(word, self, msg):
    self.text = word


def no_update(self, msg):
    self.text = "must not show before the next update"
    return True


def missing(self, msg):
    self.text = f"missing: {bool(msg.nothing)} {bool(msg.nothing.at.all)} {msg.page_id == msg.page.page_id}"


def told(self, msg):
    self.text = f"{msg.event_type} button {msg.button} alt {msg.altKey}"


def key(self, msg):
    self.text = f"{msg.event_type}: {msg.key_data.key} {msg.key_data.code} {msg.key_data.shiftKey}"


def note(self, msg):
    msg.page.log.text += f" {self.name_of_mine}:{msg.event_type}"


def outside(self, msg):
    self.text = "clicked outside"


def before(self, msg):
    self.order = ["before"]


def main(self, msg):
    self.order.append("click")
    self.text = " ".join(self.order)


def page():
    wp = jp.WebPage()
    counter = Counter()
    jp.Button(a=wp, text="keyword", click=plain)
    jp.Button(a=wp, text="onclick", onclick=plain)
    jp.Button(a=wp, text="on_click", on_click=plain)
    jp.Button(a=wp, text="on()").on("click", plain)
    jp.Button(a=wp, text="lambda", click=lambda self, msg: setattr(self, "text", "lambda ran"))
    jp.Button(a=wp, text="string", click="self.text = 'string ran'; self.classes = 'p-2'")
    jp.Button(a=wp, text="string makes", click="Div(text='made', a=msg.page)")
    jp.Button(a=wp, text="method", click=counter.count)
    jp.Button(a=wp, text="static", click=Counter.fixed)
    jp.Button(a=wp, text="partial", click=partial(with_word, "partial ran"))
    jp.Button(a=wp, text="async", click=later)
    jp.Button(a=wp, text="returns", click=no_update)
    jp.Button(a=wp, text="missing", click=missing)
    jp.Button(a=wp, text="told", click=told, additional_properties=["button", "altKey"])
    jp.Button(a=wp, text="around", before=before, click=main)
    replaced = jp.Button(a=wp, text="replaced", click=plain)
    replaced.on("click", partial(with_word, "the second handler"))
    removed = jp.Button(a=wp, text="removed", click=plain)
    removed.remove_event("click")
    added = jp.Div(a=wp, text="double click")
    added.add_event("dblclick")
    added.on("dblclick", plain)
    jp.Div(a=wp, text="keys", tabindex=0, keydown=key)
    jp.Div(a=wp, text="enter and leave", mouseenter=plain, mouseleave=partial(with_word, "left"))
    jp.Div(a=wp, text="outside", click__out=outside, classes="w-32 bg-gray-200")
    outer = jp.Div(a=wp, click=note, name_of_mine="outer", classes="p-4 bg-red-100")
    jp.Div(a=outer, text="bubbles", click=note, name_of_mine="inner", classes="p-2")
    jp.Div(a=outer, text="stops", click=note, name_of_mine="stopped", classes="p-2", event_propagation=False)
    wp.log = jp.Div(a=wp, text="log:")
    wp.on("keydown", lambda self, msg: setattr(self.log, "text", f"page key {msg.key_data.key}"))
    return wp


jp.justpy(page)
