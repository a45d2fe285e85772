"""Python on both sides: which functions of a program run in the browser, and what is sent there.

`marks` has the decorators `client`, `both` and `server`; `files` reads a program's file and finds what they mark;
`names` decides whether a name means anything in the browser; `scripts` writes the module that the browser gets. See
docs/both_sides.md. Nothing here knows pages or Tornado.
"""

from .marks import ClientFunction, Run, ServerFunction, both, client, run_of, server

__all__ = [
    "ClientFunction",
    "Run",
    "ServerFunction",
    "both",
    "client",
    "run_of",
    "server",
]
