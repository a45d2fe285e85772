"""Stars are falling: catch them with the arrow keys, or with the pointer. The whole game runs in the browser.

The server hears of it once, at the end, and keeps the table of the best, which all tabs show.
"""

import random

import tornjust as jp

WIDTH, HEIGHT = 640, 400
best = jp.Ol(classes="peer space-y-1 text-gray-300", delete_flag=False)
scores = []


@jp.client
class Game:
    """One round."""

    def __init__(self, page):
        self.page = page
        self.pen = page.named["sky"].element.getContext("2d")
        self.x = WIDTH / 2
        self.pull = 0
        self.stars = []
        self.caught = self.lost = 0

    def frame(self, seconds):
        self.x = max(30, min(WIDTH - 30, self.x + self.pull * 420 * seconds))
        if random.random() < 1.5 * seconds:
            self.stars.append(
                [random.uniform(20, WIDTH - 20), -10, random.uniform(90, 160) + 6 * self.caught]
            )
        for star in self.stars:
            star[1] += star[2] * seconds
        landed = [star for star in self.stars if star[1] > HEIGHT - 24]
        self.stars = [star for star in self.stars if star not in landed]
        hits = len([star for star in landed if abs(star[0] - self.x) < 38])
        self.caught += hits
        self.lost += len(landed) - hits
        self.draw()
        self.page.named["score"].text = f"{self.caught} caught, {3 - self.lost} left"
        if self.lost >= 3:
            jp.client.after(0, end, self)
            return False

    def draw(self):
        pen = self.pen
        pen.fillStyle = "#0f172a"
        pen.fillRect(0, 0, WIDTH, HEIGHT)
        pen.fillStyle = "#fde047"
        for x, y, _ in self.stars:
            pen.beginPath()
            pen.arc(x, y, 7, 0, 6.3)
            pen.fill()
        pen.fillStyle = "#38bdf8"
        pen.fillRect(self.x - 30, HEIGHT - 20, 60, 8)


game = None


@jp.client
def play(self, event):
    global game
    self.hidden()
    game = Game(event.page)
    jp.client.frames(game.frame)


@jp.client
async def end(over):
    global game
    game = None
    record = max(over.caught, jp.client.storage.get("stars", 0))
    jp.client.storage["stars"] = record
    over.page.named["score"].text = f"{over.caught} caught. Your record here: {record}"
    over.page.named["play"].hidden(False)
    await enter(over.page.named["who"].value, over.caught)


@jp.client
def key(self, event):
    if game:
        pressed = event.key_data["key"]
        if pressed in ("ArrowLeft", "ArrowRight"):
            game.pull = (
                (pressed == "ArrowRight") - (pressed == "ArrowLeft") if event.event_type == "keydown" else 0
            )


@jp.client
def point(self, event):
    if game:
        game.x = event.offsetX * WIDTH / self.element.clientWidth  # it is smaller on a phone


@jp.server
async def enter(name, caught):
    if not isinstance(caught, int) or not 0 < caught < 1000:
        return
    scores.append((-caught, str(name)[:20] or "Somebody"))
    scores[:] = sorted(scores)[:8]
    best.components = [jp.Li(text=f"{-points}  {who}") for points, who in scores]
    await best.update()


def page():
    wp = jp.WebPage(title="Falling stars", body_classes="bg-gray-800 text-white")
    main = jp.Main(a=wp, classes="max-w-5xl mx-auto p-6 flex flex-wrap gap-8")
    left = jp.Div(a=main, classes="space-y-3 max-w-full")
    jp.H1(a=left, text="Falling stars", classes="text-3xl font-semibold")
    jp.P(a=left, name="score", text="Catch what falls.", classes="text-xl")
    stage = jp.Div(a=left, classes="relative")
    sky = jp.Canvas(
        a=stage,
        name="sky",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        aria_label="The sky",
        classes="max-w-full h-auto rounded-2xl bg-gray-900",
    )
    sky.on("pointermove", point)
    middle = "absolute inset-0 m-auto w-40 h-16 rounded-2xl text-xl bg-blue-600"
    jp.Button(a=stage, name="play", text="Play", click=play, classes=middle)
    right = jp.Div(a=main, classes="space-y-3 pt-1")
    jp.H2(a=right, text="The best", classes="text-xl")
    jp.Input(
        a=right,
        name="who",
        placeholder="Your name",
        aria_label="Your name",
        classes="px-3 py-2 rounded-xl bg-gray-900 placeholder-gray-400",
    )
    right.add(best, jp.P(text="Nobody yet", classes="hidden peer-empty:block text-gray-300"))
    wp.on("keydown", key)
    wp.on("keyup", key)
    return wp


jp.justpy(page)
