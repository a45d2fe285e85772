"""Autobahn's test suite against our WebSocket endpoint: `python -m tests.autobahn`."""
