"""All measurements in one go, written to docs/benchmarks.md: `make bench`, or `python benchmarks/report.py`.

It takes about forty minutes, and an environment for each peer when it is run for the first time. `--quick` is for
seeing that all of it works, `--to FOLDER` writes somewhere else.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _measure import Line
from peers import table
from run import HEAD_OF_TABLE, text_of
from stages import table as stages_table

HERE = Path(__file__).resolve().parent

HEAD = """# Benchmarks

Written by `{command}` on {day}: {cores} cores, Linux {kernel}, Python {python}. Absolute figures are those of one
busy machine; read each row across. Everything in a table was measured in one run, in turns, so that what disturbed
one subject disturbed all.

## Beside other frameworks

The same page everywhere: rows of text, a number, and a button that counts it up on the server. In Chromium, each
framework in an environment of its own with its default settings. "By hand" is HTML and JavaScript written for this
page alone, on bare Tornado handlers: the limit. Where a slow network is named, Chromium emulates Fast 3G and a
processor four times slower.

{peers}

Versions: {versions}. Dash and Streamlit make the page by a message after the GET, so that pages per second and memory
cannot be set beside the others'. Both drop an answer when the next click comes before it; their early clicks are
further apart.

## Where a click's time goes

Over a socket, 10 rows; "fresh" are the first 40 clicks of a page, "warm" those after 440: a browser runs code slowly
until it has run it often, and so does a processor that did something else in between.

{stages}

## Beside bare Tornado

Processor time of the server, and what travels. A target that was missed is marked with a star.

```
{bare}
```

## Growth

![Processor time of the server for one change, by elements on the page and by open tabs](growth.svg)

```
{growth}
```

So many tabs ask 4,000 times a second. Where that is more than the bare handler in the table above can answer: it reads
each request as Tornado does, for which there is a short way here ("The short way in" in
[architecture.md](architecture.md)).
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short rounds")
    parser.add_argument("--rounds", type=int, default=9, help="of visits to each framework")
    parser.add_argument("--slow-rounds", type=int, default=3, help="of visits over a slow network; 0: none")
    parser.add_argument("--to", type=Path, default=HERE.parent / "docs", help="folder of the report")
    options = parser.parse_args()
    quick = ["--quick"] if options.quick else []
    bare = _run("run.py", *quick)
    growth = _run("growth.py", *quick, "--picture", str(options.to / "growth.svg"))
    stages = _run("stages.py", *quick)
    rounds = ["--rounds", str(options.rounds), "--slow-rounds", str(options.slow_rounds)]
    peers = _run("peers.py", *quick, *rounds)
    lines = [text_of(Line(**line)) for line in bare["lines"]]
    text = HEAD.format(
        command=" ".join(["python benchmarks/report.py", *sys.argv[1:]]),
        day=datetime.now(timezone.utc).date(),
        cores=os.cpu_count(),
        kernel=platform.release().partition("-")[0],
        python=platform.python_version(),
        peers=table(peers["results"]),
        versions=", ".join(f"{name} {version}" for name, version in peers["versions"].items()),
        stages=stages_table(stages),
        bare="\n".join([HEAD_OF_TABLE.rstrip(), *lines]),
        growth=_growth(growth),
    )
    target = options.to / "benchmarks.md"
    target.write_text(text, encoding="utf-8")
    print(f"written: {target}")
    return 0


def _run(script: str, *arguments: str) -> Any:
    print(f"running {script} ...", file=sys.stderr, flush=True)
    command = [sys.executable, str(HERE / script), "--json", *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _growth(found: dict[str, Any]) -> str:
    lines = ["ms for one" + " " * 20 + "".join(f"{count:>10,}" for count in found["rows"]) + "  elements"]
    for name, values in found["by rows"].items():
        lines.append(f"{name:30}" + "".join(f"{value:>10.3f}" for value in values))
    lines.append(" " * 30 + "".join(f"{count:>10,}" for count in found["tabs"]) + "  tabs")
    for name, values in found["by tabs"].items():
        lines.append(f"{name:30}" + "".join(f"{value:>10.3f}" for value in values))
    lines.append(
        f"\n{found['size']:,} tabs, each of which polls every 2.5 s a page that changes every second:"
    )
    lines += [f"{name:32}{value:>10,.2f}" for name, value in found["crowd"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
