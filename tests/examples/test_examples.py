"""Every example, run as it stands in the file: most of it without a browser, the dashboard in Chromium as well."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from playwright.sync_api import Page, expect
from serving import free_port, program, running, until

from tornjust.testing import App
from tornjust.testing import Page as Tab

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"


def test_every_example_has_a_test_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    for path in EXAMPLES.glob("*.py"):
        assert f'"{path.name}"' in source, f"{path.name} is not tested"


# -- styles.py


@pytest.mark.parametrize("websockets", [True, False])
def test_styles_shows_each_section_and_finds_classes(tornjust_app: App, websockets: bool) -> None:
    tornjust_app.program(EXAMPLES / "styles.py", websockets=websockets)
    page = tornjust_app.open()
    for section, what in (
        ("Space", "w-64"),
        ("Text", "text-9xl"),
        ("Looks", "shadow-lg"),
        ("Motion", "wobble"),
        ("Icons", "fa-dog"),
        ("Colours", "bg-rose-950"),
    ):
        page.click(section)
        assert page.find(title=what).tag == "button", section
    page.type("rounded tl", placeholder=page.find(tag="input").get("placeholder"))
    names = [node.get("title") for node in page.find_all(tag="button") if node.get("title")]
    assert names
    assert all("rounded" in name and "tl" in name for name in names)
    page.click(title="rounded-tl-lg")
    assert "border-top-left-radius" in page.text


# -- hello_ajax.py, hello.py, chat.py


def test_hello_ajax(tornjust_app: App) -> None:
    tornjust_app.program(EXAMPLES / "hello_ajax.py")
    page = tornjust_app.open()
    hellos = page.find_all("Hello! (click me)")
    assert len(hellos) == 10
    page.click(id=hellos[3].get("id"))
    page.click(id=hellos[3].get("id"))
    assert page.text_of(id=hellos[3].get("id")) == "Hello! I was clicked 2 times"
    assert len(page.find_all("Hello! (click me)")) == 9
    assert not page.transport.link.wanted


def test_hello_pushes_the_time_to_every_tab(tornjust_app: App) -> None:
    tornjust_app.program(EXAMPLES / "hello.py")
    tabs = [tornjust_app.open(), tornjust_app.open()]
    before = [tab.text for tab in tabs]
    assert re.fullmatch(r"Hello from the server( \d\d:\d\d:\d\d)?", before[0])
    for tab, text in zip(tabs, before):
        tab.wait_for(lambda tab=tab, text=text: tab.text != text)
        assert re.fullmatch(r"Hello from the server \d\d:\d\d:\d\d", tab.text)


@pytest.mark.parametrize("websockets", [True, False])
def test_notebook(tornjust_app: App, websockets: bool) -> None:
    tornjust_app.program(EXAMPLES / "notebook.py", websockets=websockets)
    page = tornjust_app.open()
    assert "A damped swing" in page.text
    assert "<math" in page.html
    assert "<svg" in page.html
    before = page.html
    page.type("1", type="range")
    page.settle()
    assert page.html != before
    page.click("\u203a")
    assert "9\u201316 of 100" in page.text


@pytest.mark.parametrize("websockets", [True, False])
def test_chat(tornjust_app: App, websockets: bool) -> None:
    tornjust_app.program(EXAMPLES / "chat.py", websockets=websockets)
    ada, grace = tornjust_app.open(), tornjust_app.open()
    grace.type("half a sentence", name="text")
    ada.type("Ada", name="name")
    ada.type("Does it <i>rain</i>?", name="text")
    ada.click("Send")
    assert ada.value_of(name="text") == ""
    assert ada.value_of(name="name") == "Ada"
    if not websockets:
        grace.poll()
    grace.wait_for(lambda: "Ada Does it <i>rain</i>?" in grace.text)
    # What one writes is nobody else's.
    assert grace.value_of(name="text") == "half a sentence"
    assert grace.value_of(name="name") == ""
    late = tornjust_app.open()
    assert "Does it <i>rain</i>?" in late.text


def test_chat_sends_no_empty_message(tornjust_app: App) -> None:
    tornjust_app.program(EXAMPLES / "chat.py")
    page = tornjust_app.open()
    page.type("   ", name="text")
    page.click("Send")
    assert page.find_all(tag="li") == []


def test_chat_keeps_the_newest_hundred(tornjust_app: App) -> None:
    tornjust_app.program(EXAMPLES / "chat.py")
    page = tornjust_app.open()
    for number in range(105):
        page.type(f"message {number}", name="text")
        page.click("Send")
    lines = [page.dom.text_of(line) for line in page.find_all(tag="li")]
    assert lines == [f"Somebody message {number}" for number in range(5, 105)]


@pytest.mark.parametrize("transport", [[], ["--ajax"]], ids=["socket", "ajax"])
def test_chat_with_somebody_who_types_faster_than_the_server_answers(
    page: Page, transport: list[str]
) -> None:
    with program(EXAMPLES / "chat.py", *transport, env={"LATENCY": "700"}) as address:
        page.goto(address)
        page.wait_for_selector("html[data-tornjust-ready]", state="attached")
        # The page's functions have to be there, or the first message would wait for them.
        page.wait_for_selector("script[src*='/function/']", state="attached")
        page.get_by_placeholder("Message").click()
        for word in ("Hello", "my", "friend"):
            page.keyboard.type(word, delay=60)
            page.keyboard.press("Enter")
            page.wait_for_timeout(100)
        expect(page.locator("li")).to_have_text(["SomebodyHello", "Somebodymy", "Somebodyfriend"])
        expect(page.get_by_placeholder("Message")).to_have_value("")


# -- dashboard.py


@pytest.fixture
def dashboard(tornjust_app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """The dashboard, measuring twenty times a second."""
    monkeypatch.setenv("SAMPLE_EVERY", "0.05")
    tornjust_app.program(EXAMPLES / "dashboard.py")
    return tornjust_app


def polled_until(page: Tab, condition: Callable[[], object]) -> None:
    """Poll as often as the test wants, without waiting for the page's own interval."""
    for _ in range(200):
        page.poll()
        if condition():
            return
        page.app.run(asyncio.sleep(0.05))
    raise AssertionError(f"the page still shows {page.text!r}")


