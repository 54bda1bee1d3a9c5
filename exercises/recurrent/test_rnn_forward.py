"""States of a recurrent network, in the order B, T, H."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def network(rng, n=2, steps=3, d=2, h=3):
    """Inputs, first states and weights, all lengths different."""
    return [
        rng.normal(size=(n, steps, d)),
        0.5 * rng.normal(size=(n, h)),
        rng.normal(size=(h, d)),
        rng.normal(size=(h, h)) / np.sqrt(h),
        rng.normal(size=h),
    ]


def close(got, expected, names=("out", "h_n")):
    """Near, for both results."""
    expect(
        isinstance(got, tuple | list) and len(got) == 2,
        "rnn_forward does not return the two arrays out, h_n",
    )
    for name, mine, right in zip(names, got, expected, strict=True):
        near(mine, right, length=20, terms=5.0, name=name)


@check(points=2)
@cases(n=[2, 3], d=[1, 4], seed=range(2))
def takes_one_step(rnn_forward, n, d, rng):
    "gives tanh of W_xh x + b for one step from a state of zeros"
    x, h0, *weights = network(rng, n, 1, d)
    close(rnn_forward(x, 0 * h0, *weights), reference(x, 0 * h0, *weights))


@check(points=2, after=takes_one_step)
@cases(n=[1, 2], h=[2, 4], seed=range(2))
def remembers(rnn_forward, n, h, rng):
    "adds what the state before says, W_hh h"
    given = network(rng, n, 1, 3, h)
    close(rnn_forward(*given), reference(*given))


@check(points=3, after=remembers)
@cases(steps=[2, 3, 5], n=[1, 4])
def unrolls(rnn_forward, steps, n, rng):
    "uses the same weights at every step, each time on the state just made"
    given = network(rng, n, steps)
    close(rnn_forward(*given), reference(*given))


@check(after=unrolls)
@cases(first=[1, 3])
def carries_on(rnn_forward, first, rng):
    "gives the same when a sequence is cut in two and the state handed on"
    x, h0, *weights = network(rng, 2, 5)
    out, h_n = reference(x, h0, *weights)
    _, between = rnn_forward(x[:, :first], h0, *weights)
    close(rnn_forward(x[:, first:], between, *weights), (out[:, first:], h_n))


@check(after=unrolls)
@cases(n=[2])
def leaves_its_inputs_unchanged(rnn_forward, n, rng):
    "leaves inputs, states and weights unchanged"
    held = [put(array) for array in network(rng, n)]
    rnn_forward(*held)
    for name, array in zip(("x", "h0", "w_xh", "w_hh", "b"), held, strict=True):
        unchanged(array, name)


@check(after=unrolls)
def gives_the_worked_numbers(rnn_forward):
    "gives the worked numbers of a state of one number"
    x, one = np.array([[[0.5], [-1.0], [2.0]]]), np.array([[1.0]])
    got = rnn_forward(x, 0 * one, one, 0.5 * one, np.array([0.1]))
    h1 = np.tanh(0.6)
    h2 = np.tanh(0.5 * h1 - 0.9)
    h3 = np.tanh(0.5 * h2 + 2.1)
    close(got, (np.array([[[h1], [h2], [h3]]]), np.array([[h3]])))
