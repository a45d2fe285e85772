"""As test_convergence, with more of what programs do: fields, hooks that nest, lists made anew, two pages, two places.

What is remembered has tiny limits in some histories, so that what happens beyond them is seen, too.
TORNJUST_HISTORIES=1000-3000 plays those seeds instead of the few that every run has.
"""

from __future__ import annotations

import os
import random
from typing import Any

import histories
import pytest
from lxml import etree

import tornjust as jp
from tornjust import changes, children, former
from tornjust.children import Notes
from tornjust.client_py import replica
from tornjust.testing.document import Document

SEEDS = range(80)
if "TORNJUST_HISTORIES" in os.environ:
    first, last = map(int, os.environ["TORNJUST_HISTORIES"].split("-"))
    SEEDS = range(first, last)
KINDS = [jp.Div, jp.P, jp.Span, jp.Ul, jp.Button, jp.Svg, jp.G, jp.Li, jp.Form, jp.Details]
LETTERS = "abc"
# What a component that is made anew is made with.
GIVEN = (
    "text classes style show text_after title data_row inner_html html_entity value type name checked".split()
)
FIELDS = (jp.Input, jp.Textarea, jp.Select)
# What only stands where it was made, or is made by a hook.
PARTS = (jp.Option, jp.Tr, jp.Td)


class Screen(Document):
    """A document whose fields are as those of browsers: a new one begins anew, a select has a chosen option."""

    def __init__(self, html: str) -> None:
        self.chosen: dict[Any, Any] = {}
        super().__init__(html)
        self.begin(self.root)

    def begin(self, top: Any) -> None:
        """`top` and what is in it are new."""
        for node in top.iter():
            for name in ("value", "checked"):
                self.properties.pop((self.key(node), name), None)
        around = next(top.iterancestors("select"), None)
        for select in [*top.iter("select"), *([] if around is None else [around])]:
            for option in select.iter("option"):
                if option.get("selected") is not None and (option is top or top in option.iterancestors()):
                    self.chosen[select] = option
            self.reset(select)

    def reset(self, select: Any) -> None:
        """The first option is chosen if none is (HTML Standard, 4.10.7)."""
        options = list(select.iter("option"))
        if self.chosen.get(select) not in options:
            self.chosen[select] = options[0] if options else None

    def get_property(self, node: Any, name: str) -> Any:
        if node.tag != "select" or name != "value":
            return super().get_property(node, name)
        option = self.chosen.get(node)
        return "" if option is None else option.get("value")

    def set_property(self, node: Any, name: str, value: Any) -> None:
        if node.tag != "select" or name != "value":
            super().set_property(node, name, value)
        else:
            self.chosen[node] = next((o for o in node.iter("option") if o.get("value") == value), None)

    def create(self, owner: Any, after: Any, html: str) -> list[Any]:
        nodes = super().create(owner, after, html)
        for node in nodes:
            self.begin(node)
        return nodes

    def remove(self, node: Any) -> None:
        select = next(node.iterancestors("select"), None)
        super().remove(node)
        if select is not None:
            self.reset(select)

    def set_html(self, node: Any, html: str) -> None:
        super().set_html(node, html)
        for child in node:
            self.begin(child)

    def fields(self) -> dict[int, tuple[Any, Any]]:
        """What the fields hold, by their keys."""
        return {
            self.key(node): (str(self.get_property(node, "value")), bool(self.get_property(node, "checked")))
            for node in self.root.iter("input", "textarea", "select")
        }

    def shows(self) -> str:
        """The document without what fields began with."""
        root = etree.fromstring(etree.tostring(self.root))
        for node in root.iter("input", "textarea", "option"):
            for name in ("checked", "selected") if node.tag == "option" else ("value", "checked"):
                node.attrib.pop(name, None)
            if node.tag == "textarea":
                node.text = ""
        etree.cleanup_namespaces(root)
        text: str = etree.tostring(root, method="c14n").decode()
        return text


class Rows(jp.Div):
    """Makes its rows anew at each look; some hold a list that does so, too."""

    rows: list[tuple[str, str, int]] = []  # noqa: RUF012

    def react(self, data: Any) -> None:
        self.delete_components()
        for name, text, kind in self.rows:
            row = jp.Li(a=self, classes="p-1")
            if kind == 0:
                jp.Span(a=row, text=text)
            elif kind == 1:
                jp.Input(a=row, value=text)
            elif kind == 2:
                jp.Button(a=row, text=text, click=lambda self, msg: None)
            elif kind == 3:
                jp.P(a=jp.Div(a=row), text=name, show=text != "a")
            elif kind == 4:
                fill(jp.Select(a=row, value=text), LETTERS)
            else:
                Rows(a=row).rows = [(name, text, 0), (name + "x", text, 0)]


