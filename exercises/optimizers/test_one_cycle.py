"""The one-cycle policy."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def same_rates(one_cycle, steps, lr_max, *rest):
    """Fail unless the learning rates are the reference's."""
    got, expected = (f(steps, lr_max, *rest)[0] for f in (one_cycle, reference))
    near(got, expected, length=100, terms=lr_max, name="learning rates")


def same_momentum(one_cycle, steps, *rest):
    """Fail unless the momentum is the reference's."""
    got, expected = (f(steps, 0.3, *rest)[1] for f in (one_cycle, reference))
    near(got, expected, length=100, name="momentum")


@check(points=2)
@cases(total=[11, 101], seed=range(2))
def rises_along_a_cosine(one_cycle, total, rng):
    "lets the rate rise from lr_max / 25 along half a cosine"
    steps = np.append(rng.integers(1, 3 * (total // 10), size=3), 0)
    same_rates(one_cycle, steps, rng.uniform(0.1, 0.9), total)


@check(points=2, after=rises_along_a_cosine)
@cases(total=[11, 101], seed=range(2))
def falls_along_a_cosine(one_cycle, total, rng):
    "lets the rate fall from lr_max along half a cosine, until the last step"
    steps = np.append(rng.integers(4 * (total // 10), total - 1, size=3), 3 * (total // 10))
    same_rates(one_cycle, steps, rng.uniform(0.1, 0.9), total)


@check(points=2, after=falls_along_a_cosine)
@cases(total=[11, 101], seed=range(2))
def ends_very_low(one_cycle, total, rng):
    "ends at lr_max / 250000 in step total - 1"
    lr_max = rng.uniform(0.1, 0.9)
    got, expected = (f(np.array([total - 1]), lr_max, total)[0] for f in (one_cycle, reference))
    near(got, expected, tolerance=1e-10, name="learning rates")


@check(points=2, after=falls_along_a_cosine)
@cases(rise=[0.45, 0.1], total=[8, 50], seed=range(2))
def rises_as_long_as_it_is_told(one_cycle, rise, total, rng):
    "takes the part of the training for the rise that it is told, even if no step is at the top"
    steps = rng.permutation(total)[:6]
    same_rates(one_cycle, steps, rng.uniform(0.1, 0.9), total, rise + rng.uniform(-0.01, 0.01))


@check(points=2, after=rises_as_long_as_it_is_told)
@cases(total=[9, 60], seed=range(2))
def moves_momentum_the_other_way(one_cycle, total, rng):
    "lets the momentum fall from 0.95 to 0.85 while the rate rises, and rise while it falls"
    same_momentum(one_cycle, rng.permutation(total)[:6], total, rng.uniform(0.2, 0.4))


@check(after=moves_momentum_the_other_way)
@cases(rows=[2], seed=range(2))
def keeps_shape_and_steps(one_cycle, rows, rng):
    "answers in the shape it was asked in, and leaves the steps unchanged"
    steps = rng.integers(0, 30, size=(rows, 3))
    same_rates(one_cycle, steps, 0.1, 30)
    same_momentum(one_cycle, steps, 30)
    held = put(steps)
    one_cycle(held, 0.1, 30)
    unchanged(held, "steps")


@check(after=moves_momentum_the_other_way)
def gives_the_worked_numbers(one_cycle):
    "gives 0.004, 0.052, 0.1, 0.05 in steps 0, 15, 30, 65 of 101, and momentum 0.95, 0.9, 0.85, 0.9"
    lr, momentum = one_cycle(np.array([0, 15, 30, 65, 100]), 0.1, 101)
    near(lr, np.array([0.004, 0.052, 0.1, 0.0500002, 4e-7]), tolerance=1e-9, name="learning rates")
    near(momentum, np.array([0.95, 0.9, 0.85, 0.9, 0.95]), length=100, name="momentum")
