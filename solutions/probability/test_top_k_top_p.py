"""Top-k and top-p: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, expect, mistake, near, reference, variant


@check(after=["applies_k_before_p", "treats_each_row_on_its_own"])
@cases(n=[3], vocab=[1000], k=[5, 200], seed=range(2))
def handles_a_large_vocabulary(top_k_top_p, n, vocab, k, rng):
    "handles thousands of tokens with top-k and top-p together"
    probs = rng.dirichlet(np.full(vocab, 0.3), size=n)
    near(top_k_top_p(probs, k=k, p=0.8), reference(probs, k=k, p=0.8), length=vocab)


@check(after=["lets_the_first_of_equals_stay", "treats_each_row_on_its_own"])
@cases(vocab=[5, 9, 17], seed=range(2))
def cuts_between_equals_for_p(top_k_top_p, vocab, rng):
    "lets the smaller index stay where p falls among equally probable tokens"
    probs = rng.permutation(np.append(np.full(vocab - 1, 0.6 / (vocab - 1)), 0.4))[None, :]
    p = 0.4 + 0.6 * 1.5 / (vocab - 1)
    near(top_k_top_p(probs, p=p), reference(probs, p=p), length=vocab)


@check(after="treats_each_row_on_its_own")
@cases(vocab=[5], seed=range(2))
def keeps_zeros_at_zero(top_k_top_p, vocab, rng):
    "keeps tokens of probability 0 at 0, and a row that is certain as it is"
    probs = np.zeros((2, vocab))
    probs[0, rng.integers(vocab)] = 1.0
    probs[1, :3] = rng.permutation([0.5, 0.3, 0.2])
    near(top_k_top_p(probs, k=1, p=0.3), reference(probs, k=1, p=0.3))
    near(top_k_top_p(probs, p=0.95), reference(probs, p=0.95))


@check(after="changes_nothing_when_nothing_is_asked")
@cases(vocab=[4, 9])
def keeps_the_tail_for_p_of_one(top_k_top_p, vocab, rng):
    "keeps even the least probable token with p = 1"
    probs = rng.permutation(0.01 ** np.arange(0, 3 * vocab, 3.0))[None, :]
    probs /= probs.sum()
    got = top_k_top_p(probs, p=1.0)
    near(got, reference(probs, p=1.0))
    expect(bool((got > 0).all()), "a token of the tail is gone")


def truth(probs, k=None, p=None):
    """One token after another, the most probable first, until there are enough."""
    result = np.zeros_like(probs)
    for row, into in zip(probs.tolist(), result, strict=True):
        ranked = sorted(range(len(row)), key=lambda i: (-row[i], i))
        pool = ranked[: len(row) if k is None else k]
        mass = sum(row[i] for i in pool)
        kept, total = [], 0.0
        for i in pool:
            if p is not None and p < 1 and kept and total >= p:
                break
            kept.append(i)
            total += row[i] / mass
        for i in kept:
            into[i] = row[i] / mass / total
    return result


RANKED = 'np.argsort(-row, kind="stable")[:k]'
CUT = "stay = stay[: np.searchsorted(masses / masses[-1], p) + 1]"
RESULT = "cut[stay] = row[stay] / row[stay].sum()"

least_probable = mistake(
    "kept the least probable tokens: argsort sorts upwards",
    fails=["keeps_the_k_most_probable", "keeps_the_token_that_crosses_p"],
    replace=(RANKED, RANKED.replace("-row", "row")),
)

not_divided = mistake(
    "did not divide what stays by its sum",
    fails=["keeps_the_k_most_probable", "keeps_the_token_that_crosses_p"],
    replace=(RESULT, "cut[stay] = row[stay]"),
)

left_sorted = mistake(
    "returned the probabilities in sorted order, no longer those of their tokens",
    fails=["keeps_the_k_most_probable", "keeps_the_token_that_crosses_p"],
    replace=(RESULT, "cut[: len(stay)] = row[stay] / row[stay].sum()"),
)

one_more = mistake(
    "kept k + 1 tokens",
    fails="keeps_the_k_most_probable",
    replace=("[:k]", "[: k and k + 1]"),
)

order_of_first_row = mistake(
    "used the order of the first row for every row",
    fails="treats_each_row_on_its_own",
    replace=(RANKED, RANKED.replace("-row", "-probs[0]")),
)

crossing_dropped = mistake(
    "dropped the token that crosses p, so the rest has a mass below p",
    fails="keeps_the_token_that_crosses_p",
    replace=(CUT, "stay = stay[: max(1, np.sum(masses / masses[-1] <= p))]"),
)

nothing_left = mistake(
    "kept tokens while their total is at most p: none where the first alone is above p",
    fails="keeps_the_token_that_crosses_p",
    replace=(CUT, "stay = stay[masses / masses[-1] <= p]"),
)

none_left_is_nan = mistake(
    "dropped the token that crosses p: where it is the first none is left, and 0 / 0 is nan",
    fails="keeps_the_token_that_crosses_p",
    replace=[
        (CUT, "stay = stay[masses / masses[-1] <= p]"),
        (RESULT, "cut[stay] = row[stay]\n        cut /= cut.sum()"),
    ],
)

threshold = mistake(
    "kept tokens of probability p or more, each for itself, not a mass of p",
    fails="keeps_the_token_that_crosses_p",
    replace=(CUT, "stay = stay[: max(1, np.sum(row[stay] >= p))]"),
)

unsorted = mistake(
    "added up the probabilities in the order of the vocabulary",
    fails="keeps_the_token_that_crosses_p",
    replace=(
        "masses = np.cumsum(row[stay])",
        "stay = np.sort(stay)\n            masses = np.cumsum(row[stay])",
    ),
)

never_satisfied = mistake(
    "kept one more token although the mass was exactly p",
    fails="stops_when_p_is_reached_exactly",
    replace=(", p) + 1", ', p, side="right") + 1'),
)

p_before_k = mistake(
    "measured p on the probabilities before top-k",
    fails="applies_k_before_p",
    replace=("masses / masses[-1]", "masses"),
)

ties_stay = mistake(
    "kept every token as probable as the k-th, so ties make more than k",
    fails="lets_the_first_of_equals_stay",
    replace=(
        "[:k]\n",
        "\n        stay = stay[: k and np.sum(row >= np.sort(row)[::-1][: k][-1])]\n",
    ),
)

last_of_equals = mistake(
    "turned an upward order round, so of equals the larger index goes first",
    fails="lets_the_first_of_equals_stay",
    replace=(RANKED, 'np.argsort(row, kind="stable")[::-1][:k]'),
)

too_large_a_k = mistake(
    "failed for a k above the number of tokens",
    fails="changes_nothing_when_nothing_is_asked",
    replace=(RANKED, "np.arange(len(row))[np.argsort(-row, kind='stable')[range(k or len(row))]]"),
)

in_place = mistake(
    "changed the caller's array",
    fails="leaves_its_input_unchanged",
    replace=(RESULT, RESULT + "\n        row[:] = cut"),
)


@variant
def by_masks(probs, k=None, p=None):
    "ranks counted by comparing every token with every other"
    index = np.arange(probs.shape[1])
    ahead = (probs[:, None, :] > probs[:, :, None]) | (
        (probs[:, None, :] == probs[:, :, None]) & (index < index[:, None])
    )
    if k is not None:
        probs = np.where(ahead.sum(axis=2) < k, probs, 0.0)
        probs = probs / probs.sum(axis=1, keepdims=True)
    if p is not None and p < 1:
        before = np.where(ahead, probs[:, None, :], 0.0).sum(axis=2)
        probs = np.where(before < p, probs, 0.0)
    return probs / probs.sum(axis=1, keepdims=True)


@variant
def row_by_row(probs, k=None, p=None):
    "one row at a time, with searchsorted"
    rows = []
    for row in probs:
        order = np.argsort(-row, kind="stable")
        kept = order if k is None else order[:k]
        if p is not None and p < 1:
            masses = np.cumsum(row[kept] / row[kept].sum())
            kept = kept[: np.searchsorted(masses, p) + 1]
        cut = np.zeros_like(row)
        cut[kept] = row[kept] / row[kept].sum()
        rows.append(cut)
    return np.array(rows)
