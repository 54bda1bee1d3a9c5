"""The files that are followed: where exercises' code lies, and which was saved just now.

Asking the system for a file's time, size and number twenty times a second costs nothing that can
be noticed, and works where nothing reports changes: network drives, containers, editors that put a
new file in the place of the old one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grader.course import Course, Exercise

Signature: TypeAlias = tuple[int, int, int]  # time in ns, bytes, number

PATIENCE = 0.3  # seconds in which an editor that took a file away has to bring it back
AGAIN = 1.0  # seconds between looks for files that moved


class Files:
    """The files of `exercises` in a submission, a folder or one file."""

    def __init__(self, course: Course, exercises: Sequence[Exercise], submission: Path) -> None:
        self._submission = submission
        self._exercises = exercises
        self._elsewhere = _elsewhere(course, exercises, submission)
        self._looked = 0.0
        self._places = {exercise.id: self._place(exercise) for exercise in exercises}
        self._seen = {name: _signature(place) for name, place in self._places.items()}
        self._doubted: dict[str, float] = {}  # empty or gone, since when

    def any(self) -> bool:
        """Whether there is a file at all."""
        return any(found is not None for found in self._seen.values())

    def saved(self, now: float) -> list[Exercise]:
        """Return the exercises whose file changed since the last look, the latest first.

        `now` is a monotonic clock in seconds. A file that is empty or gone is believed only when
        it stays so: most editors make it anew in the next moment.
        """
        if now - self._looked > AGAIN:
            self._looked = now
            self._places = {exercise.id: self._place(exercise) for exercise in self._exercises}
        changed: list[tuple[int, Exercise]] = []
        for exercise in self._exercises:
            found = _signature(self._places[exercise.id])
            if found == self._seen[exercise.id]:
                self._doubted.pop(exercise.id, None)
                continue
            if not (found and found[1]):
                since = self._doubted.setdefault(exercise.id, now)
                if now - since < PATIENCE:
                    continue
            self._doubted.pop(exercise.id, None)
            self._seen[exercise.id] = found
            changed.append((found[0] if found else 0, exercise))
        return [exercise for _, exercise in sorted(changed, key=lambda pair: -pair[0])]

    def _place(self, exercise: Exercise) -> Path:
        """Return where the exercise's code is, or would be looked for first."""
        if self._submission.is_file() or not self._submission.exists():
            return self._submission
        folders = (f"exercises/{exercise.chapter}", exercise.chapter)
        for suffix in (".py", ".ipynb"):
            for folder in folders:
                place = self._submission / folder / (exercise.id + suffix)
                if place.exists():
                    return place
        return self._elsewhere.get(exercise.id, self._submission / exercise.stub)


def _elsewhere(course: Course, exercises: Sequence[Exercise], submission: Path) -> dict[str, Path]:
    """Return the places that only a search finds: a bare name anywhere, a chapter's notebook."""
    from grader.submissions import Problem, open_submission

    found: dict[str, Path] = {}
    if not submission.is_dir():
        return found
    opened = open_submission(submission, course)
    for exercise in exercises:
        if not (submission / exercise.stub).exists():
            try:
                path: str | None = opened.program(exercise).path
            except Problem as problem:
                path = problem.path
            if path is not None:
                found[exercise.id] = submission / path
    return found


def _signature(place: Path) -> Signature | None:
    try:
        facts = place.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size, facts.st_ino
