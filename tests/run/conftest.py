"""The tiny course, graded in this process's own workers."""

from pathlib import Path

import pytest

from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen
from grader.submissions import open_submission

TINY = Path(__file__).parents[1] / "courses" / "tiny"


@pytest.fixture(scope="session")
def tiny():
    """The instructor's tree of the tiny course."""
    return load(TINY)


@pytest.fixture(scope="session")
def grader(tiny):
    """A grader for scores."""
    with Grader(tiny, secret=chosen(1)) as grader:
        yield grader


@pytest.fixture
def graded(tiny, grader, tmp_path):
    """Grade a text as one exercise of the tiny course."""

    def grade(text, name="double", *, by=grader, **options):
        path = tmp_path / f"{name}.py"
        path.write_text(text)
        exercise = next(e for e in tiny.exercises if e.id == name)
        results = by.grade(open_submission(path, tiny), [exercise], **options)
        return results.exercises[0]

    return grade
