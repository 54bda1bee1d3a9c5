"""Softmax cross-entropy from logits, with label smoothing and its gradient."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def batch(n, classes, rng):
    """Logits without equal entries, and labels that are not all the same."""
    labels = rng.integers(classes, size=n)
    labels[0] = (labels[-1] + 1) % classes
    return rng.normal(size=(n, classes)), labels


def close(got, expected, n, largest=5.0):
    """Near, for the loss: a mean of n logarithms."""
    near(got[0], expected[0], length=n, terms=largest, name="loss")


@check(points=2)
@cases(classes=[2, 3, 7], seed=range(2))
def scores_one_row(softmax_cross_entropy, classes, rng):
    "gives -log p of the label for one row"
    z, labels = batch(1, classes, rng)
    close(softmax_cross_entropy(z, labels), reference(z, labels), classes)


@check(points=2, after=scores_one_row)
@cases(n=[2, 5], classes=[3, 4], seed=range(2))
def averages_the_rows(softmax_cross_entropy, n, classes, rng):
    "gives the mean over the rows of a batch, each with its own label"
    z, labels = batch(n, classes, rng)
    close(softmax_cross_entropy(z, labels), reference(z, labels), n * classes)


@check(points=2, after=averages_the_rows)
@cases(n=[1, 4], classes=[2, 3], seed=range(2))
def differentiates_by_the_logits(softmax_cross_entropy, n, classes, rng):
    "gives the derivative of the mean by every logit, softmax minus one-hot over n"
    z, labels = batch(n, classes, rng)
    got, expected = softmax_cross_entropy(z, labels), reference(z, labels)
    near(got[1], expected[1], length=classes, terms=5.0, name="gradient")


@check(points=2, after=averages_the_rows)
@cases(n=[2, 4], smoothing=[0.1, 0.3], seed=range(2))
def smooths_labels(softmax_cross_entropy, n, smoothing, rng):
    "spreads the smoothing evenly over all classes, in the loss"
    z, labels = batch(n, 3, rng)
    got, expected = (side(z, labels, smoothing) for side in (softmax_cross_entropy, reference))
    close(got, expected, 3 * n)


@check(after=[smooths_labels, differentiates_by_the_logits])
@cases(n=[2, 4], smoothing=[0.1, 0.3], seed=range(2))
def differentiates_smoothed_labels(softmax_cross_entropy, n, smoothing, rng):
    "gives the gradient of the smoothed loss"
    z, labels = batch(n, 3, rng)
    got, expected = (side(z, labels, smoothing) for side in (softmax_cross_entropy, reference))
    near(got[1], expected[1], length=3, terms=5.0, name="gradient")


@check(after=differentiates_by_the_logits)
@cases(n=[2, 3], gap=[2000.0, 20000.0])
def subtracts_each_rows_own_maximum(softmax_cross_entropy, n, gap, rng):
    "is right when one row lies thousands above another"
    z, labels = batch(n, 3, rng)
    z += gap * np.arange(n)[:, None]
    got, expected = softmax_cross_entropy(z, labels), reference(z, labels)
    near(got[1], expected[1], terms=n * gap, name="gradient")
    close(got, expected, 3, largest=n * gap)


@check(points=2, after=subtracts_each_rows_own_maximum)
@cases(size=[1000.0, 10000.0], seed=range(2))
def survives_large_logits(softmax_cross_entropy, size, rng):
    "stays finite and right for logits in the thousands, whatever the label"
    z, labels = batch(3, 4, rng)
    z = size * (z + 0.3 * np.arange(4))
    got, expected = softmax_cross_entropy(z, labels), reference(z, labels)
    close(got, expected, 3, largest=5 * size)
    near(got[1], expected[1], terms=5 * size, name="gradient")


@check(after=differentiates_by_the_logits)
@cases(n=[2, 3])
def leaves_its_inputs_unchanged(softmax_cross_entropy, n, rng):
    "leaves logits and labels unchanged"
    z, labels = batch(n, 3, rng)
    z, labels = put(z), put(labels)
    softmax_cross_entropy(z, labels, 0.1)
    unchanged(z, "logits")
    unchanged(labels, "labels")


@check(after=[smooths_labels, differentiates_by_the_logits])
def gives_the_worked_numbers(softmax_cross_entropy):
    "gives 0.241311, its gradient, and 0.463297 for a smoothing of 0.1"
    loss, gradient = softmax_cross_entropy(np.array([[2.0, -1.0, 0.5]]), np.array([0]))
    near(loss, 0.24131129665715711, terms=1.0, name="loss")
    slopes = np.array([[-0.2144029654, 0.0391125733, 0.1752903921]])
    near(gradient, slopes, tolerance=1e-9, name="gradient")
    smoothed, _ = softmax_cross_entropy(np.log([[0.2, 0.7, 0.1]]), np.array([1]), 0.1)
    near(smoothed, 0.4632973812, tolerance=1e-9, name="smoothed loss")
