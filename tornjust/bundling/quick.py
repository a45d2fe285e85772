"""Shorter ways through `brython.js` for what programs do all the time: see `lookups.js` and `values.js`."""

from pathlib import Path

from .surgery import replace


def with_quick_ways(text: str) -> str:
    """The runtime with these scripts behind it. They must hear of every change to a class."""
    text = replace(
        text,
        "_b_.type.tp_setattro=function(kls,attr,value){",
        "_b_.type.tp_setattro=function(kls,attr,value){$B.tornjust_class_changed?.()\n",
    )
    # A class that is given its own way of being looped over no longer has the short one of its base.
    text = replace(
        text,
        "function reset_iter(cls){$B.make_iter(cls)",
        "function reset_iter(cls){delete cls[$B.FAST_ITER]\n$B.make_iter(cls)",
    )
    # In this order: the second stands on the first.
    scripts = (
        Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("lookups.js", "values.js")
    )
    return text + "".join(scripts)
