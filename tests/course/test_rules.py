"""Problems between the parts of course.toml: ids, needs, limits, unknown tables and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.course import CourseError, Problem, load

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
[course]
id = "tiny"
title = "Tiny"
title_zh = "小"
version = "1.0"
"""


def chapter(name: str, *exercises: str) -> str:
    """A chapter of exercises; each is its id, followed by further lines."""
    text = f'[[chapter]]\nid = "{name}"\ntitle = "C"\ntitle_zh = "章"\n'
    for exercise in exercises:
        name, _, rest = exercise.partition("\n")
        keys = f'id = "{name}"\nentry = "f"\npoints = 1\nbackend = "numpy"\n'
        text += f"[[chapter.exercise]]\n{keys}{rest}\n"
    return text


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    """What is wrong with `text` as a course.toml, after the head."""
    (folder / "course.toml").write_text(HEAD + text, encoding="utf-8")
    try:
        load(folder)
    except CourseError as error:
        return error.problems
    return ()


ID = "an id that no other chapter or exercise has"
GIVEN = 'given = "numpy:add"'


def test_exercise_ids_are_unique_across_chapters(tmp_path: Path) -> None:
    """Two exercises with one id are a problem, also in different chapters."""
    text = chapter("one", "add") + chapter("two", "sub", "add")

    got = '"add", the id of chapter[0].exercise[0]'
    assert (Problem("chapter[1].exercise[1].id", ID, got, None, "add"),) == problems(tmp_path, text)


def test_chapter_ids_are_unique(tmp_path: Path) -> None:
    """Two chapters with one id are a problem."""
    text = chapter("one", "add") + chapter("one", "sub")

    assert (Problem("chapter[1].id", ID, '"one", the id of chapter[0]'),) == problems(
        tmp_path, text
    )


def test_exercise_id_differs_from_every_chapter(tmp_path: Path) -> None:
    """An exercise cannot have the id of a chapter, not even of a later one."""
    text = chapter("one", "two") + chapter("two", "add")

    got = '"two", the id of chapter[1]'
    assert (Problem("chapter[0].exercise[0].id", ID, got, None, "two"),) == problems(tmp_path, text)


def test_needs_of_earlier_exercises_with_a_block(tmp_path: Path) -> None:
    """An exercise may need any earlier one that has `given`."""
    text = chapter("one", f"add\n{GIVEN}") + chapter("two", f"sub\n{GIVEN}\nneeds = ['add']")
    text += chapter("three", "mul\nneeds = ['sub', 'add']")

    assert () == problems(tmp_path, text)


@pytest.mark.parametrize(
    ("exercises", "expected", "got", "suggestion"),
    [
        (
            ["add", "sub\nneeds = ['add']"],
            "an exercise with `given`",
            '"add", which has none',
            None,
        ),
        (
            [f"add\n{GIVEN}", "sub\nneeds = ['Addd']"],
            "the id of an earlier exercise",
            '"Addd"',
            "add",
        ),
        (
            [f"add\n{GIVEN}", "sub\nneeds = ['one']"],
            "the id of an earlier exercise",
            '"one"',
            None,
        ),
        (
            ["add", f"sub\n{GIVEN}\nneeds = ['sub']"],
            "the id of an earlier exercise",
            '"sub", itself',
            None,
        ),
        (
            ["add", "sub\nneeds = ['mul']", f"mul\n{GIVEN}"],
            "the id of an earlier exercise",
            '"mul", which comes later',
            None,
        ),
        (
            [f"add_one\n{GIVEN}", "sub\nneeds = ['add_two']", f"add_two\n{GIVEN}"],
            "the id of an earlier exercise",
            '"add_two", which comes later',
            None,
        ),
    ],
)
def test_needs(
    tmp_path: Path, exercises: list[str], expected: str, got: str, suggestion: str | None
) -> None:
    """A need without a block, unknown, of itself or of a later exercise is named as that."""
    path = "chapter[0].exercise[1].needs[0]"

    assert (Problem(path, expected, got, suggestion, "sub"),) == problems(
        tmp_path, chapter("one", *exercises)
    )


