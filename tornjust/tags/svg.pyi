# Written by tests/tags/stubs.py from the table in svg.py; do not edit.
# fmt: off
from typing import Any

from tornjust.tags.base import Div

__all__ = [
    "Svg", "G", "Defs", "Symbol", "Use", "Switch", "View", "ForeignObject", "Image", "Desc", "Metadata",
    "Circle", "Ellipse", "Line", "Path", "Polygon", "Polyline", "Rect", "Text", "Tspan", "TextPath",
    "LinearGradient", "RadialGradient", "Stop", "Pattern", "Marker", "Mask", "ClipPath", "Animate",
    "AnimateMotion", "AnimateTransform", "Set", "Discard", "Mpath", "Filter", "FeBlend", "FeColorMatrix",
    "FeComponentTransfer", "FeComposite", "FeConvolveMatrix", "FeDiffuseLighting", "FeDisplacementMap",
    "FeDistantLight", "FeDropShadow", "FeFlood", "FeFuncA", "FeFuncB", "FeFuncG", "FeFuncR",
    "FeGaussianBlur", "FeImage", "FeMerge", "FeMergeNode", "FeMorphology", "FeOffset", "FePointLight",
    "FeSpecularLighting", "FeSpotLight", "FeTile", "FeTurbulence",
]

TAGS: dict[str, str]
PRESENTATION: str

