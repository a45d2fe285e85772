"""A display for the wall: a counter on blue, live figures of this machine, and its busiest processes.

    python examples/dashboard.py

No WebSocket: each open tab asks every 2.5 seconds what changed, and gets just that. Measures with psutil, or on Linux
without it.
"""

import asyncio
import os
import platform
import sys
import time
from collections import deque
from itertools import pairwise, zip_longest

import tornjust as jp

try:
    import psutil
except ImportError:
    try:
        import _proc as psutil  # Linux tells it, too: _proc.py beside this file
    except ImportError:
        sys.exit(
            "The dashboard reads this machine's figures with psutil, which is missing: pip install psutil"
        )

SAMPLE_EVERY = float(os.environ.get("SAMPLE_EVERY", 2))  # seconds
POINTS = 91  # in a chart: three minutes
AGE = f"{(POINTS - 1) * SAMPLE_EVERY / 60:.2g} min ago"
ROWS = 7  # in the table
CORES = psutil.cpu_count() or 1
LOOPBACK = {"lo", "lo0", "Loopback Pseudo-Interface 1"}  # on Linux, macOS and Windows
# Lines keep their width when the drawing is stretched.
THIN = {"vector_effect": "non-scaling-stroke"}


# -- Parts of the page. They are made once; later only texts, widths and paths change. ----------------------------


class Card(jp.Section):
    """A panel with a title, and a remark on the right."""

    def __init__(self, title, remark="", **kwargs):
        super().__init__(**kwargs)
        self.classes = f"flex flex-col min-w-0 p-5 rounded-2xl bg-gray-800 {self.classes}"
        head = jp.Div(a=self, classes="flex justify-between items-baseline gap-4 text-sm")
        jp.H2(a=head, text=title, classes="font-medium text-gray-300")
        self.remark = jp.Div(a=head, text=remark, classes="truncate tabular-nums text-gray-400")


class Bar(jp.Div):
    """A progress bar."""

    def __init__(self, color, **kwargs):
        super().__init__(**kwargs)
        self.classes = f"h-2 rounded-full overflow-hidden bg-gray-700 {self.classes}"
        self.filled = jp.Div(
            a=self, classes=f"h-full rounded-full bg-{color} transition-all duration-500", style="width:0"
        )

    def put(self, percent):
        self.filled.style = f"width:{percent:.0f}%"


class Gauge(jp.Div):
    """A name, what it stands at in words, and one or more progress bars below."""

    def __init__(self, name, color, bars=1, **kwargs):
        super().__init__(**kwargs)
        head = jp.Div(a=self, classes="flex justify-between mb-2 text-sm")
        jp.Span(a=head, text=name, classes="text-gray-400")
        self.words = jp.Span(a=head, text="–", classes="tabular-nums")
        row = jp.Div(
            a=self, classes="grid gap-2", style="grid-template-columns:repeat(auto-fit,minmax(3rem,1fr))"
        )
        self.bars = [Bar(color, a=row) for _ in range(bars)]

    def put(self, words, *percents):
        self.words.text = words
        for bar, percent in zip(self.bars, percents):
            bar.put(percent)


class Chart(jp.Div):
    """Filled lines that wander to the left, one for each colour. Without `top` the scale follows the values."""

    def __init__(self, colors, top, **kwargs):
        super().__init__(classes="relative flex-1 mt-3", style="min-height:6rem", **kwargs)
        self.top = top
        self.histories = [deque(maxlen=POINTS) for _ in colors]
        svg = jp.Svg(a=self, viewBox=f"0 0 {POINTS - 1} 100", preserveAspectRatio="none")
        svg.classes = "absolute inset-0 w-full h-full overflow-hidden"
        for y in 0, 50, 100:
            jp.Line(a=svg, x2=POINTS, y1=y, y2=y, classes="stroke-current text-gray-700", **THIN)
        looks = "stroke-current stroke-2 fill-current"
        self.lines = [
            jp.Path(a=svg, classes=f"{looks} text-{color}", fill_opacity=0.2, **THIN) for color in colors
        ]
        self.scale = jp.Div(a=self, classes="absolute bottom-full right-0 text-xs tabular-nums text-gray-400")

    def put(self, *values):
        for history, value in zip(self.histories, values):
            history.append(value)
        top = self.top or round_up(max(map(max, self.histories)))
        self.scale.text = "100%" if self.top else f"{size(top)}/s"
        for line, history in zip(self.lines, self.histories):
            line.d = outline(history, top)


