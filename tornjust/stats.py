"""What happened since the start, as plain numbers: cheap to count, read when metrics are asked for."""

from __future__ import annotations

from bisect import bisect_left

# Upper bounds, in seconds, of the classes in which durations are counted.
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Durations:
    """A histogram."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.total = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


class Stats:
    """The counts of one process."""

    def __init__(self) -> None:
        # Events whose handlers were started, and of those the ones that raised.
        self.events = 0
        self.failures = 0
        # Kind and status of requests.
        self.requests: dict[tuple[str, int], int] = {}
        self.durations: dict[str, Durations] = {}

    def request(self, kind: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        requests = self.requests
        key = (kind, status)
        requests[key] = requests.get(key, 0) + 1
        durations = self.durations.get(kind)
        if durations is None:
            durations = self.durations[kind] = Durations()
        durations.add(seconds)


stats = Stats()
