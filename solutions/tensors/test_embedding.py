"""Embedding lookup and its sparse gradient: hidden checks, known mistakes, variants, truth."""

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, value, variant


@driver
def of_a_large_table(Embedding, v, ids, upstream):
    """The gradient for a table too large to be copied: one row, seen v times."""
    import numpy as np

    class Table(np.ndarray):
        def copy(self):
            return self

    row = np.zeros((1, upstream.shape[-1]), dtype=upstream.dtype)
    table = np.lib.stride_tricks.as_strided(row, (v, row.shape[1]), (0, row.itemsize))
    return Embedding(table.view(Table)).gradient(ids, upstream)


@check(after="adds_up_over_a_batch")
@cases(v=[10**9], seed=range(2))
def needs_no_memory_for_the_vocabulary(Embedding, v, rng):
    "needs no memory for the words that were not read"
    ids, upstream = rng.integers(0, v, size=(4, 50)), rng.normal(size=(4, 50, 8))
    ids[1] = ids[0]
    got, expected = (of_a_large_table(side, v, ids, upstream) for side in (Embedding, reference))
    equal(got[0], expected[0], name="rows")
    near(got[1], expected[1], length=4, terms=4.0, name="values")


@check(after=["adds_up_over_a_batch", "gives_padding_no_gradient"])
@cases(shape=[0, 3], seed=range(1))
def handles_no_words(Embedding, shape, rng):
    "handles a batch without words, and one of nothing but padding"
    table = rng.normal(size=(4, 2))
    for ids in (np.zeros((shape, 0), dtype=int), np.full((2, 2), 1)):
        words = Embedding(table, 1)
        rows, values = value(words.gradient(ids, rng.normal(size=(*ids.shape, 2))))
        equal(rows, np.zeros(0, dtype=int), name="rows")
        equal(values, np.zeros((0, 2)), name="values")
        equal(value(words.lookup(ids)), table[ids], name="vectors")


@check(after="adds_up_repeated_ids")
@cases(seed=range(2))
def keeps_rows_that_cancel(Embedding, rng):
    "keeps a row whose gradients cancel, and takes ids of another integer type"
    ids = np.array([3, 1, 3], dtype="int32")
    upstream = rng.normal(size=(3, 2))
    upstream[2] = -upstream[0]
    got, expected = (
        value(side(np.zeros((5, 2))).gradient(ids, upstream)) for side in (Embedding, reference)
    )
    equal(got[0], expected[0], name="rows")
    near(got[1], expected[1], terms=4.0, name="values")


class truth:
    """The same by products with one-hot vectors, of the words that occur."""

    def __init__(self, table, padding_idx=None):
        self.table, self.padding_idx = table.copy(), padding_idx

    def lookup(self, ids):
        if (ids < 0).any() or (ids >= len(self.table)).any():
            raise IndexError("no such row")
        rows = sorted(set(ids.ravel().tolist()))
        onehot = (ids[..., None] == np.array(rows, dtype=int)).astype(self.table.dtype)
        picked = [np.asarray(self.table[row]) for row in rows]
        return onehot @ np.reshape(picked, (len(rows), self.table.shape[1])).astype(
            self.table.dtype
        )

    def gradient(self, ids, upstream):
        self.lookup(ids)
        rows = [row for row in sorted(set(ids.ravel().tolist())) if row != self.padding_idx]
        onehot = (ids.ravel()[:, None] == np.array(rows, dtype=int)).astype(upstream.dtype)
        flat = upstream.reshape(ids.size, self.table.shape[1])
        return np.array(rows, dtype=np.int64), onehot.T @ flat

    def step(self, ids, upstream, lr):
        for row, gradient in zip(*self.gradient(ids, upstream), strict=True):
            self.table[row] = self.table[row] - lr * gradient


ADDED = "np.add.at(values, places.ravel(), upstream.reshape(-1, values.shape[1]))"
RETURNED = "return rows[kept].astype(np.int64), values[kept]"

last_one_counts = mistake(
    "wrote values[places] += upstream, which keeps only one of the gradients of a repeated id",
    fails="adds_up_repeated_ids",
    replace=(ADDED, "values[places.ravel()] += upstream.reshape(-1, values.shape[1])"),
)

averaged = mistake(
    "averaged the gradients of a repeated id instead of adding them up",
    fails="adds_up_repeated_ids",
    replace=(
        "        kept = rows",
        "        values /= np.unique(ids, return_counts=True)[1][:, None]\n        kept = rows",
    ),
)