def test_unreadable_block_is_reported_once(tmp_path: Path) -> None:
    """Who needs an exercise whose `given` is wrong is not told that it has none."""
    text = chapter("one", "add\ngiven = 'numpy.add'", "sub\nneeds = ['add']")

    assert ["chapter[0].exercise[0].given"] == [p.path for p in problems(tmp_path, text)]


def test_wall_holds_the_cpu_limit(tmp_path: Path) -> None:
    """A check that may compute longer than its exercise may last is a mistake in the limits."""
    text = chapter("one", "add\nlimits.cpu = 200")

    assert (
        Problem(
            "chapter[0].exercise[0].limits.wall",
            "at least the 200 seconds of `cpu`",
            "120",
            exercise="add",
        ),
    ) == problems(tmp_path, text)


def test_limits_of_the_course_are_reported_once(tmp_path: Path) -> None:
    """A problem of [limits] is not repeated for every exercise that inherits it."""
    text = "[limits]\nwall = 4\n" + chapter("one", "add", "sub", "mul\nlimits.wall = 3")

    assert ["limits.wall", "chapter[0].exercise[2].limits.wall"] == [
        problem.path for problem in problems(tmp_path, text)
    ]


def test_unreadable_limit_is_not_compared(tmp_path: Path) -> None:
    """A limit that cannot be read is reported as that, and not compared with the other."""
    text = "[limits]\ncpu = '1'\nwall = 3\n" + chapter("one", "add")

    assert ["limits.cpu"] == [problem.path for problem in problems(tmp_path, text)]


def test_unknown_tables(tmp_path: Path) -> None:
    """A table that the file does not have is unknown, and one close to it is suggested."""
    text = "[limit]\ncpu = 1\n[zebra]\n[policy.latte]\n" + chapter("one", "add")

    known = "one of the keys course, limits, policy, chapter"
    assert (
        Problem("limit", known, "unknown key `limit`", "limits"),
        Problem("zebra", known, "unknown key `zebra`"),
        Problem(
            "policy.latte",
            "one of the keys hidden, attempts, late",
            "unknown key `latte`",
            "late",
        ),
    ) == problems(tmp_path, text)


def test_key_that_is_no_name_is_quoted(tmp_path: Path) -> None:
    """A key that only quotes make a key is shown in quotes, on one line."""
    text = '["a\\nb"]\n' + chapter("one", "add")

    assert ['"a\\nb"'] == [problem.path for problem in problems(tmp_path, text)]


def test_suggestion_is_a_key_still_to_be_given(tmp_path: Path) -> None:
    """A key close to one that is already there suggests another one or none."""
    text = chapter("one", "add\npoint = 2")

    assert [None] == [problem.suggestion for problem in problems(tmp_path, text)]


@pytest.mark.parametrize(
    ("text", "path", "expected", "got"),
    [
        ("chapter = []", "chapter", "tables [[chapter]]", "an empty list"),
        ("[chapter]\nid = 'one'", "chapter", "tables [[chapter]]", "a table"),
        ("chapter = [1]", "chapter[0]", "a table [[chapter]]", "1"),
        (chapter("one"), "chapter[0].exercise", "tables [[chapter.exercise]]", "nothing"),
    ],
)
def test_tables_of_the_wrong_kind(
    tmp_path: Path, text: str, path: str, expected: str, got: str
) -> None:
    """Chapters and exercises are tables with double brackets, at least one."""
    top, tables = ("", text) if text.startswith("[") else (f"{text}\n", "")
    (tmp_path / "course.toml").write_text(top + HEAD + tables, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load(tmp_path)

    assert (Problem(path, expected, got),) == caught.value.problems
