"""Vector-Jacobian products: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="sums_over_all_axes_in_front")
@cases(n=[300])
def handles_wide_layers(vjp, n, rng):
    "linear: handles hundreds of inputs and outputs"
    x, w, b = rng.normal(size=(5, 4, n)), rng.normal(size=(200, n)), rng.normal(size=200)
    dy = rng.normal(size=(5, 4, 200))
    got, expected = vjp("linear", (x, w, b), dy), reference("linear", (x, w, b), dy)
    near(got, expected, length=n, terms=10.0)


@check(after=["differentiates_softmax", "differentiates_log_softmax"])
@cases(n=[1, 1000], operation=["softmax", "log_softmax"])
def handles_one_class_and_many(vjp, n, operation, rng):
    "softmax and log_softmax: handle one class, and a thousand"
    x, dy = rng.normal(size=(2, 3, n))
    near(vjp(operation, (x,), dy), reference(operation, (x,), dy), length=n, terms=30.0)


@check(
    after=[
        "sums_over_all_axes_in_front",
        "differentiates_the_maximum",
        "differentiates_the_mean",
    ]
)
@cases(operation=["max", "mean", "linear"])
def handles_lengths_of_one(vjp, operation, rng):
    "handles axes of length 1"
    x, w, b = rng.normal(size=(1, 3, 1)), rng.normal(size=(1, 1)), rng.normal(size=1)
    inputs = (x, w, b) if operation == "linear" else (x,)
    shape = {"max": (1, 3), "mean": (), "linear": (1, 3, 1)}[operation]
    dy = np.asarray(rng.uniform(1, 2, size=shape))
    got, expected = vjp(operation, inputs, dy), reference(operation, inputs, dy)
    near(got, expected, length=3, terms=6.0)


def truth(operation, inputs, dy):
    """PyTorch's autograd in float64."""
    import torch

    if operation not in ("tanh", "mean", "max", "linear", "softmax", "log_softmax"):
        raise ValueError(operation)
    leaves = [torch.tensor(x, requires_grad=True) for x in inputs]
    forward = {
        "tanh": torch.tanh,
        "mean": torch.mean,
        "max": lambda x: x.gather(-1, torch.tensor(inputs[0].argmax(axis=-1))[..., None])[..., 0],
        "linear": lambda x, w, b: x @ w.T + b,
        "softmax": lambda x: x.softmax(-1),
        "log_softmax": lambda x: x.log_softmax(-1),
    }
    y = forward[operation](*leaves)
    return tuple(g.numpy() for g in torch.autograd.grad(y, leaves, torch.tensor(dy)))


SOFTMAX = "p * (dy - (p * dy).sum(axis=-1, keepdims=True))"
LOG_SOFTMAX = "dy - p * dy.sum(axis=-1, keepdims=True)"
LINEAR = "dy @ w, slopes.T @ rows, slopes.sum(axis=0)"
TAKEN = "np.arange(x.shape[-1]) == x.argmax(axis=-1)[..., None]"

tanh_of_input = mistake(
    "took 1 - x**2 for the slope of tanh, x the input instead of the output",
    fails="differentiates_tanh",
    replace=("np.tanh(x) ** 2", "x**2"),
)

tanh_forgotten = mistake(
    "passed dy through tanh as it is",
    fails="differentiates_tanh",
    replace=("dy * (1 - np.tanh(x) ** 2)", "dy.copy()"),
)

whole_mean = mistake(
    "gave every entry the whole of dy, as a sum would",
    fails="differentiates_the_mean",
    replace=("dy / x.size", "dy"),
)

mean_of_rows = mistake(
    "divided by the last length instead of the number of all entries",
    fails="differentiates_the_mean",
    replace=("dy / x.size", "dy / x.shape[-1]"),
)

maximum_itself = mistake(
    "multiplied by the maximum, whose slope is 1",
    fails="differentiates_the_maximum",
    replace=("dy[..., None], 0.0", "dy[..., None] * x, 0.0"),
)

all_of_the_row = mistake(
    "gave every entry of a row what only the largest gets",
    fails="differentiates_the_maximum",
    replace=("np.where(taken, dy[..., None], 0.0)", "dy[..., None] + 0.0 * x"),
)

every_tie = mistake(
    "gave the whole of dy to each of several largest entries",
    fails="gives_ties_to_the_first",
    replace=(TAKEN, "x == x.max(axis=-1, keepdims=True)"),
)

last_tie = mistake(
    "gave dy to the last of several largest entries",
    fails="gives_ties_to_the_first",
    replace=("x.argmax(axis=-1)", "(x.shape[-1] - 1 - x[..., ::-1].argmax(axis=-1))"),
)

bias_averaged = mistake(
    "averaged over the rows what the bias gets, instead of adding it up",
    fails="differentiates_a_linear_layer",
    replace=("slopes.sum(axis=0)", "slopes.mean(axis=0)"),
)

weights_averaged = mistake(
    "divided what the weights get by the number of rows; a mean in the loss is in dy already",
    fails="differentiates_a_linear_layer",
    replace=("slopes.T @ rows", "slopes.T @ rows / len(rows)"),
)

