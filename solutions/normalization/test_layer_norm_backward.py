"""Derivatives of layer normalization: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="takes_sentences_and_single_vectors")
@cases(d=[200], seed=range(2))
def handles_long_vectors(layer_norm_backward, d, rng):
    "handles tokens with hundreds of features, with another eps"
    upstream, x = rng.normal(size=(2, 3, 8, d))
    gamma = rng.normal(size=d)
    got, expected = (
        side(upstream, 2 * x, gamma, eps=1e-2) for side in (layer_norm_backward, reference)
    )
    near(got, expected, length=d, terms=40.0)


@check(after=["differentiates_by_gamma", "differentiates_by_x"])
@cases(d=[1, 2], seed=range(2))
def knows_the_shortest_vectors(layer_norm_backward, d, rng):
    "gives almost no derivative by x for vectors of one or two features"
    upstream, x, gamma = (rng.normal(size=shape) for shape in ((3, d), (3, d), (d,)))
    x[:, -1] = x[:, 0] + (d - 1)
    got, expected = layer_norm_backward(upstream, x, gamma), reference(upstream, x, gamma)
    near(got[0], expected[0], length=3, terms=4000.0 if d == 1 else 400.0, name="dx")
    near(got[1:], expected[1:], length=3, terms=400.0, name="dgamma and dbeta")


def truth(upstream, x, gamma, eps=1e-5):
    """PyTorch's autograd through its layer norm, in float64."""
    import torch

    rows, weight = (torch.tensor(a).requires_grad_() for a in (x, gamma))
    bias = torch.zeros_like(weight).requires_grad_()
    y = torch.nn.functional.layer_norm(rows, x.shape[-1:], weight, bias, eps)
    y.backward(torch.tensor(upstream))
    return tuple(leaf.grad.numpy() for leaf in (rows, weight, bias))


X = ["differentiates_by_x", "agrees_with_differences"]
ROOT = "root = np.sqrt((centered**2).mean(axis=-1, keepdims=True) + eps)"
G = "    g = upstream * gamma\n"
MEAN = "through_mean = g.mean(axis=-1, keepdims=True)"
VAR = "through_var = x_hat * (g * x_hat).mean(axis=-1, keepdims=True)"
LEADING = "leading = tuple(range(x.ndim - 1))"
SUMS = "dgamma, dbeta = (upstream * x_hat).sum(axis=leading), upstream.sum(axis=leading)"
RETURN = "return (g - through_mean - through_var) / root, dgamma, dbeta"

averaged = mistake(
    "averaged the derivatives by gamma and beta over the batch",
    fails="differentiates_by_beta",
    replace=(SUMS, SUMS.replace(".sum(", ".mean(")),
)

over_features = mistake(
    "summed the derivative by beta over the features instead of the batch",
    fails="differentiates_by_beta",
    replace=(RETURN, RETURN.replace("dbeta", "upstream.sum(axis=-1)")),
)

beta_scaled = mistake(
    "multiplied the derivative by beta by gamma",
    fails="differentiates_by_beta",
    replace=(RETURN, RETURN.replace("dbeta", "gamma * dbeta")),
)

not_summed = mistake(
    "returned the derivatives by gamma and beta for each vector, not their sum",
    fails="differentiates_by_beta",
    replace=(RETURN, RETURN.replace("dgamma, dbeta", "upstream * x_hat, upstream")),
)

gamma_from_x = mistake(
    "multiplied upstream by x instead of x_hat in dgamma",
    fails="differentiates_by_gamma",
    replace=(SUMS, SUMS.replace("upstream * x_hat", "upstream * x")),
)

gamma_times_gamma = mistake(
    "multiplied dgamma by gamma, as if it had been passed through",
    fails="differentiates_by_gamma",
    replace=(SUMS, SUMS.replace("upstream * x_hat", "g * x_hat")),
)

