"""Results survive being written and read; what is no results document is refused."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.results import (
    SCHEMA,
    Call,
    ChapterFacts,
    CheckResult,
    Difference,
    ExerciseResult,
    Frame,
    Place,
    Reason,
    Results,
)
from grader.results.encoding import NewerSchemaError, ResultsError, decode, encode, loads

TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
WHOLE = st.integers(0, 99)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
# Equality needs nan left out; its own test has it. Strings that read as numbers are no values.
NUMBER = st.one_of(st.integers(), st.floats(allow_nan=False))
VALUE = st.one_of(NUMBER, TEXT.filter(lambda text: text not in {"nan", "inf", "-inf"}))
FACT = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), FINITE, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=4,
)
REASON = st.builds(Reason, TEXT, st.dictionaries(TEXT, FACT, max_size=2))
PLACE = st.builds(
    Place, st.lists(WHOLE, max_size=3).map(tuple), VALUE, VALUE, st.floats(allow_nan=False)
)


def maybe(strategy):
    """The strategy, or None."""
    return st.none() | strategy


def tuples(strategy):
    """Short tuples of the strategy."""
    return st.lists(strategy, max_size=2).map(tuple)


STATUS = st.sampled_from(["pass", "fail", "crashed", "impossible"])
DIFFERENCE = st.builds(
    Difference,
    kind=st.sampled_from(["type", "values", "unchanged"]),
    name=TEXT,
    got=TEXT,
    expected=TEXT,
    allowed=maybe(st.floats(allow_nan=False)),
    origin=maybe(TEXT),
    wrong=WHOLE,
    of=WHOLE,
    worst=tuples(PLACE),
)
CHECK = st.builds(
    CheckResult,
    name=TEXT,
    says=TEXT,
    status=STATUS,
    visibility=st.sampled_from(["public", "hidden"]),
    points=FINITE,
    of=FINITE,
    cases=WHOLE,
    case=maybe(WHOLE),
    inputs=maybe(TEXT),
    calls=tuples(st.builds(Call, TEXT, tuples(st.tuples(TEXT, TEXT)))),
    reason=maybe(REASON),
    difference=maybe(DIFFERENCE),
    frames=tuples(st.builds(Frame, TEXT, WHOLE, TEXT, TEXT)),
    cause=maybe(REASON),
    again=maybe(TEXT),
    seconds=FINITE,
    output=maybe(TEXT),
)
EXERCISE = st.builds(
    ExerciseResult,
    name=TEXT,
    chapter=TEXT,
    entry=TEXT,
    status=STATUS,
    complete=st.booleans(),
    points=FINITE,
    of=FINITE,
    path=maybe(TEXT),
    reason=maybe(REASON),
    late=maybe(REASON),
    notes=tuples(REASON),
    checks=tuples(CHECK),
)
RESULTS = st.builds(
    Results,
    course=TEXT,
    title=TEXT,
    version=TEXT,
    submission=TEXT,
    started=TEXT,
    seconds=FINITE,
    scope=st.sampled_from(["public", "all"]),
    advisory=st.booleans(),
    complete=st.booleans(),
    points=FINITE,
    of=FINITE,
    isolation=TEXT,
    device=TEXT,
    versions=st.dictionaries(TEXT, TEXT, max_size=2),
    exercises=tuples(EXERCISE),
    chapters=tuples(st.builds(ChapterFacts, TEXT, TEXT, WHOLE, FINITE, maybe(TEXT))),
    hidden=st.sampled_from(["after_due", "status", "sentence"]),
    seed=maybe(TEXT),
    submitted=maybe(TEXT),
    notes=tuples(REASON),
    schema=st.just(SCHEMA),
)

EMPTY = ExerciseResult("e", "c", "e", "todo", complete=True, points=0, of=2, path=None)
SMALL = Results(
    course="c",
    title="t",
    version="1",
    submission="s",
    started="2026-11-21T17:40:14Z",
    seconds=0.5,
    scope="public",
    advisory=False,
    complete=True,
    points=1,
    of=2,
    isolation="process",
    device="cpu",
    versions={"python": "3.11"},
    exercises=(EMPTY,),
)


@settings(max_examples=100, deadline=None, database=None)
@given(RESULTS)
def test_results_read_back_equal(results):
    """What is written and read again is equal, through real JSON text."""
    assert results == loads(json.dumps(encode(results), allow_nan=False))


def test_non_finite_numbers_are_strings():
    """JSON has no nan and no infinity; they are written as strings and read as numbers."""
    place = Place((), math.nan, -math.inf, math.inf)
    check = CheckResult(
        "n", "s", "fail", "public", 0, 1,
        difference=Difference("values", "r", "g", "e", allowed=math.inf, worst=(place,)),
    )  # fmt: skip
    results = replace(SMALL, exercises=(replace(EMPTY, checks=(check,)),))
    text = json.dumps(encode(results), allow_nan=False)
    [written] = json.loads(text)["exercises"][0]["checks"][0]["difference"]["worst"]
    back = loads(text).exercises[0].checks[0].difference

    assert {"index": [], "got": "nan", "expected": "-inf", "error": "inf"} == written
    assert math.isnan(back.worst[0].got)
    assert (-math.inf, math.inf, math.inf) == (
        back.worst[0].expected, back.worst[0].error, back.allowed,
    )  # fmt: skip


def test_the_schema_number_comes_first():
    """A reader sees which schema it is before anything else; None is left out."""
    document = encode(SMALL)

    assert "schema" == next(iter(document))
    assert "seed" not in document
    assert "path" not in document["exercises"][0]


def test_a_newer_schema_is_refused():
    """A document from a newer grader is refused with both numbers."""
    with pytest.raises(NewerSchemaError, match=f"schema 99, this grader reads up to {SCHEMA}") as e:
        decode({**encode(SMALL), "schema": 99})

    assert (99, SCHEMA) == (e.value.found, e.value.known)


def test_unknown_keys_are_ignored():
    """Adding a key keeps the schema number, so readers skip what they do not know."""
    assert SMALL == decode({**encode(SMALL), "from_the_future": {"x": 1}})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"schema": "1"}, "results.schema: expected a whole number"),
        ({"schema": True}, "results.schema: expected a whole number"),
        ({"title": 3}, "results.title: unexpected int"),
        ({"points": "ten"}, "results.points: unexpected str"),
        ({"points": True}, "results.points: unexpected bool"),
        ({"scope": "half"}, "results.scope: unexpected str"),
        ({"scope": []}, "results.scope: unexpected list"),
        ({"versions": {"python": 3}}, "results.versions.python: unexpected int"),
        ({"exercises": {}}, "results.exercises: unexpected dict"),
        ({"exercises": [{}]}, "results.exercises[0].name: missing"),
        ({"exercises": [3]}, "results.exercises[0]: expected an object"),
        ({"seed": 3}, "results.seed: unexpected int"),
        ({"notes": [{"kind": 3}]}, "results.notes[0].kind: unexpected int"),
    ],
)
def test_what_is_wrong_is_named(change, says):
    """A malformed document is refused with the place and what stands there."""
    with pytest.raises(ResultsError) as error:
        decode({**encode(SMALL), **change})

    assert says == str(error.value)


@pytest.mark.parametrize("text", ["", "[]", "{", "3", "[" * 100_000, b"\xff"])
def test_what_is_no_document_is_refused(text):
    """Text that is not JSON, or no object, is refused like any other malformed document."""
    with pytest.raises(ResultsError):
        loads(text)


def test_what_has_no_json_form_is_named():
    """A value no field may have is an error with its place, not a strange document."""
    results = replace(SMALL, notes=(Reason("x", {"y": {1, 2}}),))

    with pytest.raises(TypeError, match=r"results.notes\[0\].facts.y: set has no JSON form"):
        encode(results)
