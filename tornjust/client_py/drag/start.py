"""Gives the page's runtime what it needs to drag elements."""

from tornjust.client_py.drag.drag import Drag
from tornjust.client_py.main import runtime

runtime.drag = Drag(runtime.dom, runtime.reader)
