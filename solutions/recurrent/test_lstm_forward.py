"""LSTM: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def network(rng, n, steps, d, h):
    """Inputs, first states and weights of moderate size."""
    return [
        rng.normal(size=(n, steps, d)),
        np.tanh(rng.normal(size=(n, h))),
        rng.normal(size=(n, h)),
        rng.normal(size=(4 * h, d)) / np.sqrt(d),
        0.4 * rng.normal(size=(4 * h, h)) / np.sqrt(h),
        rng.normal(size=4 * h),
    ]


def close(got, expected):
    """Near, for both results."""
    for k, name in ((1, "cells"), (0, "out")):
        near(got[k], expected[k], length=40, terms=6.0, name=name)


@check(after="unrolls")
@cases(steps=[40], seed=range(2))
def handles_long_sequences(lstm_forward, steps, rng):
    "handles five sequences of forty steps with twenty units"
    given = network(rng, 5, steps, 10, 20)
    close(lstm_forward(*given), reference(*given))


@check(after="unrolls")
@cases(n=[3, 4])
def is_not_misled_by_lengths(lstm_forward, n, rng):
    "is right where all lengths are equal"
    given = network(rng, n, n, n, n)
    close(lstm_forward(*given), reference(*given))


def truth(x, h0, c0, w_x, w_h, b):
    """PyTorch's nn.LSTM, a step at a time for the cell states, the bias split over its two."""
    import torch

    tensors = [torch.tensor(np.asarray(a, dtype="float64")) for a in (w_x, w_h, 0.25 * b, 0.75 * b)]
    layer = torch.nn.LSTM(w_x.shape[1], w_h.shape[1], batch_first=True, dtype=torch.float64)
    state = torch.tensor(h0)[None], torch.tensor(c0)[None]
    out, cells = [], []
    with torch.no_grad():
        for parameter, value in zip(layer.parameters(), tensors, strict=True):
            parameter.copy_(value)
        for t in range(x.shape[1]):
            _, state = layer(torch.tensor(x[:, t : t + 1]), state)
            out.append(state[0][0].numpy())
            cells.append(state[1][0].numpy())
    return np.stack(out, axis=1), np.stack(cells, axis=1)


Z = "z = x[:, t] @ w_x.T + h @ w_h.T + b"
ORDER = "i, f, g, o = np.split"
CELL = "c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))"
OUT = "h = np.tanh(c) / (1 + np.exp(-o))"

order_of_texts = mistake(
    "took the gates in the order f, i, o, g",
    fails="opens_the_gates",
    replace=(ORDER, "f, i, o, g = np.split"),
)

order_i_f_o_g = mistake(
    "took the gates in the order i, f, o, g",
    fails="opens_the_gates",
    replace=(ORDER, "i, f, o, g = np.split"),
)

interleaved = mistake(
    "took every fourth row for a gate instead of H rows together",
    fails="opens_the_gates",
    replace=("np.split(z, 4, axis=1)", "(z[:, k::4] for k in range(4))"),
)

sigmoid_candidate = mistake(
    "sent the candidate through the sigmoid like the gates",
    fails="opens_the_gates",
    replace=(CELL, CELL.replace("np.tanh(g)", "1 / (1 + np.exp(-g))")),
)

cell_shown_bare = mistake(
    "left out the tanh around the cell state",
    fails="opens_the_gates",
    replace=(OUT, OUT.replace("np.tanh(c)", "c")),
)

output_gate_forgotten = mistake(
    "showed all of the cell state, without the output gate",
    fails="opens_the_gates",
    replace=(OUT, "h = np.tanh(c)"),
)

never_forgets = mistake(
    "kept all of the cell state, as in 1997, without the forget gate",
    fails="keeps_what_it_does_not_forget",
    replace=(CELL, CELL.replace("c / (1 + np.exp(-f))", "c")),
)

one_minus_input = mistake(
    "took 1 - i for the forget gate, as a GRU does",
    fails="keeps_what_it_does_not_forget",
    replace=(CELL, CELL.replace("np.exp(-f)", "np.exp(i)")),
)

swapped_kept_and_written = mistake(
    "forgot where f is 1 and kept where it is 0",
    fails="keeps_what_it_does_not_forget",
    replace=(CELL, CELL.replace("np.exp(-f)", "np.exp(f)")),
)

asked_the_cell = mistake(
    "asked the cell state before instead of the hidden state",
    fails="keeps_what_it_does_not_forget",
    replace=(Z, Z.replace("h @", "c @")),
)

hidden_not_asked = mistake(
    "let the inputs alone decide about the gates",
    fails="asks_the_hidden_state",
    replace=(Z, Z.replace(" + h @ w_h.T", "")),
)

hidden_not_handed_on = mistake(
    "asked h0 at every step",
    fails="unrolls",
    replace=(Z, Z.replace("h @", "h0 @")),
)

cell_not_handed_on = mistake(
    "began every step with c0",
    fails="unrolls",
    replace=(CELL, CELL.replace("c = c /", "c = c0 /")),
)

cell_squashed = mistake(
    "handed tanh of the cell state on to the next step",
    fails="unrolls",
    replace=("cells.append(c)", "cells.append(c)\n        c = np.tanh(c)"),
)

cell_in_place = mistake(
    "wrote the new cell state into c0",
    fails="leaves_its_inputs_unchanged",
    replace=[
        (CELL, CELL.replace("c = c", "c[...] = c")),
        ("cells.append(c)", "cells.append(c.copy())"),
    ],
)


@variant
def gate_by_gate(x, h0, c0, w_x, w_h, b):
    "each gate with its own matrices; the sigmoid as a tanh"
    size = h0.shape[1]

    def gate(k, x_t, h):
        rows = slice(k * size, (k + 1) * size)
        return x_t @ w_x[rows].T + h @ w_h[rows].T + b[rows]

    def sigmoid(z):
        return 0.5 + 0.5 * np.tanh(z / 2)

    out, cells = (np.empty((*x.shape[:2], size)) for _ in range(2))
    for t in range(x.shape[1]):
        h, c = (out[:, t - 1], cells[:, t - 1]) if t else (h0, c0)
        i, f, o = (sigmoid(gate(k, x[:, t], h)) for k in (0, 1, 3))
        cells[:, t] = f * c + i * np.tanh(gate(2, x[:, t], h))
        out[:, t] = o * np.tanh(cells[:, t])
    return out, cells


@variant
def in_columns(x, h0, c0, w_x, w_h, b):
    "a sequence per column, input and hidden state in one matrix"
    w, size = np.hstack([w_x, w_h]), len(b) // 4
    h, c, kept = h0.T, c0.T, []
    for x_t in np.moveaxis(x, 1, 0):
        z = w @ np.vstack([x_t.T, h]) + b[:, None]
        gates = 1 / (1 + np.exp(-z))
        g = np.tanh(z[2 * size : 3 * size])
        c = gates[size : 2 * size] * c + gates[:size] * g
        h = gates[3 * size :] * np.tanh(c)
        kept.append((h.T, c.T))
    out, cells = np.array(kept).transpose(1, 2, 0, 3)
    return out, cells
