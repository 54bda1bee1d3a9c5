"""The position-wise feed-forward network."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def layers(rng, d=3, f=7):
    """Weights and biases of both layers."""
    return (
        rng.normal(size=(d, f)),
        rng.normal(size=f),
        rng.normal(size=(f, d)) / 2,
        rng.normal(size=d),
    )


@check(points=2)
@cases(n=[1, 4], d=[1, 3], seed=range(2))
def applies_both_layers(feed_forward, n, d, rng):
    "applies a layer, a ReLU and a second layer to each position"
    args = (rng.normal(size=(n, d)), *layers(rng, d))
    near(feed_forward(*args), reference(*args), length=10, terms=20.0, name="result")


@check(points=2, after=applies_both_layers)
@cases(n=[1, 4], seed=range(2))
def knows_gelu(feed_forward, n, rng):
    "applies the exact GELU instead, if asked for"
    args = (rng.normal(size=(n, 3)), *layers(rng), "gelu")
    near(feed_forward(*args), reference(*args), length=10, terms=20.0, name="result")


@check(after=knows_gelu)
@cases(b=[1, 2], h=[0, 3], activation=["relu", "gelu"])
def takes_leading_axes(feed_forward, b, h, activation, rng):
    "takes any number of leading axes"
    lead = (b, h) if h else (b,)
    args = (rng.normal(size=(*lead, 4, 3)), *layers(rng), activation)
    near(feed_forward(*args), reference(*args), length=10, terms=20.0, name="result")


@check(after=applies_both_layers)
@cases(order=[(1, 0, 2), (2, 0, 1)])
def keeps_positions_apart(feed_forward, order, rng):
    "gives reordered positions the same results, reordered"
    x, parts = rng.normal(size=(3, 3)), layers(rng)
    got, expected = feed_forward(x[list(order)], *parts), reference(x, *parts)
    near(got, expected[list(order)], length=10, terms=20.0, name="result")


@check(after=applies_both_layers)
@cases(name=["tanh", "GELU", ""])
def refuses_other_names(feed_forward, name, rng):
    "raises ValueError for an activation it does not know"
    with raises(ValueError):
        feed_forward(rng.normal(size=(2, 3)), *layers(rng), name)


@check(after=knows_gelu)
@cases(activation=["relu", "gelu"])
def leaves_its_arguments_unchanged(feed_forward, activation, rng):
    "leaves x and both layers unchanged"
    handles = [put(array) for array in (rng.normal(size=(2, 3)), *layers(rng))]
    feed_forward(*handles, activation)
    for handle, name in zip(handles, ("x", "w1", "b1", "w2", "b2"), strict=True):
        unchanged(handle, name)


@check(after=knows_gelu)
def gives_the_worked_numbers(feed_forward):
    "gives the worked numbers of two positions, with ReLU and with GELU"
    x, w1, w2 = np.array([[-1.0], [2.0]]), np.array([[1.0, -1.0]]), np.array([[2.0], [3.0]])
    for activation, worked in (("relu", [[4.0], [5.0]]), ("gelu", [[3.206723730], [4.772498681]])):
        got = feed_forward(x, w1, np.zeros(2), w2, np.ones(1), activation)
        near(got, np.array(worked), tolerance=1e-7, name=activation)
