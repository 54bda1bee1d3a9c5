"""docs/course-toml.md says what the code does: every key, whether it is required, its default."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from grader.course import Chapter, Exercise, Late, Limits, Policy, keys, load
from grader.course.keys import Several, Table
from grader.course.values import Rule

REFERENCE = Path(__file__).parents[2] / "docs" / "course-toml.md"
pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="a released tree has no docs")

SECTIONS = {
    "[course]": (keys.COURSE, None),
    "[limits]": (keys.LIMITS, Limits),
    "[policy]": (keys.POLICY, Policy),
    "[policy.late]": (keys.LATE, Late),
    "[[chapter]]": (keys.CHAPTER, Chapter),
    "[[chapter.exercise]]": (keys.EXERCISE, Exercise),
}


def rows(header: str) -> list[list[str]]:
    """The cells of the table under `header`: key, type, default, meaning, example."""
    text = REFERENCE.read_text(encoding="utf-8")
    section = text.split(f"\n## `{header}`\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def test_every_section_is_there() -> None:
    """The reference has one section per table, in the order of the file."""
    headers = re.findall(r"^## `(.*)`$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)

    assert list(SECTIONS) == headers


@pytest.mark.parametrize("header", SECTIONS)
def test_keys(header: str) -> None:
    """A section lists the keys of its table in order, and which of them are required."""
    table: Table = SECTIONS[header][0]

    assert [(key.name, key.required) for key in table.keys] == [
        (row[0], row[2] == "required") for row in rows(header)
    ]


@pytest.mark.parametrize("header", SECTIONS)
def test_examples_and_defaults(header: str) -> None:
    """Every example fits its key, and every default that is a value is the default of the type."""
    table, type_ = SECTIONS[header]
    shapes = {key.name: key.shape for key in table.keys}
    defaults = {field.name: field.default for field in fields(type_)} if type_ else {}
    for name, _, default, _, example in rows(header):
        shape = shapes[name]
        if isinstance(shape, Rule):
            assert example, f"{name} has no example"
            shape.read(tomllib.loads(f"x = {example}")["x"])
            if default not in ("required", "none"):
                assert shape.read(tomllib.loads(f"x = {default}")["x"]) == defaults[name]
            elif default == "none":
                assert defaults[name] is None
        elif isinstance(shape, Several):
            assert default == "[]"
            assert defaults[name] == ()
            for item in tomllib.loads(f"x = {example}")["x"]:
                shape.rule.read(item)


def test_smallest_course_loads(tmp_path: Path) -> None:
    """The smallest course of the reference is one."""
    text = REFERENCE.read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "course.toml").write_text(example, encoding="utf-8")

    assert ["add"] == [exercise.id for exercise in load(tmp_path).exercises]


def test_late_examples() -> None:
    """The late policy of the examples costs what the reference says."""
    from datetime import UTC, datetime

    from grader.score import late_factor

    policy = Late(per_day=0.1, grace=timedelta(minutes=15), cap=0.5)
    due = datetime(2026, 10, 1, tzinfo=UTC)
    late = {"minutes=15": 1.0, "minutes=16": 0.9, "hours=24": 0.9, "hours=25": 0.8, "days=9": 0.5}
    for span, factor in late.items():
        unit, amount = span.split("=")
        submitted = due + timedelta(**{unit: int(amount)})
        assert factor == late_factor(policy, due, submitted).factor
