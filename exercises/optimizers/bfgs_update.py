"""BFGS: learning the inverse Hessian from the gradients that come by anyway."""

from __future__ import annotations

import numpy as np


def bfgs_update(h: np.ndarray, s: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the next approximation of the inverse Hessian, after one step.

    `h` is the present one. The step was s = p_new - p_old, and it changed the gradient by
    y = g_new - g_old. With rho = 1 / (y . s), the identity matrix I, and outer products written as
    a column times a row, (s y^T)[i, j] = s[i] y[j]:

        H = (I - rho s y^T) h (I - rho y s^T) + rho s s^T

    h        float64 of shape (n, n), symmetric and positive definite, n >= 1
    s, y     float64 of shape (n,), neither all zeros
    returns  float64 of shape (n, n); h, s, y are never changed

    - It meets the secant condition H y = s: from now on the matrix knows what this step taught. Of
      all symmetric matrices that do, H is in a certain sense the closest to h.
    - It is positive definite whenever y . s > 0, so -H g always points downhill. Where
      y . s <= 1e-10 |y| |s|, with |v| = sqrt(v . v), f is not curved upward along the step: return
      h as it was, its values or h itself.
    - H is the *inverse* Hessian: it multiplies a gradient, and no system is solved.
    - There is nothing to raise.

    Example, a step of 0.5 to the right changed the gradient by (1, 0): the curvature is 2 there:
        >>> bfgs_update(np.eye(2), np.array([0.5, 0.0]), np.array([1.0, 0.0]))
        array([[0.5, 0. ],
               [0. , 1. ]])

    Source: Nocedal and Wright, "Numerical Optimization" (2nd edition, 2006), section 6.1, equation
    6.17

    """
    raise NotImplementedError("bfgs_update")
