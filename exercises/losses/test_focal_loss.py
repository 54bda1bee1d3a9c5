"""Binary focal loss from logits."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def close(got, expected, n):
    """Near, for a mean of n terms around 1."""
    near(got, expected, length=n, terms=4.0)


@check(points=2)
@cases(n=[1, 2, 6], gamma=[1.0, 2.0], seed=range(2))
def weighs_positives_by_doubt(focal_loss, n, gamma, rng):
    "weighs -log p by (1 - p)**gamma where the target is 1"
    z, y = 1.5 * rng.normal(size=n), np.ones(n)
    close(focal_loss(z, y, gamma), reference(z, y, gamma), n)


@check(points=2, after=weighs_positives_by_doubt)
@cases(n=[1, 2, 6], gamma=[1.0, 2.0], seed=range(2))
def weighs_negatives_by_doubt(focal_loss, n, gamma, rng):
    "weighs -log(1 - p) by p**gamma where the target is 0"
    z, y = 1.5 * rng.normal(size=n), (rng.random(size=n) < 0.5).astype("float64")
    y[-1] = 0.0
    close(focal_loss(z, y, gamma), reference(z, y, gamma), n)


@check(after=weighs_negatives_by_doubt)
@cases(gamma=[0.0, 0.5, 5.0], n=[2, 5], seed=range(2))
def obeys_gamma(focal_loss, gamma, n, rng):
    "takes any gamma from 0, where it is binary cross-entropy, and 2 when none is given"
    z, y = 1.5 * rng.normal(size=n), np.arange(n) % 2.0
    close(focal_loss(z, y, gamma), reference(z, y, gamma), n)
    close(focal_loss(z, y), reference(z, y), n)


@check(points=2, after=weighs_negatives_by_doubt)
@cases(size=[100.0, 1000.0], seed=range(2))
def survives_large_logits(focal_loss, size, rng):
    "charges the sure and wrong in full, and stays finite"
    z = size * (1 + rng.random(size=4)) * np.array([-1, 1, 1, -1])
    y = np.array([1.0, 0.0, 1.0, 0.0])
    near(focal_loss(z, y), reference(z, y), length=4, terms=2 * size)


@check(after=weighs_negatives_by_doubt)
@cases(rows=[2, 3], cols=[2, 4])
def works_on_any_shape(focal_loss, rows, cols, rng):
    "takes the mean over all entries of a matrix"
    z, y = rng.normal(size=(rows, cols)), (rng.random(size=(rows, cols)) < 0.5).astype("float64")
    close(focal_loss(z, y), reference(z, y), rows * cols)


@check(after=weighs_negatives_by_doubt)
@cases(n=[3])
def leaves_its_inputs_unchanged(focal_loss, n, rng):
    "leaves logits and targets unchanged"
    z, y = put(rng.normal(size=n)), put(np.arange(n) % 2.0)
    focal_loss(z, y)
    unchanged(z, "logits")
    unchanged(y, "targets")


@check(after=weighs_negatives_by_doubt)
def gives_the_worked_numbers(focal_loss):
    "gives 1.8651, 0.1733 and 0.0011 for probabilities of 0.1, 0.5 and 0.9 of what is true"
    for p, worked in ((0.1, 1.8650939253), (0.5, 0.1732867951), (0.9, 0.0010536052)):
        z = np.log([p / (1 - p)])
        near(focal_loss(z, np.ones(1)), worked, tolerance=1e-9, name=f"result for p = {p}")
        near(focal_loss(-z, np.zeros(1)), worked, tolerance=1e-9, name=f"result for 1 - p = {p}")
