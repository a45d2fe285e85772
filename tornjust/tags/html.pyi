# Written by tests/tags/stubs.py from the table in html.py; do not edit.
# fmt: off
from typing import Any

from tornjust.tags.base import Div

__all__ = [
    "Address", "Article", "Aside", "Footer", "Header", "H1", "H2", "H3", "H4", "H5", "H6", "Hgroup",
    "Main", "Nav", "Search", "Section", "Dd", "Dl", "Dt", "Figcaption", "Figure", "Hr", "Menu", "P",
    "Pre", "Ul", "Abbr", "B", "Bdi", "Br", "Cite", "Code", "Dfn", "Em", "I", "Kbd", "Mark", "Rb", "Rp",
    "Rt", "Rtc", "Ruby", "S", "Samp", "Small", "Span", "Strong", "Sub", "Sup", "Tt", "U", "Var", "Wbr",
    "Caption", "Table", "Tbody", "Tfoot", "Thead", "Tr", "Datalist", "Legend", "Noscript", "Picture",
    "Summary", "Title", "Bdo", "Blockquote", "Data", "Del", "Ins", "Li", "Ol", "Q", "Time", "Col",
    "Colgroup", "Td", "Th", "Area", "Audio", "Canvas", "Embed", "Iframe", "Img", "Map", "Object", "Param",
    "Source", "Track", "Video", "Button", "Fieldset", "Meter", "Optgroup", "Output", "Progress",
    "Details", "Dialog", "Slot", "Style", "Template",
]

TAGS: dict[str, str]
PLAIN: str
OWN: dict[str, str]
VOID: frozenset[str]

