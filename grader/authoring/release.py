"""`grade release`: the student tree, made of what ships and of recordings of what does not."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from grader.checks.inputs import PUBLIC_KEY
from grader.run.expected import Computed
from grader.run.grade import LIBRARIES
from grader.run.sealed import SealedExercise, pack
from grader.run.versions import installed_versions

if TYPE_CHECKING:
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.run import Grader

LARGEST_SEALED = 200_000  # bytes an exercise
SHIPPED = (".py", ".md", ".toml", ".json")


class ReleaseError(Exception):
    """The tree cannot be released; `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def release(course: Course, out: Path, grader: Grader) -> list[Path]:
    """Write the student tree of `course` to the empty or new folder `out`; returns its files.

    Nothing is left behind when it fails: the tree is made beside `out` and moved there whole.
    Raises ReleaseError, CourseFault, and OSError when `out` cannot be written.
    """
    if out.exists() and any(out.iterdir()):
        raise ReleaseError([f"{out} is not empty"])
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = out.with_name(f".{out.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        shutil.copyfile(course.root / "course.toml", draft / "course.toml")
        for chapter in course.chapters:
            _copy(course.root / "exercises" / chapter.id, draft / "exercises" / chapter.id)
            for exercise in chapter.exercises:
                _seal(exercise, draft, grader)
        if out.exists():
            out.rmdir()
        draft.rename(out)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return sorted(path for path in out.rglob("*") if path.is_file())


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for path in sorted(source.iterdir()):
        if path.is_file() and path.suffix in SHIPPED:
            shutil.copyfile(path, target / path.name)


def _seal(exercise: Exercise, draft: Path, grader: Grader) -> None:
    """Record the public cases of an exercise and write them sealed."""
    suite = grader.suite(exercise)
    source, weights = grader.expected(suite)
    if not isinstance(source, Computed):
        raise ReleaseError([f"{exercise.id}: a released tree cannot be released again"])
    tapes = {
        (check.name, case.label): source.tape(suite, check, case, PUBLIC_KEY)
        for check in suite.public.checks
        for case in suite.public_cases(check)
    }
    libraries = ("gradsteps", "python", *LIBRARIES[exercise.backend])
    data = pack(SealedExercise(tapes, weights, installed_versions(libraries)))
    if len(data) > LARGEST_SEALED:
        raise ReleaseError(
            [f"{exercise.id}: sealed data of {len(data)} bytes, at most {LARGEST_SEALED}"]
        )
    path = draft / "sealed" / exercise.chapter / f"{exercise.id}.sealed"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
