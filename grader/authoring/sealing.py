"""The sealed copy of one exercise, as a release would make it, read back from its bytes."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from grader.checks.inputs import PUBLIC_KEY
from grader.run.expected import Computed, Sealed
from grader.run.grade import LIBRARIES
from grader.run.sealed import SealedExercise, pack, read, sealed_path
from grader.run.versions import installed_versions
from grader.score import Weights

if TYPE_CHECKING:
    from grader.course import Course
    from grader.run.suite import Suite

LARGEST = 200_000  # bytes an exercise


def sealed_copy(course: Course, suite: Suite, computed: Computed) -> tuple[Sealed, int]:
    """Return what a student's tree would know of the exercise, and its size in bytes."""
    tapes = {
        (check.name, case.label): computed.tape(suite, check, case, PUBLIC_KEY)
        for check in suite.public.checks
        for case in suite.public_cases(check)
    }
    weights = Weights(sum(check.points for check in suite.public.checks))
    libraries = ("gradsteps", "python", *LIBRARIES[suite.exercise.backend])
    data = pack(SealedExercise(tapes, weights, installed_versions(libraries)))
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = dataclasses.replace(course, root=Path(folder))
        path = sealed_path(elsewhere, suite.exercise)
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        sealed = read(elsewhere, suite.exercise)
    return Sealed(sealed.tapes, sealed.versions), len(data)
