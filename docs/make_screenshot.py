"""Takes the pictures of the dashboard that the README shows: `python docs/make_screenshot.py`.

Starts the example, lets its charts fill for a minute and a half with what the machine really does, and writes
docs/dashboard.png and docs/dashboard-phone.png. Needs Playwright and a Chromium on the path (`make test` installs
both).
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent
DASHBOARD = DOCS.parent / "examples" / "dashboard.py"
SECONDS = 95  # the charts hold 91 figures, here one each second
# Name of the picture: width and height of the window, and pixels per CSS pixel.
PICTURES = {"dashboard.png": (1600, 900, 1), "dashboard-phone.png": (390, 844, 2)}


def main() -> None:
    """Start the dashboard, wait, take the pictures, stop it."""
    port = free_port()
    environment = {**os.environ, "SAMPLE_EVERY": "1"}
    command = [sys.executable, "-m", "tornjust", str(DASHBOARD), "--port", str(port)]
    with subprocess.Popen(command, env=environment) as program:
        try:
            time.sleep(SECONDS)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
                for name in PICTURES:
                    take(browser, f"http://127.0.0.1:{port}/", name)
                browser.close()
        finally:
            program.terminate()


def take(browser: Browser, url: str, name: str) -> None:
    """Open the page in a window of that picture's size, and write the picture after the first poll."""
    width, height, scale = PICTURES[name]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page.goto(url)
    with page.expect_response("**/poll/**"):
        pass
    page.wait_for_timeout(1000)  # the bars glide to their places
    page.screenshot(path=DOCS / name)
    print(f"{DOCS / name}: {(DOCS / name).stat().st_size:,} bytes")
    page.close()


def chromium() -> str:
    """The path of the system's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    sys.exit("No Chromium on the path: on Debian and Ubuntu, 'apt-get install chromium' brings it.")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
