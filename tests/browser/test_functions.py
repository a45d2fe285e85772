"""Functions of the program that run in the browser: compiled, loaded, and at work in Chromium."""

from __future__ import annotations

import asyncio
import itertools
import json as plain_json
import math
import random
import re
import time
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from math import floor
from typing import Any

import pytest
from playwright.sync_api import expect

import tornjust as jp

from .conftest import Site, over_ajax, over_socket

STEP = 2
RED = "bg-red-500"


@jp.client
def add_up(numbers: list[int]) -> int:
    return sum(numbers) * STEP


@jp.client
def toggle(self, event):
    self.set_class(RED if self.has_class("bg-blue-500") else "bg-blue-500")
    self.text = f"{event.event_type} {add_up([1, 2])}"


@jp.client
def hide(self, event):
    panel = event.page.named["panel"]
    panel.show = not panel.show


@jp.client
def stumble(self, event):
    empty = []
    return empty[3]


@jp.client
async def stumble_later(self, event):
    await slow_square(2)
    return [][3]


@jp.client
async def stumble_at_once(self, event):
    return [][3]


@jp.server
async def slow_square(msg, n: int) -> int:
    await asyncio.sleep(0.01)
    if n < 0:
        raise ValueError(f"{n} is negative")
    return n * n


@jp.client
async def ask(self, event):
    self.text = "asking"
    try:
        self.text = f"got {await slow_square(event.page.named['n'].value)}"
    except Exception as error:
        self.text = str(error).splitlines()[0]


@jp.both
def increase(self, event):
    self.data_count = int(self.data_count) + 1
    self.text = f"clicked {self.data_count}"


@jp.client
def fields_of(name: str) -> dict[str, object]:
    return {"width": jp.client.browser.window.innerWidth, "name": name}


@jp.client
def tick(self, event):
    jp.client.after(10, finish, self, "after")
    ticks = []

    def every():
        ticks.append(1)
        if len(ticks) == 3:
            self.data_every = len(ticks)
            return False

    jp.client.every(5, every)

    def frame(seconds):
        self.data_frame = "yes" if seconds >= 0 else "no"
        return False

    jp.client.frames(frame)
    jp.client.storage["kept"] = {"n": [1, 2, None]}
    self.title = str(jp.client.storage.get("kept"))


@jp.client
def keep(self, event):
    store = jp.client.storage
    store.clear()  # tests share a browser's profile
    store.update({"points": [1], "name": "Ann"}, level=2)
    kept = store.pop("points")
    kept.append(2)
    store["points"] = kept
    jp.client.browser.window.localStorage.setItem("foreign", "no JSON")
    self.title = str(
        [
            sorted(store),
            len(store),
            sorted(store.items(), key=str),
            store.setdefault("level", 9),
            store.get("x"),
        ]
    )
    store.clear()
    self.title += f" {len(store)} {store}"


@jp.client
def finish(self, word):
    self.data_after = word


@jp.client
def draw(self, event):
    from browser import window

    self.element.setAttribute("data-dom", str(window.document.title))


