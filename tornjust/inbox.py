"""What a browser sent, as text -> a message that keeps to the protocol, or a clear `MessageError`."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from tornjust import wire
from tornjust.errors import MessageError

# JSON nested deeper than this is refused before anything walks it.
MAX_DEPTH = 20
_CONTAINERS = frozenset((dict, list))
# The names that an event may have; scripts and web components fire such as "sl-change" and "htmx:afterSwap".
_name_ok = re.compile(r"[A-Za-z_][\w.:-]{0,59}").fullmatch
_decoder = json.JSONDecoder()
_scan: Any = _decoder.scan_once  # type: ignore[attr-defined]
# Without the detour of a class's call; each event makes one.
_new = tuple.__new__
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]").search


class Event(NamedTuple):
    """The user did something. `seq` counts a tab's events from 1; `since` is the tab's revision.

    An empty type says that the tab gave this event up, and that nobody has to wait for it.
    """

    seq: int
    since: int
    key: int
    type: str
    fields: dict[str, Any]
    # What functions in the browser changed; see `wire`.
    more: dict[str, Any] = {}  # noqa: RUF012  (never written to)
    # Whether there may be objects and arrays among the values of `fields`.
    nested: bool = True


class Sync(NamedTuple):
    """A tab asks what changed since a revision."""

    since: int


class Peer(NamedTuple):
    """A tab for which another one of the same browser asks: its document, its token, its revision."""

    document: str
    token: str
    since: int


def read(text: str | bytes, limit: int) -> Event | Sync:
    """Parse one message. `limit` is its greatest size in bytes.

    Raises `MessageError` with status 413 for one that is too large, and 400 for anything else that is wrong.
    """
    _check_size(text, limit)
    try:
        if isinstance(text, bytes):
            text = text.decode()
        # As `json.loads`, whose looks for spaces around a message are left out: browsers write none.
        try:
            message, end = _scan(text, 0)
        except StopIteration:
            end = -1
        if end != len(text):
            message = _decoder.decode(text)
        if "\\u" in text and _SURROGATE(text):
            # A lone surrogate cannot be encoded again; a program that stored it could not show its page any more.
            plain = json.dumps(message, ensure_ascii=False)
            message = json.loads(plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    except (ValueError, RecursionError) as error:
        raise MessageError(f"message is not JSON: {error}") from None
    if not isinstance(message, list) or not message:
        raise MessageError(f"message is {_kind(message)}; it has to be an array that starts with its kind")
    kind = message[0]
    if kind == wire.EVENT:
        return _event(message)
    if kind == wire.SYNC:
        if len(message) != 2:
            raise MessageError(f"sync has {len(message)} items; it has 2: kind, since")
        return Sync(_whole("since", message[1]))
    raise MessageError(f"message kind {str(kind)[:40]!r}; there are {wire.EVENT!r} and {wire.SYNC!r}")


def read_peers(text: bytes, limit: int) -> list[Peer]:
    """Parse what a tab says of others. Raises `MessageError` as `read` does."""
    _check_size(text, limit)
    try:
        peers = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MessageError(f"message is not JSON: {error}") from None
    if not isinstance(peers, list) or len(peers) > wire.MAX_PEERS:
        size = f" of {len(peers)}" if isinstance(peers, list) else ""
        raise MessageError(
            f"message is {_kind(peers)}{size}; it has to be an array of at most {wire.MAX_PEERS}"
        )
    for peer in peers:
        if not isinstance(peer, list) or [type(part) for part in peer[:2]] != [str, str] or len(peer) != 3:
            raise MessageError(f"tab {str(peer)[:60]!r}; it has to be an array of document, token, since")
        _whole("since", peer[2])
    return [Peer(*peer) for peer in peers]


def _check_size(text: str | bytes, limit: int) -> None:
    size = len(text)
    if isinstance(text, str) and size <= limit and not text.isascii():
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise MessageError(f"message of {size} bytes; the limit is {limit} (setting MAX_MESSAGE)", 413)


def _event(message: list[Any]) -> Event:
    if len(message) not in (6, 7):
        raise MessageError(
            f"event has {len(message)} items; it has 6 or 7: kind, seq, since, key, type, fields, more"
        )
    _, seq, since, key, name, fields, *rest = message
    more = rest[0] if rest else {}
    given_up = name == "" and key == 0 and fields == {}
    if not given_up and (not isinstance(name, str) or not _name_ok(name)):
        raise MessageError(f"event type is {_kind(name)} {str(name)[:60]!r}; it has to be a name")
    if not isinstance(fields, dict):
        raise MessageError(f"event fields are {_kind(fields)}; they have to be an object")
    if not isinstance(more, dict):
        raise MessageError(f"what comes with the event is {_kind(more)}; it has to be an object")
    # Most fields are flat, and not looked into.
    nested = not _CONTAINERS.isdisjoint(map(type, fields.values()))
    if (nested and _depth(fields) > MAX_DEPTH) or (more and _depth(more) > MAX_DEPTH):
        raise MessageError(f"event fields are nested more than {MAX_DEPTH} deep")
    numbers = _whole("seq", seq, 1), _whole("since", since), _whole("key", key)
    return _new(Event, (*numbers, name, fields, more, nested))


def _whole(name: str, value: Any, least: int = 0) -> int:
    if type(value) is not int or not least <= value < 2**53:
        raise MessageError(
            f"{name} is {_kind(value)} {str(value)[:40]!r}; it has to be a whole number from {least} on"
        )
    return value


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "an array", str: "text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _depth(value: Any) -> int:
    """How deep containers nest; level by level, so that a deep value cannot exhaust the stack."""
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [
            child
            for item in level
            for child in (item.values() if type(item) is dict else item)
            if type(child) is dict or type(child) is list
        ]
    return depth
