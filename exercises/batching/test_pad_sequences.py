"""Sequences padded to one matrix, with a mask."""

import numpy as np

from grader import cases, check, equal, put, raises, reference, unchanged


def sequences_of(rng, lengths, low=3):
    """Whole numbers from `low` up, of these lengths in any order."""
    return [rng.integers(low, 100, size=n) for n in rng.permutation(lengths)]


@check(points=2)
@cases(lengths=["2 4", "5 1 3"], seed=range(2))
def fills_up_after(pad_sequences, lengths, rng):
    "fills short sequences up with zeros, to the length of the longest"
    sequences = sequences_of(rng, [int(n) for n in lengths.split()])
    batch, _ = pad_sequences(sequences)
    equal(batch, reference(sequences)[0], name="batch")


@check(points=2, after=fills_up_after)
@cases(value=[0, 7], seed=range(2))
def marks_what_is_real(pad_sequences, value, rng):
    "marks what is real, even where a sequence itself holds the value used for padding"
    sequences = [np.where(rng.random(n) < 0.5, value, 5) for n in (4, 2, 6)]
    sequences[0][-1] = sequences[1][0] = value
    batch, mask = pad_sequences(sequences, value=value)
    expected = reference(sequences, value=value)
    equal(batch, expected[0], name="batch")
    equal(mask, expected[1], name="mask")


@check(points=2, after=marks_what_is_real)
@cases(value=[0, -1], seed=range(2))
def fills_up_before(pad_sequences, value, rng):
    "puts the padding before the sequences if asked to, in the batch and in the mask"
    sequences = sequences_of(rng, [5, 2, 3])
    got = pad_sequences(sequences, padding="pre", value=value)
    expected = reference(sequences, padding="pre", value=value)
    equal(got[0], expected[0], name="batch")
    equal(got[1], expected[1], name="mask")


@check(points=2, after=fills_up_before)
@cases(truncating=["post", "pre"], maxlen=[2, 4], seed=range(2))
def cuts_what_is_too_long(pad_sequences, truncating, maxlen, rng):
    "cuts off the end, or the beginning, of what is longer than maxlen"
    sequences = sequences_of(rng, [maxlen, maxlen + 1, maxlen + 3])
    got = pad_sequences(sequences, maxlen, truncating, truncating)
    expected = reference(sequences, maxlen, truncating, truncating)
    equal(got[0], expected[0], name="batch")
    equal(got[1], expected[1], name="mask")


@check(after=cuts_what_is_too_long)
@cases(padding=["post", "pre"], truncating=["post", "pre"], seed=range(2))
def keeps_the_two_choices_apart(pad_sequences, padding, truncating, rng):
    "pads at one end and cuts at the other, in one batch"
    sequences = sequences_of(rng, [2, 7, 4])
    got = pad_sequences(sequences, 5, padding, truncating, -1)
    expected = reference(sequences, 5, padding, truncating, -1)
    equal(got[0], expected[0], name="batch")
    equal(got[1], expected[1], name="mask")


@check(after=cuts_what_is_too_long)
@cases(maxlen=[5, 6], padding=["post", "pre"])
def is_as_wide_as_asked(pad_sequences, maxlen, padding, rng):
    "is maxlen wide even if no sequence is, and takes sequences without an entry"
    sequences = sequences_of(rng, [0, 3, 0, 2])
    got = pad_sequences(sequences, maxlen, padding)
    expected = reference(sequences, maxlen, padding)
    equal(got[0], expected[0], name="batch")
    equal(got[1], expected[1], name="mask")


@check(after=fills_up_after)
@cases(n=[3])
def refuses_other_words(pad_sequences, n, rng):
    "raises ValueError for other words than post and pre"
    sequences = sequences_of(rng, [n])
    with raises(ValueError):
        pad_sequences(sequences, padding="left")
    with raises(ValueError):
        pad_sequences(sequences, truncating="right")


@check(after=cuts_what_is_too_long)
@cases(n=[4])
def leaves_its_inputs_unchanged(pad_sequences, n, rng):
    "leaves the sequences unchanged"
    handles = [put(rng.integers(1, 9, size=length)) for length in (n, 2)]
    pad_sequences(handles, 3)
    for handle in handles:
        unchanged(handle, "sequence")


@check(after=cuts_what_is_too_long)
def gives_the_books_batches(pad_sequences):
    "pads the book's four sequences as the book does, after and before"
    sequences = [np.arange(a, b) for a, b in ((1, 4), (4, 9), (9, 11), (11, 15))]
    post = [[1, 2, 3, 0, 0], [4, 5, 6, 7, 8], [9, 10, 0, 0, 0], [11, 12, 13, 14, 0]]
    pre = [[0, 0, 1, 2, 3], [4, 5, 6, 7, 8], [0, 0, 0, 9, 10], [0, 11, 12, 13, 14]]
    for padding, expected in (("post", np.array(post)), ("pre", np.array(pre))):
        batch, mask = pad_sequences(sequences, padding=padding)
        equal(batch, expected, name="batch")
        equal(mask, expected > 0, name="mask")
