"""The total of a function: hidden checks."""

from grader import cases, check, near


@check
@cases(n=[10])
def sums_many(total, n, rng):
    """sums many values"""
    xs = rng.normal(size=n).tolist()
    near(total(lambda x: -x, xs), -sum(xs), terms=10.0)
