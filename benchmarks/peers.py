"""tornjust beside its peers and beside a page written by hand, in Chromium: `python benchmarks/peers.py`.

The same page everywhere: rows of text, a number, and a button that counts it up on the server. Each framework runs in
an environment of its own, which is made when it is missing. Read each row of the table across: all its figures are of
one run on one machine. `--only tornjust,bare` takes some of the subjects, `--memory` measures nothing but memory and
needs no browser, `--json` prints the figures for programs, `--markdown FILE` writes the tables.
"""

import argparse
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _browser import chromium, clicks, visits
from _environments import PACKAGES, python_of, version_of

HERE = Path(__file__).resolve().parent
ROWS = (10, 1000)
LONGEST = 7200  # seconds that a server may live


@dataclass(frozen=True)
class Subject:
    """One way to make the page."""

    name: str
    peer: str
    arguments: tuple[str, ...] = ()
    path: str = "/rows/{rows}"
    # Whether a GET of the page makes all of it, not a message after it.
    whole: bool = True
    # Milliseconds after which an early click is repeated. These two begin anew at each click, so that a click every
    # 25 ms would keep them from ever answering.
    again: int = 25
    again_slow: int = 25
    # Nothing answers there: only how soon it shows is measured.
    silent: bool = False

    @property
    def makes_pages(self) -> bool:
        """Whether a GET makes a page, so that pages per second and memory can be compared."""
        return self.whole and not self.silent


SUBJECTS = (
    Subject("by hand, socket", "bare"),
    Subject("by hand, Ajax", "bare", ("ajax",)),
    Subject("tornjust's page as files", "static", silent=True),
    Subject("tornjust", "tornjust"),
    Subject("tornjust, Ajax", "tornjust", ("ajax",)),
    Subject("JustPy", "justpy"),
    Subject("JustPy, Ajax", "justpy", ("ajax",)),
    Subject("NiceGUI", "nicegui"),
    Subject("Dash", "dash", whole=False, again=200, again_slow=2500),
    Subject("Streamlit", "streamlit", path="/?rows={rows}", whole=False, again=400, again_slow=2500),
)


