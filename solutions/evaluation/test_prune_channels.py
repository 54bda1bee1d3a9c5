"""Pruning of channels: hidden checks, known mistakes, right variants, truth."""

import math

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after=["shrinks_the_first_layer", "shrinks_the_second_layer", "adds_up_magnitudes"])
@cases(c=[64], keep=[1, 20, 64], seed=range(1))
def handles_many_channels(prune_channels, c, keep, rng):
    "handles dozens of channels, and keeps all of them if asked to"
    arguments = rng.normal(size=(c, 3, 3, 3)), rng.normal(size=c), rng.normal(size=(8, c, 3, 3))
    got, expected = prune_channels(*arguments, keep), reference(*arguments, keep)
    equal(list(got), list(expected), name="kept and weights")


@check(after=["shrinks_the_first_layer", "shrinks_the_second_layer"])
@cases(c=[6], seed=range(2))
def loses_nothing_that_was_zero(prune_channels, c, rng):
    "gives the same network, if the filters that leave were zero"
    w1, b1, w2 = (rng.normal(size=shape) for shape in ((c, 4, 1, 1), (c,), (3, c, 1, 1)))
    w1[[1, 4]], b1[[1, 4]] = 0.0, 0.0
    x = rng.normal(size=(4, 10))
    before = w2[:, :, 0, 0] @ np.maximum(w1[:, :, 0, 0] @ x + b1[:, None], 0)
    _, v1, a1, v2 = prune_channels(w1, b1, w2, c - 2)
    after = v2[:, :, 0, 0] @ np.maximum(v1[:, :, 0, 0] @ x + a1[:, None], 0)
    near(after, before, length=c, terms=20.0, name="output of the smaller network")


def truth(w1, b1, w2, keep):
    """Python's sorted, filter by filter."""
    if keep < 1 or keep > len(b1):
        raise ValueError("keep")
    norms = [math.fsum(abs(v) for v in row.ravel().tolist()) for row in w1]
    norms = [round(norm, 12) for norm in norms]
    kept = sorted(sorted(range(len(norms)), key=lambda i: (-norms[i], i))[:keep])
    stacked = np.stack([w2[:, i] for i in kept], axis=1)
    return np.array(kept), np.stack([w1[i] for i in kept]), np.array([b1[i] for i in kept]), stacked


NORMS = "norms = np.abs(w1).sum(axis=(1, 2, 3))"
STRONGEST = 'strongest = np.argsort(-norms, kind="stable")[:keep]'
KEPT = "kept = np.sort(strongest)"
RETURN = "return kept, w1[kept], b1[kept], w2[:, kept]"
GUARD = "if not 1 <= keep <= c"

weakest = mistake(
    "kept the weakest filters",
    fails="keeps_the_strongest",
    replace=(STRONGEST, 'strongest = np.argsort(norms, kind="stable")[:keep]'),
)

removed_so_many = mistake(
    "removed `keep` filters instead of keeping as many",
    fails="keeps_the_strongest",
    replace=(STRONGEST, STRONGEST.replace("[:keep]", "[: c - keep]")),
)

by_input = mistake(
    "measured the input channels instead of the filters",
    fails="keeps_the_strongest",
    replace=(NORMS, "norms = np.resize(np.abs(w1).sum(axis=(0, 2, 3)), c)"),
)

by_sum = mistake(
    "added the weights up with their signs, so they cancel",
    fails="keeps_the_strongest",
    replace=(NORMS, "norms = w1.sum(axis=(1, 2, 3))"),
)

by_strength = mistake(
    "left the filters that stay in the order of their norms",
    fails="keeps_the_strongest",
    replace=(KEPT, "kept = strongest"),
)

first_ones = mistake(
    "kept the first filters, whatever their norms",
    fails="keeps_the_strongest",
    replace=(KEPT, "kept = np.arange(keep)"),
)

bias_forgotten = mistake(
    "left all biases in",
    fails="shrinks_the_first_layer",
    replace=(RETURN, RETURN.replace("b1[kept]", "b1.copy()")),
)

masked = mistake(
    "set the weights to 0 instead of taking them out",
    fails="shrinks_the_first_layer",
    replace=(
        RETURN,
        RETURN.replace("w1[kept]", "w1 * np.isin(np.arange(c), kept)[:, None, None, None]"),
    ),
)

second_forgotten = mistake(
    "left the second layer as it was, which no longer fits the first",
    fails="shrinks_the_second_layer",
    replace=(RETURN, RETURN.replace("w2[:, kept]", "w2.copy()")),
)

second_by_filter = mistake(
    "took filters out of the second layer instead of its input channels",
    fails="shrinks_the_second_layer",
    replace=(RETURN, RETURN.replace("w2[:, kept]", "np.resize(w2, (c, *w2.shape[1:]))[kept]")),
)

squares = mistake(
    "added up squares (the L2 norm), which favors a single large weight",
    fails="adds_up_magnitudes",
    replace=(NORMS, "norms = np.sqrt((w1**2).sum(axis=(1, 2, 3)))"),
)

sum_of_all = mistake(
    "took the magnitude of the sum instead of the sum of magnitudes",
    fails="adds_up_magnitudes",
    replace=(NORMS, "norms = np.abs(w1.sum(axis=(1, 2, 3)))"),
)

last_of_equals = mistake(
    "kept the last of several filters with the same norm: the end of an ascending sort",
    fails="prefers_the_first_of_equals",
    replace=(STRONGEST, 'strongest = np.argsort(norms, kind="stable")[c - keep :]'),
)

all_equals = mistake(
    "kept every filter as strong as the weakest that stays, which may be more than asked for",
    fails="prefers_the_first_of_equals",
    replace=(KEPT, "kept = np.flatnonzero(norms >= norms[strongest].min())"),
)

nothing_kept = mistake(
    "let a layer without channels pass",
    fails="refuses_to_keep_none",
    replace=(GUARD, "if not 0 <= keep <= c"),
)

more_than_all = mistake(
    "kept all channels where more were asked for",
    fails="refuses_to_keep_more_than_all",
    replace=(GUARD, "if keep < 1"),
)

in_place = mistake(
    "set the weights that leave to 0 in the caller's array",
    fails="leaves_its_arguments_unchanged",
    replace=(KEPT, KEPT + "\n    w1[np.setdiff1d(np.arange(c), kept)] = 0.0"),
)


@variant
def with_a_mask(w1, b1, w2, keep):
    "a mask, and one sorted list"
    c = w1.shape[0]
    if keep < 1 or keep > c:
        raise ValueError("keep")
    norms = [float(np.abs(w1[i]).sum()) for i in range(c)]
    mask = np.zeros(c, dtype=bool)
    mask[sorted(range(c), key=lambda i: -norms[i])[:keep]] = True
    return np.flatnonzero(mask), w1[mask], b1[mask], w2[:, mask]


@variant
def one_after_the_other(w1, b1, w2, keep):
    "the weakest leaves, again and again"
    if not 0 < keep < len(b1) + 1:
        raise ValueError("keep")
    norms = np.linalg.norm(w1.reshape(len(w1), -1), ord=1, axis=1)
    left = list(range(len(w1)))
    while len(left) > keep:
        weakest = min(reversed(left), key=lambda i: norms[i])
        left.remove(weakest)
    return np.array(left), np.take(w1, left, 0), np.take(b1, left), np.take(w2, left, 1)
