"""A notebook: text in Markdown, formulas, a drawing that follows a slider, and a table of a DataFrame.

Needs the extras: python -m pip install 'tornjust[markdown,equations,pandas]'
"""

import sys

import tornjust as jp

try:
    import pandas as pd
    from matplotlib.figure import Figure
except ImportError as error:
    sys.exit(f"{error}. The notebook needs: python -m pip install 'tornjust[markdown,equations,pandas]'")

INTRO = """
# A damped swing

A mass on a spring comes to rest by and by. How soon, the *damping* ζ says:

* **0** it swings for ever,
* **1** it returns without swinging through.
"""


def swing(damping):
    """Time and place of the mass, for ten seconds."""
    place, speed = 1.0, 0.0
    rows = []
    for step in range(1000):
        if step % 10 == 0:
            rows.append((step / 100, round(place, 3), round(speed, 3)))
        speed += 0.01 * (-4 * place - 4 * damping * speed)
        place += 0.01 * speed
    return pd.DataFrame(rows, columns=["seconds", "place", "speed"])


def drawing(frame):
    """Place and speed over time."""
    figure = Figure(figsize=(7, 3), layout="constrained")
    axes = figure.subplots()
    for name in ("place", "speed"):
        axes.plot(frame["seconds"], frame[name], label=name)
    axes.set_xlabel("seconds")
    axes.legend(frameon=False)
    return figure


def notebook():
    wp = jp.WebPage(title="Notebook", body_classes="bg-gray-100")
    sheet = jp.Main(a=wp, classes="max-w-3xl mx-auto sm:my-6 p-4 sm:p-8 bg-white sm:rounded-lg shadow")
    jp.Markdown(a=sheet, markdown=INTRO)
    formula = r"\ddot x + 2 \zeta \omega \dot x + \omega^2 x = 0"
    jp.Equation(a=sheet, equation=formula, options={"displayMode": True}, classes="my-4 text-xl")

    frame = swing(0.1)
    line = jp.Label(a=sheet, classes="flex items-center space-x-3")
    jp.Span(a=line, text="Damping")
    slider = jp.Input(a=line, type="range", min=0, max=1, step=0.05, value=0.1, classes="flex-1")
    shown = jp.Span(a=line, text="0.1", classes="w-10 text-right")
    plot = jp.Matplotlib(a=sheet, figure=drawing(frame), classes="my-4")
    table = frame.jp.data_table(a=sheet, page_size=8)

    def changed(self, msg):
        damping = float(self.value)
        frame = swing(damping)
        shown.text = damping
        plot.set_figure(drawing(frame))
        table.values = frame

    slider.on("input", changed, throttle=200)
    return wp


jp.justpy(notebook)
