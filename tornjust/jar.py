"""The cookies of a page: those that it is loaded with, and those that it gets while somebody has it open."""

from __future__ import annotations

from typing import Any, NamedTuple

from tornjust import cookies
from tornjust.component import lazy


class Late(NamedTuple):
    """A cookie that waits for the next page that its visitor loads."""

    value: str
    attributes: dict[str, Any]

    def header(self, name: str, usual: dict[str, Any]) -> str:
        """Its `Set-Cookie` header; `usual` are attributes that it may have of its own."""
        return cookies.header(name, self.value, **{**usual, **self.attributes})


class Jar:
    """What a page can do about cookies."""

    # What browsers are sent with the page.
    cookies = lazy(dict[str, str])
    _cookie_attributes = lazy(dict[str, dict[str, Any]])
    # The tabs that show the page.
    _tabs: Any

    def set_cookie(self, name: str, value: Any, **attributes: Any) -> None:
        """Send a cookie with the page, whenever it is loaded, a redirect included.

        Who has the page open already gets it with the next answer of a page function, as after a handler that sets a
        cookie and then redirects; that function finds it in `request.cookies`.

        Attributes are max_age (seconds; the setting COOKIE_MAX_AGE unless given, None until the browser is closed),
        path ("/"), domain, secure (True over HTTPS), httponly (True: scripts do not see it) and samesite ("lax").
        Raises `PageError` for what no cookie can be.
        """
        name = str(name)
        cookies.header(name, value, **attributes)
        self.cookies[name] = str(value)
        self._note(name, str(value), attributes)

    def delete_cookie(self, name: str, **attributes: Any) -> None:
        """Send that cookie no more, and have browsers that have it forget it; give path and domain if it has some."""
        name = str(name)
        cookies.header(name, "", **attributes)
        self.cookies.pop(name, None)
        self._note(name, "", {**attributes, "max_age": 0})

    def _note(self, name: str, value: str, attributes: dict[str, Any]) -> None:
        self._cookie_attributes[name] = attributes
        for session in self._tabs.values():
            session.cookies[name] = Late(value, attributes)

    def _cookie_headers(self, usual: dict[str, Any]) -> dict[str, str]:
        """The `Set-Cookie` headers of this page by the names of the cookies."""
        state = self.__dict__
        values, attributes = state.get("cookies", {}), state.get("_cookie_attributes", {})
        gone = {
            name: "" for name in attributes if name not in values and attributes[name].get("max_age") == 0
        }
        return {
            str(name): cookies.header(str(name), value, **{**usual, **attributes.get(name, {})})
            for name, value in {**values, **gone}.items()
        }
