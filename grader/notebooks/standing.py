"""`grade nbgrader check`: what stands between each submission and its score, and why.

nbgrader itself exports a zero for whoever was not graded, and does not say so.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.results import Json, Reason
from grader.run.grade import LIBRARIES
from grader.run.loading import installed

from .assignment import tested
from .judging import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.course import Course

GLOB = "[]*?"  # what nbgrader's own search for folders takes for a pattern


class NoCourseDirectory(Exception):
    """The folder is no course directory of nbgrader's."""


@dataclass
class Standing:
    """Where a course directory stands: what is in the way, of a whole assignment or of one."""

    found: list[Reason] = field(default_factory=list)
    graded: int = 0
    waiting: int = 0  # submissions to assignments that were never autograded

    def add(self, kind: str, **facts: Json) -> None:
        """One more thing in the way."""
        self.found.append(Reason(kind, facts))


def standing(folder: Path, course: Course) -> Standing:
    """Look at a course directory; nothing in it is changed. Raises NoCourseDirectory."""
    coursedir = _coursedir(folder)
    found = Standing()
    _machine(course, found)
    with _gradebook(coursedir) as gradebook:
        for assignment in _assignments(coursedir):
            known = _release(coursedir, assignment, course, found)
            scores = _scores(gradebook, assignment)
            if known and scores is None:
                found.add("not_generated", assignment=assignment)
            _submissions(coursedir, assignment, known, scores or {}, found)
    return found


def _coursedir(folder: Path) -> Any:
    """The directory as its own configuration describes it."""
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    name = "nbgrader_config.py"
    if not (folder / name).is_file():
        raise NoCourseDirectory(f"{folder} has no {name}; `grade nbgrader build` makes one")
    config = PyFileConfigLoader(name, path=str(folder.resolve())).load_config()
    coursedir = CourseDirectory(config=config)
    coursedir.root = str(folder.resolve())
    return coursedir


def _machine(course: Course, found: Standing) -> None:
    """What would leave everybody without a score."""
    from grader.isolation import Ended, Launcher, LaunchError, Limits

    for exercise in course.exercises:
        for library in LIBRARIES.get(exercise.backend, ()):
            if not installed(library):
                found.add("library", exercise=exercise.id, library=library)
    try:
        with Launcher(level="sandbox") as launcher:
            launcher.start(Limits()).close()
    except (LaunchError, Ended) as error:
        found.add("sandbox", problem=str(error))


def _assignments(coursedir: Any) -> list[str]:
    """Whatever was released or handed in, by name."""
    released = _names(Path(coursedir.format_path(coursedir.release_directory, ".", "x")).parent)
    students = Path(coursedir.format_path(coursedir.submitted_directory, "x", "y")).parents[1]
    submitted = {name for student in _names(students) for name in _names(students / student)}
    return sorted({*released, *submitted})


def _release(coursedir: Any, assignment: str, course: Course, found: Standing) -> list[str]:
    """The names of an assignment's notebooks, as released."""
    folder = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
    notebooks = sorted(folder.glob("*.ipynb"))
    if not notebooks:
        found.add("no_release", assignment=assignment)
    for path in notebooks:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            facts = cell["metadata"].get("nbgrader", {})
            by_hand = facts.get("solution") or cell["cell_type"] != "code"
            if facts.get("grade") and not by_hand and tested(facts["grade_id"], course) is None:
                found.add("foreign_cell", assignment=assignment, cell=facts["grade_id"])
    return [path.stem for path in notebooks]


@contextmanager
def _gradebook(coursedir: Any) -> Iterator[Any]:
    """The gradebook, or None where none was made yet: looking must not make one."""
    url = coursedir.db_url.partition("?")[0]
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        yield None
        return
    from nbgrader.api import Gradebook

    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        yield gradebook


def _scores(gradebook: Any, assignment: str) -> dict[str, bool] | None:
    """Whether each student has every score the autograder gives; None if it is not known there."""
    from nbgrader.api import MissingEntry

    if gradebook is None:
        return None
    try:
        submissions = gradebook.find_assignment(assignment).submissions
    except MissingEntry:
        return None
    return {
        submission.student_id: all(
            grade.auto_score is not None
            for notebook in submission.notebooks
            for grade in notebook.grades
            if tested_by_machine(grade)
        )
        for submission in submissions
    }


def tested_by_machine(grade: Any) -> bool:
    """True for the grade of a test cell, not of an answer that people read."""
    return bool(grade.cell.cell_type == "code" and grade.cell.name.startswith("test_"))


def _submissions(
    coursedir: Any,
    assignment: str,
    notebooks: list[str],
    scores: Mapping[str, bool],
    found: Standing,
) -> None:
    students = Path(coursedir.format_path(coursedir.submitted_directory, "x", assignment)).parents[
        1
    ]
    for student in _names(students, hidden=True):
        folder = students / student / assignment
        if not folder.is_dir():
            continue
        who: dict[str, Json] = {"student": student, "assignment": assignment}
        if student.startswith(".") or any(letter in student for letter in GLOB):
            found.add("odd_name", **who)
            continue
        if not _readable(folder, notebooks, who, found):
            continue
        if _time(coursedir, folder) is None:
            found.add("bad_time", **who)
            continue
        copy = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
        if not scores:
            found.waiting += 1
        elif not copy.is_dir():
            found.add("not_graded", **who)
        elif not scores.get(student):
            found.add("half_made", **who)
        elif (_time(coursedir, folder) or 0.0) > (_time(coursedir, copy) or 0.0):
            found.add("newer", **who)
        else:
            found.graded += 1


def _readable(folder: Path, notebooks: list[str], who: Mapping[str, Json], found: Standing) -> bool:
    """Report what cannot be read; False where nbgrader itself would get no further."""
    there = sorted(path.stem for path in folder.glob("*.ipynb"))
    missing = [name for name in notebooks if name not in there]
    others: list[Json] = [f"{name}.ipynb" for name in there if name not in notebooks]
    if missing:
        expected: list[Json] = [f"{name}.ipynb" for name in missing]
        found.add("misnamed" if others else "no_notebook", expected=expected, there=others, **who)
        return len(missing) < len(notebooks)
    for name in notebooks:
        problem = read(folder / f"{name}.ipynb").problem
        if problem is not None:
            facts: dict[str, Json] = dict(problem.facts)
            found.add("unreadable", notebook=name, problem=problem.kind, facts=facts, **who)
    return True


def _time(coursedir: Any, folder: Path) -> float | None:
    """When it was handed in, as nbgrader reads it; 0 where nobody said, None where it cannot."""
    try:
        time = coursedir.get_existing_timestamp(str(folder))
    except (SystemExit, Exception):  # noqa: BLE001  # nbgrader stumbles over it in its own ways
        return None
    return float(time.timestamp()) if time else 0.0


def _names(folder: Path, *, hidden: bool = False) -> list[str]:
    if not folder.is_dir():
        return []
    names = (path.name for path in folder.iterdir() if path.is_dir())
    return sorted(name for name in names if hidden or not name.startswith("."))
