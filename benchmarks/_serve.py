"""One server of the benchmark, in a process of its own: `python _serve.py bare` or `python _serve.py tornjust`.

It listens on a free port of 127.0.0.1 and says which; then each line on its standard input is a command, answered by a
line of JSON. It ends when its input ends, which it does when the benchmark ends in whatever way, and after ten minutes.
"""

import asyncio
import gc
import importlib
import json
import logging
import sys
import time
from typing import Any

import psutil
from tornado.netutil import bind_sockets

LONGEST = 600  # seconds


async def _serve(kind: str) -> None:
    program = importlib.import_module("_pages" if kind == "tornjust" else "_bare")
    server = program.server()
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    _say(sockets[0].getsockname()[1])
    while line := await reader.readline():
        name, value = json.loads(line)
        _say(await _command(program, name, value))


async def _command(program: Any, name: str, value: Any) -> Any:
    if name == "cpu":
        return time.process_time()
    if name == "memory":
        gc.collect()
        return psutil.Process().memory_info().rss
    if name == "push":
        times, which = value
        start = time.process_time()
        for _ in range(times):
            await program.command("push", which)
        return time.process_time() - start
    return await program.command(name, value)


def _say(value: Any) -> None:
    print(json.dumps(value), flush=True)


async def _main() -> None:
    try:
        await asyncio.wait_for(_serve(sys.argv[1]), LONGEST)
    except asyncio.TimeoutError:
        sys.exit(f"the {sys.argv[1]} server of the benchmark ended itself after {LONGEST} s")


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(_main())
