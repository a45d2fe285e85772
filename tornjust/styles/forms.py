"""Looks of form controls, by name: ``form-input``, ``form-select``, ``form-checkbox`` and so on.

They come after the utilities, as in JustPy: ``form-input p-4`` has the padding of ``form-input``. A control
has its look through ``appearance:none`` and small pictures of our own, which need ``img-src data:`` in a
strict policy.
"""

from __future__ import annotations

_OFF = "-webkit-appearance:none;appearance:none;background-color:#fff;border-width:1px;"
_HALO = "outline:none;box-shadow:0 0 0 3px rgba(66,153,225,0.5)"
_EDGE = "border-color:#63b3ed"


def _picture(size: int, color: str, shape: str) -> str:
    """A drawing as a URL; only ``#``, ``<`` and ``>`` need an escape between double quotes."""
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {size} {size}' {color}>{shape}</svg>"
    escaped = svg.replace("#", "%23").replace("<", "%3C").replace(">", "%3E")
    return f'background-image:url("data:image/svg+xml,{escaped}");background-repeat:no-repeat'


_LINE = "fill='none' stroke-linecap='round' stroke-linejoin='round' stroke-width='2' stroke="
_CHECK = _picture(16, f"{_LINE}'#fff'", "<path d='M3.3 8.6l3 3 6.4-7'/>")
_DOT = _picture(24, "fill='#fff'", "<circle cx='12' cy='12' r='5'/>")
_ARROW = _picture(24, f"{_LINE}'#a0aec0'", "<path d='M8 10l4 4 4-4'/>")


def _mark(kind: str, radius: str, picture: str) -> tuple[str, ...]:
    """A box to tick. The class is on the input, or on an element that stands in for the input before it.

    Such an element is no input itself: of two boxes side by side, each shows its own state.
    """

    def when(state: str) -> str:
        return f"input[type={kind}]{state} + &:not(input),input[type={kind}]&{state}"

    return (
        f"&{{{_OFF}display:inline-block;height:1em;width:1em;vertical-align:middle;border-radius:{radius};"
        "-webkit-user-select:none;user-select:none}",
        f"{when(':focus')}{{{_HALO}}}",
        f"{when(':focus:not(:checked)')}{{{_EDGE}}}",
        f"{when(':checked')}{{background-color:currentColor;border-color:currentColor;{picture};"
        "background-size:cover;background-position:center}",
    )


_FIELD = (
    f"&{{{_OFF}border-radius:0.25rem;padding:0.5rem 0.75rem;line-height:1.5}}",
    f"&:focus{{{_HALO};{_EDGE}}}",
)
_SELECT = (
    f"&{{{_OFF}border-radius:0.25rem;padding:0.5rem 2.5rem 0.5rem 0.75rem;line-height:1.5;{_ARROW};"
    "background-position:right 0.5rem center;background-size:1.5em 1.5em}",
    f"&:focus{{{_HALO};{_EDGE}}}",
)

FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("form-checkbox", _mark("checkbox", "0.25rem", _CHECK)),
    ("form-radio", _mark("radio", "9999px", _DOT)),
    ("form-input", _FIELD),
    ("form-textarea", _FIELD),
    ("form-multiselect", _FIELD),
    ("form-select", _SELECT),
)
