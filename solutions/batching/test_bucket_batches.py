"""Bucketing: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, reference, variant


@check(after=["sorts_within_its_buckets", "knows_where_a_bucket_ends"])
@cases(sort=[False, True], batch_size=[1, 16], seed=range(2))
def handles_a_thousand_sequences(bucket_batches, sort, batch_size, rng):
    "handles a thousand sequences in six buckets"
    lengths, boundaries = rng.integers(1, 500, size=1000), np.array([20, 50, 100, 200, 400])
    got = bucket_batches(lengths, boundaries, batch_size, sort)
    expected = reference(lengths, boundaries, batch_size, sort)
    equal(got[0], expected[0], name="batches")
    equal(got[1], expected[1], name="waste")


@check(after=["sorts_within_its_buckets", "knows_where_a_bucket_ends"])
@cases(sort=[False, True], seed=range(2))
def takes_lengths_outside_all_boundaries(bucket_batches, sort, rng):
    "handles sequences that are all shorter, or all longer, than every boundary"
    for boundaries in (np.array([50, 60]), np.array([1, 2])):
        lengths = rng.integers(10, 40, size=7)
        got = bucket_batches(lengths, boundaries, 4, sort)
        expected = reference(lengths, boundaries, 4, sort)
        equal(got[0], expected[0], name="batches")
        equal(got[1], expected[1], name="waste")


def truth(lengths, boundaries, batch_size, sort=False):
    """A list for each bucket; the waste as padded size less real size."""
    buckets = [[] for _ in range(len(boundaries) + 1)]
    for i, length in enumerate(lengths):
        buckets[sum(int(b) < int(length) for b in boundaries)].append(i)
    batches, padded = [], 0
    for members in buckets:
        if sort:
            members.sort(key=lambda i: int(lengths[i]))
        while members:
            batch = members[:batch_size]
            del members[:batch_size]
            batches.append(np.array(batch, dtype=np.int64))
            padded += len(batch) * max(int(lengths[i]) for i in batch)
    return batches, padded - int(lengths.sum())


BUCKET = 'np.searchsorted(boundaries, lengths, side="left")'
ORDER = 'np.argsort(lengths, kind="stable") if sort else np.arange(len(lengths))'
MEMBERS = "members = order[bucket[order] == b]"
START = "range(0, len(members), batch_size)"
WASTE = "int(np.sum(lengths[batch].max() - lengths[batch]))"

short_batch_dropped = mistake(
    "dropped the last batch where it is not full",
    fails="cuts_into_batches",
    replace=(START, "range(0, len(members) - batch_size + 1, batch_size)"),
)

lengths_returned = mistake(
    "returned the lengths of the sequences instead of their positions",
    fails="cuts_into_batches",
    replace=("batches.append(batch)", "batches.append(lengths[batch])"),
)

always_sorted = mistake(
    "sorted by length without being asked",
    fails="cuts_into_batches",
    replace=(ORDER, 'np.argsort(lengths, kind="stable")'),
)

to_the_longest_of_all = mistake(
    "padded every batch to the longest sequence of the whole data set",
    fails="counts_the_padding",
    replace=("lengths[batch].max()", "lengths.max()"),
)

padded_size = mistake(
    "counted all places of a batch, not only those that are padding",
    fails="counts_the_padding",
    replace=(WASTE, "int(lengths[batch].max() * len(batch))"),
)

to_the_full_batch = mistake(
    "counted the places that a smaller last batch lacks to a full one",
    fails="counts_the_padding",
    replace=(WASTE, WASTE + " + (batch_size - len(batch)) * int(lengths[batch].max())"),
)

last_batch_only = mistake(
    "kept only the waste of the last batch",
    fails="counts_the_padding",
    replace=("waste +=", "waste ="),
)

buckets_ignored = mistake(
    "put all sequences into one bucket",
    fails="keeps_buckets_apart",
    replace=(BUCKET, "np.zeros(len(lengths), dtype=int)"),
)

numbered_anew = mistake(
    "numbered the sequences of each bucket anew, from 0",
    fails="keeps_buckets_apart",
    replace=(
        "batches.append(batch)",
        "batches.append(np.searchsorted(np.sort(members), batch))",
    ),
)

longest_bucket_first = mistake(
    "began with the bucket of the longest sequences",
    fails="keeps_buckets_apart",
    replace=("np.unique(bucket)", "np.unique(bucket)[::-1]"),
)

never_sorted = mistake(
    "did not sort",
    fails="sorts_if_asked",
    replace=(ORDER, "np.arange(len(lengths))"),
)

longest_first = mistake(
    "sorted the longest first",
    fails="sorts_if_asked",
    replace=("np.argsort(lengths, ", "np.argsort(-lengths, "),
)

one_too_early = mistake(
    "put a length that equals a boundary into the next bucket",
    fails="knows_where_a_bucket_ends",
    replace=(BUCKET, BUCKET.replace("left", "right")),
)

ties_reversed = mistake(
    "turned equal lengths around: reversed a list sorted from the longest",
    fails="sorts_within_its_buckets",
    replace=(ORDER, ORDER.replace('np.argsort(lengths, kind="stable")',
                                  'np.argsort(-lengths, kind="stable")[::-1]')),
)  # fmt: skip

lengths_overwritten = mistake(
    "turned the caller's lengths into padding",
    fails="leaves_its_inputs_unchanged",
    replace=(
        "waste += " + WASTE,
        (
            "lengths[batch] = lengths[batch].max() - lengths[batch]\n"
            "            waste += int(lengths[batch].sum())"
        ),
    ),
)


@variant
def with_lexsort(lengths, boundaries, batch_size, sort=False):
    "one sort by bucket and length, cut where the bucket changes or a batch is full"
    bucket = (lengths[:, None] > boundaries).sum(axis=1)
    keys = (lengths, bucket) if sort else (np.arange(len(lengths)), bucket)
    order = np.lexsort(keys)
    batches = []
    for i in order:
        if not batches or bucket[batches[-1][0]] != bucket[i] or len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(i)
    waste = sum(len(b) * int(lengths[b].max()) - int(lengths[b].sum()) for b in batches)
    return [np.array(b, dtype=np.int64) for b in batches], waste


@variant
def with_array_split(lengths, boundaries, batch_size, sort=False):
    "np.digitize, and np.split at every batch_size"
    which = np.digitize(lengths, boundaries, right=True)
    batches = []
    for b in range(len(boundaries) + 1):
        found = np.flatnonzero(which == b)
        if sort:
            found = found[np.argsort(lengths[found], kind="mergesort")]
        cuts = np.arange(batch_size, len(found), batch_size)
        batches += [part for part in np.split(found, cuts) if part.size]
    waste = 0
    for batch in batches:
        for i in batch:
            waste += int(max(lengths[batch])) - int(lengths[i])
    return batches, waste
