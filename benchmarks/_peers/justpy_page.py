"""Rows, a number and a button that counts, on JustPy 0.2.8: `python justpy_page.py PORT [ajax]`."""

import justpy
from _rows import serve

serve(justpy)
