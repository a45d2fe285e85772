"""HTML as text: inner_html, parse_html with name_dict and commands, to_html."""

import justpy as jp

SOURCE = """
<div class="p-4" id="top">
  <h1 name="heading">Heading</h1>
  <p name="line">first</p>
  <p name="line">second</p>
  <input type="text" placeholder="type" name="field">
  <button name="button" disabled>Press</button>
  <svg viewBox="0 0 10 10" width="20" height="20"><circle cx="5" cy="5" r="4" fill="red"/></svg>
</div>
"""


def press(self, msg):
    self.names.heading.text = "Changed"
    for line in self.names["line"]:
        line.text = line.text + "!"
    self.raw.inner_html = "<i>other</i> raw"


def page():
    wp = jp.WebPage()
    raw = jp.Div(a=wp, inner_html="<b>raw</b> <u>html</u>")
    made = jp.parse_html(SOURCE, a=wp)
    jp.Button(a=wp, text="change", click=press, names=made.name_dict, raw=raw)
    jp.P(a=wp, text=f"{len(made.commands)} commands, {made.html_tag} with {len(made)} children")
    jp.parse_html("<p>one</p><p>two</p>", a=wp, classes="mine")
    jp.Pre(a=wp, text=jp.Div(text="text", title="x").to_html(format=False).replace(" ", ""))
    return wp


jp.justpy(page)