unbiased = mistake(
    "divided the variance by d - 1",
    fails=[*X, "differentiates_by_gamma"],
    replace=(
        ROOT,
        "root = np.sqrt((centered**2).sum(axis=-1, keepdims=True) / max(len(gamma) - 1, 1) + eps)",
    ),
)

without_eps = mistake(
    "left eps out",
    fails=[*X, "differentiates_by_gamma"],
    replace=(ROOT, ROOT.replace(" + eps", "")),
)

gamma_last = mistake(
    "multiplied by gamma after the means, as batch normalization allows",
    fails=X,
    replace=[(G, "    g = upstream\n"), (RETURN, RETURN.replace("return ", "return gamma * "))],
)

without_gamma = mistake(
    "left gamma out of dx",
    fails=X,
    replace=(G, "    g = upstream\n"),
)

statistics_constant = mistake(
    "took mean and variance for constants",
    fails=X,
    replace=(RETURN, RETURN.replace("(g - through_mean - through_var)", "g")),
)

variance_constant = mistake(
    "forgot the way through the variance",
    fails=X,
    replace=(RETURN, RETURN.replace(" - through_var", "")),
)

mean_constant = mistake(
    "forgot the way through the mean",
    fails=X,
    replace=(RETURN, RETURN.replace(" - through_mean", "")),
)

summed = mistake(
    "took sums over the features where means belong",
    fails=X,
    replace=[
        (MEAN, MEAN.replace("mean(axis", "sum(axis")),
        (VAR, VAR.replace("mean(axis", "sum(axis")),
    ],
)

over_the_batch = mistake(
    "took the two means over the batch, as in batch normalization",
    fails=X,
    replace=[(MEAN, MEAN.replace("axis=-1", "axis=0")), (VAR, VAR.replace("axis=-1", "axis=0"))],
)

not_divided = mistake(
    "forgot that x_hat is divided by the root, so dx is too",
    fails=X,
    replace=(RETURN, RETURN.replace(" / root", "")),
)

first_axis_only = mistake(
    "summed dgamma and dbeta over axis 0 only, so sentences leave an axis too many",
    fails="takes_sentences_and_single_vectors",
    replace=(LEADING, "leading = 0 if x.ndim > 1 else ()"),
)

in_place = mistake(
    "scaled the caller's upstream in place",
    fails="leaves_its_arguments_unchanged",
    replace=[
        (G, "    same = upstream.copy()\n    upstream *= gamma\n    g = upstream\n"),
        (SUMS, SUMS.replace("upstream", "same")),
    ],
)


@variant
def vector_by_vector(upstream, x, gamma, eps=1e-5):
    "the Jacobian of one vector after the other"
    d = x.shape[-1]
    dx, dgamma, dbeta = np.zeros((x.size // d, d)), np.zeros(d), np.zeros(d)
    rows = zip(x.reshape(-1, d), upstream.reshape(-1, d), strict=True)
    for i, (row, above) in enumerate(rows):
        root = np.sqrt(row.var() + eps)
        x_hat = (row - row.mean()) / root
        jacobian = (np.eye(d) - 1 / d - np.outer(x_hat, x_hat) / d) / root
        dx[i] = jacobian @ (gamma * above)
        dgamma += above * x_hat
        dbeta += above
    return dx.reshape(x.shape), dgamma, dbeta


@variant
def node_by_node(upstream, x, gamma, eps=1e-5):
    "one node of the graph after the other"
    d = x.shape[-1]
    centered = x - x.mean(-1, keepdims=True)
    var = np.einsum("...i,...i->...", centered, centered)[..., None] / d
    inverse = (var + eps) ** -0.5
    dx_hat = gamma * upstream
    dvar = np.einsum("...i,...i->...", dx_hat, centered)[..., None] * -0.5 * inverse**3
    dcentered = dx_hat * inverse + 2 / d * dvar * centered
    dx = dcentered - dcentered.mean(-1, keepdims=True)
    flat = (upstream * centered * inverse).reshape(-1, d)
    return dx, np.ones(len(flat)) @ flat, upstream.reshape(-1, d).sum(0)
