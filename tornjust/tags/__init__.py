"""The vocabulary: a class for every element of HTML and SVG, the fields of forms, and some ready-made components."""

from tornjust.tags import forms, html, inputs, special, svg
from tornjust.tags.base import Div, HTMLBaseComponent, JustpyBaseComponent, Tailwind
from tornjust.tags.forms import A, Form, Label, Link
from tornjust.tags.html import *  # noqa: F403
from tornjust.tags.inputs import Input, InputChangeOnly, Option, Select, Textarea
from tornjust.tags.special import Hello
from tornjust.tags.svg import *  # noqa: F403
