"""Symmetry breaking: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after="keeps_twins_together")
@cases(groups=[2, 5])
def counts_groups_of_twins(train_and_count, groups, rng):
    "counts several groups of twins, in any order"
    which = rng.permutation(np.arange(12) % groups)
    x, y = rng.normal(size=(5, 3)), rng.normal(size=5)
    w1, b1, w2 = rng.normal(size=(groups, 3)), rng.normal(size=groups), rng.normal(size=groups)
    network = (x, y, w1[which], b1[which], w2[which] / 12, 0.0)
    got, expected = (side(*network, 0.05, 20) for side in (train_and_count, reference))
    near(got[0], expected[0], length=2000, terms=4.0, steps=0, name="losses")
    equal(got[1], expected[1], name="kinds")


@check(after="descends_the_gradient")
@cases(n=[1, 40], h=[1, 30])
def handles_other_sizes(train_and_count, n, h, rng):
    "handles one sample and many, one unit and many, one input"
    x, y = rng.normal(size=(n, 1)), rng.normal(size=n)
    w1, b1, w2 = rng.normal(size=(h, 1)), rng.normal(size=h), rng.normal(size=h) / h
    network = (x, y, w1, b1, w2, 0.5)
    got, expected = (side(*network, 0.1, 5) for side in (train_and_count, reference))
    near(got[0], expected[0], length=1000, terms=4.0, steps=0, name="losses")
    equal(got[1], expected[1], name="kinds")


def truth(x, y, w1, b1, w2, b2, lr, steps):
    """PyTorch's autograd and SGD; units counted as different rows of rounded numbers."""
    import torch

    parameters = [torch.tensor(p, dtype=torch.float64) for p in (w1, b1, w2, b2)]
    for parameter in parameters:
        parameter.requires_grad_()
    optimizer = torch.optim.SGD(parameters, lr=lr)
    data, targets = torch.tensor(x), torch.tensor(y)
    losses, kinds = [], []
    for _ in range(steps + 1):
        w, b, v, c = parameters
        output = torch.tanh(data @ w.T + b) @ v + c
        loss = torch.nn.functional.mse_loss(output, targets) / 2
        units = torch.cat([w, b[:, None], v[:, None]], 1).detach().numpy()
        losses.append(loss.item())
        kinds.append(len(np.unique(units.round(7) + 0.0, axis=0)))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return np.array(losses), np.array(kinds)


HIDDEN = """\
        dz = slope[:, None] * w2 * (1 - a * a)
        w1, b1 = w1 - lr * dz.T @ x, b1 - lr * dz.sum(axis=0)
"""
OUTPUT = """\
        w2, b2 = w2 - lr * slope @ a, b2 - lr * slope.sum()
"""
UNITS = "np.column_stack([w1, b1, w2])"

whole_squares = mistake(
    "left out the factor 1/2 of the loss",
    fails="computes_the_loss",
    replace=(".mean() / 2", ".mean()"),
)

summed = mistake(
    "added up the samples' losses instead of averaging them",
    fails="computes_the_loss",
    replace=("(error * error).mean()", "(error * error).sum()"),
)

no_output_bias = mistake(
    "left out the bias of the output",
    fails="computes_the_loss",
    replace=("a @ w2 + b2 - y", "a @ w2 - y"),
)

new_w2_for_the_hidden_layer = mistake(
    "used the already updated w2 for the gradients of the hidden layer",
    fails="descends_the_gradient",
    replace=(HIDDEN + OUTPUT, OUTPUT + HIDDEN),
)

no_mean = mistake(
    "did not divide the gradients by the number of samples",
    fails="descends_the_gradient",
    replace=("error / len(x)", "error"),
)

twice_the_error = mistake(
    "took 2 (output - y) for the slope of (output - y)**2 / 2",
    fails="descends_the_gradient",
    replace=("error / len(x)", "2 * error / len(x)"),
)

slope_forgotten = mistake(
    "left out the slope of tanh",
    fails="descends_the_gradient",
    replace=(" * (1 - a * a)", ""),
)

uphill = mistake(
    "added the gradients instead of subtracting them",
    fails="descends_the_gradient",
    replace=("slope = error", "slope = -error"),
)

