"""Chromium before a program that nginx shows by TLS below a path, as docs/deployment.md says."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from nginx import MISSING, PROGRAM, SKIPPED, with_tls
from playwright.sync_api import Browser, Page
from serving import Server
from waiting import until

import tornjust as jp
from tornjust.app import make_application
from tornjust.routing import Route
from tornjust.settings import Settings

from .conftest import Tab

pytestmark = pytest.mark.skipif(SKIPPED, reason=MISSING)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def shop(interval: float | None = None) -> Callable[[Any], jp.WebPage]:
    """A page with what has an address, or needs one."""

    def page(request: Any) -> jp.WebPage:
        wp = jp.WebPage(title="Shop", reload_interval=interval)
        wp.set_cookie("basket", "3")
        jp.Button(a=wp, id="count", text="0", classes="bg-blue-500", click=count)
        jp.Img(a=wp, id="dot", src=request.url_for("static", path="dot.svg"))
        jp.A(a=wp, id="relative", href="other", text="other")
        jp.A(a=wp, id="named", href=request.url_for("other"), text="other")
        jp.Button(a=wp, id="leave", text="leave", click=leave)
        form = jp.Form(a=wp, submit=take)
        jp.Input(a=form, type="file", id="file")
        jp.Button(a=form, type="submit", id="send", text="send")
        form.shown = jp.P(a=wp, id="size")
        return wp

    return page


def count(self: Any, msg: Any) -> None:
    self.text = int(self.text) + 1


def leave(self: Any, msg: Any) -> None:
    msg.page.redirect = "/other"


def take(self: Any, msg: Any) -> None:
    (file,) = (file for field in msg.form_data for file in field.files or ())
    self.shown.text = f"{file.size} bytes"


def other(request: Any) -> jp.WebPage:
    return jp.WebPage(body_html=f"<p id=url>{request.url}</p><p id=who>{request.client.host}</p>")


class House:
    """The program, nginx before it, and a visitor who comes through it."""

    def __init__(self, url: str, plain: int, browser_context: Any) -> None:
        self.url, self.plain, self.context = url, plain, browser_context
        self.host = urlsplit(url).netloc

    def open(self) -> tuple[Page, Tab]:
        tab = Tab(self.context.new_page())
        tab.statuses = []  # type: ignore[attr-defined]
        tab.page.on("response", lambda answer: tab.statuses.append((answer.url, answer.status)))  # type: ignore[attr-defined]
        return tab.open(self.url), tab

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        """Another client, by TLS."""
        context = ssl._create_unverified_context()
        line = http.client.HTTPSConnection(self.host, timeout=5, context=context)
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer


@pytest.fixture
def house(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[House]:
    """`request.param` is (websockets, interval of polls, whether nginx passes upgrades on, whether it has HTTP/2)."""

    websockets, interval, upgrades, http2 = request.param
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "dot.svg").write_text(SVG)
    settings = Settings(static_directory=str(tmp_path / "static"), allowed_hosts="127.0.0.1")
    routes, before = list(Route.instances), jp.WebPage.use_websockets
    Route.instances.clear()
    jp.WebPage.use_websockets = websockets
    jp.Route("/", shop(interval), name="shop")
    jp.Route("/other", other, name="other")
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(lambda: make_application(settings)))
        url, plain = stack.enter_context(with_tls(tmp_path, server.port, upgrades, http2))
        asyncio._set_running_loop(browser._impl_obj._loop)  # see tests/conftest.py
        context = browser.new_context(ignore_https_errors=True)
        context.set_default_timeout(10_000)
        yield House(url, plain, context)
        context.close()
        asyncio._set_running_loop(None)
    Route.instances[:] = routes
    jp.WebPage.use_websockets = before


ways = pytest.mark.parametrize(
    "house",
    [
        (True, None, True, False),
        (True, None, False, False),
        (False, None, True, False),
        (False, 0.2, True, False),
        (True, None, True, True),
        (True, None, False, True),
        (False, 0.2, True, True),
    ],
    ids=[
        "socket",
        "upgrades are not passed on",
        "ajax",
        "poll",
        "socket, http2",
        "upgrades are not passed on, http2",
        "poll, http2",
    ],
    indirect=True,
)


@ways
def test_it_is_the_same_as_without_a_proxy(
    house: House, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    page, tab = house.open()
    protocol = page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol")
    assert protocol == ("h2" if "http2" in request.node.name else "http/1.1")
    # All that the page asked for lies below the path, and is there.
    assert all(url.startswith(house.url) for url, _ in tab.statuses)  # type: ignore[attr-defined]
    assert page.evaluate("document.getElementById('dot').naturalWidth") == 9
    assert (
        page.evaluate("getComputedStyle(document.getElementById('count')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    assert page.evaluate("[...document.querySelectorAll('a')].map(a => a.href)") == [house.url + "other"] * 2
    for number in range(1, 4):
        page.click("#count")
        page.wait_for_selector(f"#count:text-is('{number}')")
    passed_on, used = "not passed" not in request.node.name, jp.WebPage.use_websockets
    assert bool(tab.sockets) == used
    assert bool(tab.asked("event")) != (used and passed_on)
    if "poll" in request.node.name:
        until(lambda: page.wait_for_timeout(20) or len(tab.asked("poll")) > 1)
    # A file that is larger than nginx takes by itself.
    large = tmp_path / "large.bin"
    large.write_bytes(os.urandom(3_000_000))
    page.set_input_files("#file", str(large))
    page.click("#send")
    page.wait_for_selector("#size:text-is('3000000 bytes')")
    cookies = {cookie["name"]: cookie for cookie in house.context.cookies()}
    session = next(cookie for name, cookie in cookies.items() if name.startswith("tornjust_session"))
    assert (session["secure"], session["path"], session["httpOnly"]) == (True, PROGRAM.rstrip("/"), True)
    # The program's own are for the whole host, unless it says something else.
    assert (cookies["basket"]["secure"], cookies["basket"]["path"]) == (True, "/")
    # The program redirects to a path of its own, and knows the address that the visitor has.
    page.click("#leave")
    page.wait_for_url(house.url + "other")
    assert page.inner_text("#url") == house.url + "other"
    assert [(url, status) for url, status in tab.statuses if status >= 400 and "/socket/" not in url] == []  # type: ignore[attr-defined]


one_way = pytest.mark.parametrize("house", [(True, None, True, False)], ids=[""], indirect=True)


@one_way
def test_other_sites_are_kept_out_and_plain_http_is_sent_on(house: House) -> None:
    page, tab = house.open()
    own = f"https://{house.host}"
    token = page.evaluate(
        "JSON.parse(document.querySelector('[data-tornjust-root]').dataset.tornjustRoot).tab"
    )
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in house.context.cookies())
    message = '["sync", 0]'
    for origin, status in ((own, 200), ("https://evil.example", 403), (own.replace("https", "http"), 403)):
        path = f"{PROGRAM}_tornjust/event/{token}"
        assert house.ask(path, "POST", message, Cookie=cookie, Origin=origin).status in (status, 204)
        upgrade = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec_WebSocket_Version": "13",
            "Sec_WebSocket_Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
        }
        if status == 403:
            path = f"{PROGRAM}_tornjust/socket/{token}"
            assert house.ask(path, Cookie=cookie, Origin=origin, **upgrade).status == 403
    # Somebody who has the token, but not the cookie.
    assert house.ask(f"{PROGRAM}_tornjust/event/{token}", "POST", message, Origin=own).status == 404
    # What a visitor says of itself: nginx says it better.
    page.goto(house.url + "other")
    lying = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "http", "X_Forwarded_Prefix": "/evil"}
    answer = house.ask(PROGRAM, **lying)
    (session,) = (text for text in answer.headers.get_all("Set-Cookie") if "tornjust_session" in text)
    assert {"Path=/tools/orders", "HttpOnly", "SameSite=Lax", "Secure"} <= set(session.split("; "))
    # A host that the program does not have.
    assert house.ask(PROGRAM, Host="evil.example").status == 421
    # Paths.
    for path in (
        "static/../../cert.pem",
        "static/..%2fcert.pem",
        "static/%2e%2e/key.pem",
        "static/..%5ckey.pem",
    ):
        assert house.ask(PROGRAM + path).status in (400, 403, 404)
    line = http.client.HTTPConnection("127.0.0.1", house.plain, timeout=5)
    line.request("GET", PROGRAM + "?a=b")
    plain = line.getresponse()
    assert (plain.status, plain.headers["Location"]) == (308, f"https://127.0.0.1{PROGRAM}?a=b")
    line.close()
    tab.check()
