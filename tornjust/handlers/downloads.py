"""What a program gives its user to store, see `tornjust.downloads`."""

from __future__ import annotations

import asyncio

from tornado.web import HTTPError

from tornjust.downloads import Offer, offers
from tornjust.errors import MissingFileError
from tornjust.handlers.answer import send_response
from tornjust.handlers.base import Handler
from tornjust.responses import FileResponse, StreamingResponse, disposition

# Seconds for which something in memory can still be fetched after it was: browsers and download managers ask twice.
AGAIN = 60.0


class DownloadHandler(Handler):
    """GET of one download: a file in parts, too (Range), anything else whole."""

    async def get(self, token: str) -> None:
        """Send it, if it is this visitor's."""
        offer = offers.get(token)
        if offer is None or self.find_tab(offer.tab._line.token) is None:
            raise HTTPError(
                404, "This download is no longer there. Go back to the page, and ask for it again."
            )
        self.set_header("Cache-Control", "private, no-store")
        headers = {"Content-Disposition": disposition(offer.name)}
        if isinstance(offer.content, bytes):
            self.set_header("Content-Type", offer.content_type)
            self.set_header("Content-Disposition", headers["Content-Disposition"])
            self._let_go(token)
            self.finish(offer.content)
        elif hasattr(offer.content, "is_file"):
            await self._send_file(offer, headers)
        else:
            if self.request.method != "HEAD":
                offers.drop(token)  # a stream can be read once
            await send_response(
                self, StreamingResponse(offer.content, headers=headers, media_type=offer.content_type)
            )

    head = get

    async def _send_file(self, offer: Offer, headers: dict[str, str]) -> None:
        try:
            response = FileResponse(offer.content, headers=headers, media_type=offer.content_type)
        except Exception as error:
            raise MissingFileError(f"the file of a download has gone: {offer.content}") from error
        await send_response(self, response)

    def _let_go(self, token: str) -> None:
        asyncio.get_running_loop().call_later(AGAIN, offers.drop, token)
