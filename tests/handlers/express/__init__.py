"""The short way of small requests, by itself. Beside Tornado's own way: tests/handlers/ways."""
