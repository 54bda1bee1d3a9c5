"""Masks for padding and for the future: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, raises, reference, variant


@check(after="hides_both")
@cases(n=[1, 12], causal=[False, True])
def takes_every_length(attention_mask, n, causal, rng):
    "takes every length from 1 to n, and n = 1"
    lengths = rng.permutation(np.arange(1, n + 1))
    equal(attention_mask(lengths, n, causal), reference(lengths, n, causal), name="mask")


@check(after="refuses_impossible_lengths")
@cases(length=[0, -2, 5], place=[0, 2])
def finds_the_wrong_length(attention_mask, length, place):
    "finds a length that is not possible wherever it stands"
    lengths = np.array([1, 4, 2])
    lengths[place] = length
    with raises(ValueError):
        attention_mask(lengths, 4)


def truth(lengths, n, causal=False):
    """One question at a time."""
    if any(not 0 < length <= n for length in lengths.tolist()):
        raise ValueError(lengths)
    mask = np.zeros((len(lengths), 1, n, n), dtype=bool)
    for i, _, t, s in np.ndindex(mask.shape):
        mask[i, 0, t, s] = s < lengths[i] and (s <= t or not causal)
    return mask


REAL = "real = s < lengths[:, None, None, None]"
PAST = "s <= s[:, None] if causal"
RETURN = "return real & past"
CHECK = "if lengths.min() < 1 or lengths.max() > n:"

inverted = mistake(
    "answered True for what is hidden",
    fails="hides_padding",
    replace=(RETURN, "return ~(real & past)"),
)

queries_hidden = mistake(
    "forbade the queries of padding everything, so their softmax is nan",
    fails="hides_padding",
    replace=(RETURN, "return real & real.swapaxes(2, 3) & past"),
)

padding_by_query = mistake(
    "hid padding by the position that asks, not by the one that answers",
    fails="hides_padding",
    replace=(RETURN, "return real.swapaxes(2, 3) & past"),
)

one_too_many = mistake(
    "let the first position of padding be seen",
    fails="hides_padding",
    replace=(REAL, REAL.replace("<", "<=")),
)

padded_in_front = mistake(
    "took the padding to stand in front",
    fails="hides_padding",
    replace=(REAL, "real = s >= n - lengths[:, None, None, None]"),
)

itself_hidden = mistake(
    "hid every position from itself, so the first sees nothing",
    fails="hides_the_future",
    replace=(PAST, PAST.replace("<=", "<")),
)

past_hidden = mistake(
    "hid the past and showed the future",
    fails="hides_the_future",
    replace=(PAST, PAST.replace("<=", ">=")),
)

never_causal = mistake(
    "took no notice of `causal`",
    fails="hides_the_future",
    replace=(PAST, PAST + " and False"),
)

padding_forgotten = mistake(
    "left the padding visible in a causal mask",
    fails="hides_both",
    replace=(RETURN, "return real & past if not causal else (real | True) & past"),
)

any_length = mistake(
    "took lengths that cannot be",
    fails="refuses_impossible_lengths",
    replace=(CHECK, "if False:"),
)

zero_length = mistake(
    "took a length of 0, whose sequence nobody can look at",
    fails="refuses_impossible_lengths",
    replace=(CHECK, "if lengths.max() > n:"),
)

lengths_shortened = mistake(
    "changed the caller's lengths",
    fails="leaves_the_lengths_unchanged",
    replace=(RETURN, "lengths -= 1\n    return real & past"),
)


@variant
def with_tri(lengths, n, causal=False):
    "a triangle of ones cut off at each length"
    if np.any((lengths <= 0) | (lengths > n)):
        raise ValueError("a length is not possible")
    mask = np.stack([np.tri(n, dtype=bool) if causal else np.ones((n, n), bool) for _ in lengths])
    for rows, length in zip(mask, lengths, strict=True):
        rows[:, length:] = False
    return mask[:, None]


@variant
def last_visible(lengths, n, causal=False):
    "the number of keys each query may see, compared once"
    if not all(1 <= length <= n for length in lengths):
        raise ValueError("a length is not possible")
    first_hidden = np.broadcast_to(lengths[:, None], (len(lengths), n))
    if causal:
        first_hidden = np.minimum(first_hidden, np.arange(1, n + 1))
    return np.arange(n) < first_hidden[:, None, :, None]
