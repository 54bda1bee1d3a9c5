"""How large an error may be, and why: the one place tolerances come from.

A sum of n terms of size s, each rounded to a machine epsilon, errs by about eps x sqrt(n) x s
whatever the order of summation, and by no more than eps x n x s (Higham, Accuracy and Stability
of Numerical Algorithms, section 4.2). `FACTOR` of that leaves room for another order, another
library and a few more operations, and is far below what any real mistake does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

FACTOR = 16.0


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The largest error accepted, per element or for all, and its origin as text."""

    allowed: np.ndarray  # float64, broadcastable to the result
    origin: str

    @property
    def largest(self) -> float:
        """The largest error accepted anywhere."""
        return float(np.max(self.allowed, initial=0.0))


def derived(
    expected: np.ndarray, epsilon: float, dtype: str, length: float, terms: object | None
) -> Tolerance:
    """Derive the tolerance from dtype, reduction length and the scale of the summed terms.

    Without `terms` the scale is the largest finite |expected|; where the expected value hides it
    (a difference of large terms), `terms` gives the size of the terms, per element if need be.
    """
    rounding = FACTOR * epsilon * math.sqrt(max(length, 1.0))
    parts = [f"{FACTOR:.0f} x eps({dtype})"]
    if length > 1:
        parts.append(f"sqrt({length:g})")
    if terms is None:
        magnitudes = np.abs(expected[np.isfinite(expected)])
        scale = np.asarray(np.max(magnitudes, initial=0.0), dtype=np.float64)
        parts.append(f"{float(scale):.3g} (largest expected)")
    else:
        scale = np.abs(np.asarray(terms, dtype=np.float64))
        parts.append(f"{float(np.max(scale, initial=0.0)):.3g} (largest term)")
    return Tolerance(np.asarray(rounding * scale, dtype=np.float64), " x ".join(parts))


def stated(tolerance: float) -> Tolerance:
    """Return a tolerance an author measured and wrote down."""
    return Tolerance(np.asarray(tolerance, dtype=np.float64), "stated by the check")
