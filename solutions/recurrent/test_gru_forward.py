"""GRU: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def network(rng, n, steps, d, h):
    """Inputs, first states and weights of moderate size."""
    return [
        rng.normal(size=(n, steps, d)),
        rng.normal(size=(n, h)),
        rng.normal(size=(3 * h, d)) / np.sqrt(d),
        0.4 * rng.normal(size=(3 * h, h)) / np.sqrt(h),
        rng.normal(size=3 * h),
        rng.normal(size=3 * h),
    ]


def close(got, expected):
    """Near, for both results."""
    for name, mine, right in zip(("out", "h_n"), got, expected, strict=True):
        near(mine, right, length=40, terms=6.0, name=name)


@check(after="unrolls")
@cases(steps=[40], seed=range(2))
def handles_long_sequences(gru_forward, steps, rng):
    "handles five sequences of forty steps with twenty units"
    given = network(rng, 5, steps, 10, 20)
    close(gru_forward(*given), reference(*given))


@check(after="unrolls")
@cases(n=[3, 4])
def is_not_misled_by_lengths(gru_forward, n, rng):
    "is right where all lengths are equal"
    given = network(rng, n, n, n, n)
    close(gru_forward(*given), reference(*given))


def truth(x, h0, w_x, w_h, b_x, b_h):
    """PyTorch's nn.GRU."""
    import torch

    layer = torch.nn.GRU(w_x.shape[1], w_h.shape[1], batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        for parameter, value in zip(layer.parameters(), (w_x, w_h, b_x, b_h), strict=True):
            parameter.copy_(torch.tensor(value))
        out, h_n = layer(torch.tensor(x), torch.tensor(h0)[None])
    return out.numpy(), h_n[0].numpy()


R = "r = 1 / (1 + np.exp(-from_x[0] - from_h[0]))"
N = "n = np.tanh(from_x[2] + r * from_h[2])"
BLEND = "h = (1 - z) * n + z * h"

gates_swapped = mistake(
    "took the gates in the order z, r, n",
    fails="updates_a_state_of_zeros",
    replace=[
        (N, "r, z = z, r\n        " + N),
    ],
)

z_the_other_way = mistake(
    "let z be what is new, as in the first paper, instead of what is kept",
    fails="updates_a_state_of_zeros",
    replace=(BLEND, "h = z * n + (1 - z) * h"),
)

candidate_whole = mistake(
    "added the candidate whole instead of 1 - z of it",
    fails="updates_a_state_of_zeros",
    replace=(BLEND, "h = n + z * h"),
)

sigmoid_candidate = mistake(
    "sent the candidate through the sigmoid like the gates",
    fails="updates_a_state_of_zeros",
    replace=(N, "n = 1 / (1 + np.exp(-from_x[2] - r * from_h[2]))"),
)

all_reset = mistake(
    "reset the candidate's input as well",
    fails="updates_a_state_of_zeros",
    replace=(N, "n = np.tanh(r * (from_x[2] + from_h[2]))"),
)

never_reset = mistake(
    "left out the reset gate, or added the second bias outside it",
    fails="resets_inside",
    replace=(N, "n = np.tanh(from_x[2] + from_h[2])"),
)

reset_before_the_matrix = mistake(
    "multiplied h by the reset gate before the matrix, as in the first paper",
    fails="blends_old_and_new",
    replace=(
        N,
        (
            "u, c = w_h[2 * h.shape[1] :], b_h[2 * h.shape[1] :]\n        "
            "n = np.tanh(from_x[2] + (r * h) @ u.T + r * c)"
        ),
    ),
)

old_state_dropped = mistake(
    "did not keep z of the old state",
    fails="blends_old_and_new",
    replace=(BLEND, "h = (1 - z) * n"),
)

state_not_handed_on = mistake(
    "began every step with h0",
    fails="unrolls",
    replace=[
        ("np.split(h @ w_h.T", "np.split(h0 @ w_h.T"),
        (BLEND, BLEND.replace("z * h", "z * h0")),
    ],
)

state_in_place = mistake(
    "wrote the new state into h0",
    fails="leaves_its_inputs_unchanged",
    replace=[
        (BLEND, BLEND.replace("h = (", "h[...] = (")),
        ("states.append(h)", "states.append(h.copy())"),
    ],
)


@variant
def toward_the_candidate(x, h0, w_x, w_h, b_x, b_h):
    "h moves towards the candidate by 1 - z; all inputs at once"
    size = h0.shape[1]
    from_x = np.einsum("btd,kd->btk", x, w_x) + b_x
    out = np.empty((*x.shape[:2], size))
    h = h0
    for t in range(x.shape[1]):
        from_h = h @ w_h.T + b_h
        gates = 0.5 + 0.5 * np.tanh((from_x[:, t] + from_h)[:, : 2 * size] / 2)
        r, z = gates[:, :size], gates[:, size:]
        n = np.tanh(from_x[:, t, 2 * size :] + r * from_h[:, 2 * size :])
        h = out[:, t] = h + (1 - z) * (n - h)
    return out, out[:, -1]


@variant
def in_columns(x, h0, w_x, w_h, b_x, b_h):
    "a sequence per column, a matrix per gate"
    (w_r, w_z, w_n), (u_r, u_z, u_n) = np.split(w_x, 3), np.split(w_h, 3)
    (b_r, b_z, b_n), (c_r, c_z, c_n) = (np.split(b[:, None], 3) for b in (b_x, b_h))
    h, states = h0.T, []
    for x_t in x.transpose(1, 2, 0):
        r = 1 / (1 + np.exp(-(w_r @ x_t + b_r + u_r @ h + c_r)))
        z = 1 / (1 + np.exp(-(w_z @ x_t + b_z + u_z @ h + c_z)))
        h = z * h + (1 - z) * np.tanh(w_n @ x_t + b_n + r * (u_n @ h + c_n))
        states.append(h.T)
    return np.array(states).swapaxes(0, 1), h.T
