"""An exception -> the traceback that its author wants to see: the program's own part, without what called it."""

from __future__ import annotations

import asyncio
import runpy
import traceback
from pathlib import Path

_HIDDEN = (str(Path(__file__).parent), str(Path(asyncio.__file__).parent), "<frozen runpy>", runpy.__file__)


def program_traceback(error: BaseException) -> str:
    """The traceback without frames of tornjust, Tornado and asyncio; just the last line when nothing else is left."""
    parts = traceback.TracebackException.from_exception(error)
    whole = traceback.StackSummary.from_list(
        [
            frame
            for frame in parts.stack
            if not frame.filename.startswith(_HIDDEN) and "/tornado/" not in frame.filename.replace("\\", "/")
        ]
    )
    parts.stack = whole
    if not whole and parts.__cause__ is None and parts.__context__ is None:
        return "".join(parts.format_exception_only())
    return "".join(parts.format())
