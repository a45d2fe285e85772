"""The fixture that drives programs without a browser, as users of the package get it."""

from tornjust.testing.plugin import tornjust_app

__all__ = ["tornjust_app"]
