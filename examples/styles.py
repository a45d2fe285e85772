"""A browser for the utility classes: palettes, scales, movements, icons.

Type to search among all of them; tap one to see its CSS. Everything comes from this server, also without a network:

    python examples/styles.py
"""

import re

import tornjust as jp
from tornjust.styles import all_names, icon_names, rules

PALETTES = (
    "gray red yellow green blue indigo purple pink slate zinc neutral stone "
    "orange amber lime emerald teal cyan sky violet fuchsia rose"
).split()
SHADES = "50 100 200 300 400 500 600 700 800 900 950".split()
SPACES = "px 0.5 1 1.5 2 3 4 5 6 8 10 12 16 20 24 32 40 48 56 64".split()
TEXT_SIZES = "xs sm base lg xl 2xl 3xl 4xl 5xl 6xl 7xl 8xl 9xl".split()
WEIGHTS = "thin extralight light normal medium semibold bold extrabold black".split()
LOOKS = {
    "Corners": "rounded-none rounded-sm rounded rounded-md rounded-lg rounded-xl rounded-2xl rounded-3xl rounded-full",
    "Shadows": "shadow-sm shadow shadow-md shadow-lg shadow-xl shadow-2xl shadow-inner",
    "Borders": "border border-2 border-4 border-8 border-dashed border-dotted border-double",
    "Rings": "ring-1 ring-2 ring ring-4 ring-8 ring-inset",
    "Opacity": "opacity-100 opacity-75 opacity-50 opacity-25 opacity-10",
    "Turned": "rotate-1 rotate-3 rotate-6 rotate-12 rotate-45 scale-75 scale-90 scale-110 skew-x-6 skew-y-6",
    "Filters": "blur-sm blur grayscale sepia invert saturate-200 contrast-50 brightness-150 hue-rotate-90",
}
MOVEMENTS = (
    "bounce flash pulse rubberBand shake swing tada wobble jello heartBeat bounceIn fadeInUp flipInX flipInY "
    "lightSpeedIn rotateIn rollIn zoomIn slideInLeft slideInUp jackInTheBox hinge bounceOut fadeOutDown zoomOut"
).split()
ICONS = (
    "home user users cog search bell envelope heart star check times plus minus trash-alt edit save download upload "
    "folder file image camera calendar clock map-marker-alt phone comment lock unlock key shield-alt eye chart-bar "
    "chart-line chart-pie database server cloud sun moon bolt fire leaf dog cat car plane bicycle coffee pizza-slice "
    "music gamepad gift shopping-cart credit-card"
).split()
EVERYTHING = sorted(all_names()) + sorted(f"fa-{name}" for name in icon_names())
MOST_FOUND = 60

TAB = "px-4 py-2 rounded-full text-sm font-medium whitespace-nowrap transition-colors focus:outline-none focus:ring-2"
CHOSEN = "bg-indigo-600 text-white"
OTHER = "text-gray-600 dark:text-gray-300 hover:bg-gray-200 dark:hover:bg-gray-700"
CARD = (
    "bg-white dark:bg-gray-800 rounded-xl shadow-sm p-4 flex flex-col items-center justify-between gap-3 min-h-[7rem] "
    "cursor-pointer hover:shadow-md focus:outline-none focus:ring-2 ring-indigo-400 transition-shadow overflow-hidden"
)
CARDS = "grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-5 gap-3"
NAME = "font-mono text-xs text-gray-600 dark:text-gray-400 break-all text-center"


