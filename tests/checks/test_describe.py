"""Values as short text, calls as they are typed."""

import numpy as np
import pytest

from grader.checks.describe import described, described_call

VALUES = [
    (np.zeros((3, 4), np.float32), "float32 (3, 4)"),
    (np.zeros(3), "float64 (3,)"),
    (np.float32(0.5), "float32 0.5"),
    ([np.zeros(2), np.zeros(2), np.zeros((2, 1))], "list of 3: float64 (2,), float64 (2, 1)"),
    ((1, 2), "(1, 2)"),
    ("x" * 100, "'" + "x" * 36 + "..."),
    (lambda x: x, "a function of the check"),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_values_are_described_briefly(value, text):
    """Arrays by dtype and shape, long things cut."""
    assert text == described(value)


def test_short_scalars_stand_in_the_call_and_arrays_below_it():
    """The call reads as typed; what does not fit is described by its name."""
    call = described_call("f", ["x", "axis"], [np.zeros(3), 0], {"lr": 0.1, "w": [1.5] * 20})

    assert "f(x, 0, lr=0.1, w=w)" == call.text
    assert "x" == call.arguments[0][0]
    assert ("w", "list of 20: float") == call.arguments[1]


def test_a_long_float_is_cut_to_six_digits():
    """Seventeen digits help nobody."""
    assert "Value(1.20486)" == described_call("Value", ["data"], [1.2048615430129797], {}).text
