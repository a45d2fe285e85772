"""What a browser may say about a page's state: only what a function of the page can have changed there."""

from __future__ import annotations

from typing import Any

import pytest

import tornjust as jp
from tornjust.client_py.twin.attributes import BOOLEAN, DASHED, PLAIN, dom_name, shown
from tornjust.html_text import attribute_text
from tornjust.testing import App, Page


@jp.client
def mark(self, event):
    self.text = "marked"
    self.style = "color: red"
    self.data_mark = 1
    event.page.named["total"].text = "0"


@jp.client
def check(self, event):
    field = event.page.named["field"]
    field.value = "filled"
    field.checked = True
    field.disabled = True
    field.show = True


Shown = tuple[Page, jp.WebPage]


@pytest.fixture
def shown_page(tornjust_app: App) -> Shown:
    wp = jp.WebPage(delete_flag=False)
    jp.Button(a=wp, name="mark", text="new", click=mark)
    jp.Button(a=wp, name="check", click=check)
    box = jp.Div(a=wp, name="box", click=mark)
    box.inside = jp.P(a=box, text="inside")
    jp.P(a=wp, name="total", text="7")
    jp.P(a=wp, name="other", text="mine")
    jp.A(a=wp, name="link", href="/safe", text="link", click=mark)
    jp.Div(a=wp, name="html", inner_html="<b>x</b>", click=mark)
    jp.Input(a=wp, name="field")
    return tornjust_app.open(lambda: wp), wp


def say(
    tab: Page, kind: str, *changes: list[Any], since: int | None = None, event: str = "tj:failed"
) -> tuple[int, str]:
    """Send changes with an event of ours."""
    tab.transport.outbox.seq += 1
    more: dict[str, Any] = {kind: list(changes)}
    if since is not None:
        more["since"] = since
    message = ["event", tab.transport.outbox.seq, tab.replica.revision, 0, event, {"trace": ""}, more]
    return tab.message(message)


def test_what_a_function_can_change_is_taken_over(shown_page: Shown) -> None:
    tab, wp = shown_page
    key = wp.named["mark"]._key
    assert (
        say(tab, "state", [key, "text", "hi"], [key, "data_mark", 1], [key, "style", "color: red"])[0] == 200
    )
    assert (wp.named["mark"].text, wp.named["mark"].data_mark, wp.named["mark"].style) == (
        "hi",
        1,
        "color: red",
    )
    inside = wp.named["box"].inside
    say(tab, "state", [inside._key, "text", "below"], [wp.named["total"]._key, "text", "8"])
    assert (inside.text, wp.named["total"].text) == ("below", "8")
    field = wp.named["field"]
    say(tab, "state", [field._key, "value", "typed"], [field._key, "disabled", True])
    assert (field.value, field.disabled) == ("typed", True)


@pytest.mark.parametrize(
    ("name", "attribute", "value"),
    [
        ("other", "text", "defaced"),  # no function reaches it
        ("link", "href", "javascript:alert(1)"),
        ("link", "on_click", "x"),
        ("mark", "title", "x"),  # no function assigns it
        ("mark", "inner_html", "<script>"),
        ("mark", "html_tag", "script"),
        ("mark", "events", "x"),
        ("mark", "_key", "1"),
        ("mark", "id", "x"),
        ("mark", "data-tj-run", "click:c:x:"),
        ("mark", "style", "background: url(https://example.org/x)"),
        ("mark", "style", "background: u\\72l(x)"),
        ("html", "text", "<b>y</b>"),
    ],
)
def test_everything_else_is_refused(
    shown_page: Shown, caplog: pytest.LogCaptureFixture, name: str, attribute: str, value: str
) -> None:
    tab, wp = shown_page
    node = wp.named[name]
    known = str(getattr(node, attribute, None))  # reading an id keeps it
    before = dict(node.__dict__), known
    assert say(tab, "state", [node._key, attribute, value])[0] == 200
    assert "was refused" in caplog.text
    after = {part: kept for part, kept in node.__dict__.items() if part not in ("_marks", "_stamp")}
    assert after == {part: kept for part, kept in before[0].items() if part not in ("_marks", "_stamp")}
    assert str(getattr(node, attribute, None)) == before[1]
    if attribute == "text" and name == "other":
        tab.poll()
        assert tab.text_of(name="other") == "mine"


def test_a_component_of_another_page_is_not_found(shown_page: Shown) -> None:
    tab, _ = shown_page
    other = jp.WebPage()
    stranger = jp.Button(a=other, text="theirs", click=mark)
    tab.app.open(lambda: other, path="/other")
    say(tab, "state", [stranger._key or 9999, "text", "x"])
    assert stranger.text == "theirs"


