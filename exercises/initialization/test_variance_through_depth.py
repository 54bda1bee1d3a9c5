"""The size of activations through depth."""

import numpy as np

from grader import cases, check, near, raises, reference


def alike(mean_squares, *arguments, tolerance=None):
    """Fail unless every layer's mean square is the reference's, small ones as exactly as large."""
    got, expected = mean_squares(*arguments), reference(*arguments)
    if tolerance is None:
        near(got, expected, length=len(expected) ** 2, terms=expected, name="mean squares")
    else:
        near(got, expected, tolerance=tolerance, name="mean squares")


@check(points=2)
@cases(fan_in=[1, 3, 100], depth=[1, 4], seed=range(2))
def multiplies_by_fan_in_and_variance(mean_squares, fan_in, depth, rng):
    "identity: multiplies by fan_in and the square of the deviation in each layer"
    first, deviation = float(rng.uniform(0.5, 2)), float(rng.uniform(0.5, 1.5)) / fan_in**0.5
    alike(mean_squares, first, depth, fan_in, deviation, "identity")


@check(points=2, after=multiplies_by_fan_in_and_variance)
@cases(fan_in=[3, 100], depth=[1, 4], seed=range(2))
def halves_with_relu(mean_squares, fan_in, depth, rng):
    "relu: halves the mean square, which is not the variance"
    first, deviation = float(rng.uniform(0.5, 2)), float(rng.uniform(1, 2)) / fan_in**0.5
    alike(mean_squares, first, depth, fan_in, deviation, "relu")


@check(points=3, after=multiplies_by_fan_in_and_variance)
@cases(fan_in=[3, 100], depth=[1, 4], seed=range(2))
def integrates_tanh(mean_squares, fan_in, depth, rng):
    "tanh: takes the mean of tanh(z)**2 over a normal z"
    first, deviation = float(rng.uniform(0.5, 2)), float(rng.uniform(0.5, 1.5)) / fan_in**0.5
    alike(mean_squares, first, depth, fan_in, deviation, "tanh", tolerance=1e-8)


@check(after=multiplies_by_fan_in_and_variance)
@cases(activation=["identity", "relu", "tanh"])
def starts_with_the_input(mean_squares, activation, rng):
    "lists the input's own mean square first, alone when there is no layer"
    first = float(rng.uniform(0.5, 2))
    near(mean_squares(first, 0, 5, 0.5, activation), np.array([first]), name="no layer")
    near(mean_squares(0.0, 3, 5, 0.5, activation), np.zeros(4), name="an input of zeros")


@check(after=multiplies_by_fan_in_and_variance)
@cases(activation=["sigmoid", "ReLU", ""], depth=[0, 2])
def refuses_other_activations(mean_squares, activation, depth, rng):
    "raises ValueError for an activation it does not know, even when there is no layer"
    with raises(ValueError):
        mean_squares(float(rng.uniform(0.5, 2)), depth, 3, 0.5, activation)


@check(after=halves_with_relu)
def gives_the_worked_numbers(mean_squares):
    "gives 1, 0.000977 and 1.1e12 after ten layers of 512 ReLUs"
    for deviation, last in (
        ((2 / 512) ** 0.5, 1.0),
        ((1 / 512) ** 0.5, 0.5**10),
        ((2 / 512) ** 0.25, 2.0**40),
    ):
        squares = mean_squares(1.0, 10, 512, deviation, "relu")
        near(float(squares[-1]), last, length=100, name=f"last one for {deviation:.4f}")