one_entry_per_read = mistake(
    "listed a repeated id once for each time it was read",
    fails="adds_up_repeated_ids",
    replace=(
        RETURNED,
        """order = np.argsort(ids.ravel(), kind="stable")
        return ids.ravel()[order], upstream.reshape(-1, values.shape[1])[order]""",
    ),
)

whole_table = mistake(
    "returned a gradient for every row of the table, zeros and all",
    fails="names_only_rows_that_were_read",
    replace=(
        RETURNED,
        """dense = np.zeros(self.table.shape, upstream.dtype)
        dense[rows[kept]] = values[kept]
        return np.arange(len(dense)), dense""",
    ),
)

order_of_reading = mistake(
    "listed the rows in the order in which they were read",
    fails="names_only_rows_that_were_read",
    replace=(
        RETURNED,
        """order = np.argsort(np.unique(ids, return_index=True)[1])
        return rows[order][kept[order]], values[order][kept[order]]""",
    ),
)

table_itself = mistake(
    "gave the looked-up vectors as the gradient",
    fails="names_only_rows_that_were_read",
    replace=("places.ravel(), upstream.reshape", "places.ravel(), self.table[ids].reshape"),
)

padding_ignored = mistake(
    "gave padding_idx a gradient like any other",
    fails="gives_padding_no_gradient",
    replace=("rows != self.padding_idx", "rows >= 0"),
)

padding_read_as_zeros = mistake(
    "looked padding_idx up as zeros",
    fails="gives_padding_no_gradient",
    replace=(
        "return self.table[ids]",
        "return self.table[ids] * np.asarray(ids != self.padding_idx)[..., None]",
    ),
)

uphill = mistake(
    "moved along the gradient instead of against it",
    fails="moves_the_rows_that_were_read",
    replace=("self.table[rows] -= ", "self.table[rows] += "),
)

step_per_read = mistake(
    "took a step for each time a row was read, of which only one arrives",
    fails="moves_the_rows_that_were_read",
    replace=(
        "self.table[rows] -= lr * values",
        "self.table[ids] -= lr * upstream",
    ),
)


@variant
class word_by_word:
    "a dictionary of sums, filled word by word"

    def __init__(self, table, padding_idx=None):
        self.table, self.padding_idx = table.copy(), padding_idx

    def lookup(self, ids):
        flat = []
        for i in ids.ravel().tolist():
            if not 0 <= i < self.table.shape[0]:
                raise IndexError(i)
            flat.append(self.table[i])
        return np.reshape(flat, (*ids.shape, self.table.shape[1])).astype(self.table.dtype)

    def gradient(self, ids, upstream):
        d, sums = self.table.shape[1], {}
        for i, row in zip(ids.ravel().tolist(), upstream.reshape(ids.size, d), strict=True):
            if not 0 <= i < self.table.shape[0]:
                raise IndexError(i)
            if i != self.padding_idx:
                sums[i] = sums.get(i, np.zeros(d, upstream.dtype)) + row
        rows = np.array(sorted(sums), dtype=np.int64)
        values = np.reshape([sums[int(i)] for i in rows], (len(rows), d))
        return rows, values.astype(upstream.dtype)

    def step(self, ids, upstream, lr):
        for row, gradient in zip(*self.gradient(ids, upstream), strict=True):
            self.table[row] -= lr * gradient


@variant
class sorted_and_reduced:
    "sorts the ids and sums each run with add.reduceat"

    def __init__(self, table, padding_idx=None):
        self.table, self.padding_idx = table.copy(), padding_idx

    def lookup(self, ids):
        if np.any(ids < 0) or np.any(ids >= self.table.shape[0]):
            raise IndexError("no row")
        return np.take(self.table, ids, axis=0)

    def gradient(self, ids, upstream):
        if np.any(ids < 0) or np.any(ids >= self.table.shape[0]):
            raise IndexError("no row")
        d = self.table.shape[1]
        flat, order = ids.ravel(), np.argsort(ids, axis=None, kind="stable")
        order = order[flat[order] != (-1 if self.padding_idx is None else self.padding_idx)]
        if not len(order):
            return np.zeros(0, np.int64), np.zeros((0, d), upstream.dtype)
        ascending = flat[order]
        starts = np.flatnonzero(np.r_[True, ascending[1:] != ascending[:-1]])
        values = np.add.reduceat(upstream.reshape(-1, d)[order], starts, axis=0)
        return ascending[starts].astype(np.int64), values

    def step(self, ids, upstream, lr):
        rows, values = self.gradient(ids, upstream)
        np.subtract.at(self.table, rows, lr * values)
