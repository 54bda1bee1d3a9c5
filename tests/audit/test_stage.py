"""Recorded operations give a mutant in a worker what a check gave the solution here."""

import pickle

import numpy as np
import pytest

from grader.authoring.audit.recording import Recording
from grader.authoring.audit.stage import pieces, plain, replay
from grader.isolation import ENTRY, Raised

SOURCE = """
import numpy as np


class f:
    def __init__(self, x):
        self.x = x

    def add(self, y):
        self.x += y
        return self

    def each(self, g):
        return [g(item) for item in self.x]

    def pair(self, y):
        return self.x, y

    def refuse(self):
        raise ValueError("no")
"""


def recorded():
    """A script with every kind of operation, and its digest."""
    scope = {}
    exec(SOURCE, scope)
    side = Recording(scope["f"])
    x = side.put(np.arange(3.0))
    made = side.call(ENTRY, [x], {})
    side.call(side.operate("getattr", [made, "add"]), [np.ones(3)], {})
    side.value(x)
    side.value(side.call(side.operate("getattr", [made, "pair"]), [(np.ones(2), np.ones(3))], {}))
    answers = side.call(side.operate("getattr", [made, "each"]), [lambda item: item * 2], {})
    side.value(answers)
    with pytest.raises(Raised, match="ValueError"):
        side.call(side.operate("getattr", [made, "refuse"]), [], {})
    side.drive("def go(f, n):\n    return f(n).x\n", "go", [ENTRY, 4], {})
    return side.script, side.stage.digest()


def test_the_same_program_gives_the_same_digest():
    """Handles, arrays with identity, callbacks, exceptions and drivers replay to the end."""
    assert replay(pickle.dumps([recorded()]), SOURCE, "f") == -1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("self.x += y", "self.x = self.x + y"),
        ("g(item) for item", "g(item + 0 * g(item)) for item"),
        ("ValueError", "TypeError"),
        ("self.x = x", "self.x = x if np.ndim(x) else float(x)"),
        ("return [g", "return [0.0 for item in self.x] and [1 + g"),
    ],
)
def test_a_program_that_differs_in_one_answer_is_found(old, new):
    """An aliased array, a callback's argument, an exception's type, a type, a value."""
    assert replay(pickle.dumps([recorded()]), SOURCE.replace(old, new), "f") == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1.0, 1), (True, 1), (1.0, np.float64(1.0)), (np.float32(1), np.float64(1)),
        (np.zeros(2), np.zeros((1, 2))), (np.ones(2, "f4"), np.ones(2, "f8")),
        (1.0, np.nextafter(1.0, 2)), ([1], (1,)), ([[1], 2], [1, [2]]), ("1", 1), (None, 0),
        (np.array(1.0), 1.0), ({"a": 1}, {"a": 2}), ({1}, {2}),
    ],
)  # fmt: skip
def test_values_that_differ_have_different_pieces(a, b):
    """Type, shape, dtype and the last bit tell two answers apart."""
    assert pieces(a) != pieces(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (0.0, -0.0), (np.array([0.0]), np.array([-0.0])), (float("nan"), -float("nan")),
        (np.array([np.nan]), -np.array([np.nan])), (np.ones((2, 3)), np.ones((3, 2)).T),
        ({"b": 1}, {"b": 1}),
    ],
)  # fmt: skip
def test_values_no_check_tells_apart_have_the_same_pieces(a, b):
    """A zero's sign, a NaN's bits and the order in memory are not part of an answer."""
    assert pieces(a) == pieces(b)


def test_a_handle_is_not_plain():
    """What a check cannot look into tells nothing."""
    assert not plain(object())
    assert not plain([np.zeros(1), object()])
    assert not plain(np.array([object()]))
    assert not plain(np.ma.array([1.0]))
    assert pieces(object()) == pieces(np.ma.array([1.0]))
