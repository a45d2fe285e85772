"""`python -m tests.chaos --plans 5000 --first 0`: run plans, and name those that fail."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections import Counter

from .plan import draw
from .world import run_all


def main() -> int:
    """Run the plans of the seeds that were asked for, some of them at a time."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--plans", type=int, default=1000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--together", type=int, default=40, help="how many run at the same time")
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    start = time.monotonic()
    failures: list[str] = []
    kinds: Counter[str] = Counter()
    last = options.first + options.plans
    for first in range(options.first, last, options.together):
        plans = [draw(seed) for seed in range(first, min(first + options.together, last))]
        kinds.update(f"{plan.transport}{' restarted' if plan.restarts else ''}" for plan in plans)
        found = asyncio.run(run_all(plans))
        failures += found
        for failure in found:
            print(failure, flush=True)
        print(
            f"{first + len(plans) - options.first} plans, {len(failures)} failed, {time.monotonic() - start:.0f} s",
            file=sys.stderr,
        )
    print(
        f"{options.plans} plans in {time.monotonic() - start:.0f} s ({dict(kinds)}): {len(failures)} failed"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
