"""What went wrong in each exercise, as one place and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.pages.exercise import to_read
from grader.pages.safe import made_safe
from grader.pages.sentences import sentence
from grader.pages.tally import check_message
from grader.pages.visible import for_student

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.results import ExerciseResult, Frame, Results

_ABSENT = {"missing_file", "untouched"}
_LINED = {"syntax", "forbidden_name"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an exercise did not pass. `path` is relative to the submission; `line` from 1."""

    exercise: str
    title: str
    message: str
    path: str | None
    line: int | None


def troubles(results: Results, lines: Mapping[str, int]) -> Iterator[Trouble]:
    """The first trouble of each exercise that was begun, in course order.

    `lines` says where each exercise's entry is defined, for what happened nowhere in particular.
    """
    for result in made_safe(for_student(results)).exercises:
        if result.status == "pass" or (result.reason and result.reason.kind in _ABSENT):
            continue
        yield _trouble(result, lines.get(result.name))


def _trouble(result: ExerciseResult, defined: int | None) -> Trouble:
    reading = to_read(result)
    if result.reason is not None or not reading:
        reason = result.reason
        line = reason.facts.get("line") if reason and reason.kind in _LINED else None
        message = sentence(reason) if reason else "hidden checks did not pass"
        frames = result.frames
    else:
        check = reading[0]
        line, frames = None, check.frames
        message = f"{check.says}: {check_message(check)}"
        if check.cause is not None:
            message += f" (cause: {sentence(check.cause)})"
        if check.again:
            message += f"\n{check.again}"
    where = line if isinstance(line, int) else _line(frames, result.path)
    path = (result.path or "").partition(", cell")[0] or None
    known = where if where is not None else defined
    return Trouble(
        exercise=result.name,
        title=f"{result.name}: {result.status}",
        message=message,
        path=path,
        line=known if path is not None and not path.endswith(".ipynb") else None,
    )


def _line(frames: tuple[Frame, ...], path: str | None) -> int | None:
    """The line of the student's file that an exception went through last."""
    return next((frame.line for frame in reversed(frames) if frame.label == path), None)
