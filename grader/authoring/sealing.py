"""The sealed copy of one exercise, as a release makes it, read back from its bytes."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checks.inputs import PUBLIC_KEY
from grader.isolation import Ref
from grader.run.expected import Computed, Sealed
from grader.run.mistakes import SealedMistakes
from grader.run.sealed import read, sealed_path

from .damage import is_tensor
from .faults import Fault, fault
from .release import seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Exercise
    from grader.run import Grader

    from .subject import Subject


@dataclasses.dataclass(frozen=True)
class SealedCopy:
    """Expected values and known mistakes as sealed data hold them."""

    expected: Sealed
    mistakes: SealedMistakes


def sealed_copy(grader: Grader, exercise: Exercise) -> SealedCopy:
    """Return what a student's tree would know of the exercise.

    Raises ReleaseError when that is too much, CourseFault when the solution fails its checks.
    """
    return opened(grader, exercise, seal(exercise, grader))


def opened(grader: Grader, exercise: Exercise, data: bytes) -> SealedCopy:
    """Read sealed bytes as a released tree does."""
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = dataclasses.replace(grader.course, root=Path(folder))
        path = sealed_path(elsewhere, exercise)
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        sealed = read(elsewhere, exercise)
    mistakes = SealedMistakes()
    mistakes.add(exercise.id, sealed.mistakes)
    return SealedCopy(Sealed(sealed.tapes, sealed.versions), mistakes)


def sealed_faults(subject: Subject, sealed: SealedCopy) -> Iterator[Fault]:
    """Faults where sealed data are not what was computed, so that a student is told otherwise."""
    suite, name = subject.suite, subject.exercise.id
    computed = subject.expected
    assert isinstance(computed, Computed)  # authors work in the instructor's tree
    for check in suite.public.checks:
        for case in suite.public_cases(check):
            there = sealed.expected.tape(check, case)
            if not same(computed.tape(suite, check, case, PUBLIC_KEY), there):
                yield fault(name, "sealed_other", what="the values", check=check.name)
                break
        here = subject.grader.mistakes.traced(suite, check)
        if not same([*here], [*sealed.mistakes.traced(suite, check)]):
            yield fault(name, "sealed_other", what="a mistake's samples", check=check.name)


def same(a: Any, b: Any) -> bool:
    """Tell whether two plain values are the same in type, shape, dtype and every bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, Ref):
        return bool(a.id == b.id)  # what it was a handle of is no part of a recording
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if dataclasses.is_dataclass(a):
        fields = [field.name for field in dataclasses.fields(a)]
        return all(same(getattr(a, name), getattr(b, name)) for name in fields)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray):
        return bool(a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
    if is_tensor(a):
        return bool(a.dtype == b.dtype and (a.equal(b) or repr(a) == repr(b)))
    return a is b or repr(a) == repr(b)
