"""Drawings of DataFrames, by Matplotlib: what JustPy draws with Highcharts in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from tornjust.errors import ComponentError
from tornjust.extras.figure import Matplotlib
from tornjust.extras.frames import column, read_csv_from_string
from tornjust.extras.library import library
from tornjust.tags.base import Div
from tornjust.tags.frames import text_of

KINDS = ("column", "bar", "line", "spline", "area", "areaspline", "scatter", "pie")
# More labels than this below an axis cannot be read.
_MAX_LABELS = 30


class FramePlot(Matplotlib):
    """Columns of a frame as a drawing; see `FrameTools.plot`. `options` says what is drawn; assign those of another
    plot to show the same."""

    def __init__(self, frame: Any, x: Any, y: Iterable[Any], **kwargs: Any) -> None:
        look: dict[str, Any] = {
            name: kwargs.pop(name)
            for name in ("categories", "figsize", "kind", "stacking", "subtitle")
            if name in kwargs
        }
        # `title` would be the tooltip of the element as well.
        look["title"] = kwargs.pop("title", "")
        kwargs.pop("options", None)
        options: dict[str, Any] = {"frame": frame, "x": x, "y": list(y), **look}
        super().__init__(figure=draw(**options), **kwargs)
        self._options = options

    @property
    def options(self) -> dict[str, Any]:
        """What is drawn: frame, x, y, and the keywords of `plot`."""
        return self._options

    @options.setter
    def options(self, options: dict[str, Any]) -> None:
        self.set_figure(draw(**options))
        self._options = options


class LinkedChartGrid(Div):
    """A frame as a plot, and below it as a table; the plot follows the table's order and search."""

    def __init__(self, df: Any, x: Any, y: Iterable[Any], **kwargs: Any) -> None:
        look = {name: kwargs.pop(name, "") for name in ("stacking", "subtitle", "title")}
        look["kind"] = kwargs.pop("kind", "column")
        super().__init__(**kwargs)
        self.set_classes("flex flex-col")
        self.df, self.x, self.y, self.look = df, x, list(y), look
        self.chart = df.jp.plot(x, self.y, a=self, classes="m-2 p-2 border", **look)
        self.grid = df.jp.data_table(a=self, classes="m-2")
        for event in ("sortChanged", "filterChanged"):
            self.grid.on(event, self.grid_change)

    def grid_change(self, msg: Any) -> None:
        """Draw what the table shows."""
        self.df = read_csv_from_string(msg.data)
        self.chart.options = {"frame": self.df, "x": self.x, "y": self.y, **self.look}


def draw(
    frame: Any,
    x: Any,
    y: list[Any],
    kind: str = "column",
    title: str = "",
    subtitle: str = "",
    stacking: str = "",
    categories: bool = True,
    figsize: tuple[float, float] = (9, 4.5),
) -> Any:
    """A figure of Matplotlib. Raises `ComponentError` for an unknown kind or column."""
    if kind not in KINDS:
        raise ComponentError(f"plot(kind={kind!r}): the kinds are {', '.join(KINDS)}.")
    if stacking not in ("", "normal", "percent", None):
        raise ComponentError(f"plot(stacking={stacking!r}): give '', 'normal' or 'percent'.")
    figure_class = library("matplotlib.figure", "plots", "frame.jp.plot").Figure
    figure = figure_class(figsize=figsize, layout="constrained")
    axes = figure.subplots()
    names = [
        frame.columns[which] if isinstance(which, int) and which not in frame.columns else which
        for which in y
    ]
    series = [_numbers(column(frame, which)) for which in y]
    if stacking == "percent":
        series = _percent(series)
    labels = [str(name) for name in names]
    if kind == "pie":
        _pie(axes, column(frame, x), series, labels)
    elif kind == "scatter" or not categories:
        _over_numbers(axes, kind, column(frame, x), series, labels, bool(stacking))
    else:
        _over_categories(axes, kind, column(frame, x), series, labels, bool(stacking))
    if kind != "pie":
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="x" if kind == "bar" else "y", alpha=0.3)
        axes.set_axisbelow(True)
        if labels:
            axes.legend(
                frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=min(len(labels), 6)
            )
    if title:
        figure.suptitle(title)
    if subtitle:
        axes.set_title(subtitle, fontsize="medium", color="#666666")
    return figure


def _numbers(values: Any) -> list[float]:
    """Numbers; what is none, and infinity, is a gap."""
    pandas = library("pandas", "pandas", "frame.jp.plot")
    found = pandas.to_numeric(values, errors="coerce").astype(float).tolist()
    return [number if abs(number) != float("inf") else float("nan") for number in found]


def _zeros(values: list[float]) -> list[float]:
    return [0.0 if value != value else value for value in values]


def _percent(series: list[list[float]]) -> list[list[float]]:
    full = [_zeros(values) for values in series]
    sums = [sum(map(abs, row)) or 1.0 for row in zip(*full)]
    return [[100 * value / total for value, total in zip(values, sums)] for values in full]


