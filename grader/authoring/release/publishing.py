"""A release: tree and wheel made in a draft, looked through for answers, then moved to OUT."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..leaks import Leaked, find_leaks
from .tree import ReleaseError, left_out, student_tree
from .wheel import write_wheel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course
    from grader.run import Grader

MODE = 0o755


@dataclass(frozen=True, slots=True)
class Released:
    """What was written, below OUT."""

    student: Path
    wheel: Path
    files: int  # of the student tree
    bytes: int
    left_out: tuple[str, ...]  # files of `exercises/` of kinds that do not ship


def release(course: Course, out: Path, grader: Grader) -> Released:
    """Write OUT/student and OUT/gradsteps_<course>-<version>-py3-none-any.whl.

    OUT is new or empty. Equal trees give equal bytes. Raises ReleaseError, Leaked, CourseFault,
    and OSError when `out` cannot be written; then nothing is left of what was begun.
    """
    with whole(out) as draft:
        student = student_tree(course, draft / "student", grader)
        wheel = write_wheel(course, student, draft)
        secret = grader.secret.key.hex() if grader.secret else None
        leaks = find_leaks(course, draft, secret=secret)
        if leaks:
            raise Leaked(leaks)
        sizes = [path.stat().st_size for path in student.rglob("*") if path.is_file()]
    return Released(
        student=out / "student",
        wheel=out / wheel.name,
        files=len(sizes),
        bytes=sum(sizes),
        left_out=left_out(course),
    )


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Give a draft folder beside `out` that takes its place at the end, or vanishes.

    Raises ReleaseError where `out` is not new or empty, and OSError.
    """
    place = out.resolve()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise ReleaseError([f"{out} is not an empty folder"])
    made = [folder for folder in place.parents if not folder.exists()]
    draft: Path | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        yield draft
        draft.chmod(MODE)
        draft.replace(place)  # an empty folder may be replaced, so there is no moment without one
    except BaseException:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        for folder in made:
            _remove_empty(folder)
        raise


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # somebody else's by now
