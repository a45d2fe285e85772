"""Programs under JustPy and under tornjust, side by side: `python tests/compare [FOLDER or FILE ...]`.

Each program is served by JustPy 0.2.8, by tornjust, and by tornjust without WebSockets, and opened in three tabs of
Chromium. What they show is compared after loading and after each of the things that a user can do there. Differences
are printed; the exit status is 1 if there are any that known.py does not explain.
"""

from __future__ import annotations

import argparse
import asyncio
import difflib
import html
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from known import DRAWINGS, MOVING, PAGES, PROGRAMS, SHUFFLED, common, without_drawings
from playwright.async_api import Browser, async_playwright
from servers import HERE, Launcher, Program, reference_python
from user import Action, Tab, actions

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
]
# Seconds until two pages that differ are taken to stay different, and those after an action in which nothing counts.
PATIENCE = 4.0
AT_LEAST = {"type": 0.35, "press": 0.3, "fill": 0.35}
MOST_ACTIONS = 24
ROUTES = re.compile(r"""(?:SetRoute|Route)\(\s*f?['"](/[^'"]*)['"]""")


def main() -> int:
    """Compare what the command line names."""
    parser = argparse.ArgumentParser(prog="python tests/compare", description=__doc__)
    parser.add_argument(
        "where", nargs="*", type=Path, default=[HERE / "programs"], help="programs, or folders of them"
    )
    parser.add_argument(
        "--venv",
        type=Path,
        default=HERE.parent.parent / ".venv-justpy",
        help="where JustPy is, or is installed",
    )
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time")
    parser.add_argument("--lines", type=int, default=12, help="lines shown of one difference")
    parser.add_argument("--verbose", action="store_true", help="name every action")
    options = parser.parse_args()
    programs = [
        path
        for where in options.where
        for path in (sorted(where.glob("*.py")) if where.is_dir() else [where])
    ]
    return asyncio.run(Comparison(options, programs).run())


class Comparison:
    """All programs."""

    def __init__(self, options: argparse.Namespace, programs: list[Path]) -> None:
        self.options = options
        self.programs = programs
        self.failed: list[str] = []
        self.actions = 0

    async def run(self) -> int:
        """Compare them, a few at a time."""
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            self.justpy = Launcher("justpy", reference_python(self.options.venv), Path(folder))
            self.tornjust = Launcher("tornjust", Path(sys.executable), Path(folder))
            queue = list(reversed(self.programs))
            async with async_playwright() as playwright:
                path = (
                    shutil.which("chromium")
                    or shutil.which("chromium-browser")
                    or shutil.which("google-chrome")
                )
                browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)

                async def work() -> None:
                    while queue:
                        program = queue.pop()
                        lines = await Pair(self, browser, program).compare()
                        if lines:
                            self.failed.append(program.stem)
                        verdict = "differs" if lines else "same"
                        print("\n".join([f"{verdict:8}{program.stem}", *lines]), flush=True)

                await asyncio.gather(*(work() for _ in range(self.options.jobs)))
                await browser.close()
            self.justpy.close()
            self.tornjust.close()
        same = len(self.programs) - len(self.failed)
        print(
            f"{same} of {len(self.programs)} programs are the same after {self.actions} actions, over both transports; "
            f"{time.monotonic() - began:.0f} s"
        )
        if self.failed:
            print("differ: " + " ".join(self.failed))
        return 1 if self.failed else 0


