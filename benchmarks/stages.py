"""Where the time of a click goes, over a socket, beside a page written by hand: `python benchmarks/stages.py`.

A click is cut in three where the browser sends and where it receives: what the page does before it sends, the way to
the server and back with all that the server does, and what the page does until the screen has changed. Medians, in
turns, of clicks of a page that has been open for a second and of one that has answered hundreds: a browser compiles
what it has run often. `--json` prints the figures for programs.
"""

import argparse
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _browser import chromium, until, watched
from peers import SUBJECTS, Server, serving

NAMES = ("by hand, socket", "tornjust")
STAGES = ("click to message sent", "way and server", "message to changed screen", "all")
# Of clicks: how many each, one after the other.
FRESH, WARM = 40, 400

# Notes when the page sends, and when a message has come but nobody has heard of it.
CUTS = """
(() => {
  const bench = window.bench, send = WebSocket.prototype.send;
  let sent = 0, come = 0;
  WebSocket.prototype.send = function (...what) { send.apply(this, what); sent = performance.now(); };
  window.WebSocket = new Proxy(WebSocket, {construct(target, what) {
    const socket = new target(...what);
    socket.addEventListener('message', () => { come = performance.now(); });
    return socket;
  }});
  bench.stages = async count => {
    const found = [];
    for (let i = 0; i < count; i++) {
      const start = performance.now(), all = await bench.click();
      found.push([sent - start, come - sent, start + all - come, all]);
    }
    return found;
  };
})();
"""


def measure(turns: int) -> dict[str, dict[str, list[float]]]:
    """Name of the page -> "fresh" or "warm" -> milliseconds of each stage."""
    found: dict[str, dict[str, list[list[float]]]] = {name: {"fresh": [], "warm": []} for name in NAMES}
    subjects = [subject for subject in SUBJECTS if subject.name in NAMES]
    with chromium() as new_profile, ExitStack() as stack:
        servers = [(subject.name, stack.enter_context(serving(subject))) for subject in subjects]
        for turn in range(turns):
            for name, server in reversed(servers) if turn % 2 else servers:
                fresh, warm = _clicks(new_profile, server)
                found[name]["fresh"] += fresh
                found[name]["warm"] += warm
    return {
        name: {age: [median(times) for times in zip(*clicks, strict=True)] for age, clicks in ages.items()}
        for name, ages in found.items()
    }


def _clicks(new_profile: Any, server: Server) -> tuple[list[list[float]], list[list[float]]]:
    context = new_profile()
    page = watched(context, more=CUTS)
    until(page, server.url.format(rows=10))
    page.wait_for_timeout(1000)  # early clicks are answered
    fresh, _, warm = (page.evaluate("count => bench.stages(count)", count) for count in (FRESH, WARM, WARM))
    context.close()
    return fresh, warm


def table(found: dict[str, dict[str, list[float]]]) -> str:
    """The figures as a table in Markdown."""
    hand, ours = (found[name] for name in NAMES)
    lines = [
        "| ms | " + " | ".join(f"{name}, {age}" for age in hand for name in ("by hand", "tornjust")) + " |",
        "|---|" + "---:|" * 4,
    ]
    for number, stage in enumerate(STAGES):
        values = [page[age][number] for age in hand for page in (hand, ours)]
        lines.append(f"| {stage} | " + " | ".join(f"{value:.1f}" for value in values) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one turn instead of ten")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    found = measure(1 if options.quick else 10)
    print(json.dumps(found) if options.json else table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
