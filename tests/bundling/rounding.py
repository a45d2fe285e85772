"""Client code for test_running.py: numbers as text, and rounded. CPython runs it too; both must give the same."""

results = {}

FLOATS = [
    *(
        0.0,
        -0.0,
        0.5,
        1.5,
        2.5,
        -2.5,
        0.125,
        2.675,
        1.005,
        1e-9,
        1.2246467991473532e-14,
        0.1,
        1 / 3,
        -123456.789,
    ),
    *(
        999.9996,
        999999.5,
        1234567.891,
        9.995,
        99.5,
        100.0,
        1e16,
        1e21,
        1.5e300,
        5e-324,
        0.00012345,
        123456789.0,
    ),
    *(float("inf"), float("-inf"), float("nan")),
]
FLOAT_FORMATS = [
    *"|f|F|e|E|g|G|%|n|.0f|.1f|.2f|.3f|.10f|.20f|.0e|.2e|.3g|.1g|.0%|.1%|.3|.1|.12|,|_".split("|"),
    *",.2f|_.1f|+|+.0f|+.1f| .2f".split("|"),
    *"10.3f|<10.2f|^12.1f|010.2f|+010.1f|*>9.0f|=+12.2f|#.0f|#g|z.1f|-.1f|012,.1f|+,.0f|15,|20.10g|<8|08|.0g".split(
        "|"
    ),
]
INTS = [0, 1, -1, 7, 12, 123, -1234, 1234567, -1234567, 255, 10**20, -(10**21), True]
INT_FORMATS = [
    *"|d|,|_|,d|x|X|#x|b|#b|o|_x|_b|#_b|5|<5|^7|05|+|+d| d|+,|012,|06,|.2f|,.1f|e|.0%|*^9|08x|#010x|n|=6".split(
        "|"
    ),
    *".0f|g".split("|"),
]
PERCENT = [
    "%f",
    "%.0f",
    "%.1f",
    "%.2f",
    "%e",
    "%.1e",
    "%g",
    "%.3g",
    "%8.2f",
    "%-8.1f|",
    "%+.1f",
    "%08.1f",
    "%d",
    "% .1f",
]


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__


def percent(template, number):
    return template % number


for template in FLOAT_FORMATS:
    results["float:" + template] = " ".join([attempt(format, number, template) for number in FLOATS])
for template in INT_FORMATS:
    results["int:" + template] = " ".join([attempt(format, number, template) for number in INTS])
for template in PERCENT:
    results[template] = " ".join([attempt(percent, template, number) for number in FLOATS[:-3]])
for places in (None, 0, 1, 2, 3, 10, 22, 100, -1, -2, -5):
    results[f"round:{places}"] = " ".join([repr(attempt(round, number, places)) for number in FLOATS[:-3]])
    results[f"round int:{places}"] = " ".join([repr(attempt(round, number, places)) for number in INTS])
results["round ties"] = repr([round(number, -2) for number in (50, 150, 250, -50, -150, 51, 49, 1234)])
results["round whole"] = repr([attempt(round, number) for number in FLOATS])
results["f-strings"] = (
    f"{1234.5:,.2f} {-123456:_} {0.5:.0%} {2.5:.0f} {1e-9:.0f} {3.0:+.0f} {'x':>3} {7:03d} {1.0}"
)
template = "{:.1f} {:>8,} {!r:>5}"
results["methods"] = template.format(0.25, 12345, 1.5)
