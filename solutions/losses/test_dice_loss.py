"""Dice loss: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="gives_every_sample_its_own_fraction")
@cases(n=[8], h=[40], w=[50])
def handles_images(dice_loss, n, h, w, rng):
    "handles images of thousands of pixels with few in the mask"
    probs, targets = rng.random(size=(n, h, w)), np.zeros((n, h, w))
    targets[:, 3:9, 10:14] = 1.0
    near(dice_loss(probs, targets), reference(probs, targets), length=h * w, terms=1.0)


@check(after="obeys_smooth")
@cases(w=[1, 3], seed=range(2))
def knows_perfect_and_disjoint_masks(dice_loss, w, rng):
    "is 0 for a mask that is found, and close to 1 for one that is missed"
    targets = np.zeros((2, 2, w))
    targets[0, 0] = targets[1, 1] = 1.0
    near(dice_loss(targets, targets), reference(targets, targets), terms=1.0)
    near(dice_loss(1 - targets, targets), reference(1 - targets, targets), terms=1.0)


def truth(probs, targets, smooth=1e-6):
    """Sums without rounding, one sample at a time."""
    from math import fsum

    costs = []
    for p, y in zip(probs.reshape(len(probs), -1), targets.reshape(len(probs), -1), strict=True):
        above = fsum([*(2 * p * y).tolist(), smooth])
        costs.append(1 - above / fsum([*p.tolist(), *y.tolist(), smooth]))
    return fsum(costs) / len(costs)


BOTH = "both = np.sum(probs * targets, axis=(1, 2))"
SIZES = "sizes = np.sum(probs + targets, axis=(1, 2))"
RESULT = "return (1 - (2 * both + smooth) / (sizes + smooth)).mean()"

coefficient = mistake(
    "returned the Dice coefficient itself, which training would make small",
    fails="compares_hard_masks",
    replace=(RESULT, "return ((2 * both + smooth) / (sizes + smooth)).mean()"),
)

not_doubled = mistake(
    "forgot the factor 2, so a perfect mask still costs a half",
    fails="compares_hard_masks",
    replace=(RESULT, RESULT.replace("2 * both", "both")),
)

jaccard = mistake(
    "divided by the union: that is the Jaccard loss (IoU)",
    fails="compares_hard_masks",
    replace=(RESULT, "return (1 - (both + smooth) / (sizes - both + smooth)).mean()"),
)

pixel_accuracy = mistake(
    "gave the share of wrong pixels",
    fails="compares_hard_masks",
    replace=(RESULT, "return np.abs(probs - targets).mean() + 0 * (both + sizes + smooth).mean()"),
)

rounded = mistake(
    "rounded probabilities to a mask, which has no gradient",
    fails="takes_probabilities_as_they_are",
    replace=(BOTH, f"probs = np.round(probs)\n    {BOTH}"),
)

squared = mistake(
    "squared the probabilities in the denominator",
    fails="takes_probabilities_as_they_are",
    replace=(SIZES, SIZES.replace("probs", "probs**2")),
)

pooled = mistake(
    "took one fraction over the whole batch, in which large masks outweigh small ones",
    fails="gives_every_sample_its_own_fraction",
    replace=[
        (BOTH, BOTH.replace(", axis=(1, 2)", "")),
        (SIZES, SIZES.replace(", axis=(1, 2)", "")),
    ],
)

summed = mistake(
    "added up the samples instead of averaging them",
    fails="gives_every_sample_its_own_fraction",
    replace=(RESULT, RESULT.replace(".mean()", ".sum()")),
)

row_by_row = mistake(
    "took a fraction for every row of pixels",
    fails="compares_hard_masks",
    replace=[
        (BOTH, BOTH.replace("(1, 2)", "2")),
        (SIZES, SIZES.replace("(1, 2)", "2")),
    ],
)

smooth_fixed = mistake(
    "used a smooth of 1e-6, whatever was asked for",
    fails="obeys_smooth",
    replace=(RESULT, RESULT.replace("smooth", "1e-6")),
)

smooth_below = mistake(
    "added smooth below the fraction only, so an empty mask costs 1",
    fails="compares_hard_masks",
    replace=(RESULT, RESULT.replace("2 * both + smooth", "2 * both")),
)

in_place = mistake(
    "multiplied the caller's probabilities in place",
    fails="leaves_its_inputs_unchanged",
    replace=(f"{BOTH}\n    {SIZES}", f"{SIZES}\n    probs *= targets\n    {BOTH}"),
)


@variant
def flattened(probs, targets, smooth=1e-6):
    "pixels in one axis, overlap as a dot product"
    p, y = (x.reshape(len(x), -1) for x in (probs, targets))
    dice = (2 * np.einsum("ij,ij->i", p, y) + smooth) / ((p + y).sum(axis=1) + smooth)
    return float(1 - dice.mean())


@variant
def with_loops(probs, targets, smooth=1e-6):
    "one pixel at a time"
    total = 0.0
    for p, y in zip(probs, targets, strict=True):
        both = size = smooth
        for at in np.ndindex(p.shape):
            both += 2 * p[at] * y[at]
            size += p[at] + y[at]
        total += 1 - both / size
    return total / len(probs)
