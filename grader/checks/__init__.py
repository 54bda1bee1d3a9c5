"""The language checks are written in, and the machinery that lets a check face two workers."""

from __future__ import annotations

from .arrays import put, unchanged
from .compare import equal, near
from .declare import Case, Check, Mistake, Variant, cases, check, given, mistake, variant
from .draw import booleans, floats, integers, sampled_from
from .drivers import driver
from .errors import CheckError, Failed
from .gradient import gradient_matches
from .proxy import reference, value
from .statements import expect, raises

__all__ = [
    "Case",
    "Check",
    "CheckError",
    "Failed",
    "Mistake",
    "Variant",
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
