"""Backpropagation through time: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def network(rng, n, steps, d, h):
    """What rnn_backward takes; it must not care whether the states fit the inputs."""
    arrays = [rng.normal(size=s) for s in ((n, steps, h), (n, steps, d), (n, h))]
    arrays.append(rng.uniform(-0.95, 0.95, size=(n, steps, h)))
    return [*arrays, rng.normal(size=(h, d)), 0.7 * rng.normal(size=(h, h)) / np.sqrt(h)]


@check(after="listens_to_every_step")
@cases(steps=[30], seed=range(2))
def handles_long_sequences(rnn_backward, steps, rng):
    "handles four sequences of thirty steps with twelve units"
    given = network(rng, 4, steps, 7, 12)
    near(rnn_backward(*given), reference(*given), length=200, terms=10.0)


@check(after="listens_to_every_step")
@cases(n=[3, 4])
def is_not_misled_by_lengths(rnn_backward, n, rng):
    "is right where all lengths are equal"
    given = network(rng, n, n, n, n)
    near(rnn_backward(*given), reference(*given), length=50, terms=10.0)


def truth(dout, x, h0, out, w_xh, w_hh):
    """PyTorch's autograd, of a forward pass moved to exactly the states given."""
    import torch

    x, h0, w_xh, w_hh, out = (
        torch.tensor(np.asarray(a, dtype="float64"), requires_grad=True)
        for a in (x, h0, w_xh, w_hh, out)
    )
    b = torch.zeros(len(w_hh), dtype=torch.float64, requires_grad=True)
    h, loss = h0, 0.0
    for t in range(x.shape[1]):
        z = x[:, t] @ w_xh.T + h @ w_hh.T + b
        h = torch.tanh(torch.atanh(out[:, t]).detach() + (z - z.detach()))
        loss = loss + (h * torch.tensor(dout[:, t])).sum()
    leaves = {"dx": x, "dh0": h0, "dw_xh": w_xh, "dw_hh": w_hh, "db": b}
    grads = torch.autograd.grad(loss, list(leaves.values()))
    return {name: grad.numpy() for name, grad in zip(leaves, grads, strict=True)}


DZ = "dz = (dout[:, t] + dh) * (1 - out[:, t] ** 2)"
BEFORE = "before = out[:, t - 1] if t > 0 else h0"
DH = "dh = dz @ w_hh"

no_slope = mistake(
    "left out the slope of tanh",
    fails="goes_back_one_step",
    replace=(DZ, "dz = dout[:, t] + dh"),
)

slope_unsquared = mistake(
    "took 1 - h for the slope of tanh",
    fails="goes_back_one_step",
    replace=(DZ, DZ.replace(" ** 2", "")),
)

wrong_way_through = mistake(
    "went back through W_hh transposed, as the rows go forward",
    fails="goes_back_one_step",
    replace=(DH, "dh = dz @ w_hh.T"),
)

state_after = mistake(
    "multiplied dz_t by h_t instead of the state before",
    fails="goes_back_one_step",
    replace=(BEFORE, "before = out[:, t]"),
)

zeros_before_the_first = mistake(
    "took zeros for the state before the first, whatever h0 is",
    fails="goes_back_one_step",
    replace=(BEFORE, BEFORE.replace("else h0", "else 0 * h0")),
)

averaged = mistake(
    "averaged the bias's gradient over the batch",
    fails="goes_back_one_step",
    replace=("dz.sum(axis=0)", "dz.mean(axis=0)"),
)

not_carried = mistake(
    "did not carry the blame from a step to the one before",
    fails="goes_through_time",
    replace=(DZ, DZ.replace(" + dh", " + (dh if t == x.shape[1] - 1 else 0 * dh)")),
)

piled_up = mistake(
    "added the blame of all later steps, not that of the next",
    fails="goes_through_time",
    replace=(DH, "dh = dh + dz @ w_hh"),
)

one_step_only = mistake(
    "kept what the first step says about the weights, not the sum",
    fails="sums_over_the_steps",
    replace=[
        ("dw_xh += dz.T", "dw_xh = dz.T"),
        ("dw_hh += dz.T", "dw_hh = dz.T"),
        ("db += dz", "db = dz"),
    ],
)

averaged_over_time = mistake(
    "divided the gradients of the weights by the number of steps",
    fails="sums_over_the_steps",
    replace=(
        '"dw_xh": dw_xh, "dw_hh": dw_hh, "db": db}',
        '"dw_xh": dw_xh / x.shape[1], "dw_hh": dw_hh / x.shape[1], "db": db / x.shape[1]}',
    ),
)

last_alone = mistake(
    "took dout of the last step alone",
    fails="listens_to_every_step",
    replace=(DZ, DZ.replace("dout[:, t] + dh", "dh + (t == x.shape[1] - 1) * dout[:, t]")),
)

in_place = mistake(
    "added what comes back into dout",
    fails="leaves_its_inputs_unchanged",
    replace=(DZ, "dout[:, t] += dh\n        " + DZ.replace("(dout[:, t] + dh)", "dout[:, t]")),
)


@variant
def all_dz_first(dout, x, h0, out, w_xh, w_hh):
    "dz of all steps first, then one sum for each weight"
    dz, dh = np.zeros(out.shape), 0.0
    for t in range(out.shape[1] - 1, -1, -1):
        dz[:, t] = (1 - out[:, t] * out[:, t]) * (dout[:, t] + dh)
        dh = np.einsum("bi,ij->bj", dz[:, t], w_hh)
    before = np.concatenate([h0[:, None], out[:, :-1]], axis=1)
    return {
        "dx": dz @ w_xh,
        "dh0": dh,
        "dw_xh": np.einsum("bti,btj->ij", dz, x),
        "dw_hh": np.tensordot(dz, before, axes=((0, 1), (0, 1))),
        "db": dz.sum(axis=(0, 1)),
    }


@variant
def sequence_by_sequence(dout, x, h0, out, w_xh, w_hh):
    "one sequence after another, with outer products"
    grads = {"dx": np.zeros(x.shape), "dh0": np.zeros(h0.shape)}
    grads |= {"dw_xh": np.zeros(w_xh.shape), "dw_hh": np.zeros(w_hh.shape)}
    grads["db"] = np.zeros(len(w_hh))
    for k in range(len(x)):
        back = np.zeros(len(w_hh))
        for t in range(x.shape[1])[::-1]:
            blame = (dout[k, t] + back) * (1 + out[k, t]) * (1 - out[k, t])
            grads["dx"][k, t] = w_xh.T @ blame
            grads["dw_xh"] += np.outer(blame, x[k, t])
            grads["dw_hh"] += np.outer(blame, out[k, t - 1] if t else h0[k])
            grads["db"] += blame
            back = w_hh.T @ blame
        grads["dh0"][k] = back
    return grads
