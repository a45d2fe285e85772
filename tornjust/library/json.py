"""The module `json` in the browser: what its own JSON does, with the arguments of Python that are in common use."""

from javascript import JSON


class JSONDecodeError(ValueError):
    """Text that is not JSON."""


def loads(text):
    if not isinstance(text, str):
        raise TypeError("the JSON object must be str, not " + type(text).__name__)
    try:
        return JSON.parse(text)
    except Exception as error:
        raise JSONDecodeError(str(error)) from error


def dumps(value, *, indent=None, sort_keys=False, separators=None, ensure_ascii=True, default=None):
    item, colon = separators or ((",", ": ") if indent is not None else (", ", ": "))
    step = " " * indent if isinstance(indent, int) else indent

    def text(value, margin):
        if value is None or isinstance(value, (bool, str)):
            plain = JSON.stringify(value)
            return _ascii(plain) if ensure_ascii and isinstance(value, str) else plain
        if isinstance(value, (int, float)):
            if value != value:
                return "NaN"
            if value in (float("inf"), float("-inf")):
                return "Infinity" if value > 0 else "-Infinity"
            return repr(value)
        inner = margin + step if step is not None else ""
        start = "\n" + inner if step is not None else ""
        end = "\n" + margin if step is not None else ""
        if isinstance(value, (list, tuple)):
            if not value:
                return "[]"
            return "[" + start + (item + start).join([text(part, inner) for part in value]) + end + "]"
        if isinstance(value, dict):
            if not value:
                return "{}"
            keys = sorted(value) if sort_keys else list(value)
            parts = [text(_key(key), "") + colon + text(value[key], inner) for key in keys]
            return "{" + start + (item + start).join(parts) + end + "}"
        if default is not None:
            return text(default(value), margin)
        raise TypeError("Object of type " + type(value).__name__ + " is not JSON serializable")

    return text(value, "")


def _key(key):
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, bool):
        return {None: "null", True: "true", False: "false"}[key]
    if isinstance(key, (int, float)):
        return repr(key)
    raise TypeError("keys must be str, int, float, bool or None, not " + type(key).__name__)


def _ascii(text):
    if text.isascii():
        return text
    out = []
    for c in text:
        n = ord(c)
        if n < 128:
            out.append(c)
        elif n < 0x10000:
            out.append("\\u" + ("000" + hex(n)[2:])[-4:])
        else:
            n -= 0x10000
            for half in (0xD800 + (n >> 10), 0xDC00 + (n & 0x3FF)):
                out.append("\\u" + ("000" + hex(half)[2:])[-4:])
    return "".join(out)
