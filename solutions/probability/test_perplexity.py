"""Perplexity: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="is_infinite_for_the_impossible")
@cases(n=[2, 4], filling=[0.0, float("nan")], seed=range(2))
def never_looks_at_padding(perplexity, n, filling, rng):
    "is not disturbed by padding of 0 or nan"
    probs, lengths = 0.1 + 0.9 * rng.random(size=(n, 6)), rng.integers(1, 6, size=n)
    probs[np.arange(6) >= lengths[:, None]] = filling
    near(perplexity(probs, lengths), reference(probs, lengths), length=6 * n)


@check(after="weighs_every_token_the_same")
@cases(n=[2, 3], seed=range(2))
def passes_over_empty_sequences(perplexity, n, rng):
    "passes over sequences of length 0"
    probs, lengths = 0.1 + 0.9 * rng.random(size=(n, 4)), rng.integers(1, 5, size=n)
    lengths[0] = 0
    near(perplexity(probs, lengths), reference(probs, lengths), length=4 * n)


@check(after="survives_long_sequences")
@cases(n=[100])
def handles_a_large_batch(perplexity, n, rng):
    "handles a hundred sequences of up to a thousand tokens"
    probs = 0.01 + 0.99 * rng.random(size=(n, 1000))
    lengths = rng.integers(1, 1001, size=n)
    near(perplexity(probs, lengths), reference(probs, lengths), length=n * 1000)


def truth(probs, lengths):
    """Two to the cross-entropy in bits, summed without rounding."""
    import math

    real = [float(p) for row, t in zip(probs, lengths, strict=True) for p in row[:t]]
    if min(real) == 0:
        return math.inf
    return 2.0 ** (-math.fsum(math.log2(p) for p in real) / len(real))


RESULT = "return np.exp(-np.log(probs[real]).mean())"

upside_down = mistake(
    "forgot the minus sign, so better models score lower",
    fails="is_the_inverse_geometric_mean",
    replace=("-np.log", "np.log"),
)

bases_mixed = mistake(
    "raised 2 to a mean of natural logarithms",
    fails="is_the_inverse_geometric_mean",
    replace=("np.exp(-", "np.exp2(-"),
)

entropy = mistake(
    "returned the mean negative log-probability itself, without exp",
    fails="is_the_inverse_geometric_mean",
    replace=(RESULT, "return -np.log(probs[real]).mean()"),
)

inverse_mean = mistake(
    "took the arithmetic mean of the probabilities instead of the geometric one",
    fails="is_the_inverse_geometric_mean",
    replace=(RESULT, "return 1 / probs[real].mean()"),
)

not_averaged = mistake(
    "did not divide by the number of tokens",
    fails="is_the_inverse_geometric_mean",
    replace=(".mean()", ".sum()"),
)

smoothed = mistake(
    "added 1e-8 to every probability",
    fails="is_the_inverse_geometric_mean",
    replace=("np.log(probs[real])", "np.log(probs[real] + 1e-8)"),
)

padding_counted = mistake(
    "counted the padding as tokens",
    fails="ignores_padding",
    replace=("probs[real]", "probs"),
)

divided_by_positions = mistake(
    "left padding out of the sum, but divided by all positions of the batch",
    fails="ignores_padding",
    replace=(".mean()", ".sum() / probs.size"),
)


@mistake(fails="weighs_every_token_the_same")
def mean_of_perplexities(probs, lengths):
    "averaged the perplexities of the sequences"
    rows = zip(probs, lengths, strict=True)
    with np.errstate(divide="ignore"):
        return float(np.mean([np.exp(-np.log(row[:t]).mean()) for row, t in rows if t]))


@mistake(fails="weighs_every_token_the_same")
def mean_of_means(probs, lengths):
    "averaged over each sequence first, so tokens of short sequences weigh more"
    rows = zip(probs, lengths, strict=True)
    with np.errstate(divide="ignore"):
        return float(np.exp(-np.mean([np.log(row[:t]).mean() for row, t in rows if t])))


impossible_skipped = mistake(
    "left out tokens of probability 0",
    fails="is_infinite_for_the_impossible",
    replace=("probs[real]", "probs[real & (probs > 0)]"),
)

clipped = mistake(
    "raised probabilities to 1e-8 at least, so the impossible costs a finite price",
    fails="is_infinite_for_the_impossible",
    replace=("probs[real]", "np.maximum(probs[real], 1e-8)"),
)

product_first = mistake(
    "multiplied the probabilities first, and the product became 0",
    fails="survives_long_sequences",
    replace=(RESULT, "return probs[real].prod() ** (-1.0 / real.sum())"),
)

masked_by_product = mistake(
    "multiplied logarithms of padding by 0, and 0 times -inf is nan",
    fails="ignores_padding",
    replace=(RESULT, "return np.exp(-(np.log(probs) * real).sum() / real.sum())"),
)


@variant
def in_bits(probs, lengths):
    "two to the mean number of bits, one token at a time"
    import math

    bits, count = 0.0, 0
    for row, t in zip(probs, lengths, strict=True):
        for p in row[:t]:
            bits -= math.log2(p) if p > 0 else -math.inf
            count += 1
    return 2.0 ** (bits / count)


@variant
def masked_by_where(probs, lengths):
    "padding replaced by probability 1, whose logarithm is 0"
    real = np.arange(probs.shape[1])[None, :] < lengths[:, None]
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(real, probs, 1.0))
    return np.exp(-logs.sum() / lengths.sum())
