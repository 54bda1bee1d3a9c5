"""The total of a function."""

from grader import cases, check, near, reference


@check
@cases(n=[1, 4], seed=range(2))
def sums_a_function(total, n, rng):
    """sums a function of the check"""
    xs = rng.normal(size=n).tolist()
    near(total(lambda x: x * x, xs), reference(lambda x: x * x, xs))
