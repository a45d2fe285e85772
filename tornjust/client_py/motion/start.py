"""Gives the page's runtime what moves elements."""

from tornjust.client_py.main import runtime
from tornjust.client_py.motion.motion import Motion
from tornjust.client_py.motion.stage import Stage

runtime.replica.motion = Motion(runtime.dom, Stage())
runtime.replica.motion.start(runtime.replica.told)
