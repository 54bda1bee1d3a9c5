"""Windows as columns, and back."""

import numpy as np

from grader import cases, check, equal, near, put, reference, unchanged, value


def lengths(size, kernel, stride=1, padding=0):
    """How many windows fit along each axis."""
    return [(n + 2 * padding - k) // stride + 1 for n, k in zip(size, kernel, strict=True)]


def same_columns(Windows, x, kernel, stride=1, padding=0):
    """Exactly the same matrix: nothing is computed, entries are only moved."""
    got, expected = (f(kernel, stride, padding).im2col(x) for f in (Windows, reference))
    equal(value(got), value(expected), name="columns")


def same_image(Windows, rng, channels, size, kernel, stride=1, padding=0):
    """The same image from random columns, up to rounding."""
    taps, count = kernel[0] * kernel[1], int(np.prod(lengths(size, kernel, stride, padding)))
    columns = rng.normal(size=(2, channels * taps, count))
    got, expected = (f(kernel, stride, padding).col2im(columns, size) for f in (Windows, reference))
    near(value(got), value(expected), length=taps, terms=3.0, name="image")


@check(points=2)
@cases(h=[3, 4], kernel=[(1, 3), (2, 1), (2, 3)], seed=range(2))
def lays_windows_in_columns(Windows, h, kernel, rng):
    "im2col: makes a column of every window, its entries row by row, the windows row by row"
    same_columns(Windows, rng.normal(size=(1, 1, h, 5)), kernel)


@check(points=2, after=lays_windows_in_columns)
@cases(n=[1, 3], c=[2, 3], seed=range(2))
def puts_channels_first(Windows, n, c, rng):
    "im2col: puts all of a window's first channel before the second, for every image"
    same_columns(Windows, rng.normal(size=(n, c, 3, 4)), (2, 3))


@check(after=puts_channels_first)
@cases(stride=[1, 2, 3], padding=[1, 2], seed=range(2))
def pads_and_steps(Windows, stride, padding, rng):
    "im2col: pads with zeros, steps by the stride, drops what is left over"
    x = rng.normal(size=(2, 2, 4, 7))
    same_columns(Windows, x, (3, 2), stride)
    same_columns(Windows, x, (3, 2), stride, padding)


@check(points=2)
@cases(h=[3, 4], kernel=[(2, 1), (2, 3)], seed=range(2))
def adds_where_windows_overlap(Windows, h, kernel, rng):
    "col2im: adds up what different windows hold of the same pixel"
    same_image(Windows, rng, 1, (h, 5), kernel)


@check(points=2, after=adds_where_windows_overlap)
@cases(stride=[1, 2, 3], padding=[0, 1, 2], c=[1, 3], seed=range(2))
def returns_the_whole_image(Windows, stride, padding, c, rng):
    "col2im: returns an image of the right size: 0 where no window was, nothing of the padding"
    same_image(Windows, rng, c, (7, 5), (2, 3), stride, padding)


@check(after=[pads_and_steps, returns_the_whole_image])
@cases(stride=[1, 2, 3], padding=[0, 2], seed=range(2))
def are_transposes(Windows, stride, padding, rng):
    "col2im is the transpose of im2col: sum(im2col(x) * c) is sum(x * col2im(c))"
    x = rng.normal(size=(2, 2, 6, 5))
    windows = Windows((3, 2), stride, padding)
    columns = value(windows.im2col(x))
    c = rng.normal(size=(2, 12, int(np.prod(lengths((6, 5), (3, 2), stride, padding)))))
    forward = float((columns * c).sum())
    back = float((x * value(windows.col2im(c, (6, 5)))).sum())
    near(back, forward, length=c.size, terms=4.0, name="sum(x * col2im(c))")


@check(after=[pads_and_steps, returns_the_whole_image])
@cases(n=[1, 2])
def keeps_float32_and_its_inputs(Windows, n, rng):
    "gives float32 for float32, and changes neither images nor columns"
    windows, known = Windows((2, 2), 1, 1), reference((2, 2), 1, 1)
    x = rng.normal(size=(n, 2, 3, 4)).astype("float32")
    columns = rng.normal(size=(n, 8, 20)).astype("float32")
    there, back = value(known.im2col(x)), value(known.col2im(columns, (3, 4)))
    x, columns = put(x), put(columns)
    equal(value(windows.im2col(x)), there, name="columns")
    got = value(windows.col2im(columns, (3, 4)))
    near(got, back, length=4, terms=3.0, name="image")
    unchanged(x, "x")
    unchanged(columns, "columns")


@check(after=[puts_channels_first, returns_the_whole_image])
def gives_the_worked_numbers(Windows):
    "gives the four windows of 0 ... 8, and how many windows each pixel is in"
    image = np.arange(9.0).reshape(1, 1, 3, 3)
    worked = np.array([[0.0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]])
    equal(value(Windows((2, 2)).im2col(image)), worked[None], name="columns")
    counts = np.array([[1.0, 2, 1], [2, 4, 2], [1, 2, 1]]).reshape(1, 1, 3, 3)
    equal(value(Windows((2, 2)).col2im(np.ones((1, 4, 4)), (3, 3))), counts, name="counts")
