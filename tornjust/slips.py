"""Keywords that nobody knows: in development each is named once in the log, with the name that was probably meant.

Any keyword is welcome on a component, as programs keep their own data there. So a name is a slip only if it is close to
one that the class knows, and if the program never reads it: `Div(classses="p-4")`. A class may know of others that are
tried in vain (`_hints`: name -> what is right), as `Select(options=[...])`. To find out costs something for the
first keyword of each name only; see `Element.__init__`.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

log = logging.getLogger("tornjust")

# How alike two names are that are taken for one, from 0 to 1: "clases" and "classes" are 0.92 alike.
ALIKE = 0.8
# Names that are remembered, so that a program with generated names does not fill the memory.
MAX_NAMES = 5000

# Beginnings of names that may go on in any way: the program's own, and attributes of HTML.
_FREE = ("_", "data_", "data-", "aria_", "aria-")

# As other libraries call it.
_ELSEWHERE = dict.fromkeys(("class_", "className", "klass", "css_class"), "did you mean 'classes'?")

# What programs call that components do not have -> what they have.
_INSTEAD = {
    "parent": "where it stands is `a`, if it was made with a=parent",
    "hide": "assign show = False, or call hidden()",
    "clear": "delete_components() takes all children away",
    "add_class": "assign classes += ' name', or call set_class(name)",
    "toggle_class": "has_class(name) tells, set_class(name) and remove_class(name) change it",
    "append": "add(child) puts a child at the end",
}

# None until the settings are known: what comes before is kept.
_enabled: bool | None = None
_kept: list[tuple[type, str, str, int]] = []
_seen: set[str] = set()


def configure(debug: bool) -> None:
    """Say whether slips are named, and name those that were made so far."""
    global _enabled
    _enabled = debug
    while _kept:
        slip = _kept.pop()
        if debug:
            _check(*slip)


def note(cls: type, name: str) -> None:
    """A component or page of the class was given a keyword that no component is known to have."""
    # What a class has a hint about may be another's own data.
    key = f"{cls.__name__}.{name}" if name in getattr(cls, "_hints", ()) else name
    if _enabled is False or key in _seen or len(_seen) >= MAX_NAMES:
        return
    _seen.add(key)
    if name.startswith(_FREE) or hasattr(cls, name):
        return
    file, line = _caller()
    if _enabled:
        _check(cls, name, file, line)
    else:
        _kept.append((cls, name, file, line))


def _check(cls: type, name: str, file: str, line: int) -> None:
    from difflib import get_close_matches  # needed in development only

    hint: str = getattr(cls, "_hints", {}).get(name, "") or _ELSEWHERE.get(name, "")
    if not hint:
        names = _names(cls)
        near = get_close_matches(name, names, 1, ALIKE)
        # In a short word two letters that changed places are a large part of it.
        near = near or [known for known in sorted(names) if _swapped(known, name)]
        if not near or near[0] == name:
            return
        hint = f"did you mean {near[0]!r}?"
    if _is_read(name, _sources(cls, file)):
        return
    log.warning(
        "%s:%d: %s(%s=...): no %s has the keyword %r, and the program never reads it; %s",
        file,
        line,
        cls.__name__,
        name,
        cls.__name__,
        name,
        hint,
    )


def absent(error: AttributeError) -> None:
    """Say in the error what to write instead, if it is a component or a page that lacks the attribute."""
    owner: Any = error.obj
    name = error.name
    if not name or not hasattr(type(owner), "_touch"):
        return
    if owner._shows(name):
        error.args = (
            f"{error}: it was not given any; give it some first, as in "
            f"{type(owner).__name__}({name}=...), or ask getattr(component, {name!r}, '')",
        )
    elif name in _INSTEAD:
        error.args = (f"{error}; {_INSTEAD[name]}",)
    elif sys.version_info < (3, 12):  # later ones say so themselves
        from difflib import get_close_matches  # needed for mistakes only

        near = get_close_matches(name, [known for known in dir(owner) if known[0] != "_"], 1, ALIKE)
        if near:
            error.args = (f"{error}; did you mean {near[0]!r}?",)


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places: "tpye", "type"."""
    apart = [place for place, letters in enumerate(zip(one, other, strict=False)) if letters[0] != letters[1]]
    return (
        len(one) == len(other) > 2
        and len(apart) == 2
        and apart[1] == apart[0] + 1
        and sorted(one) == sorted(other)
    )


def _names(cls: type) -> set[str]:
    """The keywords that mean something to the class."""
    from tornjust.event_names import KEYWORDS, MORE_KEYWORDS

    names = {name for name in dir(cls) if not name.startswith("_") and not callable(getattr(cls, name, None))}
    names.update(
        getattr(cls, "_dom", ()), KEYWORDS, MORE_KEYWORDS, ("a", "text", "add_to", "children", "model")
    )
    return names


def _caller() -> tuple[str, int]:
    """Where the program called us."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "tornjust":
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def _sources(cls: type, file: str) -> Iterable[str]:
    """The text of the files in which the program may read an attribute."""
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    # What our own classes read, they know.
    ours = cls.__module__.partition(".")[0] == "tornjust"
    home = None if ours else getattr(sys.modules.get(cls.__module__), "__file__", None)
    for path in {file, main, home}:
        if path is not None:
            try:
                yield Path(path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue


def _is_read(name: str, sources: Iterable[str]) -> bool:
    """Whether some text has the name as an attribute, or in quotes as `getattr` and dictionaries have it."""
    use = re.compile(rf"\.{re.escape(name)}\b|[\"']{re.escape(name)}[\"']")
    return any(use.search(text) for text in sources)
