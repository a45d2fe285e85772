"""The figures of Linux that dashboard.py shows, under psutil's names: for a machine without psutil."""

import os
import time
from pathlib import Path
from shutil import disk_usage as space
from types import SimpleNamespace as Figures

PROC = Path("/proc")
if not (PROC / "stat").exists():
    raise ImportError("there is no /proc here; install psutil")
TICKS, PAGE, SECTOR = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE"), 512
cpu_count, getloadavg = os.cpu_count, os.getloadavg
# What the processors and the processes had done at the last look.
_cores: dict[str, tuple[int, int]] = {}
_tasks: dict[int, tuple[float, int]] = {}


def lines(name):
    """The words of each line of a file below /proc."""
    return [line.replace(":", " ").split() for line in (PROC / name).read_text().splitlines()]


def boot_time():
    return next(int(words[1]) for words in lines("stat") if words[0] == "btime")


def cpu_percent(percpu=True):
    """How busy each processor was since the last call, in percent."""
    busy = []
    for name, *spent in lines("stat"):
        if name.startswith("cpu") and name != "cpu":
            ticks = [int(number) for number in spent[:8]]
            now = sum(ticks), ticks[3] + ticks[4]  # idle, and waiting for disks
            past = _cores.get(name, (0, 0))
            _cores[name] = now
            busy.append(100 - 100 * (now[1] - past[1]) / max(1, now[0] - past[0]))
    return busy


def virtual_memory():
    sizes = {words[0]: int(words[1]) * 1024 for words in lines("meminfo")}
    total, available = sizes["MemTotal"], sizes["MemAvailable"]
    return Figures(total=total, available=available, percent=100 * (total - available) / total)


def disk_usage(path):
    found = space(path)
    percent = 100 * found.used / (found.used + found.free)
    return Figures(total=found.total, used=found.used, free=found.free, percent=percent)


def disk_io_counters():
    """Of whole disks; their partitions are in them."""
    disks = {
        path.name for path in Path("/sys/block").glob("*") if not path.name.startswith(("loop", "ram", "dm-"))
    }
    counts = [words for words in lines("diskstats") if words[2] in disks]
    read, written = (SECTOR * sum(int(words[place]) for words in counts) for place in (5, 9))
    return Figures(read_bytes=read, write_bytes=written)


def net_io_counters(pernic=True):
    counts = [words for words in lines("net/dev") if len(words) > 9 and words[1].isdigit()]
    return {words[0]: Figures(bytes_recv=int(words[1]), bytes_sent=int(words[9])) for words in counts}


def process_iter(wanted):
    """Each process with what it did since the last look."""
    now, before = time.monotonic(), dict(_tasks)
    _tasks.clear()
    for path in PROC.glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text(errors="replace").partition("(")[2].rpartition(")")
        except OSError:  # it has ended
            continue
        words, pid = rest.split(), int(path.parent.name)
        spent = int(words[11]) + int(words[12])
        then, past = before.get(pid, (now, spent))
        _tasks[pid] = now, spent
        percent = 100 * (spent - past) / TICKS / (now - then) if now > then else 0.0
        memory = Figures(rss=int(words[21]) * PAGE)
        yield Figures(pid=pid, info={"cpu_percent": percent, "memory_info": memory, "pid": pid, "name": name})
