"""The results document: complete, readable by tools, equal after reading back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from grader.pages.json import document, dumps
from grader.results.encoding import loads
from grader.results.schema import SCHEMA_FILE

from . import making, samples

NAMES = sorted(samples.ALL)
VALIDATOR = Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("student", [False, True])
def test_documents_follow_the_schema(name, student):
    """Every document validates against the committed schema."""
    assert [] == list(VALIDATOR.iter_errors(json.loads(dumps(samples.ALL[name], student=student))))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nonfinite"])
def test_documents_read_back_equal(name):
    """Reading a document gives the results it was made of."""
    assert samples.ALL[name] == loads(dumps(samples.ALL[name]))


def test_non_finite_numbers_read_back():
    """Numbers that JSON lacks come back as numbers; nan equals nothing, so the text is compared."""
    assert dumps(samples.nonfinite) == dumps(loads(dumps(samples.nonfinite)))
    assert '"got": "nan"' in dumps(samples.nonfinite)


@pytest.mark.parametrize("name", NAMES)
def test_documents_address_no_terminal(name):
    """The text is ASCII without control characters, whatever a student printed."""
    text = dumps(samples.ALL[name])

    assert text.isascii()
    assert text.replace("\n", "").isprintable()


def test_the_document_is_this_one(golden):
    """Keys and their order do not move."""
    golden("values.json", dumps(samples.values))


def _messages(results, name=0, **options):
    exercise = document(results, **options)["exercises"][name]
    return exercise["message"], [check["message"] for check in exercise["checks"]]


def test_messages_are_the_sentences():
    """Every exercise and check has the sentence of its reason, with the numbers."""
    expected = (
        "1 failed, 2 passed, 1 skipped",
        [
            "passed",
            "99 of 99 values differ by up to 1.0e+00, allowed 1.9e-06",
            "needs `matches the reference` to pass first",
            "passed",
        ],
    )

    assert expected == _messages(samples.values)


def test_messages_of_hidden_checks_follow_the_policy():
    """A hidden check's message is generic, or its sentence where the policy allows."""
    generic = ["passed", "passed", "a hidden check", "a hidden check"]
    opened = [*generic[:2], making.SHIFT, "handles an empty axis"]

    assert generic == _messages(samples.hidden_failing)[1]
    assert opened == _messages(samples.hidden_sentence)[1]
    assert generic == _messages(samples.hidden_failing, student=True)[1]


@pytest.mark.parametrize("policy", ["status", "sentence"])
def test_a_students_document_has_nothing_of_hidden_checks(policy):
    """What is left out for students is left out everywhere in the document."""
    results = replace(samples.hidden_failing, hidden=policy)

    assert "secret" not in dumps(results, student=True).lower()
    assert "secret" in dumps(results).lower()
    assert ("empty axis" in dumps(results, student=True)) == (policy == "sentence")
