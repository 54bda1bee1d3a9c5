"""What late work costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import Late
from grader.results import Reason
from grader.score import Penalty, late_factor

POLICY = Late(per_day=0.1, grace=timedelta(minutes=15), cap=0.5)
DUE = datetime(2026, 10, 1, 23, 59, tzinfo=timezone(timedelta(hours=8)))
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("late", "days", "factor"),
    [
        (timedelta(days=-3), 0, 1.0),
        (timedelta(0), 0, 1.0),
        (timedelta(minutes=15), 0, 1.0),
        (timedelta(minutes=15) + INSTANT, 1, 0.9),
        (timedelta(days=1, minutes=15), 1, 0.9),
        (timedelta(days=1, minutes=15) + INSTANT, 2, 0.8),
        (timedelta(days=3), 3, 0.7),
        (timedelta(days=5), 5, 0.5),
        (timedelta(days=400), 400, 0.5),
    ],
)
def test_begun_days_after_grace(late: timedelta, days: int, factor: float) -> None:
    """Each begun day after the grace period costs its share, up to the cap, to the microsecond."""
    assert Penalty(days, factor) == late_factor(POLICY, DUE, DUE + late)


def test_no_cap_ends_at_nothing() -> None:
    """Without a cap, late work ends at no points, never below."""
    policy = Late(per_day=0.3)

    assert Penalty(4, 0.0) == late_factor(policy, DUE, DUE + timedelta(days=4))


def test_course_without_a_penalty() -> None:
    """Where a day costs nothing, late work is late and keeps its points."""
    assert Penalty(2, 1.0) == late_factor(Late(), DUE, DUE + timedelta(days=2))


@pytest.mark.parametrize(("due", "submitted"), [(None, DUE), (DUE, None), (None, None)])
def test_unknown_times_are_on_time(due: datetime | None, submitted: datetime | None) -> None:
    """Nothing is late without a due date or without a time of submission."""
    assert Penalty() == late_factor(POLICY, due, submitted)


def test_offsets_are_compared_as_moments() -> None:
    """A submission with an earlier clock in another zone can be late."""
    submitted = datetime(2026, 10, 1, 19, 0, tzinfo=timezone(timedelta(hours=2)))

    assert Penalty(1, 0.9) == late_factor(POLICY, DUE, submitted)


def test_the_hour_that_comes_twice_is_counted() -> None:
    """Where the clock goes back an hour between the two times, that hour has passed as well."""
    berlin = ZoneInfo("Europe/Berlin")
    due = datetime(2026, 10, 24, 23, 59, tzinfo=berlin)
    submitted = datetime(2026, 10, 25, 23, 59, tzinfo=berlin)  # 25 hours later
    assert timedelta(days=1) == submitted - due

    assert Penalty(2, 0.8) == late_factor(POLICY, due, submitted)


def test_the_hour_that_is_skipped_is_not_counted() -> None:
    """Where the clock goes forward an hour, a day by the clock is 23 hours."""
    berlin = ZoneInfo("Europe/Berlin")
    due = datetime(2026, 3, 28, 12, 0, tzinfo=berlin)
    submitted = datetime(2026, 3, 29, 13, 0, tzinfo=berlin)  # 24 hours later

    assert Penalty(1, 0.9) == late_factor(POLICY, due, submitted)


def test_a_time_without_an_offset_is_refused() -> None:
    """A time that names no moment is refused, on either side."""
    naive = datetime(2026, 10, 1)
    with pytest.raises(ValueError, match="2026-10-01T00:00:00 has no offset"):
        late_factor(POLICY, naive, DUE)
    with pytest.raises(ValueError, match="has no offset"):
        late_factor(POLICY, DUE, naive)


def test_reason_has_the_facts() -> None:
    """Late work carries its days and factor, work on time carries nothing."""
    assert Reason("late", {"late_days": 2, "factor": 0.8}) == Penalty(2, 0.8).reason
    assert Reason("late", {"late_days": 2, "factor": 1.0}) == Penalty(2, 1.0).reason
    assert Penalty().reason is None


moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.timezones())
policies = st.builds(
    Late,
    per_day=st.integers(0, 100).map(lambda share: share / 100),
    grace=st.timedeltas(timedelta(0), timedelta(days=2)),
    cap=st.integers(0, 100).map(lambda share: share / 100),
)


@given(policies, moments, moments, st.integers(-12, 14))
def test_the_penalty_is_one_of_moments(
    policy: Late, due: datetime, submitted: datetime, hours: int
) -> None:
    """The same two moments in any time zones cost the same."""
    elsewhere = timezone(timedelta(hours=hours))

    assert late_factor(policy, due, submitted) == late_factor(
        policy, due.astimezone(elsewhere), submitted.astimezone(UTC)
    )


@given(policies, moments, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_later_is_never_better(policy: Late, due: datetime, more: timedelta) -> None:
    """Handing in later never earns more, and never loses more than the cap."""
    start = due.astimezone(UTC)
    sooner = late_factor(policy, due, start + more / 2)
    later = late_factor(policy, due, start + more)

    assert later.factor <= sooner.factor <= 1
    assert later.late_days >= sooner.late_days >= 0
    assert later.factor >= round(1 - policy.cap, 2)
