"""im2col and col2im: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, near, reference, value, variant


@check(after="pads_and_steps")
@cases(stride=[1, 3], padding=[0, 2])
def handles_color_images(Windows, stride, padding, rng):
    "im2col: handles color images of 28 x 30"
    x = rng.normal(size=(3, 3, 28, 30))
    got, expected = (f((5, 3), stride, padding).im2col(x) for f in (Windows, reference))
    equal(value(got), value(expected), name="columns")


@check(after="returns_the_whole_image")
@cases(stride=[1, 4], padding=[0, 1])
def restores_color_images(Windows, stride, padding, rng):
    "col2im: handles color images of 28 x 30, and windows that leave gaps"
    count = (28 + 2 * padding - 3) // stride + 1, (30 + 2 * padding - 2) // stride + 1
    columns = rng.normal(size=(3, 3 * 6, count[0] * count[1]))
    got, expected = (
        f((3, 2), stride, padding).col2im(columns, (28, 30)) for f in (Windows, reference)
    )
    near(value(got), value(expected), length=6, terms=3.0, name="image")


@check(after=["pads_and_steps", "returns_the_whole_image"])
@cases(h=[1, 2], padding=[0, 1])
def takes_one_window(Windows, h, padding, rng):
    "takes a window as large as the padded image"
    x, kernel = rng.normal(size=(2, 2, h, 3)), (h + 2 * padding, 3 + 2 * padding)
    windows, known = Windows(kernel, 2, padding), reference(kernel, 2, padding)
    equal(value(windows.im2col(x)), value(known.im2col(x)), name="columns")
    columns = rng.normal(size=(2, 2 * kernel[0] * kernel[1], 1))
    got, expected = (f.col2im(columns, (h, 3)) for f in (windows, known))
    near(value(got), value(expected), terms=3.0, name="image")


class truth:
    """PyTorch's unfold and fold."""

    def __init__(self, kernel, stride=1, padding=0):
        self.how = {"kernel_size": kernel, "stride": stride, "padding": padding}

    def im2col(self, x):
        import torch

        return torch.nn.functional.unfold(torch.tensor(x), **self.how).numpy()

    def col2im(self, columns, size):
        import torch

        return torch.nn.functional.fold(torch.tensor(columns), size, **self.how).numpy()


WINDOWS = "windows = windows[:, :, :: self.stride, :: self.stride]"
COLUMNS = "windows.transpose(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, h_out * w_out)"
PADDED = "padded = np.pad(x, ((0, 0), (0, 0), border, border))"
ADD = "padded[:, :, rows, cols] += taps[:, :, i, j]"
CUT = "return padded[:, :, p : p + h, p : p + w]"
SLICES = "rows, cols = slice(i, i + s * h_out, s), slice(j, j + s * w_out, s)"

windows_in_rows = mistake(
    "made rows of the windows instead of columns",
    fails="lays_windows_in_columns",
    replace=(
        COLUMNS,
        "windows.transpose(0, 2, 3, 1, 4, 5).reshape(n, h_out * w_out, c * kh * kw)",
    ),
)

only_reshaped = mistake(
    "reshaped without bringing the axes of the window in front of the places",
    fails="lays_windows_in_columns",
    replace=(COLUMNS, "windows.reshape(n, c * kh * kw, h_out * w_out)"),
)

windows_column_by_column = mistake(
    "counted the windows column by column",
    fails="lays_windows_in_columns",
    replace=(
        COLUMNS,
        "windows.transpose(0, 1, 4, 5, 3, 2).reshape(n, c * kh * kw, h_out * w_out)",
    ),
)

channels_last = mistake(
    "put the channels of a pixel side by side, as in image files",
    fails="puts_channels_first",
    replace=(
        COLUMNS,
        "windows.transpose(0, 4, 5, 1, 2, 3).reshape(n, c * kh * kw, h_out * w_out)",
    ),
)

padding_ignored = mistake(
    "ignored the padding",
    fails="pads_and_steps",
    replace=(PADDED, "padded, border = x, None"),
)

rows_only = mistake(
    "took the stride along rows only",
    fails="pads_and_steps",
    replace=(WINDOWS, "windows = windows[:, :, :: self.stride]"),
)

edges_repeated = mistake(
    "padded with the image's own edge instead of zeros",
    fails="pads_and_steps",
    replace=(PADDED, PADDED.replace("border))", 'border), mode="edge")')),
)

