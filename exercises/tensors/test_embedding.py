"""Embedding lookup and its sparse gradient."""

import numpy as np

from grader import cases, check, equal, near, put, raises, reference, unchanged, value


def sentence(rng, n, v=9):
    """n different ids in random order, one of them (for n above 1) read again, and again."""
    ids = rng.permutation(v)[:n]
    return rng.permutation(np.concatenate([ids, ids[1:2], ids[1:2]]))


def same_gradient(Embedding, table, ids, upstream, **options):
    """Fail unless rows are the reference's, and values up to the order of summation."""
    got, expected = (
        value(side(table, **options).gradient(ids, upstream)) for side in (Embedding, reference)
    )
    equal(got[0], expected[0], name="rows")
    near(got[1], expected[1], length=ids.size, terms=4.0, name="values")


@check(points=2)
@cases(n=[1, 3], d=[1, 4], seed=range(2))
def reads_rows(Embedding, n, d, rng):
    "reads the row of every id"
    table, ids = rng.normal(size=(9, d)), sentence(rng, n)
    got, expected = (value(side(table).lookup(ids)) for side in (Embedding, reference))
    equal(got, expected, name="vectors")


@check(after=reads_rows)
@cases(axes=[0, 2, 3], seed=range(2))
def reads_any_shape(Embedding, axes, rng):
    "reads a single id, a batch of sentences, a stack of batches"
    table, ids = rng.normal(size=(5, 3)), rng.integers(0, 5, size=(2, 4, 3)[:axes])
    got, expected = (value(side(table).lookup(ids)) for side in (Embedding, reference))
    equal(got, expected, name="vectors")


@check(after=reads_rows)
@cases(v=[3, 6], seed=range(2))
def refuses_ids_without_a_row(Embedding, v, rng):
    "raises IndexError for an id beyond the table, and for -1, which is not the last word"
    words, ids = Embedding(rng.normal(size=(v, 2))), rng.integers(0, v, size=4)
    for wrong in (v, -1, -v):
        ids[2] = wrong
        with raises(IndexError):
            words.lookup(ids)
        with raises(IndexError):
            words.gradient(ids, rng.normal(size=(4, 2)))


@check(points=2, after=reads_rows)
@cases(n=[1, 4], d=[1, 3], seed=range(2))
def names_only_rows_that_were_read(Embedding, n, d, rng):
    "gives a gradient for the rows that were read only, in ascending order"
    ids = rng.permutation(9)[:n]
    same_gradient(Embedding, rng.normal(size=(9, d)), ids, rng.normal(size=(n, d)))


@check(points=3, after=names_only_rows_that_were_read)
@cases(n=[2, 5], d=[1, 3], seed=range(2))
def adds_up_repeated_ids(Embedding, n, d, rng):
    "adds up the gradients of an id that was read more than once"
    ids = sentence(rng, n)
    same_gradient(Embedding, rng.normal(size=(9, d)), ids, rng.normal(size=(n + 2, d)))


@check(after=adds_up_repeated_ids)
@cases(batch=[1, 3], seed=range(2))
def adds_up_over_a_batch(Embedding, batch, rng):
    "adds up over all sentences of a batch, in float32 as well"
    ids = rng.integers(0, 6, size=(batch, 5))
    table, upstream = rng.normal(size=(6, 3)), rng.normal(size=(batch, 5, 3))
    same_gradient(Embedding, table, ids, upstream)
    same_gradient(Embedding, table.astype("float32"), ids, upstream.astype("float32"))


@check(points=2, after=adds_up_repeated_ids)
@cases(n=[3, 5], seed=range(2))
def gives_padding_no_gradient(Embedding, n, rng):
    "gives the row of padding_idx no gradient, and still looks it up"
    ids, table = sentence(rng, n), rng.normal(size=(9, 2))
    padding = int(ids[0])
    got, expected = (value(side(table, padding).lookup(ids)) for side in (Embedding, reference))
    equal(got, expected, name="vectors")
    same_gradient(Embedding, table, ids, rng.normal(size=(n + 2, 2)), padding_idx=padding)


@check(points=2, after=adds_up_repeated_ids)
@cases(n=[1, 4], lr=[0.1, 0.5])
def moves_the_rows_that_were_read(Embedding, n, lr, rng):
    "moves each row that was read once, against its gradient, and no other row"
    ids, table = sentence(rng, n), rng.normal(size=(9, 3))
    upstream, ends = rng.normal(size=(len(ids), 3)), []
    for side in (Embedding, reference):
        words = side(table)
        words.step(ids, upstream, lr)
        words.step(ids, upstream, lr)
        ends.append(value(words.table))
    near(*ends, length=n + 2, terms=4.0, name="table")
    others = np.setdiff1d(np.arange(9), ids)
    equal(ends[0][others], table[others], name="rows that were not read")


@check(after=moves_the_rows_that_were_read)
@cases(n=[2, 4])
def leaves_its_arguments_unchanged(Embedding, n, rng):
    "changes neither the table it was given nor ids nor upstream"
    ids, table = put(sentence(rng, n)), put(rng.normal(size=(9, 3)))
    upstream = put(rng.normal(size=(n + 2, 3)))
    words = Embedding(table)
    words.lookup(ids)
    words.step(ids, upstream, 0.5)
    for name, argument in (("table", table), ("ids", ids), ("upstream", upstream)):
        unchanged(argument, name)


@check(after=adds_up_repeated_ids)
def gives_the_worked_numbers(Embedding):
    "gives the worked numbers: word 2, read twice, gets a gradient of 2"
    words, ids = Embedding(np.arange(15.0).reshape(5, 3)), np.array([0, 2, 2, 4])
    near(value(words.lookup(ids))[1], np.array([6.0, 7.0, 8.0]), name="vector of word 2")
    rows, values = value(words.gradient(ids, np.ones((4, 3))))
    equal(rows, np.array([0, 2, 4]), name="rows")
    near(values, np.array([[1.0], [2.0], [1.0]]) * np.ones(3), name="values")
