"""Tests of tornjust/extras."""
