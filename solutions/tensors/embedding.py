"""Embedding: a table of vectors, and a gradient that touches only the rows that were read."""

from __future__ import annotations

import numpy as np


class Embedding:
    """A table with one row per word, looked up by number.

    Reading row i is the same as multiplying by a one-hot vector: lookup(ids) = onehot(ids) @ table.
    Nobody builds the one-hot vectors. Backwards, onehot(ids).T @ upstream has a row for every word
    of the vocabulary, almost all of them zeros; nobody builds that either.

    table        float32 or float64 of shape (v, d); the layer keeps a copy of its own
    padding_idx  the number of a word that only fills up short sentences, or None: it is looked up
                 like any other, but never gets a gradient

    - `ids` everywhere: an integer array of any shape, (), (n,) and (batch, length) alike. Raises
      IndexError when one is below 0 or not below v. (NumPy takes -1 for the last row. A word with
      the number -1 is a fault, not the last word.)
    - Nothing passed in is changed; `step` alone changes the table.

    Example:
        >>> words = Embedding(np.arange(15.0).reshape(5, 3))
        >>> ids = np.array([0, 2, 2, 4])
        >>> words.lookup(ids)[1].tolist()
        [6.0, 7.0, 8.0]
        >>> rows, values = words.gradient(ids, np.ones((4, 3)))
        >>> rows.tolist(), values.tolist()
        ([0, 2, 4], [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [1.0, 1.0, 1.0]])

    Source: PyTorch documentation, torch.nn.Embedding,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html

    """

    def __init__(self, table: np.ndarray, padding_idx: int | None = None) -> None:
        self.table = table.copy()
        self.padding_idx = padding_idx

    def lookup(self, ids: np.ndarray) -> np.ndarray:
        """Return the row of each id: a new array of shape (*ids.shape, d), the table's dtype."""
        ### BEGIN SOLUTION
        if (ids < 0).any():
            raise IndexError("an id is below 0")
        return self.table[ids]  # raises IndexError for ids beyond the table
        ### END SOLUTION

    def gradient(self, ids: np.ndarray, upstream: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the gradient of a loss by the table, as the rows that are not zeros by nature.

        upstream  the gradient of the loss by lookup(ids), of the same shape and dtype

        returns   (rows, values): rows, an int64 array (k,), each id that occurs once, in ascending
                  order, without padding_idx; values (k, d), the dtype of upstream: values[i] is the
                  sum of upstream over all places where the id is rows[i]

        A row whose sum happens to be 0 stays in. Without any ids the shapes are (0,) and (0, d).
        Memory for a whole table or for one-hot vectors is not there to be had.
        """
        ### BEGIN SOLUTION
        self.lookup(ids)  # raises, too
        rows, places = np.unique(ids, return_inverse=True)
        values = np.zeros((len(rows), self.table.shape[1]), dtype=upstream.dtype)
        np.add.at(values, places.ravel(), upstream.reshape(-1, values.shape[1]))
        kept = rows != self.padding_idx
        return rows[kept].astype(np.int64), values[kept]
        ### END SOLUTION

    def step(self, ids: np.ndarray, upstream: np.ndarray, lr: float) -> None:
        """Move the rows that were read against their gradient: row <- row - lr * value.

        One step per row, however often it was read. All other rows keep their bits.
        """
        ### BEGIN SOLUTION
        rows, values = self.gradient(ids, upstream)
        self.table[rows] -= lr * values
        ### END SOLUTION
