"""Stratified folds: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, reference, variant


@check(after="goes_on_where_it_stopped")
@cases(n=[1000], k=[7], seed=range(2))
def handles_many_samples(stratified_folds, n, k, rng):
    "handles a thousand samples, a tenth of them of rare classes"
    labels = np.where(rng.random(n) < 0.1, rng.integers(1, 30, size=n), 0)
    got, expected = stratified_folds(labels, k), reference(labels, k)
    equal(got, expected, name="folds")


@check(after="goes_on_where_it_stopped")
@cases(dtype=["int8", "uint16"])
def takes_any_integers(stratified_folds, dtype, rng):
    "takes labels of any integer type, and gives int64"
    labels = rng.integers(0, 3, size=300).astype(dtype)
    equal(stratified_folds(labels, 2), reference(labels, 2), name="folds")


def truth(labels, k):
    """One card after the other."""
    if k < 2 or k > len(labels):
        raise ValueError("folds")
    folds, card = [None] * len(labels), 0
    for label in sorted(set(labels.tolist())):
        for position, own in enumerate(labels.tolist()):
            if own == label:
                folds[position] = card % k
                card += 1
    return np.array(folds)


ORDER = 'order = np.argsort(labels, kind="stable")'
DEAL = "folds[order] = np.arange(n) % k"
GUARD = "if not 2 <= k <= n"

blocks = mistake(
    "gave each fold a block of neighbors instead of dealing in turn",
    fails="deals_out_one_class",
    replace=(DEAL, "folds[order] = np.arange(n) * k // n"),
)

from_one = mistake(
    "numbered the folds from 1",
    fails="deals_out_one_class",
    replace=(DEAL, DEAL + " + 1"),
)

not_stratified = mistake(
    "dealt the samples out as they stand, without looking at the labels",
    fails="spreads_every_class",
    replace=(ORDER, "order = np.arange(n)"),
)

indices_dealt = mistake(
    "read folds by the order instead of writing them through it",
    fails="spreads_every_class",
    replace=(DEAL, "folds[:] = (np.arange(n) % k)[order]"),
)

largest_first = mistake(
    "began with the largest label",
    fails="goes_on_where_it_stopped",
    replace=(ORDER, 'order = np.argsort(-labels.astype(np.int64), kind="stable")'),
)

as_they_appear = mistake(
    "took the labels in the order in which they first appear",
    fails="goes_on_where_it_stopped",
    replace=(
        ORDER,
        (
            "first = [labels.tolist().index(label) for label in labels.tolist()]\n"
            '    order = np.argsort(first, kind="stable")'
        ),
    ),
)

each_from_zero = mistake(
    "began with fold 0 for every class, so the first folds are larger",
    fails="goes_on_where_it_stopped",
    replace=(
        DEAL,
        (
            "for label in np.unique(labels):\n"
            "        folds[labels == label] = np.arange((labels == label).sum()) % k"
        ),
    ),
)

rare_refused = mistake(
    "refused classes with fewer samples than folds",
    fails="goes_on_where_it_stopped",
    replace=(GUARD, "if not 2 <= k <= n or k > np.unique(labels, return_counts=True)[1].min()"),
)

anything_taken = mistake(
    "made folds without samples where there are more folds than samples",
    fails="refuses_empty_folds",
    replace=(GUARD, "if k < 2"),
)

one_fold = mistake(
    "took a single fold, which leaves nothing to train on",
    fails="refuses_a_single_fold",
    replace=(GUARD, "if not 1 <= k <= n"),
)

sorted_in_place = mistake(
    "sorted the caller's labels in place",
    fails="leaves_the_labels_unchanged",
    replace=(DEAL, DEAL + "\n    labels.sort()"),
)


@variant
def class_by_class(labels, k):
    "one class after the other, with the fold that comes next"
    if k < 2 or k > len(labels):
        raise ValueError("impossible")
    folds, turn = np.zeros(len(labels), dtype=np.int64), 0
    for label in np.unique(labels):
        places = np.flatnonzero(labels == label)
        folds[places] = (turn + np.arange(len(places))) % k
        turn = (turn + len(places)) % k
    return folds


@variant
def by_ranks(labels, k):
    "the rank of each sample among all, in plain Python"
    n = len(labels)
    if k not in range(2, n + 1):
        raise ValueError("impossible")
    cards = sorted(range(n), key=lambda i: (int(labels[i]), i))
    ranks = {sample: rank for rank, sample in enumerate(cards)}
    return np.array([ranks[i] % k for i in range(n)], dtype="int64")
