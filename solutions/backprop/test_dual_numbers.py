"""Dual numbers: hidden checks, known mistakes, right variants, truth."""

import operator
from functools import partialmethod
from typing import ClassVar

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def powers_at_zero(Dual, slope):
    """Values and slopes of x**k at 0 for k = 0 to 3, then of the second derivative of x**2."""
    found = [Dual(0.0, slope) ** k for k in range(4)]
    x = Dual(Dual(0.0, 1.0), Dual(1.0, 0.0))
    return [float(n) for y in found for n in (y.value, y.slope)] + [float((x**2).slope.slope)]


@check(after="carries_slopes_along")
@cases(seed=range(2))
def takes_powers_of_zero(Dual, rng):
    "takes whole powers of 0, the power 0 among them"
    slope = float(rng.uniform(1, 2))
    near(
        powers_at_zero(Dual, slope),
        [1.0, 0.0, 0.0, slope, 0.0, 0.0, 0.0, 0.0, 2.0],
        name="values and slopes",
    )


@driver
def hessian_times(Dual, x, v):
    """The Hessian of a function of three variables times v, one second derivative per variable."""
    found = []
    for i in range(3):
        a, b, c = (Dual(Dual(float(x[k]), float(v[k])), Dual(float(k == i), 0.0)) for k in range(3))
        y = (a * b).exp() * c + (c / a).sin() - (b * b + c).log() ** 2
        found.append(float(y.slope.slope))
    return found


@check(after="gives_second_derivatives")
@cases(seed=range(3))
def gives_the_hessian_times_a_vector(Dual, rng):
    "gives the Hessian times a vector, with that vector as inner slopes"
    x, v = rng.uniform(0.5, 1.2, size=(2, 3))
    got, expected = (hessian_times(side, x, v) for side in (Dual, reference))
    near(got, expected, length=10, terms=50.0, name="Hessian times v")


@driver
def iterated(Dual, start, rounds):
    """Value and slope after so many rounds of a damped logistic map."""
    x = a = Dual(start, 1.0)
    for _ in range(rounds):
        x = x * (1 - x) * 2.5 + a / 50
    return [float(x.value), float(x.slope)]


@check(after="takes_numbers_on_either_side")
@cases(rounds=[10, 5000])
def runs_long_loops(Dual, rounds, rng):
    "runs thousands of rounds: nothing is kept of those gone by"
    start = float(rng.uniform(0.2, 0.4))
    got, expected = (iterated(side, start, rounds) for side in (Dual, reference))
    near(got, expected, length=100, terms=2.0, name="value and slope")


class truth:
    """A polynomial in e of first degree by PyTorch: slopes are derivatives by e at 0."""

    tiny: ClassVar[dict] = {}

    def __init__(self, value, slope=0.0):
        self.depth = getattr(value, "depth", 0) + 1
        self.t = self.tensor(value) + self.e(self.depth) * self.tensor(slope)

    @classmethod
    def e(cls, depth):
        import torch

        return cls.tiny.setdefault(depth, torch.zeros((), dtype=torch.float64, requires_grad=True))

    @staticmethod
    def tensor(x):
        import torch

        return x.t if hasattr(x, "t") else torch.tensor(float(x), dtype=torch.float64)

    @classmethod
    def made(cls, t, depth):
        if depth == 0:
            return t.item()
        result = cls.__new__(cls)
        result.t, result.depth = t, depth
        return result

    value = property(lambda self: self.made(self.t, self.depth - 1))

    @property
    def slope(self):
        import torch

        e = self.e(self.depth)
        (slope,) = torch.autograd.grad(
            self.t, e, create_graph=True, allow_unused=True, materialize_grads=True
        )
        return self.made(slope, self.depth - 1)

    def apply(self, f, *others):
        return self.made(f(self.t, *(self.tensor(other) for other in others)), self.depth)

    __add__ = __radd__ = partialmethod(apply, operator.add)
    __mul__ = __rmul__ = partialmethod(apply, operator.mul)
    __sub__ = partialmethod(apply, operator.sub)
    __rsub__ = partialmethod(apply, lambda a, b: b - a)
    __truediv__ = partialmethod(apply, operator.truediv)
    __rtruediv__ = partialmethod(apply, lambda a, b: b / a)
    __neg__ = partialmethod(apply, operator.neg)
    exp = partialmethod(apply, lambda a: a.exp())
    log = partialmethod(apply, lambda a: a.log())
    sin = partialmethod(apply, lambda a: a.sin())
    cos = partialmethod(apply, lambda a: a.cos())
    tanh = partialmethod(apply, lambda a: a.tanh())

    def __pow__(self, k):
        return self.made(self.t**k, self.depth)

    def __lt__(self, other):
        return bool(self.t < self.tensor(other))

    def __gt__(self, other):
        return bool(self.t > self.tensor(other))


