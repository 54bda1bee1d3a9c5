"""Splits for k-fold cross-validation."""

import numpy as np

from grader import cases, check, equal, raises, reference


@check(points=2)
@cases(k=[2, 3, 5], seed=range(2))
def tests_each_block_once(k_fold, k, rng):
    "tests each block once, in order, if the blocks are equal"
    n = k * int(rng.integers(2, 30))
    got, expected = k_fold(n, k), reference(n, k)
    equal([test for _, test in got], [test for _, test in expected], name="test parts")


@check(points=2, after=tests_each_block_once)
@cases(k=[4, 5, 8], seed=range(2))
def makes_the_first_blocks_longer(k_fold, k, rng):
    "makes the first blocks one longer, if n cannot be divided by k"
    n = k * int(rng.integers(2, 20)) + int(rng.integers(2, k))
    got, expected = k_fold(n, k), reference(n, k)
    sizes = [np.array([len(test) for _, test in side]) for side in (got, expected)]
    equal(*sizes, name="sizes of the test parts")
    equal([test for _, test in got], [test for _, test in expected], name="test parts")


@check(points=2, after=makes_the_first_blocks_longer)
@cases(k=[2, 3, 4], seed=range(2))
def trains_on_all_the_rest(k_fold, k, rng):
    "trains on all samples that it does not test on, in their order"
    n = int(rng.integers(k, 30))
    got, expected = k_fold(n, k), reference(n, k)
    equal([train for train, _ in got], [train for train, _ in expected], name="training parts")


@check(points=2, after=trains_on_all_the_rest)
@cases(n=[5, 8], k=[2, 3], seed=range(2))
def shuffles_once(k_fold, n, k, rng):
    "shuffles once, and cuts the same order for all splits"
    seed = int(rng.integers(2**32))
    got, expected = (side(n, k, np.random.default_rng(seed)) for side in (k_fold, reference))
    equal([list(pair) for pair in got], [list(pair) for pair in expected], name="splits")


@check(after=tests_each_block_once)
@cases(n=[2, 5])
def refuses_a_single_fold(k_fold, n, rng):
    "raises ValueError for fewer than two folds"
    for k in (1, 0, -1):
        with raises(ValueError):
            k_fold(n, k)


@check(after=tests_each_block_once)
@cases(n=[2, 5])
def refuses_empty_folds(k_fold, n, rng):
    "raises ValueError for more folds than samples"
    for k in (n + 1, n + 5):
        with raises(ValueError):
            k_fold(n, k)


@check(after=trains_on_all_the_rest)
def gives_the_worked_splits(k_fold):
    "gives the worked splits of five samples into three folds"
    worked = [([2, 3, 4], [0, 1]), ([0, 1, 4], [2, 3]), ([0, 1, 2, 3], [4])]
    expected = [[np.array(part) for part in pair] for pair in worked]
    equal([list(pair) for pair in k_fold(5, 3)], expected, name="splits")
