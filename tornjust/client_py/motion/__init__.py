"""The extra `motion`: animations and transitions, for pages that have some."""
