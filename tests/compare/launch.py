"""Runs programs under JustPy or under tornjust: `python launch.py justpy|tornjust`, one order a line on stdin.

An order is JSON. `{"program": PATH, "port": N, "ajax": BOOL, "log": PATH}` starts one and answers with its process id;
`{"end": PID}` ends it. The library is imported once and each program gets a fork of that process, which saves a second
for each. Knows neither library until it is told which, and runs under any Python from 3.8 on.
"""

import contextlib
import json
import os
import random
import runpy
import signal
import sys
from pathlib import Path


def run_justpy(program, port, ajax):
    """Run a program under JustPy on a port of 127.0.0.1, whatever it says itself."""
    import justpy

    serve = justpy.justpy
    source = Path(program).read_text(encoding="utf-8")

    def served(func=None, **options):
        options.update(host="127.0.0.1", port=port)
        # Each is a megabyte and more on every page.
        options.setdefault("highcharts", "igh" in source)
        options.setdefault("aggrid", "rid" in source)
        if ajax:
            options["websockets"] = False
        return serve(func, **options)

    justpy.justpy = served
    sys.path.insert(0, str(Path(program).resolve().parent))
    sys.argv = [program]
    runpy.run_path(program, run_name="__main__")


def run_tornjust(program, port, ajax):
    """Run it as `python -m tornjust` does."""
    from tornjust.__main__ import main

    main([program, "--host", "127.0.0.1", "--port", str(port), *(["--ajax"] if ajax else [])])


def start(run, order):
    """Fork a process for a program; its output goes into the log."""
    pid = os.fork()
    if pid:
        return pid
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(Path(order["program"]).resolve().parent)
    random.seed(1)
    try:
        run(order["program"], order["port"], order.get("ajax", False))
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(0)


def main():
    """Obey until stdin ends."""
    engine = sys.argv[1]
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # JustPy prints while it is imported
    __import__("tornjust.app" if engine == "tornjust" else "justpy")
    run = run_tornjust if engine == "tornjust" else run_justpy
    for line in sys.stdin:
        order = json.loads(line)
        if "end" in order:
            with contextlib.suppress(ProcessLookupError):
                os.kill(order["end"], signal.SIGKILL)
            os.waitpid(order["end"], 0)
            answer = 0
        else:
            answer = start(run, order)
        print(answer, file=answers, flush=True)


if __name__ == "__main__":
    main()
