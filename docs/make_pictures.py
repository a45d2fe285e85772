"""Takes the pictures of docs/styling.md, one for each group of classes: `python docs/make_pictures.py`.

Each is a small page of components, rendered and photographed without a server. Needs Playwright, a Chromium on the
path, and the extra `icons` (`make test` installs all of them). Writes docs/styles/*.png.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

import tornjust as jp
from tornjust.styles import base, sheet, tokens_in

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS))

from make_screenshot import chromium  # noqa: E402

WIDTH = 860
BOX = "bg-indigo-500 text-white text-sm font-mono rounded p-2"
PALE = "bg-indigo-100 rounded"
LABEL = "text-xs font-mono text-gray-500"
PICTURES: dict[str, Callable[[jp.Div], None]] = {}


def picture(draw: Callable[[jp.Div], None]) -> Callable[[jp.Div], None]:
    """A function that fills the frame of one picture; its name is that of the file."""
    PICTURES[draw.__name__.replace("_", "-")] = draw
    return draw


def labelled(parent: jp.Div, name: str, classes: str, text: str = "") -> jp.Div:
    """A sample with the name of a class below it."""
    column = jp.Div(a=parent, classes="flex flex-col items-center gap-2")
    sample = jp.Div(a=column, classes=classes, text=text)
    jp.Div(a=column, text=name, classes=LABEL)
    return sample


@picture
def layout(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="grid grid-cols-3 gap-6")
    for places in (
        ("top-0 left-0", "top-0 right-0"),
        ("inset-y-0 left-0",),
        ("bottom-0 inset-x-0", "top-4 left-8"),
    ):
        box = jp.Div(a=row, classes=f"{PALE} relative h-32")
        for place in places:
            jp.Div(a=box, text=place, classes=f"{BOX} absolute {place}")


@picture
def space(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="flex items-end gap-6")
    for name in ("p-1", "p-4", "p-8", "px-8", "pt-8"):
        inner = labelled(row, name, f"{name} bg-indigo-200 rounded")
        jp.Div(a=inner, classes=BOX, text="content")
    spaced = labelled(row, "space-x-4", "flex space-x-4")
    for number in "123":
        jp.Div(a=spaced, classes=BOX, text=number)


@picture
def size(frame: jp.Div) -> None:
    for name in ("w-16", "w-32", "w-64", "w-1/4", "w-1/2", "w-3/4", "w-full"):
        jp.Div(a=frame, text=name, classes=f"{BOX} {name} mb-2")


@picture
def flex_and_grid(frame: jp.Div) -> None:
    for name in ("justify-between items-center", "justify-center items-end"):
        jp.Div(a=frame, text=f"flex {name}", classes=LABEL)
        row = jp.Div(a=frame, classes=f"{PALE} flex {name} h-16 p-2 mb-4")
        for number, height in zip("123", ("py-1", "py-3", "py-2")):
            jp.Div(a=row, text=number, classes=f"{BOX} {height}")
    jp.Div(a=frame, text="grid grid-cols-4 gap-2", classes=LABEL)
    grid = jp.Div(a=frame, classes=f"{PALE} grid grid-cols-4 gap-2 p-2")
    for name in ("col-span-2", "1", "1", "1", "col-span-3"):
        jp.Div(a=grid, text=name, classes=f"{BOX} {name}")


@picture
def text(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="flex items-baseline gap-5 mb-4")
    for name in ("text-xs", "text-sm", "text-base", "text-lg", "text-xl", "text-2xl", "text-4xl"):
        jp.Span(a=row, text=name, classes=name)
    row = jp.Div(a=frame, classes="flex items-baseline gap-6 whitespace-nowrap")
    for name in (
        "font-light",
        "font-bold",
        "italic",
        "underline",
        "line-through",
        "uppercase",
        "tracking-widest",
    ):
        jp.Span(a=row, text=name, classes=name)


@picture
def colours(frame: jp.Div) -> None:
    palettes = (
        "gray red orange amber yellow lime green emerald teal cyan sky blue indigo violet purple fuchsia pink rose "
        "slate zinc neutral stone"
    )
    for palette in palettes.split():
        row = jp.Div(a=frame, classes="flex items-center")
        jp.Div(a=row, text=palette, classes=f"{LABEL} w-20")
        for shade in (50, *range(100, 1000, 100), 950):
            jp.Div(a=row, classes=f"bg-{palette}-{shade} h-6 flex-1")


@picture
def borders(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="flex flex-wrap gap-6")
    for name in (
        "border", "border-4", "border-b-4", "border-4 border-dashed", "border-4 border-dotted", "rounded", "rounded-xl",
        "rounded-full", "rounded-t-xl", "ring-4", "ring-2 ring-offset-4",
    ):  # fmt: skip
        color = (
            "border-indigo-500"
            if "border" in name
            else "ring-indigo-400"
            if "ring" in name
            else "bg-indigo-300"
        )
        labelled(row, name, f"w-24 h-12 {color} {name}")


@picture
def effects(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="flex flex-wrap gap-8")
    for name in ("shadow", "shadow-md", "shadow-lg", "shadow-xl", "shadow-2xl", "shadow-inner"):
        labelled(row, name, f"w-24 h-12 bg-white rounded {name}")
    for name in ("opacity-75", "opacity-25", "blur-sm", "grayscale", "sepia", "invert"):
        movement = "filter " if "opacity" not in name else ""
        labelled(
            row, name, f"w-24 h-12 rounded bg-gradient-to-r from-pink-500 to-indigo-500 {movement}{name}"
        )


@picture
def motion(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="flex flex-wrap gap-10 pt-4")
    for name in (
        "rotate-6",
        "rotate-45",
        "scale-75",
        "scale-125",
        "skew-x-12",
        "-translate-y-3",
        "origin-left rotate-12",
    ):
        labelled(row, name, f"w-14 h-14 rounded bg-indigo-500 transform {name}")


@picture
def lists(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="grid grid-cols-3 gap-6")
    for name in ("list-disc list-inside", "list-decimal list-inside"):
        kind = jp.Ul(a=row, classes=name)
        for word in ("one", "two", "three"):
            jp.Li(a=kind, text=word)
    table = jp.Table(a=row, classes="table-auto divide-y divide-gray-300")
    for cells in (("Name", "Size"), ("apple", "7 cm"), ("pear", "9 cm")):
        line = jp.Tr(a=table)
        for cell in cells:
            jp.Td(a=line, text=cell, classes="px-3 py-1")


@picture
def forms(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="grid grid-cols-3 gap-4 items-center")
    jp.Input(a=row, placeholder="form-input", classes="form-input")
    select = jp.Select(a=row, classes="form-select", value="form-select")
    select.add(jp.Option(value="form-select", text="form-select"))
    jp.Textarea(a=row, placeholder="form-textarea", rows=1, classes="form-textarea")
    for kind in ("checkbox", "radio"):
        label = jp.Label(a=row, classes="flex items-center gap-2")
        for checked in (True, False):
            jp.Input(a=label, type=kind, checked=checked, classes=f"form-{kind} text-indigo-600")
        jp.Span(a=label, text=f"form-{kind}")
    jp.Button(a=row, text="Save", classes="bg-indigo-600 text-white font-bold py-2 px-4 rounded shadow")


@picture
def prose(frame: jp.Div) -> None:
    jp.Div(
        a=frame, classes="prose prose-indigo",
        inner_html="<h2>A heading</h2><p>Plain HTML, as <strong>Markdown</strong> makes it, with a "
        "<a href='#'>link</a> and <code>code</code>.</p>"
        "<blockquote>Somebody said so.</blockquote><ul><li>one</li><li>two</li></ul>",
    )  # fmt: skip


@picture
def icons(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="flex flex-wrap items-end gap-6")
    for classes in (
        "fa fa-dog", "fas fa-heart text-red-500", "far fa-heart text-red-500", "fab fa-github", "fas fa-cog text-2xl",
        "fas fa-home fa-2x text-indigo-600", "fas fa-check-circle text-3xl text-green-500",
        "fas fa-plane fa-rotate-90 fa-2x",
    ):  # fmt: skip
        labelled(row, classes, classes)


@picture
def dark(frame: jp.Div) -> None:
    row = jp.Div(a=frame, classes="grid grid-cols-2 gap-6")
    for mode in ("", "dark"):
        around = jp.Div(a=row, classes=mode)
        card = jp.Div(a=around, classes="bg-white dark:bg-gray-800 rounded-lg shadow-lg p-4")
        jp.Div(a=card, text="Card", classes="font-bold text-gray-900 dark:text-white")
        jp.P(
            a=card,
            text="bg-white dark:bg-gray-800",
            classes="text-sm font-mono text-gray-500 dark:text-gray-300",
        )
        jp.Button(
            a=card,
            text="OK",
            classes="mt-3 px-4 py-1 rounded bg-indigo-600 dark:bg-indigo-400 text-white dark:text-black",
        )


def main() -> None:
    """Draw and photograph each."""
    folder = DOCS / "styles"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": 100})
        total = 0
        for name, draw in PICTURES.items():
            frame = jp.Div(classes="p-6 bg-gray-50")
            draw(frame)
            html = frame.to_html(format=False)
            css = base() + sheet(tokens_in(html))[0]
            page.set_content(f"<!DOCTYPE html><style>{css}</style>{html}")
            target = folder / f"{name}.png"
            page.locator("body > div").screenshot(path=target)
            total += target.stat().st_size
            print(f"{target.name}: {target.stat().st_size:,} bytes")
        browser.close()
    print(f"{total:,} bytes in all")


if __name__ == "__main__":
    main()
