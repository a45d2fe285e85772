"""Ready-made components: `Hello` and its like."""

from __future__ import annotations

from typing import Any

from tornjust.tags.base import Div


class Hello(Div):
    """A greeting that counts clicks."""

    counter: int = 1

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.classes = "m-1 p-1 text-2xl text-center text-white bg-blue-500 hover:bg-blue-800 cursor-pointer"
        self.text = "Hello! (click me)"
        self.on("click", self.click_happened)

    def click_happened(self, msg: Any) -> None:
        """Say how often it was clicked."""
        self.text = f"Hello! I was clicked {self.counter} times"
        self.counter += 1
