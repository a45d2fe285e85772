"""The tab's copy of the page: takes the server's messages and applies what they say. No I/O, no browser.

`receive(message)` is the only door. It returns a message for the server, or None.
"""

from tornjust import wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# From so many new elements in one place on, a look at all that stand there costs less than a search for each.
MANY = 10


class Replica:
    """Where the tab stands. `dom` does the operations, `fields` decides about form fields that the user edits."""

    def __init__(self, dom: "Any", fields: "Any", revision: int, effect: int) -> None:
        self.dom = dom
        self.fields = fields
        self.revision = fields.revision = revision
        # The number of the newest effect that was done.
        self.effect = effect
        # The newest event of which the server had heard when it said what is applied now, as far as it is known.
        self.heard = 0
        # Called with what is not about the tree: (name, value).
        self.on_page: Any = None
        self.on_listen: Any = None
        self.on_effect: Any = None
        # What moves elements, once a page has it (client_py/motion/); before, it is asked for by name.
        self.motion: Any = None
        # The elements that were told how to move while nothing could move them.
        self.told: list[int] = []
        self.on_extra: Any = None
        # What keeps the focus where elements are made anew (client_py/place.py); None without a browser.
        self.place: Any = None
        # What functions of the program changed here, on pages that have some (client_py/twin/claims.py).
        self.claims: Any = None
        # Where this patch puts elements: the name of the parent, how many so far, and whether all that stood there
        # are known.
        self.filling = self.came = 0
        self.surveyed = False

    def receive(self, message: "list[Any]") -> "list[Any] | None":
        """Apply a patch if it is due. A gap is answered with a sync; an old or doubled patch changes nothing."""
        if message[0] != wire.PATCH:
            return None
        base = message[1]
        new = message[2]
        if base > self.revision:
            return [wire.SYNC, self.revision]
        if new > self.revision:
            seq = message[4] if len(message) > 4 else 0
            if seq < 0:
                seq = -seq
            self.heard = message[6].get(wire.HEARD, seq) if len(message) > 6 else seq
            self.filling = 0
            for op in message[3]:
                self.apply(op, seq)
            self.revision = self.fields.revision = new
            if self.motion is not None:
                self.motion.settle()
            if self.place is not None:
                self.place.settle(self.dom.focus.wanted is not None)
            self.dom.settle()
        return None

    def apply(self, op: "list[Any]", seq: int) -> None:
        """Do one operation. `seq` is the event that the patch belongs to, or 0."""
        if self.claims is not None and self.claims.holds(op, seq):
            return
        kind = op[0]
        dom = self.dom
        if kind == wire.TEXT:
            node = dom.find(op[1])
            if node is not None:
                dom.set_text(node, op[2])
        elif kind == wire.TEXTS:
            node = dom.find(op[1])
            if node is not None:
                dom.set_texts(node, dict(op[2]))
        elif kind == wire.ATTR:
            node = dom.find(op[1])
            if node is not None:
                if op[2] == "class" and self.motion is not None:
                    self.motion.set_classes(node, op[3])
                else:
                    dom.set_attribute(node, op[2], op[3])
                    if op[2] == wire.MOTION:
                        self.told_to_move(node)
                    elif op[2] == wire.DRAG:
                        self.on_extra("drag")
        elif kind == wire.PROP:
            self.fields.set(op[1], op[2], op[3], self.heard)
        elif kind == wire.PUT:
            self.put(op[1], op[2], [op[3]], op[4])
        elif kind == wire.PUTS:
            self.put(op[1], op[2], op[3], op[4])
        elif kind == wire.CUT:
            self.keep_place()
            node = dom.child(op[1], op[2])
            if node is not None:
                self.remove(node)
        elif kind == wire.MOVE:
            self.keep_place()
            node = dom.child(op[1], op[3])
            if node is not None:
                dom.insert(dom.find(op[1]), self.sibling(op[1], op[2]), node)
        elif kind == wire.ORDER:
            self.order(op[1], op[2], op[3])
        elif kind == wire.HTML:
            node = dom.find(op[1])
            if node is not None:
                self.keep_place()
                dom.set_html(node, op[2])
                self.look(node, op[2])
        elif kind == wire.STYLE:
            dom.add_rule(op[1], op[2])
        elif kind == wire.LISTEN:
            self.on_listen(op[1])
        elif kind == wire.PAGE:
            self.on_page(op[1], op[2])
        elif kind == wire.DO:
            if op[1] > self.effect:
                self.effect = op[1]
                self.on_effect(op[2], op[3])

    def look(self, area: "Any", html: str) -> None:
        """What is in `area` is new: it may need an extra that the page has not."""
        if wire.MOTION in html:
            self.moves(area)
        if wire.DRAG in html:
            self.on_extra("drag")

    def told_to_move(self, node: "Any") -> None:
        """An element that was there before moves in another way."""
        if self.motion is None:
            self.told.append(self.dom.key(node))
            self.on_extra("motion")
        else:
            self.motion.meet(node, False)

    def moves(self, area: "Any") -> None:
        """Something that moves is new in `area`."""
        if self.motion is None:
            self.on_extra("motion")
        else:
            self.motion.look(area)

    def keep_place(self) -> None:
        """Elements are about to go or to move, perhaps the one with the focus."""
        if self.place is not None:
            self.place.keep()

    def remove(self, node: "Any") -> None:
        """Take an element out."""
        if self.motion is not None:
            self.motion.forget(node)
        self.dom.remove(node)

    def insert(self, owner: "Any", before: "Any", html: str) -> "Any":
        """Put new elements behind `before`, or before all others when that is None. Returns the last of them."""
        nodes = self.dom.create(owner, before, html)
        if wire.MOTION in html:
            for node in nodes:
                if self.motion is not None:
                    self.motion.meet(node, True)
                self.moves(node)
        if wire.DRAG in html:
            self.on_extra("drag")
        return nodes[-1] if nodes else before

    def sibling(self, parent: int, after: int) -> "Any":
        """The element to insert behind, or None for the first place."""
        return self.dom.child(parent, after) if after else None

    def put(self, parent: int, after: int, keys: "list[int]", html: str) -> None:
        """Elements stand there; those of these names that are there already are replaced."""
        dom = self.dom
        owner = dom.find(parent)
        if owner is None:
            return
        if parent != self.filling:
            self.filling = parent
            self.came = 0
            self.surveyed = False
        before = self.came
        self.came += len(keys)
        if before <= MANY < self.came:
            self.surveyed = dom.survey(owner)
        for key in keys:
            if self.surveyed and key not in dom.nodes:
                continue
            old = dom.child(parent, key)
            if old is not None:
                self.keep_place()
                self.remove(old)
        self.insert(owner, self.sibling(parent, after), html)

    def order(self, parent: int, keys: "list[int]", html: "dict[str, str]") -> None:
        """The children are exactly these, in this order. As many as possible are not touched."""
        dom = self.dom
        owner = dom.find(parent)
        if owner is None:
            return
        self.keep_place()
        present = dom.children(owner)
        places = {}
        wanted = set(keys)
        at = 0
        for key, node in present:
            # One that stood there twice stands there once.
            if key not in wanted or key in places or str(key) in html:
                self.remove(node)
            else:
                places[key] = (at, node)
                at += 1
        stay = longest_rising([places[key][0] for key in keys if key in places])
        before = None
        # The HTML of new elements that follow one another: a browser parses it in one go. It is put together once, as
        # Brython looks through a text with emoji or the like each time something is added to it.
        run: list[str] = []
        for key in keys:
            if key in places:
                if run:
                    before = self.insert(owner, before, "".join(run))
                    run = []
                at, node = places[key]
                if at not in stay:
                    dom.insert(owner, before, node)
                before = node
            else:
                run.append(html.get(str(key), ""))
        if run:
            self.insert(owner, before, "".join(run))


def longest_rising(numbers: "list[int]") -> "set[int]":
    """The numbers of a longest rising subsequence: those children can stay where they are."""
    tails: list[int] = []  # index of the smallest end of a rising run, for each length
    previous: dict[int, int] = {}
    for index, number in enumerate(numbers):
        low = 0
        high = len(tails)
        while low < high:
            middle = (low + high) // 2
            if numbers[tails[middle]] < number:
                low = middle + 1
            else:
                high = middle
        previous[index] = tails[low - 1] if low else -1
        if low == len(tails):
            tails.append(index)
        else:
            tails[low] = index
    result = set()
    index = tails[-1] if tails else -1
    while index >= 0:
        result.add(numbers[index])
        index = previous[index]
    return result