class Pair:
    """One program under both."""

    def __init__(self, whole: Comparison, browser: Browser, program: Path) -> None:
        self.whole = whole
        self.browser = browser
        self.program = program
        self.report: list[str] = []

    async def compare(self) -> list[str]:
        """The differences, as lines to print."""
        if self.program.stem in PROGRAMS:
            return []
        served = [
            self.whole.justpy.start(self.program),
            self.whole.tornjust.start(self.program),
            self.whole.tornjust.start(self.program, ajax=True),
        ]
        try:
            await self._compare(served)
        except Exception as error:
            self.report.append(f"    comparison failed: {type(error).__name__}: {str(error).splitlines()[0]}")
        finally:
            for program in served:
                program.end()
        if self.report:
            # Alone it is no difference: JustPy hides what handlers raise.
            for program in served[1:]:
                text = program.output()
                if "Traceback" in text and "Traceback" not in served[0].output():
                    last = [line for line in text.splitlines() if line.strip()][-6:]
                    self.report += ["    in the log of tornjust:", *(f"        {line}" for line in last)]
        return self.report

    async def _compare(self, served: list[Program]) -> None:
        up = await asyncio.gather(*(asyncio.to_thread(program.wait) for program in served))
        if not all(up):
            if any(up):
                for program, is_up in zip(served, up):
                    if not is_up:
                        text = program.output().strip().splitlines()[-4:]
                        self.report += [
                            f"    does not start under {program.launcher.engine}:",
                            *(f"        {line}" for line in text),
                        ]
            return
        contexts = [await self.browser.new_context(viewport={"width": 1280, "height": 800}) for _ in served]
        try:
            tabs = []
            for name, program, context in zip(("justpy", "socket", "ajax"), served, contexts):
                context.set_default_timeout(10_000)
                await context.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
                tabs.append(await Tab.make(name, program.url, context))
            for path in self._paths():
                await self._visit(tabs, path)
            for tab in tabs[1:]:
                if errors := set(tab.errors) - set(tabs[0].errors):
                    self.report += [f"    errors in the browser, {tab.name}: {sorted(errors)[:3]}"]
        finally:
            for context in contexts:
                await context.close()

    def _paths(self) -> list[str]:
        source = self.program.read_text(encoding="utf-8")
        found = [re.sub(r"{[^}]*:(int|float)}", "7", path) for path in ROUTES.findall(source)]
        return list(dict.fromkeys(["/", *(re.sub(r"{[^}]*}", "abc", path) for path in found)]))

    async def _visit(self, tabs: list[Tab], path: str) -> None:
        await asyncio.gather(*(tab.open(path) for tab in tabs))
        seen: set[str] = set()
        looks = await self._settle(tabs, 0.1)
        at = looks[0]["path"]
        self._differences(tabs, looks, f"{path} after loading", seen)
        done: set[Action] = set()
        first = True
        while True:
            todo = [action for action in actions(looks[0]["elements"]) if action not in done]
            todo = todo[: MOST_ACTIONS if first else MOST_ACTIONS // 3]
            if not todo or (not first and len(done) >= 2 * MOST_ACTIONS):
                return
            for action in todo:
                done.add(action)
                self.whole.actions += 1
                await asyncio.gather(*(tab.do(action) for tab in tabs))
                looks = await self._settle(tabs, AT_LEAST.get(action.kind, 0.12))
                if self.whole.options.verbose:
                    print(f"        {self.program.stem}: {action}")
                self._differences(tabs, looks, f"{path} after {action}", seen)
                if any(look["path"] != at for look in looks):
                    await asyncio.gather(*(tab.open(path) for tab in tabs))
                    looks = await self._settle(tabs, 0.1)
            first = False

    async def _settle(self, tabs: list[Tab], at_least: float) -> list[dict[str, Any]]:
        """What the tabs show as soon as it is the same, or after some time."""
        end = time.monotonic() + PATIENCE
        await asyncio.sleep(at_least)
        before = None
        while True:
            looks = await asyncio.gather(*(tab.look() for tab in tabs))
            shown = [self._shown(look) for look in looks]
            on_the_way = not all(look["ready"] for look in looks) or len({look["path"] for look in looks}) > 1
            if on_the_way and time.monotonic() < end + 2 * PATIENCE:
                before = None  # one of them has still to arrive at another page
            elif shown[0] == shown[1] == shown[2] == before or time.monotonic() > end:
                return list(looks)
            else:
                before = shown[0]
            await asyncio.sleep(0.06)

    def _differences(self, tabs: list[Tab], looks: list[dict[str, Any]], when: str, seen: set[str]) -> None:
        want = self._shown(looks[0])
        for tab, look in zip(tabs[1:], looks[1:]):
            lines = [
                line
                for line in difflib.unified_diff(
                    want, self._shown(look), "justpy", tab.name, n=0, lineterm=""
                )
                if line[:3] not in ("---", "+++", "@@ ")
            ]
            new = [line for line in lines if f"{tab.name}{line}" not in seen]
            seen.update(f"{tab.name}{line}" for line in lines)
            if new:
                self.report.append(f"    {tab.name}: {when}")
                self.report += [f"        {line[:200]}" for line in new[: self.whole.options.lines]]

    def _shown(self, look: dict[str, Any]) -> list[str]:
        text = " ".join(look["lines"])
        for theirs, ours, what in PAGES:
            if look["title"] in (theirs, ours) or theirs in text:
                return [f"({what})"]
        # JustPy shows the entities of a title: "&amp;" for "&".
        lines = [
            f"title {html.unescape(look['title'])!r}",
            f"path {look['path']}",
            *map(common, look["lines"]),
        ]
        if DRAWINGS.fullmatch(self.program.stem):
            lines = without_drawings(lines)
        moving = MOVING.get(self.program.stem)
        if moving:
            lines = [re.sub(moving, "", line) for line in lines]
        return sorted(lines) if self.program.stem in SHUFFLED else lines


if __name__ == "__main__":
    sys.exit(main())
