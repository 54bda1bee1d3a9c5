"""Due dates, extensions, late days and attempts."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grader.fleet.intake.times import TimeError, folder_time, parse_time, zone_named
from grader.fleet.policy import Attempt, ExtensionError, Extensions, Policy, read_extensions
from grader.results import CheckResult, ExerciseResult
from grader.run import Grader, Secret
from grader.score import Weights

from .making import SIZES, tiny

DUE = datetime.fromisoformat("2026-12-01T23:59:00+08:00")  # of the tiny course; 1 h of grace
WEIGHTS = dict.fromkeys(SIZES, Weights(3.0))


def attempt(label: str, passed: float, submitted: str | None = None) -> Attempt:
    """One hand-in where each exercise passed so much of a weight of 3."""
    course, complete = tiny(), True
    with Grader(course, level="process", secret=Secret(bytes(16))) as grader:
        outcomes = [
            grader.results(
                label,
                [
                    ExerciseResult(
                        name, "basics", name, "fail", complete,
                        round(points * passed / 3, 4), points,
                        None,
                        checks=(CheckResult("c", "c", "pass", "public", passed, passed),),
                    )
                ],
            )
            for name, points in SIZES.items()
        ]  # fmt: skip
    time = datetime.fromisoformat(submitted) if submitted else None
    return Attempt(label, time, tuple(outcomes), tuple(SIZES))


def counted(*attempts: Attempt, extensions: Extensions | None = None):
    """What counts of a student's attempts."""
    return Policy(tiny(), extensions or Extensions(), WEIGHTS).counted("ann", attempts)[0]


@pytest.mark.parametrize(
    ("submitted", "points", "days"),
    [
        (None, 12.0, None),
        ("2026-12-02T00:59:00+08:00", 12.0, None),  # the last moment of the grace
        ("2026-12-01T16:59:01+00:00", 9.0, 1),  # a second after it, in another zone
        ("2026-12-09T00:00:00+08:00", 6.0, 7),  # the cap
    ],
)
def test_late_work_loses_points(submitted, points, days):
    """Per begun day a quarter, at most half; a time that is not known is on time."""
    results = counted(attempt("a", 3.0, submitted))

    assert points == results.points
    assert 12.0 == results.of
    late = results.exercises[0].late
    assert days == (late and late.facts["late_days"])


def test_late_points_are_rounded_once():
    """Two thirds of a third are taken from the checks, not from points rounded before."""
    results = counted(attempt("a", 1.0, "2026-12-02T12:00:00+08:00"))

    assert [1.5, 1.0, 0.5] == [one.points for one in results.exercises]


def write(tmp_path, text):
    """A file of extensions, read."""
    path = tmp_path / "extensions.toml"
    path.write_text(text, encoding="utf-8")
    return read_extensions(path, tiny(), ZoneInfo("America/New_York"))


def test_an_extension_moves_the_due_date(tmp_path):
    """By days or to a time, in the zone asked for where it names none; for one student alone."""
    found = write(
        tmp_path,
        '[[extension]]\nstudent = "ann"\ndays = 2\n'
        '[[extension]]\nstudent = "ben"\nchapter = "basics"\ndue = 2026-12-05T18:00:00\n',
    )
    chapter = tiny().chapters[0]

    assert datetime(2026, 12, 3, 15, 59, tzinfo=UTC) == found.due("ann", chapter)
    assert datetime(2026, 12, 5, 23, 0, tzinfo=UTC) == found.due("ben", chapter)
    assert DUE == found.due("cem", chapter)


def test_free_late_days_are_spent_first(tmp_path):
    """Three late days less two free ones cost one day; a student's own number goes first."""
    found = write(tmp_path, "late_days = 2\n")
    own = write(tmp_path, 'late_days = 2\n[[extension]]\nstudent = "ann"\nlate_days = 0\n')
    late = attempt("a", 3.0, "2026-12-04T12:00:00+08:00")

    assert 9.0 == counted(late, extensions=found).points
    assert 6.0 == counted(late, extensions=own).points


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[extension]]\ndays = 2\n", "extension 1: `student` is a student's id"),
        ('[[extension]]\nstudent = "a"\nday = 2\n', "extension 1: unknown key `day`"),
        ('[[extension]]\nstudent = "a"\ndays = -1\n', "extension 1: `days` is a whole number"),
        ('[[extension]]\nstudent = "a"\nchapter = "x"\n', "extension 1: no chapter `x`"),
        ('[[extension]]\nstudent = "a"\ndue = "soon"\n', "extension 1: `due` is no time"),
        ("late_days = true\n", "`late_days` is a whole number"),
        ("zone = 1\n", "unknown key `zone`"),
        ("extension = 3\n", r"a list of \[\[extension\]\] tables"),
        ("not toml", "extensions.toml: "),
    ],
)
def test_a_wrong_file_of_extensions_is_refused(tmp_path, text, says):
    """The sentence names the entry and what is wrong with it."""
    with pytest.raises(ExtensionError, match=says):
        write(tmp_path, text)


def test_the_best_attempt_counts():
    """Points after the late policy decide, by the course's `best`."""
    early = attempt("early", 2.0, "2026-12-01T12:00:00+08:00")
    late = attempt("late", 3.0, "2026-12-04T12:00:00+08:00")
    better = attempt("better", 3.0, "2026-12-02T12:00:00+08:00")

    assert "early" == counted(early, late).submission
    assert "better" == counted(early, better).submission


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-02-02 14:58:23 UTC", "2026-02-02T14:58:23"),
        ("2026-02-02 14:58:23.123456 Asia/Shanghai", "2026-02-02T06:58:23.123456"),
        ("2021-02-03 04:05:06.789012345 Z", "2021-02-03T04:05:06.789012"),
        ("2021-02-03 04:05:06 -08:00", "2021-02-03T12:05:06"),
        ("2021-02-03T04:05:06+0100", "2021-02-03T03:05:06"),
        ("2026-07-01 12:00", "2026-07-01T16:00:00"),
    ],
)
def test_times_of_exports_are_read(text, utc):
    """As nbgrader, Gradescope and people write them; without a zone in the one asked for."""
    time = parse_time(text, ZoneInfo("America/New_York"))

    assert datetime.fromisoformat(utc).replace(tzinfo=UTC) == time


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "2026-02-02 14:58:23 XYZ"])
def test_what_is_no_time_is_refused(text):
    """Nothing is guessed."""
    with pytest.raises(TimeError):
        parse_time(text, UTC)


def test_a_folder_is_named_for_a_time():
    """With hyphens for colons, as file systems like it; other names are no times."""
    expected = datetime(2026, 11, 21, 15, 59, tzinfo=UTC)

    assert expected == folder_time("2026-11-21T23-59-00+0800", UTC)
    assert expected == folder_time("2026-11-21_15-59", UTC)
    assert folder_time("exercises", UTC) is None
    assert zone_named("gmt") is UTC
