"""What a user meets, measured in Chromium: how soon a page shows and answers, and what that takes on the wire."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions"
).split()
# Fast 3G with a slow processor, as the developer tools of Chromium define them.
FAST_3G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8 * 0.9,
    "uploadThroughput": 750 * 1024 / 8 * 0.9,
}
SLOW_CPU = 4

# Clicks the button as soon as there is one, and again every so often until the number has changed: frameworks differ
# in what becomes of clicks that come before their script. Times are milliseconds since the navigation began.
WATCH = """
(() => {
  const find = name => document.querySelector(`[name="${name}"], [data-name="${name}"]`)
    || (name == 'count' && [...document.querySelectorAll('button')].find(b => /^\\s*Count\\s*$/i.test(b.textContent)));
  const text = () => { const node = find('number'); return node ? node.textContent.trim() : ''; };
  const bench = window.bench = {find, text, shown: 0, live: 0};
  const look = () => {
    const button = find('count');
    if (button && text() == '0') {
      bench.shown = bench.shown || performance.now();
      button.click();
    } else if (bench.shown && text() && text() != '0') { bench.live = performance.now(); return; }
    setTimeout(look, AGAIN);
  };
  look();
  bench.click = () => new Promise((done, fail) => {
    const before = text(), start = performance.now(), late = setTimeout(() => fail('no answer'), 20000);
    const wait = () => text() != before && text() != ''
      ? (clearTimeout(late), watcher.disconnect(), done(performance.now() - start)) : 0;
    const watcher = new MutationObserver(wait);
    watcher.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
    find('count').click();
    wait();
  });
  bench.clicks = async count => {
    const times = [];
    for (let i = 0; i < count; i++) times.push(await bench.click());
    return times;
  };
})();
"""

PAINT = "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime"


@dataclass
class Traffic:
    """Bytes that came down: whole HTTP answers with their heads, and messages of sockets."""

    http: int = 0
    socket: int = 0
    requests: int = 0

    @property
    def all(self) -> int:
        return self.http + self.socket


@dataclass
class Visit:
    """One load of a page. Milliseconds since the navigation began; bytes until the first answered click."""

    paint: float
    live: float
    bytes: int
    requests: int


@dataclass
class Clicks:
    """Clicks one after the other: milliseconds each from the click to the changed text, and bytes each."""

    times: list[float] = field(default_factory=list)
    bytes: float = 0.0

    @property
    def time(self) -> float:
        return median(self.times)


@contextmanager
def chromium() -> Iterator[Any]:
    """A function that makes a fresh profile: nothing in its cache.

    Each is a Chromium of its own with a folder for it, as a user has: without one, no compiled code is kept.
    """
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        raise SystemExit("this benchmark needs Chromium: apt-get install chromium")
    folders = TemporaryDirectory(prefix="tornjust-bench-", ignore_cleanup_errors=True)
    with sync_playwright() as playwright, folders as folder:
        # Playwright evaluates what it waits for in the page, which ours do not allow.
        yield lambda: playwright.chromium.launch_persistent_context(
            mkdtemp(dir=folder),
            executable_path=path,
            args=ARGUMENTS,
            viewport={"width": 1000, "height": 800},
            bypass_csp=True,
        )


def watched(context: BrowserContext, again: int = 25, more: str = "") -> Page:
    """A page of which `window.bench` tells what the user meets; `more` is JavaScript that comes after it."""
    page = context.new_page()
    page.add_init_script(WATCH.replace("AGAIN", str(again)) + more)
    return page


def until(page: Page, url: str, end: str = "bench.live") -> None:
    """Load the page and wait until `end`, a time, is there."""
    page.goto(url, wait_until="commit", timeout=60000)
    page.wait_for_function(f"() => window.bench && {end} > 0", timeout=60000, polling=50)


def visits(
    context: BrowserContext, url: str, count: int, slow: bool = False, again: int = 25, silent: bool = False
) -> list[Visit]:
    """Load the page `count` times in one profile: the first visit is cold, the later ones are warm.

    `again` is after how many milliseconds a click that brought nothing is repeated. A `silent` page never answers: it
    is watched in the same way, until something shows.
    """
    return [_visit(context, url, slow, again, "bench.live" if not silent else PAINT) for _ in range(count)]


def _visit(context: BrowserContext, url: str, slow: bool, again: int, end: str) -> Visit:
    page = watched(context, again)
    session = context.new_cdp_session(page)
    traffic = listen(session)
    if slow:
        session.send("Network.emulateNetworkConditions", FAST_3G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
    until(page, url, end)
    page.wait_for_timeout(300)  # the last bytes of what is under way
    live = page.evaluate("() => window.bench.live")
    visit = Visit(page.evaluate(PAINT), live, traffic.all, traffic.requests)
    page.close()
    return visit


def clicks(
    context: BrowserContext, url: str, count: int, server: Any = None, again: int = 25
) -> tuple[Clicks, float]:
    """Click `count` times. Returns what the user meets, and the server's processor seconds for each click."""
    page = watched(context, again)
    session = context.new_cdp_session(page)
    traffic = listen(session)
    until(page, url)
    page.wait_for_timeout(1000)  # sockets open, early clicks are answered
    page.evaluate("count => window.bench.clicks(count)", max(3, count // 4))  # warm up
    bytes_before = traffic.all
    cpu_before = server.cpu() if server else 0.0
    times = page.evaluate("count => window.bench.clicks(count)", count)
    cpu = (server.cpu() - cpu_before) / count if server else 0.0
    page.wait_for_timeout(100)
    result = Clicks(times, (traffic.all - bytes_before) / count)
    page.close()
    return result, cpu


def listen(session: CDPSession) -> Traffic:
    """Count what comes down from now on."""
    traffic = Traffic()
    session.send("Network.enable")

    def finished(event: dict[str, Any]) -> None:
        traffic.http += int(event["encodedDataLength"])
        traffic.requests += 1

    def frame(event: dict[str, Any]) -> None:
        traffic.socket += len(event["response"]["payloadData"].encode())

    session.on("Network.loadingFinished", finished)
    session.on("Network.webSocketFrameReceived", frame)
    return traffic
