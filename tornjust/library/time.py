"""The module `time` in the browser: clocks, and times as English text. Nothing sleeps: see `jp.client.after`."""

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


FIELDS = "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()


class struct_time:
    """A time in its parts, with the names that Python has for them."""

    def __init__(self, parts, zone="UTC", offset=0):
        self._parts = tuple(parts)
        for name, value in zip(FIELDS, self._parts):
            setattr(self, name, value)
        self.tm_zone = zone
        self.tm_gmtoff = offset

    def __getitem__(self, i):
        return self._parts[i]

    def __len__(self):
        return len(self._parts)

    def __iter__(self):
        return iter(self._parts)

    def __eq__(self, other):
        return self._parts == tuple(other)

    def __lt__(self, other):
        return self._parts < tuple(other)

    def __repr__(self):
        parts = [name + "=" + str(value) for name, value in zip(FIELDS, self._parts)]
        return "time.struct_time(" + ", ".join(parts) + ")"


def gmtime(seconds=None):
    return _parted(time() if seconds is None else seconds, 0, "UTC", 0)


def localtime(seconds=None):
    seconds = time() if seconds is None else seconds
    offset = _offset(seconds)
    year = gmtime(seconds).tm_year
    winter = min(_offset(_first_of(year, month)) for month in (1, 7))
    sign = "+" if offset >= 0 else "-"
    hours, minutes = divmod(abs(offset) // 60, 60)
    zone = "GMT" + sign + _two(hours) + (_two(minutes) if minutes else "") if offset else "UTC"
    return _parted(seconds, offset, zone, int(offset > winter))


def mktime(parts):
    year, month, day, hour, minute, second = tuple(parts)[:6]
    return window.Date.new(year, month - 1, day, hour, minute, second).getTime() / 1000


def _first_of(year, month):
    return window.Date.UTC(year, month - 1, 1) / 1000


def strftime(format, parts=None):
    t = localtime() if parts is None else parts if isinstance(parts, struct_time) else struct_time(parts)
    text = ""
    pieces = iter(format)
    for letter in pieces:
        text += letter if letter != "%" else _directive(next(pieces, ""), t)
    return text


def ctime(seconds=None):
    return asctime(localtime(seconds))


def asctime(parts=None):
    return strftime("%c", parts)


# Seconds that the clocks of this place are ahead of UTC.
def _offset(seconds):
    return -60 * int(window.Date.new(seconds * 1000).getTimezoneOffset())


def _parted(seconds, offset, zone, summer):
    date = window.Date.new((seconds + offset) * 1000)
    year, month, day = date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()
    days = int((window.Date.UTC(year, month, day) - window.Date.UTC(year, 0, 1)) / 86400000) + 1
    clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    return struct_time([year, month + 1, day, *clock, (date.getUTCDay() + 6) % 7, days, summer], zone, offset)


def _two(number, fill="0"):
    return str(number).rjust(2, fill)


def _directive(letter, t):
    day, month, hour = DAYS[t.tm_wday], MONTHS[t.tm_mon - 1], t.tm_hour
    clock = _two(hour) + ":" + _two(t.tm_min)
    date = _two(t.tm_mon) + "/" + _two(t.tm_mday) + "/" + _two(t.tm_year % 100)
    minutes = abs(t.tm_gmtoff) // 60
    found = {
        "a": day[:3],
        "A": day,
        "b": month[:3],
        "B": month,
        "c": f"{day[:3]} {month[:3]} {_two(t.tm_mday, ' ')} {clock}:{_two(t.tm_sec)} {t.tm_year}",
        "d": _two(t.tm_mday),
        "D": date,
        "e": _two(t.tm_mday, " "),
        "F": f"{t.tm_year}-{_two(t.tm_mon)}-{_two(t.tm_mday)}",
        "h": month[:3],
        "H": _two(hour),
        "I": _two((hour + 11) % 12 + 1),
        "j": str(t.tm_yday).rjust(3, "0"),
        "m": _two(t.tm_mon),
        "M": _two(t.tm_min),
        "n": "\n",
        "p": "PM" if hour >= 12 else "AM",
        "R": clock,
        "S": _two(t.tm_sec),
        "t": "\t",
        "T": clock + ":" + _two(t.tm_sec),
        "u": str(t.tm_wday + 1),
        "U": _two((t.tm_yday + 6 - (t.tm_wday + 1) % 7) // 7),
        "w": str((t.tm_wday + 1) % 7),
        "W": _two((t.tm_yday + 6 - t.tm_wday) // 7),
        "x": date,
        "X": clock + ":" + _two(t.tm_sec),
        "y": _two(t.tm_year % 100),
        "Y": str(t.tm_year),
        "z": ("-" if t.tm_gmtoff < 0 else "+") + _two(minutes // 60) + _two(minutes % 60),
        "Z": t.tm_zone,
        "%": "%",
    }.get(letter)
    if found is None:
        raise ValueError("strftime() does not know %" + letter + " in the browser")
    return found


def sleep(seconds):
    raise NotImplementedError(
        "a page cannot sleep: use jp.client.after(milliseconds, function), or `await aio.sleep(seconds)` with"
        " `from browser import aio` in an async function"
    )