def count_on(page: Tab) -> int:
    """The number on blue."""
    (blue,) = [node for node in page.find_all(tag="div") if "bg-blue-500" in node.get("class", "").split()]
    return int(page.dom.text_of(blue).split()[0])


def paths_on(page: Tab) -> list[str]:
    """The lines of the charts."""
    return [node.get("d", "") for node in page.find_all(tag="path")]


def test_dashboard_counts(dashboard: App) -> None:
    page = dashboard.open()
    assert not page.transport.link.wanted
    assert page.poller.interval == 2500
    first = count_on(page)
    assert first in (501, 502)
    assert re.search(r"refreshed at \d\d:\d\d:\d\d", page.text)
    polled_until(page, lambda: count_on(page) > first)


def test_dashboard_measures_the_machine(dashboard: App) -> None:
    page = dashboard.open()
    polled_until(page, lambda: all(path.count("l1 ") > 5 for path in paths_on(page)))
    assert len(paths_on(page)) == 6
    assert re.search(r"CPU load [\d. ]+ \d+% 100%", page.text)
    assert re.search(r"Memory [\d.]+ [MG]B of [\d.]+ GB", page.text)
    assert "–" not in page.text
    # What changes in steps is what a page that is opened now says, too.
    assert dashboard.open().text.split("In use")[0].split()[:6] == page.text.split("In use")[0].split()[:6]


