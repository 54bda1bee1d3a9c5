"""Bucketing: sequences of like length in one batch, and what padding still wastes."""

from __future__ import annotations

import numpy as np


def bucket_batches(
    lengths: np.ndarray, boundaries: np.ndarray, batch_size: int, sort: bool = False
) -> tuple[list[np.ndarray], int]:
    """Return batches of sequences from the same bucket, and how many places are padding.

    A sequence belongs to bucket b if exactly b boundaries are less than its length: with boundaries
    30 and 60, the lengths up to 30 are bucket 0, those from 31 to 60 bucket 1, the others bucket 2.

    Go through the buckets in ascending order. The sequences of a bucket, in the order of the data
    set, or by ascending length if `sort` is true, are cut into batches of batch_size; the last
    batch of a bucket may be smaller. Each batch is padded to the longest of its own sequences:

        waste = sum over batches, sum over the sequences of a batch, of (longest - length)

    lengths     int64 of shape (n,), n >= 1, each 1 or more: one length per sequence; never changed
    boundaries  int64 of shape (k,), k >= 0, ascending; without one all sequences share a bucket
    batch_size  1 or more
    sort        whether each bucket is sorted by length; equal lengths keep the order of the data
                set
    returns     (batches, waste): a list of int64 arrays, the positions in `lengths`; an int

    - Every sequence is in exactly one batch. A bucket without sequences gives no batch.
    - There is nothing to raise.

    Example: bucket 0 holds the sequences 1 and 3, bucket 1 the other two: 1 + 4 places are padding
        >>> bucket_batches(np.array([5, 2, 9, 3]), np.array([3]), 2)
        ([array([1, 3]), array([0, 2])], 5)

    Source: Khomenko et al., "Accelerating recurrent neural network training using sequence
    bucketing and multi-GPU data parallelization" (2016), https://arxiv.org/abs/1708.05604

    """
    raise NotImplementedError("bucket_batches")
