"""Generic wrong answers: what a wrong program of any exercise could return instead.

Each takes a right value, what was asked and what was returned before, and gives a wrong one; it
works on every array and number inside lists, tuples and dicts. What has no such wrong form
(a transposed vector, an infinite integer, text) stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Leaf: TypeAlias = Any  # an array, a tensor as an array, or a number
Damage: TypeAlias = Callable[[Any], Any]

LOWER = {"float64": "float32", "float32": "float16", "complex128": "complex64"}
OTHER = {"float64": "float32", "float32": "float64", "complex128": "complex64"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One generic wrong answer; `subtle` ones may lie within what a check tolerates."""

    name: str
    says: str
    damage: Damage | None  # None: made of inputs or of earlier results, see `wrong.py`
    subtle: bool = False


def zeros(x: Leaf) -> Leaf:
    """0 everywhere."""
    return _filled(x, 0)


def ones(x: Leaf) -> Leaf:
    """1 everywhere."""
    return _filled(x, 1)


def scaled(x: Leaf) -> Leaf:
    """1.1 times the value; whole numbers rounded."""
    return _mapped(x, lambda a: a * 1.1)


def slightly_scaled(x: Leaf) -> Leaf:
    """(1 + max(1e-3, 16 eps)) times the value."""
    return _mapped(x, lambda a: a * (1 + max(1e-3, 16 * _eps(a))) if a.dtype.kind in "fc" else a)


def transposed(x: Leaf) -> Leaf:
    """The axes in reverse order."""
    return x.T.copy() if isinstance(x, np.ndarray) else x


def reversed_rows(x: Leaf) -> Leaf:
    """The first axis from its end."""
    return x[::-1].copy() if isinstance(x, np.ndarray) and x.ndim else x


def reversed_columns(x: Leaf) -> Leaf:
    """The last axis from its end."""
    return x[..., ::-1].copy() if isinstance(x, np.ndarray) and x.ndim else x


def other_dtype(x: Leaf) -> Leaf:
    """The same numbers in another dtype; a Python number has none."""
    if isinstance(x, np.ndarray | np.generic):
        return x.astype(OTHER.get(str(x.dtype), "float64"))
    return x


def extra_axis(x: Leaf) -> Leaf:
    """A shape that broadcasts against the right one."""
    return x[None] if isinstance(x, np.ndarray) else np.asarray([x])


def last_nan(x: Leaf) -> Leaf:
    """NaN in one place."""
    return _last(x, np.nan)


def last_inf(x: Leaf) -> Leaf:
    """Infinity in one place."""
    return _last(x, np.inf)


def lower_precision(x: Leaf) -> Leaf:
    """Rounded to the next lower precision and back."""
    return _mapped(x, lambda a: a.astype(LOWER.get(str(a.dtype), a.dtype)).astype(a.dtype))


WRONG = (
    Wrong("zeros", "zeros", zeros),
    Wrong("ones", "ones", ones),
    Wrong("scaled", "1.1 times the right value", scaled),
    Wrong("slightly_scaled", "1.001 times the right value", slightly_scaled, subtle=True),
    Wrong("transposed", "the transpose", transposed),
    Wrong("reversed_rows", "the first axis reversed", reversed_rows),
    Wrong("reversed_columns", "the last axis reversed", reversed_columns),
    Wrong("other_dtype", "another dtype", other_dtype),
    Wrong("extra_axis", "a shape that broadcasts", extra_axis),
    Wrong("last_nan", "a NaN in one place", last_nan),
    Wrong("last_inf", "an infinity in one place", last_inf),
    Wrong("copied", "the input copied", None),
    Wrong("stale", "the previous call's result", None),
    Wrong("lower_precision", "one precision lower", lower_precision, subtle=True),
)
ON_VALUES = (WRONG[0], WRONG[1], WRONG[2], WRONG[5], WRONG[9])


def damaged(x: Any, damage: Damage) -> Any:
    """Damage every array and number inside `x`."""
    if isinstance(x, list | tuple):
        return type(x)([damaged(item, damage) for item in x])
    if isinstance(x, dict):
        return {key: damaged(item, damage) for key, item in x.items()}
    if is_tensor(x):
        return _on_tensor(x, damage)
    if isinstance(x, np.ndarray | np.generic | bool | int | float | complex):
        with np.errstate(all="ignore"):
            return damage(x)
    return x


def is_tensor(x: object) -> bool:
    """Tell whether this is a torch tensor, without importing torch."""
    return type(x).__module__ == "torch" and type(x).__name__ == "Tensor"


def _on_tensor(x: Any, damage: Damage) -> Any:
    import torch

    if x.dtype == torch.bfloat16:  # NumPy has none
        return damage(x.to(torch.float32).numpy()) if damage is other_dtype else x * 0 + 1.5
    return torch.from_numpy(np.array(damage(x.detach().numpy())))


def _mapped(x: Leaf, change: Callable[[np.ndarray], np.ndarray]) -> Leaf:
    """Apply a change to the value as an array and give it back as what it was."""
    if isinstance(x, bool | np.bool_) or (isinstance(x, int) and abs(x) >= 2**62):
        return x
    before = np.asarray(x)
    after = change(before)
    if before.dtype.kind in "iu":
        after = np.rint(after)
    after = after.astype(before.dtype)
    if isinstance(x, np.ndarray):
        return after
    return after[()] if isinstance(x, np.generic) else after.item()


def _filled(x: Leaf, number: int) -> Leaf:
    if isinstance(x, np.ndarray):
        return np.full_like(x, number)
    return x.dtype.type(number) if isinstance(x, np.generic) else type(x)(number)


def _last(x: Leaf, number: float) -> Leaf:
    if isinstance(x, np.ndarray):
        if x.dtype.kind not in "fc" or not x.size:
            return x
        out = np.array(x)
        out.flat[-1] = number
        return out
    if isinstance(x, np.floating):
        return x.dtype.type(number)
    return number if isinstance(x, float) else x


def _eps(x: np.ndarray) -> float:
    return float(np.finfo(x.dtype).eps)
