"""Generic wrong answers: what each does to a value, and how far that is from right."""

import numpy as np
import pytest

from grader.authoring.damage import WRONG, damaged
from grader.authoring.wrong import Damaged, distance
from grader.isolation import ENTRY, Ref

BY_NAME = {wrong.name: wrong for wrong in WRONG}
X = np.array([[1.1, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize("wrong", [w for w in WRONG if w.damage], ids=lambda w: w.name)
def test_every_wrong_answer_differs_by_ten_tolerances(wrong):
    """On a plain float matrix each is far from right."""
    assert distance(damaged(X, wrong.damage), X) > 10


@pytest.mark.parametrize("wrong", [w for w in WRONG if w.damage], ids=lambda w: w.name)
@pytest.mark.parametrize(
    "value",
    [3.5, 3, True, "text", None, np.float32(1.5), np.arange(3), np.zeros((0, 2)), [1.0, (2, X)]],
    ids=repr,
)
def test_any_plain_value_can_be_damaged(wrong, value):
    """Numbers, empty arrays and nested lists come out as plain values."""
    before = repr(value)
    damaged(value, wrong.damage)

    assert before == repr(value)


def test_a_symmetric_result_is_its_own_transpose():
    """Nothing moves where a wrong answer happens to be right."""
    assert 0.0 == distance(damaged(X + X.T, BY_NAME["transposed"].damage), X + X.T)


def test_tensors_are_damaged_as_arrays_are():
    """A tensor stays one, with another value."""
    torch = pytest.importorskip("torch")
    x = torch.tensor([1.0, 2.0])

    assert torch.equal(torch.zeros(2), damaged(x, BY_NAME["zeros"].damage))
    assert distance(damaged(x, BY_NAME["last_nan"].damage), x) > 10


class Worker:
    """A side that adds one to its argument."""

    def __init__(self):
        self.held = {}

    def call(self, target, args, kwargs):
        """Add one."""
        return args[0] + 1

    def put(self, x):
        """Keep it."""
        self.held[len(self.held) + 1] = x.copy()
        return Ref(len(self.held), "ndarray")

    def value(self, ref):
        """Give it back."""
        return self.held[ref.id]


def test_stale_gives_the_previous_calls_result():
    """The first call has none and is right."""
    side = Damaged(Worker(), BY_NAME["stale"])

    assert [2.0, 2.0, 6.0] == [side.call(ENTRY, [x], {}) for x in (1.0, 5.0, 9.0)]


def test_copied_gives_the_input():
    """The first array of the call."""
    side = Damaged(Worker(), BY_NAME["copied"])

    assert np.array_equal(X, side.call(ENTRY, [X], {}))


def test_what_was_put_and_never_changed_is_no_result():
    """`unchanged` must not reject zeros in the place of a check on values."""
    side = Damaged(Worker(), BY_NAME["zeros"])
    ref = side.put(X)

    assert np.array_equal(X, side.value(ref))
    side._worker.held[ref.id] += 1
    assert np.array_equal(np.zeros((2, 2)), side.value(ref))
