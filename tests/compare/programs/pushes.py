"""What reaches the page by itself: tasks, updates in the middle of a handler, updates of all pages, startup."""

import asyncio

import justpy as jp

state = {"started": "no", "ticks": 0}


async def startup():
    state["started"] = "yes"
    jp.run_task(tick())


async def tick():
    while True:
        await asyncio.sleep(0.3)
        if state["ticks"] < 5:
            state["ticks"] += 1
        for wp in list(jp.WebPage.instances.values()):
            if hasattr(wp, "ticks"):
                wp.ticks.text = f"ticks {state['ticks']} of 5"
                jp.run_task(wp.update())


async def count(self, msg):
    for number in range(3):
        self.text = f"counted to {number}"
        await msg.page.update()
        await asyncio.sleep(0.02)


async def delayed(self, msg):
    async def work():
        self.text = "done later"
        await msg.page.update()

    await jp.create_delayed_task(work(), 0.05, jp.JustPy.loop)


def page():
    wp = jp.WebPage(reload_interval=0.5)
    wp.ticks = jp.P(a=wp, text="ticks 0 of 5")
    jp.P(a=wp, text=f"started: {state['started']}")
    jp.Button(a=wp, text="count", click=count)
    jp.Button(a=wp, text="delayed", click=delayed)
    return wp


jp.justpy(page, startup=startup)
