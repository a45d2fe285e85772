"""GET of a page: route -> page function -> HTML."""

from __future__ import annotations

import inspect
import logging
from typing import Any

from tornado.web import HTTPError

from tornjust import shell
from tornjust.errors import PageError
from tornjust.handlers.base import Handler
from tornjust.page import WebPage
from tornjust.policy import new_nonce
from tornjust.request import Request
from tornjust.routing import find
from tornjust.tabs import new_token

log = logging.getLogger("tornjust")


class PageHandler(Handler):
    """Answers every path that is not the framework's own or a static file."""

    async def get(self, path: str = "") -> None:
        """Run the page function and send the page it gives."""
        match = find(self.request.path)
        if match is None:
            raise HTTPError(404, f"There is no page at {self.request.path}.")
        owner = self.ensure_session()
        arguments = [self._request(match.path_params, owner)] if match.takes_request else []
        page = match.function(*arguments)
        if inspect.isawaitable(page):
            page = await page
        if not isinstance(page, WebPage):
            name = getattr(match.function, "__name__", repr(match.function))
            raise PageError(
                f"the page function {name}() returned {_kind(page)}; it has to return a WebPage. "
                "Is its `return wp` missing?"
            )
        await self.lag()
        await self._send(page, owner)

    async def _send(self, page: WebPage, owner: str | None) -> None:
        page._register()
        for name, value in page.__dict__.get("cookies", {}).items():
            self.set_cookie(name, value, httponly=True, samesite="Lax", path="/")
        if page.redirect:
            self.redirect(str(page.redirect))
            return
        if not len(page) and not page.html and not page.body_html:
            log.warning("the page of %s is empty; was a component's a=wp forgotten?", self.request.path)
        settings, tabs = self.of_app()
        token = new_token()
        nonce = new_nonce()
        html = shell.document(
            page,
            token,
            prefix=self.prefix(),
            script=self.prefix() + self.application.settings["tornjust_script"],
            extras={
                name: self.prefix() + path
                for name, path in self.application.settings["tornjust_extras"].items()
            },
            favicon=self._favicon(page.favicon or settings.favicon),
            static=self.prefix() + settings.static_mount,
            nonce=nonce,
        )
        # HTML that is the program's own document, or stands in it where the program wrote it.
        raw = str(page.html) if page.html else f"{page.head_html or ''}{page.body_html or ''}"
        policy = self.application.settings["tornjust_policy"].header(page.csp, raw, nonce)
        if policy is not None:
            self.set_header(*policy)
        # A check by HEAD is no visit.
        if not page.html and self.request.method != "HEAD":
            await tabs.open(page, token, owner)
        self.set_header("Cache-Control", "no-store")
        self.send(html)

    head = get

    def _favicon(self, name: str) -> str:
        if not name:
            return f"{self.prefix()}{shell.PREFIX}/static/{shell.static_file('favicon.svg').name}"
        if name.startswith(("http:", "https:", "/", "data:")):
            return name
        settings, _ = self.of_app()
        return f"{self.prefix()}{settings.static_mount}/{name}"

    def _request(self, path_params: dict[str, Any], owner: str | None) -> Request:
        context: Any = self.request.connection
        address = getattr(getattr(context, "context", None), "address", None) or ("", 0)
        return Request(
            method=self.request.method or "GET",
            url=self.request.full_url(),
            headers=list(self.request.headers.get_all()),
            cookies={name: morsel.value for name, morsel in self.cookies.items()},
            client=(str(self.request.remote_ip), int(address[1]) if len(address) > 1 else 0),
            path_params=path_params,
            body=self.request.body,
            session_id=owner,
        )


class NotFoundHandler(Handler):
    """Addresses of the framework's own that do not exist; they are not the program's to answer."""

    def prepare(self) -> None:
        """Any method."""
        raise HTTPError(404, f"There is no page at {self.request.path}.")


def _kind(value: Any) -> str:
    return "None" if value is None else f"{type(value).__name__} {value!r:.60}"
