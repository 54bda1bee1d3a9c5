"""Hidden and cell states of an LSTM, gates in the order i, f, g, o."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def network(rng, n=2, steps=3, d=2, h=3):
    """Inputs, first states and weights, all lengths different."""
    return [
        rng.normal(size=(n, steps, d)),
        np.tanh(rng.normal(size=(n, h))),
        rng.normal(size=(n, h)),
        rng.normal(size=(4 * h, d)),
        rng.normal(size=(4 * h, h)) / np.sqrt(h),
        rng.normal(size=4 * h),
    ]


def close(got, expected):
    """Near, for both results; the cell states first, from which the others are made."""
    expect(
        isinstance(got, tuple | list) and len(got) == 2,
        "lstm_forward does not return the two arrays out, cells",
    )
    near(got[1], expected[1], length=20, terms=5.0, name="cells")
    near(got[0], expected[0], length=20, terms=5.0, name="out")


@check(points=2)
@cases(n=[2, 3], h=[1, 3], seed=range(2))
def opens_the_gates(lstm_forward, n, h, rng):
    "for one step from zeros, writes the candidate as far as the input gate lets it"
    x, h0, c0, *weights = network(rng, n, 1, 2, h)
    close(lstm_forward(x, 0 * h0, 0 * c0, *weights), reference(x, 0 * h0, 0 * c0, *weights))


@check(points=2, after=opens_the_gates)
@cases(n=[1, 2], h=[2, 4], seed=range(2))
def keeps_what_it_does_not_forget(lstm_forward, n, h, rng):
    "keeps as much of the old cell state as the forget gate says"
    x, h0, c0, *weights = network(rng, n, 1, 3, h)
    close(lstm_forward(x, 0 * h0, c0, *weights), reference(x, 0 * h0, c0, *weights))


@check(points=2, after=keeps_what_it_does_not_forget)
@cases(n=[1, 2], h=[2, 4], seed=range(2))
def asks_the_hidden_state(lstm_forward, n, h, rng):
    "lets the hidden state before decide, too"
    given = network(rng, n, 1, 3, h)
    close(lstm_forward(*given), reference(*given))


@check(points=2, after=asks_the_hidden_state)
@cases(steps=[2, 3, 5], n=[1, 4])
def unrolls(lstm_forward, steps, n, rng):
    "hands both states on from step to step"
    given = network(rng, n, steps)
    close(lstm_forward(*given), reference(*given))


@check(after=unrolls)
@cases(steps=[4, 30])
def carries_memory_untouched(lstm_forward, steps, rng):
    "with f = 1 and i = 0 keeps the cell state, however long the sequence"
    x, h0, c0, w_x, w_h, _ = network(rng, 2, steps)
    b = np.repeat([-800.0, 800.0, 0.5, 0.0], 3)
    held = [x, h0, c0, 0 * w_x, 0.1 * w_h, b]
    close(lstm_forward(*held), reference(*held))


@check(after=unrolls)
@cases(n=[2])
def leaves_its_inputs_unchanged(lstm_forward, n, rng):
    "leaves inputs, states and weights unchanged"
    held = [put(array) for array in network(rng, n)]
    lstm_forward(*held)
    for name, array in zip(("x", "h0", "c0", "w_x", "w_h", "b"), held, strict=True):
        unchanged(array, name)


@check(after=unrolls)
def gives_the_worked_numbers(lstm_forward):
    "with weights of 0 halves the cell state at each step"
    zeros = np.zeros((4, 1))
    got = lstm_forward(np.ones((1, 2, 1)), zeros[:1], 2 + zeros[:1], zeros, zeros, np.zeros(4))
    cells = np.array([[[1.0], [0.5]]])
    close(got, (np.tanh(cells) / 2, cells))
