"""The L2 penalty of a network's weights, and its gradient."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def network(sizes, rng):
    """Parameters of a network in column layout, and as many gradients."""
    params = {}
    for layer, (n, d) in enumerate(zip(sizes[1:], sizes[:-1], strict=True), 1):
        params[f"W{layer}"] = rng.choice([-1.0, 1.0], size=(n, d)) * rng.uniform(1, 2, size=(n, d))
        params[f"b{layer}"] = rng.uniform(1, 2, size=(n, 1))
    return params, {name: rng.normal(size=p.shape) for name, p in params.items()}


def only_weights(params):
    """The same with biases of 0, for which it does not matter whether they cost."""
    return {name: p if name[0] == "W" else 0 * p for name, p in params.items()}


def total(got, expected):
    """Near, for sums of up to 100 squares below 4."""
    near(got[0], expected[0], length=100, terms=10.0, name="total")


@check(points=2)
@cases(n=[2, 3], lam=[0.3, 5.0], seed=range(2))
def adds_the_squares(l2_loss, n, lam, rng):
    "adds lam / (2 m) times the sum of the squares of one weight matrix"
    params, grads = network([4, n], rng)
    settings = (rng.uniform(1, 2), only_weights(params), grads, lam, 5)
    total(l2_loss(*settings), reference(*settings))


@check(points=2, after=adds_the_squares)
@cases(layers=[2, 3], seed=range(2))
def adds_every_matrix(l2_loss, layers, rng):
    "adds the squares of every weight matrix, and no root of them"
    params, grads = network([4, 3, 2, 5][: layers + 1], rng)
    settings = (rng.uniform(1, 2), only_weights(params), grads, 0.7, 3)
    total(l2_loss(*settings), reference(*settings))


@check(points=2, after=adds_every_matrix)
@cases(layers=[1, 2], seed=range(2))
def leaves_the_biases_free(l2_loss, layers, rng):
    "does not make biases cost"
    params, grads = network([4, 3, 2][: layers + 1], rng)
    settings = (rng.uniform(1, 2), params, grads, 0.7, 3)
    total(l2_loss(*settings), reference(*settings))


@check(points=2, after=adds_the_squares)
@cases(layers=[1, 2], lam=[0.3, 5.0], m=[3, 8], seed=range(2))
def pulls_at_every_weight(l2_loss, layers, lam, m, rng):
    "adds the derivative of the penalty to the gradient of every weight matrix"
    params, grads = network([4, 3, 2][: layers + 1], rng)
    settings = (rng.uniform(1, 2), only_weights(params), grads, lam, m)
    near(l2_loss(*settings)[1], reference(*settings)[1], terms=10.0, name="gradients")


@check(points=2, after=[leaves_the_biases_free, pulls_at_every_weight])
@cases(layers=[1, 2], seed=range(2))
def lets_biases_go(l2_loss, layers, rng):
    "gives the gradients of biases as they are"
    params, grads = network([4, 3, 2][: layers + 1], rng)
    settings = (rng.uniform(1, 2), params, grads, 0.7, 3)
    near(l2_loss(*settings)[1], reference(*settings)[1], terms=10.0, name="gradients")


@check(after=lets_biases_go)
@cases(n=[2])
def leaves_its_inputs_unchanged(l2_loss, n, rng):
    "leaves parameters and gradients unchanged"
    params, grads = network([3, n], rng)
    params = {name: put(p) for name, p in params.items()}
    grads = {name: put(g) for name, g in grads.items()}
    l2_loss(1.0, params, grads, 0.5, 2)
    for name in params:
        unchanged(params[name], name)
        unchanged(grads[name], f"gradient of {name}")


@check(after=lets_biases_go)
def gives_the_worked_numbers(l2_loss):
    "makes a loss of 1 with weights 3 and -4 into 3.5 for lam = 0.4 and m = 2"
    params = {"W1": np.array([[3.0, -4.0]]), "b1": np.array([[10.0]])}
    grads = {"W1": np.array([[0.5, 0.5]]), "b1": np.array([[0.5]])}
    got = l2_loss(1.0, params, grads, 0.4, 2)
    near(got[0], 3.5, terms=10.0, name="total")
    expected = {"W1": np.array([[1.1, -0.3]]), "b1": np.array([[0.5]])}
    near(got[1], expected, terms=10.0, name="gradients")
