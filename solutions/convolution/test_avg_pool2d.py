"""Average pooling: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="shares_as_it_counted")
@cases(count=[True, False], padding=[(0, 0), (1, 1)])
def handles_large_maps(avg_pool2d, count, padding, rng):
    "handles maps of 40 x 30 under windows of 3 x 3, two by two"
    x = 1 + rng.normal(size=(2, 3, 40, 30))
    out = [(n + 2 * p - 3) // 2 + 1 for n, p in zip((40, 30), padding, strict=True)]
    dy = rng.normal(size=(2, 3, *out))
    got, expected = (f(x, dy, (3, 3), (2, 2), padding, count) for f in (avg_pool2d, reference))
    for name, mine, right in zip(("y", "dx"), got, expected, strict=True):
        near(mine, right, length=9, terms=5.0, name=name)


@check(after="shares_as_it_counted")
@cases(size=[(1, 1), (4, 3), (15, 20)], seed=range(2))
def pools_everything_at_once(avg_pool2d, size, rng):
    "takes a window as large as the map, and one as small as a pixel"
    x, dy = 1 + rng.normal(size=(2, 3, *size)), rng.normal(size=(2, 3, 1, 1))
    for args in ((x, dy, size), (x, x[::-1].copy(), (1, 1))):
        got, expected = (f(*args) for f in (avg_pool2d, reference))
        for name, mine, right in zip(("y", "dx"), got, expected, strict=True):
            near(mine, right, length=size[0] * size[1], terms=4.0, name=name)


def truth(x, dy, kernel, stride=None, padding=(0, 0), count_padding=True):
    """PyTorch's avg_pool2d and its autograd, in float64."""
    import torch

    image = torch.tensor(np.asarray(x, dtype="float64"), requires_grad=True)
    pool = torch.nn.functional.avg_pool2d
    y = pool(image, kernel, stride, padding, count_include_pad=count_padding)
    y.backward(torch.tensor(np.asarray(dy, dtype="float64")))
    return y.detach().numpy().astype(x.dtype), image.grad.numpy().astype(x.dtype)


INSIDE = "((ph, ph), (pw, pw)), constant_values=count_padding)"
ADD = "dpadded[tap] += dy / counts"
RETURN = "return total / counts, dpadded[:, :, ph : ph + h, pw : pw + width]"
TAPS = "np.s_[..., i : i + sh * h_out : sh, j : j + sw * w_out : sw]"

summed = mistake(
    "added up the windows without dividing",
    fails="averages_every_window",
    replace=(RETURN, RETURN.replace("total / counts", "total")),
)

divided_by_rows = mistake(
    "divided by the rows of the window instead of its entries",
    fails="averages_every_window",
    replace=(RETURN, RETURN.replace("total / counts", "total / kh")),
)

over_channels = mistake(
    "averaged over the channels as well",
    fails="averages_every_window",
    replace=(
        RETURN,
        "total = 0 * total + total.mean(axis=1, keepdims=True)\n    " + RETURN,
    ),
)

dropped_at_the_start = mistake(
    "dropped what is left over at the start instead of at the end",
    fails="steps_by_the_stride",
    replace=(
        "    taps = [\n",
        (
            "    skip = (h + 2 * ph - kh) % sh\n"
            "    padded, inside = np.roll(padded, -skip, 2), np.roll(inside, -skip, 0)\n"
            "    taps = [\n"
        ),
    ),
)

always_counted = mistake(
    "counted the padding although only pixels were to count",
    fails="counts_as_asked",
    replace=(INSIDE, INSIDE.replace("count_padding", "1")),
)

never_counted = mistake(
    "never counted the padding",
    fails="counts_as_asked",
    replace=(INSIDE, INSIDE.replace("count_padding", "0")),
)

not_divided_back = mistake(
    "gave every pixel all of dy instead of its share",
    fails="shares_equally",
    replace=(ADD, "dpadded[tap] += dy"),
)

to_one_pixel = mistake(
    "gave all of dy to the first pixel of the window",
    fails="shares_equally",
    replace=(ADD, "dpadded[tap] += dy if tap is taps[0] else 0 * dy"),
)

overwritten = mistake(
    "kept the last share of every pixel instead of adding them up",
    fails="adds_the_shares",
    replace=(ADD, ADD.replace("+=", "=")),
)

window_for_all = mistake(
    "divided dy by the whole window although only pixels counted",
    fails="shares_as_it_counted",
    replace=(ADD, "dpadded[tap] += dy / (kh * kw)"),
)

cut_at_the_end = mistake(
    "cut the padding off dx at the end only",
    fails="shares_as_it_counted",
    replace=(RETURN, RETURN.replace("ph : ph + h, pw : pw + width", ":h, :width")),
)

widened = mistake(
    "collected dx in an array of float64, whatever x is",
    fails="keeps_float32_and_its_inputs",
    replace=("np.zeros_like(padded)", "np.zeros(padded.shape)"),
)


@variant
def window_by_window(x, dy, kernel, stride=None, padding=(0, 0), count_padding=True):
    "one window at a time, cut to the pixels that are there"
    (kh, kw), (sh, sw), (ph, pw) = kernel, stride or kernel, padding
    y, dx = np.empty_like(dy), np.zeros_like(x)
    for n, c, r, q in np.ndindex(*dy.shape):
        top, left = r * sh - ph, q * sw - pw
        part = np.s_[n, c, max(top, 0) : top + kh, max(left, 0) : left + kw]
        count = kh * kw if count_padding else x[part].size
        y[n, c, r, q] = x[part].sum() / count
        dx[part] += dy[n, c, r, q] / count
    return y, dx


@variant
def as_matrices(x, dy, kernel, stride=None, padding=(0, 0), count_padding=True):
    "one averaging matrix per axis; its transpose goes back"

    def averaging(n, k, s, p, out):
        starts = s * np.arange(out)[:, None] - p
        place = np.arange(n)
        return ((place >= starts) & (place < starts + k)).astype(x.dtype)

    axes = zip(x.shape[2:], kernel, stride or kernel, padding, dy.shape[2:], strict=True)
    down, right = (averaging(*axis) for axis in axes)
    if count_padding:
        counts = np.asarray(kernel[0] * kernel[1], dtype=x.dtype)
    else:
        counts = np.outer(down.sum(axis=1), right.sum(axis=1))
    return down @ x @ right.T / counts, down.T @ (dy / counts) @ right