class Server:
    """A peer's server process and all below it."""

    def __init__(self, subject: Subject) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        program = str(HERE / "_peers" / f"{subject.peer}_page.py")
        python = python_of(subject.peer)
        if subject.peer == "streamlit":
            options = f"--server.port {self.port} --server.address 127.0.0.1 --server.headless true"
            command = [python, "-m", "streamlit", "run", program, *options.split()]
            command += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
        else:
            command = [python, program, str(self.port), *subject.arguments]
        folder = HERE / ".peers"
        folder.mkdir(exist_ok=True)
        if subject.peer == "justpy":
            (folder / "justpy.env").write_text("NO_INTERNET=True\n")
        self.process = psutil.Popen(
            ["timeout", str(LONGEST), *command],
            cwd=folder if subject.peer == "justpy" else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.url = f"http://127.0.0.1:{self.port}{subject.path}"

    def wait(self) -> None:
        """Until it answers. Raises `RuntimeError` when it does not."""
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urlopen(self.url.format(rows=1), timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"{self.process.args} does not answer")

    def _all(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu(self) -> float:
        """Processor seconds used so far."""
        return sum(sum(process.cpu_times()[:2]) for process in self._all())

    def memory(self) -> int:
        """Resident bytes."""
        return sum(process.memory_info().rss for process in self._all())

    def stop(self) -> None:
        for process in reversed(self._all()):
            process.terminate()
        _, alive = psutil.wait_procs(self._all(), 5)
        for process in alive:
            process.kill()


@contextmanager
def serving(subject: Subject) -> Iterator[Server]:
    server = Server(subject)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@dataclass
class Course:
    """What one subject has gone through so far."""

    subject: Subject
    server: Server
    found: dict[str, Any] = field(default_factory=dict)
    # Figure -> its values, of which the median counts.
    samples: dict[str, list[float]] = field(default_factory=dict)

    def add(self, figure: str, value: float) -> None:
        self.samples.setdefault(figure, []).append(value)

    def results(self) -> dict[str, Any]:
        """Figure -> value, with the rows in the name."""
        return {**{figure: median(values) for figure, values in self.samples.items()}, **self.found}

    def visit(self, new_profile: Any, rows: int, count: int) -> None:
        """A user who comes for the first time, comes again, and clicks `count` times."""
        subject, url = self.subject, self.server.url.format(rows=rows)
        context = new_profile()
        # The third visit runs from the code cache, which Chromium writes at the second.
        loads = visits(context, url, 1 if subject.silent else 3, again=subject.again, silent=subject.silent)
        context.close()
        self.add(f"paint cold {rows}", loads[0].paint)
        if subject.silent:
            return
        for name, load in ("cold", loads[0]), ("warm", loads[2]):
            self.add(f"live {name} {rows}", load.live)
            self.add(f"bytes {name} {rows}", load.bytes)
        context = new_profile()
        result, cpu = clicks(context, url, count, self.server, subject.again)
        context.close()
        self.add(f"click {rows}", result.time)
        self.add(f"click cpu {rows}", 1000 * cpu)
        self.add(f"click bytes {rows}", result.bytes)

    def slow_visit(self, new_profile: Any, rows: int) -> None:
        """The same user with a slow network and a slow processor."""
        subject = self.subject
        context = new_profile()
        loads = visits(
            context,
            self.server.url.format(rows=rows),
            1 if subject.silent else 3,
            True,
            subject.again_slow,
            subject.silent,
        )
        context.close()
        self.add(f"slow paint {rows}", loads[0].paint)
        if not subject.silent:
            self.add(f"slow cold {rows}", loads[0].live)
            self.add(f"slow warm {rows}", loads[2].live)


def measure(
    subjects: list[Subject], new_profile: Any, quick: bool, times: int, slow_times: int
) -> dict[str, dict[str, Any]]:
    """Everything about each subject, in so many turns: what disturbs one of them disturbs all."""
    with ExitStack() as stack:
        courses = []
        for subject in subjects:
            with _reported(subject):
                courses.append(Course(subject, stack.enter_context(serving(subject))))

        def rounds(times: int, name: str, step: Callable[[Course, int], None]) -> None:
            for rows, number in product(ROWS, range(times)):
                print(f"{rows} rows, {name}, {number + 1} of {times} ...", file=sys.stderr, flush=True)
                for course in reversed(courses) if number % 2 else courses:
                    with _reported(course.subject):
                        step(course, rows)

        rounds(
            1 if quick else times,
            "visits",
            lambda course, rows: course.visit(new_profile, rows, 8 if quick else 40),
        )
        rounds(
            min(slow_times, 1) if quick else slow_times,
            "slow visits",
            lambda course, rows: course.slow_visit(new_profile, rows),
        )
        rounds(1, "pages", lambda course, rows: _pages(course, rows, quick))
        results = {course.subject.name: course.results() for course in courses}
    for name, figures in measure_memory(subjects, quick).items():
        results.setdefault(name, {}).update(figures)
    return results


def measure_memory(subjects: list[Subject], quick: bool) -> dict[str, dict[str, Any]]:
    """What a page leaves in the memory of each subject's server."""
    results: dict[str, dict[str, Any]] = {subject.name: {} for subject in subjects}
    for rows, subject in product(ROWS, subjects):
        if not subject.makes_pages:
            continue
        print(f"{rows} rows, memory, {subject.name} ...", file=sys.stderr, flush=True)
        with _reported(subject), serving(subject) as server:
            results[subject.name][f"memory {rows}"] = _memory(server, rows, quick)
    return results


def _memory(server: Server, rows: int, quick: bool) -> float:
    """Kilobytes for each page, in a server that has done nothing else.

    One that had visitors before has memory which it freed and holds: small pages would find room there, and cost
    nothing.
    """
    # Small pages are many, so that they stand out from what a server takes and gives back beside them. All in all they
    # are fewer than one address may ask tornjust for in a minute.
    number = (100 if quick else 400) if rows < 100 else (20 if quick else 60)
    url = server.url.format(rows=rows)
    _get(url, number // 4)
    before = server.memory()
    _get(url, number)
    return max(0.0, (server.memory() - before) / number / 1000)


@contextmanager
def _reported(subject: Subject) -> Iterator[None]:
    """What one subject fails at is said, and the others go on."""
    try:
        yield
    except Exception as error:
        print(f"{subject.name} could not be measured: {error}", file=sys.stderr)


def _pages(course: Course, rows: int, quick: bool) -> None:
    """Pages per second of processor time."""
    if not course.subject.makes_pages:
        return
    server, number = course.server, 20 if quick else 60
    url = server.url.format(rows=rows)
    _get(url, number // 4)
    cpu = server.cpu()
    _get(url, number)
    course.found[f"pages {rows}"] = number / max(server.cpu() - cpu, 0.01)


def _get(url: str, times: int) -> None:
    for _ in range(times):
        with urlopen(url, timeout=30) as answer:
            answer.read()


# -- the tables -----------------------------------------------------------------------------------------------------

# (figure, heading, digits)
TABLE = [
    (f"{figure} {rows}", f"{heading}, {rows:,} rows")
    for figure, heading in (
        ("live cold", "first visit until a click is answered, ms"),
        ("paint cold", "first visit until something shows, ms"),
        ("live warm", "later visit until a click is answered, ms"),
        ("slow cold", "first visit on Fast 3G and a slow processor, until a click is answered, ms"),
        ("slow paint", "first visit on Fast 3G and a slow processor, until something shows, ms"),
        ("slow warm", "later visit on Fast 3G and a slow processor, until a click is answered, ms"),
        ("bytes cold", "first visit, bytes down"),
        ("bytes warm", "later visit, bytes down"),
        ("click", "click to changed screen, ms"),
        ("click cpu", "server's processor time for a click, ms"),
        ("click bytes", "bytes down for a click"),
        ("pages", "pages for each second of the server's processor time"),
        ("memory", "memory for each page, kB"),
    )
    for rows in ROWS
]


def table(results: dict[str, dict[str, Any]]) -> str:
    """The results as a table in Markdown."""
    lines = ["| | " + " | ".join(results) + " |", "|---|" + "---:|" * len(results)]
    for figure, heading in TABLE:
        values = [result.get(figure) for result in results.values()]
        if any(value is not None for value in values):
            lines.append(f"| {heading} | " + " | ".join(map(_number, values)) + " |")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 20 else f"{value:.2g}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one visit each instead of nine")
    parser.add_argument("--rounds", type=int, default=9, help="of visits to each")
    parser.add_argument("--only", default="", help="peers, separated by commas")
    parser.add_argument("--slow-rounds", type=int, default=3, help="of visits over a slow network; 0: none")
    parser.add_argument("--memory", action="store_true", help="measure memory only, without a browser")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--markdown", type=Path, help="write the table to this file")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    chosen = [subject for subject in SUBJECTS if not only or subject.peer in only]
    if options.memory:
        results = measure_memory(chosen, options.quick)
    else:
        with chromium() as new_profile:
            results = measure(chosen, new_profile, options.quick, options.rounds, options.slow_rounds)
    versions = {peer: version_of(peer, peer) for peer in PACKAGES if any(s.peer == peer for s in chosen)}
    text = table(results) + "\n\n" + ", ".join(f"{peer} {version}" for peer, version in versions.items())
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")
    print(json.dumps({"versions": versions, "results": results}, indent=1) if options.json else text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
