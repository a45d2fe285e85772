"""What tornjust costs beside bare Tornado, as ratios from one run: `make bench`, or `python benchmarks/run.py`.

Each figure of tornjust stands beside that of a handler, a socket or a template written by hand on bare Tornado, which
is measured in the same seconds. Costs are processor time of the server. With `--quick` it takes a few seconds and is
good for seeing that all of it works; `--json` prints the figures for programs.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _client import BROWSER, COOKIE, SHORT, Connection, Socket, Tab, get, leave, post, visit
from _measure import FULL, QUICK, Line, Plan, Sample, interleave, ratio, repeat
from _servers import Server

FEW, MANY = 10, 10_000  # rows
CONNECTIONS = 8  # that ask at the same time
CLICKERS = 4  # tabs that click at the same time
POLLERS = 48  # tabs that poll after each change
SOCKETS = 200  # tabs that a change is pushed to
AT_MOST, AT_LEAST = "at most", "at least"


def main() -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few short rounds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    plan = QUICK if options.quick else FULL
    start = time.perf_counter()
    lines: list[Line] = []
    if not options.json:
        print(HEAD_OF_TABLE)
    for line in measure(plan):
        lines.append(line)
        if not options.json:
            print(text_of(line), flush=True)
    seconds = time.perf_counter() - start
    if options.json:
        print(json.dumps({"seconds": seconds, "lines": [asdict(line) for line in lines]}, indent=1))
    else:
        print(f"\n{len(lines)} lines in {seconds:.0f} s. '*' marks a target that is missed.")
    return 0


# -- what is measured ---------------------------------------------------------------------------------------------


def measure(plan: Plan) -> Iterator[Line]:
    """All lines. Pages of few and of many rows live in servers of their own, so that neither pays for the other."""
    with servers("bare", "tornjust", "tornjust", "tornjust") as (bare, few, many, fresh):
        yield from pages(plan, bare, few)
        yield from memory(plan, fresh)
        yield from polls(plan, bare, few, many)
        yield from events(plan, bare, few, many)
        yield from pushes(plan, bare, few)


def polls(plan: Plan, bare: Server, few: Server, many: Server) -> Iterator[Line]:
    """Polls of a page that all share: with nothing new, and after each change."""
    tabs = _tabs(few, f"/shared/{FEW}", CONNECTIONS)
    tabs_many = _tabs(many, f"/shared/{MANY}", CONNECTIONS)
    constant = [get(bare.port, "/constant")] * CONNECTIONS
    short = [get(bare.port, "/constant", headers=SHORT)] * CONNECTIONS
    costs = interleave(
        plan,
        {
            "bare": (bare, requests(bare, constant)),
            "few": (few, requests(few, [tab.poll() for tab in tabs])),
            "many": (many, requests(many, [tab.poll() for tab in tabs_many])),
            "bare, short": (bare, requests(bare, short)),
            "few, short": (few, requests(few, [tab.poll(SHORT) for tab in tabs])),
        },
    )
    for name, rows in ("few", FEW), ("many", MANY):
        yield rates(f"poll, nothing new, {rows:,} rows", costs[name], costs["bare"], 0.7)
    yield rates("  the same with short request headers", costs["few, short"], costs["bare, short"], 0.7)

    few.ask("change", FEW)
    bare.ask("body", _once(few, tabs[0].poll())[1].decode())
    samples: dict[str, tuple[Server, Sample]] = {
        "bare": (bare, requests(bare, [get(bare.port, "/change")] * CONNECTIONS)),
        "few": (few, _polls_after_change(few, FEW)),
        "many": (many, _polls_after_change(many, MANY)),
    }
    before = [server.ask("counts") for server in (few, many)]
    costs = interleave(plan, samples)
    after = [server.ask("counts") for server in (few, many)]
    for name, rows in ("few", FEW), ("many", MANY):
        yield rates(f"poll, one change, {rows:,} rows", costs[name], costs["bare"], 0.7)
    encodings, changes = (
        sum(a[name] - b[name] for a, b in zip(after, before, strict=True))
        for name in ("encodings", "changes")
    )
    line = Line(f"encodings per change for {POLLERS} tabs", "", encodings / changes)
    yield judged(line, AT_MOST, 1)


def events(plan: Plan, bare: Server, few: Server, many: Server) -> Iterator[Line]:
    """Clicks that change one text, over Ajax and over a socket, and the bytes that they bring."""
    sizes: dict[str, int] = {}
    some = [Tab(few.port, f"/counter/{FEW}") for _ in range(CLICKERS)]
    more = [Tab(many.port, f"/counter/{MANY}") for _ in range(CLICKERS)]
    costs = interleave(
        plan,
        {
            "bare": (bare, _bare_clicks(bare)),
            "few": (few, _clicks(some, sizes)),
            "many": (many, _clicks(more, sizes)),
            "bare, short": (bare, _bare_clicks(bare, SHORT)),
            "few, short": (few, _clicks(some, sizes, SHORT)),
        },
    )
    yield from _event_lines("over Ajax", costs)
    yield price("  the same with short request headers", costs["few, short"], costs["bare, short"], 1.5)
    costs = interleave(
        plan,
        {
            "bare": (bare, _bare_socket_clicks(bare)),
            "few": (few, _socket_clicks(some, sizes)),
            "many": (many, _socket_clicks(more, sizes)),
        },
    )
    yield from _event_lines("over a socket", costs)
    yield judged(Line("bytes down per click, socket message", "bytes", sizes["socket"]), AT_MOST, 60)
    yield judged(Line("bytes down per click, whole Ajax answer", "bytes", sizes["ajax"]), AT_MOST, 250)
    yield Line("  of which body", "bytes", sizes["body"])


def pushes(plan: Plan, bare: Server, own: Server) -> Iterator[Line]:
    """One change to many open sockets of a page that all share, beside a loop that writes the same bytes."""
    tabs = _tabs(own, f"/shared/{FEW}", SOCKETS, each=150)
    sockets = [tab.socket() for tab in tabs]
    plain = [Socket(bare.port, "/socket") for _ in range(SOCKETS)]
    own.ask("push", [1, FEW])
    first = [socket.read() for socket in sockets]
    bare.ask("body", first[0].decode())
    costs: dict[str, list[float]] = {"own": [], "bare": []}
    for number in range(plan.rounds + 1):
        pairs = [("own", own, sockets), ("bare", bare, plain)]
        for name, server, readers in pairs if number % 2 else reversed(pairs):
            cost = server.ask("push", [plan.pushes, FEW])
            for reader in readers:
                for _ in range(plan.pushes):
                    reader.read()
            if number:  # the first round warms up
                costs[name].append(cost / plan.pushes / SOCKETS)
    for socket in (*sockets, *plain):
        socket.close()
    yield price(f"push of a change, each of {SOCKETS} sockets", costs["own"], costs["bare"], 1.3)


def pages(plan: Plan, bare: Server, own: Server) -> Iterator[Line]:
    """Visits of pages, beside a Jinja2 template that prints the same HTML."""
    cookie = Tab(own.port, f"/page/{FEW}").cookie
    html = _once(own, visit(own.port, f"/page/{FEW}", cookie))[1].decode()
    bare.ask("template", _template(html))
    seen: list[bytes] = []
    for rows, kinds in (
        (FEW, {"page": "made anew"}),
        (1000, {"page": "made anew", "changed": "shared, rendered anew", "shared": "shared, unchanged"}),
    ):
        mine = len(_once(own, visit(own.port, f"/page/{rows}", cookie))[1])
        theirs = len(_once(bare, visit(bare.port, f"/page/{rows}"))[1])
        if not 0.95 < theirs / mine < 1.05:
            raise RuntimeError(f"the template prints {theirs} bytes for {mine} of tornjust's")
        request = visit(bare.port, f"/page/{rows}", COOKIE)
        samples: dict[str, tuple[Server, Sample]] = {"bare": (bare, requests(bare, [request]))}
        for kind in kinds:
            samples[kind] = (own, _visits(own, f"/{kind}/{rows}", cookie, seen))
        costs = interleave(plan, samples, lambda: _leave(own, cookie, seen))
        for kind, words in kinds.items():
            yield rates(f"page of {rows:,} rows, {words}", costs[kind], costs["bare"], 0.5)


def memory(plan: Plan, server: Server) -> Iterator[Line]:
    """What pages and tabs keep, from the growth of a fresh server's resident memory."""
    for path, count, name, target in (
        ("/page/100", plan.pages, "memory per page of 100 elements", 40),
        ("/shared/100", plan.tabs, "memory per further tab of a shared page", 4),
    ):
        connection = Connection(server.port)
        request = visit(server.port, path)
        for _ in range(count // 5):  # fills caches and pools
            connection.fetch(request)
        before = server.ask("memory")
        for _ in range(count):
            connection.fetch(request)
        kilobytes = (server.ask("memory") - before) / count / 1000
        connection.close()
        yield judged(Line(name, "kB", kilobytes), AT_MOST, target)


# -- samples: what one subject does in its turn ---------------------------------------------------------------------


def requests(server: Server, texts: list[bytes]) -> Sample:
    """The same requests again and again, each on a connection of its own, all at the same time."""
    connections = [Connection(server.port) for _ in texts]

    def once() -> int:
        for connection, text in zip(connections, texts, strict=True):
            connection.send(text)
        for connection in connections:
            connection.receive()
        return len(texts)

    return lambda seconds: repeat(seconds, once)


def _polls_after_change(server: Server, rows: int) -> Sample:
    """All tabs poll, after a change, and take what they get."""
    connections = [Connection(server.port) for _ in range(CONNECTIONS)]
    tabs = _tabs(server, f"/shared/{rows}", POLLERS)

    def once() -> int:
        server.ask("change", rows)
        for number in range(0, POLLERS, CONNECTIONS):
            asking = tabs[number : number + CONNECTIONS]
            for connection, tab in zip(connections, asking, strict=True):
                connection.send(tab.poll())
            for connection, tab in zip(connections, asking, strict=True):
                tab.take(connection.receive()[1])
        return POLLERS

    return lambda seconds: repeat(seconds, once)


# Clicks come from several tabs at the same time: with one tab that clicks as soon as it is answered, a server that
# answers at once finds the next message already there, and never waits for one as servers do.


# The bare servers' clients write and read their messages as those of tornjust do: both kinds of servers are to meet
# the same rhythm.


class _BareTab:
    """A tab of the bare server: what it sends and expects has the form of tornjust's."""

    def __init__(self) -> None:
        self.count = 0

    def click(self) -> str:
        return json.dumps(["event", 1000 + self.count, 1000, 12, "click", FIELDS], separators=(",", ":"))

    def take(self, answer: bytes) -> None:
        message = json.loads(answer)
        if message[0] != "patch" or len(message[3]) != 1 or len(message) > 5:
            raise RuntimeError(f"expected a patch with one change, got {answer[:200]!r}")
        self.count = message[2] % 1000


def _bare_clicks(server: Server, headers: str = BROWSER) -> Sample:
    own = [(_BareTab(), Connection(server.port)) for _ in range(CLICKERS)]

    def once() -> int:
        for tab, connection in own:
            connection.send(post(server.port, "/event", tab.click(), headers=headers))
        for tab, connection in own:
            tab.take(connection.receive()[1])
        return len(own)

    return lambda seconds: repeat(seconds, once)


def _clicks(tabs: list[Tab], sizes: dict[str, int], headers: str = BROWSER) -> Sample:
    own = [(tab, Connection(tab.port), tab.button()) for tab in tabs]

    def once() -> int:
        for tab, connection, button in own:
            connection.send(tab.post(tab.click(button, FIELDS), headers))
        for tab, connection, _ in own:
            head, body = connection.receive()
            tab.take(body)
        sizes.update(ajax=len(head) + len(body), body=len(body))
        return len(own)

    return lambda seconds: repeat(seconds, once)


def _bare_socket_clicks(server: Server) -> Sample:
    own = [(_BareTab(), Socket(server.port, "/socket")) for _ in range(CLICKERS)]

    def once() -> int:
        for tab, socket in own:
            socket.write(tab.click())
        for tab, socket in own:
            tab.take(socket.read())
        return len(own)

    return lambda seconds: repeat(seconds, once)


def _socket_clicks(tabs: list[Tab], sizes: dict[str, int]) -> Sample:
    own = [(tab, tab.socket(), tab.button()) for tab in tabs]

    def once() -> int:
        for tab, socket, button in own:
            socket.write(tab.click(button, FIELDS))
        for tab, socket, _ in own:
            message = socket.read()
            tab.take(message)
        sizes["socket"] = len(message)
        return len(own)

    return lambda seconds: repeat(seconds, once)


def _visits(server: Server, path: str, cookie: str, seen: list[bytes]) -> Sample:
    """Visits of a page; the documents go to `seen`."""
    connection = Connection(server.port)
    request = visit(server.port, path, cookie)

    def once() -> int:
        seen.append(connection.fetch(request)[1])
        return 1

    return lambda seconds: repeat(seconds, once)


def _leave(server: Server, cookie: str, seen: list[bytes]) -> None:
    """The tabs of these documents leave, and their pages are let go, so that pages do not pile up."""
    connection = Connection(server.port)
    for html in seen:
        connection.fetch(leave(server.port, html, cookie))
    connection.close()
    seen.clear()
    server.ask("memory")  # collects them


# -- helpers --------------------------------------------------------------------------------------------------------

# What the runtime sends with a click.
FIELDS = {"value": "", "checked": False}


@contextmanager
def servers(*kinds: str) -> Iterator[list[Server]]:
    """Fresh servers."""
    with ExitStack() as stack:
        started = [stack.enter_context(Server(kind)) for kind in kinds]
        for server in started:
            server.wait()
        yield started


def _tabs(server: Server, path: str, count: int, each: int = 1000) -> list[Tab]:
    """Tabs on a page; a visitor has `each` of them at most."""
    tabs: list[Tab] = []
    for number in range(count):
        tabs.append(Tab(server.port, path, tabs[-1].cookie if number % each else ""))
    return tabs


def _once(server: Server, request: bytes) -> tuple[bytes, bytes]:
    connection = Connection(server.port)
    answer = connection.fetch(request)
    connection.close()
    return answer


def _template(html: str) -> str:
    """A Jinja2 template of the same document: the first row in a loop, all around it as it is."""
    first = html.index(">Row 0<")
    start = html.rindex("<", 0, first)
    end = html.index("</div>", first) + len("</div>")
    last = html.rindex("</div>", 0, html.rindex("</div>")) + len("</div>")
    row = re.sub(r'"\d+"', '"{{ row.key }}"', html[start:end], count=1)
    row = row.replace("Row 0", "{{ row.text }}").replace("p-2 border-b", "{{ row.classes }}")
    raw: Callable[[str], str] = "{{% raw %}}{}{{% endraw %}}".format
    return f"{raw(html[:start])}{{% for row in rows %}}{row}{{% endfor %}}{raw(html[last:])}"


def _event_lines(way: str, costs: dict[str, list[float]]) -> Iterator[Line]:
    for name, rows in ("few", FEW), ("many", MANY):
        yield price(f"event {way}, {rows:,} rows", costs[name], costs["bare"], 1.5)
    many, few = (1000 * median(costs[name]) for name in ("many", "few"))
    line = Line(f"event {way}, {MANY:,} rows against {FEW}", "ms CPU", many, few)
    line.ratio = ratio(costs["many"], costs["few"])
    yield judged(line, AT_MOST, 1.2)


def rates(name: str, own: list[float], bare: list[float], target: float) -> Line:
    """How many answers a second of processor time gives: the more the better."""
    line = Line(name, "per CPU s", 1 / median(own), 1 / median(bare), ratio(bare, own))
    return judged(line, AT_LEAST, target)


def price(name: str, own: list[float], bare: list[float], target: float) -> Line:
    """Processor time for one: the less the better."""
    line = Line(name, "ms CPU", 1000 * median(own), 1000 * median(bare), ratio(own, bare))
    return judged(line, AT_MOST, target)


def judged(line: Line, which: str, target: float) -> Line:
    """The line with its target."""
    value = line.own if line.ratio is None else line.ratio
    line.target = f"{which} {target:g}"
    line.met = value <= target if which == AT_MOST else value >= target
    return line


HEAD_OF_TABLE = f"{'':48}{'':>10} {'tornjust':>11} {'bare':>11} {'ratio':>8}   target"


def text_of(line: Line) -> str:
    def number(value: float | None, width: int, digits: str = "") -> str:
        if value is None:
            return " " * width
        return f"{value:>{width},{digits or ('.0f' if value >= 100 else '.3g')}}"

    missed = " *" if line.met is False else ""
    return (
        f"{line.name:48}{line.unit:>10} {number(line.own, 11)} {number(line.bare, 11)} "
        f"{number(line.ratio, 8, '.2f')}   {line.target}{missed}"
    ).rstrip()


if __name__ == "__main__":
    sys.exit(main())
