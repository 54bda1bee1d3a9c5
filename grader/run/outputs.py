"""What a check saw of an answer before it judged by a sentence of its own.

Where numbers are compared, the comparison is the evidence for a cause. `expect` and statements
about samples only say that they failed, which many mistakes make them do: there, a known mistake
is recognized by the values that the student's code gave, the last ones before the judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.results import Reason

JUDGED = frozenset(
    {"expectation", "unlikely_rate", "unlikely_share", "unlikely_moment", "unlikely_gap",
     "out_of_range"}
)  # fmt: skip
CLOSE = 1e-6  # of the largest value: another library's rounding, never another mistake


def numbers(outputs: Iterable[object]) -> np.ndarray:
    """Return all numbers and bools among some plain values, in a row of float64."""
    parts = [np.empty(0), *_parts(outputs)]
    return np.concatenate(parts)


def texts(outputs: Iterable[object]) -> list[str]:
    """Return all strings among some plain values."""
    found: list[str] = []
    for x in outputs:
        if isinstance(x, str):
            found.append(x)
        elif isinstance(x, list | tuple):
            found += texts(x)
        elif isinstance(x, dict):
            found += texts(x.values())
    return found


def judgement(reason: Reason, outputs: Iterable[object]) -> str:
    """Return a judgement as text: which, and of which texts; numbers are compared apart."""
    said = reason.facts.get("text", reason.facts.get("name"))
    return f"{reason.kind}: {said} {texts(outputs)}"


def alike(a: np.ndarray, b: np.ndarray) -> bool:
    """Tell whether two rows of numbers are the same up to rounding."""
    if a.shape != b.shape or not a.size:
        return False
    largest = np.max(np.abs(a[np.isfinite(a)]), initial=0.0)
    return bool(np.allclose(a, b, rtol=0.0, atol=CLOSE * largest, equal_nan=True))


def _parts(outputs: Iterable[object]) -> Iterator[np.ndarray]:
    for x in outputs:
        if isinstance(x, list | tuple):
            yield from _parts(x)
        elif isinstance(x, dict):
            yield from _parts(x.values())
        else:
            yield _numbers(x)


def _numbers(x: Any) -> np.ndarray:
    if type(x).__module__ == "torch" and hasattr(x, "detach"):
        x = x.detach().cpu()
        x = x.double().numpy() if not x.dtype.is_complex else x.numpy()
    if isinstance(x, int) and not -(2**63) <= x < 2**63:
        return np.array([np.inf if x > 0 else -np.inf])
    if not isinstance(x, np.ndarray | np.generic | bool | int | float | complex):
        return np.empty(0)
    flat = np.asarray(x).reshape(-1)
    if flat.dtype.kind == "c":
        return np.concatenate([flat.real, flat.imag]).astype(np.float64)
    return flat.astype(np.float64) if flat.dtype.kind in "biuf" else np.empty(0)
