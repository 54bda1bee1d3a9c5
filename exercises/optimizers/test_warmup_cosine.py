"""The cosine schedule with a linear warmup."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def same_rates(warmup_cosine, steps, lr_max, *rest):
    """Fail unless the learning rates are the reference's."""
    got, expected = (f(steps, lr_max, *rest) for f in (warmup_cosine, reference))
    near(got, expected, length=16, terms=lr_max, name="learning rates")


@check(points=2)
@cases(total=[5, 12, 100], seed=range(2))
def falls_along_half_a_cosine(warmup_cosine, total, rng):
    "falls from lr_max to 0 along half a period of the cosine, without warmup"
    steps = np.sort(rng.integers(1, total, size=4))
    same_rates(warmup_cosine, steps, rng.uniform(0.05, 0.5), total)


@check(after=falls_along_half_a_cosine)
@cases(total=[6, 40], seed=range(2))
def ends_at_the_smallest_rate(warmup_cosine, total, rng):
    "ends at lr_min instead of 0, and begins at lr_max all the same"
    lr_max = rng.uniform(0.05, 0.5)
    steps = np.append(rng.integers(1, total, size=3), [0, total])
    same_rates(warmup_cosine, steps, lr_max, total, 0, lr_max * rng.uniform(0.2, 0.4))


@check(after=ends_at_the_smallest_rate)
@cases(total=[6, 40], seed=range(2))
def stays_small_after_the_end(warmup_cosine, total, rng):
    "stays at lr_min after the last step of the decay"
    steps = total + rng.integers(1, total, size=3)
    same_rates(warmup_cosine, steps, 0.3, total, 0, rng.uniform(0.01, 0.1))


@check(points=2, after=falls_along_half_a_cosine)
@cases(warmup=[4, 10], seed=range(2))
def rises_in_a_straight_line(warmup_cosine, warmup, rng):
    "rises from 0 in a straight line while warming up"
    steps = np.append(rng.permutation(np.arange(1, warmup))[:3], 0)
    same_rates(warmup_cosine, steps, rng.uniform(0.05, 0.5), 10 * warmup, warmup, 0.01)


@check(points=2, after=[rises_in_a_straight_line, stays_small_after_the_end])
@cases(warmup=[3, 10], seed=range(2))
def begins_the_cosine_after_the_warmup(warmup_cosine, warmup, rng):
    "reaches lr_max when the warmup ends, and falls from there on"
    total = 3 * warmup + int(rng.integers(1, 9))
    steps = np.append(rng.integers(warmup + 1, total, size=3), [warmup, total])
    same_rates(warmup_cosine, steps, rng.uniform(0.05, 0.5), total, warmup)


@check(after=begins_the_cosine_after_the_warmup)
@cases(rows=[1, 3], seed=range(2))
def keeps_shape_and_steps(warmup_cosine, rows, rng):
    "answers in the shape it was asked in, and leaves the steps unchanged"
    steps = rng.integers(0, 50, size=(rows, 4))
    same_rates(warmup_cosine, steps, 0.1, 40, 10)
    held = put(steps)
    warmup_cosine(held, 0.1, 40, 10)
    unchanged(held, "steps")


@check(after=begins_the_cosine_after_the_warmup)
def gives_the_worked_numbers(warmup_cosine):
    "gives 0.1, 0.0853553, 0.05, 0.0146447 in epochs 0, 25, 50, 75 of 100, and the warmup of ten"
    got = warmup_cosine(np.array([0, 25, 50, 75, 99]), 0.1, 100)
    expected = np.array([0.1, 0.0853553391, 0.05, 0.0146446609, 0.0000246720])
    near(got, expected, tolerance=1e-9, name="learning rates")
    got = warmup_cosine(np.array([0, 1, 9, 10]), 0.001, 100, 10)
    near(got, np.array([0.0, 0.0001, 0.0009, 0.001]), length=16, name="learning rates")
