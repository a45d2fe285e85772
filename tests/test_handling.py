"""What the log says of handlers that hold up everybody."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

import tornjust as jp
from tornjust import handling


@pytest.mark.parametrize("blocks", [True, False])
def test_a_handler_that_blocks_the_server_is_named_with_the_fix(tornjust_app, caplog, monkeypatch, blocks):
    monkeypatch.setattr(handling, "TOO_LONG", 0.05)

    def sleepy(self, msg):
        time.sleep(0.1)
        self.text = "done"

    async def polite(self, msg):
        await asyncio.sleep(0.1)
        self.text = "done"

    def page():
        wp = jp.WebPage()
        jp.Button(a=wp, text="go", name="b", click=sleepy if blocks else polite)
        return wp

    shown = tornjust_app.open(page)
    with caplog.at_level(logging.WARNING, "tornjust"):
        shown.click("go")
    assert shown.text_of(name="b") == "done"
    said = "nobody else was answered" in caplog.text and "asyncio.to_thread" in caplog.text
    assert said == blocks
