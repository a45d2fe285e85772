"""Path -> page function. The newest route comes first; the program's default function comes last."""

from __future__ import annotations

import inspect
import re
import uuid
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple, TypeVar
from urllib.parse import quote, unquote

from tornjust.errors import RouteError

PageFunction = Callable[..., Any]
F = TypeVar("F", bound=PageFunction)

# Converter -> what it matches and how the text becomes a value.
_CONVERTERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "str": ("[^/]+", str),
    "int": ("[0-9]+", int),
    "float": (r"[0-9]+(?:\.[0-9]+)?", float),
    "path": (".*", str),
    "uuid": ("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", uuid.UUID),
}
# Written in a path as they are (RFC 3986, 3.3); all others are percent-encoded.
_PLAIN = "~!$&'()*+,;=:@"
_ODD = re.compile(r"[^A-Za-z0-9/_.~!$&'()*+,;=:@-]")
_PARAMETER = re.compile(r"\{([A-Za-z_]\w*)(?::([a-z]+))?\}")

# As other frameworks write a value in a path: <name>, <int:name>.
_FOREIGN = re.compile(r"<(?:([A-Za-z]+):)?([A-Za-z_]\w*)>")


METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Match(NamedTuple):
    """A page function, whether it takes the request, and the values that its path was given."""

    function: PageFunction
    takes_request: bool
    path_params: dict[str, Any]


class Route:
    """`Route("/user/{id:int}", page_function)`; converters are str (the default), int, float, path and uuid.

    A function that takes the request answers GET, HEAD and POST, one that does not, GET and HEAD; `methods` says
    otherwise. `last=True` puts the route behind all others instead of before them. Raises `RouteError` for a path
    without a slash at its start, an unknown converter, a name that stands in it twice, and a function that takes more
    than one argument.
    """

    instances: ClassVar[list[Route]] = []

    def __init__(
        self,
        path: str,
        func: PageFunction,
        last: bool = False,
        name: str | None = None,
        methods: Iterable[str] | None = None,
    ) -> None:
        if not path.startswith("/"):
            raise RouteError(f"route path {path!r} has to start with a slash, as in '/{path}'")
        self.path = path
        self.func_to_run = func
        self.name = name or getattr(func, "__name__", "route")
        self.takes_request = _takes_request(func)
        self.methods = _methods(methods, self.takes_request)
        self.path_regex, self._convert = _compile(path)
        if last:
            Route.instances.append(self)
        else:
            Route.instances.insert(0, self)

    def matches(self, path: str) -> dict[str, Any] | None:
        """The values in `path` (not decoded yet), or None when it is another route's."""
        found = self.path_regex.fullmatch(path)
        if found is None:
            return None
        try:
            return {name: self._convert[name](unquote(text)) for name, text in found.groupdict().items()}
        except ValueError:
            return None

    def url_path(self, **params: Any) -> str:
        """The path with these values in it. Raises `RouteError` where they do not fit."""
        text = _PARAMETER.sub(lambda found: self._fill(found[1], found[2], params), self.path)
        if self.matches(normal(text)) is None:
            raise RouteError(f"{params!r} does not fit into route path {self.path!r}")
        return text

    def _fill(self, name: str, kind: str | None, params: dict[str, Any]) -> str:
        if name not in params:
            raise RouteError(
                f"route path {self.path!r} needs a value for {name!r}; given are {sorted(params)}"
            )
        return quote(str(params[name]), safe=_PLAIN + "/" if kind == "path" else _PLAIN)

    def __repr__(self) -> str:
        return f"Route({self.path!r}, {self.name})"


def SetRoute(path: str, name: str | None = None, methods: Iterable[str] | None = None) -> Callable[[F], F]:
    """Decorator form of `Route`; gives the function back unchanged."""

    def decorate(func: F) -> F:
        Route(path, func, name=name, methods=methods)
        return func

    return decorate


def jproute(path: str, name: str | None = None, methods: Iterable[str] | None = None) -> Callable[[F], F]:
    """`SetRoute`, as programs for JustPy 0.14 write it: `@jp.app.jproute("/about")`."""
    return SetRoute(path, name, methods)


