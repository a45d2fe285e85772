"""What the user had typed and where they had scrolled to, when a page has to be loaded again.

A field of the new page gets its text back where there can be no doubt which one it is: it looks the same to an author
(tag, type, name, id, placeholder), there are as many of that look as before, and the server shows the same in it.
Passwords and files are not kept. What scrolls by itself is known by its id, or by where it stands.

Browsers fill fields too, where the user goes back to a page or duplicates a tab. They do so once the page has loaded,
and tell nobody: the server is told as if the user had entered it again.
"""

from browser import document, window
from javascript import JSON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = "tornjust-kept"
FIELDS = "input,textarea,select"
NOT_KEPT = ("password", "file", "hidden", "submit", "button", "reset", "image")
PRESSED = ("checkbox", "radio")
get_js = window.Reflect.get
set_js = window.Reflect.set


def look(field: "Any") -> str:
    """What tells a field from others, as far as it stays the same when the page is made anew."""
    parts = [field.nodeName, str(get_js(field, "type"))]
    own = field.getAttribute("id") or ""
    # Numbers are given out anew.
    parts.append("" if own.isdigit() else own)
    for name in ("name", "placeholder", "aria-label"):
        parts.append(field.getAttribute(name) or "")
    if parts[1] in PRESSED:
        parts.append(field.getAttribute("value") or "")
    return "\n".join(parts)


def fields() -> "dict[str, list[Any]]":
    """All fields of the page, by their looks."""
    found: dict[str, list[Any]] = {}
    for field in document.querySelectorAll(FIELDS):
        found.setdefault(look(field), []).append(field)
    return found


def initial(field: "Any") -> "Any":
    """What the server had put into a field."""
    if get_js(field, "type") in PRESSED:
        return bool(get_js(field, "defaultChecked"))
    if field.nodeName == "SELECT":
        return ""
    given = get_js(field, "defaultValue")
    if field.nodeName != "INPUT" or given == get_js(field, "value"):
        return given
    # A slider without a value stands in the middle, a colour is black, and spaces around an address go.
    template = document.createElement("template")
    set_js(template, "innerHTML", field.cloneNode().outerHTML)
    return get_js(template.content.firstElementChild, "value")


def changed(field: "Any") -> bool:
    """Whether a field shows something else than the page came with. A radio button that is off tells nothing."""
    if field.nodeName != "SELECT":
        now = get_js(field, property_of(field))
        return bool(now != initial(field)) and (now is not False or get_js(field, "type") != "radio")
    given = [option for option in field.options if option.defaultSelected]
    if given or field.multiple:
        return any(option.selected != option.defaultSelected for option in field.options)
    return bool(field.selectedIndex > 0)


def property_of(field: "Any") -> str:
    """Where a field has what the user entered."""
    return "checked" if get_js(field, "type") in PRESSED else "value"


def place_of(node: "Any") -> "list[Any]":
    """Where an element stands: an id of the program's, or the body, and the way down from there."""
    steps: list[Any] = [node.nodeName]
    while not node.isSameNode(document.body):
        own = node.getAttribute("id") or ""
        # Numbers are given out anew.
        if own and not own.isdigit():
            return [own, *steps]
        index = 0
        before = node.previousElementSibling
        while before:
            index += 1
            before = before.previousElementSibling
        steps.insert(1, index)
        node = node.parentNode
    return ["", *steps]


def at_place(place: "list[Any]") -> "Any":
    """What stands there now; None where that is something else."""
    node = document.getElementById(place[0]) if place[0] else document.body
    for index in place[2:]:
        node = get_js(node.children, str(index)) if node else None
    return node if node and node.nodeName == place[1] else None


class Keepsake:
    """Between two loads of a page."""

    def __init__(self) -> None:
        # The fields that the user has changed.
        self.touched = window.WeakSet.new()

    def start(self) -> None:
        """Begin to listen, and put back what was kept."""
        document.addEventListener("input", self.note, True)
        visits = window.performance.getEntriesByType("navigation")
        if len(visits) == 0 or visits[0].type == "navigate":
            return
        if visits[0].type == "reload":
            self.restore()
        if document.readyState == "complete":
            window.setTimeout(self.adopt, 0)
        else:
            window.addEventListener("pageshow", self.adopt, JSON.parse('{"once": true}'))

    def adopt(self, event: "Any" = None) -> None:
        """Tell the server what the browser has put back."""
        for field in document.querySelectorAll(FIELDS):
            if not self.touched.has(field) and get_js(field, "type") not in NOT_KEPT and changed(field):
                self.tell(field, "input")
                self.tell(field, "change")

    def note(self, event: "Any") -> None:
        """The user changed a field."""
        self.touched.add(event.target)

    def save(self) -> None:
        """Keep what would be lost."""
        kept = []
        for name, group in fields().items():
            for place, field in enumerate(group):
                if not self.touched.has(field) or get_js(field, "type") in NOT_KEPT:
                    continue
                value = get_js(field, property_of(field))
                focused = bool(document.activeElement == field)
                kept.append([name, len(group), place, initial(field), value, focused])
        scrolled = []
        for node in document.body.querySelectorAll("*"):
            top = get_js(node, "scrollTop")
            left = get_js(node, "scrollLeft")
            if top or left:
                scrolled.append([place_of(node), top, left])
        store = {
            "path": window.location.href,
            "fields": kept,
            "at": [window.scrollX, window.scrollY],
            "in": scrolled,
        }
        window.sessionStorage.setItem(NAME, JSON.stringify(store))

    def restore(self) -> None:
        """Put it back, if this page was loaded for that reason."""
        text = window.sessionStorage.getItem(NAME)
        if not text:
            return
        window.sessionStorage.removeItem(NAME)
        store = JSON.parse(text)
        if store["path"] != window.location.href:
            return
        found = fields()
        for name, count, place, before, value, focused in store["fields"]:
            group = found.get(name, [])
            if len(group) == count:
                self.put(group[place], before, value, focused)
        window.scrollTo(store["at"][0], store["at"][1])
        for place, top, left in store["in"]:
            node = at_place(place)
            if node:
                node.scrollTo(left, top)

    def put(self, field: "Any", before: "Any", value: "Any", focused: bool) -> None:
        """Enter what the user had entered, and let it be known as if they did so now."""
        name = property_of(field)
        now = get_js(field, name)
        if initial(field) != before or (now != value and now != before and field.nodeName != "SELECT"):
            return  # the server shows something else there now, or the user was faster
        if focused:
            field.focus()
        if now != value:
            set_js(field, name, value)
        elif value == before:
            return
        self.tell(field, "input")
        if name == "checked" or field.nodeName == "SELECT":
            self.tell(field, "change")
            return

        def left(event: "Any") -> None:
            field.removeEventListener("blur", left)
            # The browser itself tells only of what was typed since.
            if get_js(field, "value") == value:
                self.tell(field, "change")

        field.addEventListener("blur", left)

    def tell(self, field: "Any", kind: str) -> None:
        """Fire an event."""
        field.dispatchEvent(window.Event.new(kind, {"bubbles": True}))