slopes_multiplied = mistake(
    "multiplied the slopes of two factors",
    fails="carries_slopes_along",
    replace=("a.slope * b.value + a.value * b.slope", "a.slope * b.slope"),
)

own_factor = mistake(
    "paired each slope with its own factor instead of the other one",
    fails="carries_slopes_along",
    replace=("a.slope * b.value + a.value * b.slope", "a.slope * a.value + b.value * b.slope"),
)

quotient_sign = mistake(
    "added the two terms of the quotient rule",
    fails="carries_slopes_along",
    replace=("a.slope - quotient", "a.slope + quotient"),
)

quotient_of_slopes = mistake(
    "divided the slopes",
    fails="carries_slopes_along",
    replace=("(a.slope - quotient * b.slope) / b.value", "a.slope / b.slope"),
)

difference_added = mistake(
    "added the slopes of a difference",
    fails="carries_slopes_along",
    replace=("self.slope - other.slope", "self.slope + other.slope"),
)

chain_forgotten = mistake(
    "left out the operand's own slope in a function, as if it were 1",
    fails="carries_slopes_along",
    replace=[
        ("Dual(e, e * self.slope)", "Dual(e, e)"),
        ('of("cos", self.value) * self.slope', 'of("cos", self.value)'),
        ("(1 - t * t) * self.slope", "(1 - t * t)"),
    ],
)

power_chain_forgotten = mistake(
    "left out the base's own slope in a power, as if it were 1",
    fails="carries_slopes_along",
    replace=("steepness * self.slope", "steepness"),
)

power_not_lowered = mistake(
    "took k x**k for the slope of x**k",
    fails="carries_slopes_along",
    replace=("self.value ** (k - 1)", "self.value**k"),
)

cosine_sign = mistake(
    "took sin for the slope of cos, without the minus",
    fails="carries_slopes_along",
    replace=('-1 * of("sin", self.value)', 'of("sin", self.value)'),
)

tanh_of_input = mistake(
    "took 1 - x**2 for the slope of tanh, x the operand instead of the result",
    fails="carries_slopes_along",
    replace=("1 - t * t", "1 - self.value * self.value"),
)

constants_move = mistake(
    "gave plain numbers the slope 1",
    fails="takes_numbers_on_either_side",
    replace=("else Dual(x, 0.0)", "else Dual(x, 1.0)"),
)

reflected_as_is = mistake(
    "computed c - a as a - c",
    fails="takes_numbers_on_either_side",
    replace=("return as_dual(other) - self", "return self - as_dual(other)"),
)

numbers_only = mistake(
    "gave parts to math's functions, which take plain numbers only",
    fails="gives_second_derivatives",
    replace=('t = of("tanh", self.value)', "t = math.tanh(self.value)"),
)

slope_of_the_slope_lost = mistake(
    "computed the slope of sin from plain numbers, so that it has no slope itself",
    fails="gives_second_derivatives",
    replace=(
        'of("cos", self.value) * self.slope',
        'math.cos(getattr(self.value, "value", self.value)) * self.slope',
    ),
)

in_place = mistake(
    "added into the left operand",
    fails="leaves_operands_unchanged",
    replace=(
        "return Dual(self.value + other.value, self.slope + other.slope)",
        """\
self.slope = self.slope + other.slope
        return Dual(self.value + other.value, self.slope)""",
    ),
)

zero_to_minus_one = mistake(
    "took 0 x**-1 for the slope of x**0, which divides by 0 at 0",
    fails="takes_powers_of_zero",
    replace=("k * self.value ** (k - 1) if k else 0.0", "k * self.value ** (k - 1)"),
)


made_of_others = variant(
    "subtraction and division made of the other operations",
    replace=[
        (
            """\
        other = as_dual(other)
        return Dual(self.value - other.value, self.slope - other.slope)
""",
            "        return self + as_dual(other) * -1\n",
        ),
        (
            """\
        quotient = a.value / b.value
        return Dual(quotient, (a.slope - quotient * b.slope) / b.value)
""",
            "        return a * b**-1\n",
        ),
        ('-1 * of("sin", self.value) * self.slope', '0 - self.slope * of("sin", self.value)'),
    ],
)

quotient_rule = variant(
    "the quotient rule as it stands in books, tanh and powers multiplied out",
    replace=[
        (
            "(a.slope - quotient * b.slope) / b.value",
            "(a.slope * b.value - a.value * b.slope) / (b.value * b.value)",
        ),
        ("(1 - t * t) * self.slope", "self.slope - t**2 * self.slope"),
        ("steepness * self.slope", "self.slope * steepness"),
    ],
)
