"""Recurrent network: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def network(rng, n, steps, d, h):
    """Inputs, first states and weights; the memory fades, so rounding errors do too."""
    weights = rng.normal(size=(h, d)) / np.sqrt(d), 0.4 * rng.normal(size=(h, h)) / np.sqrt(h)
    return rng.normal(size=(n, steps, d)), rng.normal(size=(n, h)), *weights, rng.normal(size=h)


@check(after="unrolls")
@cases(steps=[40], seed=range(2))
def handles_long_sequences(rnn_forward, steps, rng):
    "handles five sequences of forty steps with twenty units"
    given = network(rng, 5, steps, 10, 20)
    got, expected = rnn_forward(*given), reference(*given)
    for name, mine, right in zip(("out", "h_n"), got, expected, strict=True):
        near(mine, right, length=40, terms=5.0, name=name)


@check(after="unrolls")
@cases(n=[3])
def is_not_misled_by_lengths(rnn_forward, n, rng):
    "is right where all lengths are equal"
    given = network(rng, n, n, n, n)
    got, expected = rnn_forward(*given), reference(*given)
    for name, mine, right in zip(("out", "h_n"), got, expected, strict=True):
        near(mine, right, length=20, terms=5.0, name=name)


def truth(x, h0, w_xh, w_hh, b):
    """PyTorch's nn.RNN with the bias split over its two."""
    import torch

    tensors = [torch.tensor(np.asarray(a, dtype="float64")) for a in (w_xh, w_hh, 0.25 * b)]
    layer = torch.nn.RNN(w_xh.shape[1], len(b), batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        for parameter, value in zip(layer.parameters(), [*tensors, 3 * tensors[2]], strict=True):
            parameter.copy_(value)
        out, h_n = layer(torch.tensor(x), torch.tensor(h0)[None])
    return out.numpy(), h_n[0].numpy()


STEP = "h = np.tanh(x[:, t] @ w_xh.T + h @ w_hh.T + b)"
RESULT = "return np.stack(states, axis=1), h"

no_bias = mistake(
    "left out the bias", fails="takes_one_step", replace=(STEP, STEP.replace(" + b)", ")"))
)

sigmoid = mistake(
    "bent with the sigmoid instead of tanh",
    fails="takes_one_step",
    replace=(STEP, STEP.replace("np.tanh(", "1 / (1 + np.exp(-(") + "))"),
)

time_first = mistake(
    "put the steps before the batch in `out`",
    fails="takes_one_step",
    replace=(RESULT, RESULT.replace("axis=1", "axis=0")),
)

starts_from_zeros = mistake(
    "started from zeros whatever h0 is",
    fails="remembers",
    replace=("h, states = h0, []", "h, states = 0 * h0, []"),
)

not_transposed = mistake(
    "multiplied the rows of the state by W_hh, not by its transpose",
    fails="remembers",
    replace=(STEP, STEP.replace("w_hh.T", "w_hh")),
)

always_the_first_state = mistake(
    "took h0 at every step, so nothing is remembered",
    fails="unrolls",
    replace=(STEP, STEP.replace("h @", "h0 @")),
)

first_state_last = mistake(
    "returned the state after the first step as h_n",
    fails="unrolls",
    replace=(RESULT, RESULT.replace(", h", ", states[0]")),
)

read_backwards = mistake(
    "read the sequence from its end",
    fails="unrolls",
    replace=("range(x.shape[1])", "reversed(range(x.shape[1]))"),
)

state_in_place = mistake(
    "wrote the new state into h0",
    fails="leaves_its_inputs_unchanged",
    replace=[
        (STEP, STEP.replace("h = np", "h[...] = np")),
        ("states.append(h)", "states.append(h.copy())"),
    ],
)


@variant
def inputs_first(x, h0, w_xh, w_hh, b):
    "all inputs through W_xh at once, then the loop"
    from_x = np.einsum("btd,hd->bth", x, w_xh) + b
    out = np.empty(from_x.shape)
    for t in range(x.shape[1]):
        out[:, t] = np.tanh(from_x[:, t] + np.dot(out[:, t - 1] if t else h0, w_hh.T))
    return out, out[:, -1]


@variant
def one_matrix(x, h0, w_xh, w_hh, b):
    "W [x, h] with the two matrices side by side, a sequence per column"
    w, h, states = np.hstack([w_xh, w_hh]), h0.T, []
    for x_t in x.transpose(1, 2, 0):
        h = np.tanh(w @ np.vstack([x_t, h]) + b[:, None])
        states.append(h)
    return np.array(states).transpose(2, 0, 1), h.T
