"""Gradients of networks from the cache of their forward pass, in columns."""

import itertools

import numpy as np

from grader import cases, check, expect, gradient_matches, near, put, raises, reference, unchanged

HIDDEN = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
}


def forward(x, parameters, hidden="sigmoid"):
    """The cache of a forward pass."""
    cache, layers = {"A0": x}, len(parameters) // 2
    for k in range(1, layers + 1):
        z = cache[f"Z{k}"] = parameters[f"W{k}"] @ cache[f"A{k - 1}"] + parameters[f"b{k}"]
        cache[f"A{k}"] = HIDDEN[hidden if k < layers else "sigmoid"](z)
    return cache


def network(rng, sizes, m, hidden="sigmoid"):
    """Targets, cache and parameters of a network of these sizes, the input first."""
    parameters = {}
    for k, (n_in, n_out) in enumerate(itertools.pairwise(sizes), 1):
        parameters[f"W{k}"] = rng.normal(size=(n_out, n_in))
        parameters[f"b{k}"] = rng.normal(size=(n_out, 1))
    cache = forward(2 * rng.normal(size=(sizes[0], m)), parameters, hidden)
    return rng.random(size=(sizes[-1], m)), cache, parameters


def close(got, expected, *layers, largest=3.0):
    """Near, for the gradients of these layers."""
    expect(
        isinstance(got, dict) and set(got) == set(expected),
        "backward_propagation does not return a dict of dW1, db1, ..., dWL, dbL",
    )
    for name in (f"d{kind}{k}" for k in layers for kind in "Wb"):
        near(got[name], expected[name], length=20, terms=largest, name=name)


@check(points=2)
@cases(inputs=[1, 3], outputs=[1, 2], m=[1, 4])
def solves_the_last_layer(backward_propagation, inputs, outputs, m, rng):
    "gives dW and db of a single layer, means over the samples"
    given = network(rng, (inputs, outputs), m)
    close(backward_propagation(*given), reference(*given), 1)


@check(points=3, after=solves_the_last_layer)
@cases(m=[1, 4], units=[2, 5], seed=range(2))
def carries_delta_back(backward_propagation, m, units, rng):
    "carries delta back to a hidden layer, through the transposed weights and the slope"
    given = network(rng, (3, units, 2), m)
    close(backward_propagation(*given), reference(*given), 2, 1)


@check(points=2, after=carries_delta_back)
@cases(layers=[3, 4], m=[2, 3])
def goes_through_more_layers(backward_propagation, layers, m, rng):
    "goes back through three and four layers"
    given = network(rng, (2, 4, 3, 5, 2)[4 - layers :], m)
    close(backward_propagation(*given), reference(*given), *range(layers, 0, -1), largest=10.0)


@check(points=2, after=carries_delta_back)
@cases(hidden=["tanh", "relu"], m=[1, 3], seed=range(2))
def obeys_its_activation(backward_propagation, hidden, m, rng):
    "takes the slope of the hidden activation that it was told"
    given = network(rng, (3, 4, 2, 2), m, hidden)
    got, expected = (side(*given, hidden) for side in (backward_propagation, reference))
    close(got, expected, 3, 2, 1, largest=20.0)


@check(after=obeys_its_activation)
@cases(hidden=list(HIDDEN), parameter=["W2", "b2", "W1", "b1"])
def agrees_with_differences(backward_propagation, hidden, parameter, rng):
    "agrees with central differences of the loss"
    y, cache, parameters = network(rng, (2, 3, 2), 4, hidden)

    def loss(moved):
        z = forward(cache["A0"], {**parameters, parameter: moved}, hidden)["Z2"]
        return float((np.logaddexp(0, z) - y * z).sum() / 4)

    grads = backward_propagation(y, cache, parameters, hidden)
    close(grads, {f"d{name}": array for name, array in parameters.items()})
    gradient_matches(loss, parameters[parameter], grads[f"d{parameter}"], name=f"d{parameter}")


@check(after=carries_delta_back)
@cases(copies=[2, 3])
def does_not_count_copies(backward_propagation, copies, rng):
    "gives the same gradients when every sample is there several times"
    y, cache, parameters = network(rng, (2, 3, 2), 2)
    several = {name: np.tile(array, (1, copies)) for name, array in cache.items()}
    got = backward_propagation(np.tile(y, (1, copies)), several, parameters)
    close(got, reference(y, cache, parameters), 2, 1)


@check(after=solves_the_last_layer)
@cases(hidden=["Tanh", "identity"], layers=[1, 2])
def refuses_other_activations(backward_propagation, hidden, layers, rng):
    "raises ValueError for an activation it does not know"
    y, cache, parameters = network(rng, (2, 3, 2)[2 - layers :], 2)
    with raises(ValueError):
        backward_propagation(y, cache, parameters, hidden)


@check(after=solves_the_last_layer)
@cases(hidden=list(HIDDEN))
def leaves_its_arguments_unchanged(backward_propagation, hidden, rng):
    "leaves targets, cache and parameters unchanged"
    y, cache, parameters = network(rng, (2, 3, 2), 3, hidden)
    y, cache, parameters = (
        put(y),
        {name: put(array) for name, array in cache.items()},
        {name: put(array) for name, array in parameters.items()},
    )
    backward_propagation(y, cache, parameters, hidden)
    for name, array in {"y": y, **cache, **parameters}.items():
        unchanged(array, name)


@check(after=carries_delta_back)
def gives_the_worked_numbers(backward_propagation):
    "gives the worked numbers of the text's network, whose biases are integers"
    parameters = {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),
        "b1": np.array([[0], [0], [0]]),
        "W2": np.array([[0.7, 0.8, 0.9]]),
        "b2": np.array([[0]]),
    }
    cache = forward(np.array([[1.0], [2.0]]), parameters)
    got = backward_propagation(np.array([[1.0]]), cache, parameters)
    db1 = np.array([[-0.02339679628], [-0.021319322319], [-0.016718158094]])
    worked = {
        "dW1": db1 * [1, 2],
        "db1": db1,
        "dW2": np.array([[-0.088530845677, -0.106707632606, -0.120258306654]]),
        "db2": np.array([[-0.14222751791]]),
    }
    for name, by_hand in worked.items():
        near(got[name], by_hand, tolerance=1e-10, name=name)
