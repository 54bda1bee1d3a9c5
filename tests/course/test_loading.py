"""course.toml as a whole: what loads, and that every problem of a file is reported at once."""

from __future__ import annotations

import csv
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.course import Course, CourseError, Late, Limits, Policy, Problem, load

REPOSITORY = Path(__file__).parents[2]

HEAD = """\
[course]
id = "tiny"
title = "Tiny"
title_zh = "小"
version = "1.0"
"""
CHAPTER = '\n[[chapter]]\nid = "one"\ntitle = "One"\ntitle_zh = "一"\n'
EXERCISE = '\n[[chapter.exercise]]\nid = "{}"\nentry = "f"\npoints = 10\nbackend = "numpy"\n'
TINY = HEAD + CHAPTER + EXERCISE.format("add")


def written(folder: Path, text: str | bytes) -> Path:
    """`folder`, with `text` as its course.toml."""
    raw = text if isinstance(text, bytes) else text.encode()
    (folder / "course.toml").write_bytes(raw)
    return folder


def problems(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    """What is wrong with `text` as a course.toml."""
    with pytest.raises(CourseError) as caught:
        load(written(folder, text))
    return caught.value.problems


def test_smallest_course_has_the_defaults(tmp_path: Path) -> None:
    """A course that says only what it must has the defaults of the types for the rest."""
    course = load(written(tmp_path, TINY))

    assert tmp_path.resolve() == course.root
    assert ("tiny", "Tiny", "小", "1.0") == (
        course.id,
        course.title,
        course.title_zh,
        course.version,
    )
    assert Policy() == course.policy
    (exercise,) = course.exercises
    assert Limits() == exercise.limits
    assert ("add", "one", "f", 10.0, "numpy") == (
        exercise.id,
        exercise.chapter,
        exercise.entry,
        exercise.points,
        exercise.backend,
    )
    assert (None, (), (), (), 1, 20, False) == (
        exercise.given,
        exercise.needs,
        exercise.forbid,
        exercise.covers,
        exercise.difficulty,
        exercise.minutes,
        exercise.extra_credit,
    )


def test_the_root_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A course loaded by a relative path stays where it is when the working directory changes."""
    written(tmp_path, TINY)
    monkeypatch.chdir(tmp_path)

    assert tmp_path.resolve() == load(Path()).root


def test_every_key_reaches_its_field(tmp_path: Path) -> None:
    """Each key of the file is the field of the same name."""
    text = f"""
    {HEAD}
    [limits]
    cpu = 1.5
    wall = 60
    memory = "512 MiB"
    [policy]
    hidden = "sentence"
    attempts = "last"
    late = {{ per_day = 0.2, grace = "1 h 30 min", cap = 0.6 }}
    {CHAPTER}
    due = 2026-10-01T23:59:00+08:00
    {EXERCISE.format("add")}
    given = "numpy:add"
    {EXERCISE.format("sub")}
    limits = {{ cpu = 3, output = 1000 }}
    extra_credit = true
    forbid = ["numpy.subtract"]
    needs = ["add"]
    covers = ["004:F7", "004:O.ring_attention"]
    difficulty = 5
    minutes = 45
    """
    course = load(written(tmp_path, text))

    late = Late(per_day=0.2, grace=timedelta(minutes=90), cap=0.6)
    assert Policy(hidden="sentence", attempts="last", late=late) == course.policy
    assert datetime(2026, 10, 1, 15, 59, tzinfo=UTC) == course.chapters[0].due
    add, sub = course.exercises
    assert Limits(cpu=1.5, wall=60.0, memory=512 << 20) == add.limits
    assert "numpy:add" == add.given
    assert Limits(cpu=3.0, wall=60.0, memory=512 << 20, output=1000) == sub.limits
    assert (True, ("numpy.subtract",), ("add",), 5, 45) == (
        sub.extra_credit,
        sub.forbid,
        sub.needs,
        sub.difficulty,
        sub.minutes,
    )
    assert ("004:F7", "004:O.ring_attention") == sub.covers


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    """Wrong values, missing and unknown keys and broken rules of one file come together."""
    text = f"""
    {HEAD.replace("Tiny", "").replace('version = "1.0"', 'verison = "1.0"')}
    [policy]
    attempts = "beast"
    {CHAPTER}
    {EXERCISE.format("add").replace("10", '"ten"')}
    hnit = 1
    difficulty = 2.0
    {EXERCISE.format("add").replace('entry = "f"', "")}
    """
    one, two = "chapter[0].exercise[0]", "chapter[0].exercise[1]"
    keys = "id, entry, points, backend, limits, extra_credit, forbid, needs, given, covers"

    assert (
        Problem(
            "course.verison",
            "one of the keys id, title, title_zh, version",
            "unknown key `verison`",
            "version",
        ),
        Problem("course.title", "a line of text", '""'),
        Problem("policy.attempts", '"best" or "last"', '"beast"', "best"),
        Problem(
            f"{one}.hnit",
            f"one of the keys {keys}, difficulty, minutes",
            "unknown key `hnit`",
            exercise="add",
        ),
        Problem(f"{one}.points", "a number above 0", '"ten"', exercise="add"),
        Problem(f"{one}.difficulty", "a whole number from 1 to 5", "2.0", exercise="add"),
        Problem(
            f"{two}.entry", "the name of a Python function or class", "nothing", exercise="add"
        ),
        Problem(
            f"{two}.id",
            "an id that no other chapter or exercise has",
            f'"add", the id of {one}',
            exercise="add",
        ),
    ) == problems(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + "[limits]\ncpu 5\n",
            Problem("line 7, column 5", "'=' after a key in a key/value pair", '"cpu 5"'),
        ),
        (
            TINY + "minutes = 05\n",
            Problem(
                "line 17, column 12",
                "newline or end of document after a statement",
                '"minutes = 05"',
            ),
        ),
        (
            HEAD + "[course]\n",
            Problem("line 6, column 8", "TOML", "\"[course]\": cannot declare ('course',) twice"),
        ),
        (HEAD + 'x = "', Problem("line 6", "TOML", '"x = \\"": unterminated string')),
        (b"[course]\ntitle = '\xb2\xe2'\n", Problem("line 2", "UTF-8 text", "the byte 0xb2")),
    ],
)
def test_text_that_is_not_toml(tmp_path: Path, text: str | bytes, expected: Problem) -> None:
    """A file that is not TOML in UTF-8 is one problem, with its line."""
    assert (expected,) == problems(tmp_path, text)


def test_oversized_toml_is_a_problem(tmp_path: Path) -> None:
    """What makes the TOML reader itself give up is a problem of the file, not a crash."""
    (digits,) = problems(tmp_path, "x = " + "9" * 5000)
    (depth,) = problems(tmp_path, "x = " + "[" * 100_000)

    assert ("course.toml", "TOML") == (digits.path, digits.expected)
    assert "lists or tables nested too deeply" == depth.got


def test_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    """An editor's byte order mark does no harm."""
    assert "tiny" == load(written(tmp_path, b"\xef\xbb\xbf" + TINY.encode())).id


def test_no_file(tmp_path: Path) -> None:
    """A missing course.toml is a problem that says where it was looked for."""
    with pytest.raises(CourseError) as caught:
        load(tmp_path)

    expected = Problem("course.toml", "a file", f"nothing at {tmp_path / 'course.toml'}")
    assert (expected,) == caught.value.problems


def test_folder_in_place_of_the_file(tmp_path: Path) -> None:
    """A course.toml that cannot be read says why."""
    (tmp_path / "course.toml").mkdir()
    with pytest.raises(CourseError) as caught:
        load(tmp_path)

    (problem,) = caught.value.problems
    assert f"{tmp_path / 'course.toml'}: {os.strerror(21).lower()}" == problem.got


def test_empty_file_lacks_its_tables(tmp_path: Path) -> None:
    """An empty file lacks the two tables that no course can do without, and nothing else."""
    assert (
        Problem("course", "a table [course]", "nothing"),
        Problem("chapter", "tables [[chapter]]", "nothing"),
    ) == problems(tmp_path, "")


@pytest.fixture(scope="module")
def ours() -> Course:
    """The course of this repository."""
    return load(REPOSITORY)


def test_our_course_loads(ours: Course) -> None:
    """The course of this repository has no problem."""
    assert "deep-learning" == ours.id
    assert {"value", "adam", "softmax"} <= {exercise.id for exercise in ours.exercises}


def test_our_blocks_exist(ours: Course) -> None:
    """Every building block that the course gives can be imported and called."""
    from importlib import import_module

    for exercise in ours.exercises:
        if exercise.given and exercise.backend == "numpy":
            module, _, name = exercise.given.partition(":")
            assert callable(getattr(import_module(module), name))


def test_our_rows_are_rows_of_the_coverage_table(ours: Course) -> None:
    """Every row that an exercise covers is in docs/coverage.csv."""
    table = REPOSITORY / "docs" / "coverage.csv"
    if not table.exists():
        pytest.skip("a released tree has no docs")
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["row"] for row in csv.DictReader(file)}

    assert {row for exercise in ours.exercises for row in exercise.covers} <= rows


def test_our_file_is_short_of_lines_too_long() -> None:
    """course.toml is text for a person: no line is longer than 100 characters."""
    lines = (REPOSITORY / "course.toml").read_text(encoding="utf-8").splitlines()

    assert [] == [line for line in lines if len(line) > 100 or re.search(r"\s$", line)]
