"""A clock that the server pushes to every open tab over a WebSocket, once a second."""

import asyncio
import time

import tornjust as jp

wp = jp.WebPage(title="Hello", delete_flag=False)
main = jp.Main(a=wp, classes="p-4 pt-24 space-y-4 text-center")
jp.H1(a=main, text="Hello from the server", classes="text-4xl font-semibold")
clock = jp.P(a=main, classes="text-6xl tabular-nums text-blue-600")


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
