"""Triplet loss with Euclidean distances."""

import numpy as np

from grader import cases, check, near, reference


def triplets(n, d, rng):
    """Anchors, and two more of each, none at distance 1 of another."""
    anchor = 3 * rng.normal(size=(n, d))
    away = 0.5 + rng.random(size=(2, n, d))
    return anchor, anchor + away[0], anchor - 4 * away[1]


@check(points=2)
@cases(d=[1, 2, 5], seed=range(2))
def charges_the_difference_of_distances(triplet_loss, d, rng):
    "charges how much farther the positive is than the negative, plus the margin"
    anchor, near_by, far_off = triplets(1, d, rng)
    got, expected = (f(anchor, far_off, near_by) for f in (triplet_loss, reference))
    near(got, expected, length=d, terms=10.0)


@check(points=2, after=charges_the_difference_of_distances)
@cases(margin=[0.0, 0.2, 3.5], seed=range(2))
def obeys_the_margin(triplet_loss, margin, rng):
    "takes the margin it is given"
    anchor, near_by, far_off = triplets(1, 3, rng)
    got, expected = (f(anchor, far_off, near_by, margin) for f in (triplet_loss, reference))
    near(got, expected, length=3, terms=10.0)


@check(points=2, after=obeys_the_margin)
@cases(margin=[0.1, 0.3], d=[2, 4], seed=range(2))
def costs_nothing_when_far_enough(triplet_loss, margin, d, rng):
    "is 0 where the negative is farther than the positive by more than the margin"
    anchor, near_by, far_off = triplets(1, d, rng)
    far_off = anchor + 3 * (far_off - anchor)
    got, expected = (f(anchor, near_by, far_off, margin) for f in (triplet_loss, reference))
    near(got, expected, length=d, terms=10.0)


@check(points=2, after=costs_nothing_when_far_enough)
@cases(n=[3, 5], d=[2, 3], seed=range(2))
def cuts_off_every_row(triplet_loss, n, d, rng):
    "cuts each triplet off at 0 before taking the mean over all of them"
    anchor, near_by, far_off = triplets(n, d, rng)
    far_off[0] = anchor[0] + 20.0
    near_by[1:3], far_off[1:3] = far_off[1:3].copy(), near_by[1:3].copy()
    got, expected = (f(anchor, near_by, far_off) for f in (triplet_loss, reference))
    near(got, expected, length=n * d, terms=10.0)


@check(after=cuts_off_every_row)
@cases(n=[1, 3], margin=[0.5, 2.0])
def charges_the_margin_for_no_difference(triplet_loss, n, margin, rng):
    "charges the margin where all three are the same point"
    x = rng.normal(size=(n, 3))
    got, expected = (f(x, x, x, margin) for f in (triplet_loss, reference))
    near(got, expected)


@check(after=cuts_off_every_row)
def gives_the_worked_numbers(triplet_loss):
    "gives 0 for distances of 0.5831 and 1.9209, and 2.3378 when they are swapped"
    anchor, p, n = np.zeros((1, 2)), np.array([[0.5, 0.3]]), np.array([[1.5, 1.2]])
    near(triplet_loss(anchor, p, n), 0.0)
    near(triplet_loss(anchor, n, p), 2.3378420817, tolerance=1e-9)
