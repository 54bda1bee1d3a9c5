"""LSTM backwards: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def network(rng, n, steps, d, h):
    """What lstm_backward takes, from a forward pass with moderate weights."""
    x, h, c = (rng.normal(size=s) for s in ((n, steps, d), (n, h), (n, h)))
    size = h.shape[1]
    w_x = rng.normal(size=(4 * size, d)) / np.sqrt(d)
    w_h = 0.5 * rng.normal(size=(4 * size, size)) / np.sqrt(size)
    cache = {"x": x, "h0": h, "c0": c}
    out, cells, gates = (np.empty((n, steps, k * size)) for k in (1, 1, 4))
    for t in range(steps):
        z = x[:, t] @ w_x.T + h @ w_h.T
        gates[:, t] = 1 / (1 + np.exp(-z))
        gates[:, t, 2 * size : 3 * size] = np.tanh(z[:, 2 * size : 3 * size])
        i, f, g, o = np.split(gates[:, t], 4, axis=1)
        c = cells[:, t] = f * c + i * g
        h = out[:, t] = o * np.tanh(c)
    cache |= {"out": out, "cells": cells, "gates": gates}
    return rng.normal(size=out.shape), rng.normal(size=(n, size)), cache, w_x, w_h


@check(after="listens_to_every_step")
@cases(steps=[20], seed=range(2))
def handles_long_sequences(lstm_backward, steps, rng):
    "handles four sequences of twenty steps with ten units"
    given = network(rng, 4, steps, 7, 10)
    near(lstm_backward(*given), reference(*given), length=200, terms=10.0)


@check(after="listens_to_every_step")
@cases(n=[3, 4])
def is_not_misled_by_lengths(lstm_backward, n, rng):
    "is right where all lengths are equal"
    given = network(rng, n, n, n, n)
    near(lstm_backward(*given), reference(*given), length=50, terms=10.0)


def truth(dout, dc_last, cache, w_x, w_h):
    """PyTorch's autograd, of a forward pass moved to exactly the gates and states of the cache."""
    import torch

    def tensor(array):
        return torch.tensor(np.asarray(array, dtype="float64"))

    def moved(value, at):
        return tensor(at) + (value - value.detach())

    size = w_h.shape[1]
    x, h, c, w_x, w_h = (
        tensor(a).requires_grad_() for a in (cache["x"], cache["h0"], cache["c0"], w_x, w_h)
    )
    b = torch.zeros(4 * size, dtype=torch.float64, requires_grad=True)
    leaves, loss = {"dx": x, "dh0": h, "dc0": c, "dw_x": w_x, "dw_h": w_h, "db": b}, 0.0
    for t in range(x.shape[1]):
        z = (x[:, t] @ w_x.T + h @ w_h.T + b).split(size, dim=1)
        i, f, g, o = np.split(cache["gates"][:, t], 4, axis=1)
        i, f, o = (
            torch.sigmoid(moved(z[k], np.log(gate / (1 - gate))))
            for k, gate in ((0, i), (1, f), (3, o))
        )
        c = moved(f * c + i * torch.tanh(moved(z[2], np.arctanh(g))), cache["cells"][:, t])
        h = moved(o * torch.tanh(c), cache["out"][:, t])
        loss = loss + (h * tensor(dout[:, t])).sum()
    loss = loss + (c * tensor(dc_last)).sum()
    grads = torch.autograd.grad(loss, list(leaves.values()))
    return {name: grad.numpy() for name, grad in zip(leaves, grads, strict=True)}


BEFORE = "h, c = (out[:, t - 1], cells[:, t - 1]) if t > 0 else (h0, c0)"
DH = "dh = dout[:, t] + back_h"
DC = "dc = dh * o * (1 - shown**2) + back_c"
I_F = "dz_i, dz_f = dc * g * i * (1 - i), dc * c * f * (1 - f)"
G_O = "dz_g, dz_o = dc * i * (1 - g**2), dh * shown * o * (1 - o)"
JOIN = "np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)"
BACK = "back_h, back_c = dz @ w_h, dc * f"

order_of_texts = mistake(
    "put the gates in the order f, i, o, g",
    fails="goes_back_from_the_cell",
    replace=(JOIN, "np.concatenate([dz_f, dz_i, dz_o, dz_g], axis=1)"),
)

cell_after = mistake(
    "multiplied by c_t instead of c_(t-1) for the forget gate",
    fails="goes_back_from_the_cell",
    replace=(I_F, I_F.replace("dc * c * f", "dc * cells[:, t] * f")),
)

tanh_slope_everywhere = mistake(
    "took the slope of tanh for the gates, which are sigmoids",
    fails="goes_back_from_the_cell",
    replace=(I_F, I_F.replace("i * (1 - i)", "(1 - i**2)").replace("f * (1 - f)", "(1 - f**2)")),
)

candidate_like_a_gate = mistake(
    "took the slope of a sigmoid for the candidate, which is a tanh",
    fails="goes_back_from_the_cell",
    replace=(G_O, G_O.replace("(1 - g**2)", "g * (1 - g)")),
)

forget_gate_left_out = mistake(
    "sent the cell's blame back whole, without the forget gate",
    fails="goes_back_from_the_cell",
    replace=(BACK, "back_h, back_c = dz @ w_h, dc"),
)

last_cell_ignored = mistake(
    "ignored dc_last",
    fails="goes_back_from_the_cell",
    replace=("np.zeros_like(h0), dc_last", "np.zeros_like(h0), 0 * dc_last"),
)