class Figure(Card):
    """Numbers in large type with their chart. `lines` are pairs of name and colour."""

    def __init__(self, title, *lines, top=None, **kwargs):
        super().__init__(title, **kwargs)
        row = jp.Div(a=self, classes=f"grid grid-cols-{len(lines)} gap-4 mt-1")
        self.numbers = [self.number(row, *line) for line in lines]
        self.chart = Chart([color for _, color in lines], top, a=self)
        ends = jp.Div(a=self, classes="flex justify-between mt-1 text-xs text-gray-400")
        ends.add(jp.Span(text=AGE), jp.Span(text="now"))

    def number(self, row, name, color):
        place = jp.Div(a=row, classes="whitespace-nowrap")
        number = jp.Div(a=place, text="–", classes="text-2xl sm:text-3xl font-semibold tabular-nums")
        if name:
            jp.Div(a=place, text=name, classes=f"text-sm text-{color}")
        return number

    def put(self, *values):
        for number, value in zip(self.numbers, values):
            number.text = f"{value:.0f}%" if self.chart.top else f"{size(value)}/s"
        self.chart.put(*values)


class ProcessRow(jp.Tr):
    """One line of the table."""

    columns = "w-2/5 truncate text-left", "hidden md:table-cell text-right", "text-right", "text-right"

    def __init__(self, **kwargs):
        super().__init__(classes="border-t border-gray-700", **kwargs)
        self.cells = [jp.Td(a=self, classes=f"p-0 py-1 {looks}") for looks in self.columns]
        self.bar = Bar("blue-400", a=jp.Td(a=self, classes="p-0 pl-4"))

    def put(self, percent, memory, pid, name):
        for cell, text in zip(self.cells, (name, pid, size(memory), f"{percent:.1f}%")):
            cell.text = text
        self.bar.put(percent)


# -- Measuring: psutil in, plain numbers and words out. -----------------------------------------------------------


def traffic():
    """Bytes since the machine started: read and written on disk, received and sent over the network."""
    disk, links = psutil.disk_io_counters(), psutil.net_io_counters(pernic=True)
    outside = [link for name, link in links.items() if name not in LOOPBACK]
    return [
        disk.read_bytes if disk else 0,
        disk.write_bytes if disk else 0,
        sum(link.bytes_recv for link in outside),
        sum(link.bytes_sent for link in outside),
    ]


def processes():
    """(percent of all CPU cores, bytes of memory, PID, name) of each process, the busiest first."""
    wanted = ["cpu_percent", "memory_info", "pid", "name"]
    known = [p.info for p in psutil.process_iter(wanted) if p.pid and p.info["memory_info"]]
    rows = [
        ((p["cpu_percent"] or 0) / CORES, p["memory_info"].rss, p["pid"], p["name"] or "?") for p in known
    ]
    return sorted(rows, reverse=True)


def size(number):
    """Bytes for people: `size(3_140_000)` is 3.1 MB."""
    units = ["B", "kB", "MB", "GB", "TB"]
    while number >= 999.5 and len(units) > 1:
        number, units = number / 1000, units[1:]
    return f"{number:.1f} {units[0]}" if 0 < number < 99.5 else f"{number:.0f} {units[0]}"


def round_up(value, least=10_000):
    """The end of a scale: the next number that is 1, 2 or 5 with zeros."""
    value = max(value, least)
    power = 10 ** (len(str(int(value))) - 1)
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def outline(values, top):
    """The area below a line as an SVG path: steps in whole numbers, which are short. Its sides lie out of sight."""
    heights = [100 - round(98 * value / top) for value in values]
    steps = "".join(f"l1 {new - old}" for old, new in pairwise(heights))
    return f"M{POINTS - len(heights) - 2} 104V{heights[0]}h2{steps}h2V104"


# -- The page, one for all tabs. ----------------------------------------------------------------------------------

wp = jp.WebPage(title=f"{platform.node()} · live", delete_flag=False)
wp.reload_interval = 2.5
wp.body_classes = "bg-gray-900"

