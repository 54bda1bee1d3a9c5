"""JUnit XML as CI systems read it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from grader.pages.junit import dumps

from . import making, samples


def parsed(results):
    """The parsed document."""
    return ET.fromstring(dumps(results).encode())


@pytest.mark.parametrize("name", sorted(samples.ALL))
def test_the_document_is_xml(name):
    """Whatever a student printed, an XML parser reads the document and counts agree."""
    root = parsed(samples.ALL[name])

    assert int(root.get("tests")) == len(root.findall("testsuite/testcase"))
    assert int(root.get("failures")) == len(root.findall("testsuite/testcase/failure"))
    assert int(root.get("errors")) == len(root.findall("testsuite/testcase/error"))
    assert int(root.get("skipped")) == len(root.findall("testsuite/testcase/skipped"))


def test_the_document_is_this_one(golden):
    """Suites, properties and messages do not move."""
    golden("mixed.xml", dumps(samples.mixed))


def outcomes(results):
    """Per case what element it has."""
    return [
        next((child.tag for child in case if child.tag in {"failure", "error", "skipped"}), "pass")
        for case in parsed(results).iter("testcase")
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("values", ["pass", "failure", "skipped", "pass"]),
        ("exception", ["pass", "error", "failure"]),
        ("timeout", ["error", "error", "skipped"]),
        ("crash", ["pass", "error"]),
        ("missing", ["skipped"]),
        ("syntax", ["error"]),
        ("todo", ["skipped", "skipped", "skipped"]),
    ],
)
def test_outcomes_become_elements(name, expected):
    """Wrong answers are failures, what kept code from answering is an error, the rest skipped."""
    assert expected == outcomes(samples.ALL[name])


def test_points_are_properties():
    """Points travel as properties of the suite."""
    properties = {p.get("name"): p.get("value") for p in parsed(samples.values).iter("property")}

    assert ("4", "8", "fail") == (properties["points"], properties["of"], properties["status"])


def test_a_failure_has_its_numbers():
    """The message is the sentence, the text has the table and the command."""
    [failure] = parsed(samples.values).iter("failure")

    assert failure.get("message") == "99 of 99 values differ by up to 1.0e+00, allowed 1.9e-06"
    assert "(5, 35)" in failure.text
    assert "again: `grade run softmax --case matches_the_reference:1`" in failure.text


@pytest.mark.parametrize("name", ["hidden_status", "hidden_sentence"])
def test_nothing_of_a_hidden_check_shows(name):
    """A hidden check has a status, and a sentence by policy."""
    assert "secret" not in dumps(samples.ALL[name]).lower()


def test_no_two_cases_have_one_name():
    """Hidden checks that share the generic sentence are still told apart."""
    names = [case.get("name") for case in parsed(samples.hidden_failing).iter("testcase")]

    assert [making.SHAPE, making.REFERENCE] == names[:2]
    assert ["a hidden check (hidden_1)", "a hidden check (hidden_2)"] == names[2:]