def add_jproute(
    path: str, func: PageFunction, name: str | None = None, methods: Iterable[str] | None = None
) -> None:
    """`Route`, as programs for JustPy 0.14 write it: `jp.app.add_jproute("/about", about)`."""
    Route(path, func, name=name, methods=methods)


def find(path: str, method: str = "GET") -> Match | None:
    """The first route that matches a path, percent-encoded as it travels, and answers the method; or None."""
    path = normal(path)
    for route in Route.instances:
        if method in route.methods:
            values = route.matches(path)
            if values is not None:
                return Match(route.func_to_run, route.takes_request, values)
    return None


def allowed(path: str) -> set[str]:
    """The methods that the routes of a path answer; empty when there is no such route."""
    path = normal(path)
    found: set[str] = set()
    for route in Route.instances:
        if route.matches(path) is not None:
            found |= route.methods
    return found


def url_path(name: str, /, **params: Any) -> str:
    """The path of the route of that name. Raises `RouteError` when there is none, or the values do not fit."""
    for route in Route.instances:
        if route.name == name:
            return route.url_path(**params)
    known = ", ".join(sorted({str(route.name) for route in Route.instances})) or "none"
    raise RouteError(f"there is no route named {name!r}; there are: {known}")


def normal(path: str) -> str:
    """One spelling for all that mean the same path: percent-encoded are those characters that have to be."""
    if _ODD.search(path) is None:
        return path
    return "/".join(
        quote(unquote(part, errors="surrogateescape"), _PLAIN, errors="surrogateescape")
        for part in path.split("/")
    )


def slip(path: str) -> str:
    """What was probably meant by a path that is written as for another framework; empty for all others."""
    found = _FOREIGN.search(path)
    if found is None:
        return ""
    kind, name = (found[1] or "").lower(), found[2]
    right = f"{{{name}:{kind}}}" if kind in _CONVERTERS else f"{{{name}}}"
    return f"route path {path!r}: {found[0]!r} matches only itself; a value is written {right!r}"


def _methods(methods: Iterable[str] | None, takes_request: bool) -> frozenset[str]:
    if methods is None:
        return frozenset(("GET", "HEAD", "POST") if takes_request else ("GET", "HEAD"))
    if isinstance(methods, str):
        raise RouteError(f"methods is {methods!r}; it has to be a list, as in methods=[{methods!r}]")
    chosen = {str(method).upper() for method in methods}
    unknown = chosen - METHODS
    if unknown or not chosen:
        raise RouteError(f"methods holds {sorted(unknown)}; there are {', '.join(sorted(METHODS))}")
    return frozenset(chosen | {"HEAD"} if "GET" in chosen else chosen)


def _takes_request(func: PageFunction) -> bool:
    if not callable(func):
        raise RouteError(
            f"a route needs a page function, not {type(func).__name__} {func!r:.80}; pass the function itself, without "
            "calling it, as in justpy(page). To show everybody the same page: justpy(lambda: wp)"
        )
    try:
        places = [
            parameter
            for parameter in inspect.signature(func).parameters.values()
            if parameter.kind not in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD)
        ]
    except (TypeError, ValueError):  # some callables written in C have no signature
        return False
    count = sum(place.default is place.empty and place.kind != place.VAR_POSITIONAL for place in places)
    if count > 1:
        raise RouteError(
            f"page function {getattr(func, '__name__', func)!r} takes {count} arguments; "
            "it may take none, or one: the request"
        )
    # In a loop, `lambda name=name: page(name)` keeps a value of its own.
    return bool(places) and (places[0].default in (None, places[0].empty) or places[0].name == "request")


def _compile(path: str) -> tuple[re.Pattern[str], dict[str, Callable[[str], Any]]]:
    pattern, converters, end = "", {}, 0
    for found in _PARAMETER.finditer(path):
        name, kind = found[1], found[2] or "str"
        if kind not in _CONVERTERS:
            raise RouteError(
                f"route path {path!r} has converter {kind!r}; there are {', '.join(_CONVERTERS)}"
            )
        if name in converters:
            raise RouteError(f"route path {path!r} names {name!r} twice; each value needs a name of its own")
        expression, converters[name] = _CONVERTERS[kind]
        pattern += re.escape(normal(path[end : found.start()])) + f"(?P<{name}>{expression})"
        end = found.end()
    return re.compile(pattern + re.escape(normal(path[end:])), re.DOTALL), converters
