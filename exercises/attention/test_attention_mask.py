"""Masks for padding and for the future."""

import numpy as np

from grader import cases, check, equal, put, raises, reference, unchanged


def some_lengths(rng, b, n):
    """Lengths from 1 to n - 1, so that every sequence is padded."""
    return rng.integers(1, n, size=b)


@check(points=2)
@cases(b=[1, 3], n=[2, 5], seed=range(2))
def hides_padding(attention_mask, b, n, rng):
    "hides the keys of padding from every position, padding itself included"
    lengths = some_lengths(rng, b, n)
    equal(attention_mask(lengths, n), reference(lengths, n), name="mask")


@check(points=2, after=hides_padding)
@cases(b=[1, 3], n=[2, 5])
def hides_the_future(attention_mask, b, n):
    "hides later positions if the mask is causal, and never a position from itself"
    lengths = np.full(b, n)
    equal(attention_mask(lengths, n, causal=True), reference(lengths, n, causal=True), name="mask")


@check(points=2, after=hides_the_future)
@cases(b=[2, 4], n=[3, 6], seed=range(2))
def hides_both(attention_mask, b, n, rng):
    "hides padding and the future at once"
    lengths = some_lengths(rng, b, n)
    equal(attention_mask(lengths, n, causal=True), reference(lengths, n, causal=True), name="mask")


@check(after=hides_padding)
@cases(n=[2, 4], longest=[False, True])
def refuses_impossible_lengths(attention_mask, n, longest):
    "raises ValueError for a length of 0 and for one above n"
    with raises(ValueError):
        attention_mask(np.array([1, n + 1 if longest else 0, n]), n)


@check(after=hides_both)
@cases(b=[2, 3])
def leaves_the_lengths_unchanged(attention_mask, b, rng):
    "leaves the lengths unchanged"
    lengths = put(some_lengths(rng, b, 4))
    attention_mask(lengths, 4, causal=True)
    unchanged(lengths, "lengths")


@check(after=hides_both)
def gives_the_worked_mask(attention_mask):
    "gives the worked mask of two real positions and one of padding"
    worked = np.array([[1, 0, 0], [1, 1, 0], [1, 1, 0]], dtype=bool)
    equal(attention_mask(np.array([2]), 3, causal=True), worked[None, None], name="mask")
