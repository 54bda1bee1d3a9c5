"""Cosine, shadow and the rest."""

import numpy as np

from grader import cases, check, given, integers, near, put, reference, unchanged

COSINE, LENGTH, ALONG, ACROSS = range(4)


def pairs(rng, n, d):
    """Rows of different lengths, none of length 1."""
    a, b = rng.normal(size=(2, n, d))
    return a * rng.uniform(2, 4, size=(n, 1)), b * rng.uniform(5, 9, size=(n, 1))


def close(got, expected, a):
    """Near, for sums of d products, for parts of vectors as long as the longest row of a."""
    longest = float(np.sqrt((a * a).sum(axis=1).max()))
    near(got, expected, length=a.shape[1], terms=longest)


@check(points=2)
@cases(n=[1, 3], d=[1, 2, 5], seed=range(2))
def measures_the_angle(project, n, d, rng):
    "measures the cosine of the angle between each row of a and the same row of b"
    a, b = pairs(rng, n, d)
    near(project(a, b)[COSINE], reference(a, b)[COSINE], length=d, terms=1.0)


@check(points=2)
@cases(n=[1, 3], d=[1, 2, 5], seed=range(3))
def measures_the_shadow(project, n, d, rng):
    "measures the length of the shadow of a on b, below 0 where they point apart"
    a, b = pairs(rng, n, d)
    close(project(a, b)[LENGTH], reference(a, b)[LENGTH], a)


@check(points=2, after=measures_the_shadow)
@cases(n=[1, 3], d=[2, 5], seed=range(2))
def casts_the_shadow_along_b(project, n, d, rng):
    "casts the shadow along b, not along a"
    a, b = pairs(rng, n, d)
    close(project(a, b)[ALONG], reference(a, b)[ALONG], a)


@check(points=2, after=casts_the_shadow_along_b)
@cases(n=[1, 3], d=[2, 5], seed=range(2))
def leaves_the_rest_across(project, n, d, rng):
    "leaves a rest at right angles to b, which makes a again with the shadow"
    a, b = pairs(rng, n, d)
    _, _, along, across = project(a, b)
    close(across, reference(a, b)[ACROSS], a)
    close(along + across, a, a)


@check(after=[measures_the_angle, leaves_the_rest_across])
@given(power=integers(-90, 90))
def ignores_the_length_of_b(project, power, rng):
    "splits a in the same way however long b is"
    a, b = pairs(rng, 2, 3)
    got, expected = project(a, b * 10.0**power), reference(a, b)
    near(got[COSINE], expected[COSINE], length=3, terms=1.0, name="cosine")
    for part, name in ((LENGTH, "length"), (ALONG, "along"), (ACROSS, "across")):
        near(got[part], expected[part], length=3, terms=30.0, name=name)


@check(after=[measures_the_angle, leaves_the_rest_across])
@cases(n=[2, 3], seed=range(2))
def knows_vectors_without_direction(project, n, rng):
    "gives 0 for a row of zeros in a or in b, and leaves a as the rest"
    for zeros in (0, 1):
        a, b = both = pairs(rng, n, 3)
        both[zeros][n - 1] = 0.0
        got, expected = project(a, b), reference(a, b)
        for part, name in enumerate(("cosine", "length", "along", "across")):
            near(got[part], expected[part], length=3, terms=30.0, name=name)


@check(after=measures_the_angle)
@cases(n=[2])
def leaves_its_inputs_unchanged(project, n, rng):
    "leaves its inputs unchanged"
    a, b = (put(x) for x in pairs(rng, n, 3))
    project(a, b)
    unchanged(a, "a")
    unchanged(b, "b")


@check(after=[measures_the_angle, leaves_the_rest_across])
def gives_the_worked_numbers(project):
    "gives the worked numbers, and how near king - man + woman comes to queen and to king"
    parts = project(np.array([[3.0, 4.0]]), np.array([[2.0, 0.0]]))
    worked = ([0.6], [3.0], [[3.0, 0.0]], [[0.0, 4.0]])
    for part, numbers, name in zip(
        parts, worked, ("cosine", "length", "along", "across"), strict=True
    ):
        near(part, np.array(numbers), tolerance=1e-12, name=name)
    king, queen = np.array([0.8, 0.2, 0.9, 0.1]), np.array([0.7, 0.8, 0.9, 0.1])
    man, woman = np.array([0.9, 0.1, 0.2, 0.1]), np.array([0.8, 0.9, 0.2, 0.1])
    made = king - man + woman
    cosine = project(np.stack([made, made]), np.stack([queen, king]))[COSINE]
    near(cosine, np.array([0.9941665798, 0.8488001888]), tolerance=1e-9, name="cosine of words")
