"""States of a GRU, gates in the order r, z, n."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def network(rng, n=2, steps=3, d=2, h=3):
    """Inputs, first states and weights, all lengths different."""
    return [
        rng.normal(size=(n, steps, d)),
        rng.normal(size=(n, h)),
        rng.normal(size=(3 * h, d)),
        rng.normal(size=(3 * h, h)) / np.sqrt(h),
        rng.normal(size=3 * h),
        rng.normal(size=3 * h),
    ]


def close(got, expected):
    """Near, for both results."""
    expect(
        isinstance(got, tuple | list) and len(got) == 2,
        "gru_forward does not return the two arrays out, h_n",
    )
    for name, mine, right in zip(("out", "h_n"), got, expected, strict=True):
        near(mine, right, length=20, terms=5.0, name=name)


@check(points=2)
@cases(n=[2, 3], h=[1, 3], seed=range(2))
def updates_a_state_of_zeros(gru_forward, n, h, rng):
    "for one step from zeros and b_h = 0, shows 1 - z of the candidate"
    x, h0, w_x, w_h, b_x, b_h = network(rng, n, 1, 2, h)
    given = [x, 0 * h0, w_x, w_h, b_x, 0 * b_h]
    close(gru_forward(*given), reference(*given))


@check(points=2, after=updates_a_state_of_zeros)
@cases(n=[1, 2], h=[2, 4], seed=range(2))
def resets_inside(gru_forward, n, h, rng):
    "lets the reset gate multiply the second bias, and not the first"
    x, h0, *weights = network(rng, n, 1, 3, h)
    close(gru_forward(x, 0 * h0, *weights), reference(x, 0 * h0, *weights))


@check(points=3, after=resets_inside)
@cases(n=[1, 2], h=[2, 4], seed=range(2))
def blends_old_and_new(gru_forward, n, h, rng):
    "resets what U_n makes of the old state, and keeps z of that state"
    given = network(rng, n, 1, 3, h)
    close(gru_forward(*given), reference(*given))


@check(points=2, after=blends_old_and_new)
@cases(steps=[2, 3, 5], n=[1, 4])
def unrolls(gru_forward, steps, n, rng):
    "uses the same weights at every step, each time on the state just made"
    given = network(rng, n, steps)
    close(gru_forward(*given), reference(*given))


@check(after=unrolls)
@cases(steps=[4, 30])
def copies_where_z_is_one(gru_forward, steps, rng):
    "with z = 1 keeps the state, however long the sequence"
    x, h0, w_x, w_h, b_x, b_h = network(rng, 2, steps)
    b_x[3:6] = 800.0
    given = [x, h0, w_x, w_h, b_x, b_h]
    close(gru_forward(*given), (np.repeat(h0[:, None], steps, axis=1), h0))


@check(after=unrolls)
@cases(n=[2])
def leaves_its_inputs_unchanged(gru_forward, n, rng):
    "leaves inputs, states and weights unchanged"
    held = [put(array) for array in network(rng, n)]
    gru_forward(*held)
    for name, array in zip(("x", "h0", "w_x", "w_h", "b_x", "b_h"), held, strict=True):
        unchanged(array, name)


@check(after=unrolls)
def gives_the_worked_numbers(gru_forward):
    "with weights of 0 halves the state at each step"
    w, b = np.zeros((3, 1)), np.zeros(3)
    got = gru_forward(np.ones((1, 2, 1)), np.array([[2.0]]), w, w, b, b)
    close(got, (np.array([[[1.0], [0.5]]]), np.array([[0.5]])))
