"""The committed JSON Schema is the one the types make."""

from __future__ import annotations

import dataclasses
from dataclasses import fields

import pytest
from jsonschema import Draft202012Validator

from grader.results import types
from grader.results.schema import SCHEMA_FILE, schema, text


def test_the_committed_schema_is_current():
    """schema.json is what the types make; `python -m grader.results.schema` rewrites it."""
    assert text() == SCHEMA_FILE.read_text(encoding="utf-8")


def test_the_schema_is_a_schema():
    """It is valid JSON Schema 2020-12."""
    Draft202012Validator.check_schema(schema())


def test_every_field_is_described():
    """Every field of every dataclass of the types has a property."""
    document = schema()
    shapes = {**document["$defs"], "Results": document}
    classes = [x for x in vars(types).values() if dataclasses.is_dataclass(x)]

    assert 9 <= len(classes)
    for cls in classes:
        assert {f.name for f in fields(cls)} <= shapes[cls.__name__]["properties"].keys()


def minimal():
    """The least document there is."""
    check = {
        "name": "n", "says": "s", "status": "pass", "visibility": "public", "points": 1, "of": 1,
        "message": "passed",
    }  # fmt: skip
    exercise = {
        "name": "e", "chapter": "c", "entry": "e", "status": "pass", "complete": True,
        "points": 1, "of": 1, "message": "1 public check passed", "checks": [check],
    }  # fmt: skip
    return {
        "schema": 1, "course": "c", "title": "t", "version": "1", "submission": "s",
        "started": "2026-11-21", "seconds": 0.1, "scope": "public", "advisory": False,
        "complete": True, "points": 1, "of": 1, "isolation": "process", "device": "cpu",
        "versions": {}, "exercises": [exercise],
    }  # fmt: skip


def test_the_least_document_is_valid():
    """Nothing is required beyond what outside tools rely on."""
    Draft202012Validator(schema()).validate(minimal())


@pytest.mark.parametrize(
    "key",
    ["schema", "points", "of", "complete", "isolation", "device", "versions", "exercises"],
)
def test_what_tools_rely_on_is_required(key):
    """A document without one of these keys does not follow the schema."""
    document = minimal()
    del document[key]

    assert not Draft202012Validator(schema()).is_valid(document)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), 2),
        (("scope",), "half"),
        (("points",), "1"),
        (("exercises", 0, "status"), "broken"),
        (("exercises", 0, "checks", 0, "visibility"), "secret"),
        (("exercises", 0, "checks", 0, "calls"), [{"text": "f", "arguments": [["x"]]}]),
        (
            ("exercises", 0, "checks", 0, "difference"),
            {"kind": "values", "name": "r", "got": "g", "expected": "e", "allowed": "big"},
        ),
    ],
)
def test_wrong_values_are_refused(place, value):
    """The schema knows the closed sets, the kinds of numbers, and the pairs."""
    document = minimal()
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    assert not Draft202012Validator(schema()).is_valid(document)
