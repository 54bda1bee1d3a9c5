"""Imports made beforehand where a fenced worker can read no file to import from.

That is so where no Landlock decides about files, and where Python lies in a folder of root's that
the worker's own account may not enter.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Of the standard library, what opens windows or browsers, prints, or is for other machines.
_NOT = {
    "antigravity",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "msilib",
    "pip",
    "test",
    "this",
    "tkinter",
    "turtle",
    "turtledemo",
    "venv",
}
_WITHIN = ("collections", "concurrent.futures", "email", "encodings", "importlib", "json", "xml")
_OF_LIBRARIES = {
    "numpy": ("fft", "linalg", "ma", "polynomial", "random", "testing"),
    "scipy": ("fft", "integrate", "linalg", "optimize", "signal", "sparse", "special", "stats"),
    "torch": ("autograd.gradcheck", "func", "optim", "testing", "utils.data"),
}


def load(libraries: Sequence[str]) -> None:
    """Import the standard library and the usual parts of the libraries; what fails is left out."""
    names = [n for n in sorted(sys.stdlib_module_names) if n not in _NOT and n[0] != "_"]
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for name in names:
            _import(name)
        for name in _WITHIN:
            for module in pkgutil.iter_modules(getattr(sys.modules.get(name), "__path__", ())):
                if module.name != "__main__":
                    _import(f"{name}.{module.name}")
        for library in libraries:
            for part in _OF_LIBRARIES.get(library, ()):
                _import(f"{library}.{part}")
        _import("scipy.special")  # of which blocks are given


def _import(name: str) -> None:
    with contextlib.suppress(Exception):
        importlib.import_module(name)