weights_the_other_way = mistake(
    "gave the weights' derivative the shape (inputs, outputs)",
    fails="differentiates_a_linear_layer",
    replace=("slopes.T @ rows", "rows.T @ slopes"),
)

first_axis_only = mistake(
    "added up what the bias gets over the first axis only",
    fails="sums_over_all_axes_in_front",
    replace=("slopes.sum(axis=0)", "dy.sum(axis=0)"),
)

diagonal_only = mistake(
    "took p (1 - p) dy, the diagonal of the Jacobian, and left out what other entries add",
    fails="differentiates_softmax",
    replace=(SOFTMAX, "p * (1 - p) * dy"),
)

unweighted_sum = mistake(
    "took the sum of dy off softmax's dy, not weighed by p",
    fails="differentiates_softmax",
    replace=("(p * dy).sum(axis=-1, keepdims=True)", "dy.sum(axis=-1, keepdims=True)"),
)

sum_of_everything = mistake(
    "summed p dy over the whole array instead of each row",
    fails="differentiates_softmax",
    replace=("(p * dy).sum(axis=-1, keepdims=True)", "(p * dy).sum()"),
)

dy_for_p = mistake(
    "weighed by dy where p belongs",
    fails="differentiates_softmax",
    replace=(SOFTMAX, "dy * (p - (p * p).sum(axis=-1, keepdims=True))"),
)

assumed_one_hot = mistake(
    "took dy - p, which is right only when dy sums to 1",
    fails="differentiates_log_softmax",
    replace=(LOG_SOFTMAX, "dy - p"),
)

softmax_once_more = mistake(
    "weighed dy by p inside the sum, as softmax does",
    fails="differentiates_log_softmax",
    replace=(LOG_SOFTMAX, "dy - p * (p * dy).sum(axis=-1, keepdims=True)"),
)

no_maximum = mistake(
    "did not subtract the maximum, so exp overflows",
    fails="survives_large_logits",
    replace=("np.exp(x - x.max(axis=-1, keepdims=True))", "np.exp(x)"),
)

shared_maximum = mistake(
    "subtracted the maximum of the whole array, so other rows vanish",
    fails="survives_large_logits",
    replace=("x.max(axis=-1, keepdims=True)", "x.max()"),
)

in_place = mistake(
    "changed the caller's dy",
    fails="leaves_its_inputs_unchanged",
    replace=(
        "return (dy * (1 - np.tanh(x) ** 2),)",
        "dy *= 1 - np.tanh(x) ** 2\n        return (dy,)",
    ),
)

no_error = mistake(
    "took any unknown name for log_softmax",
    fails="refuses_other_operations",
    replace=('raise ValueError(f"unknown operation {operation!r}")', "pass"),
)


@variant
def by_jacobians(operation, inputs, dy):
    "builds each row's Jacobian and multiplies by it"
    x = inputs[0]
    if operation == "tanh":
        return (dy / np.cosh(x) ** 2,)
    if operation == "mean":
        return (np.ones_like(x) * dy / x.size,)
    if operation == "linear":
        _, w, _ = inputs
        dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros(len(w))
        for place in np.ndindex(x.shape[:-1]):
            dx[place] = w.T @ dy[place]
            dw += np.outer(dy[place], x[place])
            db += dy[place]
        return dx, dw, db
    if operation not in ("max", "softmax", "log_softmax"):
        raise ValueError("no such operation")
    dx = np.zeros_like(x)
    for place in np.ndindex(x.shape[:-1]):
        row = x[place]
        p = np.exp(row - row.max()) / np.exp(row - row.max()).sum()
        jacobian = {
            "max": np.eye(len(row))[row.argmax()][None, :],
            "softmax": np.diag(p) - np.outer(p, p),
            "log_softmax": np.eye(len(row)) - p,
        }[operation]
        dx[place] = np.atleast_1d(dy[place]) @ jacobian
    return (dx,)


@variant
def with_einsum(operation, inputs, dy):
    "a table of rules, sums by einsum and tensordot"
    from scipy.special import log_softmax, softmax

    front = tuple(range(dy.ndim - 1))

    def maximum(x):
        dx = np.zeros_like(x)
        np.put_along_axis(dx, x.argmax(axis=-1)[..., None], dy[..., None], axis=-1)
        return (dx,)

    def through_softmax(x):
        p = softmax(x, axis=-1)
        return (p * dy - p * np.einsum("...i,...i->...", p, dy)[..., None],)

    rules = {
        "tanh": lambda x: (dy * (1 + np.tanh(x)) * (1 - np.tanh(x)),),
        "mean": lambda x: (np.broadcast_to(dy / x.size, x.shape).copy(),),
        "max": maximum,
        "linear": lambda x, w, b: (
            np.einsum("...o,oi->...i", dy, w),
            np.tensordot(dy, x, axes=(front, front)),
            dy.sum(axis=front),
        ),
        "softmax": through_softmax,
        "log_softmax": lambda x: (
            dy - np.exp(log_softmax(x, axis=-1)) * np.einsum("...i->...", dy)[..., None],
        ),
    }
    if operation not in rules:
        raise ValueError(operation)
    return rules[operation](*inputs)
