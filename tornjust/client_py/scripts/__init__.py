"""What pages have that run JavaScript of the program: `run_javascript`, `evaluate`, and the globals of JustPy.

An extra: a script of its own, which other pages do not load.
"""
