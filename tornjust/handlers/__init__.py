"""Thin Tornado handlers: they read a request, ask those who know, and write the answer."""
