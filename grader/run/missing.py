"""What this machine lacks to grade an exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.results import Reason

from .loading import installed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.course import Exercise
    from grader.results import Json

EXTRAS = {"torch": "torch", "ziglang": "compiler"}


def missing_library(
    exercise: Exercise, libraries: Sequence[str], *, instructor: bool
) -> Reason | None:
    """Return the first library that is not installed, None if nothing is missing.

    Kernels need a compiler: the pinned one's wheel is named where the machine has none.
    """
    for library in libraries:
        if not installed(library):
            return _reason(library, instructor=instructor)
    if exercise.backend == "cuda" and not _compiles():
        return _reason("ziglang", instructor=instructor)
    return None


def _compiles() -> bool:
    from grader.devices.cuda_cpu import NoCompiler
    from grader.devices.cuda_cpu.compilers import best

    try:
        best()
    except NoCompiler:
        return False
    return True


def _reason(library: str, *, instructor: bool) -> Reason:
    extra = EXTRAS.get(library, library)
    # A released wheel goes by another name; `gradsteps` beside it would own it twice.
    own = f"'gradsteps[{extra}]'" if instructor else library
    facts: dict[str, Json] = {"library": library, "extra": extra, "install": f"pip install {own}"}
    return Reason("missing_library", facts)
