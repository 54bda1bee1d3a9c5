"""`near` and `equal`: type, shape, dtype, finite, values."""

import numpy as np
import pytest

from grader.checks import equal, near
from grader.checks.errors import CheckError, Failed

F32 = np.float32


def difference(compare, got, expected, **options):
    """The difference a comparison fails with."""
    with pytest.raises(Failed) as failed:
        compare(got, expected, **options)
    return failed.value.difference


ACCEPTED = [
    (np.ones(3, F32), np.ones(3, F32)),
    (np.ones(3, F32) * (1 + 1e-7), np.ones(3, F32)),
    (np.array([np.nan, np.inf, -np.inf]), np.array([np.nan, np.inf, -np.inf])),
    (np.zeros((0, 3)), np.zeros((0, 3))),
    (np.array([1, 2]), np.array([1, 2])),
    (0.1 + 0.2, 0.3),
    (np.float64(0.3), 0.3),
    (np.array(0.3), 0.3),
    (2.0, np.float64(2.0)),
    ([1.0, np.ones(2)], (1.0, np.ones(2))),
    ({"a": 1.0}, {"a": 1.0}),
    (np.array([1 + 2j]), np.array([1 + 2j])),
]

REFUSED = [  # got, expected, kind
    ([1.0, 2.0], np.array([1.0, 2.0]), "type"),
    ("1.0", 1.0, "type"),
    (None, 1.0, "type"),
    (True, 1.0, "dtype"),
    (1, 1.0, "dtype"),
    (np.ones(2), 1.0, "type"),
    (np.ones(1), 1.0, "shape"),
    (1.0, np.ones(1), "type"),
    (np.ones((3, 1)), np.ones(3), "shape"),
    (np.ones((1, 3)), np.ones((3, 1)), "shape"),
    (np.ones(3), np.ones(3, F32), "dtype"),
    (np.ones(3, np.int64), np.ones(3), "dtype"),
    (np.array([1 + 0j]), np.array([1.0]), "dtype"),
    (np.array([np.nan, 1.0]), np.array([1.0, 1.0]), "finite"),
    (np.array([np.inf]), np.array([1e308]), "finite"),
    (np.array([1.0]), np.array([np.nan]), "values"),
    (np.array([np.inf]), np.array([-np.inf]), "values"),
    (np.array([1.0]), np.array([np.inf]), "values"),
    (np.array([1.0, 2.0]), np.array([1.0, 2.001]), "values"),
    (np.ones(3, F32) * F32(1 + 3e-5), np.ones(3, F32), "values"),
    (np.array([1, 3]), np.array([1, 2]), "exact"),
    ([1.0], [1.0, 2.0], "length"),
    (1.0, [1.0], "type"),
    ({"a": 1.0}, {"b": 1.0}, "type"),
]


@pytest.mark.parametrize(("got", "expected"), ACCEPTED)
def test_near_accepts_what_is_right_up_to_rounding(got, expected):
    """Equal values, rounding errors, and NaN or infinity where they are expected, pass."""
    near(got, expected)


@pytest.mark.parametrize(("got", "expected", "kind"), REFUSED)
def test_near_refuses_and_says_at_which_step(got, expected, kind):
    """The first step of type, shape, dtype, finite, values that fails is named."""
    assert kind == difference(near, got, expected).kind


def test_an_all_nan_result_is_wrong():
    """NaN compares false with everything, and is refused all the same."""
    found = difference(near, np.full((2, 2), np.nan), np.ones((2, 2)))

    assert 4 == found.wrong == found.of


def test_zeros_are_wrong_however_small_the_expected_values():
    """The tolerance scales with what is expected: no absolute floor lets zeros pass."""
    expected = np.array([1e-30, 2e-30])

    assert difference(near, np.zeros(2), expected).wrong == 2


def test_the_worst_element_comes_first():
    """Places are sorted by absolute error, with their index and both values."""
    found = difference(near, np.array([[1.0, 5.0], [9.0, 4.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]))

    assert [place.index for place in found.worst] == [(1, 0), (0, 1)]
    assert (found.worst[0].got, found.worst[0].expected, found.worst[0].error) == (9.0, 3.0, 6.0)
    assert found.wrong == 2
    assert found.of == 4


def test_at_most_a_hundred_places_are_kept():
    """A million wrong elements make a short result."""
    found = difference(near, np.zeros(1_000_000), np.ones(1_000_000))

    assert len(found.worst) == 100
    assert found.wrong == 1_000_000


def test_a_longer_reduction_is_allowed_more():
    """`length` widens the tolerance by its square root."""
    expected = np.array([1.0])
    got = expected + 30 * np.finfo(np.float64).eps
    difference(near, got, expected)

    near(got, expected, length=100)


def test_terms_give_the_scale_a_cancelled_result_hides():
    """A difference of large terms may be off by their rounding, not by its own."""
    difference(near, np.array([1e-10]), np.array([0.0]))

    near(np.array([1e-10]), np.array([0.0]), terms=1e6)
    difference(near, np.array([1e-8]), np.array([0.0]), terms=1e6)


def test_terms_may_differ_by_element():
    """An array of terms gives each element its own tolerance."""
    expected, got = np.array([0.0, 0.0]), np.array([1e-10, 1e-10])

    assert [p.index for p in difference(near, got, expected, terms=[1e6, 1.0]).worst] == [(1,)]


def test_the_difference_says_where_its_tolerance_comes_from():
    """The origin names factor, dtype, length and scale."""
    found = difference(near, np.array([2.0]), np.array([0.5]), length=100)

    assert found.origin == "16 x eps(float64) x sqrt(100) x 0.5 (largest expected)"


def test_parts_of_a_result_are_named():
    """The second item of a tuple is `result[1]`."""
    assert difference(near, (1.0, 2.0), (1.0, 3.0)).name == "result[1]"
    assert difference(near, {"a": 1.0}, {"a": 2.0}, name="loss").name == "loss['a']"


def test_tensors_compare_as_tensors():
    """A torch tensor is near a tensor, and an array is not one."""
    torch = pytest.importorskip("torch")
    near(torch.ones(3), torch.ones(3))
    near(torch.ones(3, dtype=torch.bfloat16), torch.ones(3, dtype=torch.bfloat16))

    assert difference(near, np.ones(3, F32), torch.ones(3)).kind == "type"
    assert difference(near, torch.zeros(3), torch.ones(3)).kind == "values"


def test_equal_is_exact():
    """One unit in the last place is not equal."""
    equal(np.array([1.0]), np.array([1.0]))
    equal("a", "a")
    equal([1, "b", None], [1, "b", None])

    assert difference(equal, np.array([1.0 + 2e-16 * 2]), np.array([1.0])).kind == "exact"
    assert difference(equal, "a", "b").kind == "exact"
    assert difference(equal, 1, "1").kind == "type"


def test_bools_and_unsigned_integers_are_compared_without_wrapping():
    """False for True is an error of one, and so is 4 for 3 in uint8."""
    found = difference(equal, np.array([True, False]), np.array([True, True]))
    assert (1, 1.0) == (found.wrong, found.worst[0].error)

    found = difference(equal, np.array([3], np.uint8), np.array([4], np.uint8))
    assert 1.0 == found.worst[0].error


def test_comparing_what_cannot_be_compared_is_the_authors_fault():
    """An expected value that is no number, array or container of them is a CheckError."""
    with pytest.raises(CheckError):
        near(1.0, object())
