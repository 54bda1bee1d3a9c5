"""A chapter as the notebook nbgrader makes an assignment of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from grader.submissions.notebook import SETUP

if TYPE_CHECKING:
    from grader.course import Chapter, Course, Exercise

TEST = "test_"  # before an exercise's id, the nbgrader id of its test cell; no exercise begins so
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LOCKED = {"deletable": False, "editable": False}


def assignment(course: Course, chapter: Chapter) -> Any:
    """The source notebook of a chapter, a `NotebookNode`: stubs to fill in and test cells.

    A solution cell is an exercise's stub, so it is read like the file. Nothing of a solution is
    in it. Raises OSError where a stub cannot be read.
    """
    from nbformat import v4

    cells = [_text("chapter", _introduction(course, chapter))]
    if any(exercise.needs for exercise in chapter.exercises):
        source = "from grader.notebooks import start\n\nstart()"
        cells.append(_code(SETUP, source, locked=True))
    for exercise in chapter.exercises:
        stub = (course.root / exercise.stub).read_text(encoding="utf-8")
        cells.append(_text(f"about-{exercise.id}", _heading(exercise, stub)))
        cells.append(_code(exercise.id, stub.rstrip("\n"), solution=True))
        test = f'from grader.notebooks import check\n\ncheck("{exercise.id}", {exercise.entry})'
        cells.append(_code(TEST + exercise.id, test, locked=True, points=exercise.points))
    language = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": language})


def tested(grade_id: str, course: Course) -> Exercise | None:
    """The exercise whose test cell goes by that nbgrader id."""
    if not grade_id.startswith(TEST):
        return None
    name = grade_id.removeprefix(TEST)
    return next((exercise for exercise in course.exercises if exercise.id == name), None)


def _introduction(course: Course, chapter: Chapter) -> str:
    readme = course.root / "exercises" / chapter.id / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else f"# {chapter.title}\n"
    return (
        f"{text.rstrip()}\n\nFill in the cells below, keep the names they define, and run the cell "
        "under each: it runs the public checks. More checks run when your work is graded."
    )


def _heading(exercise: Exercise, stub: str) -> str:
    title = (ast.get_docstring(ast.parse(stub)) or exercise.id).splitlines()[0].rstrip(".")
    word = "point" if exercise.points == 1 else "points"
    minutes = "minute" if exercise.minutes == 1 else "minutes"
    return f"## {title}\n\n{exercise.points:g} {word}, about {exercise.minutes} {minutes}."


def _text(name: str, source: str) -> Any:
    from nbformat import v4

    return v4.new_markdown_cell(source, id=_id(name), metadata=dict(LOCKED))


def _code(
    name: str, source: str, *, solution: bool = False, locked: bool = False, points: float = 0.0
) -> Any:
    from nbformat import v4

    facts: dict[str, object] = {
        "grade": points > 0,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points:
        facts["points"] = points
    return v4.new_code_cell(source, id=_id(name), metadata={"nbgrader": facts})


def _id(name: str) -> str:
    return name.replace("_", "-")[:64]
