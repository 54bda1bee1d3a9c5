"""The forward pass in rows and in columns."""

import itertools

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def network(rng, *sizes):
    """Weights and biases of layers of these sizes, the input first."""
    return [
        (rng.normal(size=(n_out, n_in)), rng.normal(size=n_out))
        for n_in, n_out in itertools.pairwise(sizes)
    ]


def same(forward, x, layers, *options, **named):
    """Fail unless every layer says what the reference's says."""
    got, expected = (side(x, layers, *options, **named) for side in (forward, reference))
    near(got, expected, length=20, terms=100.0, name="activations")


@check(points=2)
@cases(m=[1, 3], n=[2, 4], seed=range(2))
def adds_up_one_layer(forward, m, n, rng):
    "lets every neuron of one layer add up the inputs with its own row of weights, and its bias"
    same(forward, rng.normal(size=(m, n)), network(rng, n, n))


@check(points=2, after=adds_up_one_layer)
@cases(m=[1, 4], width=[2, 5], seed=range(2))
def bends_between_layers(forward, m, width, rng):
    "bends with relu between two layers, not before the first and not after the last"
    same(forward, rng.normal(size=(m, 3)), network(rng, 3, width, 2))


@check(points=2, after=bends_between_layers)
@cases(hidden=["relu", "sigmoid", "identity"], output=["sigmoid", "identity", "relu"])
def obeys_its_activations(forward, hidden, output, rng):
    "uses `hidden` in all layers but the last, `output` in the last"
    same(forward, rng.normal(size=(3, 2)), network(rng, 2, 4, 3, 2), hidden, output)


@check(points=2, after=bends_between_layers)
@cases(m=[1, 5], seed=range(2))
def takes_columns(forward, m, rng):
    "takes a sample per column and returns columns"
    layers = [(weight, np.zeros(len(weight))) for weight, _ in network(rng, 3, 4, 2)]
    same(forward, rng.normal(size=(3, m)), layers, layout="columns")


@check(points=2, after=takes_columns)
@cases(n=[2, 3], seed=range(2))
def adds_each_bias_to_its_neuron(forward, n, rng):
    "in columns, adds a bias to its neuron for all samples, also with as many samples as neurons"
    same(forward, rng.normal(size=(n, n)), network(rng, n, n, n), layout="columns")


@check(after=obeys_its_activations)
@cases(layout=["rows", "columns"])
def refuses_what_does_not_fit(forward, layout, rng):
    "raises ValueError for an unknown activation, and for layers that do not fit"
    x, layers = rng.normal(size=(3, 3)), network(rng, 3, 4, 2)
    for hidden, output in (("Relu", "identity"), ("relu", "softmax")):
        with raises(ValueError):
            forward(x, layers, hidden, output, layout)
    with raises(ValueError):
        forward(x, [layers[0], layers[0]], layout=layout)


@check(after=bends_between_layers)
@cases(m=[2])
def leaves_its_input_unchanged(forward, m, rng):
    "leaves its input unchanged"
    x = put(rng.normal(size=(m, 3)))
    forward(x, network(rng, 3, 3, 3))
    unchanged(x, "x")


@check(after=[obeys_its_activations, adds_each_bias_to_its_neuron])
def gives_the_worked_numbers(forward):
    "gives the worked numbers: XOR by hand, and three sigmoid neurons before one"
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    xor = [
        (np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])),
        (np.array([[1.0, -2.0]]), np.array([0.0])),
    ]
    near(forward(x, xor)[2], np.array([[0.0], [1.0], [1.0], [0.0]]), tolerance=1e-12, name="XOR")
    layers = [
        (np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]), np.zeros(3)),
        (np.array([[0.7, 0.8, 0.9]]), np.zeros(1)),
    ]
    column = np.array([[1.0], [2.0]])
    got = forward(column, layers, "sigmoid", "sigmoid", "columns")
    worked = np.array([[0.622459331202], [0.750260105595], [0.845534734916]])
    near(got[1], worked, tolerance=1e-9, name="hidden neurons")
    near(got[2], np.array([[0.857772482090]]), tolerance=1e-9, name="output")
