"""Batch normalization: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="takes_images")
@cases(n=[20], c=[7], seed=range(2))
def handles_large_batches(batch_norm, n, c, rng):
    "handles batches of hundreds of places in a channel, with another eps and momentum"
    x = 2 * rng.normal(size=(n, c, 6, 8)) + rng.normal(size=(c, 1, 1))
    gamma, beta, mean, var = rng.uniform(0.5, 2.0, size=(4, c))
    got, expected = (
        side(x, gamma, beta, mean, var, training=True, momentum=0.4, eps=1e-3)
        for side in (batch_norm, reference)
    )
    near(got[0], expected[0], length=x.size // c, terms=20.0, name="y")
    near(got[1:], expected[1:], length=x.size // c, terms=100.0, name="statistics")


@check(after="remembers_the_batch")
@cases(offset=[1e6, -1e6], seed=range(2))
def survives_large_offsets(batch_norm, offset, rng):
    "keeps the variance of a channel a million away from 0"
    x = rng.normal(size=(6, 2)) + offset
    rest = (np.ones(2), np.zeros(2), np.zeros(2), np.ones(2))
    got, expected = batch_norm(x, *rest, training=True), reference(x, *rest, training=True)
    size = 1e6 / float(x.std(axis=0).min())
    near(got[0], expected[0], length=6, terms=size, name="y")
    near(got[2], expected[2], length=6, terms=1e6, name="variance")


@check(after="evaluates_from_memory")
@cases(steps=[60], seed=range(2))
def learns_the_statistics(batch_norm, steps, rng):
    "has learned, after many batches, the mean and the variance of the data"
    mean, var = np.zeros(2), np.ones(2)
    also_mean, also_var = mean, var
    for _ in range(steps):
        x = 3 * rng.normal(size=(5, 2)) - 4
        _, mean, var = batch_norm(x, np.ones(2), np.zeros(2), mean, var, training=True)
        _, also_mean, also_var = reference(
            x, np.ones(2), np.zeros(2), also_mean, also_var, training=True
        )
    near(mean, also_mean, length=5, terms=20.0, name="mean")
    near(var, also_var, length=5, terms=200.0, name="variance")
    got = batch_norm(x, np.ones(2), np.zeros(2), mean, var, training=False)
    expected = reference(x, np.ones(2), np.zeros(2), also_mean, also_var, training=False)
    near(got[0], expected[0], length=5, terms=50.0, name="y")


def truth(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    """PyTorch's own, in float64."""
    import torch

    if training and x.size == x.shape[1]:
        raise ValueError("one value per channel")
    mean, var, weight, bias, rows = (
        torch.tensor(a) for a in (running_mean, running_var, gamma, beta, x)
    )
    y = torch.nn.functional.batch_norm(rows, mean, var, weight, bias, training, momentum, eps)
    return y.numpy(), mean.numpy(), var.numpy()


STATISTICS = "mean, var = x.mean(axis=axes), x.var(axis=axes)"
SCALE = "scale = gamma / np.sqrt(var + eps)"
AXES = "axes = (0, *range(2, x.ndim))"
MEMORY = "running_mean = (1 - momentum) * running_mean + momentum * mean"
VARIANCE = "running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)"
BETA = " + beta.reshape(per_channel)"
M = "m = x.size // x.shape[1]"
REFUSED = "if m == 1"

unbiased = mistake(
    "divided the variance that normalizes by m - 1 instead of m",
    fails="normalizes_each_column",
    replace=[
        (STATISTICS, STATISTICS.replace("x.var(axis=axes)", "x.var(axis=axes, ddof=1)")),
        (VARIANCE, VARIANCE.replace(" * m / (m - 1)", "")),
    ],
)

without_eps = mistake(
    "left eps out",
    fails="normalizes_each_column",
    replace=(SCALE, "scale = gamma / np.sqrt(var)"),
)

eps_outside = mistake(
    "added eps to the standard deviation instead of the variance",
    fails="normalizes_each_column",
    replace=(SCALE, "scale = gamma / (np.sqrt(var) + eps)"),
)

