"""The core: how causes are found, how they are ranked, when nothing is said."""

from __future__ import annotations

import ast
import dataclasses
import importlib
from pathlib import Path

import numpy as np
import pytest

import grader.causes
from grader.causes import Diagnosis, Known, Sample, diagnose, observe
from grader.causes.core import ranking
from grader.causes.core.registry import Cause, causes
from grader.results import Reason
from grader.results.reasons import CAUSE, reason

from .making import INNOCENT, gram, one, proven, seen, softmax

ROOM = Path(grader.causes.__file__).parent
FILES = sorted(path for path in ROOM.glob("*.py") if path.stem != "__init__")
NAMED = [
    pytest.param(path.stem, observations, facts, id=f"{path.stem}: {name}")
    for path in FILES
    for name, (observations, facts) in importlib.import_module(
        f".test_{path.stem}", __package__
    ).NAMED.items()
]
# Faults that a program may have on some inputs only: what undoes them leaves a right result alone.
MAY_BE_RIGHT = {
    "future_leaked",
    "keepdims",
    "mask_after",
    "mask_ignored",
    "never_written",
    "not_normalized",
    "reshaped",
    "slice_factor",
    "slice_offset",
    "stale_output",
    # These are about no values.
    "changed_input",
    "returned_none",
    "wrong_dtype",
    "wrong_type",
}
REFUTABLE = [
    named
    for named in NAMED
    if named.values[0] not in MAY_BE_RIGHT and "absolute value" not in named.id
]


def test_the_core_is_small():
    """Registry, evidence and ranking together stay under 150 lines."""
    lines = [path.read_text(encoding="utf-8").count("\n") for path in ROOM.glob("core/*.py")]

    assert 0 < sum(lines) < 150


def test_every_file_is_a_cause():
    """Walking the folder finds them all, at least fifteen, each under its file's name."""
    assert [path.stem for path in FILES] == [cause.kind for cause in causes()]
    assert len(FILES) >= 15


def test_every_cause_is_a_reason():
    """The kinds of `results.reasons` are these causes, the known mistakes, and `either`."""
    assert set(CAUSE) == {cause.kind for cause in causes()} | {"mistake", "mistakes", "either"}


def test_what_is_outranked_exists():
    """No cause outranks itself or one that is not there."""
    kinds = {cause.kind for cause in causes()}
    for cause in causes():
        assert set(cause.over) <= kinds - {cause.kind}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_cause_shows_before_and_after(path):
    """The documentation of a cause is a pair of code."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert "# before" in text
    assert "# after" in text


@pytest.mark.parametrize(("kind", "observations", "facts"), NAMED)
def test_every_named_fault_is_a_listed_reason(kind, observations, facts):
    """A cause's facts are those `results.reasons` lists."""
    del observations

    assert kind == reason(kind, **facts).kind


@pytest.mark.parametrize("observations", INNOCENT.values(), ids=INNOCENT)
def test_nothing_is_said_of_the_innocent(observations):
    """What is right, too small or plain noise has no cause."""
    assert Diagnosis() == diagnose(observations())


@pytest.mark.parametrize(("kind", "observations", "facts"), REFUTABLE)
def test_a_right_case_refutes(kind, observations, facts):
    """One case on which the answer was right although the fault would change it: not proven."""
    cases = observations()
    largest = max((s for s in cases if s.kind != "right"), key=lambda s: s.wrong.size)
    right = observe(
        largest.name,
        *[_value(largest.expected)] * 2,
        allowed=largest.allowed,
        arguments=largest.arguments,
        inputs=largest.inputs,
    )

    assert (kind, facts) != proven([*cases, right])


def _value(x):
    array = x.array.astype(x.dtype)
    return array if x.type == "ndarray" else array[()]


def test_two_candidates_make_one_reason():
    """Two candidates are carried by a reason `either`."""
    causes = (Reason("sign"), Reason("copied_input", {"name": "x"}))

    expected = Reason(
        "either",
        {
            "first": {"kind": "sign", "facts": {}},
            "second": {"kind": "copied_input", "facts": {"name": "x"}},
        },
    )

    assert expected == Diagnosis(causes).reason


def test_three_candidates_say_nothing():
    """Three candidates are as good as none."""
    assert Diagnosis() == Diagnosis.of([Reason("sign"), Reason("transposed"), Reason("offset")])


def test_a_negated_input_where_the_input_was_due_is_either():
    """On `-x`, to return `x` and to forget the sign are the same."""
    diagnosis = diagnose(seen(lambda x: x, lambda x: -x))

    assert ["copied_input", "sign"] == [cause.kind for cause in diagnosis.causes]
    assert not diagnosis.proven


