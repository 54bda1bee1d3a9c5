"""Gradsteps: graded exercises in deep learning, and the autograder that marks them.

The names below are the language checks are written in. They load on first use, so that a worker,
which may only hold public libraries, can import this package without loading any check code.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.checks import (
        atomics as atomics,
    )
    from grader.checks import (
        bank_conflicts as bank_conflicts,
    )
    from grader.checks import (
        booleans as booleans,
    )
    from grader.checks import (
        cases as cases,
    )
    from grader.checks import (
        check as check,
    )
    from grader.checks import (
        coalesced as coalesced,
    )
    from grader.checks import (
        drawn_from as drawn_from,
    )
    from grader.checks import (
        driver as driver,
    )
    from grader.checks import (
        equal as equal,
    )
    from grader.checks import (
        expect as expect,
    )
    from grader.checks import (
        floats as floats,
    )
    from grader.checks import (
        given as given,
    )
    from grader.checks import (
        gradient_matches as gradient_matches,
    )
    from grader.checks import (
        grid as grid,
    )
    from grader.checks import (
        integers as integers,
    )
    from grader.checks import (
        launches as launches,
    )
    from grader.checks import (
        mistake as mistake,
    )
    from grader.checks import (
        near as near,
    )
    from grader.checks import (
        normal as normal,
    )
    from grader.checks import (
        output_of as output_of,
    )
    from grader.checks import (
        put as put,
    )
    from grader.checks import (
        raises as raises,
    )
    from grader.checks import (
        rate_is as rate_is,
    )
    from grader.checks import (
        reference as reference,
    )
    from grader.checks import (
        sampled_from as sampled_from,
    )
    from grader.checks import (
        shares_are as shares_are,
    )
    from grader.checks import (
        traffic as traffic,
    )
    from grader.checks import (
        unchanged as unchanged,
    )
    from grader.checks import (
        uniform as uniform,
    )
    from grader.checks import (
        value as value,
    )
    from grader.checks import (
        variant as variant,
    )

__version__ = "0.1.0"

__all__ = [
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


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("grader.checks"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: object) -> None:
    """`%load_ext grader`: `import cupy` in a notebook, with kernels run on the CPU."""
    import_module("grader.cli.kernels").load(shell)


def unload_ipython_extension(shell: object) -> None:
    """`%unload_ext grader`."""
    import_module("grader.cli.kernels").unload(shell)