by_the_variance = mistake(
    "divided by the variance instead of its root",
    fails="normalizes_each_column",
    replace=(SCALE, "scale = gamma / (var + eps)"),
)

not_centered = mistake(
    "divided by the deviation without subtracting the mean",
    fails="normalizes_each_column",
    replace=("(x - mean.reshape(per_channel)) * scale", "x * scale"),
)


@mistake(fails="normalizes_each_column")
def over_features(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    "normalized each sample over its features, which is layer normalization"
    axes = tuple(range(1, x.ndim))
    per_channel = (-1,) + (1,) * (x.ndim - 2)
    mean, var = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    y = (x - mean) / np.sqrt(var + eps)
    return y * gamma.reshape(per_channel) + beta.reshape(per_channel), running_mean, running_var


one_for_all = mistake(
    "took one mean and one variance over the whole batch, for all channels",
    fails="normalizes_each_column",
    replace=(
        STATISTICS,
        "mean, var = np.full(x.shape[1], x.mean()), np.full(x.shape[1], x.var())",
    ),
)

no_gamma = mistake(
    "left gamma out",
    fails="scales_and_shifts",
    replace=(SCALE, "scale = 1 / np.sqrt(var + eps)"),
)

no_beta = mistake(
    "left beta out",
    fails="scales_and_shifts",
    replace=(BETA, ""),
)

beta_scaled = mistake(
    "added beta before multiplying by gamma",
    fails="scales_and_shifts",
    replace=(BETA, " + (gamma * beta).reshape(per_channel)"),
)

momentum_reversed = mistake(
    "gave the old statistics the weight momentum, and the batch 1 - momentum",
    fails="remembers_the_batch",
    replace=[
        (MEMORY, "running_mean = momentum * running_mean + (1 - momentum) * mean"),
        (
            VARIANCE,
            "running_var = momentum * running_var + (1 - momentum) * var * m / (m - 1)",
        ),
    ],
)

biased_memory = mistake(
    "remembered the biased variance, the one that normalizes",
    fails="remembers_the_batch",
    replace=(VARIANCE, VARIANCE.replace(" * m / (m - 1)", "")),
)

deviation_remembered = mistake(
    "remembered the standard deviation instead of the variance",
    fails="remembers_the_batch",
    replace=(
        VARIANCE,
        VARIANCE.replace("momentum * var * m / (m - 1)", "momentum * (var * m / (m - 1)) ** 0.5"),
    ),
)

momentum_fixed = mistake(
    "used a momentum of 0.1, whatever was asked for",
    fails="remembers_the_batch",
    replace=[
        (MEMORY, "running_mean = 0.9 * running_mean + 0.1 * mean"),
        (VARIANCE, "running_var = 0.9 * running_var + 0.1 * var * m / (m - 1)"),
    ],
)

memory_replaced = mistake(
    "returned the batch's own statistics, and forgot the old ones",
    fails="remembers_the_batch",
    replace=[
        (MEMORY, "running_mean = mean"),
        (VARIANCE, "running_var = var * m / (m - 1)"),
    ],
)

each_place_by_itself = mistake(
    "took statistics for each place of an image, over the samples only",
    fails="takes_images",
    replace=[
        (
            "scale = gamma",
            (
                "spots = x.shape[1:] if training else mean.reshape(per_channel).shape\n"
                "    if training:\n"
                "        mean, var = x.mean(axis=0), x.var(axis=0)\n"
                "    gamma = np.broadcast_to(gamma.reshape(per_channel), spots)\n"
                "    mean, var = mean.reshape(spots), var.reshape(spots)\n"
                "    scale = gamma"
            ),
        ),
        (
            "y = (x - mean.reshape(per_channel)) * scale.reshape(per_channel)",
            "y = (x - mean) * scale",
        ),
    ],
)

each_image_by_itself = mistake(
    "took statistics for each image by itself, which is instance normalization",
    fails="takes_images",
    replace=(
        "    return y, running_mean, running_var",
        (
            "    if training and x.ndim == 4:\n"
            "        mean, var = (s(x, axis=(2, 3), keepdims=True) for s in (np.mean, np.var))\n"
            "        y = (x - mean) / np.sqrt(var + eps)\n"
            "        y = y * gamma.reshape(per_channel) + beta.reshape(per_channel)\n"
            "    return y, running_mean, running_var"
        ),
    ),
)

samples_counted = mistake(
    "counted the samples instead of all values of a channel in m / (m - 1)",
    fails="takes_images",
    replace=(VARIANCE, VARIANCE.replace("m / (m - 1)", "len(x) / max(len(x) - 1, 1)")),
)

single_images_refused = mistake(
    "refused a single image, although a channel of it has many values",
    fails="takes_images",
    replace=(REFUSED, "if len(x) == 1"),
)

batch_in_evaluation = mistake(
    "used the statistics of the batch in evaluation",
    fails="evaluates_from_memory",
    replace=(SCALE, "mean, var = x.mean(axis=axes), x.var(axis=axes)\n    " + SCALE),
)

always_updated = mistake(
    "moved the running statistics in evaluation too",
    fails="evaluates_from_memory",
    replace=(
        "    return y, running_mean, running_var",
        (
            "    if not training:\n"
            "        running_mean = (1 - momentum) * running_mean + momentum * x.mean(axis=axes)\n"
            "        running_var = (1 - momentum) * running_var + momentum * x.var(axis=axes)\n"
            "    return y, running_mean, running_var"
        ),
    ),
)

one_never_enough = mistake(
    "refused a single sample in evaluation too",
    fails="evaluates_from_memory",
    replace=(
        "    mean, var = running_mean, running_var\n",
        (
            "    mean, var = running_mean, running_var\n"
            "    if x.size == x.shape[1]:\n"
            '        raise ValueError("one value")\n'
        ),
    ),
)

nothing_refused = mistake(
    "returned something for a channel of one value",
    fails="refuses_a_single_value",
    replace=[(REFUSED, "if m == 0"), (VARIANCE, VARIANCE.replace("(m - 1)", "max(m - 1, 1)"))],
)

in_place = mistake(
    "wrote the new running mean into the caller's array",
    fails="leaves_its_arguments_unchanged",
    replace=(MEMORY, "running_mean += momentum * (mean - running_mean)"),
)

difference_of_squares = mistake(
    "took the variance as mean of squares minus square of the mean, which cancels",
    fails="survives_large_offsets",
    replace=(
        STATISTICS,
        "mean = x.mean(axis=axes)\n        var = np.maximum((x**2).mean(axis=axes) - mean**2, 0)",
    ),
)

always_from_memory = mistake(
    "normalized by the running statistics in training too",
    fails="normalizes_each_column",
    replace=(
        SCALE,
        "mean, var = running_mean, running_var\n    " + SCALE,
    ),
)


@variant
def channel_by_channel(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    "one channel after the other"
    y, new_mean, new_var = np.empty_like(x), running_mean.copy(), running_var.copy()
    for k in range(x.shape[1]):
        values = x[:, k].ravel()
        mean, var = running_mean[k], running_var[k]
        if training:
            if len(values) < 2:
                raise ValueError("too few")
            mean, var = values.mean(), np.mean((values - values.mean()) ** 2)
            new_mean[k] += momentum * (mean - running_mean[k])
            new_var[k] += momentum * (values.var(ddof=1) - running_var[k])
        y[:, k] = gamma[k] * ((x[:, k] - mean) / (var + eps) ** 0.5) + beta[k]
    return y, new_mean, new_var


@variant
def channels_as_columns(
    x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5
):
    "images laid out as a table first, one column to a channel"
    table = np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])
    mean, var = running_mean, running_var
    if training:
        m = len(table)
        if m == 1:
            raise ValueError("too few")
        mean = np.ones(m) @ table / m
        centered = table - mean
        var = np.einsum("mc,mc->c", centered, centered) / m
        running_mean = running_mean - momentum * (running_mean - mean)
        unbiased = (centered**2).sum(0) / (m - 1)
        running_var = running_var * (1.0 - momentum) + momentum * unbiased
    y = gamma * (table - mean) * (var + eps) ** -0.5 + beta
    back = (x.shape[0], *x.shape[2:], x.shape[1])
    return np.moveaxis(y.reshape(back), -1, 1), running_mean, running_var
