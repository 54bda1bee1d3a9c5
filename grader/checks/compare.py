"""Is this what was expected? In the order: type, shape, dtype, finite, values.

A value is good when its error is at most what is allowed; wrong is *not good*, so NaN is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NoReturn

import numpy as np

from grader.results import Difference, Reason

from .context import Compared, possible
from .describe import described
from .errors import CheckError, Failed
from .places import extent, first_step, shares, worst
from .proxy import Proxy
from .tolerance import Tolerance, derived, stated

EPSILON = float(np.finfo(np.float64).eps)

Kind = Literal["type", "length", "shape", "dtype", "finite", "values", "exact", "unchanged"]


@dataclass(frozen=True, slots=True)
class Measured:
    """An array ready for comparison: float64 or complex128 values, and what they were."""

    values: np.ndarray
    dtype: str
    epsilon: float | None  # None for exact types
    container: Literal["scalar", "array", "tensor"]


def near(
    got: object,
    expected: object,
    *,
    length: float = 1,
    terms: object | None = None,
    tolerance: float | None = None,
    steps: int | None = None,
    name: str = "result",
) -> None:
    """Fail unless `got` is `expected` up to rounding.

    Lists, tuples and dicts are compared item by item. `length` is the number of terms summed into
    an element, `terms` their size where the expected value hides it; `tolerance` replaces the
    derived one by a number the author measured. `steps` is the axis along which each step follows
    from the one before: a page then names the first that differs.
    """
    if _descend(got, expected, name, lambda g, e, n: near(
        g, e, length=length, terms=terms, tolerance=tolerance, steps=steps, name=n
    )):  # fmt: skip
        return
    _see(name, got, expected)
    mine, theirs = _both(got, expected, name)
    if theirs.epsilon is None and tolerance is None:
        _compare(mine, theirs, stated(0.0), name, "exact", steps)
        return
    if tolerance is None:
        allowed = derived(theirs.values, theirs.epsilon or 0.0, theirs.dtype, length, terms)
    else:
        allowed = stated(tolerance)
    _compare(mine, theirs, allowed, name, "values", steps)


def equal(got: object, expected: object, *, name: str = "result") -> None:
    """Fail unless `got` is exactly `expected`: type, shape, dtype and every value."""
    if _descend(got, expected, name, lambda g, e, n: equal(g, e, name=n)):
        return
    _see(name, got, expected)
    both_int = type(got) is type(expected) is int  # of any size
    if not both_int and (
        _is_number(expected) or isinstance(expected, np.ndarray) or _is_tensor(expected)
    ):
        mine, theirs = _both(got, expected, name)
        _compare(mine, theirs, stated(0.0), name, "exact")
        return
    plain_only(got, name)
    if type(got) is not type(expected):
        _differ("type", name, got, expected)
    if got != expected:
        _differ("exact", name, got, expected, wrong=1, of=1)


def _descend(got: Any, expected: Any, name: str, compare: Any) -> bool:
    """Compare containers item by item; False when `expected` is no container."""
    if isinstance(expected, Proxy):
        raise CheckError("the expected value is a handle; use value(...)")
    if isinstance(expected, list | tuple):
        plain_only(got, name)
        if not isinstance(got, list | tuple):
            _see(name, got, expected)
            _differ("type", name, got, expected)
        if len(got) != len(expected):
            _see(name, got, expected)
            _differ("length", name, got, expected)
        for position, (mine, theirs) in enumerate(zip(got, expected, strict=True)):
            compare(mine, theirs, f"{name}[{position}]")
        return True
    if isinstance(expected, dict):
        plain_only(got, name)
        if not isinstance(got, dict) or got.keys() != expected.keys():
            _see(name, got, expected)
            _differ("type", name, got, expected)
        for key, theirs in expected.items():
            compare(got[key], theirs, f"{name}[{key!r}]")
        return True
    return False


def _both(got: object, expected: object, name: str) -> tuple[Measured, Measured]:
    """Measure both sides after type, shape and dtype were found equal."""
    theirs = measured(expected)
    if theirs is None:
        raise CheckError(f"near() and equal() cannot compare a {type(expected).__name__}")
    plain_only(got, name)
    mine = measured(got)
    if mine is None or (mine.container != theirs.container and theirs.values.ndim > 0):
        _differ("type", name, got, expected)
    if theirs.values.ndim == 0 and theirs.container == "scalar" and mine.values.ndim > 0:
        _differ("type" if mine.values.size != 1 else "shape", name, got, expected)
    if mine.values.shape != theirs.values.shape:
        _differ("shape", name, got, expected)
    # A Python number has no dtype to be wrong about; bool, int and float still differ.
    scalar = "scalar" in (mine.container, theirs.container)
    context = possible()
    loose = scalar or (context is not None and context.any_precision)
    if (_family(mine) != _family(theirs)) if loose else (mine.dtype != theirs.dtype):
        _differ("dtype", name, got, expected)
    return mine, theirs


def _compare(
    mine: Measured,
    theirs: Measured,
    allowed: Tolerance,
    name: str,
    kind: Kind,
    steps: int | None = None,
) -> None:
    got, expected = mine.values, theirs.values
    with np.errstate(all="ignore"):
        same = (got == expected) | (_nan(got) & _nan(expected))
        error = np.where(same, 0.0, np.abs(_wide(got) - _wide(expected)))
        good = same | (error <= allowed.allowed)
    _note_margin(error, allowed)
    _judged(None, allowed.allowed)
    if good.all():
        return
    bad_finite = np.isfinite(expected) & ~np.isfinite(got)
    if bad_finite.any() and kind == "values":
        kind = "finite"
    _judged(kind, allowed.allowed)
    raise Failed(
        Reason("differs"),
        Difference(
            kind=kind,
            name=name,
            got=_shown(mine),
            expected=_shown(theirs),
            allowed=allowed.largest,
            origin=allowed.origin,
            wrong=int(np.sum(~good)),
            of=int(good.size),
            worst=worst(got, expected, error, bad_finite if kind == "finite" else ~good),
            extent=extent(~good),
            shares=shares(~good),
            first=first_step(~good, steps) if steps is not None and good.ndim else None,
        ),
    )


def _nan(x: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.isnan(_wide(x))
    return found


def _wide(x: np.ndarray) -> np.ndarray:
    """Return values that can be subtracted: no bools, no unsigned integers that wrap."""
    return x if x.dtype.kind in "fc" else x.astype(np.float64)


def _see(name: str, got: object, expected: object) -> None:
    """Keep what is compared as evidence."""
    context = possible()
    if context is not None:
        context.compared.append(Compared(name, got, expected))


def _judged(kind: Kind | None, allowed: np.ndarray | None = None) -> None:
    """Add to the evidence how the comparison ended."""
    context = possible()
    if context is not None and context.compared:
        seen = context.compared[-1]
        seen.kind, seen.allowed = kind or seen.kind, allowed


def _note_margin(error: np.ndarray, allowed: Tolerance) -> None:
    context = possible()
    if context is not None and error.size and allowed.largest > 0:
        with np.errstate(all="ignore"):
            ratio = np.where(error > 0, error / allowed.allowed, 0.0)
        context.margins.append(float(np.max(ratio)))


def measured(x: object) -> Measured | None:
    """Return a number, an array or a tensor of numbers ready for comparison, else None."""
    if isinstance(x, float | complex):
        return Measured(np.asarray(x), type(x).__name__, EPSILON, "scalar")
    if isinstance(x, int):  # bool too; what no machine integer holds is as good as infinite
        fits = -(2**63) <= x < 2**63
        return Measured(np.asarray(x if fits else np.inf), type(x).__name__, None, "scalar")
    if isinstance(x, np.generic):
        return _from_array(np.asarray(x), "scalar")
    if isinstance(x, np.ndarray):
        return _from_array(x, "array")
    if _is_tensor(x):
        return _from_tensor(x)
    return None


def _from_array(x: np.ndarray, container: Literal["scalar", "array"]) -> Measured | None:
    if x.dtype.kind in "biu":
        return Measured(x, str(x.dtype), None, container)
    if x.dtype.kind in "fc":
        epsilon = float(np.finfo(x.dtype).eps)
        wide = np.complex128 if x.dtype.kind == "c" else np.float64
        return Measured(x.astype(wide), str(x.dtype), epsilon, container)
    return None


def _from_tensor(x: Any) -> Measured | None:
    import torch

    dtype = str(x.dtype)
    if x.dtype.is_floating_point or x.dtype.is_complex:
        wide = torch.complex128 if x.dtype.is_complex else torch.float64
        values = x.detach().to(wide).numpy()
        return Measured(values, dtype, torch.finfo(x.dtype).eps, "tensor")
    return Measured(x.numpy(), dtype, None, "tensor")


def _is_tensor(x: object) -> bool:
    kind = type(x)
    return kind.__module__ == "torch" and kind.__name__ == "Tensor"


def _is_number(x: object) -> bool:
    return isinstance(x, bool | int | float | complex | np.generic)


def _family(x: Measured) -> str:
    kind = x.values.dtype.kind
    if x.dtype == "bool":
        return "bool"
    return {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex"}[kind]


def plain_only(got: object, name: str) -> None:
    """Fail where what came back is a handle."""
    if isinstance(got, Proxy):
        raise Failed(Reason("not_plain", {"name": name, "type": got._ref.kind}))  # noqa: SLF001


def _shown(x: Measured) -> str:
    if x.container == "scalar":
        return described(x.values.item())
    shape = f"({', '.join(map(str, x.values.shape))}{',' if x.values.ndim == 1 else ''})"
    return f"{x.dtype} {shape}"


def _differ(
    kind: Kind, name: str, got: object, expected: object, wrong: int = 0, of: int = 0
) -> NoReturn:
    _judged(kind)
    raise Failed(
        Reason("differs"),
        Difference(kind, name, described(got), described(expected), wrong=wrong, of=of),
    )