def random_rows(dice: random.Random) -> list[tuple[str, str, int]]:
    return [(dice.choice("klm"), dice.choice(LETTERS), dice.randrange(6)) for _ in range(dice.randint(0, 5))]


def fill(select: Any, values: Any) -> None:
    select.delete_components()
    for value in values:
        jp.Option(a=select, value=value, text=value.upper())


def random_component(dice: random.Random, depth: int = 0) -> Any:
    kind = dice.random()
    if kind < 0.15:
        type = dice.choice(["text", "text", "number", "checkbox", "radio"])
        return jp.Input(
            type=type, name=dice.choice("nm"), value=dice.choice(["", "1"]), checked=dice.random() < 0.3
        )
    if kind < 0.25:
        return jp.Textarea(value=dice.choice(["", "a", "x\ny"]))
    if kind < 0.4:
        select = jp.Select(value=dice.choice(LETTERS))
        fill(select, dice.sample("abcd", dice.randint(1, 4)))
        return select
    if kind < 0.5:
        table = jp.Table()
        for _ in range(dice.randint(1, 3)):
            row = jp.Tr(a=table)
            jp.Td(a=row, text=dice.choice(LETTERS))
            jp.Td(a=row, text=dice.choice(LETTERS))
        return table
    node = dice.choice(KINDS)(text=dice.choice(histories.TEXTS), classes=dice.choice(histories.CLASSES))
    if dice.random() < 0.2:
        node.on("click", lambda self, msg: None)
    node.show = dice.random() > 0.1
    node.text_after = dice.choice(["", "", "", "after", "<b>"])
    for _ in range(dice.randint(0, 3) if depth < 3 else 0):
        node.add(random_component(dice, depth + 1))
    return node


def again(node: Any, dice: random.Random) -> Any:
    """A component that looks as `node` does, mostly."""
    new = type(node)(**{name: node.__dict__[name] for name in GIVEN if name in node.__dict__})
    if isinstance(node, Rows):
        new.rows = list(node.rows)
        return new
    if "click" in node.events:
        new.on("click", lambda self, msg: None)
    if dice.random() < 0.1:
        setattr(new, "value" if isinstance(node, FIELDS) else "text", dice.choice(LETTERS))
    for child in node.components:
        if dice.random() < 0.95:
            new.add(again(child, dice))
    return new


