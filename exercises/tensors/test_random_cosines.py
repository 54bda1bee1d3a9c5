"""Cosines of random pairs, and how many are nearly at right angles."""

import numpy as np

from grader import cases, check, driver, near, reference

COSINES, SHARE = range(2)


def both(random_cosines, n, d, tolerance, rng):
    """What student and reference return for the same state of a generator."""
    seed = int(rng.integers(2**32))
    return (
        side(n, d, tolerance, np.random.default_rng(seed)) for side in (random_cosines, reference)
    )


@driver
def two_calls(random_cosines, n, generator):
    """The cosines of two calls that share a generator."""
    return [random_cosines(n, d, 0.1, generator)[0] for d in (3, 4)]


@check(points=2)
@cases(n=[1, 2, 5], d=[2, 3, 7], seed=range(2))
def measures_random_pairs(random_cosines, n, d, rng):
    "draws all a, then all b, and measures the cosine of each pair"
    got, expected = both(random_cosines, n, d, 0.1, rng)
    near(got[COSINES], expected[COSINES], length=d, terms=4.0, name="cosines")


@check(points=2, after=measures_random_pairs)
@cases(n=[7, 20], d=[3, 10], tolerance=[0.2, 0.5], seed=range(2))
def counts_near_right_angles(random_cosines, n, d, tolerance, rng):
    "counts the pairs near a right angle, on either side of it"
    got, expected = both(random_cosines, n, d, tolerance, rng)
    near(got[SHARE], expected[SHARE], name="share")


@check(after=measures_random_pairs)
@cases(n=[2, 5], seed=range(2))
def takes_just_its_draws(random_cosines, n, rng):
    "takes its draws from the generator it is given, wherever that stands, and no more"
    seed, ends = int(rng.integers(2**32)), []
    for side in (random_cosines, reference):
        generator = np.random.default_rng(seed)
        generator.normal(size=n)
        ends.append(two_calls(side, n, generator))
    near(*ends, length=4, terms=4.0, name="cosines of two calls")


@check(after=counts_near_right_angles)
@cases(d=[2, 3, 100], tolerance=[0.1, 0.3], seed=range(2))
def finds_more_of_them_in_more_dimensions(random_cosines, d, tolerance, rng):
    "finds more pairs near a right angle the more dimensions there are"
    got, expected = both(random_cosines, 500, d, tolerance, rng)
    near(got[SHARE], expected[SHARE], name="share")


@check(after=counts_near_right_angles)
def gives_the_worked_numbers(random_cosines):
    "gives the worked numbers of four pairs in 3 dimensions, three of them within 0.7"
    cosines, share = random_cosines(4, 3, 0.7, np.random.default_rng(1))
    worked = np.array([-0.6435781736, -0.7950696812, 0.3811932694, 0.4898380387])
    near(cosines, worked, tolerance=1e-9, name="cosines")
    near(share, 0.75, name="share")
