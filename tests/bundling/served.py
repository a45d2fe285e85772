"""A page with scripts under a strict policy."""

import json
import time
from typing import Any

from playwright.sync_api import Page
from serving import Server
from tornado.web import Application, RequestHandler

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:;"
    " base-uri 'none'; form-action 'self'"
)


class Scripts:
    """Serves a page with `scripts` under a strict policy and notes every request and every violation."""

    def __init__(self, *scripts: bytes) -> None:
        self.requests: list[str] = []
        self.reports: list[Any] = []
        self._server = Server(lambda: self._application(scripts))

    def _application(self, scripts: tuple[bytes, ...]) -> Application:
        site = self

        class Handler(RequestHandler):
            def get(self, path: str) -> None:
                site.requests.append(path)
                if path:
                    self.set_header("Content-Type", "text/javascript; charset=utf-8")
                    self.finish(scripts[int(path.removesuffix(".js"))])
                    return
                tags = "".join(f'<script defer src="/{i}.js"></script>' for i in range(len(scripts)))
                self.set_header("Content-Security-Policy", f"{POLICY}; report-uri /report")
                self.finish(f'<!doctype html><link rel="icon" href="data:,">{tags}<p id="out"></p>')

            def post(self, path: str) -> None:
                site.reports.append(json.loads(self.request.body))

        return Application([("/(.*)", Handler)])

    def run(self, page: Page) -> Any:
        """Opens the page and gives what the scripts left in `window.result`."""
        with self._server as server:
            page.goto(server.url)
            # page.wait_for_function() would need eval in the page.
            end = time.monotonic() + 10
            while (result := page.evaluate("window.result")) is None and time.monotonic() < end:
                page.wait_for_timeout(20)
            page.wait_for_timeout(100)
            return result
