"""The module `time` in the browser: clocks. Nothing sleeps there; see `jp.client.after`, and `browser.aio.sleep`."""

from browser import window

_now = window.Date.now
_performance = window.performance


def time():
    return _now() / 1000


def time_ns():
    return _now() * 1000000


def perf_counter():
    return _performance.now() / 1000


def perf_counter_ns():
    return int(_performance.now() * 1000000)


monotonic = perf_counter
monotonic_ns = perf_counter_ns


def sleep(seconds):
    raise NotImplementedError(
        "a page cannot sleep: use jp.client.after(milliseconds, function), or `await aio.sleep(seconds)` with"
        " `from browser import aio` in an async function"
    )