def test_dashboard_polls_are_small(dashboard: App, monkeypatch: pytest.MonkeyPatch) -> None:
    page = dashboard.open()
    polled_until(page, lambda: all(path.count("l1 ") == 90 for path in paths_on(page)))
    sizes = []
    take = page.transport.take
    monkeypatch.setattr(page.transport, "take", lambda text: (sizes.append(len(text)), take(text)))
    for _ in range(5):
        dashboard.run(asyncio.sleep(0.3))
        page.poll()
    # The page polls by itself, too.
    assert len(sizes) >= 5
    assert max(sizes) < 6000


def test_dashboard_escapes_names_of_processes(dashboard: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def bold(attributes: list[str]) -> Iterator[Any]:
        memory = SimpleNamespace(rss=5_000_000)
        info = {"cpu_percent": 50.0, "memory_info": memory, "pid": 7, "name": "<b>bold</b>"}
        yield SimpleNamespace(pid=7, info=info)

    monkeypatch.setattr(psutil, "process_iter", bold)
    page = dashboard.open()
    polled_until(page, lambda: "<b>bold</b> 7 5.0 MB" in page.text)
    assert page.find_all(tag="b") == []
    # One process: the other rows are gone.
    polled_until(page, lambda: len(page.find_all(tag="tr")) == 2)


@pytest.mark.skipif(not Path("/proc/stat").exists(), reason="reads what Linux says")
def test_dashboard_without_psutil_reads_linux_itself(tmp_path: Path) -> None:
    """By "_proc.py", whose figures are those that psutil has."""
    (tmp_path / "psutil.py").write_text("raise ImportError('not installed')")
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    with program(EXAMPLES / "dashboard.py", env={"PYTHONPATH": path, "SAMPLE_EVERY": "0.2"}) as address:
        end = time.monotonic() + 10
        while True:
            with urllib.request.urlopen(address) as answer:
                source = answer.read().decode()
            figures = re.search(r"([\d.]+ .B) of ([\d.]+ .B)<.*?(\d+) running", source, re.DOTALL)
            if figures:
                break
            assert time.monotonic() < end
    assert int(figures[3]) > 1
    total = psutil.virtual_memory().total
    number, unit = figures[2].split()
    assert float(number) * {"MB": 1e6, "GB": 1e9, "TB": 1e12}[unit] == pytest.approx(total, rel=0.1)


@pytest.mark.parametrize("how", [[], ["-m", "tornjust"]], ids=["python", "python -m tornjust"])
def test_dashboard_on_its_own_without_psutil_says_what_to_install(how: list[str], tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "dashboard.py", tmp_path)
    (tmp_path / "psutil.py").write_text("raise ImportError('not installed')")
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, *how, str(tmp_path / "dashboard.py")],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "pip install psutil" in done.stderr


