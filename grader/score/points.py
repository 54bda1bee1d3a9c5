"""What an exercise earned, and what a submission earned."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from .rounding import exact, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.course import Course, Exercise
    from grader.results import CheckResult, ExerciseResult

Scope = Literal["public", "all"]

SLACK = 1 + Fraction(1, 10**9)  # for weights that a caller added up in floats


@dataclass(frozen=True, slots=True)
class Weights:
    """The summed weights of an exercise's checks, as declared, whether or not they ran.

    A released tree has no hidden checks; its sealed data carry the number.
    """

    public: float
    hidden: float = 0.0

    @classmethod
    def summed(cls, public: Iterable[float], hidden: Iterable[float] = ()) -> Weights:
        """From the weights of single checks, added up as decimals."""
        return cls(float(sum(map(exact, public))), float(sum(map(exact, hidden))))


def exercise_points(
    exercise: Exercise,
    checks: Iterable[CheckResult],
    weights: Weights,
    *,
    scope: Scope,
    factor: float = 1.0,
) -> tuple[float, float]:
    """Points earned and points that could be earned, each rounded once, to 1e-4.

    Points are the exercise's, times the passed weight over all weight, times `factor` (the late
    policy's). In scope `public` only public checks count, in both numbers: a share of the exercise
    stays with the hidden ones. `of` depends on `weights` alone, never on what ran.

    Raises ValueError if no check has a weight, or more passed than `weights` has.
    """
    public, hidden = exact(weights.public), exact(weights.hidden)
    everything = public + hidden
    if everything <= 0:
        raise ValueError(f"the checks of {exercise.id} have no weight")
    counted = everything if scope == "all" else public
    passed = sum(
        (
            exact(check.of)
            for check in checks
            if check.status == "pass" and (scope == "all" or check.visibility == "public")
        ),
        Fraction(0),
    )
    if passed > counted * SLACK:
        raise ValueError(f"{exercise.id}: {float(passed)} passed of {float(counted)}")
    passed = min(passed, counted)
    worth = exact(exercise.points) / everything
    return rounded(worth * passed * exact(factor)), rounded(worth * counted)


def total(course: Course, results: Iterable[ExerciseResult]) -> tuple[float, float]:
    """The points of all `results`, and their `of` without that of extra credit.

    A submission may so earn more than there is. Raises KeyError for an exercise not in `course`.
    """
    extra = {exercise.id: exercise.extra_credit for exercise in course.exercises}
    points = of = Fraction(0)
    for result in results:
        points += exact(result.points)
        if not extra[result.name]:
            of += exact(result.of)
    return rounded(points), rounded(of)