overwritten = mistake(
    "kept the last window's entry of every pixel instead of adding them up",
    fails="adds_where_windows_overlap",
    replace=(ADD, ADD.replace("+=", "=")),
)

averaged = mistake(
    "averaged over the windows a pixel is in: that restores images, but gradients add up",
    fails="adds_where_windows_overlap",
    replace=[
        (ADD, "counts[:, :, rows, cols] += 1\n                " + ADD),
        ("        for i in range(kh)", "        counts = 0 * padded\n        for i in range(kh)"),
        (CUT, "padded = padded / np.maximum(counts, 1)\n        " + CUT),
    ],
)

padding_kept = mistake(
    "returned the padding as well",
    fails="returns_the_whole_image",
    replace=(CUT, "return padded"),
)

cut_at_the_end = mistake(
    "cut the padding off at the end only",
    fails="returns_the_whole_image",
    replace=(CUT, "return padded[:, :, :h, :w].copy()"),
)

stride_forgotten = mistake(
    "laid the windows side by side, whatever the stride",
    fails="returns_the_whole_image",
    replace=(SLICES, "rows, cols = slice(i, i + h_out), slice(j, j + w_out)"),
)

widened = mistake(
    "collected the gradient in an array of float64, whatever the columns are",
    fails="keeps_float32_and_its_inputs",
    replace=("dtype=columns.dtype", 'dtype="float64"'),
)


@variant
class by_index:
    "an index for every entry, np.take and np.add.at"

    def __init__(self, kernel, stride=1, padding=0):
        self.kernel, self.stride, self.padding = kernel, stride, padding

    def places(self, c, h, w):
        "where every entry of the columns lies in a padded image, flat"
        (kh, kw), s, p = self.kernel, self.stride, self.padding
        height, width = h + 2 * p, w + 2 * p
        corner = np.arange(0, height - kh + 1, s)[:, None] * width + np.arange(0, width - kw + 1, s)
        tap = np.arange(kh)[:, None] * width + np.arange(kw)
        channel = np.arange(c) * height * width
        return (channel[:, None] + tap.ravel()).ravel()[:, None] + corner.ravel()

    def im2col(self, x):
        n, c, h, w = x.shape
        p = self.padding
        padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        return padded.reshape(n, -1)[:, self.places(c, h, w)]

    def col2im(self, columns, size):
        n, (h, w), p = len(columns), size, self.padding
        c = columns.shape[1] // (self.kernel[0] * self.kernel[1])
        flat = np.zeros((n, c * (h + 2 * p) * (w + 2 * p)), dtype=columns.dtype)
        for image, own in zip(flat, columns, strict=True):
            np.add.at(image, self.places(c, h, w), own)
        return flat.reshape(n, c, h + 2 * p, w + 2 * p)[:, :, p : h + p, p : w + p]


@variant
class window_by_window:
    "one window at a time"

    def __init__(self, kernel, stride=1, padding=0):
        self.kernel, self.stride, self.padding = kernel, stride, padding

    def corners(self, height, width):
        (kh, kw), s = self.kernel, self.stride
        return [(r, q) for r in range(0, height - kh + 1, s) for q in range(0, width - kw + 1, s)]

    def im2col(self, x):
        n, c, h, w = x.shape
        (kh, kw), p = self.kernel, self.padding
        padded = np.zeros((n, c, h + 2 * p, w + 2 * p), dtype=x.dtype)
        padded[:, :, p : p + h, p : p + w] = x
        corners = self.corners(h + 2 * p, w + 2 * p)
        columns = [padded[:, :, r : r + kh, q : q + kw].reshape(n, -1) for r, q in corners]
        return np.stack(columns, axis=-1)

    def col2im(self, columns, size):
        (h, w), (kh, kw), p = size, self.kernel, self.padding
        c = columns.shape[1] // (kh * kw)
        padded = np.zeros((len(columns), c, h + 2 * p, w + 2 * p), dtype=columns.dtype)
        for place, (r, q) in enumerate(self.corners(h + 2 * p, w + 2 * p)):
            padded[:, :, r : r + kh, q : q + kw] += columns[:, :, place].reshape(-1, c, kh, kw)
        return np.ascontiguousarray(padded[:, :, p : p + h, p : p + w])
