"""One neuron with a threshold, and its training."""

import numpy as np

from grader import (
    cases,
    check,
    driver,
    equal,
    given,
    near,
    put,
    reference,
    sampled_from,
    unchanged,
)

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


@driver
def predicted(Perceptron, w, b, x):
    """What a neuron with these weights predicts."""
    neuron = Perceptron(len(w))
    neuron.w, neuron.b = w, b
    return neuron.predict(x)


@driver
def trained(Perceptron, x, y, rounds, lr):
    """Errors, weights and bias after one call of train for every number of epochs in `rounds`."""
    neuron = Perceptron(x.shape[1], lr=lr)
    errors = [neuron.train(x, y, epochs) for epochs in rounds]
    return errors, neuron.w, float(neuron.b)


def samples(rng, n, d):
    """Random points with random targets, both 0 and 1 among them."""
    y = rng.integers(0, 2, size=n)
    y[0], y[-1] = 1, 0
    return rng.normal(size=(n, d)) + 1.0, y


def same_training(Perceptron, x, y, rounds, lr=1.0):
    """Fail unless errors, weights and bias are the reference's after the same training."""
    got, expected = (trained(side, x, y, rounds, lr) for side in (Perceptron, reference))
    near(got[1], expected[1], length=100, terms=20.0 * lr, name="w")
    near(got[2], expected[2], length=100, terms=20.0 * lr, name="b")
    equal(got[0], expected[0], name="errors per epoch")


@check(points=2)
@cases(n=[1, 5], d=[1, 3], seed=range(2))
def weighs_and_decides(Perceptron, n, d, rng):
    "says 1 where the weighted sum and the bias are above 0, else 0"
    w, b, x = rng.normal(size=d), float(rng.normal()), rng.normal(size=(n, d))
    got, expected = (predicted(side, w, b, x) for side in (Perceptron, reference))
    equal(got, expected, name="predictions")


@check(after=weighs_and_decides)
@cases(d=[1, 3], seed=range(2))
def says_zero_on_the_line(Perceptron, d, rng):
    "says 0 for a sum of exactly 0, which is not above 0"
    w = rng.integers(1, 9, size=d).astype("float64")
    x = rng.integers(-9, 9, size=(4, d)).astype("float64")
    b = float(-(x[2] @ w))
    got, expected = (predicted(side, w, b, x) for side in (Perceptron, reference))
    equal(got, expected, name="predictions")


@check(points=2, after=weighs_and_decides)
@cases(d=[1, 3], lr=[1.0, 0.1], seed=range(2))
def corrects_a_mistake(Perceptron, d, lr, rng):
    "moves weights and bias toward a sample it should have accepted, once, for then it is right"
    same_training(Perceptron, rng.normal(size=(1, d)), np.array([1]), [2], lr)


@check(points=3, after=corrects_a_mistake)
@cases(n=[3, 8], d=[2, 4], seed=range(3))
def corrects_at_once(Perceptron, n, d, rng):
    "corrects after each sample, before it looks at the next"
    x, y = samples(rng, n, d)
    same_training(Perceptron, x, y, [1])


@check(points=2, after=corrects_at_once)
@given(lr=sampled_from([0.125, 0.5, 1.0, 4.0]))
def reports_each_epoch(Perceptron, lr, rng):
    "runs all epochs, and reports the errors of each"
    x, y = samples(rng, 6, 3)
    same_training(Perceptron, x, y, [12], lr)


@check(after=corrects_at_once)
@cases(n=[5], seed=range(2))
def goes_on_where_it_stopped(Perceptron, n, rng):
    "goes on from its weights when it is trained again, and does nothing in 0 epochs"
    x, y = samples(rng, n, 2)
    same_training(Perceptron, x, y, [1, 0, 2])


@check(after=corrects_a_mistake)
@cases(n=[3])
def leaves_its_arguments_unchanged(Perceptron, n, rng):
    "leaves samples and targets unchanged"
    x, y = samples(rng, n, 2)
    x, y = put(x), put(y)
    neuron = Perceptron(2)
    neuron.train(x, y, 2)
    neuron.predict(x)
    unchanged(x, "x")
    unchanged(y, "y")


@check(after=reports_each_epoch)
def learns_and_or_but_not_xor(Perceptron):
    "learns AND and OR in a few epochs, and never XOR"
    worked = {
        "AND": ([0, 0, 0, 1], [1, 3, 3, 2, 1, 0, 0, 0, 0, 0], [2.0, 1.0], -2.0),
        "OR": ([0, 1, 1, 1], [1, 2, 1, 0, 0, 0, 0, 0, 0, 0], [1.0, 1.0], 0.0),
        "XOR": ([0, 1, 1, 0], [2, 3, 4, 4, 4, 4, 4, 4, 4, 4], [-1.0, 0.0], 1.0),
    }
    for name, (targets, errors, w, b) in worked.items():
        got = trained(Perceptron, CORNERS, np.array(targets), [10], 1.0)
        equal(got[0], [errors], name=f"errors per epoch for {name}")
        near(got[1], np.array(w), name=f"w for {name}")
        near(got[2], b, name=f"b for {name}")
