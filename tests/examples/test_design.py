"""Every example as people meet it: on a phone, by keyboard, with a screen reader, with weak eyes, under its policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect
from serving import WATCH, program, until

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("[!_]*.py"))
# As JustPy's documentation has it: ten times JustPy's own Hello, and nothing else.
BARE = "hello_ajax"

# Texts whose contrast is below what WCAG 2.1 asks for (AA): 4.5 to 1, 3 to 1 for large ones.
PALE = """() => {
    const pen = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const over = (layers) => {
        pen.fillStyle = '#fff';
        pen.fillRect(0, 0, 1, 1);
        for (const color of layers) { pen.fillStyle = color; pen.fillRect(0, 0, 1, 1); }
        const parts = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255)
            .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim(), node = walk.currentNode.parentElement;
        if (!text || !node.checkVisibility() || node.closest('svg, script, style, [disabled]')) continue;
        const style = getComputedStyle(node), layers = [];
        for (let at = node; at; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
        const [low, high] = [over(layers), over([...layers, style.color])].sort((a, b) => a - b);
        const ratio = (high + 0.05) / (low + 0.05), size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) found.push(`${text.slice(0, 20)}: ${ratio.toFixed(2)} (${style.color})`);
    }
    return found;
}"""
NAMELESS = """() => [...document.querySelectorAll('button, a, input, select, textarea, canvas')].filter(node =>
    !node.textContent.trim() && !node.labels?.length && !node.ariaLabel).map(node => node.outerHTML)"""
# A click that the one before took the place away from is none: found and clicked in one step, as an answer may come
# at any time.
CLICK = """number => {
    const places = [...document.querySelectorAll("button, [data-tj-on~=click]")];
    places.filter(place => place.checkVisibility())[number]?.click();
}"""


class Example(NamedTuple):
    """An example that is served: every other one by Ajax only."""

    name: str
    ajax: bool
    address: str


@pytest.fixture(
    scope="module",
    params=[(name, bool(number % 2)) for number, name in enumerate(NAMES)],
    ids=[f"{name}-{['socket', 'ajax'][number % 2]}" for number, name in enumerate(NAMES)],
)
def example(request: pytest.FixtureRequest) -> Iterator[Example]:
    """To start each takes its time: it is started once for all tests of this file."""
    name, ajax = request.param
    with program(EXAMPLES / f"{name}.py", *["--ajax"] * ajax) as address:
        yield Example(name, ajax, address)


def test_an_example_can_be_read_and_used_by_everybody(page: Page, example: Example) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(example.address)
    page.wait_for_selector("html[data-tornjust-ready]", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate(PALE) == []
    page.emulate_media(color_scheme="dark")
    # Colors that change in a while have changed.
    until(page, "!document.getAnimations().some(one => one instanceof CSSTransition)")
    assert page.evaluate(PALE) == []
    assert page.evaluate(NAMELESS) == []
    if example.name != BARE:
        assert page.locator("main").count() == 1
        assert page.locator("h1").count() == 1


def test_no_example_breaks_the_policy(page: Page, example: Example) -> None:
    page.add_init_script(WATCH)
    answer = page.goto(example.address)
    assert answer is not None
    assert "script-src 'self' 'nonce-" in answer.headers["content-security-policy"]
    page.wait_for_selector("html[data-tornjust-ready]", state="attached")
    for number in range(page.locator("button:visible, [data-tj-on~=click]:visible").count())[:8]:
        page.evaluate(CLICK, number)
    until(page, "document.readyState == 'complete'")
    # An answer to the last click has come, and been applied.
    page.wait_for_load_state("networkidle") if example.ajax else None
    assert page.evaluate("violations") == []


def test_the_newest_message_of_the_chat_stays_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 400})
    with program(EXAMPLES / "chat.py") as address:
        page.goto(address)
        page.wait_for_selector("html[data-tornjust-ready]", state="attached")
        expect(page.get_by_text("No messages yet")).to_be_visible()
        for number in range(12):
            page.get_by_label("Message").fill(f"message {number}")
            page.keyboard.press("Enter")
            expect(page.locator("li").last).to_contain_text(f"message {number}")
        expect(page.locator("li").last).to_be_in_viewport(ratio=1)
        expect(page.locator("li").first).not_to_be_in_viewport()
        expect(page.get_by_text("No messages yet")).to_be_hidden()


def test_an_error_page_is_as_dark_as_the_reader_wants(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import tornjust as jp\n\n\ndef page():\n    raise ValueError('no bread')\n\n\njp.justpy(page)\n"
    )
    with program(broken) as address:
        for scheme, background in ("light", "rgb(248, 250, 252)"), ("dark", "rgb(15, 23, 42)"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(address)
            color = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
            assert color == background
            assert page.evaluate(PALE) == []
