"""Linear layers in turn, made into one."""

import itertools

import numpy as np

from grader import cases, check, equal, near, raises, reference


def stack(rng, *sizes, bias=True):
    """Linear layers of these sizes, the input first."""
    return [
        (rng.normal(size=(n_out, n_in)), rng.normal(size=n_out) * bias)
        for n_in, n_out in itertools.pairwise(sizes)
    ]


def terms(layers):
    """How large the summed terms can be: the layers' absolute values, multiplied out."""
    size = np.ones(layers[0][0].shape[1])
    for weight, bias in layers:
        size = np.abs(weight) @ size + np.abs(bias)
    return size.max()


def same_layer(collapse, layers):
    """Fail unless weight and bias are the reference's."""
    got, expected = collapse(layers), reference(layers)
    for part, name in enumerate(("weight", "bias")):
        near(got[part], expected[part], length=20, terms=terms(layers), name=name)


@check(points=2)
@cases(n=[2, 3], seed=range(2))
def multiplies_from_the_left(collapse, n, rng):
    "multiplies the weights of two layers, the later one on the left"
    same_layer(collapse, stack(rng, n, n, n, bias=False))


@check(points=2, after=multiplies_from_the_left)
@cases(hidden=[1, 4], seed=range(2))
def sends_biases_on(collapse, hidden, rng):
    "sends the bias of a layer through the weights of the next"
    same_layer(collapse, stack(rng, 3, hidden, 2))


@check(points=2, after=sends_biases_on)
@cases(depth=[1, 3, 5], seed=range(2))
def folds_any_number(collapse, depth, rng):
    "folds any number of layers, a single one too"
    same_layer(collapse, stack(rng, *(int(n) for n in rng.integers(2, 6, size=depth + 1))))


@check(points=2, after=folds_any_number)
@cases(depth=[1, 2, 4], seed=range(2))
def counts_what_is_saved(collapse, depth, rng):
    "counts the parameters before and after, biases too"
    layers = stack(rng, *(int(n) for n in rng.integers(2, 9, size=depth + 1)))
    equal(collapse(layers)[2], reference(layers)[2], name="saved")


@check(after=folds_any_number)
@cases(m=[4], seed=range(2))
def does_what_the_stack_does(collapse, m, rng):
    "does to any input what all layers do in turn"
    layers, x = stack(rng, 3, 5, 4, 2), rng.normal(size=(3, m))
    weight, bias, _ = collapse(layers)
    y = x
    for next_weight, next_bias in layers:
        y = next_weight @ y + next_bias[:, None]
    near(weight @ x + bias[:, None], y, length=20, terms=4 * terms(layers), name="output")


@check(after=sends_biases_on)
@cases(n=[3])
def refuses_what_does_not_fit(collapse, n, rng):
    "raises ValueError when a layer does not fit the one before"
    with raises(ValueError):
        collapse([*stack(rng, 2, n), *stack(rng, n + 1, 2)])


@check(after=[sends_biases_on, counts_what_is_saved])
def gives_the_worked_numbers(collapse):
    "gives the worked numbers: 31 parameters do the work of 3, 81 and 61 that of 4"
    ones = [(np.ones((3, 2)), np.ones(3)), (np.ones((1, 3)), np.ones(1))]
    weight, bias, _ = collapse(ones)
    near(weight, np.array([[3.0, 3.0]]), name="weight")
    near(bias, np.array([4.0]), name="bias")
    for sizes, worked in (((2, 4, 3, 1), 28), ((3, 16, 1), 77), ((3, 4, 4, 4, 1), 57)):
        layers = [(np.ones((b, a)), np.ones(b)) for a, b in itertools.pairwise(sizes)]
        equal(collapse(layers)[2], worked, name=f"saved of {sizes}")
