"""A proxy with weather (see tests/chaos) between the site's tabs in Chromium and its server."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from chaos.proxy import Proxy
from playwright.sync_api import Page

import tornjust as jp

if TYPE_CHECKING:
    from .conftest import Site

# What the browser's console says of it.
NETWORK = ("Failed to load resource", "WebSocket")


class Weather:
    """Each tab that is opened through it has the same."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.proxy = Proxy(random.Random(1), "fine")

    def start(self, upgrades: str = "fine") -> None:
        self.proxy.upgrades = upgrades
        self.proxy.target = self.site.server.port
        self.site.server.run(self.proxy.start)

    def change(self, kind: str) -> None:
        self.site.server.run(self.proxy.change, kind)

    def open(self, make: Callable[[], jp.WebPage] | jp.WebPage) -> Page:
        """Open a page through the proxy."""
        self.site.route("/", (lambda: make) if isinstance(make, jp.WebPage) else make)
        tab = self.site.tab()
        tab.expected = NETWORK
        return tab.open(f"http://127.0.0.1:{self.proxy.port}/")
