"""What each kind of value may be, through the file as an author writes it."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import Course, CourseError, Problem, load, values

if TYPE_CHECKING:
    from pathlib import Path

START = """\
[course]
id = "tiny"
title = "Tiny"
title_zh = "小"
version = "1.0"
"""
KEYS = {"id": '"add"', "entry": '"f"', "points": "1", "backend": '"numpy"'}


def tiny(top: str = "", chapter: str = "", **exercise: str) -> str:
    """A course of one exercise, with TOML to add to the top, the chapter and the exercise."""
    keys = "".join(f"{key} = {value}\n" for key, value in {**KEYS, **exercise}.items())
    head = f'{START}{top}\n[[chapter]]\nid = "one"\ntitle = "One"\ntitle_zh = "一"\n{chapter}\n'
    return f"{head}[[chapter.exercise]]\n{keys}"


def loaded(folder: Path, text: str) -> Course:
    """`text` loaded as a course."""
    (folder / "course.toml").write_text(text, encoding="utf-8")
    return load(folder)


def only_problem(folder: Path, text: str) -> Problem:
    """The one thing that is wrong with `text`."""
    with pytest.raises(CourseError) as caught:
        loaded(folder, text)
    (problem,) = caught.value.problems
    return problem


REFUSED = [
    ("points", "true", "true"),
    ("points", '"10"', '"10"'),
    ("points", "0", "0"),
    ("points", "-1", "-1"),
    ("points", "nan", "nan"),
    ("points", "inf", "inf"),
    ("points", "-0.0", "-0.0"),
    ("points", "1" + "0" * 400, "a number of more than 60 digits"),
    ("points", "0x" + "f" * 5000, "a number of more than 60 digits"),
    ("points", "[10]", "a list"),
    ("difficulty", "true", "true"),
    ("difficulty", "0", "0"),
    ("difficulty", "6", "6"),
    ("difficulty", "3.0", "3.0"),
    ("minutes", "0", "0"),
    ("minutes", '"20"', '"20"'),
    ("extra_credit", "1", "1"),
    ("extra_credit", '"yes"', '"yes"'),
    ("id", '"Add"', '"Add"'),
    ("id", '"2d"', '"2d"'),
    ("id", '"a-b"', '"a-b"'),
    ("id", '"class"', '"class"'),
    ("id", '"test_add"', '"test_add"'),
    ("id", '"conftest"', '"conftest"'),
    ("id", '"../add"', '"../add"'),
    ("id", '"añadir"', '"añadir"'),
    ("id", '"add\\n"', '"add\\n"'),
    ("id", "3", "3"),
    ("entry", '"def"', '"def"'),
    ("entry", '"a.b"', '"a.b"'),
    ("entry", '""', '""'),
    ("entry", '"a\\u2028b"', '"a\\u2028b"'),
    ("backend", '"cupy"', '"cupy"'),
    ("given", '"scipy.special.softmax"', '"scipy.special.softmax"'),
    ("given", '"scipy.special:"', '"scipy.special:"'),
    ("given", '"os:system()"', '"os:system()"'),
    ("forbid", '"torch"', '"torch"'),
    ("limits", "5", "5"),
    ("points", "1979-05-27", "1979-05-27"),
    ("points", "{ a = 1 }", "a table"),
    ("entry", f'"{"x y" * 40}"', f'"{("x y" * 40)[:55]}..."'),
]


@pytest.mark.parametrize(("key", "written", "got"), REFUSED)
def test_refused(tmp_path: Path, key: str, written: str, got: str) -> None:
    """A value that does not fit is one problem at its path, and shown as it was written."""
    problem = only_problem(tmp_path, tiny(**{key: written}))

    assert (f"chapter[0].exercise[0].{key}", got) == (problem.path, problem.got)


@pytest.mark.parametrize(
    ("key", "written", "path", "got"),
    [
        ("forbid", '["a", "b.", "c"]', "forbid[1]", '"b."'),
        ("forbid", '["a", "a"]', "forbid[1]", '"a" again'),
        ("covers", '["4:F6"]', "covers[0]", '"4:F6"'),
        ("covers", '["004: F6"]', "covers[0]", '"004: F6"'),
        ("covers", '["004:F6", 4]', "covers[1]", "4"),
        ("needs", '[""]', "needs[0]", '""'),
        ("limits", "{ cpu = 0 }", "limits.cpu", "0"),
        ("limits", '{ wall = "60 s" }', "limits.wall", '"60 s"'),
        ("limits", "{ memory = true }", "limits.memory", "true"),
        ("limits", "{ memory = 1e9 }", "limits.memory", "1000000000.0"),
        ("limits", '{ output = "1 gib" }', "limits.output", '"1 gib"'),
        ("limits", '{ output = "1.0003 kB" }', "limits.output", '"1.0003 kB"'),
        ("limits", f'{{ output = "{"9" * 5000} B" }}', "limits.output", f'"{"9" * 55}..."'),
        ("limits", '{ message = "-1 GiB" }', "limits.message", '"-1 GiB"'),
        ("limits", '{ message = "0 B" }', "limits.message", '"0 B"'),
    ],
)
def test_refused_inside(tmp_path: Path, key: str, written: str, path: str, got: str) -> None:
    """A value inside a list or a table has a path of its own."""
    problem = only_problem(tmp_path, tiny(**{key: written}))

    assert (f"chapter[0].exercise[0].{path}", got) == (problem.path, problem.got)
    assert "add" == problem.exercise


@pytest.mark.parametrize(
    ("top", "path", "got"),
    [
        ('[policy]\nhidden = "never"', "policy.hidden", '"never"'),
        ("[policy.late]\nper_day = 1.1", "policy.late.per_day", "1.1"),
        ("[policy.late]\nper_day = -0.1", "policy.late.per_day", "-0.1"),
        ("[policy.late]\ncap = nan", "policy.late.cap", "nan"),
        ("[policy.late]\ngrace = 15", "policy.late.grace", "15"),
        ('[policy.late]\ngrace = "15"', "policy.late.grace", '"15"'),
        ('[policy.late]\ngrace = "-2 h"', "policy.late.grace", '"-2 h"'),
        ('[policy.late]\ngrace = "2 hours"', "policy.late.grace", '"2 hours"'),
        ('[policy.late]\ngrace = "9999 d"', "policy.late.grace", '"9999 d"'),
        (f'[policy.late]\ngrace = "{"9" * 30} d"', "policy.late.grace", f'"{"9" * 30} d"'),
        ("[[policy]]", "policy", "a list"),
        ("[limits]\nmemory = []", "limits.memory", "an empty list"),
    ],
)
def test_refused_for_the_course(tmp_path: Path, top: str, path: str, got: str) -> None:
    """The tables of the whole course are held to their rules too."""
    problem = only_problem(tmp_path, tiny(top))

    assert (path, got) == (problem.path, problem.got)


@pytest.mark.parametrize(
    "due",
    [
        "2026-10-01T23:59:00",
        "2026-10-01",
        "23:59:00",
        '"2026-10-01T23:59:00"',
        '"2026-10-01"',
        '"tomorrow"',
        '"2026-13-01T00:00:00Z"',
        "0001-01-01T00:00:00+14:00",
        "20261001",
    ],
)
def test_due_needs_an_offset(tmp_path: Path, due: str) -> None:
    """A due date is a moment: a time without an offset, or no time at all, is refused."""
    problem = only_problem(tmp_path, tiny(chapter=f"due = {due}"))

    assert "chapter[0].due" == problem.path
    assert "a date and time with its offset, as 2026-10-01T23:59:00+08:00" == problem.expected


@pytest.mark.parametrize(
    "due",
    [
        "2026-10-01T23:59:00+08:00",
        '"2026-10-01T23:59:00+08:00"',
        '"2026-10-01T15:59Z"',
        "2026-10-01 15:59:00Z",
    ],
)
def test_due(tmp_path: Path, due: str) -> None:
    """Text and TOML date-times name the same moment."""
    course = loaded(tmp_path, tiny(chapter=f"due = {due}"))

    assert datetime(2026, 10, 1, 15, 59, tzinfo=UTC) == course.chapters[0].due


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("1", 1),
        ('"1B"', 1),
        ('"64 KiB"', 64 << 10),
        ('"1.5 GiB"', 3 << 29),
        ('"1 GB"', 10**9),
        ('"0.5 kB"', 500),
        ('"2 MB"', 2 * 10**6),
    ],
)
def test_sizes(tmp_path: Path, written: str, size: int) -> None:
    """A size is a number of bytes or text with a unit, decimal or binary."""
    course = loaded(tmp_path, tiny(limits=f"{{ memory = {written} }}"))

    assert size == next(course.exercises).limits.memory


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("0 s", timedelta(0)),
        ("90 s", timedelta(seconds=90)),
        ("15 min", timedelta(minutes=15)),
        ("2h", timedelta(hours=2)),
        ("1.5 h", timedelta(minutes=90)),
        ("1 d 6 h", timedelta(hours=30)),
    ],
)
def test_time_spans(tmp_path: Path, written: str, span: timedelta) -> None:
    """A time span is one or more amounts with a unit."""
    course = loaded(tmp_path, tiny(f'[policy.late]\ngrace = "{written}"'))

    assert span == course.policy.late.grace


@given(
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)),
    st.integers(-23, 23),
)
def test_every_moment_is_read_as_written(naive: datetime, hours: int) -> None:
    """A time with any offset, written in ISO form, reads as itself."""
    due = naive.replace(tzinfo=timezone(timedelta(hours=hours)))

    assert due == values.moment().read(due.isoformat())


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_no_value_breaks_a_rule(value: object) -> None:
    """Whatever a value is, a rule reads or refuses it and it can be described on one line."""
    rules = [
        values.flag(),
        values.whole(1, 5),
        values.number(above=0),
        values.choice(("best", "last")),
        values.title(),
        values.folder_name(),
        values.identifier(),
        values.attribute(),
        values.size(),
        values.duration(),
        values.moment(),
    ]
    for rule in rules:
        with contextlib.suppress(values.UnfitError):
            rule.read(value)

    assert len(values.describe(value)) <= 60
    assert len(values.describe(value).splitlines()) == 1
