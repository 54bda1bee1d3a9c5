"""The error term of the output layer, for four pairs of activation and loss."""

import numpy as np

from grader import cases, check, gradient_matches, near, put, raises, reference, unchanged

PAIRS = ("identity_mse", "sigmoid_mse", "sigmoid_bce", "softmax_ce")


def layer(rng, pair, n, m):
    """Sums and targets; of the targets, a column adds up to 1 where it has to."""
    z, y = 1.5 * rng.normal(size=(n, m)), rng.uniform(0.1, 0.9, size=(n, m))
    return z, y / y.sum(axis=0) if pair == "softmax_ce" else y


def close_loss(output_delta, z, y, pair, largest=10.0):
    """Near, for the loss: a sum of logarithms or squares."""
    got, expected = output_delta(z, y, pair), reference(z, y, pair)
    near(got[0], expected[0], length=z.size, terms=largest, name="loss")


def close_delta(output_delta, z, y, pair, largest=1.0):
    """Near, for the error term: each entry by itself."""
    got, expected = output_delta(z, y, pair), reference(z, y, pair)
    near(got[1], expected[1], length=len(z), terms=largest, name="delta")


@check
@cases(pair=["identity_mse", "sigmoid_mse"], n=[1, 3], m=[2, 4])
def computes_squared_losses(output_delta, pair, n, m, rng):
    "adds up half squares over the outputs and averages over the samples"
    close_loss(output_delta, *layer(rng, pair, n, m), pair)


@check
@cases(pair=["sigmoid_bce", "softmax_ce"], n=[2, 3], m=[2, 4])
def computes_cross_entropies(output_delta, pair, n, m, rng):
    "adds up cross-entropy over the outputs of each column and averages over the columns"
    close_loss(output_delta, *layer(rng, pair, n, m), pair)


@check(points=2)
@cases(n=[1, 3], m=[1, 4], seed=range(2))
def keeps_the_slope_with_squares(output_delta, n, m, rng):
    "keeps the slope a (1 - a) for squares behind a sigmoid, and has none behind the identity"
    for pair in ("identity_mse", "sigmoid_mse"):
        z, y = layer(rng, pair, n, m)
        close_delta(output_delta, z, y, pair, largest=np.abs(z).max())


@check(points=2)
@cases(pair=["sigmoid_bce", "softmax_ce"], n=[2, 3], m=[1, 4])
def cancels_the_slope_with_logarithms(output_delta, pair, n, m, rng):
    "gives a - y for cross-entropy, sample by sample and without 1 / m"
    close_delta(output_delta, *layer(rng, pair, n, m), pair)


@check(
    after=[
        computes_squared_losses,
        computes_cross_entropies,
        keeps_the_slope_with_squares,
        cancels_the_slope_with_logarithms,
    ]
)
@cases(pair=PAIRS, m=[3])
def agrees_with_differences(output_delta, pair, m, rng):
    "agrees with central differences of your own loss, which is a mean: m times its slopes"
    z, y = layer(rng, pair, 2, m)
    _, delta = output_delta(z, y, pair)
    gradient_matches(lambda moved: m * output_delta(moved, y, pair)[0], z, delta, name="delta")


@check(points=2, after=[computes_cross_entropies, cancels_the_slope_with_logarithms])
@cases(pair=["sigmoid_bce", "softmax_ce"], size=[40.0, 1000.0])
def survives_large_sums(output_delta, pair, size, rng):
    "stays finite and right where the activation is 0 or 1, and the target is the other one"
    z = size * (1 + rng.random(size=(2, 4))) * np.array([[1, -1, 1, -1], [-1, 1, 1, -1]])
    y = np.array([[0.0, 0.0, 1.0, 0.0], [1.0, 1.0, 0.0, 1.0]])
    close_loss(output_delta, z, y, pair, largest=2 * size)
    close_delta(output_delta, z, y, pair, largest=1 + size * (pair == "softmax_ce"))


@check(after=keeps_the_slope_with_squares)
@cases(pair=["mse_sigmoid", "bce", "softmax_mse"])
def refuses_other_pairs(output_delta, pair, rng):
    "raises ValueError for a pair it does not know"
    z, y = layer(rng, pair, 2, 3)
    with raises(ValueError):
        output_delta(z, y, pair)


@check(after=[computes_squared_losses, computes_cross_entropies])
@cases(pair=PAIRS)
def leaves_its_inputs_unchanged(output_delta, pair, rng):
    "leaves z and y unchanged"
    z, y = (put(array) for array in layer(rng, pair, 3, 2))
    output_delta(z, y, pair)
    unchanged(z, "z")
    unchanged(y, "y")


@check(after=agrees_with_differences)
def gives_the_worked_numbers(output_delta):
    "gives the worked numbers of the notes' neuron: -0.0889 with squares, -0.3780 with logarithms"
    z, y = np.array([[0.4979674649614837]]), np.array([[1.0]])
    for pair, loss, delta in (
        ("sigmoid_mse", 0.0714489708044, -0.0888798845238),
        ("sigmoid_bce", 0.4748448343219, -0.3780184408317),
    ):
        got = output_delta(z, y, pair)
        near(got[0], loss, tolerance=1e-11, name=f"loss, {pair}")
        near(got[1], np.array([[delta]]), tolerance=1e-11, name=f"delta, {pair}")
