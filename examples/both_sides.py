"""A drawing board that everybody shares: open it in two windows, and draw.

A stroke follows the pointer in the browser, without a message. When it is done, the server hears of it once and puts it
on the board, which all tabs show.
"""

import re

import tornjust as jp

COLORS = {
    "#0f172a": "black",
    "#ef4444": "red",
    "#f59e0b": "amber",
    "#10b981": "green",
    "#3b82f6": "blue",
    "#a855f7": "purple",
}
PEN = {"fill": "none", "stroke_width": 6, "stroke_linecap": "round", "stroke_linejoin": "round"}

board = jp.Svg(
    role="img",
    aria_label="What everybody has drawn",
    viewBox="0 0 800 500",
    classes="w-full bg-white rounded-2xl shadow-lg cursor-crosshair",
    style="touch-action: none; aspect-ratio: 8 / 5",
    delete_flag=False,
)

# In the browser, where each tab has a pen of its own. -----------------------------------------------------------------

color = "#0f172a"
line = None


@jp.client
def point(event):
    box = event.page.named["board"].element.getBoundingClientRect()
    x = (event.clientX - box.left) / box.width * 800
    y = (event.clientY - box.top) / box.height * 500
    return f"{x:.0f},{y:.0f} "


@jp.client
def down(self, event):
    global line
    self.element.setPointerCapture(event.pointerId)
    line = jp.Polyline(a=self, points=point(event), stroke=color, **PEN)


@jp.client
def move(self, event):
    if line:
        line.points += point(event)


@jp.client
async def up(self, event):
    global line
    mine, line = line, None
    if mine:
        await keep(mine.points, mine.stroke)
        self.remove(mine)


@jp.client
def pick(self, event):
    global color
    color = jp.client.storage["color"] = self.data_color
    for dot in self.parent:
        dot.set_class("scale-125" if dot is self else "scale-100")
        dot.aria_pressed = "true" if dot is self else "false"


@jp.client
def begin(self, event):
    for dot in self.named["colors"]:
        if dot.data_color == jp.client.storage.get("color", color):
            pick(dot, event)


# On the server. ------------------------------------------------------------------------------------------------------


@jp.server
async def keep(points, stroke):
    if stroke not in COLORS or not re.fullmatch(r"(-?\d{1,4},-?\d{1,4} ){1,5000}", points):
        raise ValueError("that is no stroke")
    jp.Polyline(a=board, points=points, stroke=stroke, **PEN)
    del board.components[:-500]
    await board.update()


async def clear(self, msg):
    board.delete_components()
    await board.update()


def page():
    wp = jp.WebPage(title="Drawing board", body_classes="bg-gray-100")
    main = jp.Main(a=wp, classes="max-w-4xl mx-auto p-6 space-y-4")
    jp.H1(a=main, text="Drawing board", classes="text-2xl font-semibold")
    tools = jp.Div(a=main, classes="flex items-center justify-between")
    colors = jp.Div(a=tools, name="colors", classes="flex gap-3")
    for name, word in COLORS.items():
        dot = "w-8 h-8 rounded-full shadow transform transition scale-100"
        jp.Button(
            a=colors, data_color=name, aria_label=word, click=pick, classes=dot, style=f"background: {name}"
        )
    jp.Button(
        a=tools, text="Clear", click=clear, classes="px-4 py-2 rounded-xl bg-white shadow text-gray-700"
    )
    main.add(board)
    wp.on("page_ready", begin)
    return wp


board.name = "board"
board.on("pointerdown", down)
board.on("pointermove", move)
board.on("pointerup", up)
jp.justpy(page)