class Browser(jp.WebPage):
    """The page: a bar that stays, one section at a time, and the class that was chosen last."""

    def __init__(self):
        super().__init__(title="Utility classes", dark="auto")
        self.body_classes = "bg-gray-100 dark:bg-gray-900 text-gray-900 dark:text-gray-100"
        bar = jp.Header(
            a=self,
            classes="sticky top-0 z-20 bg-white/90 dark:bg-gray-800/90 backdrop-filter backdrop-blur shadow",
        )
        top = jp.Div(a=bar, classes="max-w-screen-xl mx-auto px-4 pt-3 flex items-center gap-3")
        jp.H1(a=top, text="Utility classes", classes="sr-only sm:not-sr-only text-lg font-bold flex-shrink-0")
        self.query = jp.Input(
            a=top, type="search", placeholder=f"Search {len(EVERYTHING):,} classes", debounce=150, input=self.search,
            classes="flex-1 min-w-0 rounded-full px-4 py-2 bg-gray-100 dark:bg-gray-700 border-transparent "
            "placeholder-gray-600 dark:placeholder-gray-300 focus:outline-none focus:ring-2 ring-indigo-400",
            aria_label="Search",
        )  # fmt: skip
        jp.Button(a=top, classes=f"{TAB} {OTHER}", text="◐", click=self.turn, aria_label="Light or dark")
        tabs = jp.Nav(a=bar, classes="max-w-screen-xl mx-auto px-2 py-2 flex gap-1 overflow-x-auto")
        self.tabs = {
            name: jp.Button(a=tabs, text=name, click=self.choose)
            for name in ("Colours", "Space", "Text", "Looks", "Motion", "Icons")
        }
        self.main = jp.Main(a=self, classes="max-w-screen-xl mx-auto p-4 pb-40")
        self.detail = jp.Div(
            a=self, show=False, animation="slideInUp faster",
            classes="fixed bottom-0 inset-x-0 z-20 bg-gray-900 text-gray-100 shadow-2xl",
        )  # fmt: skip
        inner = jp.Div(a=self.detail, classes="max-w-screen-xl mx-auto p-4 flex items-start gap-4")
        words = jp.Div(a=inner, classes="flex-1 min-w-0")
        self.name = jp.Div(a=words, classes="font-mono font-bold text-indigo-300 break-all")
        self.css = jp.Pre(
            a=words, classes="mt-1 text-xs whitespace-pre-wrap break-words max-h-28 overflow-y-auto"
        )
        jp.Button(
            a=inner,
            text="✕",
            click=self.close,
            classes="px-3 py-1 rounded hover:bg-gray-700",
            aria_label="Close",
        )
        self.open("Colours")

    # -- what the user does -----------------------------------------------------------------------------------------

    def choose(self, msg):
        self.query.value = ""
        self.open(msg.target.text)

    def turn(self, msg):
        self.dark = self.dark is not True

    def search(self, msg):
        words = self.query.value.lower().split()
        if not words:
            self.open("Colours")
            return
        found = [name for name in EVERYTHING if all(word in name.lower() for word in words)]
        found.sort(key=lambda name: (not name.startswith(words[0]), len(name)))
        self.clear(None)
        more = f", the first {MOST_FOUND} of them" if len(found) > MOST_FOUND else ""
        jp.P(
            a=self.main,
            text=f"{len(found):,} classes{more}",
            classes="mb-3 text-sm text-gray-600 dark:text-gray-400",
            role="status",
        )
        grid = jp.Div(a=self.main, classes=CARDS)
        for name in found[:MOST_FOUND]:
            self.card(grid, name, sample(name))

    def show_css(self, msg):
        name = msg.target.title
        self.name.text = name
        self.css.text = "\n".join(readable(rule.css) for rule in rules(name))
        self.detail.show = True

    def play(self, msg):
        msg.target.sample.animation = msg.target.title
        self.show_css(msg)

    def close(self, msg):
        self.detail.show = False

    # -- sections ---------------------------------------------------------------------------------------------------

    def clear(self, chosen):
        for name, tab in self.tabs.items():
            tab.classes = f"{TAB} {CHOSEN if name == chosen else OTHER}"
        self.main.delete_components()

    def open(self, name):
        self.clear(name)
        getattr(self, name.lower())()

    def heading(self, text):
        jp.H2(
            a=self.main,
            text=text,
            classes="mt-6 mb-3 text-sm font-semibold uppercase tracking-wide text-gray-600 dark:text-gray-400",
        )

    def card(self, parent, name, look, click=None):
        card = jp.Button(a=parent, classes=CARD, title=name, click=click or self.show_css)
        card.sample = look
        card.add(jp.Div(classes="flex-1 flex items-center justify-center w-full").add(look))
        jp.Span(a=card, text=name, classes=NAME)

    def colours(self):
        for palette in PALETTES:
            row = jp.Div(a=self.main, classes="mb-3 sm:flex items-center gap-3")
            jp.Div(a=row, text=palette, classes="w-20 text-sm font-medium")
            swatches = jp.Div(
                a=row, classes="flex-1 grid grid-cols-11 gap-px sm:gap-1 rounded-lg overflow-hidden"
            )
            for shade in SHADES:
                name = f"bg-{palette}-{shade}"
                jp.Button(
                    a=swatches, title=name, click=self.show_css, aria_label=name,
                    classes=f"{name} h-10 text-xs transform hover:scale-110 transition-transform {ink(name)}",
                    text=shade,
                )  # fmt: skip

    def space(self):
        for size in SPACES:
            row = jp.Button(
                a=self.main, title=f"w-{size}", click=self.show_css, classes="flex items-center gap-4 py-1"
            )
            jp.Span(
                a=row, text=size, classes="w-12 text-right font-mono text-xs text-gray-600 dark:text-gray-400"
            )
            jp.Span(a=row, classes=f"w-{size} h-4 rounded-sm bg-indigo-500")

    def text(self):
        for size in TEXT_SIZES:
            name = f"text-{size}"
            row = jp.Button(
                a=self.main, title=name, click=self.show_css, classes="block w-full text-left py-1 truncate"
            )
            jp.Span(
                a=row,
                text=name,
                classes="inline-block w-24 font-mono text-xs text-gray-600 dark:text-gray-400",
            )
            jp.Span(a=row, text="Hamburgefonts", classes=name)
        self.heading("Weights")
        grid = jp.Div(a=self.main, classes=CARDS)
        for weight in WEIGHTS:
            self.card(grid, f"font-{weight}", jp.Span(text="Aa", classes=f"text-3xl font-{weight}"))

    def looks(self):
        for title, names in LOOKS.items():
            self.heading(title)
            grid = jp.Div(a=self.main, classes=CARDS)
            for name in names.split():
                self.card(grid, name, sample(name))

    def motion(self):
        grid = jp.Div(a=self.main, classes=CARDS)
        for name in MOVEMENTS:
            self.card(
                grid,
                name,
                jp.Div(classes="w-12 h-12 rounded-lg bg-gradient-to-br from-pink-500 to-indigo-500"),
                self.play,
            )

    def icons(self):
        grid = jp.Div(a=self.main, classes="grid grid-cols-4 sm:grid-cols-5 lg:grid-cols-8 gap-3")
        for name in ICONS:
            self.card(grid, f"fa-{name}", jp.I(classes=f"fas fa-{name} text-2xl"))


