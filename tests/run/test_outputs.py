"""Plain values as evidence: numbers in a row, texts in a list, the same up to rounding."""

import numpy as np
import pytest

from grader.results import Reason
from grader.run.outputs import alike, judgement, numbers, texts


def test_numbers_of_everything_that_holds_some():
    """Arrays, scalars, containers; complex ones by both parts, giants as infinities."""
    outputs = [np.array([[1, 2]]), [True, (3.5, {"k": 1j})], "text", None, 2**70, -(2**70)]
    expected = [1, 2, 1, 3.5, 0, 1, np.inf, -np.inf]
    assert expected == numbers(outputs).tolist()
    assert 0 == numbers([]).size


def test_tensors_are_numbers_too():
    """Of half precision as well."""
    torch = pytest.importorskip("torch")
    assert [1.5, 2.0] == numbers([torch.tensor([1.5, 2.0], dtype=torch.bfloat16)]).tolist()


def test_texts_are_told_apart_from_numbers():
    """They belong to what was judged."""
    assert ["a", "b"] == texts(["a", 1, ["b", {"k": 2.0}]])
    expectation = Reason("expectation", {"text": "it must"})
    assert judgement(expectation, ["a"]) != judgement(expectation, ["b"])
    rates = [Reason("unlikely_rate", {"name": "kept", "hits": hits}) for hits in (1, 2)]
    assert judgement(rates[0], []) == judgement(rates[1], [])  # its numbers are compared apart


@pytest.mark.parametrize(
    ("b", "same"),
    [
        ([1.0, 1000.0, np.nan, np.inf], True),
        ([1.0, 1000.0001, np.nan, np.inf], True),
        ([1.0, 1000.1, np.nan, np.inf], False),
        ([1.0, 1000.0, 0.0, np.inf], False),
        ([1.0, 1000.0, np.nan, -np.inf], False),
        ([1.0, 1000.0], False),
    ],
)
def test_alike_is_up_to_rounding(b, same):
    """Of the largest value; NaN and infinities are themselves."""
    assert same == alike(np.array([1.0, 1000.0, np.nan, np.inf]), np.array(b))


def test_nothing_seen_proves_nothing():
    """Two empty rows are no evidence."""
    assert not alike(np.empty(0), np.empty(0))
