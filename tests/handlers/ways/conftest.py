"""Two servers that differ in one thing: whether the short way is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from serving import Server

from tornjust.app import make_application
from tornjust.express import Express
from tornjust.handlers.frames import Frames
from tornjust.httpd import make_server
from tornjust.lane import Lane
from tornjust.revision import clock, next_key
from tornjust.routing import Route
from tornjust.settings import Settings

from .program import ANSWERS, page

# How many messages went the short way, and how many pieces came before what had come earlier was answered.
went: Counter[str] = Counter()


class Ways(NamedTuple):
    """Two servers that differ in one thing."""

    usual: Server
    short: Server


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ways]:
    """The same application on a server whose short way is shut, and on one where it is open."""
    # Numbers of both are of one length then.
    while next_key() < 100_000:
        pass
    clock.now = max(clock.now, 300_001)
    routes = list(Route.instances)
    Route.instances.clear()
    Route("/", page)
    for name, function in ANSWERS.items():
        Route(f"/{name.replace(' ', '-')}", function)
    chosen = Settings(
        static_directory=str(tmp_path_factory.mktemp("static")),
        max_message=20_000,
        max_pages_per_minute=1_000_000,
        park_seconds=0.05,  # type: ignore[arg-type]
        max_messages_per_second=1_000_000,
    )

    def serve() -> Server:
        return Server(lambda: make_application(chosen), lambda app: make_server(app, chosen))

    reopen, read, exchange, take = Lane.reopen, Express._take, Express._exchange, Frames._take

    def reopen_one(lane: Lane) -> None:
        line: Any = lane.stream.socket
        if line is not None and line.getsockname()[1:] != (usual.port,):
            reopen(lane)

    def counted_read(express: Express, data: bytes) -> bool | None:
        went["early"] += express._answer is not None
        return read(express, data)

    def counted_exchange(express: Express, *arguments: Any) -> None:
        went["requests"] += 1
        exchange(express, *arguments)

    def counted_take(frames: Frames, data: bytes) -> bool:
        taken = take(frames, data)
        went["frames"] += taken
        return taken

    with pytest.MonkeyPatch.context() as patch, serve() as usual, serve() as short:
        patch.setattr(Lane, "reopen", reopen_one)
        patch.setattr(Express, "_take", counted_read)
        patch.setattr(Express, "_exchange", counted_exchange)
        patch.setattr(Frames, "_take", counted_take)
        yield Ways(usual, short)
    Route.instances[:] = routes
