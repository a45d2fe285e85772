"""How the page looks beside its elements: rules of its style sheet, the program's own CSS, and whether it is dark."""

from browser import document, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

create_element = document.createElement
query = document.querySelector


def adopt(css: str) -> "Any":
    """A style sheet that belongs to no element."""
    sheet = window.CSSStyleSheet.new()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
    return sheet


class Looks:
    """The style sheets of the document."""

    def __init__(self) -> None:
        self.sheet: Any = None
        self.orders: list[int] = []
        # A link to a file, or a <style> with the rules.
        element = document.getElementById("tornjust-sheet")
        if element is not None:
            if element.nodeName == "LINK" and not element.sheet:
                # Safari runs scripts before style sheets have come.
                element.addEventListener("load", self.on_load)
            else:
                # A policy that a proxy added may forbid a <style>; not what a script makes of its text.
                self.take(element.sheet or adopt(element.textContent), element)
        self.own_sheet: Any = None
        own = query("style[data-tj-css]")
        if own is not None and not own.sheet:
            self.set_own_css(own.textContent)

    def take(self, sheet: "Any", element: "Any") -> None:
        """This style sheet is the one that rules are added to; the element says which it has."""
        self.sheet = sheet
        orders = element.getAttribute("data-tj-orders")
        self.orders = [int(order) for order in orders.split(",")] if orders else []

    def on_load(self, event: "Any") -> None:
        """The style sheet has come: it gets the rules that came before it."""
        early = self.sheet
        orders = self.orders
        self.take(event.target.sheet, event.target)
        if early is not None:
            for order, rule in zip(orders, list(early.cssRules)):
                self.add_rule(order, rule.cssText)
            early.replaceSync("")

    def add_rule(self, order: int, css: str) -> None:
        """A rule of the style sheet, at its place in the cascade; one that is there already is left alone."""
        if self.sheet is None:
            # A page without utility classes may have animations and icons all the same.
            self.sheet = adopt("")
        orders = self.orders
        low = 0
        high = len(orders)
        while low < high:
            middle = (low + high) // 2
            if orders[middle] < order:
                low = middle + 1
            else:
                high = middle
        if low < len(orders) and orders[low] == order:
            return
        try:
            self.sheet.insertRule(css, self.sheet.cssRules.length - len(orders) + low)
        except Exception:
            return  # a selector that this browser does not know
        orders.insert(low, order)

    def set_own_css(self, css: str) -> None:
        """The page's own style sheet, as it is now."""
        if self.own_sheet is None:
            element = query("[data-tj-css]")
            if element is not None:
                element.remove()
            self.own_sheet = adopt("")
        self.own_sheet.replaceSync(css)

    def set_dark(self, name: str) -> None:
        """Whether the page is dark: "dark", "" or, where the reader's system decides, "dark-auto"."""
        classes = document.documentElement.classList
        classes.remove("dark", "dark-auto")
        if name:
            classes.add(name)
        meta = query("meta[name=color-scheme]")
        if meta is None:
            meta = create_element("meta")
            meta.setAttribute("name", "color-scheme")
            document.head.append(meta)
        meta.setAttribute("content", "dark" if name == "dark" else "light dark" if name else "light")
