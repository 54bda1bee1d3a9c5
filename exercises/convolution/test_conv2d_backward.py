"""Derivatives by images, kernels and biases."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged

NAMES = ("dx", "dw", "db")


def layer(rng, n=2, c=2, size=(4, 5), c_out=3, kernel=(2, 3), stride=1, padding=0):
    """A derivative dy, images and kernels, all lengths different where they can be."""
    out = [(m + 2 * padding - k) // stride + 1 for m, k in zip(size, kernel, strict=True)]
    shapes = ((n, c_out, *out), (n, c, *size), (c_out, c, *kernel))
    return [rng.normal(size=shape) for shape in shapes]


def by_name(results):
    """The three results by name, once it is known that there are three."""
    expect(
        isinstance(results, tuple | list) and len(results) == 3,
        "conv2d_backward does not return the three arrays dx, dw, db",
    )
    return dict(zip(NAMES, results, strict=True))


def close(got, expected, arrays, *names):
    """Near, for sums of products of normal numbers."""
    dy, _, w = arrays
    lengths = {"dx": w[:, 0].size, "dw": dy[:, 0].size, "db": dy[:, 0].size}
    got, expected = by_name(got), by_name(expected)
    for name in names:
        near(got[name], expected[name], length=lengths[name], terms=12.0, name=name)


@check()
@cases(n=[1, 3], c_out=[1, 2], seed=range(2))
def sums_for_the_bias(conv2d_backward, n, c_out, rng):
    "gives every bias the sum of dy over its map, in all images"
    arrays = layer(rng, n, 1, (3, 4), c_out, (2, 3))
    close(conv2d_backward(*arrays), reference(*arrays), arrays, "db")


@check(points=2)
@cases(n=[1, 3], c=[1, 2], c_out=[1, 3], seed=range(2))
def differentiates_by_the_kernels(conv2d_backward, n, c, c_out, rng):
    "gives every weight the sum of dy times the pixels it met, in all images"
    arrays = layer(rng, n, c, (4, 5), c_out, (2, 3))
    close(conv2d_backward(*arrays), reference(*arrays), arrays, "dw")


@check(points=3)
@cases(c=[1, 2], c_out=[1, 3], h=[2, 4], seed=range(2))
def differentiates_by_the_images(conv2d_backward, c, c_out, h, rng):
    "gives every pixel the sum of dy times the weights it met, over all windows and kernels"
    arrays = layer(rng, 2, c, (h, 5), c_out, (2, 3))
    close(conv2d_backward(*arrays), reference(*arrays), arrays, "dx")


@check(points=2, after=[differentiates_by_the_kernels, differentiates_by_the_images])
@cases(stride=[2, 3], h=[5, 6, 7], seed=range(2))
def follows_the_stride(conv2d_backward, stride, h, rng):
    "with a stride, meets the right pixels, and gives 0 to those that no window saw"
    arrays = layer(rng, size=(h, h + 1), kernel=(2, 3), stride=stride)
    close(conv2d_backward(*arrays, stride), reference(*arrays, stride), arrays, "dw", "dx")


@check(points=2, after=[differentiates_by_the_kernels, differentiates_by_the_images])
@cases(padding=[1, 2], kernel=[(1, 2), (3, 2)], seed=range(2))
def leaves_the_padding_out(conv2d_backward, padding, kernel, rng):
    "with padding, counts its zeros as zeros, and gives dx for the image alone"
    arrays = layer(rng, size=(3, 4), kernel=kernel, padding=padding)
    got, expected = (f(*arrays, padding=padding) for f in (conv2d_backward, reference))
    close(got, expected, arrays, "dw", "dx")


@check(after=[sums_for_the_bias, leaves_the_padding_out])
@cases(n=[1, 2])
def keeps_float32_and_its_inputs(conv2d_backward, n, rng):
    "gives float32 for float32, and changes none of its inputs"
    arrays = [array.astype("float32") for array in layer(rng, n, padding=1)]
    expected = reference(*arrays, padding=1)
    held = [put(array) for array in arrays]
    close(conv2d_backward(*held, padding=1), expected, arrays, *NAMES)
    for name, array in zip(("dy", "x", "w"), held, strict=True):
        unchanged(array, name)


@check(after=[sums_for_the_bias, differentiates_by_the_kernels, differentiates_by_the_images])
def gives_the_worked_numbers(conv2d_backward):
    "gives the worked numbers of an image of 2 x 3 and a kernel of 1 x 2"
    x, w = np.array([[[[1.0, 2, 3], [4, 5, 6]]]]), np.array([[[[10.0, 1]]]])
    got = by_name(conv2d_backward(np.ones((1, 1, 2, 2)), x, w))
    near(got["dx"], np.array([[[[10.0, 11, 1]] * 2]]), name="dx")
    near(got["dw"], np.array([[[[12.0, 16]]]]), name="dw")
    near(got["db"], np.array([4.0]), name="db")
