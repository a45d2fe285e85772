"""What the log says of handlers that hold up everybody."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

import tornjust as jp
from tornjust import handling
from tornjust.component import disabled_since, is_shown


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


@pytest.mark.parametrize("first", [True, False])
def test_what_stands_on_several_pages_hears_events_on_each(tornjust_app, first):
    """Also where it is hidden or disabled on the other."""
    wanted = jp.Button(text="go", name="b", delete_flag=False)
    heard = []
    wanted.on("click", lambda self, msg: heard.append(msg.page.name))

    def page(name, usable):
        wp = jp.WebPage(delete_flag=False)
        wp.name = name
        holder = jp.Fieldset(a=wp, show=usable != "hidden", disabled=usable == "disabled")
        holder.add(wanted)
        return wp

    kinds = ["hidden", "disabled", "usable"] if first else ["usable", "disabled", "hidden"]
    pages = {usable: page(usable, usable) for usable in kinds}
    shown = tornjust_app.open(lambda: pages["usable"])
    shown.click("go")
    assert heard == ["usable"]
    assert [name for name, wp in pages.items() if not is_shown(wanted, wp)] == ["hidden"]
    assert [name for name, wp in pages.items() if disabled_since(wanted, wp) >= 0] == ["disabled"]


@pytest.mark.parametrize("asynchronous", [True, False])
def test_a_handler_with_a_yield_is_named_as_nothing_of_it_would_run(tornjust_app, caplog, asynchronous):
    def steps(self, msg):
        self.text = "one"
        yield

    async def later_steps(self, msg):
        self.text = "one"
        yield

    def page():
        wp = jp.WebPage()
        jp.Button(a=wp, text="go", click=later_steps if asynchronous else steps)
        return wp

    with caplog.at_level(logging.ERROR, "tornjust"):
        tornjust_app.open(page).click("go")
    name = "later_steps" if asynchronous else "steps"
    assert f"the click handler {name} is a generator" in caplog.text
    assert "await msg.page.update()" in caplog.text
