"""Hyper-parameter search: try a grid, or try at random, and keep the best."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def search(
    loss: Callable[[dict[str, float]], float],
    space: dict[str, tuple[float, float, str]],
    count: int,
    rng: np.random.Generator | None = None,
) -> tuple[dict[str, float], float]:
    """Return the best configuration that was tried, and its loss.

    A configuration is a dict with one float for every name of `space`. Each name has a range
    (low, high, scale), low < high. A place u between 0 and 1 is a value of that range:

        scale "linear"   low + (high - low) * u
        scale "log"      low * (high / low)**u,   low > 0: each power of ten gets the same share

    Without `rng`, a grid: every name takes the `count` places u = 0, 1 / (count - 1), ..., 1, both
    ends included, count >= 2; all count**d combinations of the d names are tried, the last name
    changing fastest.

    With `rng`, at random: `count` configurations are drawn, count >= 1. Configuration by
    configuration, and within it name by name in the order of `space`, u = rng.random(): one number
    for each value and none besides, so that everybody with this generator tries the same.

    loss     called once for every configuration, in the order above, with a dict whose names stand
             in the order of `space`; it trains a model, and returns a float. It may change its
             dict, even empty it: what is returned in the end must not suffer from that
    space    one name or more
    returns  (configuration, loss): the one with the smallest loss, the first of them if there are
             several

    - A training that diverges has the loss NaN, and is never the best. At least one is finite.
    - There is nothing to raise.

    Example:
        >>> tried = []
        >>> space = {"lr": (1e-4, 1e-2, "log"), "momentum": (0.0, 0.9, "linear")}
        >>> def loss(c):
        ...     tried.append((round(c["lr"], 6), c["momentum"]))
        ...     return abs(c["lr"] - 0.002) + c["momentum"]
        >>> best, smallest = search(loss, space, 3)
        >>> round(best["lr"], 6), best["momentum"], round(smallest, 6)
        (0.001, 0.0, 0.001)
        >>> tried[:4]
        [(0.0001, 0.0), (0.0001, 0.45), (0.0001, 0.9), (0.001, 0.0)]

    Source: Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization" (2012), JMLR 13,
    section 1, https://jmlr.org/papers/v13/bergstra12a.html

    """
    raise NotImplementedError("hyperparameter_search")
