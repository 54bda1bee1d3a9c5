"""Hinge loss of two classes and of many, with its gradient."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def signs(n, rng):
    """Labels of -1 and 1; both, if there is more than one."""
    labels = 2 * rng.integers(0, 2, size=n) - 1
    labels[-1] = -labels[0] if n > 1 else labels[0]
    return labels


def loss(got, expected, n):
    """Near, for the losses: sums of up to n terms of size 10."""
    near(got[0], expected[0], length=n, terms=10.0, name="loss")


@check(points=2)
@cases(n=[1, 2, 5], seed=range(2))
def charges_what_is_short_of_the_margin(hinge_loss, n, rng):
    "charges 1 - y s, averaged, where every score is within the margin or on the wrong side"
    scores, labels = rng.uniform(0.2, 0.9, size=n) * signs(n, rng), signs(n, rng)
    loss(hinge_loss(scores, labels), reference(scores, labels), n)


@check(points=2, after=charges_what_is_short_of_the_margin)
@cases(n=[1, 3, 5], seed=range(2))
def costs_nothing_beyond_the_margin(hinge_loss, n, rng):
    "charges 0 for a score beyond the margin, and does not let it pay for others"
    labels = signs(n, rng)
    scores = labels * rng.uniform(1.5, 6.0, size=n)
    scores[1:2] *= -1.0
    loss(hinge_loss(scores, labels), reference(scores, labels), n)


@check(after=charges_what_is_short_of_the_margin)
@cases(margin=[0.3, 2.5], seed=range(2))
def obeys_the_margin(hinge_loss, margin, rng):
    "takes the margin it is given"
    labels = signs(4, rng)
    scores = labels * margin * rng.uniform(-0.9, 0.9, size=4)
    loss(hinge_loss(scores, labels, margin), reference(scores, labels, margin), 4)


@check(points=2, after=[costs_nothing_beyond_the_margin, obeys_the_margin])
@cases(n=[3, 5], margin=[0.6, 1.0], seed=range(2))
def differentiates_two_classes(hinge_loss, n, margin, rng):
    "gives the derivative of the mean by every score of two classes"
    labels = signs(n, rng)
    scores = labels * np.resize([0.4, 2.5, -1.7], n) + 0.1 * rng.random(size=n)
    got, expected = hinge_loss(scores, labels, margin), reference(scores, labels, margin)
    near(got[1], expected[1], name="gradient")


@check(points=2)
@cases(n=[1, 3], classes=[2, 4], margin=[1.0, 0.3], seed=range(2))
def charges_every_rival(hinge_loss, n, classes, margin, rng):
    "charges every other class whose score is not lower than the right one's by the margin"
    scores, labels = 0.4 * rng.normal(size=(n, classes)), rng.integers(0, classes, size=n)
    scores[np.arange(n), labels] = scores.min(axis=1) - 0.2
    loss(hinge_loss(scores, labels, margin), reference(scores, labels, margin), n * classes)


@check(points=2, after=charges_every_rival)
@cases(n=[1, 2, 3], classes=[3, 4], seed=range(2))
def lets_distant_rivals_go(hinge_loss, n, classes, rng):
    "charges 0 for each class that is far enough behind, one by one"
    scores, labels = 0.4 * rng.normal(size=(n, classes)), rng.integers(0, classes, size=n)
    rows = np.arange(n)
    scores[rows, (labels + 1) % classes] -= 5.0 + rng.random(size=n)
    loss(hinge_loss(scores, labels), reference(scores, labels), n * classes)


@check(points=2, after=lets_distant_rivals_go)
@cases(n=[2, 3], classes=[4, 5], seed=range(2))
def differentiates_many_classes(hinge_loss, n, classes, rng):
    "gives the derivative of the mean by every score of many classes"
    scores, labels = 0.3 * rng.random(size=(n, classes)), rng.integers(0, classes, size=n)
    scores[np.arange(n), (labels + 1) % classes] -= 5.0
    got, expected = hinge_loss(scores, labels), reference(scores, labels)
    near(got[1], expected[1], name="gradient")


@check(after=[differentiates_two_classes, differentiates_many_classes])
@cases(n=[2, 3], seed=range(2))
def pulls_at_nothing_on_the_margin(hinge_loss, n, rng):
    "gives a slope of 0 where a score is exactly on the margin"
    labels, classes = signs(n, rng), rng.integers(0, 3, size=n)
    pair = labels * np.resize([1.0, -2.0], n)
    many = np.zeros((n, 3))
    many[np.arange(n), classes] = np.resize([1.0, -2.0], n)
    for scores, right in ((pair, labels), (many, classes)):
        near(hinge_loss(scores, right)[1], reference(scores, right)[1], name="gradient")


@check(after=[differentiates_two_classes, differentiates_many_classes])
@cases(n=[2])
def leaves_its_inputs_unchanged(hinge_loss, n, rng):
    "leaves scores and labels unchanged"
    for shape in ((n,), (n, 3)):
        scores, labels = put(rng.normal(size=shape)), put(np.ones(n, dtype=np.int64))
        hinge_loss(scores, labels)
        unchanged(scores, "scores")
        unchanged(labels, "labels")


@check(after=[costs_nothing_beyond_the_margin, lets_distant_rivals_go])
def gives_the_worked_numbers(hinge_loss):
    "gives 0.5, 0, 1.3, 0 and 2, on average 0.76, and 1.5 for three classes"
    pair = np.array([0.5, 2.0, 0.3, -1.0, -1.0])
    near(hinge_loss(pair, np.array([1, 1, -1, -1, 1]))[0], 0.76, name="loss of two classes")
    many = np.array([[3.0, 1.0, 2.5], [0.5, 2.0, 1.0]])
    near(hinge_loss(many, np.array([0, 2]))[0], 1.5, name="loss of three classes")