def ink(name):
    """Black or white: what can be read on the colour of a class."""
    channels = re.search(r"rgba\((\d+),(\d+),(\d+)", rules(name)[0].css).groups()
    red, green, blue = ((int(channel) / 255) ** 2.2 for channel in channels)
    return "text-black" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 else "text-white"


def sample(name):
    """Something on which a class shows what it does."""
    if name.startswith("fa-"):
        return jp.I(classes=f"fas {name} text-3xl")
    if name.startswith(
        ("text-", "font-", "tracking-", "leading-", "underline", "line-", "italic", "upper", "lower", "cap")
    ):
        return jp.Div(text="Aa Bb", classes=f"text-xl max-w-full {name}")
    extra = {"border": "border-indigo-500", "from": "bg-gradient-to-r", "to": "bg-gradient-to-r from-white"}
    family = name.lstrip("-").split("-")[0]
    if family in ("rotate", "scale", "skew", "translate"):
        extra[family] = "transform"
    if family in (
        "blur",
        "grayscale",
        "sepia",
        "invert",
        "saturate",
        "contrast",
        "brightness",
        "hue",
        "drop",
    ):
        extra[family] = "filter"
    if family == "backdrop":
        extra[family] = "backdrop-filter"
    if family == "shadow":
        return jp.Div(text="Aa", classes=f"bg-white text-black rounded p-4 {name}")
    color = (
        ""
        if family in ("bg", "from", "to", "via")
        else "bg-gradient-to-br from-indigo-200 to-indigo-400 text-black"
    )
    if family in ("from", "to", "via"):
        color = "bg-gradient-to-r"
    styled = "" if family in ("absolute", "fixed", "sticky", "hidden", "container") else name
    border = (
        "border-2"
        if name in ("border-dashed", "border-dotted")
        else "border-4"
        if name == "border-double"
        else ""
    )
    return jp.Div(
        text="Aa", classes=f"min-w-[3rem] max-w-full p-3 {color} {extra.get(family, '')} {border} {styled}"
    )


def readable(css):
    """A rule with each declaration on a line of its own; long drawings are cut."""
    css = css.replace("{", " {\n  ").replace(";", ";\n  ").replace("}", "\n}")
    return css if len(css) < 600 else css[:600] + " …"


def page():
    return Browser()


if __name__ == "__main__":
    jp.justpy(page)
