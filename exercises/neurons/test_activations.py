"""Activations and their slopes."""

import numpy as np

from grader import (
    cases,
    check,
    floats,
    given,
    near,
    put,
    raises,
    reference,
    sampled_from,
    unchanged,
)

SMOOTH = ["sigmoid", "tanh", "silu", "gelu", "gelu_tanh"]
BENT = ["relu", "leaky_relu", "elu"]
VALUE, SLOPE = range(2)


def close(got, expected, x, name):
    """Near, in proportion to x: a rounding of x moves the answer by as much."""
    near(got, expected, length=4, terms=1 + np.abs(x).max(initial=0.0), name=name)


@check(points=3)
@cases(name=SMOOTH, n=[1, 5])
def bends_smoothly(activate, name, n, rng):
    "computes the smooth activations: sigmoid, tanh, silu and both kinds of gelu"
    x = 2 * rng.normal(size=n)
    close(activate(x, name)[VALUE], reference(x, name)[VALUE], x, "f")


@check(points=2)
@cases(name=BENT, n=[1, 5])
def bends_at_zero(activate, name, n, rng):
    "computes those that bend at 0: relu, leaky_relu and elu"
    x = 2 * rng.normal(size=n)
    close(activate(x, name)[VALUE], reference(x, name)[VALUE], x, "f")


@check(points=3, after=bends_smoothly)
@cases(name=SMOOTH, n=[1, 5])
def knows_smooth_slopes(activate, name, n, rng):
    "knows the slopes of the smooth activations"
    x = 2 * rng.normal(size=n)
    close(activate(x, name)[SLOPE], reference(x, name)[SLOPE], x, "slope")


@check(points=2, after=bends_at_zero)
@cases(name=BENT, n=[1, 5])
def knows_slopes_on_both_sides(activate, name, n, rng):
    "knows the slopes on both sides of the bend, and in it"
    x = np.append(2 * rng.normal(size=n), 0.0)
    got, expected = activate(x, name), reference(x, name)
    for part, says in ((VALUE, "f"), (SLOPE, "slope")):
        close(got[part], expected[part], x, says)


@check(points=2, after=[knows_smooth_slopes, knows_slopes_on_both_sides])
@given(name=sampled_from(SMOOTH + BENT), far=floats(30, 1000))
def survives_large_numbers(activate, name, far, rng):
    "stays finite and right at a distance of up to a thousand"
    x = far * rng.choice([-1.0, 1.0], size=4) + rng.normal(size=4)
    got, expected = activate(x, name), reference(x, name)
    for part, says in ((VALUE, "f"), (SLOPE, "slope")):
        close(got[part], expected[part], x, says)


@check(after=[bends_smoothly, bends_at_zero])
@cases(axes=[0, 3], name=["sigmoid", "relu", "elu", "gelu"])
def takes_any_shape(activate, axes, name, rng):
    "takes a single number, and a batch of matrices"
    x = rng.normal(size=(2, 3, 4)[:axes])
    close(activate(x, name)[VALUE], reference(x, name)[VALUE], x, "f")


@check(after=bends_smoothly)
@cases(n=[2])
def refuses_other_names(activate, n, rng):
    "raises ValueError for a name it does not know"
    for name in ("softmax", "ReLU", ""):
        with raises(ValueError):
            activate(rng.normal(size=n), name)


@check(after=bends_at_zero)
@cases(name=["sigmoid", "relu", "elu", "gelu"])
def leaves_its_input_unchanged(activate, name, rng):
    "leaves its input unchanged"
    x = put(rng.normal(size=4))
    activate(x, name)
    unchanged(x, "x")


@check(after=[knows_smooth_slopes, knows_slopes_on_both_sides])
def gives_the_worked_numbers(activate):
    "gives the worked numbers at -1, 0 and 2; the steepest sigmoid has a slope of a quarter"
    x = np.array([-1.0, 0.0, 2.0])
    worked = {
        "sigmoid": [0.2689414214, 0.5, 0.8807970780],
        "tanh": [-0.7615941560, 0.0, 0.9640275801],
        "leaky_relu": [-0.01, 0.0, 2.0],
        "gelu": [-0.1586552539, 0.0, 1.9544997361],
    }
    for name, numbers in worked.items():
        near(activate(x, name)[VALUE], np.array(numbers), tolerance=1e-9, name=name)
    near(activate(np.array([1.0]), "gelu_tanh")[VALUE], np.array([0.84119199]), tolerance=1e-8)
    slope = activate(x, "sigmoid")[SLOPE]
    near(slope, np.array([0.1966119332, 0.25, 0.1049935854]), tolerance=1e-9, name="slope")
