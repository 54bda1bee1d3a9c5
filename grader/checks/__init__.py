"""The language checks are written in, and the machinery that lets a check face two workers."""

from __future__ import annotations

from .arrays import put, unchanged
from .compare import equal, near
from .declare import Case, Check, Mistake, Variant, cases, check, given, mistake, variant
from .draw import booleans, floats, integers, sampled_from
from .drivers import driver
from .errors import CheckError, Failed
from .gradient import gradient_matches
from .kernels import (
    atomics,
    bank_conflicts,
    coalesced,
    grid,
    launches,
    output_of,
    traffic,
)
from .proxy import reference, value
from .sampling import drawn_from, normal, rate_is, shares_are, uniform
from .statements import expect, raises

__all__ = [
    "Case",
    "Check",
    "CheckError",
    "Failed",
    "Mistake",
    "Variant",
    "atomics",
    "bank_conflicts",
    "booleans",
    "cases",
    "check",
    "coalesced",
    "drawn_from",
    "driver",
    "equal",
    "expect",
    "floats",
    "given",
    "gradient_matches",
    "grid",
    "integers",
    "launches",
    "mistake",
    "near",
    "normal",
    "output_of",
    "put",
    "raises",
    "rate_is",
    "reference",
    "sampled_from",
    "shares_are",
    "traffic",
    "unchanged",
    "uniform",
    "value",
    "variant",
]
