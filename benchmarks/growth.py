"""How costs grow with the page and with the tabs: `python benchmarks/growth.py [--picture FILE.svg]`.

What is measured is the server's processor time, for pages of 10 to 100,000 rows and for 1 to 10,000 tabs. A flat line
is what it ought to be. The last part has 10,000 tabs poll a page that changes every second, each every 2.5 seconds,
and looks whether answers come later and later.
"""

import argparse
import json
import selectors
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _client import Connection, Tab
from _measure import QUICK, Plan, Sample, interleave, repeat
from _servers import Server
from run import FIELDS, servers

ROWS = (10, 100, 1_000, 10_000, 100_000)
TABS = (1, 10, 100, 1_000, 10_000)
PLAN = Plan(rounds=5, seconds=0.2, pushes=4, pages=0, tabs=0)
INTERVAL = 2.5  # seconds between two polls of a tab
CONNECTIONS = 200  # that the polling tabs share: a browser keeps its own open, a test machine has few


def by_rows(plan: Plan, rows: tuple[int, ...]) -> dict[str, list[float]]:
    """Milliseconds for a click over Ajax, a click over a socket, and a poll after a change; bytes for a click."""
    found: dict[str, list[float]] = {"click, Ajax": [], "click, socket": [], "poll after a change": []}
    for count in rows:
        with servers("tornjust") as (server,):
            costs = interleave(plan, _samples(server, count))
            for name, values in costs.items():
                found[name].append(1000 * median(values))
    return found


def _samples(server: Server, rows: int) -> dict[str, tuple[Server, Sample]]:
    tab, other = Tab(server.port, f"/counter/{rows}"), Tab(server.port, f"/counter/{rows}")
    shared = Tab(server.port, f"/shared/{rows}")
    connection, polling, socket = Connection(server.port), Connection(server.port), other.socket()
    button, second = tab.button(), other.button()

    def click() -> int:
        connection.send(tab.post(tab.click(button, FIELDS)))
        tab.take(connection.receive()[1])
        return 1

    def down() -> int:
        socket.write(other.click(second, FIELDS))
        other.take(socket.read())
        return 1

    def poll() -> int:
        server.ask("change", rows)
        polling.send(shared.poll())
        shared.take(polling.receive()[1])
        return 1

    work = {"click, Ajax": click, "click, socket": down, "poll after a change": poll}
    return {name: (server, partial(repeat, once=once)) for name, once in work.items()}


def by_tabs(plan: Plan, tabs: tuple[int, ...]) -> dict[str, list[float]]:
    """Milliseconds for each tab's poll after one change that all of them ask for."""
    found: dict[str, list[float]] = {"poll after a change, each tab": []}
    with servers("tornjust") as (server,):
        known: list[Tab] = []
        connections = [Connection(server.port) for _ in range(8)]
        for count in tabs:
            known += [Tab(server.port, "/shared/10") for _ in range(count - len(known))]
            costs = []
            for number in range(plan.rounds + 1):
                server.ask("change", 10)
                before = server.cpu()
                for start in range(0, count, len(connections)):
                    asking = known[start : start + len(connections)]
                    for connection, tab in zip(connections, asking, strict=False):
                        connection.send(tab.poll())
                    for connection, tab in zip(connections, asking, strict=False):
                        tab.take(connection.receive()[1])
                if number:
                    costs.append(1000 * (server.cpu() - before) / count)
            found["poll after a change, each tab"].append(median(costs))
    return found


def dashboard(tabs: int, seconds: float) -> dict[str, float]:
    """Tabs poll a page that changes every second. Milliseconds until an answer, at the start and at the end."""
    with servers("tornjust") as (server,):
        known = [Tab(server.port, "/shared/10") for _ in range(tabs)]
        lines = [Connection(server.port) for _ in range(min(CONNECTIONS, tabs))]
        chooser = selectors.DefaultSelector()
        free, busy = list(lines), {}
        for line in lines:
            chooser.register(line.socket, selectors.EVENT_READ, line)
        start, cpu = time.perf_counter(), server.cpu()
        due = [(start + INTERVAL * number / tabs, number) for number in range(tabs)]
        late: list[tuple[float, float]] = []
        changed, place = start, 0
        while (now := time.perf_counter()) < start + seconds:
            if now - changed >= 1:
                server.ask("change", 10)
                changed = now
            while free and place < len(due) and due[place][0] <= now:
                moment, number = due[place]
                place += 1
                line = free.pop()
                line.send(known[number].poll())
                busy[line] = (moment, number)
            for key, _ in chooser.select(0.001):
                line = key.data
                moment, number = busy.pop(line)
                body = line.receive()[1]
                if body:
                    known[number].take(body)
                end = time.perf_counter()
                late.append((moment, 1000 * (end - moment)))
                due.append((max(moment + INTERVAL, end), number))
                free.append(line)
        used = (server.cpu() - cpu) / seconds
    third = len(late) // 3
    first, last = ([wait for _, wait in part] for part in (late[:third], late[-third:]))
    return {
        "answers per second": len(late) / seconds,
        "share of one core": used,
        "median wait, first third, ms": median(first),
        "median wait, last third, ms": median(last),
        "95 % wait, last third, ms": quantiles(last, n=20)[-1],
    }


def draw(
    path: Path, rows: tuple[int, ...], found: dict[str, list[float]], tabs: dict[str, list[float]]
) -> None:
    """Two curves side by side, with dates left out so that the same figures give the same file."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    for name, values in found.items():
        left.plot(rows, values, marker="o", label=name)
    for name, values in tabs.items():
        right.plot(TABS[: len(values)], values, marker="o", color="tab:purple", label=name)
    for axes, label in (left, "elements on the page"), (right, "open tabs"):
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel(label)
        axes.set_ylabel("server's processor time, ms")
        axes.grid(alpha=0.3)
        axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rows and tabs, short rounds")
    parser.add_argument("--picture", type=Path, help="draw the curves to this file (needs matplotlib)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    plan, rows, tabs = (QUICK, ROWS[:4], TABS[:3]) if options.quick else (PLAN, ROWS, TABS)
    found, of_tabs = by_rows(plan, rows), by_tabs(plan, tabs)
    crowd = dashboard(*((500, 6.0) if options.quick else (10_000, 30.0)))
    if options.picture:
        draw(options.picture, rows, found, of_tabs)
    if options.json:
        size = 500 if options.quick else 10_000
        print(
            json.dumps(
                {
                    "rows": rows,
                    "by rows": found,
                    "tabs": tabs,
                    "by tabs": of_tabs,
                    "crowd": crowd,
                    "size": size,
                }
            )
        )
        return 0
    print("server's processor time, ms\n\nelements " + "".join(f"{count:>12,}" for count in rows))
    for name, values in found.items():
        print(f"{name:22}" + "".join(f"{value:>12.3f}" for value in values))
    print("\ntabs     " + "".join(f"{count:>12,}" for count in tabs))
    for name, values in of_tabs.items():
        print(f"{name:30}" + "".join(f"{value:>12.3f}" for value in values))
    print(f"\n{500 if options.quick else 10_000:,} tabs that poll every {INTERVAL} s, one change a second")
    for name, value in crowd.items():
        print(f"{name:32}{value:>10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
