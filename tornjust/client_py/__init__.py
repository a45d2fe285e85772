"""The browser's half of tornjust, in Python.

`replica`, `fields`, `transport`, `capture` and `poller` are plain state machines: CPython runs them too, and the test
kit does. They reach the browser through two objects that they are given: `dom` (see `dom.py`) and `platform` (see
`platform.py`), which the test kit makes of its own.
"""
