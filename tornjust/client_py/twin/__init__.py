"""What pages have whose program has functions for the browser: components that can be changed here, and calls.

An extra: a script of its own, which other pages do not load. `start` connects it with the runtime; the other modules
know no browser, and the test kit runs them, too.
"""
