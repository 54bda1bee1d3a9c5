"""A number that remembers how it was computed, and can tell its derivatives."""

from __future__ import annotations

import math


class Value:
    """A scalar node of a computation graph, for automatic differentiation in reverse."""

    def __init__(self, data: float) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.inputs: tuple[tuple[Value, float], ...] = ()  # see made_of

    def __add__(self, other: Value | float) -> Value:
        other = as_value(other)
        return made_of(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other: Value | float) -> Value:
        other = as_value(other)
        return made_of(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, k: float) -> Value:
        return made_of(self.data**k, (self, k * self.data ** (k - 1)))

    def __neg__(self) -> Value:
        return self * -1

    def __sub__(self, other: Value | float) -> Value:
        return self + -as_value(other)

    def __truediv__(self, other: Value | float) -> Value:
        return self * as_value(other) ** -1

    # Python asks for these when the left operand is a number: 2 + x calls x.__radd__(2).
    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Value:
        return as_value(other) - self

    def __rtruediv__(self, other: float) -> Value:
        raise NotImplementedError("value")

    def exp(self) -> Value:
        """Return e to the power of self."""
        e = math.exp(self.data)
        return made_of(e, (self, e))

    def log(self) -> Value:
        """Return the natural logarithm of self."""
        return made_of(math.log(self.data), (self, 1 / self.data))

    def tanh(self) -> Value:
        """Return the hyperbolic tangent of self."""
        t = math.tanh(self.data)
        return made_of(t, (self, 1 - t * t))

    def relu(self) -> Value:
        """Return the larger of self and 0."""
        return made_of(max(self.data, 0.0), (self, 1.0 if self.data > 0 else 0.0))

    def backward(self) -> None:
        """Add d self / d x to `x.grad` of every leaf x that self was computed from."""
        uses = {self: 0}  # how often each node is used
        found = [self]
        for node in found:
            for x, _ in node.inputs:
                if x not in uses:
                    uses[x] = 0
                    found.append(x)
                uses[x] += 1
        slope = dict.fromkeys(found, 0.0)
        slope[self] = 1.0
        queue = [self]
        while queue:
            node = queue.pop(0)
            if uses[node] > 0:
                queue.append(node)  # not all uses have passed their share on: later
                continue
            node.grad += slope[node]
            for x, local in node.inputs:
                slope[x] += slope[node] * local
                if x not in queue:
                    queue.append(x)
                    uses[x] -= 1


# Given, to use or to replace by a design of your own.


def as_value(x: Value | float) -> Value:
    """Return x itself if it is a Value, else a new leaf that holds it."""
    return x if isinstance(x, Value) else Value(x)


def made_of(data: float, *inputs: tuple[Value, float]) -> Value:
    """Return a node that holds `data`; each input is (node, derivative of data by that node)."""
    result = Value(data)
    result.inputs = inputs
    return result
