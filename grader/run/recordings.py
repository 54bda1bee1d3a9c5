"""A recording of an exercise's solution that several grading processes share.

It is what sealed data are, for the secret and hidden cases too: never for a student's machine.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.checks.inputs import PUBLIC_KEY
from grader.checks.tape import Player
from grader.isolation import document
from grader.isolation.wire import TooLarge

from .expected import Computed, Sealed
from .sealed import SealedExercise, pack, unpack
from .versions import installed_versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.checks.context import Side
    from grader.checks.declare import Case, Check
    from grader.course import Exercise
    from grader.score import Weights

    from .grade import Grader
    from .mistakes import Traced
    from .suite import Suite

_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Recording:
    """Expected values of every case, all weights, and what known mistakes give."""

    public: SealedExercise
    secret: SealedExercise

    @property
    def weights(self) -> Weights:
        """Of public and hidden checks."""
        return self.public.weights

    @property
    def mistakes(self) -> Mapping[str, Traced]:
        """Known mistakes by check."""
        return self.public.mistakes

    def side(self, suite: Suite, check: Check, case: Case, key: bytes) -> Side:
        """Return a side that answers for the solution; raises Stale for a case it does not have."""
        one = self.public if key == PUBLIC_KEY else self.secret
        tape = one.tapes.get((check.name, case.label))
        if tape is None:
            return Sealed({}, one.versions).side(suite, check, case, key)
        return Player(tape, one.versions)


def record(grader: Grader, exercise: Exercise) -> bytes | None:
    """Prove the solution on every case and return the recording. Raises CourseFault.

    None where it is too large, or this machine cannot grade the exercise.
    """
    if grader.missing(exercise) is not None:
        return None
    suite = grader.suite(exercise)
    source, weights = grader.expected(suite)
    if not isinstance(source, Computed) or grader.secret is None:
        raise TypeError("only an instructor's tree can be recorded")
    key = grader.secret.key
    versions = installed_versions(grader.libraries(exercise))
    public = {
        (check.name, case.label): source.tape(suite, check, case, PUBLIC_KEY)
        for check in suite.public.checks
        for case in suite.public_cases(check)
    }
    secret = {
        (check.name, case.label): source.tape(suite, check, case, key)
        for check in suite.secretly_checked
        for case in suite.secret_cases(check, key)
    }
    mistakes = {check.name: grader.mistakes.traced(suite, check) for check in suite.public.checks}
    try:
        first = pack(SealedExercise(public, weights, versions, mistakes))
        second = pack(SealedExercise(secret, weights, versions))
    except TooLarge:
        return None
    if max(len(first), len(second)) > document.LIMIT:
        return None
    return _LENGTH.pack(len(first)) + first + second


def read(data: bytes, exercise: str) -> Recording:
    """Read what `record` made; raises CourseFault."""
    (length,) = _LENGTH.unpack_from(data)
    middle = _LENGTH.size + length
    return Recording(
        unpack(data[_LENGTH.size : middle], exercise, "a recording"),
        unpack(data[middle:], exercise, "a recording"),
    )
