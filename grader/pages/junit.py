"""JUnit XML: a suite per exercise, a case per check, points as properties."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # writes, never reads

from .colors import Style
from .failure import check_lines, frame_lines
from .layout import page
from .numbers import number
from .safe import made_safe
from .tally import check_message, exercise_message
from .visible import for_student

if TYPE_CHECKING:
    from grader.results import CheckResult, ExerciseResult, Results, Status

# What a JUnit reader calls an outcome; a pass has no element.
ELEMENTS: dict[Status, str] = {
    "fail": "failure",
    "forbidden": "failure",
    "impossible": "failure",
    "error": "error",
    "timeout": "error",
    "memory": "error",
    "crashed": "error",
    "todo": "skipped",
    "skipped": "skipped",
    "unavailable": "skipped",
    "undecided": "skipped",
}


def dumps(results: Results) -> str:
    """The XML document: what a student may read, every character of it legal in XML 1.0."""
    shown = made_safe(for_student(results))
    root = ET.Element("testsuites", name=shown.title, time=_time(shown.seconds))
    for exercise in shown.exercises:
        _suite(root, exercise, shown)
    _count(root, list(root.iter("testcase")))
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: ET.Element, exercise: ExerciseResult, results: Results) -> None:
    suite = ET.SubElement(
        root,
        "testsuite",
        name=exercise.name,
        time=_time(exercise.seconds),
        timestamp=results.started,
    )
    properties = ET.SubElement(suite, "properties")
    facts = {
        "chapter": exercise.chapter,
        "status": exercise.status,
        "points": number(exercise.points),
        "of": number(exercise.of),
        "complete": str(exercise.complete).lower(),
        "advisory": str(results.advisory).lower(),
    }
    for name, value in facts.items():
        ET.SubElement(properties, "property", name=name, value=value)
    if exercise.reason is not None or not exercise.checks:
        _problem(suite, exercise, results)
    for check in exercise.checks:
        _check(suite, check, exercise)
    _count(suite, suite.findall("testcase"))


def _problem(suite: ET.Element, exercise: ExerciseResult, results: Results) -> None:
    """A file that could not be graded is a case of its own, so that it is counted."""
    case = _case(suite, exercise, exercise.path or exercise.name, exercise.seconds)
    message = exercise_message(exercise, results)
    _outcome(case, exercise.status, message, frame_lines(exercise.frames, Style(), verbose=True))
    _output(case, exercise.output)


def _check(suite: ET.Element, check: CheckResult, exercise: ExerciseResult) -> None:
    # Readers tell cases apart by name, and hidden checks may all have one sentence.
    name = check.says if check.visibility == "public" else f"{check.says} ({check.name})"
    case = _case(suite, exercise, name, check.seconds)
    details = check_lines(check, Style()) if check.visibility == "public" else []
    if check.again:
        details.append(f"again: `{check.again}`")
    _outcome(case, check.status, check_message(check), details)
    _output(case, check.output)


def _case(suite: ET.Element, exercise: ExerciseResult, name: str, seconds: float) -> ET.Element:
    classname = f"{exercise.chapter}.{exercise.name}"
    return ET.SubElement(suite, "testcase", classname=classname, name=name, time=_time(seconds))


def _outcome(case: ET.Element, status: Status, message: str, details: list[str]) -> None:
    if status == "pass":
        return
    outcome = ET.SubElement(case, ELEMENTS[status], message=message, type=status)
    if details and ELEMENTS[status] != "skipped":
        outcome.text = "\n" + page(details)


def _output(case: ET.Element, output: str | None) -> None:
    if output:
        ET.SubElement(case, "system-out").text = output


def _count(element: ET.Element, cases: list[ET.Element]) -> None:
    element.set("tests", str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(case.find(tag) is not None for case in cases)))


def _time(seconds: float) -> str:
    return f"{seconds:.3f}"
