"""Sends the files that belong to events: what a page loads when the first one has files."""
