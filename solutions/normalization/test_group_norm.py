"""Group normalization: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="scales_each_channel")
@cases(groups=[1, 4, 8, 32], seed=range(1))
def handles_many_channels(group_norm, groups, rng):
    "handles 32 channels of larger images, with another eps"
    x = 2 * rng.normal(size=(3, 32, 5, 7)) + rng.normal(size=(3, 32, 1, 1))
    gamma, beta = rng.normal(size=(2, 32))
    got, expected = (side(x, groups, gamma, beta, 1e-2) for side in (group_norm, reference))
    near(got, expected, length=x[0].size // groups, terms=20.0)


@check(after="normalizes_each_channel")
@cases(offset=[1e6, -1e6], seed=range(2))
def survives_large_offsets(group_norm, offset, rng):
    "keeps the variance of an image whose values lie a million away from 0"
    x = rng.normal(size=(2, 2, 3, 4)) + offset
    got, expected = (side(x, 2, np.ones(2), np.zeros(2)) for side in (group_norm, reference))
    near(got, expected, length=12, terms=1e6 / float(x.std(axis=(2, 3)).min()))


@check(after="scales_each_channel")
@cases(c=[1, 2])
def gives_beta_where_all_is_equal(group_norm, c, rng):
    "gives beta for a group whose values are all the same"
    x = np.broadcast_to(np.arange(2 * c).reshape(2, c, 1, 1) * 0.5, (2, c, 2, 3)).copy()
    gamma, beta = rng.normal(size=(2, c))
    near(group_norm(x, c, gamma, beta), reference(x, c, gamma, beta), terms=4000.0)


def truth(x, groups, gamma, beta, eps=1e-5):
    """PyTorch's own, in float64."""
    import torch

    if x.shape[1] % groups:
        raise ValueError("unequal groups")
    rows, weight, bias = (torch.tensor(a) for a in (x, gamma, beta))
    return torch.nn.functional.group_norm(rows, groups, weight, bias, eps).numpy()


TABLE = "table = x.reshape(n, groups, -1)"
CENTERED = "centered = table - table.mean(axis=2, keepdims=True)"
VAR = "var = (centered**2).mean(axis=2, keepdims=True)"
X_HAT = "x_hat = (centered / np.sqrt(var + eps)).reshape(n, c, h, w)"
RETURN = "return gamma[:, None, None] * x_hat + beta[:, None, None]"
REFUSED = "if c % groups"
BOTH = ["normalizes_each_image_as_a_whole", "normalizes_each_channel"]

unbiased = mistake(
    "divided the variance by one less than the number of values",
    fails=BOTH,
    replace=(VAR, "var = (centered**2).sum(axis=2, keepdims=True) / max(table.shape[2] - 1, 1)"),
)

eps_outside = mistake(
    "added eps to the standard deviation instead of the variance",
    fails=BOTH,
    replace=(X_HAT, X_HAT.replace("np.sqrt(var + eps)", "(np.sqrt(var) + eps)")),
)

without_eps = mistake(
    "left eps out",
    fails=BOTH,
    replace=(X_HAT, X_HAT.replace("var + eps", "var")),
)

over_the_batch = mistake(
    "took the statistics over all images of the batch",
    fails=BOTH,
    replace=[
        (CENTERED, CENTERED.replace("axis=2", "axis=(0, 2)")),
        (VAR, VAR.replace("axis=2", "axis=(0, 2)")),
    ],
)

always_by_channel = mistake(
    "normalized each channel by itself, whatever the groups",
    fails="normalizes_each_image_as_a_whole",
    replace=(TABLE, TABLE.replace("groups", "c")),
)

groups_ignored = mistake(
    "normalized each image as a whole, whatever the groups",
    fails="normalizes_each_channel",
    replace=(TABLE, TABLE.replace("groups", "1")),
)

place_by_place = mistake(
    "normalized each place over the channels of its group, without the other places",
    fails=BOTH,
    replace=[
        (TABLE, "table = x.reshape(n, groups, c // groups, h * w)"),
    ],
)

dealt_out = mistake(
    "dealt the channels out to the groups in turn instead of keeping neighbors together",
    fails="normalizes_groups_of_neighbors",
    replace=[
        (
            TABLE,
            (
                "dealt = x.reshape(n, c // groups, groups, h * w).swapaxes(1, 2)\n"
                "    table = dealt.reshape(n, groups, -1)"
            ),
        ),
        (
            X_HAT,
            X_HAT.replace(
                ".reshape(n, c, h, w)",
                ".reshape(n, groups, c // groups, -1).swapaxes(1, 2).reshape(n, c, h, w)",
            ),
        ),
    ],
)

no_gamma = mistake(
    "left gamma out",
    fails="scales_each_channel",
    replace=(RETURN, "return x_hat + beta[:, None, None]"),
)

no_beta = mistake(
    "left beta out",
    fails="scales_each_channel",
    replace=(RETURN, "return gamma[:, None, None] * x_hat"),
)

one_for_a_group = mistake(
    "used the gamma and beta of a group's first channel for the whole group",
    fails="scales_each_channel",
    replace=(
        RETURN,
        (
            "first = np.arange(c) // (c // groups) * (c // groups)\n"
            "    return gamma[first, None, None] * x_hat + beta[first, None, None]"
        ),
    ),
)

rest_left_out = mistake(
    "normalized unequal groups all the same",
    fails="refuses_unequal_groups",
    replace=[
        (REFUSED, "if False"),
        (TABLE, TABLE.replace("groups", "groups if c % groups == 0 else c")),
    ],
)

in_place = mistake(
    "subtracted the mean from the caller's array",
    fails="leaves_its_arguments_unchanged",
    replace=(CENTERED, "table -= table.mean(axis=2, keepdims=True)\n    centered = table"),
)

difference_of_squares = mistake(
    "took the variance as mean of squares minus square of the mean, which cancels",
    fails="survives_large_offsets",
    replace=(
        VAR,
        (
            "mean = table.mean(axis=2, keepdims=True)\n"
            "    var = (table**2).mean(axis=2, keepdims=True) - mean**2\n"
            "    var = np.maximum(var, 0)"
        ),
    ),
)


@variant
def group_by_group(x, groups, gamma, beta, eps=1e-5):
    "one group of one image after the other"
    size, rest = divmod(x.shape[1], groups)
    if rest:
        raise ValueError("unequal")
    y = np.empty_like(x)
    for i in range(len(x)):
        for g in range(groups):
            part = slice(g * size, (g + 1) * size)
            values = x[i, part]
            x_hat = (values - values.mean()) / np.sqrt(values.var() + eps)
            for k in range(size):
                y[i, g * size + k] = gamma[g * size + k] * x_hat[k] + beta[g * size + k]
    return y


@variant
def five_axes(x, groups, gamma, beta, eps=1e-5):
    "the groups as an axis of their own, NumPy's mean and var over three axes"
    n, c, h, w = x.shape
    if c % groups != 0:
        raise ValueError("unequal")
    split = x.reshape(n, groups, c // groups, h, w)
    axes = (2, 3, 4)
    mean, var = split.mean(axes, keepdims=True), split.var(axes, keepdims=True)
    weight, bias = (a.reshape(1, groups, c // groups, 1, 1) for a in (gamma, beta))
    return ((split - mean) * (var + eps) ** -0.5 * weight + bias).reshape(x.shape)
