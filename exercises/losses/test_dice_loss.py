"""Dice loss of masks."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def masks(shape, rng):
    """Predicted probabilities and true masks, in which some pixels are in and some are not."""
    targets = (rng.random(size=shape) < 0.5).astype("float64")
    targets[..., 0, 0], targets[..., -1, -1] = 1.0, 0.0
    return 0.05 + 0.9 * rng.random(size=shape), targets


@check(points=2)
@cases(h=[2, 3], w=[2, 5], seed=range(2))
def compares_hard_masks(dice_loss, h, w, rng):
    "is 1 minus twice the common pixels over the pixels of both, for masks of 0 and 1"
    probs, targets = masks((1, h, w), rng)
    probs = np.round(probs)
    probs[0, 0, 0] = 1.0
    near(dice_loss(probs, targets), reference(probs, targets), length=h * w, terms=1.0)


@check(points=2, after=compares_hard_masks)
@cases(h=[2, 3], w=[2, 5], seed=range(2))
def takes_probabilities_as_they_are(dice_loss, h, w, rng):
    "takes probabilities as they are, without rounding or squaring"
    probs, targets = masks((1, h, w), rng)
    near(dice_loss(probs, targets), reference(probs, targets), length=h * w, terms=1.0)


@check(points=2, after=takes_probabilities_as_they_are)
@cases(n=[2, 4], h=[2, 3], seed=range(2))
def gives_every_sample_its_own_fraction(dice_loss, n, h, rng):
    "takes one fraction for every sample, then their mean"
    probs, targets = masks((n, h, 4), rng)
    probs[0], targets[0] = 0.1 * probs[0], 1.0
    near(dice_loss(probs, targets), reference(probs, targets), length=n * h, terms=1.0)


@check(after=gives_every_sample_its_own_fraction)
@cases(smooth=[0.1, 1.0, 2.5], n=[1, 2])
def obeys_smooth(dice_loss, smooth, n, rng):
    "adds the given smooth above and below the fraction"
    probs, targets = masks((n, 2, 3), rng)
    got, expected = (f(probs, targets, smooth) for f in (dice_loss, reference))
    near(got, expected, length=6, terms=1.0)


@check(after=obeys_smooth)
@cases(n=[1, 3])
def forgives_empty_masks(dice_loss, n, rng):
    "costs nothing where nothing is there and nothing is predicted"
    probs, targets = masks((n, 2, 2), rng)
    probs[0] = targets[0] = 0.0
    near(dice_loss(probs, targets), reference(probs, targets), length=4, terms=1.0)


@check(after=gives_every_sample_its_own_fraction)
@cases(n=[2])
def leaves_its_inputs_unchanged(dice_loss, n, rng):
    "leaves probabilities and targets unchanged"
    probs, targets = map(put, masks((n, 2, 2), rng))
    dice_loss(probs, targets)
    unchanged(probs, "probs")
    unchanged(targets, "targets")


@check(after=gives_every_sample_its_own_fraction)
def gives_the_worked_numbers(dice_loss):
    "gives 1, 0.5 and 0.1892 for a mask of two pixels and none, one and most of it found"
    target = np.array([[[1.0, 1.0], [0.0, 0.0]]])
    for pixels, worked in (
        ((0, 0, 1, 1), 0.99999975),
        ((1, 0, 1, 0), 0.4999998750),
        ((0.9, 0.6, 0.2, 0), 0.1891891381),
    ):
        got = dice_loss(np.array(pixels, dtype="float64").reshape(1, 2, 2), target)
        near(got, worked, tolerance=1e-9, name=f"result for {pixels}")
