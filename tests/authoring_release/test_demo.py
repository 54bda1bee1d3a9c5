"""The toy course inside the engine is what its source in tests/courses/toy says."""

import shutil
from pathlib import Path

import pytest

from grader.authoring.leaks import find_leaks
from grader.authoring.release import student_tree
from grader.cli.demo import TOY
from grader.course import load
from grader.run.sealed import read

from .conftest import COURSES

SOURCE = COURSES / "toy"
WRITTEN_FOR_STUDENTS = {"LICENSE", "README.md", "README.zh.md"}


def files(folder: Path, *parts: str) -> dict[str, bytes]:
    """The files below a folder, bytecode aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.joinpath(*parts).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory, request):
    """The toy's student tree and submission, made now."""
    from grader.run import Grader
    from grader.run.secret import chosen

    tree = tmp_path_factory.mktemp("toy") / "tree"
    course = load(SOURCE)
    with Grader(course, secret=chosen(1)) as grader:
        student_tree(course, tree, grader)
    for name in WRITTEN_FOR_STUDENTS:
        (tree / name).unlink()
    shutil.copytree(SOURCE / "solutions" / "demo", tree / "submission")
    if request.config.getoption("--update-golden"):
        shutil.rmtree(TOY, ignore_errors=True)
        shutil.copytree(tree, TOY)
    return tree


def test_the_toy_is_what_its_source_makes(made):
    """Stubs, checks and the submission have not drifted."""
    here = {name: data for name, data in files(made).items() if not name.startswith("sealed/")}
    there = {name: data for name, data in files(TOY).items() if not name.startswith("sealed/")}

    assert here == there


def test_the_toys_recordings_are_current(made):
    """Sealed data say what the toy's solutions answer, whichever versions they were made with."""
    fresh, shipped = load(made), load(TOY)
    for exercise in shipped.exercises:
        mine, theirs = read(fresh, exercise), read(shipped, exercise)

        assert repr(mine.tapes) == repr(theirs.tapes), exercise.id
        assert mine.weights == theirs.weights


def test_the_toy_gives_no_answer_away():
    """The toy ships by the same rule as a course."""
    assert [] == [
        leak
        for leak in find_leaks(load(SOURCE), TOY)
        if not leak.place.startswith("submission/")  # the demo is what this course ships
    ]


def test_the_toy_is_in_no_course():
    """Nothing of the toy has the name of an exercise of the course."""
    course = load(COURSES.parents[1])

    assert set() == {e.id for e in load(TOY).exercises} & {e.id for e in course.exercises}
