"""What self-attention makes of words in another order."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged

NAMES = ("moved", "gap", "placed")


def inputs(rng, *, n=4, d=3, s=2, e=5, steps=1):
    """All arguments; words move by some steps, the last to the front."""
    x, positions = rng.normal(size=(2, n, d))
    w_query, w_key, w_value = (rng.normal(size=(d, length)) for length in (s, s, e))
    return x, w_query, w_key, w_value, 3 * positions, (np.arange(n) + steps) % n


def parts(results):
    """The three results, once it is known that there are three."""
    expect(
        isinstance(results, tuple | list) and len(results) == 3,
        "order_gaps does not return three floats",
    )
    return results


def close(order_gaps, args, *wanted):
    """Near, for the differences whose places are given."""
    got, expected = parts(order_gaps(*args)), reference(*args)
    for place in wanted:
        near(got[place], expected[place], length=args[0].size, terms=200.0, name=NAMES[place])


@check(points=2)
@cases(n=[3, 5], s=[1, 4], seed=range(2))
def sees_that_the_result_moves(order_gaps, n, s, rng):
    "moved: the result for reordered words is not the result for the words"
    close(order_gaps, inputs(rng, n=n, s=s), 0)


@check(points=2, after=sees_that_the_result_moves)
@cases(n=[4, 5], steps=[1, 3], seed=range(2))
def sees_that_it_is_equivariant(order_gaps, n, steps, rng):
    "gap: it is the same rows in the new order, without a difference"
    close(order_gaps, inputs(rng, n=n, steps=steps), 1)


@check(points=2, after=sees_that_it_is_equivariant)
@cases(n=[4, 5], steps=[1, 3], seed=range(2))
def sees_what_positions_change(order_gaps, n, steps, rng):
    "placed: with positions that stay in place, another order is another sentence"
    close(order_gaps, inputs(rng, n=n, steps=steps), 2)


@check(after=sees_what_positions_change)
@cases(n=[3, 4])
def finds_nothing_where_nothing_moves(order_gaps, n, rng):
    "gives three zeros if every word stays where it is"
    for got, name in zip(parts(order_gaps(*inputs(rng, n=n, steps=0))), NAMES, strict=True):
        near(got, 0.0, length=n, terms=200.0, name=name)


@check(after=sees_what_positions_change)
@cases(n=[3, 4])
def leaves_its_arguments_unchanged(order_gaps, n, rng):
    "leaves all its arguments unchanged"
    handles = [put(array) for array in inputs(rng, n=n)]
    order_gaps(*handles)
    names = ("x", "w_query", "w_key", "w_value", "positions", "order")
    for handle, name in zip(handles, names, strict=True):
        unchanged(handle, name)


@check(after=sees_what_positions_change)
def gives_the_worked_numbers(order_gaps):
    "gives the worked numbers of two words that change places"
    x, one = np.array([[1.0], [3.0]]), np.ones((1, 1))
    got = parts(order_gaps(x, one, one, one, np.array([[0.0], [1.0]]), np.array([1, 0])))
    for value, worked, name in zip(got, (0.233460598, 0.0, 1.04740744), NAMES, strict=True):
        near(value, worked, tolerance=1e-8, name=name)
