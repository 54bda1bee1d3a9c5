"""What nbgrader's configuration names: the reading, judging and showing of submissions.

nbgrader makes these anew for every notebook; what they share hangs on its converter, which lives
as long as a run.
"""

from __future__ import annotations

import os
import weakref
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from grader.course import find_course, load
from grader.score.late import late_factor
from grader.score.rounding import exact, rounded

from .assignment import tested
from .judging import Judging, NotScored, read
from .output import html_page, score
from .restore import restored

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from grader.course import Exercise

_RUNS: weakref.WeakKeyDictionary[Any, Judging] = weakref.WeakKeyDictionary()
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class KeepStubs(ClearSolutions):
    """In place of ClearSolutions: a stub is released as it is, with its own words for what is due.

    Other solution cells, an instructor's own, are cleared as ever.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear a notebook. Raises CourseError where there is no course to know stubs by."""
        self._stubs = {exercise.id for exercise in load(find_course(os.environ)).exercises}
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Leave a stub alone, unless somebody put a solution into it."""
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in self._stubs and self.begin_solution_delimeter not in cell.source:
            return cell, resources
        return super().preprocess_cell(cell, resources, cell_index)


class Submitted(NotebookExporter):
    """Reads what was submitted as the released notebook with the student's texts in it."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Convert a notebook; one of `submitted/` is restored first, whatever is in the file."""
        path = Path(filename)
        facts = (resources or {})["nbgrader"]
        if path != _submitted(self.parent, facts):
            return super().from_filename(filename, resources, **kw)
        resources = resources or {}
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        whole = restored(_released(self.parent, facts), read(path).cells)
        return self.from_notebook_node(whole, resources=resources, **kw)


class Judge(NbGraderPreprocessor):
    """In place of Execute: an output with page and score in every test cell, from the sandbox."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Judge a notebook. Whatever hinders that is raised: the submission then has no score."""
        converter = self.parent.parent
        facts = resources["nbgrader"]
        path = Path(converter.coursedir.root) / _submitted(converter, facts)
        following = _following(converter, path)
        judging = _judging(converter)
        cells = [(cell, _exercise(cell, judging)) for cell in nb.cells if _is_test(cell)]
        results = judging.grade(path, [exercise for _, exercise in cells], following)
        judged = zip(cells, results.exercises, strict=True)
        for count, ((cell, exercise), result) in enumerate(judged, 1):
            earned = score(result.points, exercise.points, cell.metadata.nbgrader["points"])
            page = {"text/html": html_page(result, results), "text/plain": repr(earned)}
            cell.execution_count = count
            cell.outputs = [
                nbformat.v4.new_output("execute_result", data=page, execution_count=count)
            ]
        return nb, resources


class PerDay(BasePlugin):
    """The course's late policy, for nbgrader's `AssignLatePenalties`."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float:
        """Return the points that a notebook handed in so late loses."""
        del student_id
        policy = _judging(self.parent.parent.parent).course.policy.late
        late = late_factor(policy, _EPOCH, _EPOCH + timedelta(seconds=total_seconds_late))
        return float(score - rounded(exact(score) * exact(late.factor)))


def _judging(converter: Any) -> Judging:
    if converter not in _RUNS:
        judging = Judging()
        weakref.finalize(converter, judging.close)
        _RUNS[converter] = judging
    return _RUNS[converter]


def _submitted(converter: Any, facts: dict[str, str]) -> Path:
    """Where a submission lies, relative to the course's root if the converter says so."""
    coursedir = converter.coursedir
    folder = coursedir.format_path(
        coursedir.submitted_directory, facts["student"], facts["assignment"]
    )
    return Path(folder) / f"{facts['notebook']}.ipynb"


def _following(converter: Any, path: Path) -> Path | None:
    """The next student's notebook of the same name, in the order of nbgrader's run."""
    root, found = Path(converter.coursedir.root), converter.assignments
    order = [root / name for folder in sorted(found) for name in sorted(found[folder])]
    rest = order[order.index(path) + 1 :] if path in order else []
    return next((one for one in rest if one.name == path.name), None)


def _released(converter: Any, facts: dict[str, str]) -> NotebookNode:
    coursedir = converter.coursedir
    folder = coursedir.format_path(coursedir.release_directory, ".", facts["assignment"])
    path = Path(coursedir.root) / folder / f"{facts['notebook']}.ipynb"
    if not path.is_file():
        raise NotScored(f"{path} is gone; `nbgrader generate_assignment --force` makes it again")
    return nbformat.read(path, as_version=4)


def _is_test(cell: NotebookNode) -> bool:
    facts = cell.metadata.get("nbgrader", {})
    return bool(facts.get("grade")) and not facts.get("solution") and cell.cell_type == "code"


def _exercise(cell: NotebookNode, judging: Judging) -> Exercise:
    name = cell.metadata.nbgrader["grade_id"]
    exercise = tested(name, judging.course)
    if exercise is None:
        raise NotScored(f"the cell `{name}` has points and is no test cell of {judging.course.id}")
    return exercise
