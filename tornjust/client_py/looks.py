"""How the page looks beside its elements: rules of its style sheet, the program's own CSS, and whether it is dark."""

from browser import document, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

create_element = document.createElement
query = document.querySelector


class Looks:
    """The style sheets of the document."""

    def __init__(self) -> None:
        self.sheet: Any = None
        self.orders: list[int] = []
        link = document.getElementById("tornjust-sheet")
        if link is not None:
            self.sheet = link.sheet
            orders = link.getAttribute("data-tj-orders")
            if orders:
                self.orders = [int(order) for order in orders.split(",")]
        self.own_sheet: Any = None

    def add_rule(self, order: int, css: str) -> None:
        """A rule of the style sheet, at its place in the cascade; one that is there already is left alone."""
        if self.sheet is None:
            # A page without utility classes may have animations and icons all the same.
            self.sheet = window.CSSStyleSheet.new()
            document.adoptedStyleSheets.push(self.sheet)
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
            link = query("link[data-tj-css]")
            if link is not None:
                link.remove()
            self.own_sheet = window.CSSStyleSheet.new()
            document.adoptedStyleSheets.push(self.own_sheet)
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
