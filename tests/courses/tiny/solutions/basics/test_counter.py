"""A counter of arrays: hidden checks, mistakes, variants."""

from grader import cases, check, mistake, near, value


@check(points=1)
@cases(seed=range(1))
def starts_at_zero(Counter, rng):
    """starts at zero"""
    x = rng.normal(size=2)
    near(value(Counter().add(x).total), x)


forgets = mistake("forgets the start", fails="adds_up", replace=("+ self.start", ""))
