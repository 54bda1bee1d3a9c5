"""A vector, back to front."""

from grader import cases, check, equal, put, reference, unchanged


@check(points=2)
@cases(n=[1, 2, 5], seed=range(2))
def turns_a_vector_around(mirror, n, rng):
    """turns a vector around"""
    x = rng.integers(-9, 10, size=n)
    equal(mirror(x), reference(x))


@check(after=turns_a_vector_around)
@cases(n=[3])
def leaves_its_input_unchanged(mirror, n, rng):
    """leaves its input unchanged"""
    x = put(rng.integers(-9, 10, size=n))
    mirror(x)
    unchanged(x, "x")
