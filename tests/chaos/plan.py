"""What happens in one run: what users and the program do, and the weather on the network, from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import NamedTuple

# What may happen to connections. See `proxy.py` for what each of them means.
WEATHERS = ("delay", "cut", "outage", "freeze", "hang", "deaf", "truncate", "buffer", "errors", "lossy")
RARER = ("twice", "crumbs")
# What may happen to attempts to open a socket.
UPGRADES = ("fine", "fine", "refused", "hanging", "swallowed", "closed")
# How the page reaches its tabs. "shared" polls under a name that all tabs have in common.
TRANSPORTS = ("socket", "socket", "ajax", "push")
POLLS = ("poll", "shared")
# What users do beside clicking and typing. hide, show: the tab. sleep: the computer, for so many hours. aside: they
# leave the page and come back to the document that the browser has kept. away: they come back to a new one.
TURNS = ("hide", "show", "sleep 1", "sleep 1", "sleep 2", "aside", "away")


class Spell(NamedTuple):
    """Some weather, from and to seconds after the start."""

    begin: float
    end: float
    kind: str


class Action(NamedTuple):
    """What somebody does, seconds after the start: the user of a tab, or the program, which pushes or is restarted."""

    at: float
    kind: str
    text: str
    tab: int = 0


@dataclass
class Plan:
    """One run."""

    seed: int
    transport: str
    upgrades: str
    spells: list[Spell] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    # Whether the browser learns that the network is back, as it does when the whole computer was offline.
    wakes: bool = False
    # How many people have the page open.
    tabs: int = 1
    # Whether fewer requests may wait than there are tabs.
    crowded: bool = False

    @property
    def restarts(self) -> bool:
        """Whether the server is restarted."""
        return any(action.kind in ("restart", "stop") for action in self.actions)

    def __str__(self) -> str:
        weather = ", ".join(f"{spell.kind} {spell.begin:.2f}-{spell.end:.2f}" for spell in self.spells)
        actions = ", ".join(
            f"{action.at:.2f} {action.kind} {action.text}{f' in {action.tab}' if self.tabs > 1 else ''}"
            for action in self.actions
        )
        return (
            f"seed {self.seed}: {self.transport}, upgrades {self.upgrades}{', crowded' if self.crowded else ''}"
            f"{', wakes' if self.wakes else ''}; {weather}; {actions}"
        )


def draw(seed: int) -> Plan:
    """The plan of that seed."""
    dice = random.Random(seed)
    transport = dice.choice(TRANSPORTS)
    plan = Plan(seed, transport, dice.choice(UPGRADES) if transport == "socket" else "fine")
    plan.wakes = dice.random() < 0.5
    now = dice.uniform(0, 0.5)
    for _ in range(dice.randint(1, 4)):
        length = dice.choice([0.05, 0.2, 0.5, 1.0]) * dice.uniform(0.5, 1.5)
        plan.spells.append(Spell(now, now + length, dice.choice(WEATHERS)))
        now += length + dice.uniform(0, 0.5)
    end = max(now, 0.8)
    kinds = ["click", "click", "click", "slow", "type", "type", "burst", "push"]
    for number in range(dice.randint(4, 14)):
        plan.actions.append(Action(dice.uniform(0, end), dice.choice(kinds), f"{number}"))
    if dice.random() < 0.15:
        plan.actions.append(Action(dice.uniform(0.2, end), "restart", ""))
    _complicate(plan, random.Random(f"more of {seed}"), end)
    plan.actions.sort()
    return plan


def _complicate(plan: Plan, dice: random.Random, end: float) -> None:
    """What only some plans have: more tabs, tabs that nobody sees, computers that sleep, rarer weather."""
    if plan.transport == "ajax" and dice.random() < 0.6:
        plan.transport = dice.choice(POLLS)
    plan.spells = [
        spell._replace(kind=dice.choice(RARER)) if dice.random() < 0.12 else spell for spell in plan.spells
    ]
    if dice.random() < 0.35:
        plan.tabs = dice.choice([2, 2, 3])
        plan.actions = [action._replace(tab=dice.randrange(plan.tabs)) for action in plan.actions]
    plan.crowded = plan.tabs > 1 and dice.random() < 0.4
    if dice.random() < 0.5:
        for _ in range(dice.choice([1, 1, 2, 3])):
            kind, _, text = dice.choice(TURNS).partition(" ")
            plan.actions.append(Action(dice.uniform(0, end), kind, text, dice.randrange(plan.tabs)))
    if not plan.restarts and dice.random() < 0.06:
        # The server ends as it should, and is away for so long.
        plan.actions.append(Action(dice.uniform(0.2, end), "stop", f"{dice.uniform(0, 1):.2f}"))
