"""What the student named: exercises, chapters or paths, in which submission."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem

    from grader.course import Course, Exercise


@dataclass(frozen=True, slots=True)
class Chosen:
    """Exercises in course order, and where the student's code is."""

    exercises: list[Exercise]
    submission: Path


def chosen(course: Course, targets: tuple[str, ...], submission: Path | None) -> Chosen:
    """Resolve targets; raises click.UsageError with a did-you-mean."""
    if submission is not None and not submission.exists():
        raise click.UsageError(f"no submission at {submission}")
    names: set[str] = set()
    files: list[Path] = []
    for target in targets:
        path = Path(target)
        if _is_path(target):
            exercise = _by_path(course, path)
            names.add(exercise.id)
            if submission is None and not _inside(path, Path.cwd(), exercise):
                files.append(path)
        else:
            names |= _by_name(course, target)
    if len(files) > 1 or (files and len(names) > 1):
        raise click.UsageError(
            f"{files[0]} lies outside this folder; name it alone, or its folder with --submission"
        )
    exercises = [e for e in course.exercises if not targets or e.id in names]
    return Chosen(exercises, submission or (files[0] if files else Path()))


def one(course: Course, target: str) -> Exercise:
    """Resolve a target that must be one exercise."""
    found = chosen(course, (target,), None).exercises
    if len(found) != 1:
        raise click.UsageError(f"`{target}` is a chapter; name one of its exercises")
    return found[0]


def completed(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the ids of exercises and chapters for a shell, and the paths of files."""
    from click.shell_completion import CompletionItem

    from grader.course import CourseError

    from .course import open_course

    del ctx, param
    if "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    try:
        course = open_course()
    except CourseError:
        return []
    names = [(c.id, c.title) for c in course.chapters]
    names += [(e.id, c.title) for c in course.chapters for e in c.exercises]
    return [CompletionItem(id_, help=title) for id_, title in names if id_.startswith(incomplete)]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean ...?`, or nothing."""
    names = list(known)
    close = difflib.get_close_matches(name.lower(), names, 1, 0.6)
    close = close or [other for other in names if other.startswith(name)]
    return f"; did you mean `{close[0]}`?" if close else ""


def _is_path(target: str) -> bool:
    return "/" in target or target.endswith((".py", ".ipynb"))


def _by_name(course: Course, target: str) -> set[str]:
    ids = {exercise.id for exercise in course.exercises}
    chapters = {c.id: {e.id for e in c.exercises} for c in course.chapters}
    if target in ids:
        return {target}
    if target in chapters:
        return chapters[target]
    entries = {exercise.entry: exercise.id for exercise in course.exercises}
    if target in entries:
        return {entries[target]}
    close = nearest(target, [*ids, *chapters, *entries])
    raise click.UsageError(f"no exercise or chapter `{target}`{close}")


def _by_path(course: Course, path: Path) -> Exercise:
    if not path.exists():
        raise click.UsageError(f"no file {path}")
    for exercise in course.exercises:
        if path.stem == exercise.id or path.stem == exercise.entry:
            return exercise
    ids = [exercise.id for exercise in course.exercises]
    raise click.UsageError(f"{path} is named for no exercise{nearest(path.stem, ids)}")


def _inside(path: Path, folder: Path, exercise: Exercise) -> bool:
    """Tell whether the path is where the submission `folder` has this exercise's file."""
    places = (folder / exercise.stub, folder / exercise.chapter / f"{exercise.id}.py")
    return path.resolve() in [place.resolve() for place in places]
