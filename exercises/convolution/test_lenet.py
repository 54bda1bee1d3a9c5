"""The logits of a network like LeNet."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def pairs(rng, *shapes):
    """Weights of these shapes and biases, small enough that tanh does not saturate."""
    return [
        (rng.normal(size=shape) / np.sqrt(np.prod(shape[1:])), rng.normal(size=shape[0]) / 2)
        for shape in shapes
    ]


def close(lenet, x, convolutions, dense, length):
    """Near, for logits of a few units."""
    got, expected = (f(x, convolutions, dense) for f in (lenet, reference))
    near(got, expected, length=length, terms=6.0, name="logits")


@check(points=2)
@cases(n=[1, 3], c=[1, 2], seed=range(2))
def flattens_and_weighs(lenet, n, c, rng):
    "without convolutions and with one dense layer: flattens every image, and gives w x + b"
    x = rng.normal(size=(n, c, 2, 3))
    close(lenet, x, [], pairs(rng, (4, 6 * c)), 6 * c)


@check(points=2, after=flattens_and_weighs)
@cases(n=[1, 3], depth=[2, 3], seed=range(2))
def squashes_between_dense_layers(lenet, n, depth, rng):
    "takes tanh behind every dense layer but the last"
    x = rng.normal(size=(n, 1, 2, 3))
    close(lenet, x, [], pairs(rng, *[(5, 6), (3, 5), (4, 3)][:depth]), 20)


@check(points=3, after=flattens_and_weighs)
@cases(n=[1, 2], c=[1, 2], seed=range(3))
def convolves_squashes_and_pools(lenet, n, c, rng):
    "convolves, takes tanh, and then averages windows of 2 x 2, in this order"
    x = rng.normal(size=(n, c, 4, 7))
    convolution = pairs(rng, (3, c, 3, 2))  # maps of 2 x 6, pooled to 1 x 3
    close(lenet, x, convolution, pairs(rng, (4, 9)), 60)


@check(after=convolves_squashes_and_pools)
@cases(h=[5, 6], seed=range(2))
def drops_an_odd_row(lenet, h, rng):
    "drops the last row or column of a map if its number is odd"
    x = rng.normal(size=(2, 1, h, 11 - h))
    close(
        lenet,
        x,
        pairs(rng, (3, 1, 2, 2)),
        pairs(rng, (4, 3 * ((h - 1) // 2) * ((10 - h) // 2))),
        60,
    )


@check(points=2, after=[convolves_squashes_and_pools, squashes_between_dense_layers])
@cases(n=[1, 2], seed=range(2))
def goes_through_all_stages(lenet, n, rng):
    "lets every stage read what the one in front of it gives, as LeNet does"
    x = rng.normal(size=(n, 1, 12, 14))
    convolutions = pairs(rng, (3, 1, 3, 3), (4, 3, 2, 3))  # 10 x 12, 5 x 6; 4 x 4, 2 x 2
    close(lenet, x, convolutions, pairs(rng, (6, 16), (5, 6), (3, 5)), 200)


@check(after=goes_through_all_stages)
@cases(n=[1, 2])
def leaves_its_inputs_unchanged(lenet, n, rng):
    "leaves images, kernels and weights unchanged"
    (kernel, bias), (w, b) = *pairs(rng, (2, 1, 3, 3)), *pairs(rng, (3, 8))
    x, kernel, bias, w, b = map(put, (rng.normal(size=(n, 1, 6, 6)), kernel, bias, w, b))
    lenet(x, [(kernel, bias)], [(w, b)])
    for name, array in zip(("x", "kernel", "bias", "w", "b"), (x, kernel, bias, w, b), strict=True):
        unchanged(array, name)


@check(after=goes_through_all_stages)
def gives_the_worked_number(lenet):
    "gives the worked number of an image of 3 x 3"
    x = np.array([[[[0.0, 0, 0], [0, 0, 1], [0, 1, 0]]]])
    kernel, none = np.array([[[[0.0, 0], [0, 1]]]]), np.zeros(1)
    got = lenet(x, [(kernel, none)], [(np.array([[2.0]]), np.array([1.0]))])
    near(got, np.array([[1.7615941559557649]]), name="logits")
