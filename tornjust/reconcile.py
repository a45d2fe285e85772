"""Children that a program made anew: those that look as others did that went keep the elements of these.

A `react` hook that rebuilds its list makes new components each time somebody looks at the page. With new elements for
them, a click on a list that another tab has had rebuilt would be lost, what is open or scrolled in the browser
would close, and each poll would bring the whole list. So a new component takes over the key of one that has gone from
the same place, if it shows the same, and only what differs travels.
"""

from __future__ import annotations

from collections import Counter, deque
from operator import itemgetter
from typing import Any, cast

from tornjust.children import Children, Notes
from tornjust.component import Component, components_of
from tornjust.depth import room
from tornjust.element import Element
from tornjust.former import Former, Rebuilt
from tornjust.likeness import Look, look_of, whole_look
from tornjust.listener import known_id, next_id
from tornjust.revision import clock, next_key

# How many elements of a list are looked at to see whether it looks as before.
SAMPLE = 4
# id(new) -> from whom it takes over, and whether all in it looks the same.
Pairs = dict[int, tuple[Former, bool]]
_NOBODY: tuple[None, bool] = None, False


class _Settling:
    """What holds for one replaced list and all below it: the page, all pages that it stands on, and since when."""

    __slots__ = ("first_key", "labels", "page", "roots")

    def __init__(self, page: Any, owner: Component, former: Rebuilt, labels: list[tuple[Any, Any]]) -> None:
        self.page = page
        # Labels of which the field, or what stands for it, may be another one; and which field browsers were told.
        self.labels = labels
        self.roots = owner._roots()
        self.first_key = former.first_key


def settle(page: Component) -> None:
    """Look at the lists of the page that were replaced since the last look."""
    owners = page.__dict__.pop("_rebuilt", None)
    if owners:
        labels: list[tuple[Any, Any]] = []
        with room():
            for owner in owners:
                _settle(page, owner, labels)
        for label, told in labels:
            if label.__dict__.get("for") != told:
                label._mark("for")


def settle_list(owner: Component) -> None:
    """Look at a list that a page is about to get, before that page gives names to what is new in it.

    It was replaced before it came to that page, or just now: other pages that show it have not looked since.
    """
    for root in owner._roots():
        settle(root)


def _settle(page: Component, owner: Component, labels: list[tuple[Any, Any]]) -> None:
    children: Children | None = owner.__dict__.get("components")
    former = children.former if children is not None else None
    if children is None or former is None:
        return
    children.former = None
    if children and owner._key and not children.doubled and owner._stands_on(page):
        work = _Settling(page, owner, former, labels)
        kept, pairs = _match(work, owner, children, former.children)
        if pairs:  # else it is noted as it should be
            _write(work, owner, children, former.children, former.notes, kept, pairs)


def _match(
    work: _Settling, owner: Component, children: Children, before: list[Former], guessed: bool = False
) -> tuple[dict[int, Former], Pairs]:
    """Which children are the same as before, and which take over from one that has gone."""
    there = {old.key: old for old in before}
    kept: dict[int, Former] = {}
    news: list[Element] = []
    for child in children:
        old = there.get(child._key) if child._key else None
        if old is not None and old.node is child:
            kept[id(child)] = old
        elif child._key and child._key < work.first_key:
            pass  # it comes from elsewhere
        elif len(child._up) == 1:
            news.append(child)
    gone = [old for old in before if old.key and not old.node._up]
    alike = news and _are_alike(work, owner, gone, news)
    return kept, _pairs(work, owner, gone, news, guessed) if alike else {}


def _are_alike(work: _Settling, owner: Component, gone: list[Former], news: list[Element]) -> bool:
    """Whether at least half of what was made anew looks as before, as far as a few of the elements tell.

    A table that is filled with other data is sooner sent anew than compared.
    """
    tally = [0, 0]
    shift = len(gone) - len(news)
    for index in _spread(len(news)):
        _bring_up_to_date(work.page, owner, news[index])
        # The same place, counted from either end, or the next to it: one may have come or gone before it.
        places = {index, index + shift, index - 1, index + 1}
        counts = [_common(news[index], gone[place]) for place in places if 0 <= place < len(gone)]
        same, total = max(counts, default=(0, 1))
        tally[0] += same
        tally[1] += total
    return 2 * tally[0] >= tally[1]


