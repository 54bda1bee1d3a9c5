"""Learning-rate range test: one short run that tries them all, from far too small to too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def find_lr(
    loss_and_gradient: Callable[[np.ndarray], tuple[float, np.ndarray]],
    p: np.ndarray,
    low: float,
    high: float,
    steps: int,
    stop: float = 4.0,
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return learning rates, the losses seen on the way, and the rate that made most progress.

    The rates grow from `low` to `high` by equal ratios:

        lr[k] = low * (high / low)**(k / (steps - 1)),   k = 0, ..., steps - 1

    In step k the loss and the gradient at the present p are computed, and the loss is noted as
    losses[k]. If it is inf or NaN, or above `stop` times the smallest loss noted so far, the test
    ends there, with this loss as the last one. Otherwise p <- p - lr[k] * gradient. Without such an
    end the test has `steps` losses.

    loss_and_gradient  called once a step with a float64 array shaped like p; returns a float above
                       0, inf or NaN, and an array of that shape
    p                  float64 of any shape: where to begin; never changed
    low, high          0 < low < high
    steps              2 or more
    stop               above 1
    returns            (rates, losses, best): as many rates as there are losses, both float64 of
                       that one length, and the rate lr[k] for which losses[k] - losses[k + 1] is
                       largest, a float; the first of them if there are several

    - lr[k] is what leads from losses[k] to losses[k + 1]: the last rate led nowhere, or nobody
      looked.
    - A loss that is not finite is nobody's progress. The first two losses are always finite.
    - People take a rate somewhat below the one at which the loss starts to rise; the one that
      lowered it most is a cautious choice. There is nothing to raise.

    Example, the loss p**2 from p = 1: the rate 0.1 lowers it most, 1 leaves it as it is, 10 makes
    it 361 times as large:
        >>> rates, losses, best = find_lr(
        ...     lambda p: (float(p @ p), 2 * p), np.array([1.0]), 0.001, 100.0, 6
        ... )
        >>> [float(rate) for rate in rates.round(6)]
        [0.001, 0.01, 0.1, 1.0, 10.0, 100.0]
        >>> [float(loss) for loss in losses.round(3)], round(best, 6)
        ([1.0, 0.996, 0.957, 0.612, 0.612, 221.004], 0.1)

    Source: Smith, "Cyclical Learning Rates for Training Neural Networks" (2017), section 3.3,
    https://arxiv.org/abs/1506.01186

    """
    raise NotImplementedError("lr_range_test")
