"""What a page function is told about the visit: a plain object with the attributes that JustPy programs use."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

from tornjust.routing import url_path


class MultiDict(Mapping[str, Any]):
    """Pairs in their order. As a mapping it gives the last value of a name."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self._pairs = pairs
        self._last = dict(pairs)

    def __getitem__(self, name: str) -> Any:
        return self._last[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def getlist(self, name: str) -> list[Any]:
        """All values of `name`, in their order."""
        return [value for key, value in self._pairs if key == name]

    def multi_items(self) -> list[tuple[str, Any]]:
        """All pairs, in their order."""
        return list(self._pairs)

    def __repr__(self) -> str:
        return f"MultiDict({self._pairs!r})"


class Headers(MultiDict):
    """Header fields; the case of a name does not matter."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__([(name.lower(), value) for name, value in pairs])

    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._last

    def getlist(self, name: str) -> list[Any]:
        """All values of `name`, in their order."""
        return super().getlist(name.lower())


class FormFile:
    """A file of a form that was posted to a page function."""

    def __init__(self, filename: str, content_type: str, content: bytes) -> None:
        self.filename = filename
        self.content_type = content_type
        self.file = io.BytesIO(content)
        self.size = len(content)

    async def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, or all that is left."""
        return self.file.read(size)

    def __repr__(self) -> str:
        return f"FormFile({self.filename!r}, {self.size} bytes)"


class URL:
    """An address and its parts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.components: SplitResult = urlsplit(text)

    def __getattr__(self, name: str) -> Any:
        if name in (
            "scheme",
            "netloc",
            "path",
            "query",
            "fragment",
            "username",
            "password",
            "hostname",
            "port",
        ):
            return getattr(self.components, name)
        raise AttributeError(name)

    @property
    def is_secure(self) -> bool:
        """Whether the scheme is https."""
        return self.components.scheme == "https"

    def replace(self, **parts: Any) -> URL:
        """The address with some of its parts replaced.

        Parts are scheme, netloc, path, query and fragment, and the parts of netloc: username, password, hostname and
        port. None takes a part of netloc away, but for the hostname, which then stays as it is.
        """
        if parts.keys() & {"username", "password", "hostname", "port"}:
            parts["netloc"] = self._netloc(
                parts.pop("hostname", None),
                parts.pop("port", self.port),
                parts.pop("username", self.username),
                parts.pop("password", self.password),
            )
        return URL(self.components._replace(**parts).geturl())

    def _netloc(
        self, hostname: str | None, port: int | None, username: str | None, password: str | None
    ) -> str:
        if hostname is None:  # as it is written: `self.hostname` is in lower case and has no brackets
            hostname = self.components.netloc.rpartition("@")[2]
            if not hostname.endswith("]"):
                hostname = hostname.rsplit(":", 1)[0]
        elif ":" in hostname and not hostname.startswith("["):
            hostname = f"[{hostname}]"
        netloc = hostname if port is None else f"{hostname}:{port}"
        if username is None:
            return netloc
        return f"{username}@{netloc}" if password is None else f"{username}:{password}@{netloc}"

    def __str__(self) -> str:
        return self._text

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"URL({self._text!r})"


class Request(Mapping[str, Any]):
    """One visit of a page. `session_id` is missing when sessions are off, as programs test for that.

    Most page functions ask for little of it, so the parts are made when they are asked for: headers, cookies and form
    are given as functions.
    """

    session_id: str

    def __init__(
        self,
        *,
        method: str,
        url: str,
        headers: Callable[[], list[tuple[str, str]]],
        cookies: Callable[[], dict[str, str]],
        client: tuple[str, int],
        path_params: dict[str, Any],
        body: bytes = b"",
        session_id: str | None = None,
        app: Any = None,
        prefix: str = "",
        static: str = "/static",
        static_name: str = "static",
        form: Callable[[], list[tuple[str, Any]]] = list,
    ) -> None:
        self.method = method
        self.app = app
        self._url = url
        self._prefix = prefix
        self._static = static
        self._static_name = static_name
        self._form = form
        self._headers = headers
        self._cookies = cookies
        self._client = client
        self.path_params = path_params
        self._body = body
        if session_id is not None:
            self.session_id = session_id

    @cached_property
    def url(self) -> URL:
        """The address as the visitor has it."""
        return URL(self._url)

    @cached_property
    def base_url(self) -> URL:
        """The address of the program."""
        return self.url.replace(path=self._prefix + "/", query="", fragment="")

    @cached_property
    def headers(self) -> Headers:
        """The headers of the request."""
        return Headers(self._headers())

    @cached_property
    def cookies(self) -> dict[str, str]:
        """The cookies of the visitor: name -> value."""
        return self._cookies()

    @cached_property
    def client(self) -> SimpleNamespace:
        """The visitor's `host` and `port`."""
        return SimpleNamespace(host=self._client[0], port=self._client[1])

    @cached_property
    def query_params(self) -> MultiDict:
        """What stands in the address behind the question mark."""
        return MultiDict(parse_qsl(self.url.query, keep_blank_values=True))

    @cached_property
    def state(self) -> SimpleNamespace:
        """Room for what the program wants to keep with the request."""
        known = {"session_id": self.session_id} if "session_id" in self.__dict__ else {}
        return SimpleNamespace(**known)

    def _scope(self) -> dict[str, Any]:
        """What an ASGI server would call the scope: for programs that use the request as a mapping."""
        return {
            "type": "http",
            "method": self.method,
            "path": self.url.path,
            "query_string": self.url.query.encode(),
            "scheme": self.url.scheme,
            "path_params": self.path_params,
            "headers": [(k.encode(), v.encode()) for k, v in self.headers.multi_items()],
            "client": (self.client.host, self.client.port),
        }

    def __getitem__(self, name: str) -> Any:
        """`request["path"]`, `request["method"]`, `request["query_string"]`, ..."""
        return self._scope()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._scope())

    def __len__(self) -> int:
        return len(self._scope())

    def url_for(self, name: str, /, **path_params: Any) -> URL:
        """The address of the route of that name, or of a static file: `url_for("static", path="logo.svg")`.

        Raises `RouteError` for an unknown name, and for values that do not fit into its path.
        """
        if name == self._static_name and "path" in path_params:
            path = f"{self._static}/{quote(str(path_params['path']).lstrip('/'))}"
        else:
            path = url_path(name, **path_params)
        return self.base_url.replace(path=self._prefix + path)

    async def stream(self) -> AsyncIterator[bytes]:
        """The body in pieces; the last one is empty."""
        if self._body:
            yield self._body
        yield b""

    async def body(self) -> bytes:
        """The body of the request."""
        return self._body

    async def json(self) -> Any:
        """The body as JSON. Raises `ValueError` when it is none."""
        return json.loads(self._body)

    async def form(self) -> MultiDict:
        """The fields of a posted form: texts, and a `FormFile` for a file."""
        fields = self._form()
        if fields:
            return MultiDict(fields)
        return MultiDict(parse_qsl(self._body.decode("utf-8", "replace"), keep_blank_values=True))
