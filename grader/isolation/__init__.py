"""Runs a student's code in a process of its own and talks to it in plain values.

Names are loaded when first used: a worker imports only what it needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client import Worker as Worker
    from .errors import Ended as Ended
    from .errors import Frame as Frame
    from .errors import LaunchError as LaunchError
    from .errors import NotPlain as NotPlain
    from .errors import Raised as Raised
    from .launcher import Launcher as Launcher
    from .types import ENTRY as ENTRY
    from .types import Limits as Limits
    from .types import Loaded as Loaded
    from .types import Parameter as Parameter
    from .types import Ref as Ref

_HOME = {
    "ENTRY": "types",
    "Ended": "errors",
    "Frame": "errors",
    "LaunchError": "errors",
    "Launcher": "launcher",
    "Limits": "types",
    "Loaded": "types",
    "NotPlain": "errors",
    "Parameter": "types",
    "Raised": "errors",
    "Ref": "types",
    "Worker": "client",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
