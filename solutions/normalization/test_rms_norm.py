"""RMS normalization: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["keeps_float32", "agrees_with_differences"])
@cases(dtype=["float64", "float32"], seed=range(2))
def handles_long_vectors(rms_norm, dtype, rng):
    "handles tokens with hundreds of features, with another eps"
    x, upstream = rng.normal(size=(2, 3, 4, 500)).astype(dtype)
    gamma = rng.normal(size=500).astype(dtype)
    got, expected = (side(2 * x, gamma, upstream, 1e-2) for side in (rms_norm, reference))
    near(got, expected, length=500, terms=20.0)


@check(after=["differentiates_by_gamma", "differentiates_by_x"])
@cases(scale=[1e-3, 1e3], seed=range(2))
def knows_short_and_long_vectors(rms_norm, scale, rng):
    "feels eps in vectors a thousandth long, and nothing of it in long ones"
    x, upstream = rng.normal(size=(2, 3, 5)) + 0.5
    gamma = rng.uniform(1.0, 2.0, size=5)
    got, expected = (side(scale * x, gamma, upstream) for side in (rms_norm, reference))
    near(got[0], expected[0], length=5, terms=4.0, name="y")
    near(got[1], expected[1], length=5, terms=20.0 / scale, name="dx")
    near(got[2], expected[2], length=15, terms=8.0, name="dgamma")


def truth(x, gamma, upstream, eps=1e-6):
    """PyTorch's autograd through its RMS norm, in float64."""
    import torch

    rows, weight = (torch.tensor(a.astype("float64")).requires_grad_() for a in (x, gamma))
    y = torch.nn.functional.rms_norm(rows, x.shape[-1:], weight, eps)
    y.backward(torch.tensor(upstream.astype("float64")))
    results = (y.detach(), rows.grad, weight.grad)
    return tuple(result.numpy().astype(x.dtype) for result in results)


X = ["differentiates_by_x", "agrees_with_differences"]
RMS = "rms = np.sqrt((x * x).mean(axis=-1, keepdims=True) + eps)"
G = "    g = upstream * gamma\n"
DX = "dx = (g - x_hat * (g * x_hat).mean(axis=-1, keepdims=True)) / rms"
LEADING = "leading = tuple(range(x.ndim - 1))"
RETURN = "return gamma * x_hat, dx, (upstream * x_hat).sum(axis=leading)"

centered = mistake(
    "subtracted the mean first, which is layer normalization",
    fails="divides_by_the_root_mean_square",
    replace=(RMS, "x = x - x.mean(axis=-1, keepdims=True)\n    " + RMS),
)

by_the_length = mistake(
    "divided by the length, the root of the sum of squares, not of their mean",
    fails="divides_by_the_root_mean_square",
    replace=(RMS, RMS.replace("mean(", "sum(")),
)

no_root = mistake(
    "divided by the mean square instead of its root",
    fails="divides_by_the_root_mean_square",
    replace=(RMS, "rms = (x * x).mean(axis=-1, keepdims=True) + eps"),
)

eps_outside = mistake(
    "added eps to the root instead of the mean square",
    fails="divides_by_the_root_mean_square",
    replace=(RMS, "rms = np.sqrt((x * x).mean(axis=-1, keepdims=True)) + eps"),
)

without_eps = mistake(
    "left eps out, so a vector of zeros is 0 / 0",
    fails=["divides_by_the_root_mean_square"],
    replace=(RMS, "rms = np.sqrt((x * x).mean(axis=-1, keepdims=True))"),
)

no_gamma = mistake(
    "left gamma out of y",
    fails="divides_by_the_root_mean_square",
    replace=(RETURN, RETURN.replace("gamma * x_hat, dx", "x_hat, dx")),
)

whole_array = mistake(
    "took one root mean square for the whole batch",
    fails="treats_each_vector_by_itself",
    replace=(RMS, RMS.replace("mean(axis=-1, keepdims=True)", "mean()")),
)

