"""Fixtures for all tests: `browser`, one Chromium for the whole run, and `page`, a fresh tab for one test."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tornjust import bundle
from tornjust.functions import scripts

# `tornjust_app` drives a program without a browser; users of the package get it in this way, too.
pytest_plugins = ["tornjust.testing.plugin"]

# Where the key of session cookies is kept: tests leave the user's own alone.
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="tornjust-state-")

# Where no event loop was ever set, asyncio makes one for whoever asks for the present one, as Tornado's loop does
# before it takes its place. Nobody would close it: the garbage collector warns of it in the middle of some later test,
# and where that parses a file, as hypothesis does, Python up to 3.12.1 says "AST constructor recursion depth mismatch"
# (CPython issue 106905).
asyncio.set_event_loop(None)

# Milliseconds. A machine that runs several tests at a time, and makes scripts beside, may be slow.
PATIENCE = 10_000
expect.set_options(timeout=PATIENCE)

CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome"]
# The same engine without the window around each page, which costs more processor time than the pages of tests do. What
# users meet first is seen in Chromium itself (`whole_browser`), and what only that has, as sessions that come back and
# pages kept for "back", by browser/devtools.py. TORNJUST_CHROMIUM=/usr/bin/chromium has all tests run in one.
SHELL_NAMES = ["chromium-headless-shell", *CHROMIUM_NAMES]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Files that take a minute or two, the longest first; those that wait a lot stand beside those that work. One of the
# first three needs no browser: the others wait until the browser's script is made.
LONGEST = [
    "browser/test_restart.py",
    "chaos/test_plans.py",
    "browser/test_network.py",
    "bundling/test_running.py",
    "bundling/test_keeping.py",
    "browser/test_functions.py",
    "browser/test_events.py",
    "examples/test_examples.py",
    "browser/test_uploads.py",
    "browser/test_policy.py",
    "browser/test_pushes.py",
    "browser/test_lists.py",
    "browser/test_motion.py",
    "test_programs.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first: where several run at a time, none of them is alone at the end.

    A test in a browser is tried twice: on a busy machine a wait may be too short. The summary tells of it.
    """
    folder = Path(__file__).parent
    places = {folder / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
    for item in items:
        if {"browser", "engine"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def _development() -> Iterator[None]:
    """A test may make an application for production, which holds for the whole process; what comes after it is none."""
    before = scripts.debug
    yield
    scripts.debug = before


@pytest.fixture(scope="session")
def browsers_script(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The browser's script is made before the first page, by one of the processes of a run.

    It takes seconds: where the cache was empty, each process made it, and pages came too late for the tests.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        bundle.client_script()
        return
    folder = tmp_path_factory.getbasetemp().parent / "script"  # the one of the whole run
    made = folder / "made"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + 60
        while not made.exists() and time.monotonic() < end:
            time.sleep(0.1)
        return
    try:
        bundle.client_script()
    finally:
        made.touch()


Launch = Callable[[list[str]], Browser]


@pytest.fixture(scope="session")
def launch(browsers_script: None) -> Iterator[Launch]:
    """Start the first browser of these names. Without one the test is skipped, or fails where CI is set."""
    with sync_playwright() as playwright:
        started = []

        def start(names: list[str]) -> Browser:
            path = os.environ.get("TORNJUST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
            if path is None:
                _no_browser(f"no Chromium on PATH (looked for {', '.join(names)}); apt-get install chromium")
            _unpark_loop()
            started.append(playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS))
            _park_loop()
            return started[-1]

        _park_loop()
        yield start
        _unpark_loop()
        for browser in started:
            browser.close()


@pytest.fixture(scope="session")
def browser(launch: Launch) -> Browser:
    """The browser of most tests."""
    return launch(SHELL_NAMES)


@pytest.fixture(scope="session")
def whole_browser(launch: Launch) -> Browser:
    """Chromium as users have it."""
    return launch(CHROMIUM_NAMES)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab in a browser context of its own: no cookies, no cache, nothing of the tests before."""
    _unpark_loop()
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
    _park_loop()


# Between its calls, Playwright's event loop counts as running in this thread, so that no other loop could run there.
# Tests without a page may want one (pytest-tornado, asyncio.run), so it is the running one only while a page is used.


_parked: list[asyncio.AbstractEventLoop | None] = []


def _park_loop() -> None:
    _parked.append(asyncio._get_running_loop())
    asyncio._set_running_loop(None)


def _unpark_loop() -> None:
    asyncio._set_running_loop(_parked.pop())


def _no_browser(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
