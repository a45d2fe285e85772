"""A clock that the server pushes to every open tab over a WebSocket, once a second."""

import asyncio
import time

import tornjust as jp

wp = jp.WebPage(title="Hello", delete_flag=False)
jp.H1(a=wp, text="Hello from the server", classes="mt-24 text-center text-4xl font-semibold")
clock = jp.P(a=wp, classes="mt-4 text-center text-6xl tabular-nums text-blue-500")


async def tick():
    while True:
        clock.text = time.strftime("%H:%M:%S")
        await wp.update()
        await asyncio.sleep(1)


def start():
    jp.run_task(tick())


def hello():
    return wp


jp.justpy(hello, startup=start)
