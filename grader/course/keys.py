"""The keys of course.toml, each declared once. Defaults are those of the fields in `types.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, get_args

from . import values
from .types import Attempts, Backend, Hidden
from .values import Rule


@dataclass(frozen=True, slots=True)
class Several:
    """A list of values, each following `rule`, none twice."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table."""

    name: str
    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, as course.toml writes its header, and its keys."""

    header: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """One table after another under one header, at least one."""

    table: Table


Shape: TypeAlias = Rule | Several | Table | Tables

_LIMITS = (
    Key("cpu", values.number(above=0)),
    Key("wall", values.number(above=0)),
    Key("memory", values.size()),
    Key("output", values.size()),
    Key("message", values.size()),
)

COURSE = Table(
    "[course]",
    (
        Key(
            "id",
            values.text(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", 'lower-case words as "deep-learning"'),
            required=True,
        ),
        Key("title", values.title(), required=True),
        Key("title_zh", values.title(), required=True),
        Key(
            "version",
            values.text(
                r"[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?",
                'a version as "1.0"',
            ),
            required=True,
        ),
    ),
)
LIMITS = Table("[limits]", _LIMITS)
LATE = Table(
    "[policy.late]",
    (
        Key("per_day", values.number(between=(0, 1))),
        Key("grace", values.duration()),
        Key("cap", values.number(between=(0, 1))),
    ),
)
POLICY = Table(
    "[policy]",
    (
        Key("hidden", values.choice(get_args(Hidden))),
        Key("attempts", values.choice(get_args(Attempts))),
        Key("late", LATE),
    ),
)
EXERCISE = Table(
    "[[chapter.exercise]]",
    (
        Key("id", values.folder_name(), required=True),
        Key("entry", values.identifier(), required=True),
        Key("points", values.number(above=0), required=True),
        Key("backend", values.choice(get_args(Backend)), required=True),
        Key("limits", Table("limits", _LIMITS)),
        Key("extra_credit", values.flag()),
        Key("forbid", Several(values.dotted_name())),
        Key("needs", Several(values.text(r".+", "the id of an earlier exercise"))),
        Key("given", values.attribute()),
        Key("covers", Several(values.text(r"[0-9]{3}:\S.*", 'a row of coverage.csv as "004:F7"'))),
        Key("difficulty", values.whole(1, 5)),
        Key("minutes", values.whole(1)),
    ),
)
CHAPTER = Table(
    "[[chapter]]",
    (
        Key("id", values.folder_name(), required=True),
        Key("title", values.title(), required=True),
        Key("title_zh", values.title(), required=True),
        Key("due", values.moment()),
        Key("exercise", Tables(EXERCISE), required=True),
    ),
)
FILE = Table(
    "course.toml",
    (
        Key("course", COURSE, required=True),
        Key("limits", LIMITS),
        Key("policy", POLICY),
        Key("chapter", Tables(CHAPTER), required=True),
    ),
)
