"""Norms of the gradient through depth."""

from itertools import pairwise

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def network(rng, lengths, scale=1.0):
    """Layers with these numbers of units, and an input and a gradient for their ends."""
    layers = [
        (scale * rng.normal(size=(m, n)) / np.sqrt(n), 0.3 * rng.normal(size=m))
        for n, m in pairwise(lengths)
    ]
    return rng.normal(size=lengths[0]), layers, rng.normal(size=lengths[-1])


def alike(gradient_flow, x, layers, activation, dy, **how):
    """Fail unless each norm is the reference's, the small ones as exactly as the large."""
    got, expected = (side(x, layers, activation, dy, **how) for side in (gradient_flow, reference))
    near(got, expected, length=100 * len(layers), terms=expected, name="norms")


@check(points=2)
@cases(lengths=[(2, 3), (4, 2, 3), (3, 5, 4, 2)], seed=range(2))
def goes_back_through_the_weights(gradient_flow, lengths, rng):
    "goes back through the weights of every layer, and lists the norms from input to output"
    x, layers, dy = network(rng, lengths)
    alike(gradient_flow, x, layers, "identity", dy)


@check(points=2, after=goes_back_through_the_weights)
@cases(activation=["sigmoid", "tanh", "relu"], lengths=[(2, 3), (4, 2, 5)], seed=range(2))
def multiplies_by_the_slopes(gradient_flow, activation, lengths, rng):
    "multiplies by the slope of the activation where each layer really was"
    x, layers, dy = network(rng, lengths)
    alike(gradient_flow, x, [(w, b + 0.4) for w, b in layers], activation, dy)


@check(points=2, after=multiplies_by_the_slopes)
@cases(activation=["tanh", "sigmoid"], depth=[1, 2, 4], seed=range(2))
def goes_around_residual_layers(gradient_flow, activation, depth, rng):
    "adds what comes around a residual layer to what comes through it"
    x, layers, dy = network(rng, (3,) * (depth + 1))
    alike(gradient_flow, x, layers, activation, dy, residual=True)


@check(after=multiplies_by_the_slopes)
@cases(activation=["sigmoid", "tanh"], depth=[10, 20])
def fades_with_depth(gradient_flow, activation, depth, rng):
    "follows a gradient that fades through twenty layers"
    x, layers, dy = network(rng, (4,) * (depth + 1), scale=0.7)
    alike(gradient_flow, x, layers, activation, dy)


@check(after=goes_around_residual_layers)
@cases(residual=[False, True])
def leaves_its_inputs_unchanged(gradient_flow, residual, rng):
    "leaves x, dy and the layers unchanged"
    x, layers, dy = network(rng, (3, 3, 3))
    arrays = [put(array) for array in (x, dy, *layers[0], *layers[1])]
    x, dy, w1, b1, w2, b2 = arrays
    gradient_flow(x, [(w1, b1), (w2, b2)], "tanh", dy, residual=residual)
    for name, array in zip(("x", "dy", "w_1", "b_1", "w_2", "b_2"), arrays, strict=True):
        unchanged(array, name)


@check(after=goes_back_through_the_weights)
@cases(activation=["swish", "linear", ""])
def refuses_other_activations(gradient_flow, activation, rng):
    "raises ValueError for an activation it does not know"
    x, layers, dy = network(rng, (2, 2))
    with raises(ValueError):
        gradient_flow(x, layers, activation, dy)


@check(after=goes_around_residual_layers)
def gives_the_worked_numbers(gradient_flow):
    "gives 0.25**10 for ten sigmoids at best, 1.5**20 for twenty factors of 1.5, and 8, 4, 1"
    one = np.ones(1)
    half = [(np.ones((1, 1)), np.array([-0.5]))] * 10  # sigmoid(0.5 - 0.5) = 0.5 again
    powers = 0.25 ** np.arange(10, -1, -1)
    near(gradient_flow(one / 2, half, "sigmoid", one), powers, terms=powers, name="norms")
    growing = [(np.full((1, 1), 1.5), np.zeros(1))] * 20
    first = gradient_flow(one, growing, "identity", one)[0]
    near(float(first), 3325.256730079651, length=20, name="norm at the input")
    layers = [(np.array([[w]]), np.zeros(1)) for w in (1.0, 3.0)]
    norms = gradient_flow(np.array([2.0]), layers, "relu", one, residual=True)
    near(norms, np.array([8.0, 4.0, 1.0]), name="norms")