def _pie(axes: Any, names: Any, series: list[list[float]], labels: list[str]) -> None:
    if series:
        parts = [
            (abs(value), text_of(name)) for value, name in zip(series[0], names) if value == value and value
        ]
        if parts:
            axes.pie([value for value, _ in parts], labels=[name for _, name in parts], autopct="%.0f %%")
    axes.set_xlabel(labels[0] if labels else "")


def _over_numbers(
    axes: Any, kind: str, x: Any, series: list[list[float]], labels: list[str], stacked: bool
) -> None:
    dates = getattr(x.dtype, "kind", "") == "M"
    places = x.tolist() if dates else _numbers(x)
    if dates:
        tools = library("matplotlib.dates", "plots", "frame.jp.plot")
        axes.xaxis.set_major_formatter(tools.ConciseDateFormatter(axes.xaxis.get_major_locator()))
        axes.xaxis_date()
    if kind in ("column", "bar") and not dates:
        _bars(axes, kind, places, series, labels, stacked, _step(places))
    elif kind == "scatter":
        for values, name in zip(series, labels):
            axes.scatter(places, values, label=name, alpha=0.7)
    else:
        _lines(axes, kind, places, series, labels, stacked)


def _over_categories(
    axes: Any, kind: str, x: Any, series: list[list[float]], labels: list[str], stacked: bool
) -> None:
    names = [text_of(value) for value in x]
    places = [float(place) for place in range(len(names))]
    if kind in ("column", "bar"):
        _bars(axes, kind, places, series, labels, stacked, 1.0)
    else:
        _lines(axes, kind, places, series, labels, stacked)
    every = max(1, -(-len(names) // _MAX_LABELS))
    shown = places[::every]
    crowded = sum(map(len, names[::every])) > 90
    if kind == "bar":
        axes.set_yticks(shown, names[::every])
        axes.invert_yaxis()
    else:
        axes.set_xticks(
            shown, names[::every], rotation=60 if crowded else 0, ha="right" if crowded else "center"
        )


def _bars(
    axes: Any,
    kind: str,
    places: list[float],
    series: list[list[float]],
    labels: list[str],
    stacked: bool,
    step: float,
) -> None:
    paint, start = (axes.barh, "left") if kind == "bar" else (axes.bar, "bottom")
    if stacked:
        below = [0.0] * len(places)
        for values, name in zip(series, labels):
            paint(places, _zeros(values), 0.8 * step, label=name, **{start: below})
            below = [low + value for low, value in zip(below, _zeros(values))]
        return
    width = 0.8 * step / max(1, len(series))
    for number, (values, name) in enumerate(zip(series, labels)):
        shift = (number - (len(series) - 1) / 2) * width
        paint([place + shift for place in places], values, width, label=name)


def _lines(
    axes: Any, kind: str, places: list[Any], series: list[list[float]], labels: list[str], stacked: bool
) -> None:
    if stacked and kind.startswith("area"):
        axes.stackplot(places, *map(_zeros, series), labels=labels, alpha=0.8)
        return
    below = [0.0] * len(places)
    for values, name in zip(series, labels):
        if stacked:
            below = [low + value for low, value in zip(below, _zeros(values))]
        heights = below if stacked else values
        curve = _smooth(places, heights) if "spline" in kind else (places, heights)
        drawn = axes.plot(*curve, label=name)
        if kind.startswith("area"):
            axes.fill_between(*curve, alpha=0.4, color=drawn[0].get_color())


def _smooth(places: list[Any], values: list[float]) -> tuple[list[Any], list[float]]:
    """A curve through the points that does not swing beyond them: a cubic with the slopes of Fritsch and Carlson."""
    points = len(places)
    plain = all(isinstance(place, float) and place == place for place in places)
    rising = plain and all(a < b for a, b in pairwise(places))
    if points < 3 or points > 1000 or not rising or any(value != value for value in values):
        return places, values
    gaps = [b - a for a, b in pairwise(places)]
    rises = [(b - a) / gap for a, b, gap in zip(values, values[1:], gaps)]
    slopes = [rises[0]]
    for before, after in pairwise(rises):
        slopes.append(0.0 if before * after <= 0 else 2 * before * after / (before + after))
    slopes.append(rises[-1])
    xs: list[Any] = []
    ys: list[float] = []
    for index, gap in enumerate(gaps):
        for part in range(10):
            t = part / 10
            xs.append(places[index] + t * gap)
            ys.append(
                (1 + 2 * t) * (1 - t) ** 2 * values[index]
                + t * (1 - t) ** 2 * gap * slopes[index]
                + t * t * (3 - 2 * t) * values[index + 1]
                + t * t * (t - 1) * gap * slopes[index + 1]
            )
    return [*xs, places[-1]], [*ys, values[-1]]


def _step(places: list[float]) -> float:
    """The smallest distance between two places."""
    rising = sorted(set(places))
    return min((b - a for a, b in pairwise(rising)), default=1.0)
