"""Pages about the course and the machine: list, next, statement, doctor, demo, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.course.types import Chapter, Course, Exercise, Limits, Policy
from grader.pages import errors
from grader.pages.colors import unpainted
from grader.pages.layout import width
from grader.pages.terminal import Row, Style, demo, doctor, listing, next_exercise, statement

from . import samples

PLAIN, ASCII, COLOR = Style(), Style(ascii=True), Style(color=True)


def made(name: str, chapter: str, entry: str, points: float, **fields) -> Exercise:
    """An exercise."""
    return Exercise(name, chapter, entry, points, "numpy", Limits(), **fields)


SOFTMAX = made("softmax", "attention", "softmax", 10, forbid=("scipy.special.softmax",))
HEADS = made(
    "multi_head", "attention", "MultiHead", 30, needs=("softmax",), difficulty=4, minutes=120
)
EXTRA = made("rope", "注意力", "rope", 1, extra_credit=True, minutes=1)
COURSE = Course(
    Path(),
    "deep-learning",
    "Deep learning from scratch",
    "从零开始",
    "2026.1",
    Policy(),
    (
        Chapter(
            "attention",
            "Attention",
            "注意力",
            (SOFTMAX, HEADS),
            datetime(2026, 12, 1, 18, tzinfo=UTC),
        ),
        Chapter("注意力", "注意力机制", "注意力机制", (EXTRA,)),
    ),
)
DOCSTRING = """Return the softmax of x, (..., n), along `axis`.

        softmax(x)_i = exp(x_i - m) / sum_j exp(x_j - m),   m = max_j x_j

    Float32 or float64 in and out, any rank; entries of -inf are allowed and get probability 0.

        >>> softmax(np.array([0.0, 0.0]))
        array([0.5, 0.5])
    """
ROWS = [
    Row("python", ok=True, says="3.11.7"),
    Row("torch", ok=False, says="not installed", needed=False, command="pip install torch"),
    Row("package", ok=False, says="`grader` belongs to " + "two " * 20, command="pip uninstall x"),
]


@dataclass(frozen=True)
class Problem:
    """A problem as `course` reports it."""

    path: str
    expected: str
    got: str
    suggestion: str | None = None


PROBLEMS = [
    Problem("chapter[2].exercise[4].points", "a whole number", '"ten"'),
    Problem("chapter[2].exercise[4]", "a known key", "hnit", "hint"),
]
PAGES = {
    "list": lambda style: listing(COURSE, style, {"softmax": "pass", "multi_head": "timeout"}),
    "next": lambda style: next_exercise(COURSE, HEADS, style, "not begun"),
    "show": lambda style: statement(COURSE, SOFTMAX, "softmax(x, axis=-1)", DOCSTRING, style),
    "doctor": lambda style: doctor(ROWS, style),
    "demo": lambda style: demo(samples.mixed, style, ["results.json"]),
    "course_error": lambda style: errors.course_error(PROBLEMS, style),
    "error": lambda style: errors.error(
        "no course here: " + "there is no `course.toml` beside it " * 3, style, ["a"], ["`b`"]
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_this_one(name, golden):
    """The page is the one in its golden file."""
    golden(f"{name}.txt", PAGES[name](PLAIN))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_keeps_the_manners(name):
    """Eighty columns; colors add nothing; the twin is ASCII."""
    plain = PAGES[name](PLAIN)

    assert [] == [line for line in plain.split("\n") if width(line) > 80]
    assert plain == unpainted(PAGES[name](COLOR))
    assert PAGES[name](ASCII).isascii()


def test_nothing_is_left_to_do():
    """`grade next` after the last exercise."""
    expected = "nothing is left to do; `grade list` shows everything\n"

    assert expected == next_exercise(COURSE, None, PLAIN)


def test_needs_are_named_in_the_statement():
    """A statement says which blocks are given and what is forbidden."""
    page = statement(COURSE, HEADS, "class MultiHead", "Heads.", PLAIN)

    assert "given: `softmax` from `grader.blocks`" in page
    assert "forbidden: `scipy.special.softmax`" in PAGES["show"](PLAIN)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (ROWS[:1], "ready, nothing is missing"),
        (ROWS[:2], "ready, 1 optional part missing"),
        (ROWS, "1 problem"),
        (ROWS + ROWS[2:], "2 problems"),
    ],
)
def test_doctor_ends_with_a_verdict(rows, says):
    """The last line says whether this machine is ready."""
    assert says == doctor(rows, PLAIN).splitlines()[-1]


def test_one_problem_is_singular():
    """One problem of course.toml is `1 problem`."""
    assert "error: course.toml has 1 problem\n" in errors.course_error(PROBLEMS[:1])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("atention", "no exercise `atention`; did you mean `attention`?"),
        ("zzz", "no exercise `zzz`"),
        ("\x1b[2J", "no exercise `\\x1b[2J`"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(name, says):
    """A misspelled name is answered with the one that was probably meant."""
    assert says == errors.unknown("exercise", name, ["attention", "softmax"])


def test_problems_are_made_safe():
    """A course file that somebody else wrote addresses no terminal either."""
    page = errors.course_error([Problem("a\x1b[2J", "\u202e", "\x07")])

    assert "a\\x1b[2J   expected \\u202e, got \\x07" in page