main = jp.Main(
    a=wp, classes="flex flex-col gap-4 min-h-screen p-4 lg:p-6 antialiased bg-gray-900 text-gray-100"
)
header = jp.Header(a=main, classes="flex flex-wrap justify-between items-baseline gap-x-4")
jp.H1(a=header, text=platform.node(), classes="text-2xl font-semibold")
booted = time.strftime("%a %d %b, %H:%M", time.localtime(psutil.boot_time()))
jp.P(a=header, text=f"{platform.system()} {platform.machine()}, up since {booted}", classes="text-gray-400")

grid = jp.Div(a=main, classes="flex-1 grid gap-4 md:grid-cols-2 xl:grid-cols-3")
blue = jp.Div(
    a=grid, classes="flex flex-col justify-center gap-4 p-6 rounded-2xl text-center text-white bg-blue-500"
)
blue.classes += " md:col-span-2 xl:col-span-1 xl:row-span-2"
blue.style = "container-type:inline-size;min-height:15rem"
count_div = jp.Div(a=blue, classes="font-semibold leading-none tabular-nums")
refreshed = jp.P(a=blue, classes="text-2xl tabular-nums")

cpu = Figure("CPU", ("", "blue-400"), top=100, a=grid)
memory = Figure("Memory", ("", "purple-400"), top=100, a=grid)
disk = Figure("Disk", ("read", "yellow-400"), ("written", "pink-400"), a=grid)
network = Figure("Network", ("received", "green-400"), ("sent", "indigo-400"), a=grid)

in_use = Card("In use", a=grid, classes="justify-between gap-4 md:col-span-2 xl:col-span-1")
cores_gauge = Gauge("CPU cores", "blue-400", CORES, a=in_use)
memory_gauge = Gauge("Memory", "purple-400", a=in_use)
disk_gauge = Gauge("Disk", "yellow-400", a=in_use)

busiest = Card("Busiest processes", a=grid, classes="md:col-span-2")
table = jp.Table(a=busiest, classes="table-fixed w-full mt-2 text-sm tabular-nums")
titles = jp.Tr(a=jp.Thead(a=table), classes="text-gray-400")
for title, looks in zip(("Name", "PID", "Memory", "CPU"), ProcessRow.columns):
    jp.Th(a=titles, text=title, classes=f"p-0 pb-1 font-normal {looks}")
body = jp.Tbody(a=table)
rows = [ProcessRow(a=body) for _ in range(ROWS)]


async def increment_counter(start):
    count_div.counter = start
    while True:
        count_div.counter += 1
        count_div.text = str(count_div.counter)
        count_div.style = f"font-size:min(200px,{130 // len(count_div.text)}cqw)"  # as the panel allows
        refreshed.text = time.strftime("refreshed at %H:%M:%S")
        await asyncio.sleep(1)


async def measure():
    while True:
        before, start = traffic(), time.monotonic()
        await asyncio.sleep(SAMPLE_EVERY)
        seconds = time.monotonic() - start
        show(
            [max(0, new - old) / seconds for old, new in zip(before, traffic())],
            await asyncio.to_thread(processes),
        )


def show(rates, running):
    """Put new figures on the page. Nothing is sent here: each tab gets what changed when it asks."""
    cores = psutil.cpu_percent(percpu=True)
    used, space = psutil.virtual_memory(), psutil.disk_usage("/")
    cpu.put(sum(cores) / len(cores))
    cpu.remark.text = "load " + " ".join(f"{load:.2f}" for load in psutil.getloadavg())
    memory.put(used.percent)
    disk.put(*rates[:2])
    network.put(*rates[2:])
    cores_gauge.put(f"busiest {max(cores):.0f}%", *cores)
    memory_gauge.put(f"{size(used.total - used.available)} of {size(used.total)}", used.percent)
    disk_gauge.put(f"{size(space.used)} of {size(space.used + space.free)}", space.percent)
    busiest.remark.text = f"{len(running)} running"
    for row, process in zip_longest(rows, running[:ROWS]):
        row.show = process is not None
        if process:
            row.put(*process)


def start_measuring():
    jp.run_task(increment_counter(500))
    jp.run_task(measure())


def dashboard():
    return wp


jp.justpy(dashboard, startup=start_measuring, websockets=False)
