"""JavaScript from the server, and what it gives back."""

import justpy as jp


async def ask(self, msg):
    await msg.page.run_javascript("document.title + ' ' + (1 + 2)", request_id="sum")


async def change(self, msg):
    await msg.page.run_javascript(
        "document.getElementById('mark').setAttribute('title', 'set by script')", send=False
    )


def result(self, msg):
    self.answer.text = f"{msg.request_id}: {msg.result}"


def ready(self, msg):
    self.mark.text = "page is ready"


def page():
    wp = jp.WebPage(title="Script")
    wp.mark = jp.P(a=wp, text="-", id="mark")
    wp.answer = jp.P(a=wp, text="-")
    wp.on("result_ready", result)
    wp.on("page_ready", ready)
    jp.Button(a=wp, text="ask", click=ask)
    jp.Button(a=wp, text="change", click=change)
    return wp


jp.justpy(page)
