"""How elements move: animations by name, and transitions in phases, as classes that come and go. No browser here.

The server says what an element's own classes are, and, in `wire.MOTION`, how it moves. What an element wears is its own
classes and, for a time, those of a movement. So a change of the one never undoes the other.
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Actor:
    """One element that moves."""

    def __init__(self, node: "Any", classes: str) -> None:
        self.node = node
        # Its own classes, by the server's word.
        self.classes = classes
        # Number and name of the animation that was done last, and the phases of the transition.
        self.number = -1
        self.animation = ""
        self.transition: dict[str, str] = {}
        # What it wears beside its own classes.
        self.animated = ""
        self.phase = ""
        # The program said `hidden` after it had asked for the animation.
        self.stays_hidden = False
        # What a movement says about `hidden`: True, False, or None for nothing.
        self.hidden: Any = None
        # "load", "enter" or "leave" while such a transition runs.
        self.running = ""
        # They rise with each movement, so that the end of an interrupted one is not taken for that of the next.
        self.transitions = 0
        self.animations = 0

    def wears(self) -> str:
        """All classes for the present."""
        words = self.classes.split()
        if self.hidden is not None:
            words = [word for word in words if word != "hidden"]
            if self.hidden:
                words.append("hidden")
        for more in (self.phase, self.animated):
            if more:
                words.append(more)
        return " ".join(words)


class Motion:
    """All elements that move. `dom` finds them; `stage` dresses them and knows when a movement is over."""

    def __init__(self, dom: "Any", stage: "Any") -> None:
        self.dom = dom
        self.stage = stage
        self.actors: dict[int, Actor] = {}
        # What begins when all operations of a patch are done.
        self.cues: list[Any] = []

    def start(self, told: "list[int]") -> None:
        """Take over what the page came with; these elements were told later how to move."""
        for node in self.stage.movers(self.dom.root):
            self.meet(node, self.dom.key(node) not in told)
        self.settle()

    # -- what the replica tells -------------------------------------------------------------------------------------

    def look(self, area: "Any") -> None:
        """What is in `area` is new."""
        for node in self.stage.movers(area):
            self.meet(node, True)

    def forget(self, area: "Any") -> None:
        """These elements go. When they come again, they move again."""
        for node in [area, *self.stage.movers(area)]:
            self.actors.pop(self.dom.key(node), None)

    def set_classes(self, node: "Any", classes: "str | None") -> None:
        """The server changed an element's own classes. With `hidden` among them or no longer, it leaves or enters."""
        actor = self.actors.get(self.dom.key(node))
        if actor is None or self.dom.attribute(node, wire.MOTION) is None:
            self.dom.set_attribute(node, "class", classes)
            return
        actor.node = node
        if (classes or "") == actor.classes:
            return  # said once more, by a patch that overlaps with one before
        gone = "hidden" in actor.classes.split()
        leaves = "hidden" in (classes or "").split()
        invisible = self.stage.is_hidden(node)
        actor.classes = classes or ""
        if gone != leaves:
            actor.hidden = None
        if actor.running == "leave":
            if not leaves:
                self.run(actor, "enter", False)
                return
        elif leaves and not invisible:
            if self.run(actor, "leave", actor.running != "enter"):
                return
        elif invisible and not leaves:
            if self.run(actor, "enter", True):
                return
        self.dress(actor)

    def settle(self) -> None:
        """All operations of a patch are done: the movements that it asked for begin."""
        cues = self.cues
        if not cues:
            return
        self.cues = []
        for actor, _, _ in cues:
            # The beginning has to be there for the browser, or there is nothing to move from.
            self.stage.flush(actor.node)

        def go_on() -> None:
            for actor, what, number in cues:
                if what == "animation":
                    if number == actor.animations:
                        self.animate(actor)
                elif number == actor.transitions:
                    self.switch(actor, what)

        self.stage.soon(go_on)

    # -- animations -------------------------------------------------------------------------------------------------

    def meet(self, node: "Any", new: bool) -> None:
        """Read what the server says about how an element moves. A new one comes from HTML."""
        key = self.dom.key(node)
        text = self.dom.attribute(node, wire.MOTION)
        worn = self.dom.attribute(node, "class") or ""
        actor = self.actors.get(key)
        if text is None:
            if actor is not None:
                del self.actors[key]
                self.dom.set_attribute(node, "class", actor.classes or None)
            return
        told = self.stage.parse(text)
        number, animation, transition = told[:3]
        begin = wire.begin(animation, transition)
        # In HTML the classes of the beginning follow its own.
        fresh = new and bool(begin) and (" " + worn).endswith(" " + begin)
        if actor is None or new:
            classes = worn[: len(worn) - len(begin)].strip() if fresh else worn
            if actor is None:
                actor = self.actors[key] = Actor(node, classes)
                if fresh and transition.get("load"):
                    actor.transition = transition
                    self.run(actor, "load", True)
                if fresh and animation:
                    # It began with the first paint.
                    actor.animated = "animated " + animation
            actor.classes = classes
        actor.node = node
        actor.stays_hidden = len(told) > 3
        if actor.stays_hidden and not actor.running:
            actor.hidden = None
        actor.transition = transition
        if number != actor.number or animation != actor.animation:
            again = bool(actor.animation) or not fresh
            actor.number = number
            actor.animation = animation
            actor.animations += 1
            if actor.running != "leave":
                actor.hidden = None
            if not animation:
                actor.animated = ""
            elif again:
                actor.animated = ""
                self.cues.append((actor, "animation", actor.animations))
            else:
                self.animate(actor)
        self.dress(actor)

    def animate(self, actor: Actor) -> None:
        """Begin an animation, or follow one that has begun."""
        number = actor.animations
        animation = actor.animation
        if "hidden" in actor.classes.split() and not actor.stays_hidden:
            actor.hidden = False
        actor.animated = "animated " + animation
        self.dress(actor)

        def done() -> None:
            if number == actor.animations:
                actor.animated = ""
                if "Out" in animation:
                    actor.hidden = True
                self.dress(actor)

        self.stage.when_done(actor.node, "animation", done)

    # -- transitions ------------------------------------------------------------------------------------------------

    def run(self, actor: Actor, what: str, from_start: bool) -> bool:
        """Begin the transition `what`. False, and nothing is done, when the element has none of that name.

        One that is interrupted goes on from where it is: the phase "start" is for those that begin.
        """
        actor.transitions += 1
        if not actor.transition.get(what) or self.stage.is_still():
            self.stop(actor)
            return False
        actor.running = what
        actor.hidden = False if what == "leave" else None
        if from_start:
            actor.phase = actor.transition.get(what + "_start", "")
            self.dress(actor)
            self.cues.append((actor, what, actor.transitions))
        else:
            self.switch(actor, what)
        return True

    def stop(self, actor: Actor) -> None:
        """No transition runs: its own classes count at once."""
        actor.running = ""
        actor.phase = ""
        actor.hidden = None
        self.dress(actor)

    def switch(self, actor: Actor, what: str) -> None:
        """From the beginning of a transition to its end, which takes the time that its classes say."""
        number = actor.transitions
        if not actor.transition.get(what):
            self.stop(actor)  # the same patch said that it has none any more
            return
        actor.phase = (actor.transition[what] + " " + actor.transition.get(what + "_end", "")).strip()
        self.dress(actor)

        def done() -> None:
            if number == actor.transitions:
                actor.running = ""
                actor.phase = ""
                if what == "leave":
                    actor.hidden = None
                self.dress(actor)

        self.stage.when_done(actor.node, "transition", done)

    def dress(self, actor: Actor) -> None:
        """Put on what the element wears now."""
        self.dom.set_attribute(actor.node, "class", actor.wears() or None)
