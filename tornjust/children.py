"""The list of a component's children: a plain list to the program, which notes who came, went and moved.

What is noted answers, for any revision N: which children are new since N, which are gone, which moved, and which
changed. Nothing is noted as long as no browser has seen the owner.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, SupportsIndex

from tornjust.errors import ComponentError
from tornjust.former import Rebuilt, remember
from tornjust.revision import clock

if TYPE_CHECKING:
    from tornjust.component import Component

# How many departures are remembered one by one. A tab that was away for longer gets the whole order instead.
MAX_GONE = 500
_append = list.append


class Notes:
    """What happened to the children of one component since a browser first saw it. All numbers are revisions.

    Children are known by `id`, as newcomers have no key before they are rendered; those that left by their keys.
    """

    __slots__ = ("born", "gone", "gone_before", "moved", "order", "place", "recent")

    def __init__(self) -> None:
        # id -> when the child came in. Children that were there at first are not listed.
        self.born: dict[int, int] = {}
        # id -> when the child last changed its place among its siblings.
        self.moved: dict[int, int] = {}
        # key -> (when the child left, when it had come in or 0), in the order of leaving.
        self.gone: dict[int, tuple[int, int]] = {}
        # Departures up to this revision have been forgotten.
        self.gone_before = 0
        # When the order as a whole last changed (sort, shuffle, slice assignment).
        self.order = 0
        # id -> (revision, child) of those that changed in any way, newest last.
        self.recent: dict[int, tuple[int, Component]] = {}
        # id(child) -> index, made when somebody asks for it and kept while only appending happens.
        self.place: dict[int, int] | None = None

    def copy(self) -> Notes:
        """The same, to be kept while this one goes on."""
        other = Notes()
        other.born, other.moved, other.gone = dict(self.born), dict(self.moved), dict(self.gone)
        other.gone_before, other.order, other.recent = self.gone_before, self.order, dict(self.recent)
        return other

    def leave(self, key: int, revision: int, born: int) -> None:
        """The child of that key left; `born` is when it had come in, or 0."""
        self.gone.pop(key, None)  # to be the newest
        self.gone[key] = (revision, born)
        if len(self.gone) > MAX_GONE:
            self.gone_before = self.gone.pop(next(iter(self.gone)))[0]

    def newest(self) -> int:
        """When anything last happened to the children, or in one of them."""
        changed = next(reversed(self.recent.values()), (0, None))[0]
        left = next(reversed(self.gone.values()), (0, 0))[0]
        return max(changed, left, self.order)


class Children(list[Any]):
    """A list of components that belongs to `owner`."""

    __slots__ = ("_alone", "direct", "doubled", "former", "notes", "owner")

    def __init__(self, owner: Component) -> None:
        super().__init__()
        self.owner = owner
        # The `_up` of every child that stands here and nowhere else: one tuple for all of them.
        self._alone = (owner,)
        self.notes: Notes | None = None
        # What stood here at the last look, if it was replaced as a whole since.
        self.former: Rebuilt | None = None
        # Whether who is given to the owner comes here at once: its class has no way of its own to take children.
        self.direct = False
        # How many entries are there beside the first one of their child; then its element has no single place.
        self.doubled = 0

    def successor(self) -> Children:
        """The list that takes over when another one is assigned. Who holds this one keeps it, as it is."""
        new = Children(self.owner)
        list.extend(new, self)
        new._alone, new.direct, new.notes, new.doubled = self._alone, self.direct, self.notes, self.doubled
        new.former = self.former
        self.__class__ = _Loose
        return new

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        return (list, (list(self),))

    # -- what a program calls -------------------------------------------------------------------------------------

    def append(self, child: Any) -> None:
        owner = self.owner
        if hasattr(type(child), "html_tag") and not (owner._key or child._up or child is owner):
            state = child.__dict__
            if "components" not in state:
                # Most of a tree is built so: nobody has seen the parent, and the child is new and has none itself.
                _append(self, child)
                state["_up"] = self._alone
                return
        _check(child, owner)
        _append(self, child)
        notes = self.notes
        if notes is not None and notes.place is not None:
            notes.place[id(child)] = len(self) - 1
        self._enter(child)

    def extend(self, children: Iterable[Any]) -> None:
        for child in tuple(children):
            self.append(child)

    def __iadd__(self, children: Iterable[Any]) -> Children:  # type: ignore[misc]
        self.extend(children)
        return self

    def insert(self, index: SupportsIndex, child: Any) -> None:
        _check(child, self.owner)
        super().insert(index, child)
        self._forget_places()
        self._enter(child)

    def pop(self, index: SupportsIndex = -1) -> Any:
        child = super().pop(index)
        self._forget_places()
        self._leave(child)
        return child

    def remove(self, child: Any) -> None:
        index = self.find(child)
        if index < 0:
            raise ValueError(f"{child!r} is not among the {len(self)} children of {self.owner!r}")
        self.pop(index)

    def clear(self) -> None:
        if self.owner._key:
            self.replace(())
            return
        before = list(self)
        super().clear()
        self.notes = None
        for child in before:
            self._leave(child)

    def __delitem__(self, index: SupportsIndex | slice) -> None:
        if isinstance(index, slice):
            left = list(self)
            del left[index]
            self.replace(left)
        else:
            self.pop(index)

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            new = list(self)
            new[index] = value
            self.replace(new)
            return
        old = self[index]
        if old is value:
            return
        _check(value, self.owner)
        super().__setitem__(index, value)
        self._forget_places()
        self._leave(old)
        self._enter(value)
        self._reordered()

    def sort(self, **how: Any) -> None:
        try:
            super().sort(**how)
        finally:  # a comparison that raises may have moved some already
            self._reordered()

    def reverse(self) -> None:
        super().reverse()
        self._reordered()

    def __imul__(self, times: SupportsIndex) -> Children:
        self.replace(list(self) * int(times))
        return self

    def replace(self, children: Any) -> None:
        """Make the list hold exactly `children`. Those that stay are not touched, so their elements survive.

        Raises `ComponentError` for what is no list of components.
        """
        # A component can be iterated over, and gives its children, which are not meant.
        if hasattr(type(children), "html_tag") or not isinstance(children, Iterable):
            fix = "an empty list for none" if children is None else "a single one in brackets, too"
            raise ComponentError(
                f"the components of {self.owner!r} cannot be {children!r}; they are a list of components, {fix}."
            )
        new = list(children)
        for child in new:
            _check(child, self.owner)
        old = list(self)
        if [id(c) for c in old] == [id(c) for c in new]:
            return
        if old and self.former is None and self.owner._key:
            self._remember()
        super().__setitem__(slice(None), new)
        self._forget_places()
        stay: dict[int, int] = {}
        for child in new:
            stay[id(child)] = stay.get(id(child), 0) + 1
        kept = []
        for child in old:
            if stay.get(id(child), 0):
                stay[id(child)] -= 1
                kept.append(child)
            else:
                self._leave(child)
        there = list(kept)
        for child in new:
            # What is left of the counts are the newcomers.
            if stay.get(id(child), 0):
                stay[id(child)] -= 1
                there.append(child)
                self._enter(child)
        if [id(c) for c in there] != [id(c) for c in new]:
            self._reordered()

    # -- what those who look for changes call -----------------------------------------------------------------------

    def find(self, child: Any) -> int:
        """The index of `child` itself (not of one that equals it), or -1. Constant time when asked again."""
        notes = self.notes
        if notes is None:
            return next((i for i, c in enumerate(self) if c is child), -1)
        place = notes.place
        if place is None:
            place = notes.place = {id(c): i for i, c in enumerate(self)}
        return place.get(id(child), -1)

    def note(self, child: Component, revision: int) -> None:
        """`child`, or something below it, changed in `revision`."""
        recent, place = (self.notes or self._notes()).recent, id(child)
        if place in recent:
            del recent[place]  # to be the newest
        recent[place] = (revision, child)

    def changed_since(self, revision: int) -> list[Any]:
        """The children that came, moved or changed since `revision`, newest first."""
        found: list[Any] = []
        if self.notes is not None:
            for stamp, child in reversed(self.notes.recent.values()):
                if stamp <= revision:
                    break
                found.append(child)
        return found

    # -- bookkeeping ----------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        """Keep what stands here, as the program may be about to make it anew; see reconcile.py."""
        # Asked by what only components have, as in `_check`. What stands on no page will be sent whole.
        pages = [root for root in self.owner._roots() if not hasattr(type(root), "html_tag")]
        if not pages:
            return
        self.former = remember(self, self.notes)
        if self.former is not None:
            for page in pages:
                page.__dict__.setdefault("_rebuilt", []).append(self.owner)

    def _notes(self) -> Notes:
        if self.notes is None:
            self.notes = Notes()
        return self.notes

    def _forget_places(self) -> None:
        if self.notes is not None:
            self.notes.place = None

    def _reordered(self) -> None:
        self._forget_places()
        if self.owner._key:
            self._notes().order = clock.stamp()
            self.owner._touch()

    def _enter(self, child: Component) -> None:
        owner = self.owner
        up = child._up
        before = any(parent is owner for parent in up) if up else False
        child.__dict__["_up"] = (*up, owner) if up else self._alone
        if before:
            self.doubled += 1
        if not owner._key:
            return
        now, notes = clock.stamp(), self._notes()
        if not before:
            gone = notes.gone.pop(child._key, None) if child._key else None
            if gone is not None and gone[0] == now:
                # It left and came back before anybody looked: it moved.
                if gone[1]:
                    notes.born[id(child)] = gone[1]
                notes.moved[id(child)] = now
            else:
                notes.born[id(child)] = now
        self.note(child, now)
        owner._touch(now)

    def _leave(self, child: Component) -> None:
        owner = self.owner
        up = child._up
        if up is self._alone:
            up, still = (), False
        else:
            place = next((index for index, parent in enumerate(up) if parent is owner), len(up))
            up = up[:place] + up[place + 1 :]
            still = any(parent is owner for parent in up)
        child.__dict__["_up"] = up
        if still:
            self.doubled -= 1
        if not owner._key:
            return
        if still:
            self._reordered()
            return
        key, place, now, notes = child._key, id(child), clock.stamp(), self._notes()
        notes.recent.pop(place, None)
        notes.moved.pop(place, None)
        born = notes.born.pop(place, 0)
        if not key:
            return  # no browser has it
        notes.leave(key, now, born)
        owner._touch(now)
        if up:
            child._mark("copies")


class _Loose(Children):
    """A list that belongs to nobody any more: `saved = box.components; box.components = []`."""

    __slots__ = ()


for (
    _name
) in "append extend insert pop remove clear sort reverse __setitem__ __delitem__ __iadd__ __imul__".split():
    setattr(_Loose, _name, getattr(list, _name))


def _check(child: Any, owner: Component) -> None:
    # Asked by what it must have, not by class, so that this module needs no import of Component.
    if not hasattr(type(child), "html_tag"):
        if hasattr(type(child), "_touch"):
            raise ComponentError(f"{child!r} was added to {owner!r}, but a page cannot stand in anything.")
        if isinstance(child, type) and hasattr(child, "html_tag"):
            fix = f"call the class: {child.__name__}()."
        elif isinstance(child, list | tuple):
            fix = "add what is in it: add(*children), or components.extend(children)."
        elif child is None:
            fix = "does the function that makes it lack its `return`?"
        else:
            fix = "for plain text use Span(text=...) or the `text` of the parent."
        raise ComponentError(
            f"{type(child).__name__} {child!r:.200} was added to {owner!r}, but only components can be children; {fix}"
        )
    # Only what has children can close a ring; so building a tree from the top costs no walk.
    if child is owner or (child.__dict__.get("components") and owner._stands_on(child)):
        raise ComponentError(f"{child!r} was added to {owner!r}, which is the same or stands below it.")
