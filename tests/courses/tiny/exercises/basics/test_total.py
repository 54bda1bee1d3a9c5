"""The total of a function."""

from grader import cases, check, near, reference


@check
@cases(n=[1, 4], seed=range(2))
def sums_a_function(total, n, rng):
    """sums a function of the check"""
    xs = rng.normal(size=n).tolist()
    near(total(lambda x: x * x, xs), reference(lambda x: x * x, xs), terms=4.0)


@check(after=sums_a_function)
@cases(n=[2, 5])
def keeps_the_sign(total, n, rng):
    """keeps the sign of a sum"""
    xs = (1 + rng.random(size=n)).tolist()
    near(total(lambda x: -x, xs), -sum(xs))


@check(after=sums_a_function)
@cases(n=[3], seed=range(2))
def calls_it_for_every_value(total, n, rng):
    """calls the function once for every value, in order"""
    xs = rng.normal(size=n).tolist()
    seen = []
    near(total(lambda x: seen.append(x) or 1.0, xs), float(n))
    near(seen, xs)


@check(after=sums_a_function)
def sums_nothing_to_zero(total):
    """gives zero for no values"""
    near(float(total(lambda x: x, [])), 0.0, tolerance=0.0)
