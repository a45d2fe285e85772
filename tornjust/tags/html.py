"""The elements of HTML, as a table: class name -> the attributes of its own.

The tag is the name in lower case. Every element also has the global attributes (`Element`, `HTMLBaseComponent`),
`data_*`, `aria_*` and `role`. Those with behaviour of their own stand in `inputs.py` and `forms.py`. `html.pyi`
beside this file tells editors and type checkers what the table says; `python tests/tags/stubs.py` writes it and a
test compares them.
"""

from __future__ import annotations

from typing import Any

from tornjust.tags.base import Div

# Elements without attributes of their own.
PLAIN = """
    Address Article Aside Footer Header H1 H2 H3 H4 H5 H6 Hgroup Main Nav Search Section
    Dd Dl Dt Figcaption Figure Hr Menu P Pre Ul
    Abbr B Bdi Br Cite Code Dfn Em I Kbd Mark Rb Rp Rt Rtc Ruby S Samp Small Span Strong Sub Sup Tt U Var Wbr
    Caption Table Tbody Tfoot Thead Tr
    Datalist Legend Noscript Picture Summary Title
"""

OWN = {
    # text
    "Bdo": "dir",
    "Blockquote": "cite",
    "Data": "value",
    "Del": "cite datetime",
    "Ins": "cite datetime",
    "Li": "value",
    "Ol": "reversed start type",
    "Q": "cite",
    "Time": "datetime",
    # tables
    "Col": "span",
    "Colgroup": "span",
    "Td": "colspan headers rowspan",
    "Th": "abbr colspan headers rowspan scope sorted",
    # pictures, sound and things from elsewhere
    "Area": "alt coords download href hreflang media rel shape target type",
    "Audio": "autoplay controls crossorigin loop muted preload src",
    "Canvas": "height width",
    "Embed": "height src type width",
    "Iframe": "allow allowfullscreen height loading name referrerpolicy sandbox src srcdoc width",
    "Img": "alt crossorigin decoding fetchpriority height ismap loading longdesc referrerpolicy sizes src "
    "srcset usemap width",
    "Map": "name",
    "Object": "data form height name type usemap width",
    "Param": "name value",
    "Source": "height media sizes src srcset type width",
    "Track": "default kind label src srclang",
    "Video": "autoplay controls crossorigin height loop muted playsinline poster preload src width",
    # parts of forms that keep no value
    "Button": "autofocus command commandfor disabled form formaction formenctype formmethod formnovalidate "
    "formtarget name popovertarget popovertargetaction type value",
    "Fieldset": "disabled form name",
    "Meter": "form high low max min optimum value",
    "Optgroup": "disabled label",
    "Output": "for form name",
    "Progress": "max value",
    # the rest
    "Details": "name open",
    "Dialog": "closedby open",
    "Slot": "name",
    "Style": "media type",
    "Template": "shadowrootclonable shadowrootdelegatesfocus shadowrootmode shadowrootserializable",
}

# Elements that can have no content (HTML Standard, 13.1.2), beside <input>.
VOID = frozenset("Area Br Col Embed Hr Img Param Source Track Wbr".split())

TAGS: dict[str, str] = {**dict.fromkeys(PLAIN.split(), ""), **OWN}

__all__ = [*TAGS]


def _element(name: str, attributes: str) -> type[Div]:
    tag = name.lower()
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"The <{tag}> element.",
        "html_tag": tag,
        "attributes": attributes.split(),
    }
    if name in VOID:
        body["_void"] = True
    if name == "Style":
        body["_raw_text"] = True
    return type(name, (Div,), body)


globals().update({name: _element(name, attributes) for name, attributes in TAGS.items()})