class History:
    """Some pages, what happens to them, and the tabs that show them."""

    def __init__(self, seed: int) -> None:
        self.dice = dice = random.Random(seed)
        self.doubles = dice.random() < 0.3
        self.pages = [jp.WebPage(delete_flag=False) for _ in range(dice.choice([1, 1, 2]))]
        for page in self.pages:
            page.add(*(random_component(dice) for _ in range(4)))
            Rows(a=page).rows = random_rows(dice)
        if len(self.pages) > 1:
            self.pages[1].add(self.pages[0].components[0])
        self.attic: list[Any] = []
        self.tabs = [histories.Tab(page, dice, Screen) for page in self.pages]

    def play(self) -> None:
        for step in range(self.dice.randint(5, 40)):
            for _ in range(self.dice.randint(1, 3)):
                self.change()
            tab = self.dice.choice(self.tabs)
            self.dice.choice([tab.ask, tab.push, tab.push, tab.deliver, tab.deliver])()
            if step in (10, 20):
                self.tabs.append(histories.Tab(self.dice.choice(self.pages), self.dice, Screen))

    def holder(self) -> Any:
        """Something that takes any children."""
        nodes = histories.every(self.dice.choice(self.pages))
        return self.dice.choice([n for n in nodes if not isinstance(n, (*FIELDS, *PARTS, Rows, jp.Table))])

    def stander(self) -> Any:
        """Something that can stand anywhere, or None."""
        nodes = histories.every(self.dice.choice(self.pages))[1:]
        return self.dice.choice(
            [n for n in nodes if not isinstance(n, PARTS) and not isinstance(n._up[0], Rows)] or [None]
        )

    def put(self, node: Any) -> None:
        holder = self.holder()
        # It may have left one of two pages only.
        twice = any(node._stands_on(page) for page in holder._roots())
        if holder is not node and not holder._stands_on(node) and (self.doubles or not twice):
            holder.components.insert(self.dice.randint(0, len(holder.components)), node)

    def change(self) -> None:
        """One random change such as programs make."""
        dice = self.dice
        kind = dice.random()
        node = self.stander()
        if kind < 0.25:
            self.rebuild(self.holder())
        elif kind < 0.4 and node is not None:
            node._up[0].components.remove(node)
            self.put(node)
        elif kind < 0.45 and node is not None and self.doubles and len(node._up) < 3:
            self.put(node)
        elif kind < 0.5 and node is not None:
            node._up[0].components.remove(node)
            if dice.random() < 0.5 and not node._up:
                node.delete()
            self.attic.append(node)
        elif kind < 0.55 and self.attic:
            self.put(self.attic.pop(dice.randrange(len(self.attic))))
        elif kind < 0.75:
            nodes = histories.every(dice.choice(self.pages))
            node = dice.choice([n for n in nodes if isinstance(n, (*FIELDS, Rows))] or [None])
            if isinstance(node, Rows):
                node.rows = random_rows(dice)
            elif isinstance(node, jp.Select) and dice.random() < 0.6:
                fill(node, dice.sample("abcd", dice.randint(1, 4)))
                node.value = dice.choice(LETTERS)
            elif node is not None and (node.type not in ("checkbox", "radio") or dice.random() < 0.3):
                node.value = dice.choice(["1", 1, "1.0", 2.5] if node.type == "number" else LETTERS)
            elif node is not None:
                node.checked = not node.checked
        else:
            self.alter(self.holder())

    def rebuild(self, node: Any) -> None:
        """Make the children of something anew, most of them as they were."""
        dice = self.dice
        made = histories.made_anew(node, dice, again, random_component)
        how = dice.random()
        if how < 0.4:
            node.delete_components()
            node.add(*made)
        elif how < 0.7:
            node.components = made
        elif how < 0.85:
            node.components = [child for child in node.components if dice.random() < 0.1] + made
        else:
            for child in [child for child in node.components if dice.random() < 0.1]:
                node.components.remove(child)
                self.put(child)
            node.components = made + [child for child in node.components if dice.random() < 0.3]

    def alter(self, node: Any) -> None:
        """A change of one element, or of its list of children."""
        dice = self.dice
        name, values = dice.choice(
            [
                ("text", histories.TEXTS),
                ("classes", histories.CLASSES),
                ("show", [True, False]),
                ("text_after", ["", " and ", "!"]),
                ("title", ["", None, 'say "hi" & <go>']),
                ("inner_html", ["", "<b>raw</b> text", ""]),
                ("html_entity", [True, False, False]),
                ("components", [list(reversed(node.components))[:3]]),
            ]
        )
        if name == "components" or not isinstance(node, jp.WebPage):
            setattr(node, name, dice.choice(values))

    def wrong(self) -> list[Any]:
        """What tabs show that is not so, and what cannot be clicked, when all has come to them or is lost."""
        found: list[Any] = []
        for tab in self.tabs:
            while tab.air and self.dice.random() < 0.9:
                tab.deliver()
            tab.catch_up()
            page = tab.page
            page.__dict__["_whole"] = None
            dom = histories.load(page, Screen)
            # What that look made anew.
            text = changes.patch(page, tab.replica.revision, anew=False)
            tab.receive(text)
            histories.settle(dom)
            found += [pair for pair in [(tab.dom.shows(), dom.shows())] if pair[0] != pair[1]]
            if not self.doubles:  # else keys say not which
                found += [pair for pair in self.fields(page, tab.dom, dom) if pair[1] != pair[2]]
            found += [node for node in histories.every(page) if self.is_deaf(node, page)]
        return found

    def fields(self, page: Any, tab: Any, new: Any) -> list[tuple[int, Any, Any]]:
        """The fields whose value can be had: their keys, and what they hold in both documents."""
        held = tab.fields()
        lost = {
            node._key
            for node in histories.every(page)
            if isinstance(node, jp.Select) and node.value not in [option.value for option in node.components]
        }
        return [(key, held.get(key), now) for key, now in new.fields().items() if key not in lost]

    def is_deaf(self, node: Any, page: Any) -> bool:
        """Whether it is shown and listens, but what is clicked there comes to another component."""
        top = node
        while top is not page:
            if len(top._up) != 1 or not top.show or getattr(top._up[0], "inner_html", ""):
                return False
            top = top._up[0]
        return bool(node is not page and node._listens() and page._listeners.get(node._key) is not node)


def play(seed: int, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    dice = random.Random(-seed)
    monkeypatch.setattr(children, "MAX_GONE", dice.choice([1, 3, 500]))
    monkeypatch.setattr(former, "MAX_NODES", dice.choice([5, 2000]))
    monkeypatch.setattr(changes, "MAX_PATCHES", dice.choice([1, 200]))
    monkeypatch.setattr(replica, "MANY", dice.choice([0, 10]))
    history = History(seed)
    history.play()
    return history.wrong()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_tab_converges(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert play(seed, monkeypatch) == []


@pytest.mark.parametrize("broken", ["departures", "values"])
def test_the_property_notices_a_broken_rule(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if broken == "departures":
        monkeypatch.setattr(Notes, "leave", lambda self, key, revision, born: None)
    else:
        monkeypatch.setattr(jp.Input, "_mark", lambda self, name: None)
    assert any(play(seed, monkeypatch) for seed in range(80))
