"""From verdicts to faults: which verdict of which answer is whose fault."""

import math

import pytest

from grader.authoring.judging import alike, mistaken, right_answer
from grader.authoring.trials import Verdict
from grader.checks.declare import Mistake
from grader.results import Difference, Reason

DIFFERS = Reason("differs")
VALUES = Difference("values", "result", "1", "2", allowed=1e-9)
PASS = Verdict("pass", "n=1")
NAMED = Reason("mistake", {"mistake": "m", "says": "says"})
OTHER = Reason("mistake", {"mistake": "n", "says": "says something else"})
BOTH = Reason("mistakes", {"mistakes": ["m", "n"], "says": ["says", "says something else"]})


def kinds(faults):
    """Kind and check of each fault."""
    return [(fault.kind, fault.facts["check"]) for fault in faults]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Verdict("pass", error=0.1), []),
        (Verdict("pass", error=0.11), [("tolerance_tight", "a")]),
        (Verdict("fail", reason=DIFFERS), [("variant_rejected", "a")]),
        (Verdict("timeout", reason=Reason("timeout")), [("variant_rejected", "a")]),
        (Verdict("skipped", "b"), []),
    ],
)
def test_a_right_answer_passes_with_margin(verdict, expected):
    """A tenth of the tolerance at most; a skipped check is another one's fault."""
    assert expected == kinds(right_answer("x", "loops", {"a": verdict}))


WRONG = Mistake("m", "says", ("a",), None, ())


@pytest.mark.parametrize(
    ("public", "secret", "expected"),
    [
        ({"a": Verdict("fail", "", DIFFERS, VALUES, 10.0, NAMED), "b": PASS}, {}, []),
        ({"a": Verdict("fail", "", DIFFERS, VALUES, 9.0, NAMED)}, {}, [("tolerance_loose", "a")]),
        ({"a": Verdict("fail", "", DIFFERS, VALUES, math.inf, NAMED)}, {}, []),
        ({"a": Verdict("error", "", Reason("raised"), cause=NAMED)}, {}, []),
        ({"a": Verdict("todo")}, {}, [("mistake_elsewhere", "a")]),
        ({"a": PASS}, {"a": PASS}, [("mistake_passes", "a")]),
        ({"a": PASS}, {"a": Verdict("fail")}, [("mistake_only_secret", "a")]),
        ({"a": Verdict("skipped", "b")}, {}, [("mistake_skipped", "a")]),
        ({"b": PASS}, {}, [("unknown_check", "a")]),
        (
            {"a": Verdict("fail", cause=NAMED), "b": Verdict("fail")},
            {},
            [("mistake_elsewhere", "b")],
        ),
        (
            {"a": Verdict("fail", cause=NAMED)},
            {"h": Verdict("error")},
            [("mistake_elsewhere", "h")],
        ),
        (
            {"a": Verdict("fail", cause=NAMED), "b": Verdict("pass", error=0.5)},
            {},
            [("on_the_edge", "b")],
        ),
        ({"a": Verdict("fail")}, {}, [("unnamed", "a")]),
        ({"a": Verdict("fail", cause=OTHER)}, {}, [("unnamed", "a")]),
        ({"a": Verdict("fail", cause=BOTH)}, {}, [("unnamed", "a")]),
        ({"a": Verdict("timeout")}, {}, []),
    ],
)
def test_a_mistake_fails_what_it_names_and_nothing_else(public, secret, expected):
    """On public cases, by ten tolerances, in its own words; and passes the rest as clearly."""
    found = [(kind, check) for kind, check in kinds(mistaken("x", WRONG, public, secret))]

    assert expected == [pair for pair in found if pair != ("mistake_only_secret", "b")]


@pytest.mark.parametrize(
    ("there", "same"),
    [
        (Verdict("fail", "n=1", DIFFERS, VALUES), True),
        (Verdict("pass", "n=1"), False),
        (Verdict("fail", "n=2", DIFFERS, VALUES), False),
        (Verdict("fail", "n=1", DIFFERS, None), False),
        (Verdict("fail", "n=1", DIFFERS, VALUES, cause=Reason("mistake")), False),
    ],
)
def test_both_trees_say_the_same(there, same):
    """Status, case, message and cause."""
    here = {"a": Verdict("fail", "n=1", DIFFERS, VALUES)}

    assert same == (not list(alike("x", "m", here, {"a": there})))
