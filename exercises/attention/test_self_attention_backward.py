"""The gradient of self-attention."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged

NAMES = ("d_x", "d_w_query", "d_w_key", "d_w_value")


def inputs(rng, *, n=4, d=3, s=2, e=5):
    """All arguments; all lengths different."""
    x, d_out = rng.normal(size=(n, d)), rng.normal(size=(n, e))
    return x, *(rng.normal(size=(d, length)) for length in (s, s, e)), d_out


def parts(results):
    """The four gradients, once it is known that there are four."""
    expect(
        isinstance(results, tuple | list) and len(results) == 4,
        "self_attention_backward does not return four gradients",
    )
    return results


def close(self_attention_backward, args, *wanted):
    """Near, for the gradients whose places are given."""
    got, expected = parts(self_attention_backward(*args)), reference(*args)
    for place in wanted:
        near(got[place], expected[place], length=16, terms=500.0, name=NAMES[place])


@check(points=2)
@cases(n=[1, 4], e=[1, 5], seed=range(2))
def reaches_the_values(self_attention_backward, n, e, rng):
    "w_value: takes the gradient back through the average"
    close(self_attention_backward, inputs(rng, n=n, e=e), 3)


@check(points=2, after=reaches_the_values)
@cases(n=[2, 4], s=[2, 4], seed=range(2))
def reaches_the_queries(self_attention_backward, n, s, rng):
    "w_query: takes it on through the softmax and the scale"
    close(self_attention_backward, inputs(rng, n=n, s=s), 1)


@check(points=2, after=reaches_the_queries)
@cases(n=[2, 4], s=[2, 4], seed=range(2))
def reaches_the_keys(self_attention_backward, n, s, rng):
    "w_key: takes it to every key from all the queries that looked at it"
    close(self_attention_backward, inputs(rng, n=n, s=s), 2)


@check(points=2, after=reaches_the_keys)
@cases(n=[1, 4], d=[2, 3], seed=range(2))
def reaches_the_input(self_attention_backward, n, d, rng):
    "x: adds up what comes back through queries, keys and values"
    close(self_attention_backward, inputs(rng, n=n, d=d), 0)


@check(after=reaches_the_input)
@cases(n=[3])
def leaves_its_arguments_unchanged(self_attention_backward, n, rng):
    "leaves all its arguments unchanged"
    handles = [put(array) for array in inputs(rng, n=n)]
    self_attention_backward(*handles)
    names = ("x", "w_query", "w_key", "w_value", "d_out")
    for handle, name in zip(handles, names, strict=True):
        unchanged(handle, name)


@check(after=reaches_the_input)
def gives_the_worked_numbers(self_attention_backward):
    "gives the worked numbers of two positions with equal scores"
    x, one, zero = np.array([[1.0], [3.0]]), np.ones((1, 1)), np.zeros((1, 1))
    got = parts(self_attention_backward(x, zero, one, one, np.array([[1.0], [0.0]])))
    worked = (np.array([[0.5], [0.5]]), one, zero, 2 * one)
    for gradient, wanted, name in zip(got, worked, NAMES, strict=True):
        near(gradient, wanted, tolerance=1e-12, name=name)
