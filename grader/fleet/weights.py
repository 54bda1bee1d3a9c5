"""The weights of an exercise's checks, looked up when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from grader.run.sealed import read
from grader.score import Weights

if TYPE_CHECKING:
    from grader.run import Grader


class Weighed(Mapping[str, Weights]):
    """Weights by exercise. Raises CourseFault where the checks do not load."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._exercises = {exercise.id: exercise for exercise in grader.course.exercises}
        self._known: dict[str, Weights] = {}

    def __getitem__(self, name: str) -> Weights:
        if name not in self._known:
            self._known[name] = self._weights(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._exercises)

    def __len__(self) -> int:
        return len(self._exercises)

    def _weights(self, name: str) -> Weights:
        exercise = self._exercises[name]
        if not self._grader.course.has_solutions:
            return read(self._grader.course, exercise).weights
        suite = self._grader.suite(exercise)
        return Weights.summed(
            (check.points for check in suite.public.checks),
            (check.points for check in suite.hidden_checks),
        )
