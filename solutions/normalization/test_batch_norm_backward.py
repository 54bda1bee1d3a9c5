"""Derivatives of batch normalization: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="differentiates_by_x")
@cases(n=[200], d=[30], seed=range(2))
def handles_large_batches(batch_norm_backward, n, d, rng):
    "handles hundreds of samples, with another eps"
    upstream, x = rng.normal(size=(2, n, d))
    gamma = rng.normal(size=d)
    got, expected = (
        side(upstream, 2 * x, gamma, eps=1e-3) for side in (batch_norm_backward, reference)
    )
    near(got, expected, length=n, terms=40.0)


@check(after="differentiates_by_x")
@cases(shift=[-7.0, 40.0], seed=range(2))
def ignores_what_all_samples_share(batch_norm_backward, shift, rng):
    "gives the same derivative by x when every sample of the loss is charged the same on top"
    upstream, x, gamma = (rng.normal(size=shape) for shape in ((6, 3), (6, 3), (3,)))
    got, expected = batch_norm_backward(upstream + shift, x, gamma), reference(upstream, x, gamma)
    near(
        got[0], expected[0], length=6, terms=40 * abs(shift) / float(x.std(0).min()) ** 2, name="dx"
    )


def truth(upstream, x, gamma, running=None, eps=1e-5):
    """PyTorch's autograd through its batch norm, in float64."""
    import torch

    rows, weight = (torch.tensor(a).requires_grad_() for a in (x, gamma))
    bias = torch.zeros_like(weight).requires_grad_()
    mean, var = (None, None) if running is None else (torch.tensor(a) for a in running)
    y = torch.nn.functional.batch_norm(
        rows, mean, var, weight, bias, training=running is None, eps=eps
    )
    y.backward(torch.tensor(upstream))
    return tuple(leaf.grad.numpy() for leaf in (rows, weight, bias))


X = ["differentiates_by_x", "agrees_with_differences"]
SUMS = "dgamma, dbeta = (upstream * x_hat).sum(axis=0), upstream.sum(axis=0)"
DIRECT = "direct = upstream - (dbeta + x_hat * dgamma) / len(x)"
RETURN = "return gamma * inverse * direct, dgamma, dbeta"
INVERSE = "inverse = 1 / np.sqrt(var + eps)"
CHOICE = "running if running is not None else (x.mean(axis=0), x.var(axis=0))"

averaged = mistake(
    "averaged the derivatives by gamma and beta over the samples",
    fails="differentiates_by_beta",
    replace=(
        RETURN,
        "return gamma * inverse * direct, dgamma / len(x), dbeta / len(x)",
    ),
)

over_features = mistake(
    "summed over the features instead of the samples",
    fails="differentiates_by_beta",
    replace=(RETURN, "return gamma * inverse * direct, dgamma, upstream.sum(axis=1)"),
)

beta_scaled = mistake(
    "multiplied the derivative by beta by gamma",
    fails="differentiates_by_beta",
    replace=(RETURN, RETURN.replace("dbeta", "gamma * dbeta")),
)

gamma_from_x = mistake(
    "multiplied upstream by x instead of x_hat in dgamma",
    fails="differentiates_by_gamma",
    replace=(RETURN, RETURN.replace("dgamma", "(upstream * x).sum(axis=0)")),
)

gamma_times_gamma = mistake(
    "multiplied dgamma by gamma, as if it had been passed through",
    fails="differentiates_by_gamma",
    replace=(RETURN, RETURN.replace("dgamma", "gamma * dgamma")),
)

unbiased = mistake(
    "divided the variance by n - 1",
    fails=["differentiates_by_gamma", "agrees_with_differences"],
    replace=(CHOICE, CHOICE.replace("x.var(axis=0)", "x.var(axis=0, ddof=1)")),
)

without_eps = mistake(
    "left eps out",
    fails=["differentiates_by_gamma", "agrees_with_differences"],
    replace=(INVERSE, "inverse = 1 / np.sqrt(var)"),
)

