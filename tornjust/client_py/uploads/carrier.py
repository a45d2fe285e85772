"""Requests with files in them, as `Uploads` wants them of the browser."""

from browser import document, window

from tornjust import wire
from tornjust.client_py.platform import new_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

set_js = window.Reflect.set
FormData = window.FormData


class Carrier:
    """The browser."""

    def size(self, file: "Any") -> int:
        """Bytes of a file."""
        return int(file.size)

    def post(self, url: str, parts: "list[tuple[str, Any]]", progress: "Any", done: "Any") -> "Any":
        """POST files by name; `progress(bytes)` is called meanwhile, then `done(status)`, 0 when there is no answer."""
        form = FormData.new()
        for name, file in parts:
            form.append(name, file, file.name)
        request = new_request("POST", url)
        request.upload.addEventListener("progress", lambda event: progress(int(event.loaded)))
        request.addEventListener("load", lambda event: done(request.status))
        request.addEventListener("error", lambda event: done(0))
        request.addEventListener("abort", lambda event: done(0))
        request.send(form)
        return request

    def refuse(self, url: str) -> None:
        """DELETE; nobody waits for the answer."""
        new_request("DELETE", url).send()

    def check(self, files: "list[Any]", call: "Any") -> None:
        """`call(whether all of these files can still be read)`."""
        left = [len(files)]

        def good(data: "Any") -> None:
            left[0] -= 1
            if left[0] == 0:
                call(True)

        def bad(error: "Any") -> None:
            if left[0] > 0:
                left[0] = -1
                call(False)

        for file in files:
            file.slice(0, 1).arrayBuffer().then(good, bad)

    def show(self, node: "Any", loaded: int, total: int) -> None:
        """Show it in each <progress> that names this element, or a file field in it."""
        names = [node.id] + [field.id for field in node.querySelectorAll("input[type=file]")]
        for bar in document.querySelectorAll("[" + wire.UPLOADING + "]"):
            if bar.getAttribute(wire.UPLOADING) in names:
                set_js(bar, "hidden", loaded < 0)
                if loaded >= 0:
                    bar.setAttribute("max", str(max(total, 1)))
                    bar.setAttribute("value", str(loaded if total else 1))
