"""Components of a program's own, in the ways in which programs write them."""

import justpy as jp


class Card(jp.Div):
    """Defaults before super().__init__() can be overridden by keywords."""

    def __init__(self, **kwargs):
        self.heading = "no heading"
        self.clicks = 0
        super().__init__(**kwargs)
        self.title_part = jp.H2(text=self.heading, a=self)
        self.on("click", self.clicked)

    def clicked(self, msg):
        self.clicks += 1
        self.title_part.text = f"{self.heading} {self.clicks}"


class Alert(jp.Div):
    """Class attributes and a tag of its own."""

    html_tag = "section"
    attributes = ["color", "size"]
    default_classes = "p-2 bg-red-100"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.classes = self.default_classes


class Proud(jp.Button):
    """__setattr__ of its own."""

    def __setattr__(self, name, value):
        if name == "text":
            value = str(value).upper()
        super().__setattr__(name, value)


class Doubling(jp.Input):
    """An event of a subclassed field."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.out = jp.Span(text="")
        self.on("input", self.double)

    def double(self, msg):
        self.out.text = self.value * 2


class Lister(jp.Ul):
    """Children from a list, at each look."""

    def __init__(self, **kwargs):
        self.items = []
        super().__init__(**kwargs)

    def react(self, data):
        self.delete_components()
        for item in self.items:
            jp.Li(text=item, a=self)


class Stamped(jp.Span):
    """convert_object_to_dict() with super()."""

    count = 0

    def convert_object_to_dict(self):
        self.text = f"count {self.count}"
        d = super().convert_object_to_dict()
        d["classes"] += " font-bold"
        d["text"] += "!"
        return d


class Kept(jp.Div):
    """delete() of its own."""

    def delete(self):
        self.owner.deleted += 1
        super().delete()


class Page(jp.WebPage):
    """A page of its own."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.deleted = 0
        self.box = jp.Div(a=self)
        for _ in range(3):
            Kept(text="kept", a=self.box, owner=self)
        jp.Button(a=self, text="delete", click=self.clean)

    def clean(self, msg):
        self.box.delete_components()
        msg.target.text = f"deleted {self.deleted}"


def proud(self, msg):
    self.text = "clicked"


def extend(self, msg):
    self.lister.items.append(f"item {len(self.lister.items)}")
    self.stamped.count += 1


def page():
    wp = Page(title="Own")
    Card(a=wp)
    Card(a=wp, heading="With a heading")
    Alert(a=wp, text="alert", color="red", size=3)
    Proud(a=wp, text="proud", click=proud)
    field = Doubling(a=wp, placeholder="double")
    wp.add(field.out)
    lister = Lister(a=wp, items=["given"])
    stamped = Stamped(a=wp, classes="p-1")
    jp.Button(a=wp, text="extend", click=extend, lister=lister, stamped=stamped)
    return wp


jp.justpy(page)
