"""Weights rescaled by what a batch says."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def drawn(rng, n, lengths, scale=1.0):
    """Weights of layers with these numbers of units, and a batch; relu never closes them all."""
    weights = [scale * rng.normal(size=pair) for pair in zip(lengths[1:], lengths, strict=False)]
    for w in weights:
        w[1] = -w[0]
    return weights, rng.normal(size=(n, lengths[0]))


def alike(unit_variance, weights, x, activation):
    """Fail unless all weights are the reference's."""
    got, expected = (side(weights, x, activation) for side in (unit_variance, reference))
    near(got, expected, length=100 * len(x), name="weights")


@check(points=2)
@cases(n=[2, 5], scale=[0.1, 30.0], seed=range(2))
def scales_one_layer(unit_variance, n, scale, rng):
    "divides the weights of a layer by the standard deviation of its z"
    alike(unit_variance, *drawn(rng, n, (3, 4), scale), "relu")


@check(points=2, after=scales_one_layer)
@cases(activation=["relu", "tanh"], n=[3, 6], seed=range(2))
def goes_on_with_what_it_rescaled(unit_variance, activation, n, rng):
    "gives the next layer what the rescaled one puts out, through the activation"
    alike(unit_variance, *drawn(rng, n, (3, 4, 2, 5), 2.0), activation)


@check(after=scales_one_layer)
@cases(n=[3, 6], seed=range(2))
def subtracts_the_mean(unit_variance, n, rng):
    "measures the deviation around the mean of z, also where that is far from 0"
    weights, x = drawn(rng, n, (3, 4))
    alike(unit_variance, [np.abs(w) for w in weights], x + 3.0, "tanh")


@check(after=goes_on_with_what_it_rescaled)
@cases(dead=[1, 0], activation=["relu", "tanh"])
def refuses_dead_layers(unit_variance, dead, activation, rng):
    "raises ValueError when a layer gives the same z for everything"
    weights, x = drawn(rng, 4, (3, 2, 4))
    weights[dead] = np.zeros_like(weights[dead])
    with raises(ValueError):
        unit_variance(weights, x, activation)


@check(after=scales_one_layer)
@cases(activation=["sigmoid", "ReLU", ""], layers=[0, 1])
def refuses_other_activations(unit_variance, activation, layers, rng):
    "raises ValueError for an activation it does not know, even when there is no layer"
    weights, x = drawn(rng, 4, (3, 2))
    with raises(ValueError):
        unit_variance(weights[:layers], x, activation)


@check(after=goes_on_with_what_it_rescaled)
@cases(n=[4])
def leaves_its_inputs_unchanged(unit_variance, n, rng):
    "leaves the batch and the old weights unchanged"
    arrays, x = drawn(rng, n, (3, 2, 4))
    weights, batch = [put(w) for w in arrays], put(x)
    unit_variance(weights, batch, "relu")
    unchanged(batch, "x")
    for number, w in enumerate(weights):
        unchanged(w, f"weights[{number}]")


@check(after=goes_on_with_what_it_rescaled)
def gives_the_worked_numbers(unit_variance):
    "turns a weight of 2 into 0.61237244 when z is 4, 0 and -4"
    x = np.array([[2.0], [0.0], [-2.0]])
    got = unit_variance([np.array([[2.0]])], x, "relu")
    near(got, [np.array([[2 / np.sqrt(32 / 3)]])], name="weights")
