"""What happens in one run: the user's actions, the program's pushes, and the weather on the network, from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import NamedTuple

# What may happen to connections. See `proxy.py` for what each of them means.
WEATHERS = ("delay", "cut", "outage", "freeze", "hang", "deaf", "truncate", "buffer", "errors", "lossy")
# What may happen to attempts to open a socket.
UPGRADES = ("fine", "fine", "refused", "hanging", "swallowed", "closed")
TRANSPORTS = ("socket", "socket", "ajax", "push")


class Spell(NamedTuple):
    """Some weather, from and to seconds after the start."""

    begin: float
    end: float
    kind: str


class Action(NamedTuple):
    """What somebody does, seconds after the start: the user clicks or types, the program pushes or is restarted."""

    at: float
    kind: str
    text: str


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

    @property
    def restarts(self) -> bool:
        """Whether the server is restarted."""
        return any(action.kind == "restart" for action in self.actions)

    def __str__(self) -> str:
        weather = ", ".join(f"{spell.kind} {spell.begin:.2f}-{spell.end:.2f}" for spell in self.spells)
        actions = ", ".join(f"{action.at:.2f} {action.kind} {action.text}" for action in self.actions)
        return f"seed {self.seed}: {self.transport}, upgrades {self.upgrades}; {weather}; {actions}"


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
    plan.actions.sort()
    return plan