def test_dashboard_is_a_program_of_its_own() -> None:
    port = free_port()
    command = [sys.executable, str(EXAMPLES / "dashboard.py")]
    with running(command, port, env={"PORT": str(port)}, cwd=ROOT, seconds=30):
        html = urllib.request.urlopen(f"http://127.0.0.1:{port}/").read().decode()
    assert "bg-blue-500" in html


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (390, 844)])
def test_dashboard_in_a_browser(page: Page, width: int, height: int) -> None:
    requests, sockets, errors = [], [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": width, "height": height})
    with program(EXAMPLES / "dashboard.py", env={"SAMPLE_EVERY": "0.2"}) as address:
        page.goto(address)
        page.wait_for_selector("html[data-tornjust-ready]")
        count = page.locator(".bg-blue-500 > div").first
        before = int(count.inner_text())
        page.evaluate("window.sameDocument = true")
        until(
            page,
            "before => parseInt(document.querySelector('.bg-blue-500 > div').textContent) > before",
            arg=before,
        )
        assert page.evaluate("window.sameDocument")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        # On a wide screen all of it is in view.
        assert width < 1000 or page.evaluate("document.documentElement.scrollHeight") == height
        # The number keeps to its panel.
        assert count.evaluate("number => number.scrollWidth <= number.parentNode.clientWidth")
    assert any("/poll/" in url for url in requests)
    assert sockets == []
    assert errors == []


# -- uploads.py


@pytest.mark.parametrize("websockets", [True, False])
def test_uploads_shows_pictures_and_gives_the_list(tornjust_app: App, websockets: bool) -> None:
    tornjust_app.program(EXAMPLES / "uploads.py", websockets=websockets)
    page = tornjust_app.open()
    page.upload(("one.png", b"\x89PNG"), ("note.txt", b"text"), name="files")
    assert page.text_of(name="note") == "Pictures: 1; other files, left out: 1"
    page.drop(("zwei.gif", b"GIF89a"), tag="label")
    assert page.text_of(name="note") == "Pictures: 2"
    assert page.find(tag="img", alt="one.png").get("src") == "data:image/png;base64,iVBORw=="
    page.click("List as CSV")
    assert page.downloaded() == (
        "album.csv",
        b"name,type,bytes\r\none.png,image/png,4\r\nzwei.gif,image/gif,6\r\n",
    )
    page.click("zwei.gif, 6 bytes")
    assert page.downloaded() == ("zwei.gif", b"GIF89a")


# -- both_sides.py, validate.py, game.py


def test_validate_checks_on_both_sides(tornjust_app: App) -> None:
    tornjust_app.program(EXAMPLES / "validate.py")
    page = tornjust_app.open()
    page.type("ada@", name="email", settle=False)
    assert "no address" in page.text
    page.settle()
    page.type("Ada", name="name")
    page.type("secret", name="password")
    page.click("Join")
    assert "Please look at: " in page.text
    page.type("ada@example.org", name="email")
    page.type("secret7!", name="password")
    page.click("Join")
    assert "Welcome, Ada!" in page.text


@pytest.mark.parametrize("transport", [[], ["--ajax"]], ids=["socket", "ajax"])
def test_both_sides_draws_at_once_and_for_everybody(page: Page, transport: list[str]) -> None:
    with program(EXAMPLES / "both_sides.py", *transport) as address:
        page.goto(address)
        page.wait_for_selector("html[data-tornjust-ready]", state="attached")
        page.click("[aria-label=red]")
        box = page.locator("[name=board]").bounding_box()
        assert box is not None
        lines = page.locator("polyline")
        page.mouse.move(box["x"] + 50, box["y"] + 50)
        page.mouse.down()
        page.mouse.move(box["x"] + 150, box["y"] + 90)
        assert lines.count() == 1
        assert lines.get_attribute("data-tj") is None  # the tab's own
        page.mouse.up()
        expect(page.locator("polyline[data-tj]")).to_have_count(1)
        expect(lines).to_have_count(1)
        assert lines.get_attribute("stroke") == "#ef4444"
        other = page.context.new_page()
        other.goto(address)
        assert other.locator("polyline").count() == 1
        other.close()


def test_game_can_be_played(page: Page) -> None:
    yellow = """() => {
        const sky = document.querySelector('canvas');
        const dots = sky.getContext('2d').getImageData(0, 0, sky.width, sky.height).data;
        return dots.some((value, i) => i % 4 === 0 && value > 200 && dots[i + 1] > 200 && dots[i + 2] < 150);
    }"""
    with program(EXAMPLES / "game.py") as address:
        page.goto(address)
        page.fill("[name=who]", "Ada")
        page.click("[name=play]")
        expect(page.locator("[name=play]")).to_be_hidden()
        expect(page.locator("[name=score]")).to_contain_text("left")
        for _ in range(100):
            if page.evaluate(yellow):
                break
            page.wait_for_timeout(100)
        assert page.evaluate(yellow), "no star falls"
        expect(page.locator("[name=score]")).to_contain_text("record", timeout=60_000)
        expect(page.locator("[name=play]")).to_be_visible()
