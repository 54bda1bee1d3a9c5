"""What an outcome depends on, as one name: equal names, equal outcomes.

The submission's program, the exercise's own files and settings, the grader's sources, the versions
of libraries, the secret seed, the device, the level of isolation. Not the student, not the time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import grader
from grader.checks.inputs import read_examples
from grader.run.sealed import sealed_path
from grader.run.versions import installed_versions

if TYPE_CHECKING:
    from grader.course import Course, Exercise
    from grader.run import Secret
    from grader.submissions import Program

    from .tasks import Absent

# The rooms whose code can change an outcome.
ROOMS = (
    "blocks.py",
    "causes",
    "checks",
    "course",
    "devices",
    "isolation",
    "results",
    "run",
    "score",
    "submissions",
)


@cache
def grader_mark() -> str:
    """Return the hash of the grader's own sources, less rooms that only show or move results."""
    root = Path(grader.__file__).parent
    hashed = hashlib.sha256()
    for room in ROOMS:
        top = root / room
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                hashed.update(f"{path.relative_to(root).as_posix()}\n".encode())
                hashed.update(hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()


def exercise_mark(
    course: Course, exercise: Exercise, libraries: tuple[str, ...], secret: Secret | None
) -> str:
    """Return the hash of all that decides an exercise's outcomes but the submission."""
    folder = course.root / "exercises" / exercise.chapter
    files = [course.root / exercise.stub, folder / f"test_{exercise.id}.py"]
    if course.has_solutions:
        solutions = course.root / "solutions" / exercise.chapter
        files += [solutions / f"{exercise.id}.py", solutions / f"test_{exercise.id}.py"]
    else:
        files.append(sealed_path(course, exercise))
    given = {e.id: e.given for e in course.exercises if e.id in exercise.needs}
    facts = {
        "grader": grader_mark(),
        "versions": installed_versions(sorted({*libraries, "scipy", "hypothesis"})),
        "seed": secret.mark if secret else None,
        "exercise": {
            **asdict(exercise),
            # What is about planning and listing, not about grading.
            **dict.fromkeys(("covers", "difficulty", "minutes"), None),
        },
        "given": given,
        "files": [_hash(path) for path in files],
        "examples": read_examples(folder / "examples.json", exercise.id),
    }
    return _digest(facts)


def outcome_key(mark: str, level: str, device: str, program: Program | Absent) -> str:
    """Return the name of an outcome; `mark` is the exercise's."""
    return _digest([mark, level, device, type(program).__name__, asdict(program)])


def _digest(facts: object) -> str:
    text = json.dumps(facts, sort_keys=True, default=dict)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _hash(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