class Address(Div): ...
class Article(Div): ...
class Aside(Div): ...
class Footer(Div): ...
class Header(Div): ...
class H1(Div): ...
class H2(Div): ...
class H3(Div): ...
class H4(Div): ...
class H5(Div): ...
class H6(Div): ...
class Hgroup(Div): ...
class Main(Div): ...
class Nav(Div): ...
class Search(Div): ...
class Section(Div): ...
class Dd(Div): ...
class Dl(Div): ...
class Dt(Div): ...
class Figcaption(Div): ...
class Figure(Div): ...
class Hr(Div): ...
class Menu(Div): ...
class P(Div): ...
class Pre(Div): ...
class Ul(Div): ...
class Abbr(Div): ...
class B(Div): ...
class Bdi(Div): ...
class Br(Div): ...
class Cite(Div): ...
class Code(Div): ...
class Dfn(Div): ...
class Em(Div): ...
class I(Div): ...
class Kbd(Div): ...
class Mark(Div): ...
class Rb(Div): ...
class Rp(Div): ...
class Rt(Div): ...
class Rtc(Div): ...
class Ruby(Div): ...
class S(Div): ...
class Samp(Div): ...
class Small(Div): ...
class Span(Div): ...
class Strong(Div): ...
class Sub(Div): ...
class Sup(Div): ...
class Tt(Div): ...
class U(Div): ...
class Var(Div): ...
class Wbr(Div): ...
class Caption(Div): ...
class Table(Div): ...
class Tbody(Div): ...
class Tfoot(Div): ...
class Thead(Div): ...
class Tr(Div): ...
class Datalist(Div): ...
class Legend(Div): ...
class Noscript(Div): ...
class Picture(Div): ...
class Summary(Div): ...
class Title(Div): ...
class Bdo(Div):
    dir: str | None
    def __init__(
        self, *, dir: str | None = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Blockquote(Div):
    cite: str | None
    def __init__(
        self, *, cite: str | None = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Data(Div):
    value: Any
    def __init__(
        self, *, value: Any = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Del(Div):
    cite: str | None
    datetime: str | None
    def __init__(
        self, *, cite: str | None = ..., datetime: str | None = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Ins(Div):
    cite: str | None
    datetime: str | None
    def __init__(
        self, *, cite: str | None = ..., datetime: str | None = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Li(Div):
    value: Any
    def __init__(
        self, *, value: Any = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Ol(Div):
    reversed: bool
    start: int | str
    type: str | None
    def __init__(
        self, *, reversed: bool = ..., start: int | str = ..., type: str | None = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Q(Div):
    cite: str | None
    def __init__(
        self, *, cite: str | None = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Time(Div):
    datetime: str | None
    def __init__(
        self, *, datetime: str | None = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Col(Div):
    span: int | str
    def __init__(
        self, *, span: int | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Colgroup(Div):
    span: int | str
    def __init__(
        self, *, span: int | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Td(Div):
    colspan: int | str
    headers: str | None
    rowspan: int | str
    def __init__(
        self, *, colspan: int | str = ..., headers: str | None = ..., rowspan: int | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Th(Div):
    abbr: str | None
    colspan: int | str
    headers: str | None
    rowspan: int | str
    scope: str | None
    sorted: str | None
    def __init__(
        self, *, abbr: str | None = ..., colspan: int | str = ..., headers: str | None = ...,
        rowspan: int | str = ..., scope: str | None = ..., sorted: str | None = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Area(Div):
    alt: str | None
    coords: str | None
    download: str | None
    href: str | None
    hreflang: str | None
    media: str | None
    rel: str | None
    shape: str | None
    target: str | None
    type: str | None
    def __init__(
        self, *, alt: str | None = ..., coords: str | None = ..., download: str | None = ...,
        href: str | None = ..., hreflang: str | None = ..., media: str | None = ..., rel: str | None = ...,
        shape: str | None = ..., target: str | None = ..., type: str | None = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Audio(Div):
    autoplay: bool
    controls: bool
    crossorigin: str | None
    loop: bool
    muted: bool
    preload: str | None
    src: str | None
    def __init__(
        self, *, autoplay: bool = ..., controls: bool = ..., crossorigin: str | None = ..., loop: bool = ...,
        muted: bool = ..., preload: str | None = ..., src: str | None = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Canvas(Div):
    height: float | str
    width: float | str
    def __init__(
        self, *, height: float | str = ..., width: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Embed(Div):
    height: float | str
    src: str | None
    type: str | None
    width: float | str
    def __init__(
        self, *, height: float | str = ..., src: str | None = ..., type: str | None = ...,
        width: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Iframe(Div):
    allow: str | None
    allowfullscreen: bool
    height: float | str
    loading: str | None
    name: Any
    referrerpolicy: str | None
    sandbox: str | None
    src: str | None
    srcdoc: str | None
    width: float | str
    def __init__(
        self, *, allow: str | None = ..., allowfullscreen: bool = ..., height: float | str = ...,
        loading: str | None = ..., name: Any = ..., referrerpolicy: str | None = ...,
        sandbox: str | None = ..., src: str | None = ..., srcdoc: str | None = ..., width: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Img(Div):
    alt: str | None
    crossorigin: str | None
    decoding: str | None
    fetchpriority: str | None
    height: float | str
    ismap: bool
    loading: str | None
    longdesc: str | None
    referrerpolicy: str | None
    sizes: str | None
    src: str | None
    srcset: str | None
    usemap: str | None
    width: float | str
    def __init__(
        self, *, alt: str | None = ..., crossorigin: str | None = ..., decoding: str | None = ...,
        fetchpriority: str | None = ..., height: float | str = ..., ismap: bool = ...,
        loading: str | None = ..., longdesc: str | None = ..., referrerpolicy: str | None = ...,
        sizes: str | None = ..., src: str | None = ..., srcset: str | None = ..., usemap: str | None = ...,
        width: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Map(Div):
    name: Any
    def __init__(
        self, *, name: Any = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Object(Div):
    data: Any
    form: str | None
    height: float | str
    name: Any
    type: str | None
    usemap: str | None
    width: float | str
    def __init__(
        self, *, data: Any = ..., form: str | None = ..., height: float | str = ..., name: Any = ...,
        type: str | None = ..., usemap: str | None = ..., width: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Param(Div):
    name: Any
    value: Any
    def __init__(
        self, *, name: Any = ..., value: Any = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Source(Div):
    height: float | str
    media: str | None
    sizes: str | None
    src: str | None
    srcset: str | None
    type: str | None
    width: float | str
    def __init__(
        self, *, height: float | str = ..., media: str | None = ..., sizes: str | None = ...,
        src: str | None = ..., srcset: str | None = ..., type: str | None = ..., width: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Track(Div):
    default: bool
    kind: str | None
    label: str | None
    src: str | None
    srclang: str | None
    def __init__(
        self, *, default: bool = ..., kind: str | None = ..., label: str | None = ..., src: str | None = ...,
        srclang: str | None = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Video(Div):
    autoplay: bool
    controls: bool
    crossorigin: str | None
    height: float | str
    loop: bool
    muted: bool
    playsinline: bool
    poster: str | None
    preload: str | None
    src: str | None
    width: float | str
    def __init__(
        self, *, autoplay: bool = ..., controls: bool = ..., crossorigin: str | None = ...,
        height: float | str = ..., loop: bool = ..., muted: bool = ..., playsinline: bool = ...,
        poster: str | None = ..., preload: str | None = ..., src: str | None = ..., width: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Button(Div):
    autofocus: bool
    command: str | None
    commandfor: str | None
    disabled: bool
    form: str | None
    formaction: str | None
    formenctype: str | None
    formmethod: str | None
    formnovalidate: bool
    formtarget: str | None
    name: Any
    popovertarget: str | None
    popovertargetaction: str | None
    type: str | None
    value: Any
    def __init__(
        self, *, autofocus: bool = ..., command: str | None = ..., commandfor: str | None = ...,
        disabled: bool = ..., form: str | None = ..., formaction: str | None = ...,
        formenctype: str | None = ..., formmethod: str | None = ..., formnovalidate: bool = ...,
        formtarget: str | None = ..., name: Any = ..., popovertarget: str | None = ...,
        popovertargetaction: str | None = ..., type: str | None = ..., value: Any = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Fieldset(Div):
    disabled: bool
    form: str | None
    name: Any
    def __init__(
        self, *, disabled: bool = ..., form: str | None = ..., name: Any = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Meter(Div):
    form: str | None
    high: Any
    low: Any
    max: Any
    min: Any
    optimum: Any
    value: Any
    def __init__(
        self, *, form: str | None = ..., high: Any = ..., low: Any = ..., max: Any = ..., min: Any = ...,
        optimum: Any = ..., value: Any = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Optgroup(Div):
    disabled: bool
    label: str | None
    def __init__(
        self, *, disabled: bool = ..., label: str | None = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Output(Div):
    _for: str | None
    form: str | None
    name: Any
    def __init__(
        self, *, _for: str | None = ..., form: str | None = ..., name: Any = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Progress(Div):
    max: Any
    value: Any
    def __init__(
        self, *, max: Any = ..., value: Any = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Details(Div):
    name: Any
    open: bool
    def __init__(
        self, *, name: Any = ..., open: bool = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Dialog(Div):
    closedby: str | None
    open: bool
    def __init__(
        self, *, closedby: str | None = ..., open: bool = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Slot(Div):
    name: Any
    def __init__(
        self, *, name: Any = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., **kwargs: Any
    ) -> None: ...
class Style(Div):
    media: str | None
    type: str | None
    def __init__(
        self, *, media: str | None = ..., type: str | None = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
class Template(Div):
    shadowrootclonable: str | None
    shadowrootdelegatesfocus: str | None
    shadowrootmode: str | None
    shadowrootserializable: str | None
    def __init__(
        self, *, shadowrootclonable: str | None = ..., shadowrootdelegatesfocus: str | None = ...,
        shadowrootmode: str | None = ..., shadowrootserializable: str | None = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., **kwargs: Any
    ) -> None: ...
