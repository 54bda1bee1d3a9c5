"""Known answers as submissions: the source text of a mistake, a variant, the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import CheckError
from .slicing import sliced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.course import Exercise

    from .declare import Mistake, Replacement, Variant
    from .files import CheckFile


def answer_text(
    answer: Mistake | Variant, file: CheckFile, exercise: Exercise, solution: str
) -> str:
    """Return the submission a mistake or variant stands for.

    Either the solution with edits, or the function or class of the hidden file together with what
    it uses of that file. Raises CheckError where a text to replace does not stand exactly once in
    the solution, or the code needs something of the grader's.
    """
    if answer.code is None:
        return replaced(answer.name, answer.replace, solution)
    return sliced(file.path.read_text(encoding="utf-8"), answer.name, exercise.entry)


def truth_text(file: CheckFile, exercise: Exercise) -> str:
    """Return `truth` as a submission: a function, class or lambda with everything it uses."""
    return sliced(file.path.read_text(encoding="utf-8"), "truth", exercise.entry)


def replaced(name: str, pairs: Sequence[Replacement], solution: str) -> str:
    """Return the solution with each text replaced, in order."""
    text = solution
    for old, new in pairs:
        if text.count(old) != 1:
            raise CheckError(f"`{name}`: {old!r} stands {text.count(old)} times in the solution")
        text = text.replace(old, new)
    return text
