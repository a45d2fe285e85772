"""The elements of SVG, as a table: class name -> the attributes of its own.

The tag is the name with a small initial: `LinearGradient` is `<linearGradient>`. `stroke-width` is `stroke_width` in
Python, `in` is `_in`; `viewBox` and the like keep their case. `svg.pyi` tells editors and type checkers what the
table says; see `html.py`.
"""

from __future__ import annotations

from typing import Any

from tornjust.tags.base import Div

# Attributes of every element: styling, and what the shapes and filters share.
PRESENTATION = """
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-profile color-rendering cursor direction display dominant-baseline
    enable-background fill fill-opacity fill-rule filter flood-color flood-opacity font-family font-size
    font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-horizontal
    glyph-orientation-vertical image-rendering kerning letter-spacing lighting-color marker-end marker-mid
    marker-start mask mask-type opacity overflow paint-order pointer-events shape-rendering stop-color
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-anchor text-decoration text-rendering transform transform-origin
    unicode-bidi vector-effect visibility word-spacing writing-mode
    cx cy d height r result rx ry width x y
    amplitude exponent intercept offset slope tableValues type xlink:href
"""

# Groups of attributes that several elements have.
_CONDITIONS = "requiredExtensions systemLanguage "
_TIMING = "begin dur end fill max min repeatCount repeatDur restart "
_VALUES = "accumulate additive by calcMode from href keySplines keyTimes to values "
_TRANSFER = "amplitude exponent intercept offset slope tableValues type"
_GRADIENT = "gradientTransform gradientUnits href spreadMethod "
_FIT = "preserveAspectRatio "

TAGS: dict[str, str] = {
    # structure
    "Svg": _CONDITIONS + _FIT + "playbackorder timelinebegin transform version viewBox xmlns zoomAndPan",
    "G": _CONDITIONS,
    "Defs": "",
    "Symbol": _FIT + "refX refY viewBox",
    "Use": _CONDITIONS + "href",
    "Switch": _CONDITIONS,
    "View": _FIT + "viewBox zoomAndPan",
    "ForeignObject": _CONDITIONS,
    "Image": _CONDITIONS + _FIT + "crossorigin href",
    "Desc": "",
    "Metadata": "",
    # shapes
    "Circle": _CONDITIONS + "pathLength",
    "Ellipse": _CONDITIONS + "pathLength",
    "Line": _CONDITIONS + "pathLength x1 x2 y1 y2",
    "Path": _CONDITIONS + "pathLength",
    "Polygon": _CONDITIONS + "pathLength points",
    "Polyline": _CONDITIONS + "pathLength points",
    "Rect": _CONDITIONS + "pathLength",
    # text
    "Text": _CONDITIONS + "dx dy lengthAdjust rotate textLength x y",
    "Tspan": _CONDITIONS + "dx dy lengthAdjust rotate textLength x y",
    "TextPath": _CONDITIONS + "href lengthAdjust method path side spacing startOffset textLength",
    # paint and clipping
    "LinearGradient": _GRADIENT + "x1 x2 y1 y2",
    "RadialGradient": _GRADIENT + "cx cy fr fx fy r",
    "Stop": "offset",
    "Pattern": _FIT + "height href patternContentUnits patternTransform patternUnits viewBox width x y",
    "Marker": _FIT + "markerHeight markerUnits markerWidth orient refX refY viewBox",
    "Mask": _CONDITIONS + "height maskContentUnits maskUnits width x y",
    "ClipPath": _CONDITIONS + "clipPathUnits",
    # animation
    "Animate": _CONDITIONS + _TIMING + _VALUES + "attributeName",
    "AnimateMotion": _CONDITIONS + _TIMING + _VALUES + "keyPoints origin path rotate",
    "AnimateTransform": _CONDITIONS + _TIMING + _VALUES + "attributeName type",
    "Set": _CONDITIONS + _TIMING + "attributeName href to",
    "Discard": _CONDITIONS + "begin href",
    "Mpath": "href",
    # filters
    "Filter": "filterUnits height primitiveUnits width x y",
    "FeBlend": "in in2 mode",
    "FeColorMatrix": "in type values",
    "FeComponentTransfer": "in",
    "FeComposite": "in in2 k1 k2 k3 k4 operator",
    "FeConvolveMatrix": "bias divisor edgeMode in kernelMatrix kernelUnitLength order preserveAlpha targetX "
    "targetY",
    "FeDiffuseLighting": "diffuseConstant in kernelUnitLength surfaceScale",
    "FeDisplacementMap": "in in2 scale xChannelSelector yChannelSelector",
    "FeDistantLight": "azimuth elevation",
    "FeDropShadow": "dx dy in stdDeviation",
    "FeFlood": "",
    "FeFuncA": _TRANSFER,
    "FeFuncB": _TRANSFER,
    "FeFuncG": _TRANSFER,
    "FeFuncR": _TRANSFER,
    "FeGaussianBlur": "edgeMode in stdDeviation",
    "FeImage": _FIT + "crossorigin href",
    "FeMerge": "",
    "FeMergeNode": "in",
    "FeMorphology": "in operator radius",
    "FeOffset": "dx dy in",
    "FePointLight": "x y z",
    "FeSpecularLighting": "in kernelUnitLength specularConstant specularExponent surfaceScale",
    "FeSpotLight": "limitingConeAngle pointsAtX pointsAtY pointsAtZ specularExponent x y z",
    "FeTile": "in",
    "FeTurbulence": "baseFrequency numOctaves seed stitchTiles type",
}

__all__ = [*TAGS]


class SVGElement(Div):
    """What all elements of SVG share."""

    html_tag = "g"
    attributes = PRESENTATION.split()


def _element(name: str, attributes: str) -> type[SVGElement]:
    tag = name[0].lower() + name[1:]
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"The <{tag}> element of SVG.",
        "html_tag": tag,
        "attributes": attributes.split(),
    }
    return type(name, (SVGElement,), body)


globals().update({name: _element(name, attributes) for name, attributes in TAGS.items()})