biases_stay = mistake(
    "did not train the hidden biases",
    fails="descends_the_gradient",
    replace=("b1 - lr * dz.sum(axis=0)", "b1"),
)

first_layer_frozen = mistake(
    "trained the output layer only",
    fails="descends_the_gradient",
    replace=("w1 - lr * dz.T @ x, b1 - lr * dz.sum(axis=0)", "w1, b1"),
)

inputs_only = mistake(
    "compared what units take in, not what they give out",
    fails="tells_units_apart",
    replace=(UNITS, "np.column_stack([w1, b1])"),
)

no_bias = mistake(
    "left the bias out when comparing units",
    fails="tells_units_apart",
    replace=(UNITS, "np.column_stack([w1, w2])"),
)

blurred = mistake(
    "called units alike that differ by hundredths",
    fails="tells_units_apart",
    replace=("max() > 1e-9", "max() > 0.02"),
)

any_number_alike = mistake(
    "called units alike when one of their numbers is the same",
    fails="tells_units_apart",
    replace=("np.abs(unit - other).max()", "np.abs(unit - other).min()"),
)

twins_left_out = mistake(
    "counted only units that have no twin",
    fails="tells_units_apart",
    replace=(
        "return len(kept)",
        """\
return sum(
        sum(np.abs(unit - other).max() <= 1e-9 for other in units) == 1 for unit in units
    )""",
    ),
)

in_place = mistake(
    "trained the caller's own weights",
    fails="leaves_its_inputs_unchanged",
    replace=("w1, b1 = w1 - lr * dz.T @ x, ", "w1 -= lr * dz.T @ x\n        b1 = "),
)


@variant
def sample_by_sample(x, y, w1, b1, w2, b2, lr, steps):
    "one sample and one unit at a time, units compared pair by pair"
    n, h = len(x), len(w1)
    w1, b1, w2 = w1.copy(), b1.copy(), w2.copy()
    losses, kinds = np.zeros(steps + 1), np.zeros(steps + 1, dtype=np.int64)
    for step in range(steps + 1):
        gradients = [np.zeros_like(w1), np.zeros_like(b1), np.zeros_like(w2), 0.0]
        for sample, target in zip(x, y, strict=True):
            a = np.tanh([w @ sample + b for w, b in zip(w1, b1, strict=True)])
            error = float(a @ w2) + b2 - target
            losses[step] += error**2 / (2 * n)
            for j in range(h):
                back = error * w2[j] / np.cosh(w1[j] @ sample + b1[j]) ** 2
                gradients[0][j] += back * sample / n
                gradients[1][j] += back / n
                gradients[2][j] += error * a[j] / n
            gradients[3] += error / n
        for j in range(h):
            same = [
                k
                for k in range(j)
                if np.allclose(w1[j], w1[k], rtol=0, atol=1e-9)
                and abs(b1[j] - b1[k]) <= 1e-9
                and abs(w2[j] - w2[k]) <= 1e-9
            ]
            kinds[step] += not same
        w1 -= lr * gradients[0]
        b1 -= lr * gradients[1]
        w2 -= lr * gradients[2]
        b2 -= lr * gradients[3]
    return losses, kinds


@variant
def all_distances(x, y, w1, b1, w2, b2, lr, steps):
    "weights and bias in one matrix, all pairs of units at once"
    theta, ones = np.column_stack([w1, b1]), np.column_stack([x, np.ones(len(x))])
    out, losses, kinds = np.append(w2, b2), [], []
    for step in range(steps + 1):
        a = np.column_stack([np.tanh(ones @ theta.T), np.ones(len(x))])
        error = a @ out - y
        losses.append(0.5 * np.mean(error**2))
        units = np.column_stack([theta, out[:-1]])
        close = np.abs(units[:, None] - units[None]).max(axis=2) <= 1e-9
        kinds.append(int((close.argmax(axis=1) == np.arange(len(units))).sum()))
        if step < steps:
            hidden = np.einsum("n,h,nh->nh", error, out[:-1], 1 - a[:, :-1] ** 2) / len(x)
            out = out - lr * a.T @ error / len(x)
            theta = theta - lr * hidden.T @ ones
    return np.array(losses), np.array(kinds)
