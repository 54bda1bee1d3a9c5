"""Digests: of what an author wrote about an exercise, and of the grader that looks at it."""

from __future__ import annotations

import hashlib
import json
import platform
import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grader.run.versions import installed_versions

from .complete import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course, Exercise

LIBRARIES = ("gradsteps", "python", "numpy", "scipy", "torch", "hypothesis")
OUTSIDE = {"pages", "cli"}  # rooms that have no say in a verdict


def content(course: Course, exercise: Exercise) -> str:
    """Return a digest of everything an author wrote about one exercise."""
    given = {e.id: e.given for e in course.exercises if e.id in exercise.needs}
    parts = [*_keys(exercise), repr(sorted(given.items()))]
    parts += [_part(path, exercise.id) for path in files_of(course, exercise)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def _keys(exercise: Exercise) -> Iterator[str]:
    """The entry in course.toml; a key nobody gave is no difference when a grader learns it."""
    for field in fields(exercise):
        value = getattr(exercise, field.name)
        if value != field.default:
            yield f"{field.name}={value!r}"


def _part(path: Path, exercise: str) -> str:
    """Return a file's text; of a file shared by a chapter, this exercise's table only."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            return json.dumps(tomllib.loads(text).get(exercise))
        return json.dumps(json.loads(text).get(exercise)) if path.suffix == ".json" else text
    except (OSError, ValueError) as error:
        return type(error).__name__


@cache
def engine() -> str:
    """Return a digest of the grader's sources and of the versions of what it computes with."""
    root = Path(__file__).parents[1]
    found = hashlib.sha256(platform.machine().encode())
    found.update(repr(sorted(installed_versions(LIBRARIES).items())).encode())
    for path in sorted(root.rglob("*.py")):
        if path.relative_to(root).parts[0] not in OUTSIDE:
            found.update(path.read_bytes())
    return found.hexdigest()[:24]
