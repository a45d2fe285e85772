"""Functions that run in the browser, as a program writes them and as a test of a program runs them."""

from __future__ import annotations

import logging

import pytest

import tornjust as jp
from tornjust.testing import App, Page

LIMIT = 3
COLORS = {"on": "bg-green-500", "off": "bg-red-500"}


@jp.client
def shout(text: str) -> str:
    return text.upper() + "!" * LIMIT


@jp.client
def toggle(self, event):
    self.text = "off" if self.text == "on" else "on"
    self.set_class(COLORS[self.text])


@jp.client
def dress(self, event):
    for name in ("p-4", "p-1"):
        self.set_classes(
            f"{name} md:hover:{name} data-[a=b]:{name} md:[&>p]:hover:{name} data-[c]:w-[color:red]"
        )


@jp.client
def undress(self, event):
    self.remove_class("shadow p-4 unknown")


@jp.client
def greet(self, event):
    event.page.named["greeting"].text = shout(event.page.named["who"].value)


@jp.client
def grow(self, event):
    here = event.page.named["list"]
    here.add(jp.Li(text=f"item {len(here)}", click=drop))


@jp.client
def drop(self, event):
    self.parent.remove(self)


@jp.client
def count_here(self, event):
    self.local.clicks = getattr(self.local, "clicks", 0) + 1
    self.title = f"{self.local.clicks} clicks"


@jp.client
class Shape:
    def __init__(self, name):
        self.name = name

    def told(self):
        return f"a {self.name}"


@jp.client
class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def told(self):
        return f"{super().told()} of {self.side}"


@jp.client
def bit_by_bit(self, event):
    self.text = "begun"
    yield


@jp.client
def tell(self, event):
    self.text = Square(3).told()


@jp.client
def use_too_early(self, event):
    self.text = getattr(self.local, "clicks", "nothing")
    self.local.clicks += 1


@jp.client
def keep(self, event):
    store = jp.client.storage
    store.update(points=(1,), level=2)
    store["points"].append(2)
    self.text = str(sorted(store.items()))
    del store["points"]
    self.text += f" {list(store)}"
    store.clear()
    self.text += f" {len(store)}"


@jp.server
async def add(msg, a: int, b: int) -> int:
    msg.page.added = a + b
    return a + b


@jp.server
def refuse() -> None:
    raise ValueError("not today")


@jp.client
async def ask(self, event):
    self.text = f"{await add(2, 3)} {await jp.server.call('add', 4, 5)}"


@jp.client
async def ask_in_vain(self, event):
    try:
        await refuse()
    except Exception as error:
        self.text = f"caught: {error}"


@jp.client
def stumble(self, event):
    return [1, 2][self.value_that_is_not_there]


@jp.both
def increase(self, event):
    self.data_count = int(self.data_count) + 1
    self.text = f"clicked {self.data_count}"


@jp.both
def optimist(self, event):
    # Both sides see something else here.
    self.text = "sold out" if hasattr(self, "stock") and not self.stock else "bought"


@jp.client
def answer(question: str, *, sign: str = "?") -> dict[str, object]:
    return {"question": question + sign, "length": len(question)}


@jp.client
async def answer_later(text: str) -> str:
    return f"{text} {await add(1, 1)}"


@jp.client
def fail(text: str) -> None:
    raise KeyError(text)