def test_a_known_mistake_goes_first():
    """A mistake that gives every output is named instead of the probe that says less."""
    cases = seen(lambda x: softmax(x).T, softmax)
    known = Known("t", "transposed the weights", [each.result for each in cases])

    assert [Reason("mistake", {"mistake": "t", "says": "transposed the weights"})] == list(
        diagnose(cases, [known]).causes
    )


@pytest.mark.parametrize("lacking", [..., np.ones((2, 2)), None])
def test_a_mistake_must_give_every_output(lacking):
    """A mistake that differs on one case, or gave nothing there, is not named."""
    cases = seen(lambda x: softmax(x).T, softmax)
    outputs = [*[each.result for each in cases[:-1]], lacking]

    assert ("transposed", {}) == proven(cases)
    assert "transposed" == diagnose(cases, [Known("t", "says", outputs)]).causes[0].kind


def test_a_mistake_without_all_outputs_is_not_named():
    """Fewer outputs than observations prove nothing."""
    cases = seen(lambda x: x * 3 - 1, np.tanh)

    assert Diagnosis() == diagnose(cases, [Known("t", "says", [cases[0].result])])


def test_two_mistakes_are_both_named():
    """Two mistakes that give the same are two candidates."""
    cases = seen(lambda x: x * 3 - 1, np.tanh)
    outputs = [each.result for each in cases]
    found = diagnose(cases, [Known("a", "one", outputs), Known("b", "two", outputs)])

    assert Reason("mistakes", {"mistakes": ["a", "b"], "says": ["one", "two"]}) == found.reason
    assert not found.proven


def test_three_mistakes_leave_it_to_the_probes():
    """Of three mistakes that give the same none is named; what is true of all may be."""
    cases = seen(lambda x: -gram(x), gram)
    known = [Known(str(n), f"says {n}", [each.result for each in cases]) for n in range(3)]

    assert ("sign", {}) == (diagnose(cases, known).causes[0].kind, {})


def test_a_mistake_is_recognized_by_samples():
    """In a released tree a few values of a mistake's output name it, and other values do not."""
    cases = seen(lambda x: x * 3 - 1, np.tanh, [(8, 9), (7, 7)])
    places = np.array([3, 17, 40])
    sample = [
        Sample(each.result.shape, "float64", places, each.result.reshape(-1)[places])
        for each in cases
    ]
    other = [dataclasses.replace(each, values=each.values + 1e-3) for each in sample]

    assert diagnose(cases, [Known("t", "says", sample)]).proven
    assert Diagnosis() == diagnose(cases, [Known("t", "says", other)])


@pytest.mark.parametrize("got", [None, [1.0, [2.0]], (np.ones(3), None), "a"], ids=str)
def test_a_mistake_of_another_type_is_recognized(got):
    """Known mistakes may return what is no array."""
    cases = one(got, np.ones(4))

    assert diagnose(cases, [Known("t", "says", [got])]).proven
    other = diagnose(cases, [Known("t", "says", [np.ones(3)])])
    assert "mistake" not in [cause.kind for cause in other.causes]


def test_a_mistake_is_not_named_where_all_is_right():
    """Without a failure there is nothing to explain."""
    cases = seen(np.tanh, np.tanh)

    assert Diagnosis() == diagnose(cases, [Known("t", "says", [s.result for s in cases])])


def test_parts_that_are_right_do_not_refute():
    """A cause explains the part of the result that is wrong; other parts may be right."""
    x = np.random.default_rng(0).normal(size=(4, 5))
    parts = [observe("result[0]", -x, x), observe("result[1]", x + 1, x + 1)]

    assert ("sign", {}) == proven(parts)


def test_a_probe_that_trips_leaves_silence(monkeypatch):
    """An error in a probe is a warning and no cause: what it would have said is a rival."""

    def trip(evidence):
        raise ZeroDivisionError("x")

    cases = seen(lambda x: -gram(x), gram)
    broken = (*causes(), Cause("broken", trip, ("values",), ()))
    monkeypatch.setattr(ranking, "causes", lambda: broken)

    with pytest.warns(RuntimeWarning, match="ZeroDivisionError"):
        assert Diagnosis() == diagnose(cases)


def test_later_observations_of_another_type_are_survived():
    """A case that gave no numbers leaves nothing to prove with numbers."""
    cases = seen(lambda x: -gram(x) if len(x) < 4 else None, gram)

    assert Diagnosis() == diagnose(cases)


def test_two_strings_are_told_apart():
    """A known mistake that returns one word is not recognized in another."""
    seen = [observe("result", "pear", "apple", kind="exact")]

    assert None is diagnose(seen, [Known("m", "says plum", ["plum"])]).reason
    assert "mistake" == diagnose(seen, [Known("m", "says pear", ["pear"])]).reason.kind
