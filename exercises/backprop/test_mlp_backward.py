"""Loss and gradients of a two-layer classifier."""

import numpy as np

from grader import cases, check, expect, given, gradient_matches, integers, near
from grader import put, reference, unchanged

NAMES = ("loss", "dw1", "db1", "dw2", "db2")


def network(rng, n=4, d=3, h=5, c=2):
    """A batch and parameters, all lengths different, biases away from 0."""
    shapes = ((d, h), (h,), (h, c), (c,))
    x, y = rng.normal(size=(n, d)), rng.integers(c, size=n)
    return [x, y, *(rng.normal(size=shape) for shape in shapes)]


def by_name(results):
    """The five results by name, once it is known that there are five."""
    expect(
        isinstance(results, tuple | list) and len(results) == 5,
        "mlp_backward does not return the five values loss, dw1, db1, dw2, db2",
    )
    return dict(zip(NAMES, results, strict=True))


def close(got, expected, network, *names):
    """Near, for those of the five results that are named."""
    x, _, w1, b1, w2, b2 = (np.abs(array).astype("float64") for array in network)
    a1 = x @ w1 + b1
    logit = 1 + (a1 @ w2 + b2).max()  # the size of the terms; p moves by as many roundings
    sizes = {
        "loss": logit,
        "dw1": logit * x.max() * w2.max(),
        "db1": logit * w2.max(),
        "dw2": logit * a1.max(),
        "db2": logit,
    }
    got, expected = by_name(got), by_name(expected)
    for name in names:
        near(got[name], expected[name], length=len(x), terms=sizes[name], name=name)


@check(points=2)
@cases(n=[1, 2, 6], seed=range(2))
def computes_the_loss(mlp_backward, n, rng):
    "computes the loss, the mean over the rows"
    batch = network(rng, n, d=3, h=5, c=4)
    close(mlp_backward(*batch), reference(*batch), batch, "loss")


@check(points=2, after=computes_the_loss)
@cases(n=[1, 2, 6], seed=range(2))
def differentiates_the_second_layer(mlp_backward, n, rng):
    "differentiates by the second layer, w2 and b2"
    batch = network(rng, n, d=3, h=5, c=4)
    close(mlp_backward(*batch), reference(*batch), batch, "dw2", "db2")


@check(points=3, after=differentiates_the_second_layer)
@cases(n=[1, 2, 6], seed=range(2))
def differentiates_the_first_layer(mlp_backward, n, rng):
    "carries the derivative back to the first layer, w1 and b1"
    batch = network(rng, n, d=3, h=5, c=4)
    close(mlp_backward(*batch), reference(*batch), batch, "dw1", "db1")


@check(after=computes_the_loss)
@cases(n=[2, 3], parameter=["w2", "b2", "w1", "b1"])
def agrees_with_differences(mlp_backward, n, parameter, rng):
    "agrees with central differences of your own loss"
    batch = network(rng, n, d=2, h=4, c=3)
    place = 2 + ("w1", "b1", "w2", "b2").index(parameter)
    gradient = by_name(mlp_backward(*batch))[f"d{parameter}"]

    def loss(moved):
        return mlp_backward(*batch[:place], moved, *batch[place + 1 :])[0]

    gradient_matches(loss, batch[place], gradient, name=f"d{parameter}")


@check(after=differentiates_the_first_layer)
@cases(n=[1, 3], seed=range(2))
def stops_where_relu_is_flat(mlp_backward, n, rng):
    "passes nothing back through a hidden unit whose input is exactly 0"
    x, y, w1, _, w2, b2 = network(rng, n, d=2, h=4, c=3)
    x, w1 = (rng.integers(-4, 5, size=array.shape).astype("float64") for array in (x, w1))
    batch = [x, y, w1, -(x[0] @ w1), w2, b2]  # whole numbers: z1 of the first row is exactly 0
    close(mlp_backward(*batch), reference(*batch), batch, *NAMES)


@check(points=2, after=differentiates_the_first_layer)
@cases(n=[2, 5], scale=[100, 10_000], seed=range(2))
def survives_large_logits(mlp_backward, n, scale, rng):
    "stays finite and right for logits in the tens of thousands"
    x, y, w1, b1, w2, b2 = network(rng, n, d=3, h=4, c=6)
    batch = [x, y, w1, b1, scale * w2, scale * b2]
    close(mlp_backward(*batch), reference(*batch), batch, *NAMES[1:], NAMES[0])


@check(after=differentiates_the_first_layer)
@given(rows=integers(1, 5), copies=integers(1, 4))
def does_not_count_copies(mlp_backward, rows, copies, rng):
    "gives the same loss and gradients when every row is in the batch several times"
    x, y, *parameters = batch = network(rng, rows, d=3, h=4, c=2)
    repeated = [np.tile(x, (copies, 1)), np.tile(y, copies), *parameters]
    close(mlp_backward(*repeated), reference(*batch), repeated, *NAMES)


@check(after=differentiates_the_first_layer)
@cases(n=[1, 5], seed=range(2))
def keeps_float32(mlp_backward, n, rng):
    "returns float32 gradients for float32"
    batch = [
        array if array.dtype.kind == "i" else array.astype("float32")
        for array in network(rng, n, d=3, h=4, c=2)
    ]
    close(mlp_backward(*batch), reference(*batch), batch, *NAMES)


@check(after=computes_the_loss)
@cases(n=[1, 3])
def leaves_its_arguments_unchanged(mlp_backward, n, rng):
    "leaves batch and parameters unchanged"
    held = [put(array) for array in network(rng, n)]
    mlp_backward(*held)
    for name, array in zip(("x", "y", "w1", "b1", "w2", "b2"), held, strict=True):
        unchanged(array, name)


@check(after=differentiates_the_first_layer)
def gives_the_worked_numbers(mlp_backward):
    "gives the worked numbers of one row with logits 2, -1 and 0.5"
    batch = [
        np.array([[1.0, 2.0]]),
        np.array([0]),
        np.array([[1.0, -1.0], [0.5, 0.5]]),
        np.array([0.0, -1.0]),
        np.array([[1.0, -0.5, 0.25], [3.0, 3.0, 3.0]]),
        np.zeros(3),
    ]
    dz2 = np.array([-0.214402965411, 0.039112573271, 0.175290392140])  # p - onehot
    dz1 = np.array([-0.190136654011, 0.0])  # the second unit is off
    worked = (0.241311296657, np.outer([1, 2], dz1), dz1, np.outer([2, 0], dz2), dz2)
    for name, got in by_name(mlp_backward(*batch)).items():
        near(got, worked[NAMES.index(name)], tolerance=1e-9, name=name)
