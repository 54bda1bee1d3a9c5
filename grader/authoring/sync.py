"""`grade dev sync`: regenerate what is made from other files, stubs and frozen examples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from grader.checks.errors import CheckError
from grader.checks.files import load
from grader.checks.inputs import frozen_examples

from .faults import Fault, fault
from .stub import MarkerError, stub_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from grader.course import Chapter, Course, Exercise


class SyncError(Exception):
    """Some files cannot be generated; `problems` are sentences that begin with a path."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def generated(course: Course, chosen: Collection[Exercise] | None = None) -> dict[Path, str]:
    """Return the generated files and what they should say, of the `chosen` exercises or of all.

    A chapter's examples are one file: of exercises not chosen it says what it said.
    Raises SyncError.
    """
    files: dict[Path, str] = {}
    problems: list[str] = []
    for chapter in course.chapters:
        exercises = [e for e in chapter.exercises if chosen is None or e in chosen]
        if not exercises:
            continue
        for exercise in exercises:
            try:
                files[course.root / exercise.stub] = _stub(course, exercise)
            except SyncError as error:
                problems += error.problems
        try:
            path = course.root / "exercises" / chapter.id / "examples.json"
            files[path] = _examples(course, chapter, exercises)
        except SyncError as error:
            problems += error.problems
    if problems:
        raise SyncError(problems)
    return files


def sync(course: Course, chosen: Collection[Exercise] | None = None) -> list[Path]:
    """Write the generated files that differ; returns them. Raises SyncError, then writes none."""
    changed = []
    for path, text in generated(course, chosen).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def drift(course: Course, exercise: Exercise) -> Iterator[Fault]:
    """Yield the generated parts of one exercise that are not what they are made from."""
    try:
        stub = course.root / exercise.stub
        if not stub.exists() or stub.read_text(encoding="utf-8") != _stub(course, exercise):
            yield fault(exercise.id, "drift", path=exercise.stub)
        path = course.root / "exercises" / exercise.chapter / "examples.json"
        frozen = _frozen(path).get(exercise.id, {})
        if frozen != _exercise_examples(course, exercise, frozen):
            where = path.relative_to(course.root).as_posix()
            yield fault(exercise.id, "drift", path=where)
    except SyncError as error:
        for problem in error.problems:
            yield fault(exercise.id, "ungenerated", text=problem)


def _stub(course: Course, exercise: Exercise) -> str:
    path = course.root / "solutions" / exercise.chapter / f"{exercise.id}.py"
    where = path.relative_to(course.root).as_posix()
    try:
        return stub_of(path.read_text(encoding="utf-8"), exercise.id)
    except (MarkerError, UnicodeDecodeError) as error:
        raise SyncError([f"{where}: {error}"]) from error
    except OSError as error:
        raise SyncError([f"{where}: {error.strerror}"]) from error


def _examples(course: Course, chapter: Chapter, chosen: Collection[Exercise]) -> str:
    """Return a chapter's frozen examples; those already frozen stay while they still fit.

    Hypothesis draws differently from version to version, and what students have must not change
    under them: an example is drawn anew only when its check's parameters changed.
    """
    old = _frozen(course.root / "exercises" / chapter.id / "examples.json")
    fresh = {
        e.id: _exercise_examples(course, e, old.get(e.id, {})) if e in chosen else old.get(e.id)
        for e in chapter.exercises
    }
    drawn = {name: examples for name, examples in fresh.items() if examples}
    return json.dumps(drawn, indent=1, ensure_ascii=False) + "\n"


def _frozen(path: Path) -> dict[str, dict[str, list[dict[str, object]]]]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SyncError([f"{path}: {error}"]) from error


def _exercise_examples(
    course: Course, exercise: Exercise, old: dict[str, list[dict[str, object]]]
) -> dict[str, object]:
    path = course.root / "exercises" / exercise.chapter / f"test_{exercise.id}.py"
    found: dict[str, object] = {}
    try:
        checks = load(path, f"gradsteps_sync_{exercise.id}").checks
    except (CheckError, ImportError) as error:
        raise SyncError([str(error)]) from error
    for check in checks:
        if check.described:
            kept = old.get(check.name)
            fits = kept and all(example.keys() == check.described.keys() for example in kept)
            found[check.name] = kept if fits else frozen_examples(check)
    return found
