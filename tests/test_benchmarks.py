"""The benchmark runs to its end and has a figure in every line; what it says about growth holds on any machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_benchmark_runs_and_costs_do_not_grow_with_the_page() -> None:
    answer = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--quick", "--json"],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    lines = json.loads(answer.stdout)["lines"]
    assert len(lines) == 23
    assert all(line["own"] > 0 for line in lines)
    growth = [line for line in lines if "10,000 rows against 10" in line["name"]]
    assert len(growth) == 2
    for line in growth:
        # A cost that followed the rows would be a thousand times as high; the rest is the noise of a short run.
        assert line["own"] < 3, line


def test_memory_of_a_page_is_seen_beside_what_the_server_freed_before() -> None:
    script = str(ROOT / "benchmarks" / "peers.py")
    answer = subprocess.run(
        [sys.executable, script, "--memory", "--quick", "--json", "--only", "tornjust"],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    for figures in json.loads(answer.stdout)["results"].values():
        # A page of 12 elements is a few kB. Where it is put into freed memory, it reads as nothing at all.
        assert 2 < figures["memory 10"] < 50, figures
        assert 100 < figures["memory 1000"] < 1000, figures


def test_the_stages_of_a_click_add_up() -> None:
    script = str(ROOT / "benchmarks" / "stages.py")
    answer = subprocess.run(
        [sys.executable, script, "--quick", "--json"], capture_output=True, text=True, timeout=180, check=True
    )
    found = json.loads(answer.stdout)
    assert len(found) == 2
    for page in found.values():
        for *stages, whole in page.values():
            assert min(stages) >= 0
            # Medians of parts are not quite the parts of the median.
            assert 0.5 * whole <= sum(stages) <= 1.5 * whole, page
