"""Folds that spread the classes."""

import numpy as np

from grader import cases, check, equal, put, raises, reference, unchanged


def mixed(rng, counts):
    """Labels in random order, `counts` of each; the smallest label does not come first."""
    kinds = np.sort(rng.choice(np.arange(-9, 10), size=len(counts), replace=False))
    labels = np.repeat(kinds, counts)
    while True:
        labels = rng.permutation(labels)
        if len(counts) == 1 or labels[0] != labels.min():
            return labels


def same(stratified_folds, labels, k):
    """Fail unless the folds are the reference's."""
    equal(stratified_folds(labels, k), reference(labels, k), name="folds")


@check(points=2)
@cases(k=[2, 3, 4], seed=range(2))
def deals_out_one_class(stratified_folds, k, rng):
    "deals the samples of a single class out in turn"
    same(stratified_folds, mixed(rng, [int(rng.integers(k, 30))]), k)


@check(points=3, after=deals_out_one_class)
@cases(times=[1, 2], k=[2, 3], seed=range(3))
def spreads_every_class(stratified_folds, times, k, rng):
    "spreads every class over the folds, if its size is a multiple of k"
    same(stratified_folds, mixed(rng, [times * k, 2 * k, k]), k)


@check(points=3, after=spreads_every_class)
@cases(k=[3, 4], seed=range(3))
def goes_on_where_it_stopped(stratified_folds, k, rng):
    "goes on with the next fold when the next class begins, small classes included"
    same(stratified_folds, mixed(rng, [k + 1, 2, 2 * k + 1]), k)


@check(after=deals_out_one_class)
@cases(n=[2, 5])
def refuses_a_single_fold(stratified_folds, n, rng):
    "raises ValueError for fewer than two folds"
    for k in (1, 0, -1):
        with raises(ValueError):
            stratified_folds(mixed(rng, [1, n - 1]), k)


@check(after=deals_out_one_class)
@cases(n=[2, 5])
def refuses_empty_folds(stratified_folds, n, rng):
    "raises ValueError for more folds than samples"
    with raises(ValueError):
        stratified_folds(mixed(rng, [1, n - 1]), n + 1)


@check(after=spreads_every_class)
@cases(n=[4])
def leaves_the_labels_unchanged(stratified_folds, n, rng):
    "leaves the labels unchanged"
    labels = put(mixed(rng, [n, 2]))
    stratified_folds(labels, 2)
    unchanged(labels, "labels")


@check(after=goes_on_where_it_stopped)
def gives_the_worked_folds(stratified_folds):
    "gives the worked folds of four samples of label 3 and two of label 7"
    got = stratified_folds(np.array([7, 3, 3, 7, 3, 3]), 3)
    equal(got, np.array([1, 0, 1, 2, 2, 0]), name="folds")