output_gate_left_out = mistake(
    "left the output gate out on the way to the cell",
    fails="goes_back_from_the_hidden_state",
    replace=(DC, DC.replace("dh * o *", "dh *")),
)

slope_left_out = mistake(
    "left out the slope of tanh on the way to the cell",
    fails="goes_back_from_the_hidden_state",
    replace=(DC, DC.replace(" * (1 - shown**2)", "")),
)

slope_of_the_cell = mistake(
    "took 1 - c**2 for the slope of tanh(c)",
    fails="goes_back_from_the_hidden_state",
    replace=(DC, DC.replace("shown**2", "cells[:, t] ** 2")),
)

hidden_track_only = mistake(
    "carried nothing back along the cells",
    fails="goes_along_both_tracks",
    replace=(BACK, BACK.replace("dc * f", "dc * f * (t == 0)")),
)

cell_track_only = mistake(
    "carried nothing back along the hidden states",
    fails="goes_along_both_tracks",
    replace=(BACK, BACK.replace("dz @ w_h", "dz @ w_h * (t == 0)")),
)

forget_gate_of_the_step_before = mistake(
    "multiplied the cell's blame by the forget gate of the step before",
    fails="goes_along_both_tracks",
    replace=(
        BACK,
        "size = h.shape[1]\n        "
        + BACK.replace("dc * f", "dc * gates[:, max(t - 1, 0), size : 2 * size]"),
    ),
)

one_step_only = mistake(
    "kept what the first step says about the weights, not the sum",
    fails="sums_over_the_steps",
    replace=[
        ("dw_x += dz.T", "dw_x = dz.T"),
        ("dw_h += dz.T", "dw_h = dz.T"),
        ("db += dz", "db = dz"),
    ],
)

last_alone = mistake(
    "took dout of the last step alone",
    fails="listens_to_every_step",
    replace=(DH, "dh = (t == x.shape[1] - 1) * dout[:, t] + back_h"),
)

in_place = mistake(
    "added what comes back into dc_last",
    fails="leaves_its_inputs_unchanged",
    replace=[
        (DC, "back_c += dh * o * (1 - shown**2)\n        dc = back_c"),
        (BACK, "back_h, back_c = dz @ w_h, dc * f"),
    ],
)


@variant
def dz_of_all_steps(dout, dc_last, cache, w_x, w_h):
    "dz of all steps first, then one sum for each weight"
    gates, cells, size = cache["gates"], cache["cells"], w_h.shape[1]
    i, f, g, o = (gates[..., k * size : (k + 1) * size] for k in range(4))
    before_h = np.concatenate([cache["h0"][:, None], cache["out"][:, :-1]], axis=1)
    before_c = np.concatenate([cache["c0"][:, None], cells[:, :-1]], axis=1)
    shown = np.tanh(cells)
    dz, dh, dc = np.empty(gates.shape), np.zeros(dc_last.shape), dc_last.copy()
    for t in range(gates.shape[1])[::-1]:
        dh = dh + dout[:, t]
        dc = dc + o[:, t] * dh / np.cosh(cells[:, t]) ** 2
        parts = g[:, t] * dc, before_c[:, t] * dc, i[:, t] * dc, shown[:, t] * dh
        slopes = gates[:, t] * (1 - gates[:, t])
        slopes[:, 2 * size : 3 * size] = 1 - g[:, t] ** 2
        dz[:, t] = np.hstack(parts) * slopes
        dh, dc = np.einsum("bi,ij->bj", dz[:, t], w_h), f[:, t] * dc
    grads = {"dx": dz @ w_x, "dh0": dh, "dc0": dc, "db": dz.sum(axis=(0, 1))}
    grads["dw_x"] = np.einsum("bti,btj->ij", dz, cache["x"])
    grads["dw_h"] = np.einsum("bti,btj->ij", dz, before_h)
    return grads


@variant
def sequence_by_sequence(dout, dc_last, cache, w_x, w_h):
    "one sequence after another, with outer products"
    names = {"x": "dx", "h0": "dh0", "c0": "dc0"}
    grads = {new: np.zeros(cache[old].shape) for old, new in names.items()}
    grads |= {"dw_x": np.zeros(w_x.shape), "dw_h": np.zeros(w_h.shape), "db": np.zeros(len(w_h))}
    for k in range(len(dout)):
        dh, dc = np.zeros(w_h.shape[1]), dc_last[k]
        for t in range(dout.shape[1] - 1, -1, -1):
            i, f, g, o = cache["gates"][k, t].reshape(4, -1)
            h, c = (
                (cache["out"][k, t - 1], cache["cells"][k, t - 1])
                if t
                else (
                    cache["h0"][k],
                    cache["c0"][k],
                )
            )
            dh, shown = dh + dout[k, t], np.tanh(cache["cells"][k, t])
            dc = dc + dh * o * (1 - shown) * (1 + shown)
            blame = [dc * g * (i - i * i), dc * c * (f - f * f), dc * i * (1 - g * g)]
            dz = np.concatenate([*blame, dh * shown * (o - o * o)])
            grads["dx"][k, t] = w_x.T @ dz
            grads["dw_x"] += np.outer(dz, cache["x"][k, t])
            grads["dw_h"] += np.outer(dz, h)
            grads["db"] += dz
            dh, dc = w_h.T @ dz, dc * f
        grads["dh0"][k], grads["dc0"][k] = dh, dc
    return grads
