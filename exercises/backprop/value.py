"""A number that remembers how it was computed, and can tell its derivatives."""

from __future__ import annotations

import math


class Value:
    """A scalar node of a computation graph, for automatic differentiation in reverse.

    Arithmetic on Values makes new Values and records what they were made of. `y.backward()` then
    walks that graph once, from y towards the leaves, and adds dy/dx to `x.grad` of every leaf x
    that y was computed from. A leaf is what `Value(data)` makes.

    .data   the number, a float
    .grad   a float, 0.0 at first. Leaves accumulate: each backward() adds to what is there, so a
            second call doubles it, as in PyTorch. Derivatives are computed afresh in each call;
            what an earlier call left in any .grad never enters. For a node made by an operation,
            .grad is the derivative after the first backward() through it; what later calls make
            of it is your choice (PyTorch keeps none).

    - Operands are Values, ints or floats, the Value on either side: 2 - x as well as x - 2.
      The exponent of ** is an int or a float, never a Value.
    - A node used several times gets the sum over all paths: for y = x * x, dy/dx = 2 x.
    - relu(x) = max(x, 0), and its derivative at 0 is 0. tanh is right for every float: tanh of
      1000 is 1. log gets numbers above 0; no division by 0; a base of 0 only with exponents from
      1 up, a negative base only with whole ones. There is nothing to raise.
    - Chains of 10,000 operations work (Python stops at about 1,000 nested calls), and the time is
      proportional to the number of nodes, not to the number of paths: 50 times x = x + x makes
      51 nodes and 2**50 paths.

    Example: y = (w x + b)**2 at w = 3, x = 2, b = 1
        >>> w, x, b = Value(3.0), Value(2.0), Value(1.0)
        >>> y = (w * x + b) ** 2
        >>> y.backward()
        >>> y.data, w.grad, x.grad, b.grad
        (49.0, 28.0, 42.0, 14.0)

    Source: Griewank and Walther, "Evaluating Derivatives" (2nd edition, SIAM 2008), chapter 3;
    in short Baydin et al., "Automatic Differentiation in Machine Learning: a Survey", JMLR 2018,
    section 3.2, https://arxiv.org/abs/1502.05767

    """

    def __init__(self, data: float) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.inputs: tuple[tuple[Value, float], ...] = ()  # see made_of

    def __add__(self, other: Value | float) -> Value:
        raise NotImplementedError("value")

    def __mul__(self, other: Value | float) -> Value:
        raise NotImplementedError("value")

    def __pow__(self, k: float) -> Value:
        raise NotImplementedError("value")

    def __neg__(self) -> Value:
        raise NotImplementedError("value")

    def __sub__(self, other: Value | float) -> Value:
        raise NotImplementedError("value")

    def __truediv__(self, other: Value | float) -> Value:
        raise NotImplementedError("value")

    # Python asks for these when the left operand is a number: 2 + x calls x.__radd__(2).
    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Value:
        raise NotImplementedError("value")

    def __rtruediv__(self, other: float) -> Value:
        raise NotImplementedError("value")

    def exp(self) -> Value:
        """Return e to the power of self."""
        raise NotImplementedError("value")

    def log(self) -> Value:
        """Return the natural logarithm of self."""
        raise NotImplementedError("value")

    def tanh(self) -> Value:
        """Return the hyperbolic tangent of self."""
        raise NotImplementedError("value")

    def relu(self) -> Value:
        """Return the larger of self and 0."""
        raise NotImplementedError("value")

    def backward(self) -> None:
        """Add d self / d x to `x.grad` of every leaf x that self was computed from."""
        raise NotImplementedError("value")


# Given, to use or to replace by a design of your own.


def as_value(x: Value | float) -> Value:
    """Return x itself if it is a Value, else a new leaf that holds it."""
    return x if isinstance(x, Value) else Value(x)


def made_of(data: float, *inputs: tuple[Value, float]) -> Value:
    """Return a node that holds `data`; each input is (node, derivative of data by that node)."""
    result = Value(data)
    result.inputs = inputs
    return result
