"""Health and metrics: what operators and their tools ask for."""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path

import pytest
from tornado.web import Application

import tornjust as jp
from tornjust import logs
from tornjust.app import make_application
from tornjust.errors import SettingsError
from tornjust.settings import Settings

from .conftest import Visitor

pytestmark = pytest.mark.gen_test


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(metrics="s3cret", static_directory=str(tmp_path / "static"), access_log=True)


async def test_health(visitor: Visitor, app: Application) -> None:
    answer = await visitor.fetch("/_tornjust/health")
    assert (answer.code, answer.body) == (200, b"ok\n")
    assert "Set-Cookie" not in answer.headers
    assert (await visitor.fetch("/_tornjust/health", method="HEAD")).code == 200
    app.settings["tornjust_stopping"] = True
    answer = await visitor.fetch("/_tornjust/health")
    assert (answer.code, answer.body) == (503, b"stopping\n")


def numbers(text: str) -> dict[str, float]:
    """What stands in Prometheus' text format."""
    found = re.findall(r"^([a-z_]+(?:\{[^}]*\})?) ([0-9.e+-]+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


async def test_metrics_count_what_happens(visitor: Visitor) -> None:
    wp = jp.WebPage(delete_flag=False)
    good = jp.Button(a=wp, text="good", click=lambda self, msg: setattr(self, "text", "done"))
    bad = jp.Button(a=wp, text="bad", click=lambda self, msg: 1 / 0)
    jp.Route("/", lambda: wp)
    token = {"Authorization": "Bearer s3cret"}
    before = numbers((await visitor.fetch("/_tornjust/metrics", token)).body.decode())
    tab = await visitor.open()
    await tab.event(good)
    await tab.post(tab.message(bad))
    await tab.socket()
    answer = await visitor.fetch("/_tornjust/metrics", token)
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    after = numbers(answer.body.decode())

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("tornjust_tabs") == 1
    assert grown("tornjust_events_total") == 2
    assert grown("tornjust_event_failures_total") == 1
    assert grown('tornjust_requests_total{kind="page",status="200"}') == 1
    assert grown('tornjust_requests_total{kind="event",status="200"}') == 2
    assert grown('tornjust_request_seconds_count{kind="event"}') == 2
    assert (
        after['tornjust_request_seconds_bucket{kind="event",le="+Inf"}']
        == after['tornjust_request_seconds_count{kind="event"}']
    )
    assert after["process_resident_memory_bytes"] > 1e6


@pytest.mark.parametrize("given", [None, "Bearer wrong", "s3cret", "Basic s3cret", "Bearer s3cret2"])
async def test_metrics_are_for_those_with_the_token(visitor: Visitor, given: str | None) -> None:
    answer = await visitor.fetch("/_tornjust/metrics", {"Authorization": given} if given else {})
    assert (answer.code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert b"tornjust_tabs" not in answer.body


async def test_metrics_may_be_for_this_machine_only(settings: Settings, visitor: Visitor) -> None:
    settings.metrics = "local"
    assert (await visitor.fetch("/_tornjust/metrics")).code == 200
    through_a_proxy = {"X-Forwarded-For": "203.0.113.5"}
    assert (await visitor.fetch("/_tornjust/metrics", through_a_proxy)).code == 401


async def test_without_the_setting_there_are_no_metrics(settings: Settings, visitor: Visitor) -> None:
    settings.metrics = ""
    assert (await visitor.fetch("/_tornjust/metrics")).code == 404


async def test_metrics_without_their_package_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tornjust.handlers.operations.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'tornjust\[metrics\]'"):
        make_application(Settings(metrics="local"))


async def test_the_access_log_has_a_line_for_each_request_and_no_tokens(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    jp.Route("/", lambda: jp.WebPage(body_html="x"))
    with caplog.at_level(logging.INFO, logs.access.name):
        tab = await visitor.open("/?password=x")
        await tab.poll()
    said = [record for record in caplog.records if record.name == "tornjust.access"]
    assert re.fullmatch(r"127\.0\.0\.1 GET / 200 [\d.]+ ms", said[0].getMessage())
    assert f"/_tornjust/poll/{tab.token[:6]}..." in said[1].getMessage()
    assert tab.token not in caplog.text
    assert said[0].__dict__["fields"]["status"] == 200


@pytest.mark.parametrize("byte", [b"\x85", b"\x9b"], ids=["a new line", "an order to a terminal"])
async def test_the_access_log_holds_no_control_characters(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, byte: bytes
) -> None:
    host, port = visitor.url.removeprefix("http://").split(":")
    with caplog.at_level(logging.INFO, logs.access.name):
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"GET /a" + byte + b"31mERROR HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert b" 404 " in await reader.readline()
        await reader.read()
        writer.close()
        await writer.wait_closed()
    (said,) = (record for record in caplog.records if record.name == "tornjust.access")
    assert f"GET /a\\x{byte.hex()}31mERROR 404" in said.getMessage()
    assert said.__dict__["fields"]["path"].isprintable()
