"""Causes of failures that no `near` found: a gradient by differences, a sentence of the check's."""

import shutil

import pytest

from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen
from grader.submissions import open_submission

from .conftest import TINY

PUBLIC = "exercises/basics/test_double.py"
NEAR = "    near(double(x), reference(x))\n"
EXPECT = '    expect(bool(abs(double(x) - 2 * x).max() < 1e-9), "it must be twice as much")\n'
SLOPE = (
    "    from grader import gradient_matches\n"
    "    gradient_matches(lambda v: float((v * v).sum()), x, double(x))\n"
)


@pytest.fixture
def caused(tmp_path):
    """The cause shown for an answer when the first check judges by other lines."""
    root = tmp_path / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__", ".gradsteps*"))

    def cause(lines, answer):
        path = root / PUBLIC
        text = path.read_text().replace(NEAR, lines, 1)
        path.write_text(text.replace("import cases", "import expect, cases", 1))
        course = load(root)
        exercise = next(e for e in course.exercises if e.id == "double")
        work = tmp_path / "double.py"
        work.write_text(f"def double(x, times=1):\n    return {answer}\n")
        with Grader(course, secret=chosen(1)) as grader:
            check = grader.grade(open_submission(work, course), [exercise]).exercises[0].checks[0]
        assert "fail" == check.status
        found = check.cause
        return found and (found.kind, found.facts.get("mistake", found.facts.get("factor")))

    return cause


def test_a_known_mistake_is_named_where_a_sentence_judges(caused):
    """It gave the same values in every case."""
    assert ("mistake", "triple") == caused(EXPECT, "x * 3**times")


@pytest.mark.parametrize("answer", ["x * 4", "x + 3", "x * 3.00001"])
def test_another_answer_that_fails_the_same_sentence_is_not_named(caused, answer):
    """That it fails proves nothing."""
    assert caused(EXPECT, answer) is None


def test_a_gradient_by_differences_has_causes(caused):
    """What it was compared with is evidence as any other."""
    assert ("factor", 2) == caused(SLOPE, "x * 4.0")


def test_a_flipped_gradient_has_a_cause(caused):
    """A sign is one."""
    assert ("sign", None) == caused(SLOPE, "x * -2.0")


def test_a_known_mistake_is_named_by_its_gradient(caused):
    """By its values, not because it fails there."""
    assert ("mistake", "triple") == caused(SLOPE, "x * 3.0")


def test_another_wrong_gradient_is_not_named(caused):
    """One mistake is known to fail there, and this is another."""
    assert caused(SLOPE, "2 * x + abs(x) ** 1.5") is None
