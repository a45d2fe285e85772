"""A path of the program: route -> page function -> the page's HTML, or the answer that the function made itself."""

from __future__ import annotations

import inspect
import logging
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import Any
from weakref import ref

from tornado.httputil import HTTPFile, HTTPHeaders, parse_cookie
from tornado.web import HTTPError

from tornjust import cookies, shell
from tornjust.addresses import icon_address
from tornjust.component import Component
from tornjust.current import making
from tornjust.errors import PageError
from tornjust.handlers.answer import send_response
from tornjust.handlers.asgi import is_asgi_response, send_asgi_response
from tornjust.handlers.base import Handler
from tornjust.jar import Late
from tornjust.limits import seldom
from tornjust.page import WebPage
from tornjust.policy import new_nonce
from tornjust.request import FormFile, Request
from tornjust.responses import Response, location
from tornjust.routing import Match, allowed, find
from tornjust.slips import absent
from tornjust.tabs import new_token

log = logging.getLogger("tornjust")


class PageHandler(Handler):
    """Answers every path that is not the framework's own or a static file."""

    kind = "page"

    async def answer(self, path: str = "") -> None:
        """Run the page function and send what it gives."""
        path = self.own_path()
        match = find(path, self.request.method or "GET")
        if match is None:
            self._no_route(path)
            return
        self._admit()
        owner = self.ensure_session()
        with self.application.settings["tornjust_running"]:
            await self._run(match, owner)

    def _admit(self) -> None:
        """Turn away who asks for too much, before anything is made for them."""
        _, tabs = self.of_app()
        if tabs.full():
            self.retry_after = 30
            if seldom("tabs"):
                log.warning("too many tabs (setting MAX_TABS); a visitor has to come back later")
            raise HTTPError(
                503, "So many pages are open at the moment that there is no room for another one."
            )
        visits = self.application.settings["tornjust_visits"]
        wait: float = 0 if self.is_local() else visits.take(self.session_id() or self.request.remote_ip)
        if wait:
            self.retry_after = wait
            if seldom("pages"):
                log.warning("too many pages for %s (setting MAX_PAGES_PER_MINUTE)", self.request.remote_ip)
            raise HTTPError(429, "This page was loaded too often. Please wait a little.")

    async def _run(self, match: Match, owner: str | None) -> None:
        _, tabs = self.of_app()
        # Whose cookies may wait.
        kept = owner if self.session_kept and self.request.method != "HEAD" else None
        late = {} if kept is None else tabs.late_cookies(kept)
        arguments = [self._request(match.path_params, owner, late)] if match.takes_request else []
        maker = _Maker()
        before = making.set(maker)
        try:
            result = match.function(*arguments)
            if inspect.isawaitable(result):
                result = await result
        except BaseException as error:
            if isinstance(error, AttributeError):
                absent(error)
            if kept is not None and late:
                tabs.keep_cookies(kept, late)  # for the next answer: an error carries none
            raise
        finally:
            making.reset(before)
        settings, _ = self.of_app()
        if settings.latency:
            await self.lag()
        if isinstance(result, WebPage):
            maker.page = ref(result)
            await self._send(result, owner if self.session_kept else None, late)
        elif isinstance(result, Response) or is_asgi_response(result):
            for name, cookie in late.items():
                self.add_header("Set-Cookie", cookie.header(name, self._usual()))
            await (send_response if isinstance(result, Response) else send_asgi_response)(self, result)
        else:
            raise PageError(_no_page(match.function, result))

    get = head = post = put = patch = delete = options = answer

    def _no_route(self, path: str) -> None:
        methods = allowed(path)
        if methods:
            self.allow = methods
            raise HTTPError(405, f"{self.request.method} is not allowed for {path}; {_list(methods)} is.")
        other = "/" + path.strip("/") + ("" if path.endswith("/") else "/")
        if other != path and find(other, self.request.method or "GET") is not None:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(location(self.prefix() + other + query), status=307)
            return
        raise HTTPError(404, f"There is no page at {path}.")

    def _usual(self) -> dict[str, Any]:
        """Attributes of a cookie that says nothing else."""
        settings, _ = self.of_app()
        return {"max_age": settings.cookie_max_age, "secure": self.request.protocol == "https"}

    async def _send(self, page: WebPage, owner: str | None, late: dict[str, Late]) -> None:
        page._register()
        settings, tabs = self.of_app()
        usual = self._usual()
        headers = page._cookie_headers(usual)
        for name, cookie in late.items():
            headers.setdefault(name, cookie.header(name, usual))
        for header in headers.values():
            self.add_header("Set-Cookie", header)
        if page.redirect:
            self.redirect(location(self.below_prefix(str(page.redirect))))
            return
        if not len(page) and not page.html and not page.body_html:
            log.warning("the page of %s is empty; was a component's a=wp forgotten?", self.request.path)
        token, nonce = new_token(), new_nonce()
        prefix = self.prefix()
        static = prefix + settings.static_mount
        icon = f"{prefix}{shell.PREFIX}/static/{shell.static_file('favicon.svg').name}"
        page.__dict__["_places"] = (static, icon_address(settings.favicon, static, icon), prefix)
        policy = self.application.settings["tornjust_policy"]
        html = shell.document(
            page,
            token,
            prefix=prefix,
            script=self.application.settings["tornjust_script"],
            extras=self.application.settings["tornjust_extras"],
            nonce=nonce,
            inline=policy.inline(page.csp),
            safelist=settings.safelist,
            limits=[settings.max_upload_size, settings.max_upload_files],
            park=settings.park_seconds,
        )
        # HTML that is the program's own document, or stands in it where the program wrote it.
        raw = str(page.html) if page.html else f"{page.head_html or ''}{page.body_html or ''}"
        header = policy.header(page.csp, raw, nonce, "" if page.html else str(page.css or ""))
        if header is not None:
            self.set_header(*header)
        # A check by HEAD is no visit.
        if not page.html and self.request.method != "HEAD":
            await tabs.open(page, token, owner)
        self.set_header("Cache-Control", "no-store")
        self.send(html)

    def _request(self, path_params: dict[str, Any], owner: str | None, late: dict[str, Late]) -> Request:
        asked = self.request
        context: Any = asked.connection
        address = getattr(getattr(context, "context", None), "address", None) or ("", 0)
        settings, _ = self.of_app()
        # Of what Tornado knows only this, as the program may keep the request as long as the page.
        headers, fields, files = asked.headers, asked.body_arguments, asked.files
        path = self.prefix() + self.own_path()  # as the browser has it
        return Request(
            method=asked.method or "GET",
            url=self.full_url(),
            headers=lambda: list(headers.get_all()),
            cookies=lambda: _cookies(headers, path, late),
            client=(str(asked.remote_ip), int(address[1]) if len(address) > 1 else 0),
            path_params=path_params,
            body=asked.body,
            session_id=owner,
            app=self.application,
            prefix=self.prefix(),
            static=settings.static_mount,
            static_name=settings.static_name,
            form=lambda: _form(fields, files),
        )