@jp.client
def name_of_error(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


@jp.client
def libraries() -> dict[str, object]:
    draws = [random.randint(1, 6) for _ in range(50)]
    return {
        "sqrt": math.sqrt(16),
        "floor": floor(-1.5),
        "hypot": math.hypot(3, 4),
        "json": plain_json.dumps({"a": [1, 2.5, None, True, "é"]}, sort_keys=True),
        "loads": plain_json.loads('{"x": [1, {"y": null}]}'),
        "re": re.fullmatch(r"(\w+)@(?P<host>[\w.]+)", "ada@example.org").group("host"),
        "sub": re.sub("[aeiou]", "", "regular"),
        "split": re.findall(r"\d+", "1 and 22 and 333"),
        "groups": re.sub(r"(?P<day>\d+)\.(\d+)", r"\g<2>/\g<day>0", "3.12"),
        "nothing": name_of_error(lambda: random.randint(5, 1)),
        "dice": min(draws) >= 1 and max(draws) <= 6,
        "time": time.time() > 1e9 and time.perf_counter() >= 0,
    }


@jp.client
def told(function):
    try:
        return repr(function())
    except Exception as error:
        return type(error).__name__


@jp.client
def containers() -> list[str]:
    line = deque([1, 2, 3], maxlen=4)
    line.append(4)
    line.append(5)
    line.appendleft(0)
    line.rotate(1)
    tail = deque(range(200))
    left = [tail.popleft() for _ in range(150)]
    tail.appendleft("first")
    tail.remove(151)
    words = Counter("banana")
    words.update(["a", "x"], n=2)
    groups = defaultdict(list)
    groups["a"].append(1)
    point = namedtuple("Point", "x, y z", defaults=[9])
    here = point(1, y=2)
    x, y, z = here
    return [
        repr(
            [
                line,
                len(line),
                line[0],
                line[-1],
                3 in line,
                list(reversed(line)),
                line == deque(line),
                bool(deque()),
            ]
        ),
        repr([len(left), len(tail), tail[0], tail[1], tail.pop(), tail.index(152), tail.count(1)]),
        repr([words, words.most_common(2), words["q"], sum(words.values()), sorted(words.elements())]),
        repr(
            [
                Counter(a=3, b=1) + Counter(a=1),
                Counter(a=3, b=1) - Counter(a=1, b=5),
                Counter(a=1) | Counter(a=2),
            ]
        ),
        repr([dict(groups), groups["b"], "b" in groups, groups.get("c"), len(groups), OrderedDict(a=1)["a"]]),
        repr(
            [
                here,
                here.x,
                here[1],
                x + y + z,
                here._replace(y=5),
                here._asdict(),
                here == (1, 2, 9),
                point._fields,
            ]
        ),
        told(lambda: deque().popleft()),
        told(lambda: line[9]),
        told(lambda: point(1)),
        told(lambda: defaultdict(None)["q"]),
    ]


@jp.client
def iterations() -> list[str]:
    by_size = itertools.groupby(sorted(["a", "bb", "c", "dd"], key=len), key=len)
    return [
        repr([list(itertools.chain("ab", [1])), list(itertools.chain.from_iterable([[1], [2, 3]]))]),
        repr(
            [
                list(itertools.islice(itertools.count(5, 2), 3)),
                list(itertools.islice(itertools.cycle("ab"), 1, 6, 2)),
            ]
        ),
        repr(
            [
                list(itertools.accumulate([1, 2, 3])),
                list(itertools.accumulate([2, 3], lambda a, b: a * b, initial=4)),
            ]
        ),
        repr([(size, list(group)) for size, group in by_size]),
        repr(
            [
                list(itertools.product("ab", repeat=2)),
                list(itertools.product([1, 2], "x")),
                list(itertools.product()),
            ]
        ),
        repr([list(itertools.permutations([1, 2, 3], 2)), len(list(itertools.permutations(range(4))))]),
        repr(
            [list(itertools.combinations("abcd", 2)), list(itertools.combinations_with_replacement("ab", 2))]
        ),
        repr([list(itertools.zip_longest("ab", [1], fillvalue="-")), list(itertools.pairwise("abc"))]),
        repr(
            [
                list(itertools.takewhile(lambda n: n < 3, [1, 2, 3, 1])),
                list(itertools.dropwhile(bool, [1, 0, 2])),
            ]
        ),
        repr(
            [
                list(itertools.starmap(pow, [(2, 3)])),
                list(itertools.repeat("x", 2)),
                list(itertools.compress("abc", [1, 0, 1])),
            ]
        ),
        repr([list(itertools.filterfalse(None, [0, 1, ""])), [list(part) for part in itertools.tee("ab")]]),
    ]


FORMATS = "%a|%A|%b|%B|%c|%d|%D|%e|%F|%h|%H|%I|%j|%m|%M|%p|%R|%S|%T|%u|%U|%w|%W|%x|%X|%y|%Y|%%|äöü"
MOMENTS = [0, 951782399, 1709164800.9, 1735689599, 1735732800, 2000000000, -86400 * 365]


@jp.client
def clocks() -> list[object]:
    parts = time.localtime()
    winter = time.localtime(1735732800)
    return [
        [time.strftime(FORMATS, time.gmtime(moment)) for moment in MOMENTS],
        [list(time.gmtime(moment)) for moment in MOMENTS],
        [time.mktime(time.localtime(moment)) for moment in (0, 1709164800, 1735732800)],
        repr(time.gmtime(0)),
        abs(time.mktime(parts) - time.time()) < 2 and len(time.strftime("%H:%M:%S")) == 8,
        [winter.tm_hour, winter[3], winter.tm_isdst, time.strftime("%z", winter)],
        [time.localtime(1720000000).tm_isdst, time.strftime("%H:%M %z", time.localtime(1720000000))],
    ]


@jp.client
def call_clocks(self, event):
    self.text = str(clocks())


@jp.client
def call_containers(self, event):
    self.text = str(containers() + iterations())


@jp.client
def make(self, event):
    box = event.page.named["list"]
    box.add(jp.Li(text=f"item {len(box)}", classes="text-green-500", click=unmake))


@jp.client
def unmake(self, event):
    self.parent.remove(self)


@jp.client
def key(self, event):
    self.named["keys"].text += event.key_data["key"] if event.key_data else "?"


@jp.client
def start(self, event):
    self.named["keys"].text = "ready:"


def button(wp: jp.WebPage, name: str, function: object, **more: object) -> jp.Button:
    return jp.Button(a=wp, name=name, text=name, click=function, classes="p-2 bg-blue-500", **more)


def board() -> jp.WebPage:
    wp = jp.WebPage(title="Board")
    button(wp, "toggle", toggle)
    button(wp, "hide", hide)
    jp.Div(a=wp, name="panel", text="panel", classes="flex")
    button(wp, "ask", ask)
    jp.Input(a=wp, name="n", type="number", value=7)
    button(wp, "both", increase, data_count=0)
    button(wp, "tick", tick)
    button(wp, "draw", draw)
    button(wp, "make", make)
    jp.Ul(a=wp, name="list")
    jp.P(a=wp, name="keys", text="")
    wp.on("keydown", key)
    wp.on("page_ready", start)
    button(wp, "server", report)
    return wp


async def report(self: jp.Button, msg: jp.Dict) -> None:
    named = msg.page.named
    self.text = f"{named['toggle'].text}|{named['panel'].show}"


def test_it_runs_without_a_request_and_the_server_hears_later(site: Site) -> None:
    page = site.show(board)
    tab = site.tabs[0]
    expect(page.locator("[name=keys]")).to_have_text("ready:")
    page.wait_for_timeout(300)
    before = len(tab.requests)
    page.click("[name=toggle]")
    expect(page.locator("[name=toggle]")).to_have_text("click 6")
    # The class that only a function sets is in the page's sheet.
    assert "rgb(239, 68, 68)" in page.locator("[name=toggle]").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    if not site.transport.interval:
        assert len(tab.requests) == before
    page.click("[name=server]")
    expect(page.locator("[name=server]")).to_have_text("click 6|True")


def test_hidden_here_and_on_the_server(site: Site) -> None:
    page = site.show(board)
    panel = page.locator("[name=panel]")
    page.click("[name=hide]")
    expect(panel).to_be_hidden()
    page.click("[name=server]")
    expect(page.locator("[name=server]")).to_have_text(re.compile("False"))
    page.click("[name=hide]")
    expect(panel).to_be_visible()
    page.click("[name=server]")
    expect(page.locator("[name=server]")).to_have_text(re.compile("True"))
    expect(panel).to_be_visible()


def test_calls_to_the_server_and_their_errors(site: Site) -> None:
    page = site.show(board)
    page.click("[name=ask]")
    expect(page.locator("[name=ask]")).to_have_text("got 49")
    page.fill("[name=n]", "-3")
    page.click("[name=ask]")
    expect(page.locator("[name=ask]")).to_have_text("ValueError: -3 is negative")


@over_socket
def test_calls_from_the_server(site: Site) -> None:
    wp = board()
    wp.delete_flag = False
    page = site.show(lambda: wp)
    assert site.server.run(wp.client.call, fields_of, "me") == {
        "width": page.evaluate("innerWidth"),
        "name": "me",
    }
    found = site.server.run(wp.client.call, libraries)
    assert found == {
        "sqrt": 4,
        "floor": -2,
        "hypot": 5,
        "json": '{"a": [1, 2.5, null, true, "\\u00e9"]}',
        "loads": {"x": [1, {"y": None}]},
        "re": "example.org",
        "sub": "rglr",
        "split": ["1", "22", "333"],
        "groups": "12/30",
        "nothing": "ValueError",
        "dice": True,
        "time": True,
    }
    other = site.open()
    assert other.locator("[name=toggle]").is_visible()
    assert len(site.server.run(wp.client.call_all, fields_of, "all")) == 2


def test_both_sides_at_once(site: Site) -> None:
    page = site.show(board)
    for _ in range(5):
        page.click("[name=both]")
    expect(page.locator("[name=both]")).to_have_text("clicked 5")
    page.wait_for_timeout(200)
    expect(page.locator("[name=both]")).to_have_text("clicked 5")


@over_ajax
def test_timers_frames_and_storage(site: Site) -> None:
    page = site.show(board)
    tick_button = page.locator("[name=tick]")
    page.click("[name=tick]")
    expect(tick_button).to_have_attribute("data-after", "after")
    expect(tick_button).to_have_attribute("data-every", "3")
    expect(tick_button).to_have_attribute("data-frame", "yes")
    assert page.evaluate("localStorage.kept") == '{"n":[1,2,null]}'
    page.click("[name=draw]")
    expect(page.locator("[name=draw]")).to_have_attribute("data-dom", "Board")


@over_socket
@pytest.mark.parametrize("function", [containers, iterations])
def test_containers_and_iterators_are_those_of_python(site: Site, function: Any) -> None:
    wp = jp.WebPage(delete_flag=False, components=[jp.Button(click=call_containers)])
    site.show(wp)
    assert site.server.run(wp.client.call, function) == function()


@over_socket
def test_times_as_text_are_those_of_python(site: Site) -> None:
    wp = jp.WebPage(delete_flag=False, components=[jp.Button(click=call_clocks)])
    page = site.show(wp)
    devtools = site.context.new_cdp_session(page)
    devtools.send("Emulation.setTimezoneOverride", {"timezoneId": "Europe/Berlin"})
    got = site.server.run(wp.client.call, clocks)
    assert got == [
        [time.strftime(FORMATS, time.gmtime(moment)) for moment in MOMENTS],
        [list(time.gmtime(moment)) for moment in MOMENTS],
        [0, 1709164800, 1735732800],
        repr(time.gmtime(0)),
        True,
        [13, 13, 0, "+0100"],
        [1, "11:46 +0200"],
    ]


@over_socket
def test_the_storage_is_a_dictionary(site: Site) -> None:
    page = site.show(lambda: jp.WebPage(components=[jp.Button(name="keep", text="keep", click=keep)]))
    page.click("[name=keep]")
    expect(page.locator("[name=keep]")).to_have_attribute(
        "title",
        "[['foreign', 'level', 'name', 'points'], 4, "
        "[('foreign', 'no JSON'), ('level', 2), ('name', 'Ann'), ('points', [1, 2])], 2, None] 0 {}",
    )


@over_ajax
def test_elements_that_a_function_makes(site: Site) -> None:
    page = site.show(board)
    page.click("[name=make]")
    page.click("[name=make]")
    expect(page.locator("[name=list]")).to_have_text("item 0item 1")
    page.click("text=item 0")
    expect(page.locator("[name=list]")).to_have_text("item 1")


@over_ajax
def test_keys_of_the_page(site: Site) -> None:
    page = site.show(board)
    expect(page.locator("[name=keys]")).to_have_text("ready:")
    page.keyboard.press("a")
    page.keyboard.press("b")
    expect(page.locator("[name=keys]")).to_have_text("ready:ab")


@over_socket
def test_an_error_shows_the_programs_line(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> jp.WebPage:
        return jp.WebPage(components=[jp.Button(name="x", text="x", click=stumble)])

    page = site.show(broken)
    site.tabs[0].expected = ("stumble",)
    page.click("[name=x]")
    box = page.locator("[data-tornjust-internal=error]")
    expect(box).to_contain_text(f"line {stumble.piece.line + 2}, in stumble")
    expect(box).to_contain_text("IndexError")
    assert "tornjust/" not in box.inner_text()
    for _ in range(50):
        if "in stumble" in caplog.text:
            break
        page.wait_for_timeout(20)
    assert "test_functions.py" in caplog.text


@over_socket
@pytest.mark.parametrize("function", [stumble_later, stumble_at_once], ids=["later", "at once"])
def test_an_exception_in_an_async_function_is_shown_and_reported(
    site: Site, caplog: pytest.LogCaptureFixture, function: Any
) -> None:
    name = function.__name__
    page = site.show(lambda: jp.WebPage(components=[jp.Button(name="b", text="b", click=function)]))
    site.tabs[0].expected = (name,)
    page.click("[name=b]")
    expect(page.locator("[data-tornjust-internal=error]")).to_contain_text(f", in {name}")
    for _ in range(100):
        if f"in {name}" in caplog.text:
            break
        page.wait_for_timeout(20)
    assert f"in {name}\nIndexError" in caplog.text


@over_ajax
def test_a_page_without_functions_loads_nothing_for_them(site: Site) -> None:
    page = site.show(lambda: jp.WebPage(components=[jp.Button(name="x", text="x", click=report_nothing)]))
    page.click("[name=x]")
    names = [request.url for request in site.tabs[0].requests]
    assert not [name for name in names if "twin" in name or "/function/" in name]


def report_nothing(self: jp.Button, msg: jp.Dict) -> None:
    self.text = "done"


def test_functions_that_come_later_are_loaded_then_and_clicks_wait(site: Site) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage()

        async def more(self: jp.Button, msg: jp.Dict) -> None:
            button(wp, "toggle", toggle)

        jp.Button(a=wp, name="more", text="more", click=more)
        return wp

    tab = site.show(page)
    assert not site.tabs[0].asked("function")
    held = []
    tab.route("**/_tornjust/function/**", lambda route: held.append(route))
    tab.click("[name=more]")
    tab.click("[name=toggle]")
    tab.click("[name=toggle]")
    for _ in range(100):
        if held:
            break
        tab.wait_for_timeout(20)
    assert tab.text_content("[name=toggle]") == "toggle"
    for route in held:
        route.continue_()
    expect(tab.locator("[name=toggle]")).to_have_text("click 6")
    # Clicked twice: red and blue again.
    expect(tab.locator("[name=toggle]")).to_have_class(re.compile("bg-blue-500"))


@over_ajax
def test_scripts_are_immutable_and_compressed(site: Site) -> None:
    page = site.show(board)
    found = page.evaluate("() => [...document.scripts].map(s => s.src).filter(s => s.includes('/function/'))")
    assert found
    for url in found:
        answer = page.request.get(url)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-encoding"] in ("br", "gzip")
        assert answer.headers["content-type"].startswith("text/javascript")


@jp.client
def look_around(self, event):
    count = memoryview(b"abc")[1]
    self.text = f"{sorted(locals())} {count}"


@over_ajax
def test_a_function_can_look_at_its_own_variables_and_at_bytes(site: Site) -> None:
    wp = jp.WebPage()
    jp.Button(a=wp, text="look", click=look_around)
    page = site.show(wp)
    page.locator("button").click()
    expect(page.locator("button")).to_have_text("['count', 'event', 'self'] 98")
