"""Channels mixed pixel by pixel: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["keeps_images_apart", "shifts_each_channel"])
@cases(c_in=[64], c_out=[32], seed=range(2))
def handles_many_channels(mix_channels, c_in, c_out, rng):
    "mixes 64 channels into 32 in float32"
    x, weight, bias = (
        rng.normal(size=size).astype("float32") for size in ((2, c_in, 9, 7), (c_out, c_in), c_out)
    )
    near(mix_channels(x, weight, bias), reference(x, weight, bias), length=c_in)


@check(after="keeps_images_apart")
@cases(n=[0, 2], h=[0, 3])
def handles_nothing(mix_channels, n, h, rng):
    "handles a batch without images and images without rows"
    x, weight = rng.normal(size=(n, 3, h, 4)), rng.normal(size=(5, 3))
    near(mix_channels(x, weight), reference(x, weight), length=3, terms=10.0)


def truth(x, weight, bias=None):
    """A sum over channels, each stretched over the new channels by broadcasting, in float64."""
    c_out, c_in = weight.shape
    if x.shape[-3] != c_in or (bias is not None and (bias.ndim != 1 or len(bias) != c_out)):
        raise ValueError("channels")
    y = np.zeros((*x.shape[:-3], c_out, *x.shape[-2:]))
    for c in range(c_in):
        y += weight[:, c, None, None].astype("float64") * x[..., c : c + 1, :, :]
    if bias is not None:
        y += bias.reshape(-1, 1, 1)
    return y.astype(x.dtype)


MIXED = "np.moveaxis(np.tensordot(weight, x, axes=(1, -3)), 0, -3)"
SHIFTED = "y + bias[:, None, None]"

new_channels_first = mistake(
    "put the new channels in front of the batch",
    fails="keeps_images_apart",
    replace=(MIXED, "np.tensordot(weight, x, axes=(1, -3))"),
)

new_channels_last = mistake(
    "put the new channels last",
    fails="adds_up_all_channels",
    replace=(MIXED, "np.tensordot(x, weight, axes=(-3, 1))"),
)

averaged = mistake(
    "averaged over the channels instead of adding them up",
    fails="adds_up_all_channels",
    replace=(MIXED, MIXED + " / c_in"),
)

first_channel = mistake(
    "weighted the first channel alone instead of adding up all of them",
    fails="adds_up_all_channels",
    replace=(MIXED, "weight[:, :1, None] * x[..., :1, :, :]"),
)

weights_transposed = mistake(
    "took weight[c, o], possible only with as many new channels as old ones",
    fails="guesses_nothing_from_shapes",
    replace=(
        MIXED,
        MIXED.replace("(weight, x", "(weight.T if c_out == c_in else weight, x"),
    ),
)

bias_along_the_row = mistake(
    "added bias[j] to column j, where NumPy puts a vector, not to a whole channel",
    fails="guesses_nothing_from_shapes",
    replace=(SHIFTED, "y + (bias if x.shape[-1] == c_out else bias[:, None, None])"),
)

bias_forgotten = mistake(
    "left the bias out",
    fails="shifts_each_channel",
    replace=(SHIFTED, "y"),
)

widened = mistake(
    "returned float64 for float32",
    fails="keeps_float32",
    replace=("        return y\n", "        return y + np.zeros(1)\n"),
)


@variant
def with_einsum(x, weight, bias=None):
    "einsum over the channel axis"
    if x.shape[-3] != weight.shape[1]:
        raise ValueError("channels")
    y = np.einsum("oc,...chw->...ohw", weight, x)
    if bias is not None:
        if bias.shape != weight.shape[:1]:
            raise ValueError("bias")
        y += bias[:, np.newaxis, np.newaxis]
    return y


@variant
def as_a_linear_layer(x, weight, bias=None):
    "pixels as samples in columns, one product of matrices per image"
    *front, channels, h, w = x.shape
    if channels != weight.shape[1]:
        raise ValueError("channels")
    if bias is None:
        bias = np.zeros(len(weight), dtype=x.dtype)
    if bias.shape != (len(weight),):
        raise ValueError("bias")
    y = np.matmul(weight, x.reshape(*front, channels, h * w)) + bias[:, None]
    return y.reshape(*front, len(weight), h, w)
