"""Padding: sequences of all lengths as one matrix, and a mask that says what is real."""

from __future__ import annotations

import numpy as np


def pad_sequences(
    sequences: list[np.ndarray],
    maxlen: int | None = None,
    padding: str = "post",
    truncating: str = "post",
    value: int = 0,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the sequences as the rows of one matrix, and the mask of what is real in it.

    Every row is `maxlen` wide, or as wide as the longest sequence if maxlen is None. A sequence
    that is longer is cut; one that is shorter is filled up with `value`.

    sequences   one or more int64 arrays of shape (length,); a length may be 0
    maxlen      None, or 1 or more
    padding     where `value` goes: "post", after the sequence, or "pre", before it
    truncating  which end is cut off: "post", the end, or "pre", the beginning
    value       any whole number, also one that occurs in the sequences
    returns     (batch, mask): int64 and bool, both of shape (number of sequences, width);
                mask is True where the batch holds a sequence, False where it holds padding

    - `padding` and `truncating` have nothing to do with each other: all four pairs occur.
    - Raises ValueError if either is any other word.
    - No input is changed.

    Example:
        >>> batch, mask = pad_sequences([np.array([1, 2, 3]), np.array([9, 0])], value=0)
        >>> batch
        array([[1, 2, 3],
               [9, 0, 0]])
        >>> mask
        array([[ True,  True,  True],
               [ True,  True, False]])

    Source: Keras documentation, pad_sequences,
    https://keras.io/api/data_loading/timeseries/; Goldberg, "A Primer on Neural Network Models
    for Natural Language Processing" (2016), section 5, https://arxiv.org/abs/1510.00726

    """
    raise NotImplementedError("pad_sequences")