over_the_batch = mistake(
    "took the mean square over the batch instead of the features",
    fails="treats_each_vector_by_itself",
    replace=(RMS, RMS.replace("axis=-1", "axis=0")),
)

gamma_averaged = mistake(
    "averaged the derivative by gamma over the vectors",
    fails="differentiates_by_gamma",
    replace=(RETURN, RETURN.replace(".sum(", ".mean(")),
)

gamma_from_x = mistake(
    "multiplied upstream by x instead of x_hat in dgamma",
    fails="differentiates_by_gamma",
    replace=(RETURN, RETURN.replace("(upstream * x_hat)", "(upstream * x)")),
)

gamma_twice = mistake(
    "multiplied dgamma by gamma, as if it had been passed through",
    fails="differentiates_by_gamma",
    replace=(RETURN, RETURN.replace("(upstream * x_hat)", "(g * x_hat)")),
)

first_axis_only = mistake(
    "summed dgamma over axis 0 only, so sentences leave an axis too many",
    fails="differentiates_by_gamma",
    replace=(LEADING, "leading = 0 if x.ndim > 1 else ()"),
)

length_constant = mistake(
    "took the root mean square for a constant",
    fails=X,
    replace=(DX, "dx = g / rms"),
)

gamma_last = mistake(
    "multiplied dx by gamma after the mean instead of before",
    fails=X,
    replace=[(G, "    g = upstream\n"), (DX, DX.replace("dx = ", "dx = gamma * "))],
)

dx_without_gamma = mistake(
    "left gamma out of dx",
    fails=X,
    replace=(G, "    g = upstream\n"),
)

mean_subtracted = mistake(
    "subtracted the mean of g as well, which belongs to layer normalization",
    fails=X,
    replace=(DX, DX.replace("(g - ", "(g - g.mean(axis=-1, keepdims=True) - ")),
)

summed = mistake(
    "took the sum over the features where their mean belongs",
    fails=X,
    replace=(DX, DX.replace("mean(", "sum(")),
)

not_divided = mistake(
    "forgot that x_hat is divided by the root, so dx is too",
    fails=X,
    replace=(DX, DX.removesuffix(" / rms")),
)

widened = mistake(
    "computed in float64 and did not come back to float32",
    fails="keeps_float32",
    replace=(RMS, 'x = x.astype("float64")\n    ' + RMS),
)

in_place = mistake(
    "divided the caller's array in place",
    fails="leaves_its_arguments_unchanged",
    replace=(G, G + "    x /= rms\n"),
)


@variant
def vector_by_vector(x, gamma, upstream, eps=1e-6):
    "the Jacobian of one vector after the other, in float64"
    d = x.shape[-1]
    y, dx, dgamma = np.zeros((x.size // d, d)), np.zeros((x.size // d, d)), np.zeros(d)
    for i, (row, above) in enumerate(zip(x.reshape(-1, d), upstream.reshape(-1, d), strict=True)):
        wide = row.astype("float64")
        rms = (wide @ wide / d + eps) ** 0.5
        x_hat = wide / rms
        y[i] = gamma * x_hat
        dx[i] = (np.eye(d) - np.outer(x_hat, x_hat) / d) @ (gamma * above) / rms
        dgamma += above * x_hat
    shaped = y.reshape(x.shape), dx.reshape(x.shape), dgamma
    return tuple(result.astype(x.dtype) for result in shaped)


@variant
def with_einsum(x, gamma, upstream, eps=1e-6):
    "Einstein sums, and the inverse of the root mean square"
    d = x.shape[-1]
    inverse = (np.einsum("...i,...i->...", x, x) / d + np.asarray(eps, x.dtype)) ** -0.5
    inverse = inverse[..., None].astype(x.dtype)
    along = (upstream * gamma * x).sum(-1, keepdims=True) / d
    dx = inverse * (upstream * gamma) - x * inverse**3 * along.astype(x.dtype)
    dgamma = (upstream * x * inverse).reshape(-1, d).sum(0)
    return x * inverse * gamma, dx, dgamma
