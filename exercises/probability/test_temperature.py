"""Softmax at a temperature."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def close(got, expected, logits, temperature=1.0):
    """Near, for an answer that moves by |z / T| roundings when z / T moves by one."""
    finite = np.abs(logits[np.isfinite(logits)])
    near(got, expected, length=logits.shape[-1], terms=max(1.0, finite.max() / temperature))


@check(points=2)
@cases(n=[2, 3, 6], temperature=[0.5, 1.5, 3.0], seed=range(2))
def divides_logits_by_the_temperature(temperature_softmax, n, temperature, rng):
    "is the softmax of the logits divided by the temperature"
    z = rng.normal(size=n)
    close(temperature_softmax(z, temperature), reference(z, temperature), z, temperature)


@check(points=2, after=divides_logits_by_the_temperature)
@cases(rank=[2, 3], temperature=[0.7, 1.0, 2.0], seed=range(2))
def treats_each_row_on_its_own(temperature_softmax, rank, temperature, rng):
    "treats each row along the last axis on its own, however many axes there are"
    z = rng.normal(size=(2, 3, 4)[-rank:])
    close(temperature_softmax(z, temperature), reference(z, temperature), z, temperature)


@check(points=2, after=treats_each_row_on_its_own)
@cases(temperature=[0.01, 0.001], seed=range(2))
def survives_small_temperatures(temperature_softmax, temperature, rng):
    "stays finite and right at small temperatures, also when one row lies far above another"
    z = 2 * temperature * rng.normal(size=(3, 4)) + np.array([[5.0], [-40.0], [300.0]])
    close(temperature_softmax(z, temperature), reference(z, temperature), z, temperature)


@check(points=2, after=treats_each_row_on_its_own)
@cases(rows=[1, 3], n=[2, 5], seed=range(2))
def is_greedy_at_zero(temperature_softmax, rows, n, rng):
    "gives everything to the largest logit of each row at temperature 0"
    z = rng.normal(size=(rows, n))
    close(temperature_softmax(z, 0.0), reference(z, 0.0), z)


@check(after=is_greedy_at_zero)
@cases(rows=[1, 3], n=[3, 6], seed=range(2))
def shares_between_equals_at_zero(temperature_softmax, rows, n, rng):
    "lets equally large logits share everything equally at temperature 0"
    z = rng.normal(size=(rows, n))
    largest = z.max(axis=1)
    z[:, 0] = z[:, -1] = largest + 1
    close(temperature_softmax(z, 0.0), reference(z, 0.0), z)


@check(after=is_greedy_at_zero)
@cases(temperature=[0.5, 2.0, 50.0, 0.0], seed=range(2))
def never_chooses_the_forbidden(temperature_softmax, temperature, rng):
    "gives tokens with a logit of -inf a probability of 0 at every temperature"
    z = rng.normal(size=(3, 5)) - 8
    z[[0, 1, 2, 2], [2, 0, 1, 4]] = -np.inf
    close(temperature_softmax(z, temperature), reference(z, temperature), z)


@check(after=divides_logits_by_the_temperature)
@cases(temperature=[-1.0, -0.001])
def refuses_negative_temperatures(temperature_softmax, temperature, rng):
    "raises ValueError for a negative temperature"
    with raises(ValueError):
        temperature_softmax(rng.normal(size=3), temperature)


@check(after=is_greedy_at_zero)
@cases(temperature=[0.0, 0.8])
def leaves_its_input_unchanged(temperature_softmax, temperature, rng):
    "leaves the logits unchanged"
    z = put(rng.normal(size=(2, 3)))
    temperature_softmax(z, temperature)
    unchanged(z, "logits")


@check(after=divides_logits_by_the_temperature)
def gives_the_worked_numbers(temperature_softmax):
    "gives the worked numbers at temperatures of 0.5, 1 and 2"
    z = np.array([2.0, 1.8, 0.1, 0.5, 0.3])
    for temperature, worked in (
        (0.5, [0.5631102565, 0.3774640930, 0.0125972111, 0.0280356088, 0.0187928306]),
        (1.0, [0.4212099324, 0.3448575251, 0.0629997880, 0.0939846397, 0.0769481148]),
        (2.0, [0.3133460415, 0.2835272232, 0.1211837688, 0.1480141895, 0.1339287770]),
    ):
        got = temperature_softmax(z, temperature)
        near(got, np.array(worked), tolerance=1e-9, name=f"at {temperature}")
