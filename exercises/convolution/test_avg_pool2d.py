"""The average of every window, and everyone's share of its derivative."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged


def parts(results):
    """The two results, once it is known that there are two."""
    expect(
        isinstance(results, tuple | list) and len(results) == 2,
        "avg_pool2d does not return the two arrays y, dx",
    )
    return results


def inputs(rng, shape, kernel, stride=None, padding=(0, 0)):
    """Images of this shape, none of them near 0 on average, and a dy that fits."""
    steps = zip(shape[2:], kernel, stride or kernel, padding, strict=True)
    out = [(n + 2 * p - k) // s + 1 for n, k, s, p in steps]
    return 1 + rng.normal(size=shape), rng.normal(size=(*shape[:2], *out))


def close(avg_pool2d, part, *args, **kwargs):
    """Near, for y (part 0) or dx (part 1)."""
    got, expected = (f(*args, **kwargs) for f in (avg_pool2d, reference))
    length = args[2][0] * args[2][1]
    near(parts(got)[part], expected[part], length=length, terms=4.0, name=("y", "dx")[part])


@check(points=2)
@cases(n=[1, 2], kernel=[(1, 2), (2, 2), (3, 2)], seed=range(2))
def averages_every_window(avg_pool2d, n, kernel, rng):
    "y: averages every window, windows side by side, channels apart"
    close(avg_pool2d, 0, *inputs(rng, (n, 2, 6, 4), kernel), kernel)


@check(after=averages_every_window)
@cases(stride=[(1, 1), (2, 1), (2, 3)], h=[5, 6], seed=range(2))
def steps_by_the_stride(avg_pool2d, stride, h, rng):
    "y: moves by the stride, so windows may overlap, and drops what is left over"
    x, dy = inputs(rng, (2, 2, h, 7), (3, 2), stride)
    close(avg_pool2d, 0, x, dy, (3, 2), stride)


@check(points=2, after=steps_by_the_stride)
@cases(padding=[(1, 0), (0, 1), (2, 1)], count=[True, False], seed=range(2))
def counts_as_asked(avg_pool2d, padding, count, rng):
    "y: counts the zeros of the padding, or only the pixels that are there"
    x, dy = inputs(rng, (2, 2, 4, 5), (4, 3), (2, 2), padding)
    close(avg_pool2d, 0, x, dy, (4, 3), (2, 2), padding, count_padding=count)


@check(points=2)
@cases(n=[1, 2], kernel=[(1, 2), (2, 2), (3, 2)], h=[6, 7], seed=range(2))
def shares_equally(avg_pool2d, n, kernel, h, rng):
    "dx: gives every pixel of a window the same share of its dy, and 0 to those in none"
    close(avg_pool2d, 1, *inputs(rng, (n, 2, h, 4), kernel), kernel)


@check(points=2, after=shares_equally)
@cases(stride=[(1, 1), (2, 1)], seed=range(3))
def adds_the_shares(avg_pool2d, stride, rng):
    "dx: adds up a pixel's shares of windows that overlap"
    x, dy = inputs(rng, (2, 2, 6, 5), (3, 3), stride)
    close(avg_pool2d, 1, x, dy, (3, 3), stride)


@check(points=2, after=[counts_as_asked, adds_the_shares])
@cases(padding=[(1, 0), (0, 1), (2, 1)], count=[True, False], seed=range(2))
def shares_as_it_counted(avg_pool2d, padding, count, rng):
    "dx: divides dy by what was counted, and has the image's shape and places"
    x, dy = inputs(rng, (2, 2, 5, 4), (4, 3), (2, 1), padding)
    close(avg_pool2d, 1, x, dy, (4, 3), (2, 1), padding, count_padding=count)


@check(after=[averages_every_window, shares_equally])
@cases(n=[1, 2])
def keeps_float32_and_its_inputs(avg_pool2d, n, rng):
    "gives float32 for float32, and changes neither x nor dy"
    x, dy = (a.astype("float32") for a in inputs(rng, (n, 2, 4, 4), (2, 2)))
    expected = reference(x, dy, (2, 2))
    x, dy = put(x), put(dy)
    for name, mine, right in zip(
        ("y", "dx"), parts(avg_pool2d(x, dy, (2, 2))), expected, strict=True
    ):
        near(mine, right, length=4, terms=4.0, name=name)
    unchanged(x, "x")
    unchanged(dy, "dy")


@check(after=[averages_every_window, shares_equally])
def gives_the_worked_numbers(avg_pool2d):
    "gives the worked numbers, and one number per channel where the window is the whole map"
    y, dx = parts(
        avg_pool2d(np.array([[[[1.0, 3, 7], [5, 3, 7]]]]), np.full((1, 1, 1, 1), 8.0), (2, 2))
    )
    near(y, np.full((1, 1, 1, 1), 3.0), name="y")
    near(dx, np.array([[[[2.0, 2, 0]] * 2]]), name="dx")
    x = np.arange(12.0).reshape(1, 2, 2, 3)
    y, dx = parts(avg_pool2d(x, np.array([[[[6.0]], [[12.0]]]]), (2, 3)))
    near(y, np.array([[[[2.5]], [[8.5]]]]), name="y of the whole map")
    near(dx, np.repeat([1.0, 2.0], 6).reshape(1, 2, 2, 3), name="dx of the whole map")
