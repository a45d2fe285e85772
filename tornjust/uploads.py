"""The files that a tab sends along with events. An event says which files belong to it, and they come by requests of
their own, before it or after it; its handler starts when all are there.

So an event with files keeps its place among the others, but holds up none, save the next of the same kind from the
same element. Files of an event are numbered from 0; a request that is repeated brings the same file again, and the
first one that is complete counts.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, cast

from tornjust import wire
from tornjust.element import Element
from tornjust.errors import MessageError, UploadError
from tornjust.events import Dict
from tornjust.files import Store, Temporary, UploadedFile
from tornjust.inbox import Event
from tornjust.names import amount, clean_folder, clean_name
from tornjust.page import WebPage

log = logging.getLogger("tornjust")

# Seconds between two looks at how much has come, for `upload_progress`.
LOOK = 0.2
MAX_TYPE = 255
Progress = Callable[[dict[str, Any]], Awaitable[None]]
Run = Callable[[str, dict[str, Any], bool], Awaitable[Any]]


class Arrival:
    """What comes for one event."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.complete: dict[int, Temporary] = {}
        # Bytes of each file that have come so far.
        self.loaded: dict[int, int] = {}
        # What the event says of them, once it is there.
        self.entries: list[dict[str, Any]] | None = None
        # Why it will not be complete, if so; cancelled: because the program does not want it any more.
        self.problem = ""
        self.cancelled = False
        self.heard_at = time.monotonic()
        self._changed: asyncio.Future[None] | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more is to be waited for."""
        return bool(self.problem) or (self.entries is not None and len(self.complete) >= len(self.entries))

    def expect(self, entries: list[dict[str, Any]]) -> None:
        """These files belong to the event."""
        self.entries = entries
        limits = self.store.settings
        for entry in entries:
            if entry["size"] > limits.max_upload_size:
                self.fail(too_large(entry["name"], entry["size"], limits.max_upload_size))
        if len(entries) > limits.max_upload_files:
            self.fail(too_many(len(entries), limits.max_upload_files))

    def begin(self, name: str) -> Incoming:
        """A file starts to come. Raises `MessageError` for what is no number of one."""
        most = self.store.settings.max_upload_files if self.entries is None else len(self.entries)
        if not name.isascii() or not name.isdigit() or len(name) > 6 or int(name) >= most:
            raise MessageError(f"an upload with a part {name!r:.40}; parts are numbered from 0 to {most - 1}")
        return Incoming(self, int(name))

    def fail(self, problem: str, cancelled: bool = False) -> None:
        """It will not be complete."""
        if not self.over:
            self.problem = problem
            self.cancelled = cancelled
            self.news()

    def news(self) -> None:
        """Something has come: wake who waits for the end, if this is it."""
        self.heard_at = time.monotonic()
        if self.over and self._changed is not None and not self._changed.done():
            self._changed.set_result(None)

    async def look(self, seconds: float) -> bool:
        """Wait for the end, but not longer. Returns whether it has come."""
        if not self.over:
            self._changed = asyncio.get_running_loop().create_future()
            await asyncio.wait([self._changed], timeout=seconds)
        return self.over

    def progress(self) -> dict[str, Any]:
        """How much has come: loaded and total in bytes, percent as a whole number."""
        entries = self.entries or []
        total = sum(entry["size"] for entry in entries)
        loaded = total if self.over and not self.problem else min(sum(self.loaded.values()), total)
        return {"loaded": loaded, "total": total, "percent": loaded * 100 // total if total else 100}

    def discard(self) -> None:
        """Nobody wants it any more."""
        for temporary in self.complete.values():
            temporary.discard()
        self.complete.clear()


class Incoming:
    """One file as it comes: a sink for the parser."""

    def __init__(self, arrival: Arrival, number: int) -> None:
        self._arrival = arrival
        self._number = number
        self._temporary = Temporary(arrival.store)

    def write(self, data: bytes) -> None:
        """More of it. Raises `UploadError` when it is too much."""
        arrival, temporary = self._arrival, self._temporary
        limit = arrival.store.settings.max_upload_size
        if temporary.size + len(data) > limit:
            entries = arrival.entries
            raise UploadError(
                too_large(entries[self._number]["name"] if entries else "A file", limit + 1, limit)
            )
        temporary.write(data)
        if self._number not in arrival.complete:
            arrival.loaded[self._number] = temporary.size
        arrival.heard_at = time.monotonic()

    def close(self) -> None:
        """It is complete."""
        self._temporary.close()
        if self._number in self._arrival.complete or self._arrival.problem:
            self._temporary.discard()
            return
        self._arrival.complete[self._number] = self._temporary
        self._arrival.loaded[self._number] = self._temporary.size
        self._arrival.news()

    def discard(self) -> None:
        """The connection has broken; it will come again from its beginning."""
        self._temporary.discard()
        if self._number not in self._arrival.complete:
            self._arrival.loaded.pop(self._number, None)


class Uploads:
    """What comes for the events of one tab."""

    def __init__(self, store: Store, page: WebPage) -> None:
        self.store = store
        self.page = page
        self._arrivals: dict[int, Arrival] = {}
        # (key, event type) -> when the newest event with files has begun, the next of its kind may.
        self._turns: dict[tuple[int, str], asyncio.Future[None]] = {}
        # Events that wait for their files: number -> key.
        self._waiting: dict[int, int] = {}

    def arrival(self, seq: int, next_seq: int) -> Arrival | None:
        """What a request that brings files for event `seq` adds to; None when nobody wants them any more."""
        found = self._arrivals.get(seq)
        if found is None and next_seq <= seq < next_seq + wire.MAX_PENDING:
            found = self._arrivals[seq] = Arrival(self.store)
        return found

    @property
    def busy(self) -> bool:
        """Whether there is anything to wait for."""
        return bool(self._arrivals or self._turns)

    def expect(self, event: Event) -> None:
        """An event that speaks of files starts: clean what it says, and note which of them are to come.

        Raises `MessageError` when that makes no sense.
        """
        fields = event.fields
        numbered = tidy(fields)
        if wire.FILES not in fields:
            return
        count = fields.pop(wire.FILES)
        if type(count) is not int or count < 1 or sorted(numbered) != list(range(count)):
            raise MessageError(
                f"event with {count!r:.40} files that names {len(numbered)} of them", 400, event.seq
            )
        arrival = self._arrivals.setdefault(event.seq, Arrival(self.store))
        arrival.expect([numbered[number] for number in range(count)])

    def awaits(self, event: Event) -> bool:
        """Whether this event has to wait: for its files, or for those of the one before it."""
        arrival = self._arrivals.get(event.seq)
        if arrival is not None and arrival.entries is None:
            # Files came for it, and it knows nothing of them.
            del self._arrivals[event.seq]
            arrival.fail("Nobody asked for it.")
            arrival.discard()
            arrival = None
        return arrival is not None or (event.key, event.type) in self._turns

    async def settle(self, event: Event, target: Element | WebPage, msg: Dict, run: Run) -> str:
        """Wait until the event may begin, and tell the program meanwhile how far it is.

        Returns the name of the handler that is due: the event's own, or `upload_error`, for which `msg` then says what
        is wrong; "" when there is none, and the user is to be told. `run(name, msg, True)` calls handlers.
        """

        async def tell(progress: dict[str, Any]) -> None:
            await run("upload_progress", Dict({**msg, **progress, "event_type": "upload_progress"}), True)
            await self.page.update()

        failed = await self.wait(event, tell if target.has_event_function("upload_progress") else None)
        if failed is None:
            return event.type
        msg.update(event_type="upload_error", error=failed.problem, cancelled=failed.cancelled)
        if not failed.cancelled:
            log.warning("upload for %s of %r: %s", event.type, target, failed.problem)
            if not target.has_event_function("upload_error"):
                return ""
        return "upload_error"

    async def wait(self, event: Event, progress: Progress | None) -> Arrival | None:
        """Wait until the event may begin: for its files, and for those of the one before it.

        `progress` is called now and then with what has come so far. Returns what went wrong, if something did.
        Otherwise `event.fields` now holds an `UploadedFile` for each file.
        """
        arrival = self._arrivals.get(event.seq)
        place = (event.key, event.type)
        before = self._turns.get(place)
        mine = self._turns[place] = asyncio.get_running_loop().create_future()
        try:
            if arrival is not None:
                self._waiting[event.seq] = event.key
                await self._gather(arrival, progress)
            if before is not None:
                await asyncio.wait([before])
        finally:
            self._waiting.pop(event.seq, None)
            self._arrivals.pop(event.seq, None)
            if self._turns.get(place) is mine:
                del self._turns[place]
            mine.set_result(None)
        if arrival is None:
            return None
        if arrival.problem:
            arrival.discard()
            return arrival
        held: list[Temporary] = self.page._files
        for number, entry in enumerate(arrival.entries or ()):
            entry["size"] = arrival.complete[number].size
            _replace(event.fields, entry, UploadedFile(entry, arrival.complete[number], held))
        return None

    async def _gather(self, arrival: Arrival, progress: Progress | None) -> None:
        patience = self.store.settings.upload_timeout
        told = None
        while True:
            over = await arrival.look(LOOK)
            now = arrival.progress()
            if progress is not None and now != told and not arrival.problem:
                told = now
                await progress(now)
            if over:
                return
            if time.monotonic() - arrival.heard_at > patience:
                arrival.fail(f"The upload broke off: nothing more has come for {patience} seconds.")

    def cancel(self, key: int) -> None:
        """The program does not want the files that component `key` waits for."""
        for seq, owner in list(self._waiting.items()):
            if owner == key:
                self._arrivals[seq].fail("The upload was cancelled.", cancelled=True)

    def sweep(self) -> None:
        """Remove what came for events that never did."""
        oldest = time.monotonic() - self.store.settings.upload_timeout
        for seq, arrival in list(self._arrivals.items()):
            if arrival.entries is None and arrival.heard_at < oldest:
                log.warning("files of an event that never came are removed")
                arrival.fail("Nobody asked for it.")
                arrival.discard()
                del self._arrivals[seq]

    def close(self) -> None:
        """The tab has gone."""
        for arrival in self._arrivals.values():
            arrival.fail("The page has gone.", cancelled=True)
            arrival.discard()
        self._arrivals.clear()


def too_large(name: str, size: int, limit: int) -> str:
    """What the user is told of a file over the limit."""
    return f"{name} is too large: {amount(size)}. A file may have {amount(limit)} at most."


def too_many(count: int, limit: int) -> str:
    """What the user is told of too many files."""
    return f"These are too many files: {count}. At most {limit} can be sent at a time."


def _lists(fields: dict[str, Any]) -> Iterator[list[Any]]:
    """The lists of files in the fields of an event: its own, and those of each field of a form."""
    owners = [fields]
    form, carried = fields.get("form_data"), fields.get("data_transfer")
    if isinstance(carried, dict):
        owners.append(carried)
    if isinstance(form, list):
        owners += [item for item in form if isinstance(item, dict)]
    for owner in owners:
        files = owner.get("files")
        if isinstance(files, list):
            yield files


def tidy(fields: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Clean what an event says of files: names are no paths, and everything has the type that it should have.

    Returns what it says of those that are to come, by number.
    """
    numbered = {}
    for files in _lists(fields):
        for index, file in enumerate(files):
            entry = file if isinstance(file, dict) else {}
            size, at, number = entry.get("size"), entry.get("lastModified"), entry.get(wire.NUMBER)
            clean: dict[str, Any] = {
                "name": clean_name(entry.get("name", "")),
                "size": size if type(size) is int and size >= 0 else 0,
                "type": str(entry.get("type", ""))[:MAX_TYPE],
                "lastModified": at if isinstance(at, int | float) else 0,
            }
            if entry.get("folder"):
                clean["folder"] = clean_folder(entry["folder"])
            if type(number) is int:
                numbered[number] = clean
            files[index] = clean
    return numbered


def _replace(fields: dict[str, Any], entry: dict[str, Any], file: UploadedFile) -> None:
    for files in _lists(fields):
        for index, other in enumerate(files):
            if other is entry:
                files[index] = cast(Any, file)
