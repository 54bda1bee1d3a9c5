"""Convolution: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["pads_with_zeros", "steps_by_the_stride"])
@cases(stride=[1, 2], padding=[0, 2])
def handles_color_images(conv2d, stride, padding, rng):
    "handles a batch of color images of 32 x 32 and eight kernels of 5 x 5"
    x, w, b = rng.normal(size=(4, 3, 32, 32)), rng.normal(size=(8, 3, 5, 5)), rng.normal(size=8)
    got, expected = (f(x, w, b, stride, padding) for f in (conv2d, reference))
    near(got, expected, length=75, terms=12.0, name="maps")


@check(after=["pads_with_zeros", "steps_by_the_stride"])
@cases(h=[1, 2, 4], padding=[0, 1])
def takes_kernels_as_large_as_the_image(conv2d, h, padding, rng):
    "takes a kernel as large as the padded image, where it is a dense layer"
    x = rng.normal(size=(2, 3, h, 3))
    w, b = rng.normal(size=(4, 3, h + 2 * padding, 3 + 2 * padding)), rng.normal(size=4)
    got, expected = (f(x, w, b, 3, padding) for f in (conv2d, reference))
    near(got, expected, length=9 * h, terms=12.0, name="maps")


def truth(x, w, b, stride=1, padding=0):
    """PyTorch's conv2d in float64."""
    import torch

    if x.shape[1] != w.shape[1]:
        raise ValueError("channels differ")
    arrays = (torch.tensor(np.asarray(a, dtype="float64")) for a in (x, w, b))
    y = torch.nn.functional.conv2d(*arrays, stride=stride, padding=padding)
    return y.numpy().astype(x.dtype)


PADDED = "padded = np.pad(x, ((0, 0), (0, 0), border, border))"
STEPS = "windows = windows[:, :, ::stride, ::stride]"
Y = "y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3))) + b"

flipped = mistake(
    "flipped the kernel first, as mathematicians do",
    fails="lays_the_kernel_on_every_place",
    replace=(Y, Y.replace("(windows, w,", "(windows, w[:, :, ::-1, ::-1],")),
)

averaged = mistake(
    "averaged the products instead of adding them up",
    fails="lays_the_kernel_on_every_place",
    replace=(Y, Y.replace(" + b", " / w[0].size + b")),
)

first_channel = mistake(
    "used the weights of the first input channel for all of them",
    fails="adds_the_input_channels",
    replace=(Y, Y.replace("(windows, w,", "(windows, np.repeat(w[:, :1], x.shape[1], axis=1),")),
)

channels_averaged = mistake(
    "averaged over the input channels instead of adding them up",
    fails="adds_the_input_channels",
    replace=(Y, Y.replace(" + b", " / x.shape[1] + b")),
)

no_bias = mistake(
    "left the bias out",
    fails="makes_a_map_of_every_kernel",
    replace=(Y, Y.replace(" + b", "")),
)

bias_per_channel = mistake(
    "added the bias once for every input channel",
    fails="makes_a_map_of_every_kernel",
    replace=(Y, Y.replace(" + b", " + b * x.shape[1]")),
)

padding_ignored = mistake(
    "ignored the padding",
    fails="pads_with_zeros",
    replace=(PADDED, PADDED.replace("border, border", "(0, 0), (0, 0)")),
)

edges_repeated = mistake(
    "padded with the image's own edge instead of zeros",
    fails="pads_with_zeros",
    replace=(PADDED, PADDED.replace("border))", 'border), mode="edge")')),
)

padded_at_the_end = mistake(
    "put all of the padding at the right and at the bottom",
    fails="pads_with_zeros",
    replace=("border = (padding, padding)", "border = (0, 2 * padding)"),
)

stride_ignored = mistake(
    "computed every place, whatever the stride",
    fails="steps_by_the_stride",
    replace=(STEPS, "windows = windows"),
)

rows_only = mistake(
    "took the stride along rows only, and every column",
    fails="steps_by_the_stride",
    replace=(STEPS, "windows = windows[:, :, ::stride]"),
)

one_step_late = mistake(
    "started at the second place instead of the first",
    fails="steps_by_the_stride",
    replace=(
        STEPS,
        "late = min(stride - 1, 1)\n    windows = windows[:, :, late::stride, late::stride]",
    ),
)

one_channel_for_all = mistake(
    "let NumPy stretch kernels for one channel over all channels",
    fails="refuses_other_channels",
    replace=[
        (
            "if x.shape[1] != w.shape[1]:",
            (
                "if w.shape[1] == 1:\n        w = np.repeat(w, x.shape[1], axis=1)\n"
                "    if x.shape[1] != w.shape[1]:"
            ),
        )
    ],
)

widened = mistake(
    "padded into an array of float64, whatever the images are",
    fails="keeps_float32_and_its_inputs",
    replace=(PADDED, PADDED.replace("np.pad(x,", 'np.pad(x.astype("float64"),')),
)


@variant
def place_by_place(x, w, b, stride=1, padding=0):
    "four loops, one window at a time"
    n, c, height, width = x.shape
    if c != w.shape[1]:
        raise ValueError("channels differ")
    kh, kw = w.shape[2:]
    padded = np.zeros((n, c, height + 2 * padding, width + 2 * padding), dtype=x.dtype)
    padded[:, :, padding : padding + height, padding : padding + width] = x
    rows = range(0, padded.shape[2] - kh + 1, stride)
    columns = range(0, padded.shape[3] - kw + 1, stride)
    y = np.empty((n, len(w), len(rows), len(columns)), dtype=x.dtype)
    for image in range(n):
        for o, kernel in enumerate(w):
            for r, top in enumerate(rows):
                for q, left in enumerate(columns):
                    window = padded[image, :, top : top + kh, left : left + kw]
                    y[image, o, r, q] = np.sum(window * kernel) + b[o]
    return y


@variant
def tap_by_tap(x, w, b, stride=1, padding=0):
    "one shifted image per tap of the kernel, added up by einsum"
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels differ")
    x = np.pad(x, [(0, 0)] * 2 + [(padding, padding)] * 2)
    kh, kw = w.shape[2:]
    down = (x.shape[2] - kh) // stride + 1
    right = (x.shape[3] - kw) // stride + 1
    y = np.zeros((len(x), len(w), down, right), dtype=x.dtype) + b[:, None, None]
    for i in range(kh):
        for j in range(kw):
            seen = x[:, :, i : i + stride * down : stride, j : j + stride * right : stride]
            y += np.einsum("nchw,oc->nohw", seen[:, :, :down, :right], w[:, :, i, j])
    return y


@variant
def as_a_matrix_product(x, w, b, stride=1, padding=0):
    "windows as rows of one matrix, kernels as columns of another"
    if x.shape[1] != w.shape[1]:
        raise ValueError("channels differ")
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[1:], axis=(1, 2, 3))
    windows = windows[:, 0, ::stride, ::stride]
    n, down, right = windows.shape[:3]
    y = windows.reshape(n * down * right, -1) @ w.reshape(len(w), -1).T + b
    return y.reshape(n, down, right, len(w)).swapaxes(2, 3).swapaxes(1, 2)
