"""A multipart/form-data body, piece by piece as it comes (RFC 7578) -> what each part holds. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from tornjust.errors import MessageError


class Sink(Protocol):
    """Takes the content of one part."""

    def write(self, data: bytes) -> None:
        """A piece of it."""

    def close(self) -> None:
        """It is complete."""

    def discard(self) -> None:
        """It will not be complete."""


class Parts:
    """Feed it the body; `begin(name)` is asked for a `Sink` for each part.

    Raises `MessageError` for what is not multipart/form-data, and lets through what `begin` and the sinks raise.
    """

    def __init__(self, content_type: str, begin: Callable[[str], Sink]) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            raise MessageError(
                f"an upload with Content-Type {content_type!r:.80}; it has to be multipart/form-data with a boundary"
            )
        self._begin = begin
        self._sink: Sink | None = None
        self._header = b""
        self._value = b""
        self._disposition = b""
        self._ended = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._part_begins,
                    "on_header_field": self._on_field,
                    "on_header_value": self._on_value,
                    "on_header_end": self._header_ends,
                    "on_headers_finished": self._headers_end,
                    "on_part_data": self._on_data,
                    "on_part_end": self._part_ends,
                    "on_end": self._end,
                },
            )
        except FormParserError as error:
            raise MessageError(f"an upload that cannot be read: {error}") from None

    def feed(self, data: bytes) -> None:
        """The next piece of the body."""
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise MessageError(f"an upload that cannot be read: {error}") from None

    def close(self) -> None:
        """That was the whole body. Raises `MessageError` when its end is missing."""
        if not self._ended:
            self.discard()
            raise MessageError("an upload whose end is missing")

    def discard(self) -> None:
        """Nothing more comes."""
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.discard()

    def _part_begins(self) -> None:
        self._header = self._value = self._disposition = b""

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_ends(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _headers_end(self) -> None:
        name = parse_options_header(self._disposition)[1].get(b"name", b"")
        self._sink = self._begin(name.decode("utf-8", "replace"))

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._sink is not None:
            self._sink.write(data[start:end])

    def _part_ends(self) -> None:
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.close()

    def _end(self) -> None:
        self._ended = True
