"""Twins among hidden units, before and after training."""

import numpy as np

from grader import cases, check, equal, near, put, reference, unchanged


def drawn(rng, n, d, h):
    """Data, and weights of h units that are all different."""
    x, y = rng.normal(size=(n, d)), rng.normal(size=n)
    w1, b1, w2 = 0.7 * rng.normal(size=(h, d)), 0.3 * rng.normal(size=h), 0.7 * rng.normal(size=h)
    return x, y, w1, b1, w2, float(rng.normal())


def alike(train_and_count, network, lr, steps):
    """Fail unless losses and counts are the reference's."""
    got, expected = (side(*network, lr, steps) for side in (train_and_count, reference))
    near(got[0], expected[0], length=100 * (steps + 1), terms=4.0, steps=0, name="losses")
    equal(got[1], expected[1], name="kinds")


@check(points=2)
@cases(n=[1, 4], h=[1, 3], seed=range(2))
def computes_the_loss(train_and_count, n, h, rng):
    "computes the loss of the network as it starts"
    network = drawn(rng, n, 2, h)
    got, expected = (side(*network, 0.1, 0)[0] for side in (train_and_count, reference))
    near(got, expected, length=10, terms=4.0, name="losses")


@check(points=3, after=computes_the_loss)
@cases(n=[3, 5], steps=[1, 5], seed=range(2))
def descends_the_gradient(train_and_count, n, steps, rng):
    "moves all weights and biases against their gradients, all taken at the same point"
    network = drawn(rng, n, 2, 4)
    got, expected = (side(*network, 0.3, steps)[0] for side in (train_and_count, reference))
    near(got, expected, length=100 * steps, terms=4.0, steps=0, name="losses")


@check(points=2, after=computes_the_loss)
@cases(differ=["nothing", "a weight", "the bias", "the output weight", "all"], seed=range(2))
def tells_units_apart(train_and_count, differ, rng):
    "counts units that are alike in every number once, and others apart"
    x, y, w1, b1, w2, b2 = drawn(rng, 3, 2, 5)
    if differ != "all":
        w1[1:4], b1[1:4], w2[1:4] = w1[0], b1[0], w2[0]
    if differ == "a weight":
        w1[2, 1] += 0.001
    if differ == "the bias":
        b1[3] -= 0.001
    if differ == "the output weight":
        w2[1] = -w2[1]
    network = (x, y, w1, b1, w2, b2)
    got, expected = (side(*network, 0.1, 0)[1] for side in (train_and_count, reference))
    equal(got, expected, name="kinds")


@check(points=2, after=[descends_the_gradient, tells_units_apart])
@cases(twins=[2, 4], seed=range(2))
def keeps_twins_together(train_and_count, twins, rng):
    "finds twins still together after thirty steps"
    x, y, w1, b1, w2, b2 = drawn(rng, 4, 2, 6)
    w1[:twins], b1[:twins], w2[:twins] = w1[0], b1[0], w2[0]
    alike(train_and_count, (x, y, w1, b1, w2, b2), 0.1, 30)


@check(after=keeps_twins_together)
@cases(start=["zeros", "ones", "zeros, outputs random", "zeros, inputs random"])
def follows_flat_starts(train_and_count, start, rng):
    "shows which flat starts stay flat: all zeros, all ones, one layer of zeros"
    x, y, w1, b1, w2, b2 = drawn(rng, 4, 2, 3)
    if start != "zeros, inputs random":
        w1, b1 = np.full_like(w1, start == "ones"), np.full_like(b1, start == "ones")
    if start != "zeros, outputs random":
        w2 = np.full_like(w2, start == "ones")
    alike(train_and_count, (x, y, w1, b1, w2, b2), 0.1, 10)


@check(after=descends_the_gradient)
@cases(n=[3])
def leaves_its_inputs_unchanged(train_and_count, n, rng):
    "leaves data and weights unchanged"
    *arrays, b2 = drawn(rng, n, 2, 3)
    kept = [put(array) for array in arrays]
    train_and_count(*kept, b2, 0.1, 2)
    for name, array in zip(("x", "y", "w1", "b1", "w2"), kept, strict=True):
        unchanged(array, name)


@check(after=[descends_the_gradient, tells_units_apart])
def gives_the_worked_numbers(train_and_count):
    "learns nothing but the mean of y from zeros: losses 2.5, 0.5, 0.5, one kind of unit"
    x, y = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([1.0, 3.0])
    zeros = np.zeros((4, 2)), np.zeros(4), np.zeros(4), 0.0
    losses, kinds = train_and_count(x, y, *zeros, 1.0, 2)
    near(losses, np.array([2.5, 0.5, 0.5]), name="losses")
    equal(kinds, np.array([1, 1, 1]), name="kinds")
