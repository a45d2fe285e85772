"""Ready-made components: `Hello`, `Icon`, `Space`, `HTMLEntity`; and class strings: `Styles`."""

from __future__ import annotations

from typing import Any, NoReturn

from tornjust.tags.base import Div

_NO_BREAK_SPACE = "\u00a0"


class Hello(Div):
    """A greeting that counts clicks, to see that a page works. `counter` is the number of the next click."""

    counter: int = 1

    def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        self.classes = "m-1 p-1 text-2xl text-center text-white bg-blue-500 hover:bg-blue-800 cursor-pointer"
        self.text = "Hello! (click me)"
        self.on("click", self.click_happened)

    def click_happened(self, msg: Any) -> None:
        """Say how often it was clicked."""
        self.text = f"Hello! I was clicked {self.counter} times"
        self.counter += 1


class Icon(Div):
    """An icon of Font Awesome 5: `Icon(icon="dog")`. Size and colour are utility classes."""

    icon: str = "dog"

    def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        self._wear(None)

    def __setattr__(self, name: str, value: Any) -> None:
        old = self.icon
        super().__setattr__(name, value)
        if name in ("icon", "classes"):
            self._wear(old)

    def _wear(self, old: str | None) -> None:
        words = [word for word in self.classes.split() if word not in ("fa", f"fa-{old}", f"fa-{self.icon}")]
        classes = " ".join((*words, "fa", f"fa-{self.icon}"))
        if classes != self.classes:
            self.classes = classes


class Space(Div):
    """`num` spaces at which no line breaks."""

    html_tag = "span"
    num: int = 1

    def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        self.num = self.num

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "num":
            self.text = _NO_BREAK_SPACE * int(value)


class HTMLEntity(Div):
    """A character by its name in HTML: `HTMLEntity(entity="&copy;")`. The value is raw HTML."""

    html_tag = "span"
    entity: str = ""

    def __init__(self, *given: NoReturn, **kwargs: Any) -> None:
        super().__init__(*given, **kwargs)
        self.entity = self.entity

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "entity":
            self.inner_html = value


class Styles:
    """Class strings to start from: `Button(classes=Styles.button_pill)`."""

    button_simple = "font-bold py-2 px-4 rounded bg-blue-500 text-white hover:bg-blue-700"
    button_pill = "font-bold py-2 px-4 rounded-full bg-blue-500 text-white hover:bg-blue-700"
    button_outline = (
        "font-semibold py-2 px-4 rounded border border-blue-500 bg-transparent text-blue-700 "
        "hover:bg-blue-500 hover:text-white hover:border-transparent"
    )
    button_bordered = (
        "font-bold py-2 px-4 rounded border border-blue-700 bg-blue-500 text-white hover:bg-blue-700"
    )
    button_disabled = "font-bold py-2 px-4 rounded bg-blue-500 text-white opacity-50 cursor-not-allowed"
    button_3d = (
        "font-bold py-2 px-4 rounded border-b-4 border-blue-700 bg-blue-500 text-white "
        "hover:bg-blue-400 hover:border-blue-500"
    )
    button_elevated = (
        "font-semibold py-2 px-4 rounded border border-gray-400 bg-white text-gray-800 shadow "
        "hover:bg-gray-100"
    )
    input_classes = (
        "m-2 py-2 px-4 w-64 rounded border-2 border-gray-200 bg-gray-200 text-gray-700 "
        "focus:outline-none focus:bg-white focus:border-purple-500"
    )
    lorem_ipsum = (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut "
        "labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco "
        "laboris nisi ut aliquip ex ea commodo consequat. Duis aute irure dolor in reprehenderit in "
        "voluptate velit esse cillum dolore eu fugiat nulla pariatur. Excepteur sint occaecat cupidatat "
        "non proident, sunt in culpa qui officia deserunt mollit anim id est laborum."
    )
