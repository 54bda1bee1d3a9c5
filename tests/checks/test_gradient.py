"""`gradient_matches`: central differences with a sound step and a guard against kinks."""

import numpy as np
import pytest

from grader.checks import gradient_matches
from grader.checks.errors import CheckError, Failed

x = np.linspace(-2, 2, 12).reshape(3, 4)

SMOOTH = [  # f, its gradient
    (lambda x: (x**2).sum(), lambda x: 2 * x),
    (lambda x: np.exp(x).sum(), np.exp),
    (lambda x: np.sin(3 * x).sum(), lambda x: 3 * np.cos(3 * x)),
    (lambda x: (1e6 * x).sum(), lambda x: np.full_like(x, 1e6)),
    (lambda x: 0.0, np.zeros_like),
    (lambda x: np.log(np.exp(x).sum()), lambda x: np.exp(x) / np.exp(x).sum()),
]


@pytest.mark.parametrize(("f", "gradient"), SMOOTH)
def test_a_right_gradient_passes(f, gradient):
    """The analytic gradient of a smooth function is within the difference's own error."""
    gradient_matches(f, x, gradient(x))


@pytest.mark.parametrize(("f", "gradient"), SMOOTH)
@pytest.mark.parametrize("wrong", [lambda g: g * 1.001 + 1e-4, lambda g: -g + 1, np.zeros_like])
def test_a_wrong_gradient_fails(f, gradient, wrong):
    """A tenth of a percent off is seen, and so is NaN."""
    if np.array_equal(wrong(gradient(x)), gradient(x)):
        pytest.skip("this wrong answer happens to be right here")
    with pytest.raises(Failed):
        gradient_matches(f, x, wrong(gradient(x)))
    with pytest.raises(Failed):
        gradient_matches(f, x, gradient(x) * np.nan)


def test_the_worst_element_is_named():
    """The difference holds index, both values and a tolerance with its origin."""
    gradient = 2 * x
    gradient[1, 2] += 1
    with pytest.raises(Failed) as failed:
        gradient_matches(lambda x: (x**2).sum(), x, gradient, name="gradient of x")

    difference = failed.value.difference
    assert [place.index for place in difference.worst] == [(1, 2)]
    assert difference.name == "gradient of x"
    assert 0 < difference.allowed < 1e-6


def test_a_kink_inside_the_step_is_left_out():
    """At a ReLU's corner the derivative does not exist; the other elements are still judged."""
    at = np.array([0.0, 1.0, -1.0, 2.0])
    gradient_matches(lambda x: np.maximum(x, 0).sum(), at, np.array([0.0, 1.0, 0.0, 1.0]))
    gradient_matches(lambda x: np.maximum(x, 0).sum(), at, np.array([0.7, 1.0, 0.0, 1.0]))

    with pytest.raises(Failed):
        gradient_matches(lambda x: np.maximum(x, 0).sum(), at, np.array([0.0, 1.0, 0.5, 1.0]))


def test_inputs_that_are_all_kinks_are_the_authors_fault():
    """A check that judges nothing is not allowed to pass."""
    with pytest.raises(CheckError, match="kink"):
        gradient_matches(lambda x: np.abs(x).sum(), np.zeros(4), np.zeros(4))


def test_a_wrong_shape_is_said_before_any_value():
    """A gradient of another shape is a difference of shape."""
    with pytest.raises(Failed) as failed:
        gradient_matches(lambda x: (x**2).sum(), x, (2 * x).T)

    assert failed.value.difference.kind == "shape"
