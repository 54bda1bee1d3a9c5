"""Splits for k-fold cross-validation: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, reference, variant


@check(after="shuffles_once")
@cases(n=[503], k=[10], seed=range(2))
def handles_many_samples(k_fold, n, k, rng):
    "handles hundreds of samples"
    seed = int(rng.integers(2**32))
    got, expected = (side(n, k, np.random.default_rng(seed)) for side in (k_fold, reference))
    equal([list(pair) for pair in got], [list(pair) for pair in expected], name="splits")


@check(after="trains_on_all_the_rest")
@cases(n=[2, 6])
def leaves_one_out(k_fold, n, rng):
    "tests every sample by itself, if there are as many folds as samples"
    got, expected = k_fold(n, n), reference(n, n)
    equal([list(pair) for pair in got], [list(pair) for pair in expected], name="splits")


def truth(n, k, rng=None):
    """np.array_split, and a comparison of every index with the test part."""
    if k < 2 or k > n:
        raise ValueError("folds")
    order = list(range(n)) if rng is None else rng.permutation(n).tolist()
    blocks = [block.tolist() for block in np.array_split(np.array(order), k)]
    return [
        (np.array([i for i in order if i not in set(block)]), np.array(block)) for block in blocks
    ]


ENDS = "ends = size * np.arange(k + 1) + np.minimum(np.arange(k + 1), longer)"
ORDER = "order = np.arange(n) if rng is None else rng.permutation(n)"
PAIR = "(np.concatenate([order[:start], order[end:]]), order[start:end])"
GUARD = "if not 2 <= k <= n"

test_first = mistake(
    "returned the test part first and the training part second",
    fails="tests_each_block_once",
    replace=(PAIR, "(order[start:end], np.concatenate([order[:start], order[end:]]))"),
)

every_kth = mistake(
    "took every k-th sample for a fold instead of a block of neighbors",
    fails="tests_each_block_once",
    replace=(ORDER, ORDER + "\n    order = np.concatenate([order[i::k] for i in range(k)])"),
)

rest_dropped = mistake(
    "left out the samples that do not fill a block, so they are never tested",
    fails="makes_the_first_blocks_longer",
    replace=(ENDS, "ends = size * np.arange(k + 1)"),
)

rest_at_the_end = mistake(
    "put all samples that are left over into the last block",
    fails="makes_the_first_blocks_longer",
    replace=(ENDS, "ends = np.append(size * np.arange(k), n)"),
)

last_longer = mistake(
    "made the last blocks one longer instead of the first",
    fails="makes_the_first_blocks_longer",
    replace=(
        ENDS,
        "ends = n - (size * np.arange(k + 1) + np.minimum(np.arange(k + 1), longer))[::-1]",
    ),
)

trains_on_all = mistake(
    "trained on all samples, those of the test part among them",
    fails="trains_on_all_the_rest",
    replace=(PAIR, "(order, order[start:end])"),
)

trains_on_the_past = mistake(
    "trained only on what stands before the test part",
    fails="trains_on_all_the_rest",
    replace=(PAIR, "(order[:start], order[start:end])"),
)

wrapped_around = mistake(
    "put the samples after the test part before those that stand in front of it",
    fails="trains_on_all_the_rest",
    replace=(PAIR, "(np.concatenate([order[end:], order[:start]]), order[start:end])"),
)

not_shuffled = mistake(
    "did not shuffle",
    fails="shuffles_once",
    replace=(ORDER, "order = np.arange(n)"),
)


@mistake(fails="shuffles_once")
def shuffled_every_time(n, k, rng=None):
    "shuffled anew for every split, so some samples are tested twice and others never"
    if not 2 <= k <= n:
        raise ValueError("impossible")
    splits = []
    for i in range(k):
        order = np.arange(n) if rng is None else rng.permutation(n)
        blocks = np.array_split(order, k)
        splits.append((np.concatenate([*blocks[:i], *blocks[i + 1 :]]), blocks[i]))
    return splits


sorted_parts = mistake(
    "sorted both parts, which undoes the shuffle within them",
    fails="shuffles_once",
    replace=(
        PAIR,
        "(np.sort(np.concatenate([order[:start], order[end:]])), np.sort(order[start:end]))",
    ),
)

one_fold = mistake(
    "took a single fold, which leaves nothing to train on",
    fails="refuses_a_single_fold",
    replace=(GUARD, "if not 1 <= k <= n"),
)

empty_folds = mistake(
    "made folds without samples where there are more folds than samples",
    fails="refuses_empty_folds",
    replace=(GUARD, "if k < 2"),
)


@variant
def with_a_mask(n, k, rng=None):
    "a mask of the test samples along the order"
    if k < 2 or k > n:
        raise ValueError("impossible")
    order = np.arange(n)
    if rng is not None:
        order = rng.permutation(n)
    splits, start = [], 0
    for i in range(k):
        held = np.zeros(n, dtype=bool)
        held[start : start + n // k + (i < n % k)] = True
        start += held.sum()
        splits.append((order[~held], order[held]))
    return splits


@variant
def with_array_split(n, k, rng=None):
    "np.array_split, and the other blocks joined"
    if not (k > 1 and n >= k):
        raise ValueError("impossible")
    blocks = np.array_split(np.arange(n) if rng is None else rng.permutation(n), k)
    return [
        (np.concatenate([*blocks[:i], *blocks[i + 1 :]]), block) for i, block in enumerate(blocks)
    ]
