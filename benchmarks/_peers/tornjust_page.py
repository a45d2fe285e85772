"""Rows, a number and a button that counts, on tornjust: `python tornjust_page.py PORT [ajax]`."""

from _rows import serve

import tornjust

serve(tornjust)
