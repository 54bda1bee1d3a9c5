"""The sealed copy of one exercise, as a release makes it, read back from its bytes."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from grader.run.expected import Sealed
from grader.run.mistakes import SealedMistakes
from grader.run.sealed import read, sealed_path

from .release import seal

if TYPE_CHECKING:
    from grader.course import Exercise
    from grader.run import Grader


@dataclasses.dataclass(frozen=True)
class SealedCopy:
    """Expected values and known mistakes as sealed data hold them."""

    expected: Sealed
    mistakes: SealedMistakes


def sealed_copy(grader: Grader, exercise: Exercise) -> SealedCopy:
    """Return what a student's tree would know of the exercise.

    Raises ReleaseError when that is too much, CourseFault when the solution fails its checks.
    """
    data = seal(exercise, grader)
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = dataclasses.replace(grader.course, root=Path(folder))
        path = sealed_path(elsewhere, exercise)
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        sealed = read(elsewhere, exercise)
    mistakes = SealedMistakes()
    mistakes.add(exercise.id, sealed.mistakes)
    return SealedCopy(Sealed(sealed.tapes, sealed.versions), mistakes)
