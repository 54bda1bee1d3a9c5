"""Convolution of a batch of images."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def layer(rng, x, w):
    """Images of shape x, kernels of shape w, and biases away from 0."""
    return rng.normal(size=x), rng.normal(size=w), 2 + rng.random(size=w[0])


def close(got, expected, w, name="feature maps"):
    """Near, for sums of products of normal numbers."""
    near(got, expected, length=int(np.prod(w.shape[1:])), terms=12.0, name=name)


@check(points=2)
@cases(h=[2, 4], k=[(1, 2), (2, 1), (2, 3)], seed=range(2))
def lays_the_kernel_on_every_place(conv2d, h, k, rng):
    "multiplies entry by entry and adds up, at every place where the kernel fits"
    x, w, b = layer(rng, (1, 1, h, 5), (1, 1, *k))
    close(conv2d(x, w, 0 * b), reference(x, w, 0 * b), w)


@check(points=2, after=lays_the_kernel_on_every_place)
@cases(c=[2, 3], k=[1, 2], seed=range(2))
def adds_the_input_channels(conv2d, c, k, rng):
    "gives every input channel weights of its own and adds the channels up"
    x, w, b = layer(rng, (1, c, 3, 4), (1, c, k, k))
    close(conv2d(x, w, 0 * b), reference(x, w, 0 * b), w)


@check(after=adds_the_input_channels)
@cases(n=[1, 3], c_out=[2, 4], seed=range(2))
def makes_a_map_of_every_kernel(conv2d, n, c_out, rng):
    "makes one map of every kernel, its bias added once, for every image of the batch"
    x, w, b = layer(rng, (n, 2, 3, 4), (c_out, 2, 2, 3))
    close(conv2d(x, w, b), reference(x, w, b), w)


@check(points=2, after=makes_a_map_of_every_kernel)
@cases(padding=[1, 2], k=[1, 3], seed=range(2))
def pads_with_zeros(conv2d, padding, k, rng):
    "pads all four sides with zeros"
    x, w, b = layer(rng, (2, 2, 3, 4), (3, 2, k, 2))
    close(conv2d(x, w, b, padding=padding), reference(x, w, b, padding=padding), w)


@check(points=2, after=makes_a_map_of_every_kernel)
@cases(stride=[2, 3], h=[5, 6, 7], seed=range(2))
def steps_by_the_stride(conv2d, stride, h, rng):
    "moves the kernel by the stride, along rows and columns, and drops what is left over"
    x, w, b = layer(rng, (2, 2, h, h + 2), (3, 2, 2, 3))
    close(conv2d(x, w, b, stride), reference(x, w, b, stride), w)


@check(after=makes_a_map_of_every_kernel)
@cases(c=[2, 3], seed=range(2))
def refuses_other_channels(conv2d, c, rng):
    "raises ValueError when the kernels are for another number of channels, even for one"
    x, w, b = layer(rng, (2, c, 4, 4), (2, c, 3, 3))
    close(conv2d(x, w, b), reference(x, w, b), w)
    for other in (1, c + 1):
        with raises(ValueError):
            conv2d(x, np.ones((2, other, 3, 3)), b)


@check(after=pads_with_zeros)
@cases(n=[1, 2])
def keeps_float32_and_its_inputs(conv2d, n, rng):
    "gives float32 for float32, and changes neither images nor kernels"
    x, w, b = (array.astype("float32") for array in layer(rng, (n, 2, 4, 5), (3, 2, 3, 2)))
    expected = reference(x, w, b, padding=1)
    x, w, b = put(x), put(w), put(b)
    got = conv2d(x, w, b, padding=1)
    near(got, expected, length=12, terms=12.0, name="feature maps")
    unchanged(x, "x")
    unchanged(w, "w")
    unchanged(b, "b")


@check(after=[pads_with_zeros, steps_by_the_stride])
def gives_the_worked_numbers(conv2d):
    "gives 0 for a horizontal edge, 6 for a vertical one, and what a border of zeros answers"
    kernel, none = np.array([[1.0, 0, -1]] * 3).reshape(1, 1, 3, 3), np.zeros(1)
    edge = np.array([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    for patch, worked, name in ((edge, 0.0, "horizontal"), (edge.T, 6.0, "vertical")):
        got = conv2d(patch.reshape(1, 1, 3, 3), kernel, none)
        near(got, np.full((1, 1, 1, 1), worked), terms=1.0, name=f"answer to a {name} edge")
    image = np.tile([1.0, 1, 1, 0, 0], (5, 1)).reshape(1, 1, 5, 5)
    inside = np.tile([0.0, 3, 3], (3, 1)).reshape(1, 1, 3, 3)
    near(conv2d(image, kernel, none), inside, name="map without padding")
    rows = [[-2.0, 0, 2, 2, 0], *[[-3.0, 0, 3, 3, 0]] * 3, [-2.0, 0, 2, 2, 0]]
    padded = np.array(rows).reshape(1, 1, 5, 5)
    near(conv2d(image, kernel, none, padding=1), padded, name="map with padding 1")
