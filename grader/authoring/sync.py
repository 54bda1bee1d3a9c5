"""`grade dev sync`: regenerate what is made from other files, stubs and frozen examples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from grader.checks.files import load
from grader.checks.inputs import frozen_examples

from .stub import stub_of

if TYPE_CHECKING:
    from pathlib import Path

    from grader.course import Chapter, Course, Exercise


def generated(course: Course) -> dict[Path, str]:
    """Return every generated file of the course and what it should say."""
    files: dict[Path, str] = {}
    for chapter in course.chapters:
        for exercise in chapter.exercises:
            solution = course.root / "solutions" / chapter.id / f"{exercise.id}.py"
            text = stub_of(solution.read_text(encoding="utf-8"), exercise.id)
            files[course.root / exercise.stub] = text
        path = course.root / "exercises" / chapter.id / "examples.json"
        files[path] = _examples(course, chapter)
    return files


def sync(course: Course) -> list[Path]:
    """Write the generated files that differ; returns them."""
    changed = []
    for path, text in generated(course).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _examples(course: Course, chapter: Chapter) -> str:
    """Return a chapter's frozen examples; those already frozen stay while they still fit.

    Hypothesis draws differently from version to version, and what students have must not change
    under them: an example is drawn anew only when its check's parameters changed.
    """
    path = course.root / "exercises" / chapter.id / "examples.json"
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    fresh = {e.id: _exercise_examples(course, e, old.get(e.id, {})) for e in chapter.exercises}
    drawn = {name: examples for name, examples in fresh.items() if examples}
    return json.dumps(drawn, indent=1, ensure_ascii=False) + "\n"


def _exercise_examples(
    course: Course, exercise: Exercise, old: dict[str, list[dict[str, object]]]
) -> dict[str, object]:
    path = course.root / "exercises" / exercise.chapter / f"test_{exercise.id}.py"
    found: dict[str, object] = {}
    for check in load(path, f"gradsteps_sync_{exercise.id}").checks:
        if check.described:
            kept = old.get(check.name)
            fits = kept and all(example.keys() == check.described.keys() for example in kept)
            found[check.name] = kept if fits else frozen_examples(check)
    return found
