"""The course around its exercises: no stray file, both READMEs, known rows of the table."""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .faults import Fault, fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.course import Chapter, Course, Exercise

READMES = ("README.md", "README.zh.md")
SHARED = {
    "exercises": {*READMES, "hints.toml", "zh.toml", "examples.json"},
    "solutions": {"zh.toml", "equivalents.toml"},
}
BESIDE = {"exercises": set[str](), "solutions": {"demo"}}  # folders that are no chapter's
IGNORED = {"__pycache__", ".DS_Store"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of what the seeds teach."""

    row: str
    title: str
    title_zh: str
    gradable: bool


def table_path(course: Course) -> Path:
    """Return where the coverage table lies."""
    return course.root / "docs" / "coverage.csv"


def read_rows(course: Course) -> list[Row]:
    """Read the coverage table; empty when there is none."""
    path = table_path(course)
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(line["row"], line["title"], line["title_zh"], line["gradable"] == "yes")
            for line in csv.DictReader(file)
        ]


def course_faults(course: Course) -> Iterator[Fault]:
    """Yield faults that belong to a chapter or the whole tree."""
    for side in SHARED:
        yield from _strays(course, side)
    for chapter in course.chapters:
        for name in READMES:
            path = course.root / "exercises" / chapter.id / name
            if not path.exists() or not path.read_text(encoding="utf-8").strip():
                where = path.relative_to(course.root).as_posix()
                yield fault(chapter.id, "no_readme", path=where)


def covers_faults(course: Course, exercise: Exercise) -> Iterator[Fault]:
    """Yield the rows an exercise claims to cover that the table does not have."""
    rows = [row.row for row in read_rows(course)] if exercise.covers else []
    for claimed in exercise.covers:
        if claimed not in rows:
            near = next(iter(difflib.get_close_matches(claimed, rows, 1, 0.7)), None)
            yield fault(exercise.id, "unknown_row", row=claimed, near=near)


def _strays(course: Course, side: str) -> Iterator[Fault]:
    chapters = {chapter.id: chapter for chapter in course.chapters}
    folder = course.root / side
    for path in _visible(folder):
        if path.name in BESIDE[side]:
            continue
        if path.is_dir() and path.name in chapters:
            yield from _chapter_strays(course, path, side, chapters[path.name])
        else:
            yield _stray(course, path, "course")


def _chapter_strays(course: Course, folder: Path, side: str, chapter: Chapter) -> Iterator[Fault]:
    ids = [exercise.id for exercise in chapter.exercises]
    known = SHARED[side] | {f"{name}.py" for name in ids} | {f"test_{name}.py" for name in ids}
    for path in _visible(folder):
        if path.is_dir() or not (path.name in known or _pictured(path)):
            yield _stray(course, path, chapter.id)


def _pictured(path: Path) -> bool:
    """Tell whether a file is a picture that both READMEs beside it show."""
    pages = [path.with_name(name) for name in READMES]
    return path.suffix == ".svg" and all(
        page.exists() and f"({path.name})" in page.read_text(encoding="utf-8") for page in pages
    )


def _stray(course: Course, path: Path, owner: str) -> Fault:
    return fault(owner, "stray", path=path.relative_to(course.root).as_posix())


def _visible(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.name not in IGNORED)
