"""data, model, react and model_update, on pages and components."""

import justpy as jp


class Total(jp.Div):
    def react(self, data):
        self.text = f"sum {sum(data['numbers'])} of {len(data['numbers'])}"


class Loud(jp.Div):
    def model_update(self):
        self.text = str(self.get_model()).upper() + "!"


class Rows(jp.Div):
    def react(self, data):
        self.delete_components()
        for number in data["numbers"]:
            jp.P(text=number, a=self)


class Watched(jp.WebPage):
    looks = 0

    def react(self):
        self.mark.text = f"page has {len(self.data['numbers'])} numbers"


def more(self, msg):
    msg.page.data["numbers"].append(len(msg.page.data["numbers"]) * 2)
    msg.page.data["word"] += "o"


def nested(self, msg):
    self.box.data["deep"] = self.box.data["deep"] + 1


def page():
    wp = Watched(data={"numbers": [1, 2], "word": "hell"})
    wp.mark = jp.Div(a=wp)
    Total(a=wp)
    Rows(a=wp)
    Loud(a=wp, model=[wp, "word"])
    jp.Div(a=wp, model=[wp, "word"], classes="p-2")
    box = jp.Div(a=wp, data={"deep": 1})
    jp.Span(a=box, model=[box, "deep"])
    jp.Button(a=wp, text="more", click=more)
    jp.Button(a=wp, text="deeper", click=nested, box=box)
    return wp


jp.justpy(page)