def _cookies(headers: HTTPHeaders, path: str, late: dict[str, Late]) -> dict[str, str]:
    """What the browser sent, and what it is about to get from a handler that set a cookie and redirected here."""
    jar = SimpleCookie()
    for name, text in parse_cookie(headers.get("Cookie", "")).items():
        with suppress(Exception):  # a name or a value that no cookie may have
            jar[name] = text
    found = {name: cookies.value(morsel.value) for name, morsel in jar.items()}
    for name, cookie in late.items():
        if not cookies.reaches(str(cookie.attributes.get("path") or "/"), path):
            continue
        if cookie.attributes.get("max_age") == 0:
            found.pop(name, None)
        else:
            found[name] = cookie.value
    return found


def _form(fields: dict[str, list[bytes]], files: dict[str, list[HTTPFile]]) -> list[tuple[str, Any]]:
    """The fields of a posted form, and its files."""
    return [
        *((name, _text(value)) for name, values in fields.items() for value in values),
        *(
            (name, FormFile(file.filename, file.content_type, file.body))
            for name, several in files.items()
            for file in several
        ),
    ]


class _Maker:
    """What tasks that a page function starts work for: the page, as soon as there is one."""

    __slots__ = ("page",)

    def __init__(self) -> None:
        self.page: Any = None

    def __call__(self) -> WebPage | None:
        return None if self.page is None else self.page()


class NotFoundHandler(Handler):
    """Addresses of the framework's own that do not exist; they are not the program's to answer."""

    def prepare(self) -> None:
        """Any method."""
        raise HTTPError(404, f"There is no page at {self.request.path}.")


class MisdirectedHandler(Handler):
    """What was asked of a host that the program does not answer for."""

    def prepare(self) -> None:
        """Any method, any path."""
        name = self.request.host_name
        if seldom("hosts"):
            log.warning("request for the host %.100r refused (setting ALLOWED_HOSTS)", name)
        raise HTTPError(
            421,
            f"This program does not answer for the host {name!r:.100}. If that is one of its names, add it to the "
            "setting ALLOWED_HOSTS.",
        )


def _no_page(function: Any, result: Any) -> str:
    name = getattr(function, "__name__", repr(function))
    kind = "None" if result is None else f"{type(result).__name__} {result!r:.60}"
    hints = {
        "str": "HTMLResponse or PlainTextResponse",
        "bytes": "Response",
        "dict": "JSONResponse",
        "list": "JSONResponse",
    }
    hint = hints.get(type(result).__name__, "")
    if hint:
        fix = f"Return jp.{hint.replace(' or ', ' or jp.')}(...) to send it as it is."
    elif isinstance(result, type):
        fix = f"Call the class: {result.__name__}()."
    elif isinstance(result, Component):
        fix = f"Put the component on a page: wp = jp.WebPage(); wp.add({type(result).__name__.lower()}); return wp"
    else:
        fix = "Is its `return wp` missing?"
    return f"the page function {name}() returned {kind}; it has to return a WebPage or a Response. {fix}"


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _list(names: set[str]) -> str:
    """ "GET, HEAD or POST"."""
    *others, last = sorted(names)
    return f"{', '.join(others)} or {last}" if others else last