def _common(new: Element, old: Former) -> tuple[int, int]:
    """How many of the elements that were looked at look the same, and how many that were."""
    look = look_of(new, new.__dict__)
    same, total = int(look is not None and look == look_of(old.node, old.state)), 1
    children = components_of(new)
    for index in _spread(len(children)):
        if index < len(old.children):
            inner = _common(cast(Element, children[index]), old.children[index])
            same += inner[0]
            total += inner[1]
        else:
            total += 1
    return same, total


def _spread(number: int) -> range:
    """Some of the indices below a number, at equal distances."""
    return range(0, number, max(1, number // SAMPLE))


def _write(
    work: _Settling,
    owner: Component,
    children: Children,
    former: list[Former],
    noted: Notes | None,
    kept: dict[int, Former],
    pairs: Pairs,
) -> bool:
    """Note what happened to the children of `owner`, given who takes over from whom. Returns whether anything did."""
    now = clock.stamp()
    before = noted or Notes()
    present = children.notes or Notes()
    notes = Notes()
    notes.order, notes.gone_before, notes.gone = before.order, before.gone_before, before.gone
    rank = {old.key: index for index, old in enumerate(former)}
    recent: list[tuple[int, Any]] = []
    last, changed = -1, False
    for child in children:
        old = kept.get(id(child))
        same = False
        if old is None:
            old, same = pairs.get(id(child), _NOBODY)
        if old is None:
            notes.gone.pop(child._key, None)
            notes.born[id(child)] = now
            recent.append((now, child))
            changed = True
            continue
        key, was = old.key, id(old.node)
        stamp = before.recent[was][0] if was in before.recent else 0
        if id(child) in kept:
            stamp = max(stamp, present.recent.get(was, (0, None))[0])
        elif _take_over(work, owner, child, old, same):
            stamp = now
        changed = changed or stamp == now
        if was in before.born:
            notes.born[id(child)] = before.born[was]
        if was in before.moved:
            notes.moved[id(child)] = before.moved[was]
        if rank[key] < last:
            notes.order = now
            changed = True
        last = max(last, rank[key])
        if stamp:
            recent.append((stamp, child))
    recent.sort(key=itemgetter(0))
    notes.recent = {id(child): (stamp, child) for stamp, child in recent}
    here = {child._key for child in children}
    for old in former:
        if old.key and old.key not in here:
            changed = True
            notes.leave(old.key, now, before.born.get(id(old.node), 0))
    children.notes = notes
    return changed


def _take_over(work: _Settling, owner: Component, new: Element, old: Former, same: bool) -> bool:
    """`new` stands for the element of `old` from here on. Returns whether that changes what is shown.

    `same`: all that stands in it looks as before, too.
    """
    state, was = new.__dict__, old.state
    watchers = work.page._watchers
    if watchers.pop(new._key, None) is not None:
        for root in work.roots:
            if root is work.page or old.key in root.__dict__.get("_watchers", ()):
                root.__dict__["_watchers"][old.key] = (new, owner)
    for name in ("_stamp", "_texts"):
        if name in was:
            state[name] = was[name]
    state["_marks"] = dict(was["_marks"]) if was.get("_marks") else None
    state["_key"] = old.key
    new._inherit(was)
    _forget(old)
    changed = False
    if old.children or old.notes is not None or state.get("components"):
        children = new.components
        children.former = None
        kept: dict[int, Former] = {}
        if same:
            pairs: Pairs = {id(child): (one, True) for child, one in zip(children, old.children, strict=True)}
        else:
            kept, pairs = _match(work, new, children, old.children, True)
        changed = _write(work, new, children, old.children, old.notes, kept, pairs)
    if changed:
        state["_stamp"] = clock.stamp()
    if not _keeps_id(work, state, old) and known_id(new) != was.get("id", was.get("_number")):
        marks = state["_marks"] = state["_marks"] or {}
        marks["id"] = state["_stamp"] = clock.stamp()
        changed = True
    if "_field" in state:
        work.labels.append((new, was.get("for")))
    if new._listens():
        for root in work.roots:
            if "_listeners" in root.__dict__:
                root.__dict__["_listeners"][old.key] = new
    return changed


def _keeps_id(work: _Settling, state: dict[str, Any], old: Former) -> bool:
    """Take over the number that the element has as its id, unless the program knows that or its new one."""
    number, left = old.state.get("_number"), old.node.__dict__
    if number is None or "_number" not in state or "id" in state or "id" in left:
        return False
    state["_number"], left["_number"] = number, next_id()
    for label in state.get("_labels", ()):
        label.__dict__["for"] = number
    for label in left.get("_labels", ()):
        work.labels.append((label, label.__dict__.get("for")))
        label.__dict__["for"] = left["_number"]
    return True


def _forget(old: Former) -> None:
    """No browser knows that component any more."""
    state = old.node.__dict__
    state["_key"] = 0
    state["_marks"] = None
    children = state.get("components")
    if children is not None:
        children.notes = None


def _pairs(
    work: _Settling, owner: Component, gone: list[Former], news: list[Element], guessed: bool
) -> Pairs:
    """Who takes over: the same look, and within that the same order.

    `guessed`: what stands around took over although it differs inside. It may be the row of something else, so nothing
    in it that can be clicked does.
    """
    found: Pairs = {}
    for new in news:
        _bring_up_to_date(work.page, owner, new)
    ours = [whole_look(new, new.__dict__, None) for new in news]
    theirs = [whole_look(old.node, old.state, old.children) for old in gone]
    if None not in ours and ours == theirs and not (guessed and any(map(_hears, news))):
        return {id(new): (old, True) for new, old in zip(news, gone, strict=True)}
    # Of several that look alike nobody can say which is which: a click that is on its way must not reach another one.
    count = Counter(theirs)
    count_ours = Counter(ours)
    by_look: dict[Look, deque[Former]] = {}
    for look, old in zip(theirs, gone, strict=True):
        if look is not None and count[look] == count_ours[look]:
            by_look.setdefault(look, deque()).append(old)
    left_new, taken = [], set()
    for look, new in zip(ours, news, strict=True):
        same = by_look.get(look)
        if same and ((count[look] == 1 and not guessed) or not _hears(new)):
            old = same.popleft()
            found[id(new)] = old, True
            taken.add(id(old))
        else:
            left_new.append(new)
    # What differs only inside, and nobody can click on, may be told by what differs.
    left_old = [old for old in gone if id(old) not in taken]
    for new, old in zip(left_new, left_old, strict=False):
        inside = old.children and new.__dict__.get("components") and not new._listens() and _is_loose(old)
        look = look_of(new, new.__dict__) if inside else None
        if look is not None and look == look_of(old.node, old.state):
            found[id(new)] = old, False
    return found


def _bring_up_to_date(page: Any, owner: Component, new: Element) -> None:
    """Once, as rendering would do before it writes a component; it leaves out what is known to have been."""
    state, watchers = new.__dict__, page._watchers
    if (new._watched or "model" in state) and state.get("_key") not in watchers:
        key = state.get("_key") or next_key()
        state["_key"] = 0
        new._refresh(getattr(owner, "data", {}))
        state["_key"] = key
        watchers[key] = (new, owner)
    for child in tuple(state.get("components") or ()):
        _bring_up_to_date(page, new, child)


def _hears(node: Any) -> bool:
    """Whether it or anything in it listens to events."""
    return bool(node._listens()) or any(_hears(child) for child in node.__dict__.get("components") or ())


def _is_loose(old: Former) -> bool:
    """Whether nothing of what stood in it stands somewhere else by now."""
    return all(
        child.key and child.node._up in ((), (old.node,)) and _is_loose(child) for child in old.children
    )
