"""Gradients of an LSTM from the cache of its forward pass."""

import numpy as np

from grader import cases, check, expect, gradient_matches, near, put, reference, unchanged

NAMES = ("dx", "dh0", "dc0", "dw_x", "dw_h", "db")


def forward(x, h0, c0, w_x, w_h, b):
    """The cache of a forward pass."""
    cache, h, c, kept = {"x": x, "h0": h0, "c0": c0}, h0, c0, []
    for t in range(x.shape[1]):
        z = x[:, t] @ w_x.T + h @ w_h.T + b
        i, f, g, o = np.split(1 / (1 + np.exp(-z)), 4, axis=1)
        g = np.tanh(np.split(z, 4, axis=1)[2])
        c = f * c + i * g
        h = o * np.tanh(c)
        kept.append((h, c, np.concatenate([i, f, g, o], axis=1)))
    for k, name in enumerate(("out", "cells", "gates")):
        cache[name] = np.stack([step[k] for step in kept], axis=1)
    return cache


def network(rng, n=2, steps=3, d=2, h=3):
    """What lstm_backward takes, and the bias; the loss uses all hidden states and the last cells."""
    x, h0, c0 = (rng.normal(size=s) for s in ((n, steps, d), (n, h), (n, h)))
    w_x, w_h = rng.normal(size=(4 * h, d)), rng.normal(size=(4 * h, h)) / np.sqrt(h)
    b = rng.normal(size=4 * h)
    cache = forward(x, h0, c0, w_x, w_h, b)
    return [rng.normal(size=(n, steps, h)), rng.normal(size=(n, h)), cache, w_x, w_h], b


def close(got, expected, *names):
    """Near, for the gradients of these names."""
    expect(
        isinstance(got, dict) and set(got) == set(NAMES),
        "lstm_backward does not return a dict of dx, dh0, dc0, dw_x, dw_h, db",
    )
    for name in names:
        near(got[name], expected[name], length=40, terms=10.0, name=name)


@check(points=2)
@cases(n=[1, 3], h=[1, 3], seed=range(2))
def goes_back_from_the_cell(lstm_backward, n, h, rng):
    "for one step and a loss of c_1, goes back through i, f and g"
    given, _ = network(rng, n, 1, 2, h)
    given[0] = 0 * given[0]
    close(lstm_backward(*given), reference(*given), "dc0", "db", "dw_x", "dw_h", "dh0", "dx")


@check(points=2, after=goes_back_from_the_cell)
@cases(n=[1, 3], h=[1, 3], seed=range(2))
def goes_back_from_the_hidden_state(lstm_backward, n, h, rng):
    "for one step and a loss of h_1, goes back through o, and through tanh(c_1) to the cell"
    given, _ = network(rng, n, 1, 2, h)
    given[1] = 0 * given[1]
    close(lstm_backward(*given), reference(*given), "dc0", "db", "dw_x", "dw_h", "dh0", "dx")


@check(points=2, after=goes_back_from_the_hidden_state)
@cases(steps=[2, 4], n=[1, 3])
def goes_along_both_tracks(lstm_backward, steps, n, rng):
    "carries blame back along the hidden states and along the cells"
    given, _ = network(rng, n, steps)
    given[0][:, :-1] = 0
    close(lstm_backward(*given), reference(*given), "dc0", "dh0", "dx")


@check(points=2, after=goes_along_both_tracks)
@cases(steps=[2, 4], n=[1, 3])
def sums_over_the_steps(lstm_backward, steps, n, rng):
    "adds up what every step says about the weights they share"
    given, _ = network(rng, n, steps)
    given[0][:, :-1] = 0
    close(lstm_backward(*given), reference(*given), "db", "dw_x", "dw_h")


@check(points=2, after=sums_over_the_steps)
@cases(steps=[2, 3, 5], seed=range(2))
def listens_to_every_step(lstm_backward, steps, rng):
    "adds the blame a hidden state has of its own to what comes back from the next step"
    given, _ = network(rng, 2, steps)
    close(lstm_backward(*given), reference(*given), "dc0", "dh0", "dx", "db", "dw_x", "dw_h")


@check(after=listens_to_every_step)
@cases(name=["x", "h0", "c0", "w_x", "w_h", "b"])
def agrees_with_differences(lstm_backward, name, rng):
    "agrees with central differences of the loss"
    given, b = network(rng, 2, 3, 2, 2)
    dout, dc_last, cache, w_x, w_h = given
    parts = {key: cache[key] for key in ("x", "h0", "c0")} | {"w_x": w_x, "w_h": w_h, "b": b}

    def loss(moved):
        after = forward(**{**parts, name: moved})
        return float((dout * after["out"]).sum() + (dc_last * after["cells"][:, -1]).sum())

    got = lstm_backward(*given)
    close(got, None)
    gradient_matches(loss, parts[name], got[f"d{name}"], name=f"d{name}")


@check(after=goes_back_from_the_hidden_state)
@cases(n=[2])
def leaves_its_inputs_unchanged(lstm_backward, n, rng):
    "leaves everything passed in unchanged"
    (dout, dc_last, cache, w_x, w_h), _ = network(rng, n)
    held = {"dout": put(dout), "dc_last": put(dc_last), "w_x": put(w_x), "w_h": put(w_h)}
    kept = {name: put(array) for name, array in cache.items()}
    lstm_backward(held["dout"], held["dc_last"], kept, held["w_x"], held["w_h"])
    for name, array in {**held, **kept}.items():
        unchanged(array, name)


@check(after=goes_back_from_the_hidden_state)
def gives_the_worked_numbers(lstm_backward):
    "gives the worked numbers of one step with gates half open"
    one, w = np.array([[1.0]]), np.zeros((4, 1))
    cache = forward(one[None], 0 * one, 2 * one, w, w, np.zeros(4))
    got = lstm_backward(np.zeros((1, 1, 1)), one, cache, w, w)
    worked = {"dc0": one / 2, "db": np.array([0.0, 0.5, 0.5, 0.0]), "dh0": 0 * one}
    worked |= {"dw_x": np.array([[0.0], [0.5], [0.5], [0.0]]), "dw_h": w, "dx": 0 * one[None]}
    close(got, worked, *NAMES)
