"""What pages have with components whose `drag_options` say something.

An extra: a script of its own, which other pages do not load.
"""
