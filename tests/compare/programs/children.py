"""Lists of children: every way to add, find, move and take away."""

import justpy as jp


def names(box):
    return " ".join(str(child.text) for child in box.components)


def work(self, msg):
    box, step = self.box, self.step
    if step == 0:
        box.add(jp.P(text="d"), jp.P(text="e")).add_component(jp.P(text="b2"), 2)
        box + jp.P(text="f")
        box += jp.P(text="g")
        box.add_first(jp.P(text="first"))
    elif step == 1:
        box.remove(box[1])
        box.remove_component(box.first())
        box.components.pop()
    elif step == 2:
        box.components.reverse()
        box.components[0], box.components[1] = box.components[1], box.components[0]
    elif step == 3:
        box.components = sorted(box.components, key=lambda child: child.text)
        box.last().add_to(self.other)
        box.components.insert(1, jp.Hr(text=""))
    elif step == 4:
        box.delete_components()
        self.other.components.clear()
    elif step == 5:
        jp.P(text="anew", a=box)
        self.other.add_component(jp.P(text="again"))
        jp.P(text="on the page").add_to_page(msg.page)
    self.step = min(step + 1, 6)
    self.text = f"step {self.step}: {len(box)} {names(box)} {bool(box)} {len(self.other)}"


def page():
    wp = jp.WebPage()
    box = jp.Div(a=wp, classes="p-2")
    for word in "abc":
        jp.P(text=word, add_to=box)
    other = jp.Div(children=[jp.P(text="child")])
    wp += other
    wp.add(jp.Button(text="work", click=work, box=box, other=other, step=0))
    wp.add_component(jp.P(text="put first"), 0)
    jp.P(a=wp, text=f"{len(wp)} {wp.last().html_tag} {box[0].text} {box.first().text} {box.last().text}")
    return wp


jp.justpy(page)
