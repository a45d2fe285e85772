"""GET of a page: complete HTML for a good page function, a page that helps for a bad one."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from tornado.web import Application, RequestHandler

import tornjust as jp
from tornjust.policy import Policy
from tornjust.settings import Settings

from .conftest import Visitor, lines

pytestmark = pytest.mark.gen_test


def hello() -> jp.WebPage:
    wp = jp.WebPage(title="Greetings")
    jp.Div(a=wp, text="Hello", classes="text-white bg-blue-500")
    return wp


async def test_the_page_is_complete_before_any_script(visitor: Visitor) -> None:
    jp.Route("/", hello)
    answer = await visitor.fetch("/")
    source = answer.body.decode()
    assert answer.code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<title>Greetings</title>" in source
    assert ">Hello</div>" in source
    assert ".bg-blue-500{" in source.partition("<style")[2].partition("</style>")[0]


async def test_it_brings_one_small_script_and_asks_for_one_deferred_script(visitor: Visitor) -> None:
    jp.Route("/", hello)
    source = (await visitor.fetch("/")).body.decode()
    assert source.count("<script") == 2
    assert source.count("<script defer ") == 1
    assert source.count('src="') == 1
    assert '<link rel="stylesheet' not in source
    early = source.partition("<script")[2].partition("</script>")[0]
    assert "tornjustEarly" in early
    assert "//" not in early
    assert len(early) < 1600


async def test_a_long_style_sheet_is_a_file(visitor: Visitor) -> None:
    def page() -> jp.WebPage:
        wp = hello()
        wp.css = "".join(f".own-{number} {{ color: red }}" for number in range(600))
        jp.Div(a=wp, classes=" ".join(f"p-{a} m-{a} w-{a}" for a in range(13)))
        jp.Div(
            a=wp, classes=" ".join(f"bg-{c}-{n}00" for c in ("red", "blue", "green") for n in range(1, 10))
        )
        jp.Div(
            a=wp,
            classes=" ".join(f"hover:text-{c}-{n}00" for c in ("red", "blue", "green") for n in range(1, 10)),
        )
        jp.Div(
            a=wp,
            classes=" ".join(f"md:border-{c}-{n}00" for c in ("red", "blue", "green") for n in range(1, 10)),
        )
        return wp

    jp.Route("/", page)
    source = (await visitor.fetch("/")).body.decode()
    assert "<style" not in source
    sheets = [part.partition('"')[0] for part in source.split('rel="stylesheet" href="')[1:]]
    texts = [(await visitor.fetch(sheet)).body.decode() for sheet in sheets]
    assert len(texts) == 2
    assert ".bg-blue-500{" in texts[0]
    assert ".own-599 {" in texts[1]


async def test_a_style_sheet_with_addresses_is_never_a_file_as_they_start_from_the_page(
    visitor: Visitor,
) -> None:
    def page() -> jp.WebPage:
        wp = hello()
        wp.css = "b { background: url(b.png) }" + "i { color: red }" * 1000
        return wp

    jp.Route("/", page)
    source = (await visitor.fetch("/")).body.decode()
    assert "b { background: url(b.png) }" in source


@pytest.mark.parametrize(
    ("csp", "styles", "scripts"),
    [
        ("", True, True),
        ("style-src-elem 'self'", False, True),
        ("style-src-elem 'self'; script-src 'self'", False, False),
        ("script-src-elem 'self'", True, False),
        ("style-src-elem 'self' 'unsafe-inline' https:; script-src 'self' {nonce}", True, True),
        # What a policy with a hash lets in is named by it.
        ("style-src-elem 'unsafe-inline' 'sha256-AAAA'", False, True),
        # Who switches it off may have a proxy that sends one.
        ("off", False, False),
    ],
)
async def test_what_the_policy_would_not_let_stand_in_the_page_is_a_file(
    visitor: Visitor, app: Application, csp: str, styles: bool, scripts: bool
) -> None:
    app.settings["tornjust_policy"] = Policy(csp)
    jp.Route("/", hello)
    source = (await visitor.fetch("/")).body.decode()
    assert ("<style" in source) == styles
    assert ('rel="stylesheet"' in source) != styles
    assert ("tornjustEarly" in source) == scripts
    assert ("/static/early-" in source) != scripts
    assert "http://" not in source
    assert "https://" not in source


@pytest.mark.parametrize(
    "component",
    [
        lambda: jp.Style(text="b { color: red }"),
        lambda: jp.Div(html_tag="style", text="b { color: red }"),
        lambda: jp.Div(children=[jp.Div(inner_html="<b>raw</b><style>b { color: red }</style>")]),
        lambda: jp.Div(text="<style>b { color: red }</style>", html_entity=True),
    ],
)
async def test_a_tag_in_the_tree_that_the_policy_asks_for_a_nonce_has_it(
    visitor: Visitor, component: Any
) -> None:
    page = jp.WebPage(delete_flag=False)
    jp.Route("/", lambda: page)
    assert "<style>" not in (await visitor.fetch("/")).body.decode()
    page.add(component())
    for _ in range(3):  # rendered, rendered once more, kept
        source = (await visitor.fetch("/")).body.decode()
        assert source.count("color: red") == 1
        assert re.search(
            r"<style( data-tj=\"\d+\")? nonce=[^>]+>b { color: red }|<style nonce=[^>]+>b \{", source
        )


async def test_text_title_and_attributes_are_escaped(visitor: Visitor) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage(title="</title><script>alert(1)</script>")
        jp.Div(a=wp, text="<script>alert(2)</script>", title='"><script>alert(3)</script>')
        jp.Div(a=wp, text="&lt;", data_note="'\"<>&")
        return wp

    jp.Route("/", page)
    source = (await visitor.fetch("/")).body.decode()
    assert "<script>alert" not in source
    assert "&amp;lt;" in source


async def test_a_visitor_gets_one_signed_session_and_keeps_it(visitor: Visitor, stranger: Visitor) -> None:
    seen = []

    def page(request: jp.Request) -> jp.WebPage:
        seen.append(request.session_id)
        return hello()

    jp.Route("/", page)
    first = await visitor.fetch("/")
    flags = first.headers["Set-Cookie"].lower()
    assert "httponly" in flags
    assert "samesite=lax" in flags
    again = await visitor.fetch("/")
    assert "Set-Cookie" not in again.headers
    await stranger.fetch("/")
    assert seen[0] == seen[1] != seen[2]


@pytest.mark.parametrize("cookie", ["x", "2|1:0|10:1700000000|9:tornjust|4:YWJj|" + "0" * 64, '"', "a=b"])
async def test_a_forged_session_cookie_is_a_new_visitor(
    visitor: Visitor, stranger: Visitor, cookie: str
) -> None:
    seen = []

    def page(request: jp.Request) -> jp.WebPage:
        seen.append(request.session_id)
        return hello()

    jp.Route("/", page)
    await visitor.fetch("/")
    name = next(iter(visitor.cookies))
    stranger.cookies[name] = cookie
    answer = await stranger.fetch("/")
    assert answer.code == 200
    assert seen[0] != seen[1]
    assert stranger.cookies[name] != cookie


async def test_without_sessions_the_request_has_no_session(settings: Settings, visitor: Visitor) -> None:
    settings.sessions = False
    seen = []

    def page(request: jp.Request) -> jp.WebPage:
        seen.append(hasattr(request, "session_id"))
        return hello()

    jp.Route("/", page)
    answer = await visitor.fetch("/")
    assert "Set-Cookie" not in answer.headers
    assert seen == [False]


async def test_a_page_function_may_be_asynchronous_and_take_the_request(visitor: Visitor) -> None:
    async def page(request: jp.Request) -> jp.WebPage:
        wp = jp.WebPage()
        query = request.query_params
        jp.Div(a=wp, text=f"{request.path_params['number']!r} {query['q']} {query.getlist('q')}")
        jp.Div(a=wp, text=f"{request.method} {request.url.path} {request.headers['HOST']}")
        return wp

    jp.Route("/user/{number:int}", page)
    source = (await visitor.fetch("/user/7?q=a&q=b%20c")).body.decode()
    assert "7 b c ['a', 'b c']" in source
    assert "GET /user/7 127.0.0.1:" in source


async def test_a_page_class_may_be_the_page_function(visitor: Visitor) -> None:
    class Greeting(jp.WebPage):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            jp.Div(a=self, text="Hello")

    jp.Route("/", Greeting)
    assert ">Hello</div>" in (await visitor.open()).source


async def test_head_is_answered_without_a_body(visitor: Visitor) -> None:
    jp.Route("/", hello)
    answer = await visitor.fetch("/", method="HEAD")
    assert (answer.code, answer.body) == (200, b"")


async def test_html_of_a_page_is_the_whole_answer(visitor: Visitor) -> None:
    jp.Route("/", lambda: jp.WebPage(html="<h1>All there is</h1>"))
    assert (await visitor.fetch("/")).body == b"<h1>All there is</h1>"


async def test_a_page_may_redirect_and_set_cookies(visitor: Visitor) -> None:
    def page() -> jp.WebPage:
        wp = jp.redirect("/elsewhere?a=1&b=2")
        wp.set_cookie("colour", 5)
        return wp

    jp.Route("/", page)
    answer = await visitor.fetch("/")
    assert (answer.code, answer.headers["Location"]) == (302, "/elsewhere?a=1&b=2")
    assert visitor.cookies["colour"] == "5"


@pytest.mark.parametrize("leaves", [True, False], ids=["the tab goes first", "the tab is still there"])
async def test_a_cookie_from_a_handler_comes_with_the_next_page(
    visitor: Visitor, stranger: Visitor, leaves: bool
) -> None:
    button = jp.Button(text="log in")

    def form() -> jp.WebPage:
        wp = jp.WebPage()
        wp.add(button)
        return wp

    def log_in(self: jp.Button, msg: jp.Dict) -> None:
        msg.page.set_cookie("user", "Ada", max_age=60)
        msg.page.delete_cookie("guest")
        msg.page.redirect = "/home"

    button.on("click", log_in)
    jp.Route("/", form)
    jp.Route("/home", hello)
    visitor.cookies["guest"] = "1"
    tab = await visitor.open("/")
    other = await stranger.open("/home")
    answer = await tab.post(tab.message(button))
    assert b"/home" in answer.body
    if leaves:
        await visitor.fetch(tab.address("leave"), method="POST", body="")
    assert "user" not in stranger.cookies
    await stranger.open("/home")
    assert "user" not in stranger.cookies
    await visitor.fetch("/home", method="HEAD")
    answer = await visitor.fetch("/home")
    sent = sorted(answer.headers.get_list("Set-Cookie"))
    assert "user=Ada; HttpOnly; Max-Age=60; Path=/; SameSite=Lax" in sent
    assert any(line.startswith("guest=") and "Max-Age=0" in line for line in sent)
    assert "user=" not in str((await visitor.fetch("/home")).headers)
    assert other.token


async def test_a_page_function_knows_the_cookies_that_a_handler_set_before_it_redirected(
    visitor: Visitor,
) -> None:
    button = jp.Button(text="log in")
    seen: list[dict[str, str]] = []
    answers: list[Any] = [ValueError("not now"), jp.RedirectResponse("/last"), hello]

    def form() -> jp.WebPage:
        wp = jp.WebPage()
        wp.add(button)
        return wp

    def log_in(self: jp.Button, msg: jp.Dict) -> None:
        msg.page.set_cookie("user", "Ada", max_age=60)
        msg.page.set_cookie("admin", "1", path="/ho")
        msg.page.delete_cookie("guest")
        msg.page.redirect = "/home"

    def home(request: Any) -> Any:
        seen.append(
            {name: request.cookies[name] for name in ("user", "admin", "guest") if name in request.cookies}
        )
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer() if answer is hello else answer

    button.on("click", log_in)
    jp.Route("/", form)
    jp.Route("/home", home)
    visitor.cookies["guest"] = "1"
    tab = await visitor.open("/")
    await tab.post(tab.message(button))
    assert (await visitor.fetch("/home")).code == 500
    answer = await visitor.fetch("/home")
    assert answer.code == 307
    sent = str(answer.headers.get_list("Set-Cookie"))
    assert "user=Ada" in sent
    assert "guest=" in sent
    assert seen == [{"user": "Ada"}] * 2
    assert "user=" not in str((await visitor.fetch("/home")).headers)


def returns_nothing() -> Any:
    hello()


def returns_text() -> Any:
    return "Hello"


def returns_a_component() -> Any:
    return jp.Div(text="Hello")


def raises() -> Any:
    raise ValueError("the <database> is down")


async def raises_later() -> Any:
    raise LookupError("no such user")


def returns_a_page_that_cannot_be_shown() -> Any:
    class Unprintable:
        def __str__(self) -> str:
            raise TypeError("cannot be text")

    wp = jp.WebPage()
    jp.Div(a=wp, text=Unprintable())
    return wp


BAD_PAGES = [
    (returns_nothing, "returns_nothing() returned None; it has to return a WebPage"),
    (returns_text, "returns_text() returned str &#39;Hello&#39;; it has to return a WebPage"),
    (returns_a_component, "returns_a_component() returned Div"),
    (raises, "ValueError: the &lt;database&gt; is down"),
    (raises_later, "LookupError: no such user"),
    (returns_a_page_that_cannot_be_shown, "TypeError: cannot be text"),
]


@pytest.mark.parametrize(("function", "says"), BAD_PAGES, ids=[f.__name__ for f, _ in BAD_PAGES])
async def test_a_bad_page_function_gives_a_500_that_helps(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, function: Any, says: str
) -> None:
    jp.Route("/bad", function)
    jp.Route("/", hello)
    answer = await visitor.fetch("/bad")
    body = answer.body.decode()
    assert answer.code == 500
    assert answer.headers["Content-Type"].startswith("text/html")
    assert says in body
    # What is the program's own mistake shows where; our words need no traceback.
    assert ("Traceback" in body) is ("it has to return" not in says and "returned Div" not in says)
    assert lines(caplog) == ["GET /bad failed"]
    assert caplog.records[-1].exc_info
    assert (await visitor.fetch("/")).code == 200


async def test_outside_of_development_the_500_tells_nothing(settings: Settings, visitor: Visitor) -> None:
    settings.debug = False
    jp.Route("/", raises)
    answer = await visitor.fetch("/")
    assert answer.code == 500
    assert "database" not in answer.body.decode()
    assert "Traceback" not in answer.body.decode()


async def test_an_unknown_address_is_a_404_with_a_page(visitor: Visitor) -> None:
    jp.Route("/", hello)
    answer = await visitor.fetch("/nowhere/<b>")
    assert answer.code == 404
    assert "Page not found" in answer.body.decode()
    assert "/nowhere/&lt;b&gt;" in answer.body.decode()


@pytest.mark.parametrize(
    "path", ["/_tornjust/", "/_tornjust/nothing", "/_tornjust/poll/x/y", "/_tornjust/event/"]
)
async def test_our_own_addresses_never_reach_the_programs_pages(visitor: Visitor, path: str) -> None:
    visits: list[jp.Request] = []

    def page(request: jp.Request) -> jp.WebPage:
        visits.append(request)
        return hello()

    jp.Route("/{path:path}", page, last=True)
    assert (await visitor.fetch(path)).code == 404
    assert visits == []


async def test_a_page_takes_no_post(visitor: Visitor) -> None:
    jp.Route("/", hello)
    assert (await visitor.fetch("/", method="POST", body="a=1")).code == 405


async def test_the_newest_route_wins_and_the_last_one_comes_last(visitor: Visitor) -> None:
    def page(text: str) -> Any:
        def show() -> jp.WebPage:
            wp = jp.WebPage()
            jp.Div(a=wp, text=text)
            return wp

        return show

    jp.Route("/{path:path}", page("anything"), last=True)
    jp.Route("/a", page("old"))
    jp.Route("/a", page("new"))
    jp.Route("/{number:int}", page("number"))
    for path, text in {"/a": "new", "/b": "anything", "/12": "number", "/a/b": "anything"}.items():
        assert f">{text}</div>" in (await visitor.fetch(path)).body.decode()


async def test_every_visit_is_a_tab_of_its_own(app: Application, visitor: Visitor) -> None:
    jp.Route("/", hello)
    first, second = await visitor.open(), await visitor.open()
    assert first.token != second.token
    assert len(app.settings["tornjust_tabs"]) == 2


async def test_a_head_request_opens_no_tab(app: Application, visitor: Visitor) -> None:
    jp.Route("/", hello)
    await visitor.fetch("/", method="HEAD")
    assert len(app.settings["tornjust_tabs"]) == 0


async def test_a_reload_interval_that_is_no_number_is_named(visitor: Visitor) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage(reload_interval="often")
        jp.Div(a=wp, text="Hello")
        return wp

    jp.Route("/", page)
    answer = await visitor.fetch("/")
    assert answer.code == 500
    assert "has to be a number of seconds" in answer.body.decode()


@pytest.mark.parametrize(
    ("result", "fix"),
    [
        (jp.Div(), "Put the component on a page: wp = jp.WebPage(); wp.add(div); return wp"),
        (jp.WebPage, "Call the class: WebPage()."),
        (None, "Is its `return wp` missing?"),
        ({"ok": True}, "Return jp.JSONResponse(...)"),
    ],
)
async def test_what_is_no_page_is_named_with_the_fix(visitor: Visitor, result: object, fix: str) -> None:
    jp.Route("/", lambda: result)
    answer = await visitor.fetch("/")
    assert answer.code == 500
    assert fix in answer.body.decode()


async def test_what_a_page_function_finds_lacking_is_named(visitor: Visitor) -> None:
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.P(a=wp).text += "x"
        return wp

    jp.Route("/", page)
    answer = await visitor.fetch("/")
    assert answer.code == 500
    assert "as in P(text=...)" in answer.body.decode()


async def test_of_two_tabs_the_newer_cookie_counts(visitor: Visitor) -> None:
    pages = [jp.WebPage(delete_flag=False) for _ in range(2)]
    for number, page in enumerate(pages):
        page.add(jp.Div(text="one"))
        jp.Route(f"/{number}", partial(pages.__getitem__, number))
    jp.Route("/last", hello)
    first = await visitor.open("/0")
    await visitor.open("/1")
    pages[1].set_cookie("colour", "red")
    pages[0].set_cookie("colour", "blue")
    pages[0].set_cookie("size", "large")
    await visitor.fetch(first.address("leave"), method="POST", body="")
    await visitor.fetch("/last")
    assert (visitor.cookies["colour"], visitor.cookies["size"]) == ("blue", "large")


@pytest.mark.parametrize("path", ["/caf\u00e9", "/a%20b", "/_tornjus", "/stati", "/%2fstatic", "/a//b"])
async def test_every_other_path_is_the_programs(visitor: Visitor, path: str) -> None:
    jp.Route("/{rest:path}", hello, last=True)
    assert (await visitor.fetch(quote(path, safe="/%"))).code == 200


async def test_a_path_that_is_no_text_is_refused(visitor: Visitor) -> None:
    jp.Route("/{rest:path}", hello, last=True)
    assert (await visitor.fetch("/%ff")).code == 400


async def test_routes_that_are_added_to_the_application_come_first(visitor: Visitor, app: Any) -> None:
    class Echo(RequestHandler):
        def get(self) -> None:
            self.finish("echo")

    jp.Route("/{rest:path}", hello, last=True)
    app.add_handlers(".*", [("/echo", Echo)])
    assert (await visitor.fetch("/echo")).body == b"echo"
    assert (await visitor.fetch("/other")).code == 200


async def test_what_a_request_says_can_be_asked_for_later_and_replaced(visitor: Visitor) -> None:
    kept: list[Any] = []

    def page(request: Any) -> jp.WebPage:
        kept.append(request)
        request.cookies = {"own": "1"}
        return hello()

    jp.Route("/later", page)
    visitor.cookies["theme"] = "dark"
    await visitor.fetch("/later?a=1", headers={"X-Own": "2"})
    await visitor.fetch("/later?a=3", headers={"X-Own": "4"})
    request = kept[0]
    assert (request.headers["x-own"], request.query_params["a"], request.url.path) == ("2", "1", "/later")
    assert request.cookies == {"own": "1"}
    assert str(request.base_url).endswith("/")
    assert request.state.session_id == request.session_id