def test_a_page_without_functions_takes_nothing(tornjust_app: App) -> None:
    wp = jp.WebPage(components=[jp.P(name="p", text="as it was")])
    tab = tornjust_app.open(lambda: wp)
    say(tab, "state", [wp.named["p"]._key, "text", "x"])
    assert wp.named["p"].text == "as it was"


@pytest.mark.parametrize(
    "changes",
    [7, ["x"], [[1, 2]], [["1", "text", "x"]], [[1, 2, "x"]], [[1, "text", {}]], [[1, "text", "x"]] * 1001],
    ids=lambda value: str(value)[:20],
)
@pytest.mark.parametrize("kind", ["state", "guess"])
def test_what_is_no_list_of_changes_is_refused(shown_page: Shown, changes: Any, kind: str) -> None:
    tab, _ = shown_page
    tab.transport.outbox.seq += 1
    message = ["event", tab.transport.outbox.seq, 0, 0, "tj:failed", {}, {kind: changes}]
    assert tab.message(message)[0] == 400


def test_the_servers_newer_change_stays(shown_page: Shown) -> None:
    tab, wp = shown_page
    button = wp.named["mark"]
    seen = tab.replica.revision
    button.text = "the server's"
    say(tab, "state", [button._key, "text", "the browser's"], since=seen)
    assert button.text == "the server's"
    tab.poll()
    assert tab.text_of(name="mark") == "the server's"
    # Now the tab knows it, so what it changes is newer.
    say(tab, "state", [button._key, "text", "the browser's"])
    assert button.text == "the browser's"


def test_a_tabs_own_earlier_change_is_no_conflict(shown_page: Shown) -> None:
    tab, wp = shown_page
    button = wp.named["mark"]
    seen = tab.replica.revision
    say(tab, "state", [button._key, "text", "one"], since=seen)
    say(tab, "state", [button._key, "text", "two"], since=seen)
    assert button.text == "two"


def test_errors_from_a_browser_are_cleaned_and_limited(
    shown_page: Shown, caplog: pytest.LogCaptureFixture
) -> None:
    tab, _ = shown_page
    for n in range(30):
        tab.transport.outbox.seq += 1
        fields = {"trace": "x" * 20_000 + f"\x1b[31m end {n}"}
        tab.message(["event", tab.transport.outbox.seq, 0, 0, "tj:failed", fields])
    reports = [
        record.getMessage() for record in caplog.records if "failed in a browser" in record.getMessage()
    ]
    assert len(reports) == 10
    assert all(len(text) < 9_000 and "\x1b" not in text for text in reports)


def test_both_sides_write_values_in_the_same_way() -> None:
    for name in ("title", "data_x", "aria_label", "draggable", "class_x", *BOOLEAN, *PLAIN, *DASHED):
        attribute = dom_name(name)
        if attribute is None:
            continue
        for value in ("x", "", 0, 1, 2.5, True, False, None):
            if attribute in BOOLEAN and value in ("x", "", 0, 1, 2.5):
                continue  # such values say nothing there
            assert shown(attribute, value) == attribute_text(attribute, value), (attribute, value)


# -- validate=


def is_short(value: str) -> bool | str:
    return len(value) < 5 or "too long"


def form_page() -> jp.WebPage:
    wp = jp.WebPage(delete_flag=False, seen=[])
    form = jp.Form(a=wp, submit=lambda self, msg: wp.seen.append(("submit", msg.valid, msg.errors)))
    note = jp.P(a=form, name="note")
    jp.Input(
        a=form,
        name="word",
        validate=is_short,
        message=note,
        input=lambda self, msg: wp.seen.append((msg.value, msg.valid, msg.error)),
    )
    jp.Button(a=form, type="submit", name="send")
    return wp


def test_a_field_is_checked_in_the_browser_and_again_before_the_handler(tornjust_app: App) -> None:
    wp = form_page()
    tab = tornjust_app.open(lambda: wp)
    tab.type("abcdef", name="word", settle=False)
    assert tab.text_of(name="note") == "too long"
    assert tab.find(name="word").get("aria-invalid") == "true"
    tab.settle()
    tab.click(name="send")
    tab.type("abc", name="word")
    tab.click(name="send")
    assert tab.text_of(name="note") == ""
    assert tab.find(name="word").get("aria-invalid") is None
    assert wp.seen == [
        ("abcdef", False, "too long"),
        ("submit", False, {"word": "too long"}),
        ("abc", True, ""),
        ("submit", True, {}),
    ]


def test_what_a_browser_does_not_check_the_server_does(tornjust_app: App) -> None:
    wp = form_page()
    tab = tornjust_app.open(lambda: wp)
    tab.transport.outbox.seq += 1
    key = wp.named["word"]._key
    tab.message(["event", tab.transport.outbox.seq, 0, key, "input", {"value": "far too long"}])
    assert wp.seen == [("far too long", False, "too long")]
    assert wp.named["word"].valid is False
