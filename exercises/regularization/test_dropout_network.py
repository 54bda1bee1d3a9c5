"""A two-layer network with classic dropout."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def network(d, k, c, rng):
    """Weights of both signs; biases that keep most hidden units above 0."""
    return {
        "W1": 0.5 * rng.normal(size=(k, d)),
        "b1": rng.uniform(0.5, 1.5, size=(k, 1)),
        "W2": rng.choice([-1.0, 1.0], size=(c, k)) * rng.uniform(0.5, 1.5, size=(c, k)),
        "b2": rng.choice([-1.0, 1.0], size=(c, 1)) * rng.uniform(1, 2, size=(c, 1)),
    }


def out(got, expected):
    """Near, for two layers of up to 50 terms of size 10."""
    near(got, expected, length=50, terms=20.0, name="output")


@check(points=2)
@cases(m=[1, 4], k=[2, 5], seed=range(2))
def is_a_network(dropout_network, m, k, rng):
    "gives W2 relu(W1 x + b1) + b2, one sample per column, in use and without dropout"
    x, params = rng.normal(size=(3, m)), network(3, k, 2, rng)
    out(dropout_network(x, params, 0.0, 0.0), reference(x, params, 0.0, 0.0))


@check(points=2, after=is_a_network)
@cases(p=[0.2, 0.6], k=[3, 5], seed=range(2))
def scales_the_second_layer(dropout_network, p, k, rng):
    "multiplies W2, and not b2, by 1 - p_hidden in use"
    x, params = rng.normal(size=(3, 2)), network(3, k, 2, rng)
    out(dropout_network(x, params, 0.0, p), reference(x, params, 0.0, p))


@check(points=2, after=scales_the_second_layer)
@cases(p=[0.2, 0.6], k=[3, 5], seed=range(2))
def scales_the_first_layer(dropout_network, p, k, rng):
    "multiplies W1, and not b1, by 1 - p_input in use"
    x, params = rng.normal(size=(3, 2)), network(3, k, 2, rng)
    out(dropout_network(x, params, p, 0.35), reference(x, params, p, 0.35))


@check(points=2, after=is_a_network)
@cases(p=[0.3, 0.6], m=[2, 4], seed=range(2))
def drops_hidden_units(dropout_network, p, m, rng):
    "sets hidden units to 0 where the second numbers drawn are below p_hidden, in training"
    x, params = rng.normal(size=(3, m)), network(3, 5, 2, rng)
    out(dropout_network(x, params, 0.0, p, rng), reference(x, params, 0.0, p, rng))


@check(points=2, after=drops_hidden_units)
@cases(p=[0.3, 0.6], m=[2, 4], seed=range(2))
def drops_inputs(dropout_network, p, m, rng):
    "sets entries of x to 0 where the first numbers drawn are below p_input, in training"
    x, params = 1 + rng.normal(size=(4, m)), network(4, 3, 2, rng)
    out(dropout_network(x, params, p, 0.45, rng), reference(x, params, p, 0.45, rng))


@check(points=2, after=[scales_the_first_layer, drops_inputs])
@cases(k=[4, 6], seed=range(2))
def does_both_at_once(dropout_network, k, rng):
    "drops inputs and hidden units in training, and scales both layers in use"
    x, params = rng.normal(size=(3, 2)), network(3, k, 2, rng)
    out(dropout_network(x, params, 0.2, 0.5, rng), reference(x, params, 0.2, 0.5, rng))
    out(dropout_network(x, params, 0.2, 0.5), reference(x, params, 0.2, 0.5))


@check(after=does_both_at_once)
@cases(m=[3])
def leaves_its_inputs_unchanged(dropout_network, m, rng):
    "leaves x and the parameters unchanged, in training and in use"
    held = {name: put(p) for name, p in network(3, 4, 2, rng).items()}
    x = put(rng.normal(size=(3, m)))
    dropout_network(x, held, 0.5, 0.5, rng)
    dropout_network(x, held, 0.5, 0.5)
    unchanged(x, "x")
    for name, handle in held.items():
        unchanged(handle, name)


@check(after=does_both_at_once)
def gives_the_worked_numbers(dropout_network):
    "gives 4 for one unit in use; 11 where nothing is dropped, 1 without its input, -1 without it"
    params = {name: np.array([[v]]) for name, v in (("W1", 5.0), ("b1", 1.0), ("W2", 2.0))}
    params["b2"] = np.array([[-1.0]])
    x = np.array([[1.0]])
    near(dropout_network(x, params, 0.2, 0.5), np.array([[4.0]]), terms=10.0, name="output")
    for seed, output in ((4, 11.0), (8, 1.0), (0, -1.0)):
        got = dropout_network(x, params, 0.4, 0.5, np.random.default_rng(seed))
        near(got, np.array([[output]]), terms=10.0, name="output")
