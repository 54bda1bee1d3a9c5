"""Gradsteps: graded exercises in deep learning, and the autograder that marks them.

The names below are the language checks are written in. They load on first use, so that a worker,
which may only hold public libraries, can import this package without loading any check code.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.checks import (
        booleans as booleans,
        cases as cases,
        check as check,
        driver as driver,
        equal as equal,
        expect as expect,
        floats as floats,
        given as given,
        gradient_matches as gradient_matches,
        integers as integers,
        mistake as mistake,
        near as near,
        put as put,
        raises as raises,
        reference as reference,
        sampled_from as sampled_from,
        unchanged as unchanged,
        value as value,
        variant as variant,
    )

__version__ = "0.1.0"

__all__ = [
    "booleans",
    "cases",
    "check",
    "driver",
    "equal",
    "expect",
    "floats",
    "given",
    "gradient_matches",
    "integers",
    "mistake",
    "near",
    "put",
    "raises",
    "reference",
    "sampled_from",
    "unchanged",
    "value",
    "variant",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("grader.checks"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
