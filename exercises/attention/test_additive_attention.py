"""Additive attention over the states of an encoder."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def inputs(rng, *, b=1, n=4, h=2, e=3, a=5):
    """All arguments; all lengths different, no padding."""
    query, states = rng.normal(size=(b, h)), rng.normal(size=(b, n, e))
    w_query, w_state, v = rng.normal(size=(h, a)), rng.normal(size=(e, a)), rng.normal(size=a)
    return query, states, np.full(b, n), w_query, w_state, v


def close(additive_attention, args, *, context=True):
    """Near, for the weights and, if asked for, the context."""
    got, expected = additive_attention(*args), reference(*args)
    expect(
        isinstance(got, tuple | list) and len(got) == 2,
        "additive_attention does not return the two arrays context and weights",
    )
    near(got[1], expected[1], length=args[5].size, terms=5.0, name="weights")
    if context:
        scale = 5 * float(np.abs(args[1]).max())
        near(got[0], expected[0], length=args[5].size, terms=scale, name="context")


@check(points=2)
@cases(n=[2, 4], h=[1, 2], seed=range(2))
def weighs_the_states(additive_attention, n, h, rng):
    "gives the states weights by softmax of v . tanh(query w_query + state w_state)"
    close(additive_attention, inputs(rng, n=n, h=h), context=False)


@check(points=2, after=weighs_the_states)
@cases(n=[1, 4], e=[1, 3], seed=range(2))
def averages_the_states(additive_attention, n, e, rng):
    "averages the states by these weights"
    close(additive_attention, inputs(rng, n=n, e=e))


@check(points=2, after=averages_the_states)
@cases(b=[2, 3], n=[3, 4], seed=range(2))
def keeps_a_batch_apart(additive_attention, b, n, rng):
    "lets each decoder look at its own encoder only"
    close(additive_attention, inputs(rng, b=b, n=n))


@check(points=2, after=keeps_a_batch_apart)
@cases(b=[2, 3], n=[3, 5], seed=range(2))
def ignores_padding(additive_attention, b, n, rng):
    "gives states of padding a weight of exactly 0, whatever they hold"
    query, states, _, *rest = inputs(rng, b=b, n=n)
    lengths = rng.integers(1, n, size=b)
    padding = np.arange(n) >= lengths[:, None]
    states[padding] *= 3
    args = (query, states, lengths, *rest)
    close(additive_attention, args)
    weights = additive_attention(*args)[1]
    expect(bool((weights[padding] == 0).all()), "a state of padding has a weight other than 0")


@check(after=ignores_padding)
@cases(b=[2])
def leaves_its_arguments_unchanged(additive_attention, b, rng):
    "leaves all its arguments unchanged"
    query, states, _, *rest = inputs(rng, b=b)
    handles = [put(array) for array in (query, states, np.arange(1, b + 1), *rest)]
    additive_attention(*handles)
    names = ("query", "states", "lengths", "w_query", "w_state", "v")
    for handle, name in zip(handles, names, strict=True):
        unchanged(handle, name)


@check(after=ignores_padding)
def gives_the_worked_numbers(additive_attention):
    "gives the worked numbers of two states and one of padding"
    one, states = np.ones((1, 1)), np.array([[[-1.0], [1.0], [9.0]]])
    context, weights = additive_attention(one, states, np.array([2]), one, one, np.ones(1))
    near(weights, np.array([[0.276072531, 0.723927469, 0.0]]), tolerance=1e-8, name="weights")
    near(context, np.array([[0.447854937]]), tolerance=1e-8, name="context")