batch_in_evaluation = mistake(
    "sent the derivative through mean and variance in evaluation too",
    fails="takes_running_statistics_for_constants",
    replace=("    if running is None:\n        direct", "    if True:\n        direct"),
)

running_ignored = mistake(
    "took the statistics of the batch in evaluation too",
    fails="takes_running_statistics_for_constants",
    replace=(CHOICE, "(x.mean(axis=0), x.var(axis=0))"),
)

statistics_constant = mistake(
    "took mean and variance for constants in training too",
    fails=X,
    replace=(DIRECT, "direct = upstream"),
)

variance_constant = mistake(
    "forgot the way through the variance",
    fails=X,
    replace=(DIRECT, "direct = upstream - dbeta / len(x)"),
)

mean_constant = mistake(
    "forgot the way through the mean",
    fails=X,
    replace=(DIRECT, "direct = upstream - x_hat * dgamma / len(x)"),
)

without_gamma = mistake(
    "left gamma out of dx",
    fails=[*X, "takes_running_statistics_for_constants"],
    replace=(RETURN, RETURN.replace("gamma * inverse", "inverse")),
)

gamma_twice = mistake(
    "took gamma into the sums of dx as well, so it stands there twice",
    fails=X,
    replace=(
        DIRECT,
        DIRECT.replace("(dbeta + x_hat * dgamma)", "gamma * (dbeta + x_hat * dgamma)"),
    ),
)

not_over_n = mistake(
    "left the 1/n of mean and variance out of dx",
    fails=X,
    replace=(DIRECT, DIRECT.replace(" / len(x)", "")),
)

sign_turned = mistake(
    "added the ways through mean and variance instead of subtracting them",
    fails=X,
    replace=(DIRECT, DIRECT.replace("upstream - ", "upstream + ")),
)

not_by_the_deviation = mistake(
    "forgot that x_hat is divided by the deviation, so dx is too",
    fails=[*X, "takes_running_statistics_for_constants"],
    replace=(RETURN, RETURN.replace("gamma * inverse", "gamma")),
)

in_place = mistake(
    "scaled the caller's upstream in place",
    fails="leaves_its_arguments_unchanged",
    replace=(
        RETURN,
        "upstream *= gamma\n    "
        + RETURN.replace(
            "gamma * inverse * direct",
            "(gamma * direct if running is None else upstream) * inverse",
        ),
    ),
)


@variant
def step_by_step(upstream, x, gamma, running=None, eps=1e-5):
    "one node of the graph after the other, as in the paper"
    n = len(x)
    mean, var = (x.mean(0), ((x - x.mean(0)) ** 2).mean(0)) if running is None else running
    centered = x - mean
    root = (var + eps) ** 0.5
    dx_hat = upstream * gamma
    dx = dx_hat / root
    if running is None:
        dvar = (dx_hat * centered).sum(0) * -0.5 / root**3
        dmean = -(dx_hat / root).sum(0) - 2 * dvar * centered.mean(0)
        dx = dx + dvar * 2 * centered / n + dmean / n
    return dx, (upstream * centered / root).sum(0), upstream.sum(0)


@variant
def with_a_matrix(upstream, x, gamma, running=None, eps=1e-5):
    "the Jacobian of each column, written out"
    n, d = x.shape
    dx, dgamma, dbeta = np.zeros((n, d)), np.zeros(d), np.zeros(d)
    for k in range(d):
        column = x[:, k]
        mean, var = (column.mean(), column.var()) if running is None else (r[k] for r in running)
        x_hat = (column - mean) / np.sqrt(var + eps)
        jacobian = np.eye(n)
        if running is None:
            jacobian = jacobian - 1 / n - np.outer(x_hat, x_hat) / n
        dx[:, k] = gamma[k] / np.sqrt(var + eps) * (jacobian @ upstream[:, k])
        dgamma[k], dbeta[k] = upstream[:, k] @ x_hat, upstream[:, k].sum()
    return dx, dgamma, dbeta