class SVGElement(Div):
    alignment_baseline: float | str
    baseline_shift: float | str
    clip: float | str
    clip_path: float | str
    clip_rule: float | str
    color: float | str
    color_interpolation: float | str
    color_interpolation_filters: float | str
    color_profile: float | str
    color_rendering: float | str
    cursor: float | str
    direction: float | str
    display: float | str
    dominant_baseline: float | str
    enable_background: float | str
    fill: float | str
    fill_opacity: float | str
    fill_rule: float | str
    filter: float | str
    flood_color: float | str
    flood_opacity: float | str
    font_family: float | str
    font_size: float | str
    font_size_adjust: float | str
    font_stretch: float | str
    font_style: float | str
    font_variant: float | str
    font_weight: float | str
    glyph_orientation_horizontal: float | str
    glyph_orientation_vertical: float | str
    image_rendering: float | str
    kerning: float | str
    letter_spacing: float | str
    lighting_color: float | str
    marker_end: float | str
    marker_mid: float | str
    marker_start: float | str
    mask: float | str
    mask_type: float | str
    opacity: float | str
    overflow: float | str
    paint_order: float | str
    pointer_events: float | str
    shape_rendering: float | str
    stop_color: float | str
    stop_opacity: float | str
    stroke: float | str
    stroke_dasharray: float | str
    stroke_dashoffset: float | str
    stroke_linecap: float | str
    stroke_linejoin: float | str
    stroke_miterlimit: float | str
    stroke_opacity: float | str
    stroke_width: float | str
    text_anchor: float | str
    text_decoration: float | str
    text_rendering: float | str
    transform: float | str
    transform_origin: float | str
    unicode_bidi: float | str
    vector_effect: float | str
    visibility: float | str
    word_spacing: float | str
    writing_mode: float | str
    cx: float | str
    cy: float | str
    d: float | str
    height: float | str
    r: float | str
    result: float | str
    rx: float | str
    ry: float | str
    width: float | str
    x: float | str
    y: float | str
    amplitude: float | str
    exponent: float | str
    intercept: float | str
    offset: float | str
    slope: float | str
    tableValues: float | str
    type: float | str
    def __init__(
        self, *, a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Svg(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        preserveAspectRatio: float | str = ..., playbackorder: float | str = ...,
        timelinebegin: float | str = ..., version: float | str = ..., viewBox: float | str = ...,
        xmlns: float | str = ..., zoomAndPan: float | str = ..., width: float | str = ...,
        height: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class G(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Defs(SVGElement): ...
class Symbol(SVGElement):
    def __init__(
        self, *, preserveAspectRatio: float | str = ..., refX: float | str = ..., refY: float | str = ...,
        viewBox: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Use(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        href: float | str = ..., x: float | str = ..., y: float | str = ..., width: float | str = ...,
        height: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Switch(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class View(SVGElement):
    def __init__(
        self, *, preserveAspectRatio: float | str = ..., viewBox: float | str = ...,
        zoomAndPan: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class ForeignObject(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        x: float | str = ..., y: float | str = ..., width: float | str = ..., height: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Image(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        preserveAspectRatio: float | str = ..., crossorigin: float | str = ..., href: float | str = ...,
        x: float | str = ..., y: float | str = ..., width: float | str = ..., height: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Desc(SVGElement): ...
class Metadata(SVGElement): ...
class Circle(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        pathLength: float | str = ..., cx: float | str = ..., cy: float | str = ..., r: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Ellipse(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        pathLength: float | str = ..., cx: float | str = ..., cy: float | str = ..., rx: float | str = ...,
        ry: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Line(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        pathLength: float | str = ..., x1: float | str = ..., x2: float | str = ..., y1: float | str = ...,
        y2: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Path(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        pathLength: float | str = ..., d: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Polygon(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        pathLength: float | str = ..., points: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Polyline(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        pathLength: float | str = ..., points: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Rect(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        pathLength: float | str = ..., x: float | str = ..., y: float | str = ..., width: float | str = ...,
        height: float | str = ..., rx: float | str = ..., ry: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Text(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        dx: float | str = ..., dy: float | str = ..., lengthAdjust: float | str = ...,
        rotate: float | str = ..., textLength: float | str = ..., x: float | str = ..., y: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Tspan(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        dx: float | str = ..., dy: float | str = ..., lengthAdjust: float | str = ...,
        rotate: float | str = ..., textLength: float | str = ..., x: float | str = ..., y: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class TextPath(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        href: float | str = ..., lengthAdjust: float | str = ..., method: float | str = ...,
        path: float | str = ..., side: float | str = ..., spacing: float | str = ...,
        startOffset: float | str = ..., textLength: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class LinearGradient(SVGElement):
    def __init__(
        self, *, gradientTransform: float | str = ..., gradientUnits: float | str = ...,
        href: float | str = ..., spreadMethod: float | str = ..., x1: float | str = ...,
        x2: float | str = ..., y1: float | str = ..., y2: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class RadialGradient(SVGElement):
    def __init__(
        self, *, gradientTransform: float | str = ..., gradientUnits: float | str = ...,
        href: float | str = ..., spreadMethod: float | str = ..., cx: float | str = ...,
        cy: float | str = ..., fr: float | str = ..., fx: float | str = ..., fy: float | str = ...,
        r: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Stop(SVGElement):
    def __init__(
        self, *, offset: float | str = ..., stop_color: float | str = ..., stop_opacity: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Pattern(SVGElement):
    def __init__(
        self, *, preserveAspectRatio: float | str = ..., height: float | str = ..., href: float | str = ...,
        patternContentUnits: float | str = ..., patternTransform: float | str = ...,
        patternUnits: float | str = ..., viewBox: float | str = ..., width: float | str = ...,
        x: float | str = ..., y: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., fill: float | str = ..., stroke: float | str = ...,
        stroke_width: float | str = ..., opacity: float | str = ..., transform: float | str = ...,
        **kwargs: Any
    ) -> None: ...
class Marker(SVGElement):
    def __init__(
        self, *, preserveAspectRatio: float | str = ..., markerHeight: float | str = ...,
        markerUnits: float | str = ..., markerWidth: float | str = ..., orient: float | str = ...,
        refX: float | str = ..., refY: float | str = ..., viewBox: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Mask(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        height: float | str = ..., maskContentUnits: float | str = ..., maskUnits: float | str = ...,
        width: float | str = ..., x: float | str = ..., y: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class ClipPath(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        clipPathUnits: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Animate(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        begin: float | str = ..., dur: float | str = ..., end: float | str = ..., max: float | str = ...,
        min: float | str = ..., repeatCount: float | str = ..., repeatDur: float | str = ...,
        restart: float | str = ..., accumulate: float | str = ..., additive: float | str = ...,
        by: float | str = ..., calcMode: float | str = ..., _from: float | str = ..., href: float | str = ...,
        keySplines: float | str = ..., keyTimes: float | str = ..., to: float | str = ...,
        values: float | str = ..., attributeName: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class AnimateMotion(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        begin: float | str = ..., dur: float | str = ..., end: float | str = ..., max: float | str = ...,
        min: float | str = ..., repeatCount: float | str = ..., repeatDur: float | str = ...,
        restart: float | str = ..., accumulate: float | str = ..., additive: float | str = ...,
        by: float | str = ..., calcMode: float | str = ..., _from: float | str = ..., href: float | str = ...,
        keySplines: float | str = ..., keyTimes: float | str = ..., to: float | str = ...,
        values: float | str = ..., keyPoints: float | str = ..., origin: float | str = ...,
        path: float | str = ..., rotate: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., fill: float | str = ..., stroke: float | str = ...,
        stroke_width: float | str = ..., opacity: float | str = ..., transform: float | str = ...,
        **kwargs: Any
    ) -> None: ...
class AnimateTransform(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        begin: float | str = ..., dur: float | str = ..., end: float | str = ..., max: float | str = ...,
        min: float | str = ..., repeatCount: float | str = ..., repeatDur: float | str = ...,
        restart: float | str = ..., accumulate: float | str = ..., additive: float | str = ...,
        by: float | str = ..., calcMode: float | str = ..., _from: float | str = ..., href: float | str = ...,
        keySplines: float | str = ..., keyTimes: float | str = ..., to: float | str = ...,
        values: float | str = ..., attributeName: float | str = ..., type: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Set(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        begin: float | str = ..., dur: float | str = ..., end: float | str = ..., max: float | str = ...,
        min: float | str = ..., repeatCount: float | str = ..., repeatDur: float | str = ...,
        restart: float | str = ..., attributeName: float | str = ..., href: float | str = ...,
        to: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Discard(SVGElement):
    def __init__(
        self, *, requiredExtensions: float | str = ..., systemLanguage: float | str = ...,
        begin: float | str = ..., href: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ...,
        style: str = ..., click: Any = ..., fill: float | str = ..., stroke: float | str = ...,
        stroke_width: float | str = ..., opacity: float | str = ..., transform: float | str = ...,
        **kwargs: Any
    ) -> None: ...
class Mpath(SVGElement):
    def __init__(
        self, *, href: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class Filter(SVGElement):
    def __init__(
        self, *, filterUnits: float | str = ..., height: float | str = ..., primitiveUnits: float | str = ...,
        width: float | str = ..., x: float | str = ..., y: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeBlend(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., in2: float | str = ..., mode: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeColorMatrix(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., type: float | str = ..., values: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeComponentTransfer(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeComposite(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., in2: float | str = ..., k1: float | str = ..., k2: float | str = ...,
        k3: float | str = ..., k4: float | str = ..., operator: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeConvolveMatrix(SVGElement):
    def __init__(
        self, *, bias: float | str = ..., divisor: float | str = ..., edgeMode: float | str = ...,
        _in: float | str = ..., kernelMatrix: float | str = ..., kernelUnitLength: float | str = ...,
        order: float | str = ..., preserveAlpha: float | str = ..., targetX: float | str = ...,
        targetY: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeDiffuseLighting(SVGElement):
    def __init__(
        self, *, diffuseConstant: float | str = ..., _in: float | str = ...,
        kernelUnitLength: float | str = ..., surfaceScale: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeDisplacementMap(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., in2: float | str = ..., scale: float | str = ...,
        xChannelSelector: float | str = ..., yChannelSelector: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeDistantLight(SVGElement):
    def __init__(
        self, *, azimuth: float | str = ..., elevation: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeDropShadow(SVGElement):
    def __init__(
        self, *, dx: float | str = ..., dy: float | str = ..., _in: float | str = ...,
        stdDeviation: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeFlood(SVGElement): ...
class FeFuncA(SVGElement):
    def __init__(
        self, *, amplitude: float | str = ..., exponent: float | str = ..., intercept: float | str = ...,
        offset: float | str = ..., slope: float | str = ..., tableValues: float | str = ...,
        type: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeFuncB(SVGElement):
    def __init__(
        self, *, amplitude: float | str = ..., exponent: float | str = ..., intercept: float | str = ...,
        offset: float | str = ..., slope: float | str = ..., tableValues: float | str = ...,
        type: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeFuncG(SVGElement):
    def __init__(
        self, *, amplitude: float | str = ..., exponent: float | str = ..., intercept: float | str = ...,
        offset: float | str = ..., slope: float | str = ..., tableValues: float | str = ...,
        type: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeFuncR(SVGElement):
    def __init__(
        self, *, amplitude: float | str = ..., exponent: float | str = ..., intercept: float | str = ...,
        offset: float | str = ..., slope: float | str = ..., tableValues: float | str = ...,
        type: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeGaussianBlur(SVGElement):
    def __init__(
        self, *, edgeMode: float | str = ..., _in: float | str = ..., stdDeviation: float | str = ...,
        a: Any = ..., text: Any = ..., classes: str = ..., style: str = ..., click: Any = ...,
        fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeImage(SVGElement):
    def __init__(
        self, *, preserveAspectRatio: float | str = ..., crossorigin: float | str = ...,
        href: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeMerge(SVGElement): ...
class FeMergeNode(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeMorphology(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., operator: float | str = ..., radius: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeOffset(SVGElement):
    def __init__(
        self, *, dx: float | str = ..., dy: float | str = ..., _in: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FePointLight(SVGElement):
    def __init__(
        self, *, x: float | str = ..., y: float | str = ..., z: float | str = ..., a: Any = ...,
        text: Any = ..., classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeSpecularLighting(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., kernelUnitLength: float | str = ...,
        specularConstant: float | str = ..., specularExponent: float | str = ...,
        surfaceScale: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeSpotLight(SVGElement):
    def __init__(
        self, *, limitingConeAngle: float | str = ..., pointsAtX: float | str = ...,
        pointsAtY: float | str = ..., pointsAtZ: float | str = ..., specularExponent: float | str = ...,
        x: float | str = ..., y: float | str = ..., z: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeTile(SVGElement):
    def __init__(
        self, *, _in: float | str = ..., a: Any = ..., text: Any = ..., classes: str = ..., style: str = ...,
        click: Any = ..., fill: float | str = ..., stroke: float | str = ..., stroke_width: float | str = ...,
        opacity: float | str = ..., transform: float | str = ..., **kwargs: Any
    ) -> None: ...
class FeTurbulence(SVGElement):
    def __init__(
        self, *, baseFrequency: float | str = ..., numOctaves: float | str = ..., seed: float | str = ...,
        stitchTiles: float | str = ..., type: float | str = ..., a: Any = ..., text: Any = ...,
        classes: str = ..., style: str = ..., click: Any = ..., fill: float | str = ...,
        stroke: float | str = ..., stroke_width: float | str = ..., opacity: float | str = ...,
        transform: float | str = ..., **kwargs: Any
    ) -> None: ...
