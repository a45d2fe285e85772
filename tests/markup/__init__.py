"""Tests of tornjust/markup."""
