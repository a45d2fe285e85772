"""The vocabulary: a class for every element of HTML and SVG, fields, and some ready-made components."""

from tornjust.tags import html as _html
from tornjust.tags import svg as _svg
from tornjust.tags.base import Div, HTMLBaseComponent, JustpyBaseComponent, Tailwind
from tornjust.tags.forms import A, Form, Label, Link
from tornjust.tags.html import *
from tornjust.tags.inputs import EditorMD, Input, InputChangeOnly, Option, Select, Textarea
from tornjust.tags.registry import (
    Register,
    UnknownTagError,
    component_by_tag,
    component_registry,
    get_tag,
    parse_dict,
    register_component,
)
from tornjust.tags.special import Hello, HTMLEntity, Icon, Space, Styles
from tornjust.tags.svg import *
from tornjust.tags.tables import AutoTable
from tornjust.tags.tabs import TabGroup
from tornjust.tags.uploading import UploadProgress

__all__ = [
    "A",
    "AutoTable",
    "Div",
    "EditorMD",
    "Form",
    "HTMLBaseComponent",
    "HTMLEntity",
    "Hello",
    "Icon",
    "Input",
    "InputChangeOnly",
    "JustpyBaseComponent",
    "Label",
    "Link",
    "Option",
    "Register",
    "Select",
    "Space",
    "Styles",
    "TabGroup",
    "Tailwind",
    "Textarea",
    "UnknownTagError",
    "UploadProgress",
    "component_by_tag",
    "component_registry",
    "get_tag",
    "parse_dict",
    "register_component",
]
__all__ += _html.__all__
__all__ += _svg.__all__
