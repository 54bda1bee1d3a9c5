"""Every sentence a difference can become, read literally."""

from __future__ import annotations

import typing

import pytest

from grader.pages.sentences import sentence
from grader.results import Difference, Place, Reason

PLACE = Place((0,), 1.5, 1.0, 0.5)
ARRAY = "float32 (3, 4)"
DIFFERENCES = [
    (
        Difference("type", "result", "list of 3: 1, 2", ARRAY),
        "the result is list of 3: 1, 2, expected float32 (3, 4)",
    ),
    (Difference("length", "result[0]", "[1]", "[1, 2]"), "`result[0]` is [1], expected [1, 2]"),
    (
        Difference("shape", "result", "float32 (4, 3)", ARRAY),
        "the result has shape (4, 3), expected (3, 4)",
    ),
    (
        Difference("shape", "result", "0.5", "float64 (1,)"),
        "the result is 0.5, expected float64 (1,)",
    ),
    (
        Difference("dtype", "gradient of w", "float64 (3, 4)", ARRAY),
        "gradient of w has dtype float64, expected float32",
    ),
    (Difference("dtype", "result", "1", "1.0"), "the result is 1, expected 1.0"),
    (
        Difference("finite", "result", ARRAY, ARRAY, wrong=1, of=12),
        "the result has nan or inf where a number was expected: 1 of 12 values differs",
    ),
    (
        Difference("finite", "result", "nan", "0.5", wrong=1, of=1),
        "the result has nan or inf where a number was expected",
    ),
    (
        Difference("values", "result", ARRAY, ARRAY, 1e-6, wrong=3, of=12, worst=(PLACE,)),
        "3 of 12 values differ by up to 5.0e-01, allowed 1.0e-06",
    ),
    (
        Difference("values", "result", ARRAY, ARRAY, 1e-6, wrong=1, of=12, worst=(PLACE,)),
        "1 of 12 values differs by 5.0e-01, allowed 1.0e-06",
    ),
    (
        Difference("values", "gradient of w", "1.5", "1.0", 1e-6, wrong=1, of=1, worst=(PLACE,)),
        "gradient of w: the value differs by 5.0e-01, allowed 1.0e-06",
    ),
    (Difference("exact", "result", "2", "3", wrong=1, of=1), "the result is 2, expected 3"),
    (
        Difference("exact", "result", "int64 (9,)", "int64 (9,)", wrong=2, of=9),
        "2 of 9 values differ, none may",
    ),
    (
        Difference("unchanged", "the input", ARRAY, ARRAY, wrong=12, of=12),
        "the input was changed: 12 of 12 values differ",
    ),
    (
        Difference("unchanged", "the input", "float32 (4, 3)", ARRAY, wrong=12, of=12),
        "the input was float32 (3, 4) and is float32 (4, 3) after the call",
    ),
]


@pytest.mark.parametrize(("difference", "said"), DIFFERENCES, ids=lambda x: getattr(x, "kind", ""))
def test_each_difference_says_this(difference, said):
    """A difference's sentence is exactly this one."""
    assert said == sentence(Reason("differs"), difference)


def test_every_kind_of_difference_is_read():
    """No kind of difference is left out above."""
    kinds = typing.get_args(typing.get_type_hints(Difference)["kind"])

    assert set(kinds) == {difference.kind for difference, _ in DIFFERENCES}
