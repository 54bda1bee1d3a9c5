"""Layer normalization: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["normalizes_each_token", "keeps_float32"])
@cases(dtype=["float64", "float32"], seed=range(2))
def handles_long_vectors(layer_norm, dtype, rng):
    "handles a batch of tokens with hundreds of features, with another eps"
    x = (3 * rng.normal(size=(4, 6, 500)) + 1).astype(dtype)
    gamma, beta = rng.normal(size=(2, 500)).astype(dtype)
    got, expected = layer_norm(x, gamma, beta, 1e-2), reference(x, gamma, beta, 1e-2)
    near(got, expected, length=500, terms=20.0)


@check(after="normalizes_each_row")
@cases(offset=[1e5, -1e5], seed=range(2))
def survives_large_offsets(layer_norm, offset, rng):
    "keeps the variance of features that lie far from 0"
    x = rng.normal(size=(3, 6)) + offset
    got, expected = (side(x, np.ones(6), np.zeros(6)) for side in (layer_norm, reference))
    near(got, expected, length=6, terms=1e5 / float(x.std(axis=1).min()))


def truth(x, gamma, beta, eps=1e-5):
    """PyTorch's own, in float64."""
    import torch

    rows, weight, bias = (torch.tensor(np.asarray(a, "float64")) for a in (x, gamma, beta))
    y = torch.nn.functional.layer_norm(rows, x.shape[-1:], weight, bias, eps)
    return y.numpy().astype(x.dtype)


CENTERED = "centered = x - x.mean(axis=-1, keepdims=True)"
VAR = "var = (centered**2).mean(axis=-1, keepdims=True)"
RETURN = "return gamma * centered / np.sqrt(var + eps) + beta"

unbiased = mistake(
    "divided the variance by d - 1",
    fails="normalizes_one_vector",
    replace=(VAR, "var = (centered**2).sum(axis=-1, keepdims=True) / max(x.shape[-1] - 1, 1)"),
)

eps_outside = mistake(
    "added eps to the standard deviation instead of the variance",
    fails="normalizes_one_vector",
    replace=(RETURN, "return gamma * centered / (np.sqrt(var) + eps) + beta"),
)

without_eps = mistake(
    "left eps out, so equal features become 0 / 0",
    fails="normalizes_one_vector",
    replace=(RETURN, RETURN.replace("var + eps", "var")),
)

not_centered = mistake(
    "divided by the root mean square without subtracting the mean, which is RMS norm",
    fails="normalizes_one_vector",
    replace=(CENTERED, "centered = x"),
)

by_the_variance = mistake(
    "divided by the variance instead of its root",
    fails="normalizes_one_vector",
    replace=(RETURN, RETURN.replace("np.sqrt(var + eps)", "(var + eps)")),
)

over_the_batch = mistake(
    "normalized each feature over the batch, which is batch normalization",
    fails="normalizes_each_row",
    replace=[
        (CENTERED, CENTERED.replace("axis=-1", "axis=0")),
        (VAR, VAR.replace("axis=-1", "axis=0")),
    ],
)

whole_array = mistake(
    "took one mean and one variance of the whole array",
    fails="normalizes_each_row",
    replace=[(CENTERED, "centered = x - x.mean()"), (VAR, "var = (centered**2).mean()")],
)

beta_scaled = mistake(
    "added beta before multiplying by gamma",
    fails="scales_and_shifts",
    replace=(RETURN, "return gamma * (centered / np.sqrt(var + eps) + beta)"),
)

no_beta = mistake(
    "left beta out",
    fails=["scales_and_shifts"],
    replace=(RETURN, RETURN.removesuffix(" + beta")),
)

no_gamma = mistake(
    "left gamma out",
    fails="scales_and_shifts",
    replace=(RETURN, RETURN.replace("gamma * ", "")),
)

axis_one = mistake(
    "normalized over axis 1, which is the last one of a table only",
    fails="normalizes_each_token",
    replace=[
        (CENTERED, CENTERED.replace("axis=-1", "axis=min(1, x.ndim - 1)")),
        (VAR, VAR.replace("axis=-1", "axis=min(1, x.ndim - 1)")),
    ],
)

whole_sample = mistake(
    "normalized each sentence over tokens and features together",
    fails="normalizes_each_token",
    replace=[
        (
            CENTERED,
            "axes = tuple(range(1, x.ndim)) or 0\n    " + CENTERED.replace("axis=-1", "axis=axes"),
        ),
        (VAR, VAR.replace("axis=-1", "axis=axes")),
    ],
)

widened = mistake(
    "computed in float64 and did not come back to float32",
    fails="keeps_float32",
    replace=(CENTERED, 'x = x.astype("float64")\n    ' + CENTERED),
)

in_place = mistake(
    "subtracted the mean from the caller's array",
    fails="leaves_its_arguments_unchanged",
    replace=(CENTERED, "x -= x.mean(axis=-1, keepdims=True)\n    centered = x"),
)

difference_of_squares = mistake(
    "took the variance as mean of squares minus square of the mean, which cancels",
    fails="survives_large_offsets",
    replace=(
        VAR,
        (
            "var = (x * x).mean(axis=-1, keepdims=True) - x.mean(axis=-1, keepdims=True) ** 2\n"
            "    var = np.maximum(var, 0)"
        ),
    ),
)


@variant
def vector_by_vector(x, gamma, beta, eps=1e-5):
    "one vector after the other, in float64"
    d = x.shape[-1]
    rows = x.reshape(-1, d).astype("float64")
    result = np.empty(rows.shape)
    for i, row in enumerate(rows):
        mean = sum(row) / d
        var = sum((v - mean) ** 2 for v in row) / d
        result[i] = (row - mean) / (var + eps) ** 0.5 * gamma + beta
    return result.reshape(x.shape).astype(x.dtype)


@variant
def with_var(x, gamma, beta, eps=1e-5):
    "NumPy's mean and var, and the scale worked out first"
    mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) * (1 / np.sqrt(var + eps) * gamma) + beta
