"""The student tree: what ships of a course, and recordings of what does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import grader as engine
from grader.checks.inputs import PUBLIC_KEY
from grader.run.expected import Computed
from grader.run.grade import LIBRARIES
from grader.run.sealed import SealedExercise, pack
from grader.run.versions import installed_versions

from .readme import readme, readme_zh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course, Exercise
    from grader.run import Grader

LARGEST_SEALED = 200_000  # bytes an exercise
SHIPPED = {".csv", ".ipynb", ".json", ".md", ".png", ".py", ".svg", ".toml", ".txt", ".zip"}
FILE_MODE, FOLDER_MODE = 0o644, 0o755  # whatever the umask, so that two releases are alike


class ReleaseError(Exception):
    """The tree cannot be released; `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def student_tree(course: Course, folder: Path, grader: Grader) -> Path:
    """Write the student tree of `course` to the new folder `folder` and return it.

    Raises ReleaseError, CourseFault, OSError; what was begun is left for the caller to remove.
    """
    files = {"course.toml": (course.root / "course.toml").read_bytes()}
    for path in shipped(course):
        files[path.relative_to(course.root).as_posix()] = path.read_bytes()
    for exercise in course.exercises:
        files[f"sealed/{exercise.chapter}/{exercise.id}.sealed"] = seal(exercise, grader)
    files["README.md"] = readme(course).encode()
    files["README.zh.md"] = readme_zh(course).encode()
    if text := license_text(course):
        files["LICENSE"] = text.encode()
    folder.mkdir(parents=True)
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(FILE_MODE)
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(FOLDER_MODE)
    return folder


def seal(exercise: Exercise, grader: Grader) -> bytes:
    """Record the public cases of an exercise and return them sealed."""
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
    mistakes = {check.name: grader.mistakes.traced(suite, check) for check in suite.public.checks}
    data = pack(SealedExercise(tapes, weights, installed_versions(libraries), mistakes))
    if len(data) > LARGEST_SEALED:
        raise ReleaseError(
            [f"{exercise.id}: sealed data of {len(data)} bytes, at most {LARGEST_SEALED}"]
        )
    return data


def shipped(course: Course) -> list[Path]:
    """Return the files of `exercises/` that ship. Raises ReleaseError for a link that leaves it."""
    return [path for path in _files(course) if path.suffix in SHIPPED]


def left_out(course: Course) -> tuple[str, ...]:
    """Return the files of `exercises/` that do not ship, relative to the course."""
    kept = [path for path in _files(course) if path.suffix not in SHIPPED]
    return tuple(path.relative_to(course.root).as_posix() for path in kept)


def _files(course: Course) -> Iterator[Path]:
    top = course.root / "exercises"
    chapters = {chapter.id for chapter in course.chapters}
    for path in sorted(top.rglob("*")):
        steps = path.relative_to(top).parts
        if any(step.startswith(".") or step == "__pycache__" for step in steps):
            continue
        if len(steps) > 1 and steps[0] not in chapters:
            continue
        if not path.resolve().is_relative_to(top.resolve()):
            raise ReleaseError([f"{path} is a link that leaves exercises/"])
        if path.is_file():
            yield path


def license_text(course: Course) -> str:
    """Return the course's license, else the engine's, else nothing."""
    package = Path(engine.__file__).parent
    for place in (
        course.root,
        package.parent,
        *package.parent.glob("gradsteps-*.dist-info/licenses"),
    ):
        if (place / "LICENSE").is_file():
            return (place / "LICENSE").read_text(encoding="utf-8")
    return ""
