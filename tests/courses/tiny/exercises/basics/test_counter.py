"""A counter of arrays."""

from grader import cases, check, driver, near, reference, value


def counted(Counter, xs):
    """The total of xs, from 1."""
    counter = Counter(start=1.0)
    for x in xs:
        counter.add(x)
    return value(counter.total)


@check(points=1)
@cases(steps=[1, 3], seed=range(2))
def adds_up(Counter, steps, rng):
    """adds up what it is given"""
    xs = [rng.normal(size=2) for _ in range(steps)]
    near(counted(Counter, xs), counted(reference, xs))


@check(points=1, after=adds_up)
@cases(seed=range(2))
def adds_two_counters(Counter, rng):
    """adds two counters"""
    x, y = rng.normal(size=3), rng.normal(size=3)
    total = Counter().add(x) + Counter().add(y)
    near(value(total.total), x + y)


@driver
def many(Counter, x, steps):
    """The total of `steps` times x."""
    import numpy as np

    counter = Counter()
    for _ in range(steps):
        counter.add(np.asarray(x))
    return counter.total


@check(points=1, after=adds_up)
@cases(steps=[100])
def keeps_counting(Counter, steps, rng):
    """keeps counting for a hundred steps"""
    x = rng.normal(size=2)
    near(many(Counter, x, steps), many(reference, x, steps), length=steps)


@check(points=1, after=adds_up)
@cases(seed=range(2))
def chains(Counter, rng):
    """returns itself, so that calls can be chained"""
    x, y = rng.normal(size=2), rng.normal(size=2)
    near(value(Counter(2.0).add(x).add(y).total), value(reference(2.0).add(x).add(y).total))
