"""Gradient check: is this really the gradient of that function?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def gradient_check(
    f: Callable[[np.ndarray], float],
    x: np.ndarray,
    gradient: np.ndarray,
    h: float = 1e-5,
    floor: float = 1e-6,
) -> tuple[np.ndarray, np.ndarray]:
    """Return how wrong each entry of a claimed gradient is, and where that says nothing.

    With e_i the array that is 1 at entry i and 0 elsewhere, and for every entry i of x

        right_i   = (f(x + h e_i) - f(x)) / h
        left_i    = (f(x) - f(x - h e_i)) / h
        numeric_i = (f(x + h e_i) - f(x - h e_i)) / (2 h)

        error_i   = |gradient_i - numeric_i| / max(|gradient_i|, |numeric_i|, floor)
        kink_i    = |right_i - left_i| > sqrt(h) * max(1, |numeric_i|)

    f         takes a float64 array of the shape of x, returns a float
    x         float64 or float32 of any shape with at least one axis
    gradient  float64 or float32 of the shape of x: what is claimed to be the derivative of f at x
    h, floor  above 0
    returns   (errors, kinks): float64 and bool, both of the shape of x

    - The error is relative: a slope of 1000 may be wrong by more than one of 0.001. A gradient
      is right below about 1e-6 (float64, smooth f), wrong above 1e-2; a turned sign gives 2.
    - The floor is for entries that do not matter to f. There both numbers are 0, or the numeric one
      is the rounding noise of f over h, some 1e-11, and without a floor noise is 100 % wrong.
    - At a kink, a ReLU's 0 for instance, the slope to the right is not that to the left, and the
      numeric gradient is between them: no error of the code. On a smooth curve right and left come
      together as h goes to 0, like h; at a kink they do not. sqrt(h) lies between.
    - x and the gradient are widened to float64 before anything else: a step of 1e-5 in float32
      leaves two digits of a slope. Nothing passed in is changed.
    - Raises ValueError when the shapes of gradient and x differ, even where they would broadcast.

    Example: y = (2 x + 1)**3 at x = 1 has the slope 54; whoever forgets the inner 2 says 27. And
    max(0, x) at x = 0, where 1 is claimed and 0.5 is measured.
        >>> cubed = lambda x: float((2 * x[0] + 1) ** 3)
        >>> errors, kinks = gradient_check(cubed, np.array([1.0]), np.array([27.0]))
        >>> errors.round(6), kinks
        (array([0.5]), array([False]))
        >>> relu = lambda x: float(max(0.0, x[0]))
        >>> errors, kinks = gradient_check(relu, np.array([0.0]), np.array([1.0]))
        >>> errors.round(6), kinks
        (array([0.5]), array([ True]))

    Source: Stanford CS231n, "Neural Networks Part 3: Learning and Evaluation", section "Gradient
    Checks", https://cs231n.github.io/neural-networks-3/

    """
    raise NotImplementedError("gradient_check")
