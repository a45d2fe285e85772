"""Path -> page function: converters, order, and functions with and without a request."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tornjust as jp
from tornjust.errors import RouteError
from tornjust.routing import Route, SetRoute, find


@pytest.fixture(autouse=True)
def no_routes() -> Iterator[None]:
    """Each test starts without routes, and leaves those that were there."""
    saved = list(Route.instances)
    Route.instances.clear()
    yield
    Route.instances[:] = saved


def home() -> None:
    """A page function."""


def other(request: object) -> None:
    """Another one."""


def params(pattern: str, path: str) -> object:
    """The values that a path has for a pattern, None when it does not match."""
    return Route(pattern, home).matches(path)


def test_a_plain_path():
    Route("/about", home)
    found = find("/about")
    assert found is not None
    assert (found.function, found.takes_request, found.path_params) == (home, False, {})
    assert find("/abou") is None
    assert find("/about/") is None
    assert find("/") is None


def test_the_newest_route_wins():
    Route("/{name}", home)
    Route("/fixed", other)
    assert find("/fixed").function is other
    assert find("/else").function is home


def test_the_last_route_comes_last_whenever_it_is_made():
    Route("/{path:path}", home, last=True)
    Route("/a", other)
    assert find("/a").function is other
    assert find("/b/c").path_params == {"path": "b/c"}
    assert find("/").path_params == {"path": ""}


def test_a_decorator_gives_the_function_back():
    @SetRoute("/one", name="first")
    @SetRoute("/two")
    def page() -> None:
        pass

    assert find("/one").function is find("/two").function is page
    assert [route.name for route in Route.instances] == ["first", "page"]


@pytest.mark.parametrize(
    ("pattern", "path", "values"),
    [
        ("/user/{name}", "/user/ada", {"name": "ada"}),
        ("/user/{name}", "/user/ada/", None),
        ("/user/{name}", "/user/", None),
        ("/user/{name:str}", "/user/5", {"name": "5"}),
        ("/n/{n:int}", "/n/42", {"n": 42}),
        ("/n/{n:int}", "/n/-1", None),
        ("/n/{n:int}", "/n/4x", None),
        ("/x/{x:float}", "/x/4.5", {"x": 4.5}),
        ("/x/{x:float}", "/x/4", {"x": 4.0}),
        ("/x/{x:float}", "/x/.5", None),
        ("/f/{rest:path}", "/f/a/b.txt", {"rest": "a/b.txt"}),
        ("/{year:int}/{slug}", "/2024/news", {"year": 2024, "slug": "news"}),
        ("/a.b/{x}", "/axb/1", None),
        ("/a+b", "/a+b", {}),
        ("/{a}-{b}", "/1-2", {"a": "1", "b": "2"}),
    ],
)
def test_converters(pattern, path, values):
    assert params(pattern, path) == values


def test_a_uuid():
    name = "12345678-1234-5678-1234-567812345678"
    assert params("/{key:uuid}", f"/{name}") == {"key": uuid.UUID(name)}
    assert params("/{key:uuid}", "/1234") is None


def test_values_are_decoded_after_the_match():
    assert params("/{name}", "/a%2Fb%20%C3%A4") == {"name": "a/b ä"}
    assert params("/{name}", "/a%0Ab") == {"name": "a\nb"}


def test_a_number_with_very_many_digits_is_no_error():
    assert params("/{n:int}", "/" + "9" * 5000) is None
    assert params("/{n:float}", "/" + "9" * 5000) in (None, {"n": float("inf")})


@given(st.text())
def test_no_path_raises(path):
    Route.instances.clear()
    for kind in ("str", "int", "float", "path", "uuid"):
        Route(f"/{kind}/{{x:{kind}}}", home)
    find("/" + path)
    for kind in ("str", "int", "float", "path", "uuid"):
        find(f"/{kind}/{path}")


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("about", "'about' has to start with a slash, as in '/about'"),
        ("", "has to start with a slash"),
        ("/{n:integer}", "has converter 'integer'; there are str, int, float, path, uuid"),
        ("/{a}/{a}", "'a'"),
    ],
)
def test_a_wrong_path_says_what_would_be_right(pattern, says):
    with pytest.raises(RouteError, match=says):
        Route(pattern, home)
    assert Route.instances == []


class Pages:
    def none(self) -> None:
        pass

    def one(self, request: object) -> None:
        pass

    def __call__(self, request: object) -> None:
        pass


def optional(request: object = None) -> None:
    pass


async def asynchronous(request: object) -> None:
    pass


@pytest.mark.parametrize(
    ("function", "takes"),
    [
        (home, False),
        (other, True),
        (optional, True),
        (asynchronous, True),
        (Pages().none, False),
        (Pages().one, True),
        (Pages(), True),
        (lambda *arguments: None, True),
        (lambda **keywords: None, False),
        (lambda request, *, color="red": None, True),
        (lambda request, color="red": None, True),
        (lambda color="red": None, False),
        (lambda request="red": None, True),
    ],
)
def test_a_function_takes_the_request_or_nothing(function, takes):
    Route("/", function)
    assert find("/").takes_request is takes


def test_a_function_of_two_arguments_is_refused_at_once():
    with pytest.raises(RouteError, match="'both' takes 2 arguments; it may take none, or one: the request"):
        Route("/", both)


def both(request: object, more: object) -> None:
    """Nobody would give it the second."""


@pytest.mark.parametrize("wrong", ["page", None, 5])
def test_only_functions_make_pages(wrong):
    with pytest.raises(RouteError, match=r"needs a page function.*without calling it, as in justpy\(page\)"):
        Route("/", wrong)


def test_repr():
    assert repr(Route("/a", home)) == "Route('/a', home)"


def test_routes_as_programs_for_justpy_0_14_write_them():
    assert jp.app.jproute("/one", name="first")(home) is home
    jp.app.add_jproute("/two/{number:int}", other, "second", ["POST"])
    one, two = find("/one"), find("/two/2", "POST")
    assert one is not None
    assert one.function is home
    assert two is not None
    assert (two.function, two.path_params) == (other, {"number": 2})
    assert find("/two/2") is None
    assert {route.name for route in Route.instances} == {"first", "second"}


def test_what_starlettes_application_has_besides_is_named():
    with pytest.raises(AttributeError, match=r"no 'mount': .* jproute and add_jproute"):
        jp.app.mount("/static", None)
