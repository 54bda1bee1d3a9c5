"""Output and derivatives of a residual block."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged

NAMES = ("y", "dx", "dw1", "db1", "dw2", "db2")


def block(rng, n=2, c=3, m=4, h=2, w=5):
    """Images, derivatives and parameters, all lengths different."""
    shapes = ((n, c, h, w), (n, c, h, w), (m, c), (m,), (c, m), (c,))
    return [rng.normal(size=shape) for shape in shapes]


def by_name(results):
    """The six results by name, once it is known that there are six."""
    expect(
        isinstance(results, tuple | list) and len(results) == 6,
        "residual_block does not return the six arrays y, dx, dw1, db1, dw2, db2",
    )
    return dict(zip(NAMES, results, strict=True))


def close(got, expected, arrays, *names):
    """Near, for those of the six results that are named."""
    got, expected = by_name(got), by_name(expected)
    for name in names:
        near(got[name], expected[name], length=arrays[0].size, terms=20.0, name=name)


@check(points=2)
@cases(n=[1, 2], m=[1, 4], seed=range(2))
def adds_to_its_input(residual_block, n, m, rng):
    "gives y = relu(x + F(x))"
    arrays = block(rng, n, m=m)
    close(residual_block(*arrays), reference(*arrays), arrays, "y")


@check(points=2, after=adds_to_its_input)
@cases(n=[1, 2], m=[1, 4], seed=range(2))
def differentiates_the_second_layer(residual_block, n, m, rng):
    "carries dy through the last ReLU to w2 and b2"
    arrays = block(rng, n, m=m)
    close(residual_block(*arrays), reference(*arrays), arrays, "db2", "dw2")


@check(points=2, after=differentiates_the_second_layer)
@cases(n=[1, 2], m=[1, 4], seed=range(2))
def differentiates_the_first_layer(residual_block, n, m, rng):
    "carries it on through w2 and the inner ReLU to w1 and b1"
    arrays = block(rng, n, m=m)
    close(residual_block(*arrays), reference(*arrays), arrays, "db1", "dw1")


@check(points=2, after=differentiates_the_second_layer)
@cases(n=[1, 2], seed=range(3))
def passes_beside_an_empty_block(residual_block, n, rng):
    "with w2 and b2 at 0: gives relu(x), and dx is dy wherever x is above 0"
    x, dy, w1, b1, w2, b2 = arrays = block(rng, n)
    close(
        residual_block(x, dy, w1, b1, 0 * w2, 0 * b2),
        reference(x, dy, w1, b1, 0 * w2, 0 * b2),
        arrays,
        "y",
        "dx",
    )


@check(points=3, after=[differentiates_the_first_layer, passes_beside_an_empty_block])
@cases(n=[1, 2], c=[1, 3], m=[1, 4], seed=range(2))
def adds_both_ways(residual_block, n, c, m, rng):
    "dx: adds what comes through F to what comes beside it"
    arrays = block(rng, n, c, m)
    close(residual_block(*arrays), reference(*arrays), arrays, "dx")


@check(after=adds_both_ways)
@cases(n=[1, 2], seed=range(2))
def stops_where_relu_is_flat(residual_block, n, rng):
    "passes nothing back where u or z is exactly 0"
    x, dy, w1, b1, w2, b2 = block(rng, n)
    x, w1, b1, w2, b2 = (
        rng.integers(-1, 2, size=a.shape).astype("float64") for a in (x, w1, b1, w2, b2)
    )
    arrays = [x, dy, w1, b1, w2, b2]  # whole numbers: many sums are exactly 0
    close(residual_block(*arrays), reference(*arrays), arrays, *NAMES)


@check(after=adds_to_its_input)
@cases(n=[1, 2])
def leaves_its_inputs_unchanged(residual_block, n, rng):
    "changes none of its inputs, x above all"
    held = [put(array) for array in block(rng, n)]
    residual_block(*held)
    for name, array in zip(("x", "dy", "w1", "b1", "w2", "b2"), held, strict=True):
        unchanged(array, name)


@check(after=adds_both_ways)
def gives_the_worked_numbers(residual_block):
    "gives the worked numbers of one pixel with two channels"
    x, dy = (np.array(pair).reshape(1, 2, 1, 1) for pair in ([1.0, 2], [10.0, 7]))
    w1, w2 = np.array([[1.0, 1]]), np.array([[1.0], [-1]])
    got = by_name(residual_block(x, dy, w1, np.zeros(1), w2, np.zeros(2)))
    worked = ([4.0, 0], [20.0, 10], [10.0, 20], [10.0], [30.0, 0], [10.0, 0])
    shapes = ((1, 2, 1, 1), (1, 2, 1, 1), (1, 2), (1,), (2, 1), (2,))
    for name, numbers, shape in zip(NAMES, worked, shapes, strict=True):
        near(got[name], np.array(numbers).reshape(shape), name=name)
