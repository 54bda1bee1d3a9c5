"""Volume of a peel, and of a ball in a cube."""

import numpy as np

from grader import cases, check, floats, given, near, put, reference, unchanged


def some_dims(rng, most, count=4):
    """Different numbers of dimensions, in no order."""
    return rng.choice(np.arange(1, most), size=count, replace=False)


def peel_close(got, expected):
    """Near, each share in proportion to itself."""
    near(got, expected, length=100, terms=expected, name="peel")


def ball_close(got, expected):
    """Near, each share in proportion to itself: 12 digits, for the logarithm has to be large."""
    near(got, expected, length=100, terms=64 * expected, name="ball")


@check(points=2)
@cases(most=[6, 100], thickness=[0.01, 0.3], seed=range(2))
def peels_a_ball(volume_shares, most, thickness, rng):
    "finds how much of a ball lies in a peel of one per cent or of a third of the radius"
    dims = some_dims(rng, most)
    got, expected = (side(dims, thickness)[0] for side in (volume_shares, reference))
    peel_close(got, expected)


@check(points=2)
@cases(most=[6, 20], seed=range(3))
def fits_a_ball_into_a_cube(volume_shares, most, rng):
    "finds how much of a cube its ball fills, with an even or odd number of dimensions"
    dims = some_dims(rng, most)
    got, expected = (side(dims, 0.1)[1] for side in (volume_shares, reference))
    ball_close(got, expected)


@check(points=2, after=peels_a_ball)
@given(power=floats(-14, -3))
def peels_thinly(volume_shares, power, rng):
    "keeps the digits of a peel thinner than any apple's"
    dims = some_dims(rng, 20)
    got, expected = (side(dims, 10.0**power)[0] for side in (volume_shares, reference))
    peel_close(got, expected)


@check(points=2, after=fits_a_ball_into_a_cube)
@cases(most=[300], seed=range(3))
def keeps_digits_of_small_balls(volume_shares, most, rng):
    "keeps the digits of a ball that fills next to nothing, in hundreds of dimensions"
    dims = some_dims(rng, most, count=8)
    got, expected = (side(dims, 0.1)[1] for side in (volume_shares, reference))
    ball_close(got, expected)


@check(after=[peels_a_ball, fits_a_ball_into_a_cube])
@cases(count=[1, 3])
def survives_a_million_dimensions(volume_shares, count, rng):
    "gives 1 and 0 in a million dimensions, without overflow"
    dims = rng.integers(10**5, 10**6, size=count)
    peel, ball = volume_shares(dims, 0.01)
    expected = reference(dims, 0.01)
    peel_close(peel, expected[0])
    near(ball, expected[1], tolerance=1e-290, name="ball")


@check(after=[peels_a_ball, fits_a_ball_into_a_cube])
@cases(count=[2, 3])
def leaves_its_input_unchanged(volume_shares, count, rng):
    "leaves dims unchanged"
    dims = put(some_dims(rng, 9, count))
    volume_shares(dims, 0.5)
    unchanged(dims, "dims")


@check(after=[peels_a_ball, fits_a_ball_into_a_cube])
def gives_the_worked_numbers(volume_shares):
    "gives the worked numbers: 78.5 % of a square, 52.4 % of a cube; 99.99 % of the ball is peel"
    peel, ball = volume_shares(np.array([2, 3, 10, 100]), 0.01)
    near(peel, np.array([0.0199, 0.029701, 0.0956179250, 0.6339676587]), tolerance=1e-9)
    worked = np.array([0.7853981634, 0.5235987756, 0.0024903946, 0.0])
    near(ball, worked, tolerance=1e-9, name="ball")
    peel, _ = volume_shares(np.array([1000]), 0.00916806)
    near(peel, np.array([0.9999]), tolerance=1e-8, name="peel in 1000 dimensions")
