"""The largest of every window, and where its derivative goes."""

import numpy as np

from grader import cases, check, equal, expect, near, put, reference, unchanged


def parts(results):
    """The two results, once it is known that there are two."""
    expect(
        isinstance(results, tuple | list) and len(results) == 2,
        "max_pool2d does not return the two arrays y, dx",
    )
    return results


def inputs(rng, shape, kernel, stride=None, padding=(0, 0)):
    """Images of this shape, and a dy that fits."""
    steps = zip(shape[2:], kernel, stride or kernel, padding, strict=True)
    out = [(n + 2 * p - k) // s + 1 for n, k, s, p in steps]
    return rng.normal(size=shape), rng.normal(size=(*shape[:2], *out))


def same_maxima(max_pool2d, *args):
    """Exactly the same y: maxima are not rounded."""
    equal(parts(max_pool2d(*args))[0], reference(*args)[0], name="y")


def same_derivative(max_pool2d, *args):
    """The same dx, up to the rounding of sums."""
    near(parts(max_pool2d(*args))[1], reference(*args)[1], length=4, terms=4.0, name="dx")


@check(points=2)
@cases(n=[1, 2], kernel=[(1, 2), (2, 2), (3, 2)], seed=range(2))
def keeps_the_largest(max_pool2d, n, kernel, rng):
    "y: keeps the largest of every window, windows side by side, channels apart"
    x, dy = inputs(rng, (n, 2, 6, 4), kernel)
    same_maxima(max_pool2d, x, dy, kernel)


@check(after=keeps_the_largest)
@cases(stride=[(1, 1), (2, 1), (2, 3)], h=[5, 6], seed=range(2))
def steps_by_the_stride(max_pool2d, stride, h, rng):
    "y: moves by the stride, so windows may overlap, and drops what is left over"
    x, dy = inputs(rng, (2, 2, h, 7), (3, 2), stride)
    same_maxima(max_pool2d, x, dy, (3, 2), stride)


@check(after=steps_by_the_stride)
@cases(padding=[(1, 0), (0, 1), (1, 1)], seed=range(2))
def never_takes_the_padding(max_pool2d, padding, rng):
    "y: never takes the padding, even where all pixels of a window are negative"
    x, dy = inputs(rng, (2, 2, 4, 5), (3, 2), (2, 2), padding)
    same_maxima(max_pool2d, -np.abs(x), dy, (3, 2), (2, 2), padding)


@check(points=2)
@cases(n=[1, 2], kernel=[(1, 2), (2, 2), (3, 2)], h=[6, 7], seed=range(2))
def sends_all_to_the_winner(max_pool2d, n, kernel, h, rng):
    "dx: sends all of a window's dy to its largest pixel, and nothing to the others"
    x, dy = inputs(rng, (n, 2, h, 4), kernel)
    same_derivative(max_pool2d, x, dy, kernel)


@check(points=2, after=sends_all_to_the_winner)
@cases(stride=[(1, 1), (2, 1)], seed=range(3))
def adds_what_a_pixel_wins(max_pool2d, stride, rng):
    "dx: adds up what a pixel wins in windows that overlap"
    x, dy = inputs(rng, (2, 2, 6, 5), (3, 3), stride)
    same_derivative(max_pool2d, x, dy, (3, 3), stride)


@check(after=sends_all_to_the_winner)
@cases(kernel=[(2, 2), (1, 3)], seed=range(3))
def lets_the_first_of_equals_win(max_pool2d, kernel, rng):
    "dx: lets the first win among equals, row by row, as behind a ReLU"
    x, dy = inputs(rng, (2, 2, 4, 6), kernel)
    same_derivative(max_pool2d, np.round(np.maximum(x, 0)), dy, kernel)


@check(after=[never_takes_the_padding, adds_what_a_pixel_wins])
@cases(padding=[(1, 0), (0, 1), (1, 1)], seed=range(2))
def leaves_the_padding_out(max_pool2d, padding, rng):
    "dx: has the image's shape and places, whatever the padding"
    x, dy = inputs(rng, (2, 2, 5, 4), (3, 3), (2, 1), padding)
    same_derivative(max_pool2d, x, dy, (3, 3), (2, 1), padding)


@check(after=[keeps_the_largest, sends_all_to_the_winner])
@cases(n=[1, 2])
def keeps_float32_and_its_inputs(max_pool2d, n, rng):
    "gives float32 for float32, and changes neither x nor dy"
    x, dy = (a.astype("float32") for a in inputs(rng, (n, 2, 4, 4), (2, 2)))
    y, dx = reference(x, dy, (2, 2))
    x, dy = put(x), put(dy)
    mine = parts(max_pool2d(x, dy, (2, 2)))
    equal(mine[0], y, name="y")
    near(mine[1], dx, terms=3.0, name="dx")
    unchanged(x, "x")
    unchanged(dy, "dy")


@check(after=[keeps_the_largest, lets_the_first_of_equals_win])
def gives_the_worked_numbers(max_pool2d):
    "gives 9 for (1, 3), (9, 2), and lets the first 5 win"
    x = np.array([[[[1.0, 3, 5, 5], [9, 2, 5, 4], [7, 8, 6, 0]]]])
    y, dx = parts(max_pool2d(x, np.array([[[[10.0, 20]]]]), (2, 2)))
    equal(y, np.array([[[[9.0, 5]]]]), name="y")
    worked = [[0.0, 0, 20, 0], [10, 0, 0, 0], [0, 0, 0, 0]]
    equal(dx, np.array(worked).reshape(1, 1, 3, 4), name="dx")
