"""The files that belong to an event, by a request of their own; they go to disk as they come."""

from __future__ import annotations

import logging
import time
from typing import Any

from tornjust.errors import MessageError, UploadError
from tornjust.files import no_room
from tornjust.handlers.ajax import AjaxHandler
from tornjust.multipart import Parts
from tornjust.session import Session
from tornjust.uploads import Arrival

log = logging.getLogger("tornjust")

# Bytes that a request may have beside its files; and those that a client puts together into one.
AROUND = 10_000_000
# Seconds that one request may take at most.
UPLOAD_MOST = 86_400
# What a browser may give as the reason why files do not come.
REASONS = {
    "unreadable": "A file could not be read. It may have changed or gone since it was chosen.",
    "unreachable": "The connection broke off again and again.",
}


class UploadHandler(AjaxHandler):
    """POST of one or several files of an event, as multipart/form-data; each part is named by the file's number.

    DELETE says that they will not come, and at the end of its path why. What is not wanted any more is read, thrown
    away, and answered with 410.
    """

    METHODS = ("POST", "DELETE")

    _arrival: Arrival | None = None
    _parts: Parts | None = None
    _session: Session | None = None
    _error: MessageError | None = None

    def prepare(self) -> None:
        """Look whose files these are, before any of them is read."""
        settings, _ = self.of_app()
        token, seq = self.arguments[:2]
        try:
            self.check_same_origin()
            session = self._session = self.tab(token)
            if session is None:
                return
            self._arrival = session.uploads.arrival(int(seq), session.next_seq)
            if self.request.method == "POST":
                connection: Any = self.request.connection
                connection.set_max_body_size(settings.max_upload_size + AROUND)
                # It may take as long as it likes while something comes; see UPLOAD_TIMEOUT.
                connection.set_body_timeout(UPLOAD_MOST)
                if self._arrival is not None:
                    self._parts = Parts(self.request.headers.get("Content-Type", ""), self._arrival.begin)
        except MessageError as error:
            self.refuse(error)

    def data_received(self, chunk: bytes) -> None:
        """The next piece of the body."""
        if self._session is not None:
            self._session.seen_at = time.monotonic()
        if self._parts is None or self._arrival is None or self._arrival.problem:
            return
        try:
            self._parts.feed(chunk)
        except MessageError as error:
            self._error = error
            self._stop()
        except UploadError as error:
            self._arrival.fail(str(error))
            self._stop()
        except OSError as error:
            self._arrival.fail(str(no_room(error)))
            self._stop()

    def post(self, token: str, seq: str, reason: str) -> None:
        """All has come."""
        try:
            if self._error is None and self._parts is not None:
                self._parts.close()
        except MessageError as error:
            self._error = error
        except UploadError as error:
            if self._arrival is not None:
                self._arrival.fail(str(error))
        if self._error is not None:
            if self._arrival is not None:
                # Firefox sends all of a file that has grown since it was chosen, and says that it is as long as before.
                self._arrival.fail(REASONS["unreadable"])
            # The rest of it stands where the next request is looked for (RFC 9112, 9.6).
            self.set_header("Connection", "close")
            self.refuse(self._error)
            return
        if self._arrival is None or self._arrival.problem:
            self.set_status(410)
        self.end()

    def delete(self, token: str, seq: str, reason: str) -> None:
        """They will not come."""
        if self._arrival is not None:
            refused = f"A server on the way refused it (status {reason})." if reason.isdigit() else ""
            self._arrival.fail(REASONS.get(reason) or refused or "It could not be sent.")
        self.reply(None)

    def on_connection_close(self) -> None:
        """It broke off."""
        self._stop()

    def _stop(self) -> None:
        parts, self._parts = self._parts, None
        if parts is not None:
            parts.discard()
