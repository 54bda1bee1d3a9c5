"""The total of a function: hidden checks, mistakes, variants."""

import math

from grader import cases, check, mistake, near, variant


@check(after="keeps_the_sign")
@cases(n=[10])
def sums_many(total, n, rng):
    """sums many values"""
    xs = rng.normal(size=n).tolist()
    near(total(lambda x: -x, xs), -sum(xs), terms=10.0)


@check(after="sums_a_function")
@cases(n=[6])
def counts_repeated_values(total, n, rng):
    """counts a value as often as it is given"""
    x = 1 + float(rng.random())
    near(total(lambda x: x, [x] * n), n * x)


def truth(f, xs):
    """Exactly rounded."""
    return math.fsum(map(f, xs))


@mistake(fails="sums_a_function")
def mean(f, xs):
    """divided by the number of values"""
    return sum(f(x) for x in xs) / len(xs) if xs else 0.0


negative = mistake("negated once", fails="sums_a_function", replace=("-negate", "negate"))

distinct = mistake(
    "left repeated values out",
    fails="counts_repeated_values",
    replace=("in xs", "in dict.fromkeys(xs)"),
)


@variant
def in_a_loop(f, xs):
    """one value at a time"""
    result = 0.0
    for x in xs:
        result += f(x)
    return result


exactly = variant("math.fsum", replace=("sum(f", '__import__("math").fsum(f'))
