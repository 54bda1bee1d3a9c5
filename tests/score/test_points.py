"""Points of an exercise and of a submission."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.results import Status
from grader.score import Weights, exercise_points, total

from . import making

if TYPE_CHECKING:
    import random

    from grader.results import CheckResult

PUBLIC = [making.check("pass", 2.0), making.check("fail", 1.0)]
HIDDEN = [making.check("pass", 1.0, "hidden"), making.check("timeout", 2.0, "hidden")]


def test_points_are_shared_by_weight() -> None:
    """An exercise earns its points times the passed weight over all weight, hidden included."""
    weights = Weights(public=3.0, hidden=3.0)

    assert (5.0, 10.0) == exercise_points(making.exercise(), PUBLIC + HIDDEN, weights, scope="all")


def test_public_scope_leaves_the_hidden_share_out() -> None:
    """Without hidden checks the hidden share is missing from both numbers."""
    weights = Weights(public=3.0, hidden=3.0)

    assert (3.3333, 5.0) == exercise_points(making.exercise(), PUBLIC, weights, scope="public")


def test_public_scope_does_not_count_hidden_checks() -> None:
    """Public points are the same whether or not hidden checks ran as well."""
    weights = Weights(public=3.0, hidden=3.0)
    exercise = making.exercise()

    assert exercise_points(exercise, PUBLIC, weights, scope="public") == exercise_points(
        exercise, PUBLIC + HIDDEN, weights, scope="public"
    )


@pytest.mark.parametrize("status", [each for each in get_args(Status) if each != "pass"])
def test_only_passing_earns(status: Status) -> None:
    """A check with any status but `pass` earns nothing."""
    checks = [making.check(status)]

    assert (0.0, 10.0) == exercise_points(making.exercise(), checks, Weights(1.0), scope="all")


def test_of_does_not_depend_on_what_ran() -> None:
    """An exercise of which nothing ran is still worth its points."""
    exercise = making.exercise()

    assert (0.0, 10.0) == exercise_points(exercise, [], Weights(3.0, 3.0), scope="all")
    assert (0.0, 5.0) == exercise_points(exercise, [], Weights(3.0, 3.0), scope="public")


def test_rounding_happens_once_after_the_penalty() -> None:
    """The late factor meets the exact points, not rounded ones."""
    checks = [making.check("pass"), making.check("fail"), making.check("fail")]
    exercise = making.exercise(points=1.0)

    # Rounded before: 0.3333 x 0.5 = 0.16665, which would become 0.1666.
    assert (0.1667, 1.0) == exercise_points(exercise, checks, Weights(3.0), scope="all", factor=0.5)


@pytest.mark.parametrize(
    ("points", "expected"), [(0.00005, 0.0), (0.00015, 0.0002), (0.00025, 0.0002)]
)
def test_ties_round_to_even(points: float, expected: float) -> None:
    """A tie in decimals is a tie, although the float is a little off, and goes to even."""
    checks = [making.check("pass")]

    earned, _ = exercise_points(making.exercise(points=points), checks, Weights(1.0), scope="all")
    assert expected == earned


def test_weights_are_decimals() -> None:
    """Weights whose float sum falls short of their decimal sum still make full marks."""
    weights = [0.7, 0.1]
    checks = [making.check("pass", weight) for weight in weights]
    assert sum(weights) < 0.8

    for declared in (Weights.summed(weights), Weights(sum(weights))):
        assert (10.0, 10.0) == exercise_points(making.exercise(), checks, declared, scope="all")


def test_float_sums_never_make_more_than_there_is() -> None:
    """Weights added up in floats, a little too low, do not lift points above `of` by a tie."""
    weights = [0.7, 0.1]
    checks = [making.check("pass", weight) for weight in weights]
    declared = Weights(public=sum(weights), hidden=0.8)

    earned, of = exercise_points(making.exercise(points=0.0005), checks, declared, scope="public")
    assert of == earned


def test_no_weight_is_refused() -> None:
    """An exercise without any weight has no points to share."""
    with pytest.raises(ValueError, match="add have no weight"):
        exercise_points(making.exercise(), [], Weights(0.0), scope="all")


def test_more_weight_than_declared_is_refused() -> None:
    """More passed weight than the course declares is an error, not a gift."""
    with pytest.raises(ValueError, match=r"add: 2.0 passed of 1.0"):
        exercise_points(making.exercise(), [making.check("pass", 2.0)], Weights(1.0), scope="all")


decimals = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(100), places=2).map(float)
statuses = st.sampled_from(get_args(Status))
outcomes = st.lists(
    st.builds(making.check, statuses, decimals, st.sampled_from(["public", "hidden"])),
    min_size=1,
)


def weights_of(checks: list[CheckResult]) -> Weights:
    """The weights that `checks` add up to."""
    by = {"public": [0.0], "hidden": [0.0]}
    for check in checks:
        by[check.visibility].append(check.of)
    return Weights.summed(by["public"], by["hidden"])


@given(outcomes, decimals, st.randoms(use_true_random=False))
def test_points_do_not_depend_on_order(
    checks: list[CheckResult], points: float, shuffler: random.Random
) -> None:
    """The same checks in another order give exactly the same points."""
    exercise, weights = making.exercise(points=points), weights_of(checks)
    shuffled = shuffler.sample(checks, len(checks))

    assert exercise_points(exercise, checks, weights, scope="all") == exercise_points(
        exercise, shuffled, weights, scope="all"
    )


@given(outcomes, decimals)
def test_points_lie_between_nothing_and_of(checks: list[CheckResult], points: float) -> None:
    """Nobody earns less than nothing or more than there is; public points are a part of all."""
    exercise, weights = making.exercise(points=points), weights_of(checks)
    earned, of = exercise_points(exercise, checks, weights, scope="all")
    public_earned, public_of = exercise_points(exercise, checks, weights, scope="public")

    assert 0 <= public_earned <= earned <= of == points
    assert public_earned <= public_of <= of


@given(outcomes, decimals)
def test_points_are_within_half_a_step_of_exact(checks: list[CheckResult], points: float) -> None:
    """Points are the exact fraction, off by at most half of 1e-4, with four decimals."""
    earned, _ = exercise_points(
        making.exercise(points=points), checks, weights_of(checks), scope="all"
    )
    passed = sum(Fraction(str(check.of)) for check in checks if check.status == "pass")
    exact = Fraction(str(points)) * passed / sum(Fraction(str(check.of)) for check in checks)

    assert abs(Fraction(str(earned)) - exact) <= Fraction(1, 20_000)
    assert round(earned, 4) == earned


@given(outcomes, decimals)
def test_passing_everything_is_full_marks(checks: list[CheckResult], points: float) -> None:
    """Who passes every check has exactly what can be reached, in either scope."""
    passed = [making.check("pass", check.of, check.visibility) for check in checks]
    for scope in ("public", "all"):
        earned, of = exercise_points(
            making.exercise(points=points), passed, weights_of(checks), scope=scope
        )
        assert of == earned


def test_total_adds_decimals() -> None:
    """Ten times 0.1 points are exactly one point."""
    course = making.course(*(making.exercise(f"e{i}") for i in range(10)))
    results = [making.graded(f"e{i}", points=0.1, of=0.3) for i in range(10)]

    assert (1.0, 3.0) == total(course, results)


def test_extra_credit_counts_for_points_only() -> None:
    """Extra credit adds to the points and not to what can be reached."""
    course = making.course(making.exercise("add"), making.exercise("sub", extra_credit=True))
    results = [making.graded("add", points=9.0), making.graded("sub", points=4.0)]

    assert (13.0, 10.0) == total(course, results)


def test_total_of_nothing() -> None:
    """No results are no points of none."""
    assert (0.0, 0.0) == total(making.course(making.exercise()), [])


def test_total_knows_its_exercises() -> None:
    """A result for an exercise of another course is refused."""
    with pytest.raises(KeyError, match="mul"):
        total(making.course(making.exercise("add")), [making.graded("mul")])
