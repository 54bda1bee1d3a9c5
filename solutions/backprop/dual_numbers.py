"""Dual numbers: derivatives on the way forward."""

from __future__ import annotations

import math


class Dual:
    """A number with a slope: value + slope * e, where e is so small that e * e = 0.

    Calculate with such numbers as usual, drop every e * e, and what stands before e at the end is
    the derivative. So no graph is needed, and nothing has to be remembered:

        (a + a' e) (b + b' e) = a b + (a' b + a b') e          the product rule
        f(a + a' e) = f(a) + f'(a) a' e                        the chain rule

    `Dual(x, 1.0)` is the variable, a constant has the slope 0.0. With several variables, the
    slopes v that are put in give the directional derivative: f(x + v e) has the slope J v, a
    Jacobian-vector product.

    .value, .slope   as given or computed: numbers, or Duals themselves, see below

    - Operands are Duals or plain numbers, on either side: 2 - x as well as x - 2. The exponent of
      ** is a plain number. x**0 is 1 with the slope 0, also at x = 0.
    - Duals compare by value (given), so that loops and branches run as with plain numbers.
    - Value and slope may be Duals, all alike: x = Dual(Dual(3.0, 1.0), Dual(1.0, 0.0)) gives in
      f(x).slope.slope the second derivative of f at 3. For this, compute with the parts only by
      operations that Duals have too, and use `of` for functions.
    - No operation changes its operands. Numbers stay in the domain of each function: nothing to
      raise.

    Example:
        >>> x = Dual(3.0, 1.0)
        >>> y = x * x + 2 * x
        >>> y.value, y.slope
        (15.0, 8.0)

    Source: Baydin et al., "Automatic Differentiation in Machine Learning: a Survey", JMLR 2018,
    section 3.1, https://arxiv.org/abs/1502.05767

    """

    def __init__(self, value: Dual | float, slope: Dual | float = 0.0) -> None:
        self.value = value
        self.slope = slope

    def __add__(self, other: Dual | float) -> Dual:
        ### BEGIN SOLUTION
        other = as_dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)
        ### END SOLUTION

    def __sub__(self, other: Dual | float) -> Dual:
        ### BEGIN SOLUTION
        other = as_dual(other)
        return Dual(self.value - other.value, self.slope - other.slope)
        ### END SOLUTION

    def __mul__(self, other: Dual | float) -> Dual:
        ### BEGIN SOLUTION
        a, b = self, as_dual(other)
        return Dual(a.value * b.value, a.slope * b.value + a.value * b.slope)
        ### END SOLUTION

    def __truediv__(self, other: Dual | float) -> Dual:
        ### BEGIN SOLUTION
        a, b = self, as_dual(other)
        quotient = a.value / b.value
        return Dual(quotient, (a.slope - quotient * b.slope) / b.value)
        ### END SOLUTION

    def __pow__(self, k: float) -> Dual:
        ### BEGIN SOLUTION
        steepness = k * self.value ** (k - 1) if k else 0.0
        return Dual(self.value**k, steepness * self.slope)
        ### END SOLUTION

    # Python asks for these when the left operand is a number: 2 - x calls x.__rsub__(2).
    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Dual:
        ### BEGIN SOLUTION
        return as_dual(other) - self
        ### END SOLUTION

    def __rtruediv__(self, other: float) -> Dual:
        ### BEGIN SOLUTION
        return as_dual(other) / self
        ### END SOLUTION

    def exp(self) -> Dual:
        """Return e to the power of self."""
        ### BEGIN SOLUTION
        e = of("exp", self.value)
        return Dual(e, e * self.slope)
        ### END SOLUTION

    def log(self) -> Dual:
        """Return the natural logarithm of self."""
        ### BEGIN SOLUTION
        return Dual(of("log", self.value), self.slope / self.value)
        ### END SOLUTION

    def sin(self) -> Dual:
        """Return the sine of self."""
        ### BEGIN SOLUTION
        return Dual(of("sin", self.value), of("cos", self.value) * self.slope)
        ### END SOLUTION

    def cos(self) -> Dual:
        """Return the cosine of self."""
        ### BEGIN SOLUTION
        return Dual(of("cos", self.value), -1 * of("sin", self.value) * self.slope)
        ### END SOLUTION

    def tanh(self) -> Dual:
        """Return the hyperbolic tangent of self."""
        ### BEGIN SOLUTION
        t = of("tanh", self.value)
        return Dual(t, (1 - t * t) * self.slope)
        ### END SOLUTION

    # Given.

    def __neg__(self) -> Dual:
        return 0.0 - self

    def __lt__(self, other: Dual | float) -> bool:
        return self.value < as_dual(other).value

    def __gt__(self, other: Dual | float) -> bool:
        return self.value > as_dual(other).value


def as_dual(x: Dual | float) -> Dual:
    """Return x itself if it is a Dual, else a constant."""
    return x if isinstance(x, Dual) else Dual(x, 0.0)


def of(function: str, x: Dual | float) -> Dual | float:
    """Return a function of x by name: the method of a Dual, math's function of a number."""
    return getattr(x, function)() if isinstance(x, Dual) else getattr(math, function)(x)
