"""Binary cross-entropy from logits, with its gradient."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def labels(shape, rng):
    """Hard labels, both of them where there are two or more."""
    y = (rng.random(size=shape) < 0.5).astype("float64")
    y.flat[0], y.flat[-1] = 1.0, 0.0
    return y


@check(points=2)
@cases(n=[2, 3, 7], seed=range(2))
def scores_hard_labels(bce_with_logits, n, rng):
    "gives the mean of -log p for targets of 1 and of -log(1 - p) for targets of 0"
    z, y = 2 * rng.normal(size=n), labels(n, rng)
    near(bce_with_logits(z, y)[0], reference(z, y)[0], length=n, terms=5.0, name="loss")


@check(after=scores_hard_labels)
@cases(n=[1, 4], seed=range(2))
def scores_soft_labels(bce_with_logits, n, rng):
    "weighs both logarithms for targets between 0 and 1"
    z, y = 2 * rng.normal(size=n), rng.random(size=n)
    near(bce_with_logits(z, y)[0], reference(z, y)[0], length=n, terms=5.0, name="loss")


@check(points=2, after=scores_soft_labels)
@cases(n=[2, 5], seed=range(2))
def differentiates_by_the_logits(bce_with_logits, n, rng):
    "gives the derivative of the mean by every logit"
    z, y = 2 * rng.normal(size=n), rng.random(size=n)
    near(bce_with_logits(z, y)[1], reference(z, y)[1], terms=1.0, name="gradient")


@check(points=2, after=differentiates_by_the_logits)
@cases(size=[50.0, 1000.0], seed=range(2))
def charges_the_sure_and_wrong(bce_with_logits, size, rng):
    "charges a model that is sure and wrong in full, and stays finite"
    z = size * (1 + rng.random(size=4)) * np.array([-1, 1, 1, -1])
    y = np.array([1.0, 0.0, 1.0, 0.0])
    got, expected = bce_with_logits(z, y), reference(z, y)
    near(got[0], expected[0], length=4, terms=2 * size, name="loss")
    near(got[1], expected[1], terms=1.0, name="gradient")


@check(after=differentiates_by_the_logits)
@cases(rows=[2, 3], cols=[2, 4], seed=range(2))
def works_on_any_shape(bce_with_logits, rows, cols, rng):
    "takes the mean over all entries, as for several labels in a row"
    z, y = rng.normal(size=(rows, cols)), labels((rows, cols), rng)
    got, expected = bce_with_logits(z, y), reference(z, y)
    near(got[0], expected[0], length=rows * cols, terms=5.0, name="loss")
    near(got[1], expected[1], terms=1.0, name="gradient")


@check(after=differentiates_by_the_logits)
@cases(n=[3])
def leaves_its_inputs_unchanged(bce_with_logits, n, rng):
    "leaves logits and targets unchanged"
    z, y = put(rng.normal(size=n)), put(rng.random(size=n))
    bce_with_logits(z, y)
    unchanged(z, "logits")
    unchanged(y, "targets")


@check(after=differentiates_by_the_logits)
def gives_the_worked_numbers(bce_with_logits):
    "gives 0.2284 for probabilities of 0.9, 0.2, 0.7, and a slope of -0.9933 at z = -5"
    z = np.log(np.array([9.0, 0.25, 7 / 3]))
    loss, _ = bce_with_logits(z, np.array([1.0, 0.0, 1.0]))
    near(loss, 0.22839300363692283, terms=1.0, name="loss")
    _, gradient = bce_with_logits(np.array([-5.0]), np.array([1.0]))
    near(gradient, np.array([-0.9933071490757153]), name="gradient")
