"""The exercises a later one builds on, given: `from grader.blocks import softmax`.

Which names there are is decided by whoever starts the worker; each is imported when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_table: dict[str, str] = {}
_found: dict[str, object] = {}


class NotGiven(ImportError):
    """A block this exercise does not give."""


def serve(table: Mapping[str, str]) -> None:
    """Give exactly the blocks of `table`: name -> "module:attribute" (attributes may be dotted)."""
    _found.clear()
    _table.clear()
    _table.update(table)


def __getattr__(name: str) -> object:
    if name == "__all__":
        return sorted(_table)
    if name.startswith("_"):  # what the import system looks for
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name not in _found:
        if name not in _table:
            given = ", ".join(sorted(_table)) or "none"
            raise NotGiven(f"{name!r} is not a block of this exercise (given: {given})", name=name)
        module, _, path = _table[name].partition(":")
        block: object = importlib.import_module(module)
        for attribute in path.split("."):
            block = getattr(block, attribute)
        _found[name] = block
    return _found[name]


def __dir__() -> list[str]:
    return sorted(_table)
