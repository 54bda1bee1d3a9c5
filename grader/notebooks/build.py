"""A course directory for nbgrader: configuration, and one assignment per chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import config
from .assignment import assignment

if TYPE_CHECKING:
    from pathlib import Path

    from grader.course import Course


def build(course: Course, out: Path) -> list[Path]:
    """Write the course directory into the empty folder `out`; its notebooks, in course order.

    Equal courses give equal bytes. Raises OSError.
    """
    import nbformat

    (out / "student").mkdir(parents=True)
    (out / "nbgrader_config.py").write_text(config.instructor(course), encoding="utf-8")
    (out / "student" / "nbgrader_config.py").write_text(config.student(course), encoding="utf-8")
    (out / "README.md").write_text(config.readme(course), encoding="utf-8")
    written = []
    for chapter in course.chapters:
        path = out / "source" / chapter.id / f"{chapter.id}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(assignment(course, chapter), path)
        written.append(path)
    return written
