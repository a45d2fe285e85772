"""Random histories of a page, and browsers that lose, double and reorder what they are told. For test_convergence."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from clock import Clock
from lxml import etree

import tornjust as jp
from tornjust import changes, wire
from tornjust.client_py.fields import Fields
from tornjust.client_py.motion.motion import Motion
from tornjust.client_py.replica import Replica
from tornjust.testing.document import Document
from tornjust.testing.stage import Stage

CLASSES = ["p-4", "m-2 text-white", "bg-blue-500 hover:bg-blue-700", "", "flex md:w-1/2", "unknown"]
# Text, and raw HTML where `html_entity` is set; well-formed, because lxml would repair it in its own way.
# What moves, and is over at once on this stage. Some load classes look as if they were the element's own.
TRANSITIONS = [
    {"enter": "e", "leave": "l", "leave_start": "ls"},
    {"load": "lo", "load_start": "p-4", "enter": "e", "enter_start": "es"},
    {"load": "lo", "load_start": ""},
    None,
]
TEXTS = ["", "a", "<b>&amp;\"'</b>", "ä\u2028\n x", "12"]


class Tab:
    """A replica on a document of its own, with a network that misbehaves."""

    def __init__(self, page: jp.WebPage, dice: random.Random, kind: type[Document] = Document) -> None:
        self.page = page
        self.dice = dice
        self.dom: Any = load(page, kind)
        fields = Fields(self.dom, Clock())
        # The revision that the tab was loaded with; it never stood before that one.
        self.loaded = self.pushed = page._seen
        self.replica = Replica(self.dom, fields, page._seen, page._last_effect)
        self.effects: list[Any] = []
        self.replica.on_page = lambda name, value: None
        self.replica.on_listen = lambda types: None
        self.replica.on_effect = lambda name, value: self.effects.append(value)
        self.replica.motion = Motion(self.dom, Stage())
        self.replica.motion.start([])
        self.air: list[Any] = []  # messages on their way
        self.fetch = lambda since: changes.patch(page, since)

    def ask(self) -> None:
        """Have the server answer from where the tab stands, or stood some time ago."""
        since = self.replica.revision
        if self.dice.random() < 0.3:
            since = self.dice.randint(self.loaded, since)
        text = self.fetch(since)
        if text is not None:
            self.air.append(json.loads(text + "]"))

    def push(self) -> None:
        """Have the server send what came since the last push, as down a socket. A lost one leaves a gap."""
        text = self.fetch(self.pushed)
        if text is not None:
            self.pushed = self.page._seen
            self.air.append(json.loads(text + "]"))

    def deliver(self) -> None:
        """Take one message out of the air: any of them, perhaps leaving a copy, perhaps losing it."""
        if not self.air:
            return
        at = self.dice.randrange(len(self.air))
        fate = self.dice.random()
        message = self.air[at] if fate < 0.2 else self.air.pop(at)
        if fate > 0.85:
            return
        if self.replica.receive(message) is not None:
            self.ask()

    def catch_up(self) -> None:
        """At the end: one poll that arrives."""
        self.receive(self.fetch(self.replica.revision))

    def receive(self, text: str | None) -> None:
        """Get a patch, if there is one."""
        if text is not None:
            self.replica.receive(json.loads(text + "]"))

    def shows(self) -> str:
        """The page as this tab shows it."""
        return canonical(self.dom)


def canonical(dom: Document) -> str:
    """The document as text in which the order of attributes, which means nothing, is fixed."""
    return etree.tostring(dom.root, method="c14n").decode()


def load(page: jp.WebPage, kind: type[Document] = Document) -> Document:
    """The document that a new visitor gets."""
    tree = changes.whole(page)
    return kind(f'<div {wire.KEY}="{page._key}" {wire.ROOT}="null">{tree}</div>')


def fresh(page: jp.WebPage) -> str:
    """The page as a new visitor sees it, rendered anew."""
    page.__dict__["_whole"] = None
    dom = load(page)
    settle(dom)
    return canonical(dom)


def settle(dom: Document) -> None:
    """What moves at first comes to its end."""
    Motion(dom, Stage()).start([])


def made_anew(
    node: Any,
    dice: random.Random,
    again: Callable[[Any, random.Random], Any],
    another: Callable[[random.Random, int], Any],
) -> list[Any]:
    """Children such as those of `node`, most of them as they were: `again` makes these, `another` a new one."""
    made = [again(child, dice) for child in node.components if dice.random() < 0.9]
    if dice.random() < 0.3:
        made.insert(dice.randint(0, len(made)), another(dice, 2))
    if dice.random() < 0.2:
        dice.shuffle(made)
    return made


def random_component(dice: random.Random, depth: int = 0) -> Any:
    kind = dice.choice([jp.Div, jp.P, jp.Span, jp.Ul, jp.Button, jp.Svg])
    component = kind(text=dice.choice(TEXTS), classes=dice.choice(CLASSES))
    if dice.random() < 0.2:
        component.on("click", lambda self, msg: None)
    if dice.random() < 0.1:
        component.show = False
    if dice.random() < 0.2:
        component.text_after = dice.choice(["after", " ", "<b>"])
    for _ in range(dice.randint(0, 3) if depth < 3 else 0):
        component.add(random_component(dice, depth + 1))
    return component


def every(node: Any) -> list[Any]:
    """The node and all below it."""
    return [node, *(below for child in node.components for below in every(child))]


def move(node: Any, dice: random.Random) -> None:
    """A change of how the element moves. Nothing goes out: what has gone is done again for a new visitor."""
    if dice.random() < 0.5:
        node.transition = dice.choice(TRANSITIONS)
    elif dice.random() < 0.5:
        node.animation = dice.choice(["fadeIn", "tada slow", "", False])
    else:
        node.classes = dice.choice(["hidden", "p-4 hidden", "p-4", ""])


def mutate(page: jp.WebPage, dice: random.Random, attic: list[Any]) -> None:
    """One random change such as programs make. `attic` holds components that were taken out and may come back."""
    nodes = every(page)
    node = dice.choice(nodes)
    children = node.components
    changes_of_list: list[Callable[[], Any]] = [
        lambda: children.append(random_component(dice, 2)),
        lambda: children.insert(dice.randint(0, len(children)), random_component(dice, 2)),
        lambda: attic.append(children.pop(dice.randrange(len(children)))) if children else None,
        lambda: children.reverse(),
        lambda: dice.shuffle(children),
        lambda: children.append(children.pop(0)) if children else None,
        lambda: children.sort(key=lambda child: child._key),
        lambda: children.__delitem__(slice(0, 2)),
        lambda: children.__setitem__(slice(1, 2), [random_component(dice, 3), random_component(dice, 3)]),
        lambda: children.insert(dice.randint(0, len(children)), attic.pop()) if attic else None,
        lambda: setattr(node, "components", list(reversed(children))[:3]),
    ]
    if dice.random() < 0.5 or node is page:
        dice.choice(changes_of_list)()
        return
    dice.choice(
        [
            lambda: setattr(node, "text", dice.choice(TEXTS)),
            lambda: setattr(node, "classes", dice.choice(CLASSES)),
            lambda: setattr(node, "style", dice.choice(["", "color: red", 'content: "x"'])),
            lambda: setattr(node, "show", not node.show),
            lambda: setattr(node, "text_after", dice.choice(["", " and ", "!"])),
            lambda: setattr(node, "title", dice.choice(["", None, 'say "hi" & <go>', 0])),
            lambda: setattr(node, "data_row", dice.choice(["1", None, 2])),
            lambda: setattr(node, "inner_html", dice.choice(["", "<b>raw</b> text", ""])),
            lambda: setattr(node, "html_entity", dice.random() < 0.2),
            lambda: node.delete_components(),
            lambda: move(node, dice),
            lambda: move(node, dice),
            lambda: node.on("click", lambda self, msg: None),
            lambda: node.id,  # known from then on
            lambda: setattr(node, "id", None) if isinstance(node.id, int) else None,
            lambda: page._effect(wire.OPEN, len(page._effects) + 1),
        ]
    )()


def turn(page: jp.WebPage, tabs: list[Tab], dice: random.Random, step: int) -> None:
    """One of the tabs does something; at some steps another one comes."""
    tab = dice.choice(tabs)
    dice.choice([tab.ask, tab.push, tab.push, tab.deliver, tab.deliver])()
    if step in (10, 20):
        tabs.append(Tab(page, dice))


def wrong(page: jp.WebPage, tabs: list[Tab], dice: random.Random) -> list[str]:
    """What those tabs show that do not show the page, when all has come to them or is lost."""
    for tab in tabs:
        while tab.air and dice.random() < 0.9:
            tab.deliver()
        tab.catch_up()
    expected = fresh(page)
    return [tab.shows() for tab in tabs if tab.shows() != expected]
