"""Where HTML's parser would not leave an element where the tree has it.

A program may put a Div into a P: a tree built by script allows that, but a parser that reads `<p><div>` ends the
paragraph first (HTML Standard, 13.2.6.4.7). Such an element travels under the name `tj-x`, which no parser moves, with
its real name in an attribute; the runtime gives it its own name back.
"""

from __future__ import annotations

# The name under which a misplaced element travels, and the attribute that holds its real name.
STAND_IN = "tj-x"

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Start tags that end an open paragraph.
_END_P = _HEADINGS | frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form header "
    "hgroup hr li dd dt main menu nav ol p pre listing search section summary table ul".split()
)
# What may not stand inside of what, at any depth: scope -> start tags that end it.
_ENDS = {
    "p": _END_P,
    "a": frozenset(("a",)),
    "button": frozenset(("button",)),
    "form": frozenset(("form",)),
    "li": frozenset(("li",)),
    "dd": frozenset(("dd", "dt")),
    "option": frozenset(("option", "optgroup")),
    "select": frozenset(("select", "input")),
    "heading": _HEADINGS,
}
_OPENS = {
    **{scope: scope for scope in ("p", "a", "button", "form", "li", "dd", "option", "select")},
    "dt": "dd",
    **dict.fromkeys(_HEADINGS, "heading"),
}
# Elements that shut the outside off: "has an element in (button) scope" stops at them (13.2.4.2).
_WALLS = frozenset("caption table td th object template marquee foreignObject".split())
# The special elements (13.2.4.2) but address, div and p: `li` and `dd` do not look through them.
_SHUTS = _HEADINGS | frozenset(
    "applet area article aside base blockquote body br button caption center col colgroup dd details dir dl dt embed "
    "fieldset figcaption figure footer form header hgroup hr iframe img input li link listing main marquee menu meta "
    "nav noscript object ol param pre search section select source summary table tbody td template textarea tfoot th "
    "thead title tr track ul wbr xmp foreignObject desc".split()
)

OPENERS = frozenset(_OPENS)
Scopes = frozenset[str]
OUTSIDE: Scopes = frozenset()
_known: dict[tuple[Scopes, str], tuple[bool, Scopes]] = {}


def enter(scopes: Scopes, tag: str) -> tuple[bool, Scopes]:
    """Whether a parser would move `tag` out of here, and the scopes that its content stands in."""
    found = _known.get((scopes, tag))
    if found is None:
        misplaced = any(tag in _ENDS[scope] for scope in scopes)
        inner = set(scopes)
        inner.discard("heading")  # ended by a heading only directly inside
        if not misplaced:
            if tag in _WALLS:
                inner &= {"form"}
            elif tag == "button":
                inner.discard("p")
            if tag in _SHUTS:
                inner -= {"li", "dd"}
            if tag in _OPENS:
                inner.add(_OPENS[tag])
        found = misplaced, frozenset(inner)
        if len(_known) < 10_000:
            _known[scopes, tag] = found
    return found