class Card(jp.Div):
    """A component with methods on both sides."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.face = jp.Span(text="front", a=self, name="face")
        jp.Button(text="Flip", a=self, click=self.flip)

    @jp.client
    def flip(self, event):
        self.components[0].text = self.other_side(self.components[0].text)

    @jp.client
    def other_side(self, side):
        return {"front": "back", "back": "front"}[side]


@pytest.fixture
def tab(tornjust_app: App) -> Page:
    def page() -> jp.WebPage:
        wp = jp.WebPage()
        jp.Button(text="off", name="toggle", classes="p-2 bg-red-500", a=wp, click=toggle)
        jp.Input(name="who", a=wp, value="you")
        jp.Button(name="greet", a=wp, click=greet)
        jp.P(name="greeting", a=wp)
        jp.Ul(name="list", a=wp)
        jp.Button(name="grow", a=wp, click=grow)
        jp.Button(name="local", a=wp, click=count_here)
        jp.Button(name="ask", a=wp, click=ask)
        jp.Button(name="vain", a=wp, click=ask_in_vain)
        jp.Button(name="stumble", a=wp, click=stumble)
        jp.Button(name="both", data_count=0, a=wp, click=increase)
        jp.Button(name="optimist", a=wp, click=optimist, stock=0)
        Card(name="card", a=wp)
        jp.Button(name="server", a=wp, click=look)
        return wp

    async def look(self: jp.Button, msg: jp.Dict) -> None:
        named = msg.page.named
        self.text = f"{named['toggle'].text}, {named['toggle'].classes}, {named['greeting'].text}"

    return tornjust_app.open(page)


def requests(tab: Page) -> int:
    return tab.transport.outbox.seq


def test_a_client_function_runs_in_the_tab_without_a_message(tab: Page) -> None:
    before = requests(tab)
    tab.click(name="toggle")
    assert tab.text_of(name="toggle") == "on"
    assert tab.find(name="toggle").get("class") == "p-2 bg-green-500"
    assert requests(tab) == before


def test_a_class_is_set_for_its_modifier(tornjust_app: App) -> None:
    wp = jp.WebPage(components=[jp.Button(name="dress", click=dress, classes="p-2 data-[a=b]:m-4")])
    tab = tornjust_app.open(lambda: wp)
    tab.click(name="dress")
    assert tab.find(name="dress").get("class") == (
        "data-[a=b]:m-4 p-1 md:hover:p-1 data-[a=b]:p-1 md:[&>p]:hover:p-1 data-[c]:w-[color:red]"
    )


def test_several_classes_are_removed_at_once(tornjust_app: App) -> None:
    wp = jp.WebPage(components=[jp.Button(name="undress", click=undress, classes="p-4 border shadow")])
    tab = tornjust_app.open(lambda: wp)
    tab.click(name="undress")
    assert tab.find(name="undress").get("class") == "border"


def test_what_it_changed_reaches_the_server_with_the_next_event(tab: Page) -> None:
    tab.click(name="toggle")
    tab.click(name="greet")
    tab.click(name="server")
    assert tab.text_of(name="server") == "on, p-2 bg-green-500, YOU!!!"


def test_it_reads_fields_and_calls_other_client_functions(tab: Page) -> None:
    tab.type("me", name="who")
    tab.click(name="greet")
    assert tab.text_of(name="greeting") == "ME!!!"


def test_it_makes_and_removes_elements_of_its_own(tab: Page) -> None:
    for _ in range(3):
        tab.click(name="grow")
    assert tab.text_of(name="list") == "item 0 item 1 item 2"
    tab.click("item 1")
    assert tab.text_of(name="list") == "item 0 item 2"


def test_local_values_stay_in_the_tab(tab: Page) -> None:
    tab.click(name="local")
    tab.click(name="local")
    assert tab.find(name="local").get("title") == "2 clicks"


def test_a_handler_with_a_yield_is_named_as_nothing_of_it_would_run(
    tornjust_app: App, caplog: pytest.LogCaptureFixture
) -> None:
    tab = tornjust_app.open(lambda: jp.WebPage(components=[jp.Button(name="bits", click=bit_by_bit)]))
    tab.click(name="bits")
    assert "bit_by_bit() has a `yield`, so nothing of it ran" in caplog.text


def test_a_class_asks_the_one_that_it_extends(tornjust_app: App) -> None:
    tab = tornjust_app.open(lambda: jp.WebPage(components=[jp.Button(name="tell", click=tell)]))
    tab.click(name="tell")
    assert tab.text_of(name="tell") == "a square of 3"


def test_what_is_not_in_local_yet_is_named_with_the_fix(
    tornjust_app: App, caplog: pytest.LogCaptureFixture
) -> None:
    tab = tornjust_app.open(lambda: jp.WebPage(components=[jp.Button(name="early", click=use_too_early)]))
    tab.click(name="early")
    assert tab.text_of(name="early") == "nothing"
    assert (
        "self.local has no 'clicks' yet: assign it first, or ask with getattr(self.local, 'clicks', None)"
        in caplog.text
    )


def test_the_storage_is_a_dictionary_of_copies(tornjust_app: App) -> None:
    tab = tornjust_app.open(lambda: jp.WebPage(components=[jp.Button(name="keep", click=keep)]))
    tab.click(name="keep")
    assert tab.text_of(name="keep") == "[('level', 2), ('points', [1])] ['level'] 0"


def test_methods_belong_to_the_component_of_their_class(tab: Page) -> None:
    tab.click("Flip")
    assert tab.text_of(name="face") == "back"
    tab.click("Flip")
    assert tab.text_of(name="face") == "front"


def test_a_handler_replaces_another_on_either_side(tornjust_app: App) -> None:
    wp = jp.WebPage(delete_flag=False)
    button = jp.Button(a=wp, name="x", text="off", click=toggle)
    tab = tornjust_app.open(lambda: wp)
    tab.click(name="x")
    assert tab.text_of(name="x") == "on"
    button.on("click", lambda self, msg: setattr(self, "text", "server"))
    tab.app.run(wp.update())
    tab.wait_for(lambda: tab.find(name="x").get("data-tj-run") is None)
    tab.click(name="x")
    assert tab.text_of(name="x") == "server"
    button.on("click", toggle)
    tab.app.run(wp.update())
    tab.wait_for(lambda: tab.find(name="x").get("data-tj-run") is not None)
    tab.click(name="x")
    assert tab.text_of(name="x") == "on"
    button.remove_event("click")
    tab.app.run(wp.update())
    tab.wait_for(lambda: tab.find(name="x").get("data-tj-run") is None)
    tab.click(name="x")
    assert tab.text_of(name="x") == "on"


def test_texts_of_functions_are_no_misspelt_classes(tab: Page, caplog: pytest.LogCaptureFixture) -> None:
    styles = page_of(tab)._styles
    assert "bg-green-500" in styles  # named in a constant that a function uses
    assert "caught:" not in styles
    assert "has no rules" not in caplog.text


# Calls


def test_it_calls_functions_of_the_server(tab: Page) -> None:
    tab.click(name="ask")
    assert tab.text_of(name="ask") == "5 9"


def test_errors_of_the_server_are_exceptions_with_their_traceback(
    tab: Page, caplog: pytest.LogCaptureFixture
) -> None:
    tab.click(name="vain")
    text = tab.text_of(name="vain")
    assert text.startswith("caught: ValueError: not today")
    assert "test_both_sides.py" in text
    assert "refuse, called from a browser, failed" in caplog.text


def test_only_functions_that_the_page_mentions_can_be_called(tornjust_app: App) -> None:
    def page() -> jp.WebPage:
        return jp.WebPage(components=[jp.Button(text="x", click=lambda self, msg: None)])

    tab = tornjust_app.open(page)
    status, text = tab.message(["event", 1, 0, 0, "tj:call", {"name": "add", "args": [1, 2]}])
    assert status == 403
    assert "no function of this page calls 'add'" in text


def page_of(tab: Page) -> jp.WebPage:
    assert tab.app.application is not None
    (session,) = tab.app.application.settings["tornjust_tabs"]
    return session.page  # type: ignore[no-any-return]


def test_the_server_calls_functions_of_a_tab(tab: Page) -> None:
    client = page_of(tab).client
    assert tab.app.run(client.call(answer, "why")) == {"question": "why?", "length": 3}
    assert tab.app.run(client.call("answer", "how")) == {"question": "how?", "length": 3}
    assert tab.app.run(client.call(answer_later, "two is")) == "two is 2"


def test_what_fails_in_the_tab_is_an_exception_here(tab: Page) -> None:
    with pytest.raises(jp.ClientError, match="missing") as caught:
        tab.app.run(page_of(tab).client.call(fail, "missing"))
    assert "test_both_sides.py" in str(caught.value)
    assert "in fail" in caught.value.trace
    with pytest.raises(jp.ClientError, match="no client function named 'nothing'"):
        tab.app.run(page_of(tab).client.call("nothing"))
    with pytest.raises(jp.ClientError, match="plain data"):
        tab.app.run(page_of(tab).client.call(answer, object()))


def test_every_tab_of_a_page_answers_for_itself(tornjust_app: App) -> None:
    wp = jp.WebPage(delete_flag=False, components=[jp.Button(name="x", click=toggle)])
    tornjust_app.open(lambda: wp)
    tornjust_app.open()
    answers = tornjust_app.run(wp.client.call_all(answer, "who"))
    assert [answer.value["question"] for answer in answers] == ["who?", "who?"]
    assert {answer.tab for answer in answers} == set(wp.tabs)
    for tab in wp.tabs:
        assert tornjust_app.run(wp.client.call(answer, "you", tab=tab)) == {"question": "you?", "length": 3}


def test_a_page_whose_polls_are_cached_can_be_called(tornjust_app: App) -> None:
    wp = jp.WebPage(delete_flag=False, reload_interval=0.02, cache_polls=1)
    jp.Button(name="x", click=toggle, a=wp)
    tornjust_app.open(lambda: wp, websockets=False)
    tornjust_app.open()
    answers = tornjust_app.run(wp.client.call_all(answer, "who"))
    assert [answer.value["question"] for answer in answers] == ["who?", "who?"]
    assert not wp._called


def test_a_tab_that_does_not_answer_in_time(tornjust_app: App) -> None:
    wp = jp.WebPage(components=[jp.Button(name="x", click=toggle)])
    tornjust_app.open(lambda: wp, websockets=False)
    with pytest.raises(jp.ClientError, match=r"within 0.05 s"):
        tornjust_app.run(wp.client.call(answer, "hm", timeout=0.05))


def test_a_page_that_no_tab_shows_cannot_be_called(tornjust_app: App) -> None:
    with pytest.raises(jp.ClientError, match="in no tab"):
        tornjust_app.run(jp.WebPage().client.call(answer, "hm"))


# Errors


def test_an_error_names_the_programs_line_in_the_tab_and_in_the_servers_log(
    tab: Page, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "tornjust"):
        tab.click(name="stumble")
    (text,) = tab.errors
    assert "in stumble" in text
    assert "has no 'value_that_is_not_there' in the browser; it has what its element has (text, " in text
    assert "a function failed in a browser" in caplog.text
    assert "in stumble" in caplog.text


# Both sides


def test_both_runs_at_once_and_then_on_the_server(tab: Page, caplog: pytest.LogCaptureFixture) -> None:
    node = tab.find(name="both")
    for expected in ("clicked 1", "clicked 2", "clicked 3"):
        tab.click(name="both", settle=False)
        assert tab.dom.text_of(node) == expected
    tab.settle()
    assert page_of(tab).named["both"].text == "clicked 3"
    assert tab.text_of(name="both") == "clicked 3"
    assert "on the server it is" not in caplog.text


def test_where_both_sides_differ_the_server_rules_and_the_log_says_so(
    tab: Page, caplog: pytest.LogCaptureFixture
) -> None:
    node = tab.find(name="optimist")
    tab.click(name="optimist", settle=False)
    assert tab.dom.text_of(node) == "bought"
    tab.settle()
    assert tab.text_of(name="optimist") == "sold out"
    assert "text of Button" in caplog.text
    assert "became 'bought', on the server it is 'sold out'" in caplog.text
