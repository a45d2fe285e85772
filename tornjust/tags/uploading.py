"""What shows how far an upload is: `UploadProgress`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from tornjust import wire
from tornjust.tags.base import Div
from tornjust.tags.forms import id_of


class UploadProgress(Div):
    """A bar that shows, without asking the server, how much of an upload has left the browser.

    `of` is the form, the file field or the drop zone that the files come from. The bar is there while files are sent.
    """

    html_tag = "progress"
    attributes: ClassVar[list[str]] = ["max", "value"]
    of: Any = None

    if TYPE_CHECKING:

        def __init__(
            self, *, a: Any = ..., of: Any = ..., classes: str = ..., style: str = ..., **kwargs: Any
        ) -> None: ...

    def _more_attributes(self, chosen: frozenset[str] | None) -> Iterable[tuple[str, Any]]:
        yield "hidden", True
        if self.of is not None:
            yield wire.UPLOADING, str(id_of(self.of))
