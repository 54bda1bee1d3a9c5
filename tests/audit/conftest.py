"""A copy of the tiny course that a test may change, and an audit of one of its exercises."""

import shutil
from pathlib import Path

import pytest

from grader.authoring.audit import equivalence
from grader.authoring.audit.exercise import audit
from grader.authoring.audit.report import of_exercise
from grader.course import load
from grader.run import Grader, Secret

TINY = Path(__file__).parents[1] / "courses" / "tiny"


@pytest.fixture
def root(tmp_path):
    """The root of a copy of the tiny course."""
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns(".gradsteps*", "__pycache__"))
    return folder


@pytest.fixture
def audited(root, monkeypatch):
    """Audit an exercise as the course is now: the findings as plain values.

    `answers` are enough to call a mutant the same, for most tests could not wait for 10,000.
    """

    def run(name, answers=300, **options):
        monkeypatch.setattr(equivalence, "ENOUGH", answers)
        course = load(root)
        exercise = next(e for e in course.exercises if e.id == name)
        with Grader(course, secret=Secret(b"a key of tests..", advisory=True)) as grader:
            return of_exercise(audit(grader, exercise, **options))

    return run


@pytest.fixture
def edit(root):
    """Replace a text, which must be there, in a file of the course."""

    def change(path, old, new):
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


@pytest.fixture
def claim(root):
    """Claim that a mutant is equivalent."""

    def write(exercise, mutant, reason="a reason"):
        path = root / "solutions" / "basics" / "equivalents.toml"
        path.write_text(f'[{exercise}]\n"{mutant}" = "{reason}"\n', encoding="utf-8")

    return write
