"""Installs Autobahn's suite where it is missing, runs all of it, and names what fails.

python -m tests.autobahn [CASES...]     for example 1.* 7.9.*
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from serving import Server

from . import suite


def main() -> int:
    """The number of cases that failed and were not known to."""
    suite.install()
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(suite.application) as server,
    ):
        found = suite.run(f"ws://127.0.0.1:{server.port}/echo", Path(folder), sys.argv[1:] or ["*"])
    said = Counter(result["behavior"] for result in found.values())
    print(
        f"{len(found)} cases in {time.monotonic() - begun:.0f} s:",
        ", ".join(f"{n} {w}" for w, n in said.items()),
    )
    failed = suite.failed(found)
    for case in sorted(failed, key=lambda text: [*map(int, text.split("."))]):
        print(
            case,
            found[case]["behavior"],
            found[case]["behaviorClose"],
            "(known)" if case in suite.KNOWN else "",
        )
    return len(failed - suite.KNOWN)


if __name__ == "__main__":
    sys.exit(main())
