"""Gives every DataFrame its `.jp`, whether a program imports pandas before tornjust, after it, or never.

Importing pandas takes a second, so tornjust leaves that to the program that wants it, and waits.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType


def install() -> None:
    """Give DataFrames their `.jp` now, if pandas has been imported, or else when it is."""
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        _register(pandas)
    elif not any(isinstance(finder, _Waiting) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Waiting())


def _register(pandas: Any) -> None:
    from tornjust.extras.frames import FrameTools

    if not hasattr(pandas.DataFrame, "jp"):
        pandas.api.extensions.register_dataframe_accessor("jp")(FrameTools)


class _Waiting:
    """A finder of modules that is asked once for pandas, and finds it with the others' help."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "pandas":
            return None
        from importlib.util import find_spec

        sys.meta_path.remove(self)
        spec = find_spec("pandas")
        if spec is not None and spec.loader is not None:
            # This loader is made for this import alone.
            loader: Any = spec.loader
            run = loader.exec_module

            def run_and_register(module: ModuleType) -> None:
                run(module)
                _register(module)

            loader.exec_module = run_and_register
        return spec
