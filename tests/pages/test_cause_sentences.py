"""Every sentence a proven cause can become, read literally."""

from __future__ import annotations

import pytest

from grader.pages.sentences import sentence
from grader.results import Reason
from grader.results.reasons import CAUSE, reason

SAID = [
    ("transposed", {}, "rows and columns are exchanged; transposed back, all values match"),
    (
        "swapped_axes",
        {"axes": [1, 2]},
        "axes 1 and 2 are swapped; swapped back, all values match",
    ),
    (
        "permuted_axes",
        {"order": [0, 3, 1, 2]},
        "the axes are in another order; with `.transpose(0, 3, 1, 2)` all values match",
    ),
    (
        "reshaped",
        {"order": [0, 2, 1, 3]},
        "the values lie in memory as after `.transpose(0, 2, 1, 3)`: `reshape` does not move axes",
    ),
    (
        "reshaped",
        {"order": None},
        "the values are right and in the right order, in another shape",
    ),
    ("flipped", {"axis": 0}, "the values run backwards along axis 0; reversed, all match"),
    ("flipped", {"axis": None}, "the values run backwards along all axes; reversed, all match"),
    ("sign", {}, "the sign is wrong everywhere; negated, all values match"),
    ("factor", {"factor": 0.5}, "every value is 1/2 x the expected one"),
    ("factor", {"factor": 1.7}, "every value is 1.7 x the expected one"),
    (
        "factor",
        {"factor": 8.0, "form": "sqrt(n)", "n": 64, "of": ["q", 1]},
        "every value is 8 x the expected one: sqrt(64), where 64 is the length of axis 1 of `q`",
    ),
    (
        "factor",
        {"factor": 0.125, "form": "1/n", "n": 8, "of": ["batch", None]},
        "every value is 0.125 x the expected one: 1/8, where 8 is `batch`",
    ),
    (
        "factor",
        {"factor": 6.0, "form": "n", "n": 6, "of": ["x", "all"]},
        "every value is 6 x the expected one: 6, where 6 is the number of values in `x`",
    ),
    ("offset", {"offset": 1}, "every value is 1 more than the expected one"),
    ("offset", {"offset": -0.25}, "every value is 1/4 less than the expected one"),
    ("slice_offset", {"axis": 1}, "each slice along axis 1 is off by one number of its own"),
    (
        "slice_factor",
        {"axis": 1},
        "each slice along axis 1 is off by one factor of its own: by what is it divided?",
    ),
    (
        "shifted",
        {"axis": 0, "by": 1, "wraps": False},
        "all values stand one place too late along axis 0",
    ),
    (
        "shifted",
        {"axis": 1, "by": -1, "wraps": True},
        (
            "all values stand one place too early along axis 1, "
            "and what falls off one end comes in at the other"
        ),
    ),
    (
        "step_count",
        {"axis": 0, "extra": -1, "end": "last"},
        "one step too few along axis 0: the last is missing, all others match",
    ),
    (
        "step_count",
        {"axis": 0, "extra": 1, "end": "first"},
        "one step too many along axis 0: without the first, all values match",
    ),
    (
        "missing_block",
        {"axis": 1, "start": 960, "block": 64, "value": "0"},
        (
            "every wrong value is exactly 0 and they start at 960 = 15 x 64 along axis 1: "
            "the last, partial block of 64 is never written"
        ),
    ),
    (
        "missing_block",
        {"axis": 0, "start": 64, "block": None, "value": "nan"},
        (
            "every wrong value is exactly what the buffer was filled with and they start at 64 "
            "along axis 0: the rest after the last full block is never written"
        ),
    ),
    (
        "never_written",
        {"value": "0", "part": "all"},
        "every value is exactly 0, as in a result that is never written",
    ),
    (
        "never_written",
        {"value": "0", "part": "last", "axis": 0},
        "the wrong values are exactly 0 and fill the last index of axis 0: never written",
    ),
    ("copied_input", {"name": "x"}, "the result is the argument `x`, value for value"),
    ("stale_output", {"whose": "same"}, "the same values come back whatever the inputs"),
    (
        "stale_output",
        {"whose": "earlier"},
        "each result holds the values of the call before",
    ),
    (
        "stale_output",
        {"whose": "later"},
        "each result holds the values of the next call: they share one array",
    ),
    (
        "lost_precision",
        {"dtype": "float16"},
        "every value is one that float16 can hold: precision was lost on the way",
    ),
    (
        "rounded",
        {"decimals": 4, "way": "nearest"},
        "every value is the expected one rounded to 4 decimals",
    ),
    (
        "rounded",
        {"decimals": 0, "way": "toward zero"},
        "every value is the expected one rounded toward zero to a whole number",
    ),
    (
        "elementwise",
        {"function": "sqrt(x)", "of": "got"},
        "`sqrt(x)` of every value that came back is the expected one",
    ),
    (
        "elementwise",
        {"function": "max(x, 0)", "of": "expected"},
        "every value that came back is `max(x, 0)` of the expected one",
    ),
    (
        "not_normalized",
        {"axis": 1, "by": "sum"},
        "not normalized: divided by the sum along axis 1, all values match",
    ),
    (
        "not_normalized",
        {"axis": None, "by": "norm"},
        "not normalized: divided by the norm over everything, all values match",
    ),
    (
        "mask_after",
        {"axis": 1},
        (
            "the mask was applied after normalizing, so what is left sums to less than 1; "
            "normalized again along axis 1, all values match"
        ),
    ),
    (
        "mask_ignored",
        {"axis": 1},
        (
            "masked places got a share; without it, and normalized again along axis 1, "
            "all values match"
        ),
    ),
    (
        "mask_ignored",
        {"axis": "none"},
        "masked places were filled, and nothing else is wrong",
    ),
    (
        "future_leaked",
        {},
        "earlier positions see later ones: what lies above the diagonal must be empty",
    ),
    (
        "mean_for_sum",
        {"got": "mean", "n": 8, "of": "x"},
        "the mean where the sum is expected: off by 8, the number of values of `x` in each",
    ),
    (
        "biased_variance",
        {"got": "n", "root": False, "n": 8, "of": ["x", 0]},
        "divided by n where n - 1 is expected; n = 8 is the length of axis 0 of `x`",
    ),
    (
        "biased_variance",
        {"got": "n - 1", "root": True, "n": 8, "of": ["x", "folded"]},
        (
            "divided by n - 1 where n is expected under the root; "
            "n = 8 is the number of values of `x` in each value of the result"
        ),
    ),
    (
        "broadcast",
        {"how": "diagonal", "axis": None},
        "every row was combined with every row; the diagonal alone is the expected result",
    ),
    (
        "broadcast",
        {"how": "same", "axis": 0},
        "repeated along axis 0: every slice along it is the expected result",
    ),
    (
        "broadcast",
        {"how": "sum", "axis": 0},
        "not reduced: the sum over axis 0 is the expected result",
    ),
    ("keepdims", {"missing": True, "axes": 1}, "an axis of length 1 is missing; all values match"),
    (
        "keepdims",
        {"missing": False, "axes": 2},
        "2 axes of length 1 are too many; all values match",
    ),
    ("returned_none", {}, "the call returned nothing: is there a `return`?"),
    (
        "wrong_type",
        {"got": "list", "expected": "ndarray", "item": None},
        "the values are right, but in a `list`; a `ndarray` is expected",
    ),
    (
        "wrong_type",
        {"got": "tuple", "expected": "ndarray", "item": 0},
        "item 0 of the `tuple` is the expected result: only that must come back",
    ),
    (
        "wrong_dtype",
        {"got": "float64", "expected": "float32", "given": ["float32"]},
        (
            "the values are right, but float64 came back where float32 is expected; "
            "the input is float32"
        ),
    ),
    (
        "wrong_dtype",
        {"got": "float64", "expected": "int64", "given": ["float64"]},
        "the values are right, but float64 came back where int64 is expected",
    ),
    (
        "changed_input",
        {"name": "the input", "how": "shifted"},
        "the call writes into the input: it was moved by a number in place",
    ),
    ("changed_input", {"name": "the input", "how": None}, "the call writes into the input"),
    (
        "non_finite",
        {"value": "inf", "name": "p", "origin": "zero", "scope": "places", "axis": None},
        "inf appears exactly where `p` is 0",
    ),
    (
        "non_finite",
        {"value": "nan", "name": "x", "origin": "-inf", "scope": "whole slices", "axis": 1},
        "nan appears in exactly the slices along axis 1 where everything in `x` is -inf",
    ),
    (
        "non_finite",
        {"value": "nan", "name": "x", "origin": "large", "scope": "slices", "axis": None},
        "nan appears everywhere, as some of `x` is so large that `exp` overflows",
    ),
    (
        "wrong_axis",
        {"argument": "x", "function": "the softmax", "got": 0, "expected": "axis"},
        "the softmax of `x` along axis 0; along `axis` is expected",
    ),
    (
        "wrong_axis",
        {"argument": "x", "function": "the sum", "got": "all", "expected": -1},
        "the sum of `x` over everything; along axis -1 is expected",
    ),
    (
        "wrong_function",
        {"argument": "x", "axis": 0, "got": "the mean", "expected": "the max"},
        "the mean of `x` along axis 0, where the max is expected",
    ),
    (
        "either",
        {
            "first": {"kind": "copied_input", "facts": {"name": "x"}},
            "second": {"kind": "factor", "facts": {"factor": 2.0}},
        },
        (
            "either the result is the argument `x`, value for value; "
            "or every value is 2 x the expected one"
        ),
    ),
]


@pytest.mark.parametrize(("kind", "facts", "said"), SAID, ids=[kind for kind, _, _ in SAID])
def test_each_cause_says_this(kind, facts, said):
    """A cause's sentence is exactly this one."""
    assert said == sentence(reason(kind, **facts))


def test_every_cause_is_read():
    """No cause is left out of the table."""
    assert set(CAUSE) - {"mistake", "mistakes"} == {kind for kind, _, _ in SAID}


@pytest.mark.parametrize("said", [said for _, _, said in SAID], ids=str)
def test_sentences_keep_the_manner(said):
    """A sentence starts in lower case or with code, has no full stop, and pairs its quotes."""
    assert not said[0].isupper()
    assert not said.endswith(".")
    assert said.count("`") % 2 == 0


def test_an_unknown_cause_of_two_is_named():
    """Two candidates of which one is from the future are a poorer sentence, not a crash."""
    both = Reason(
        "either",
        {
            "first": {"kind": "sign", "facts": {}},
            "second": {"kind": "from_the_future", "facts": {}},
        },
    )

    assert sentence(both).endswith("; or from the future")
