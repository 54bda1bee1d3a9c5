"""Gradients through time."""

import numpy as np

from grader import cases, check, expect, gradient_matches, near, put, reference, unchanged

NAMES = ("dx", "dh0", "dw_xh", "dw_hh", "db")


def states(x, h0, w_xh, w_hh, b):
    """All states of the forward pass."""
    out = []
    for t in range(x.shape[1]):
        h0 = np.tanh(x[:, t] @ w_xh.T + h0 @ w_hh.T + b)
        out.append(h0)
    return np.stack(out, axis=1)


def network(rng, n=2, steps=3, d=2, h=3):
    """What rnn_backward takes, and the bias; dout says something at every step."""
    x, h0 = rng.normal(size=(n, steps, d)), rng.normal(size=(n, h))
    w_xh, w_hh = rng.normal(size=(h, d)), rng.normal(size=(h, h)) / np.sqrt(h)
    b = 0.3 * rng.normal(size=h)
    return [rng.normal(size=(n, steps, h)), x, h0, states(x, h0, w_xh, w_hh, b), w_xh, w_hh], b


def only_last(dout):
    """The same, of a loss that uses the last states alone."""
    kept = np.zeros_like(dout)
    kept[:, -1] = dout[:, -1]
    return kept


def close(got, expected, *names):
    """Near, for the gradients of these names."""
    expect(
        isinstance(got, dict) and set(got) == set(NAMES),
        "rnn_backward does not return a dict of dx, dh0, dw_xh, dw_hh, db",
    )
    for name in names:
        near(got[name], expected[name], length=30, terms=10.0, name=name)


@check(points=2)
@cases(n=[1, 3], d=[2, 4], seed=range(2))
def goes_back_one_step(rnn_backward, n, d, rng):
    "goes back through a single step, to the input, the state before and the weights"
    given, _ = network(rng, n, 1, d)
    close(rnn_backward(*given), reference(*given), *NAMES)


@check(points=2, after=goes_back_one_step)
@cases(steps=[2, 4], n=[1, 3])
def goes_through_time(rnn_backward, steps, n, rng):
    "carries the blame of the last state back to every input and to h0"
    given, _ = network(rng, n, steps)
    given[0] = only_last(given[0])
    close(rnn_backward(*given), reference(*given), "dx", "dh0")


@check(points=2, after=goes_through_time)
@cases(steps=[2, 4], n=[1, 3])
def sums_over_the_steps(rnn_backward, steps, n, rng):
    "adds up what every step says about the weights they share"
    given, _ = network(rng, n, steps)
    given[0] = only_last(given[0])
    close(rnn_backward(*given), reference(*given), "dw_xh", "dw_hh", "db")


@check(points=2, after=sums_over_the_steps)
@cases(steps=[2, 3, 5], seed=range(2))
def listens_to_every_step(rnn_backward, steps, rng):
    "adds the blame a state has of its own to what comes back from the next"
    given, _ = network(rng, 2, steps)
    close(rnn_backward(*given), reference(*given), *NAMES)


@check(after=listens_to_every_step)
@cases(name=["x", "h0", "w_xh", "w_hh", "b"])
def agrees_with_differences(rnn_backward, name, rng):
    "agrees with central differences of the loss"
    given, b = network(rng, 2, 3)
    dout, x, h0, _, w_xh, w_hh = given
    parts = {"x": x, "h0": h0, "w_xh": w_xh, "w_hh": w_hh, "b": b}

    def loss(moved):
        return float((dout * states(**{**parts, name: moved})).sum())

    got = rnn_backward(*given)
    close(got, None)
    gradient_matches(loss, parts[name], got[f"d{name}"], name=f"d{name}")


@check(after=goes_back_one_step)
@cases(n=[2])
def leaves_its_inputs_unchanged(rnn_backward, n, rng):
    "leaves everything passed in unchanged"
    given, _ = network(rng, n)
    held = [put(array) for array in given]
    rnn_backward(*held)
    for name, array in zip(("dout", "x", "h0", "out", "w_xh", "w_hh"), held, strict=True):
        unchanged(array, name)


@check(after=sums_over_the_steps)
def gives_the_worked_numbers(rnn_backward):
    "gives the worked numbers of two steps of one number"
    one = np.array([[1.0]])
    dout, x, out = (np.array([[[a], [b]]]) for a, b in ((0.0, 1.0), (3.0, 2.0), (0.6, 0.5)))
    got = rnn_backward(dout, x, 0 * one, out, one, 0.5 * one)
    worked = {"dx": np.array([[[0.24], [0.75]]]), "dh0": np.array([[0.12]])}
    worked |= {"dw_xh": 2.22 * one, "dw_hh": 0.45 * one, "db": np.array([0.99])}
    close(got, worked, *NAMES)
