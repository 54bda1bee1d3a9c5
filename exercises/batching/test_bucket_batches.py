"""Batches of sequences of like length, and the padding they need."""

import numpy as np

from grader import cases, check, equal, put, reference, unchanged

NONE = np.array([], dtype=np.int64)

# The lengths of the book's hundred sequences (seed 42).
BOOK = np.fromstring(
    """
    112 23 166 196 155 148 49 69 165 75 167 94 32 44 171 88 29 140 186 147 160 130 153 156 102
    190 74 128 184 157 62 168 197 197 135 36 28 133 166 23 118 77 164 156 124 79 68 141 87 66
    168 23 185 95 175 125 79 98 139 129 32 36 163 52 10 112 51 95 33 149 75 42 67 47 83 22 174
    99 168 186 78 40 29 136 199 40 175 149 107 119 167 159 163 193 48 19 76 145 148 44
    """,
    dtype=np.int64,
    sep=" ",
)


@check(points=2)
@cases(full=[1, 3], seed=range(3))
def cuts_into_batches(bucket_batches, full, rng):
    "without boundaries, cuts the data set into batches in its own order"
    batch_size = int(rng.integers(2, 8))
    n = full * batch_size + int(rng.integers(1, batch_size))
    lengths = rng.integers(1, 30, size=n)
    got, expected = (f(lengths, NONE, batch_size) for f in (bucket_batches, reference))
    equal(len(got[0]), len(expected[0]), name="number of batches")
    equal(got[0], expected[0], name="batches")


@check(points=2, after=cuts_into_batches)
@cases(batch_size=[2, 3], seed=range(2))
def counts_the_padding(bucket_batches, batch_size, rng):
    "counts what each batch lacks to its own longest sequence"
    lengths = rng.permutation(7 * np.arange(1, 8) + rng.integers(0, 5, size=7))
    got, expected = (f(lengths, NONE, batch_size) for f in (bucket_batches, reference))
    equal(got[0], expected[0], name="batches")
    equal(got[1], expected[1], name="waste")


@check(points=2, after=counts_the_padding)
@cases(n=[6, 9], seed=range(3))
def keeps_buckets_apart(bucket_batches, n, rng):
    "puts only sequences of one bucket into a batch, buckets in ascending order"
    lengths = rng.choice(np.r_[2:10, 11:20, 21:40], size=n, replace=False)
    lengths[:3] = rng.permutation([5, 15, 25])
    boundaries = np.array([10, 20])
    got, expected = (f(lengths, boundaries, 2) for f in (bucket_batches, reference))
    equal(*(np.concatenate(side[0]) for side in (got, expected)), name="all batches in a row")
    equal(got[0], expected[0], name="batches")
    equal(got[1], expected[1], name="waste")


@check(points=2, after=counts_the_padding)
@cases(n=[7, 9], seed=range(3))
def sorts_if_asked(bucket_batches, n, rng):
    "sorts by length if asked to, the shortest first"
    lengths = rng.permutation(3 * np.arange(1, n + 1))
    lengths[:2] = np.sort(lengths[:2])[::-1]
    got, expected = (f(lengths, NONE, 3, sort=True) for f in (bucket_batches, reference))
    equal(got[0], expected[0], name="batches")
    equal(got[1], expected[1], name="waste")


@check(after=keeps_buckets_apart)
@cases(seed=range(3))
def knows_where_a_bucket_ends(bucket_batches, rng):
    "puts a length that equals a boundary below it, and one more above it"
    lengths = rng.permutation([29, 30, 31, 60, 61, 75])
    boundaries = np.array([30, 60])
    got, expected = (f(lengths, boundaries, 5) for f in (bucket_batches, reference))
    equal(got[0], expected[0], name="batches")
    equal(got[1], expected[1], name="waste")


@check(after=[keeps_buckets_apart, sorts_if_asked])
@cases(n=[8, 10], seed=range(3))
def sorts_within_its_buckets(bucket_batches, n, rng):
    "sorts each bucket, equal lengths in the order of the data set, and passes over empty buckets"
    lengths = rng.choice([3, 4, 5, 31, 33, 38], size=n)
    boundaries = np.array([10, 20])
    got, expected = (f(lengths, boundaries, 2, sort=True) for f in (bucket_batches, reference))
    equal(got[0], expected[0], name="batches")
    equal(got[1], expected[1], name="waste")


@check(after=counts_the_padding)
@cases(n=[5])
def leaves_its_inputs_unchanged(bucket_batches, n, rng):
    "leaves lengths and boundaries unchanged"
    lengths, boundaries = put(rng.permutation(n) + 1), put(np.array([2, 4]))
    bucket_batches(lengths, boundaries, 2, sort=True)
    unchanged(lengths, "lengths")
    unchanged(boundaries, "boundaries")


@check(after=[keeps_buckets_apart, sorts_if_asked])
def wastes_what_the_book_wastes(bucket_batches):
    "wastes 8839 places of the book's data in one batch, 1854 in buckets, 631 in sorted eights"
    five = np.array([30, 60, 100, 150])
    for boundaries, batch_size, sort, waste in (
        (NONE, 100, False, 8839),
        (NONE, 8, False, 6963),
        (five, 100, False, 1854),
        (NONE, 8, True, 631),
    ):
        got = bucket_batches(BOOK, boundaries, batch_size, sort)
        equal(got[1], waste, name="waste")
