"""A counter of arrays: hidden checks, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, value, variant


@check(points=1, after="chains")
@cases(seed=range(1))
def starts_at_zero(Counter, rng):
    """starts at zero"""
    x = rng.normal(size=2)
    near(value(Counter().add(x).total), x)


@check(points=1, after="adds_two_counters")
@cases(seed=range(1))
def keeps_what_it_adds(Counter, rng):
    """leaves both counters as they were when it adds them"""
    x, y = rng.normal(size=2), rng.normal(size=2)
    first, second = Counter().add(x), Counter().add(y)
    first + second
    near(value(first.total), x)
    near(value(second.total), y)


class truth:
    """Every array kept, summed when asked."""

    def __init__(self, start=0.0):
        self.parts = [start]

    @property
    def total(self):
        """The sum so far."""
        return np.sum(np.stack(np.broadcast_arrays(*self.parts)), axis=0)

    def add(self, x):
        """Keep x."""
        self.parts.append(x)
        return self

    def __add__(self, other):
        both = truth()
        both.parts = [*self.parts, *other.parts]
        return both


forgets = mistake("forgets the start", fails="adds_up", replace=("+ self.start", ""))

overwrites = mistake(
    "keeps only the last array", fails="adds_up", replace=("self.total += x", "self.total = x")
)

adds_in_place = mistake(
    "adds the other counter to its own total",
    fails="keeps_what_it_adds",
    replace=("self.total + other.total", "self.total.__iadd__(other.total)"),
)

out_of_place = variant(
    "a new array for every sum", replace=("self.total += x", "self.total = self.total + x")
)

starts_full = variant(
    "filled with the start", replace=("x * 0 + self.start", "0 * x + self.start * (x == x)")
)
