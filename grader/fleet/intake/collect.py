"""Which layout a class was collected in, and its submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .canvas import canvas, is_canvas
from .gradescope import gradescope, metadata_of
from .handed import Collection, IntakeError, hidden
from .listing import names
from .nbgrader import nbgrader, submitted_folder
from .students import attempts, students

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from grader.course import Course

Layout = Literal["students", "attempts", "nbgrader", "gradescope", "canvas"]


def collect(
    path: Path,
    course: Course,
    zone: tzinfo,
    layout: Layout | None = None,
    assignment: str | None = None,
    results: Path | None = None,
) -> Collection:
    """Collect a class's submissions; without `layout` it is told by what is there.

    `zone` is that of times without one; `results` may lie among the submissions and is none.
    Raises IntakeError.
    """
    layout = layout or _layout(path)
    if layout == "gradescope":
        return gradescope(path, zone)
    if layout == "canvas":
        return canvas(path, course)
    if not path.is_dir():
        raise IntakeError(f"{path} is no folder")
    if layout == "nbgrader":
        return nbgrader(submitted_folder(path) or path, zone, assignment)
    if layout == "attempts":
        return attempts(path, zone)
    return students(path, course, results.resolve() if results else None)


def _layout(path: Path) -> Layout:
    if path.is_dir():
        here = [entry for entry in sorted(path.iterdir()) if not hidden(entry.name)]
        files = [entry.name for entry in here if entry.is_file()]
        alone = here if len(here) == 1 and here[0].is_dir() else []
        inner = [f"{top.name}/{file.name}" for top in alone for file in top.iterdir()]
        if metadata_of([*files, *inner]):
            return "gradescope"
        if len(files) == len(here) and is_canvas(files):
            return "canvas"
        return "nbgrader" if submitted_folder(path) else "students"
    files = names(path)
    if metadata_of(files):
        return "gradescope"
    if is_canvas(files):
        return "canvas"
    raise IntakeError(f"{path} is no export of Gradescope or Canvas; unpack it and name the folder")
