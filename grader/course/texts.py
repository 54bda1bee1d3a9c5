"""What an exercise says to a student, by language: hints, and the Chinese twin of its English.

English sentences live where they are used (docstrings of stubs and checks) and in `hints.toml`;
`zh.toml` beside them translates by stable id:

    [softmax]
    title = "..."
    statement = "..."
    hints = ["...", "...", "..."]
    [softmax.checks]
    matches_the_reference = "..."
    [softmax.mistakes]
    wrong_axis = "..."
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .problems import CourseError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .types import Course, Exercise

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Texts:
    """One exercise's texts in one language; what has no translation is absent."""

    hints: tuple[str, ...] = ()
    title: str | None = None
    statement: str | None = None
    checks: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)


def read_texts(course: Course, exercise: Exercise, language: Language) -> Texts:
    """Read an exercise's texts; in Chinese, hidden checks too where the tree has them.

    Hints fall back to English. Raises CourseError for a file that is no TOML.
    """
    folder = course.root / "exercises" / exercise.chapter
    english = _hints(_read(folder / "hints.toml").get(exercise.id))
    if language == "en":
        return Texts(hints=english)
    public = _table(_read(folder / "zh.toml").get(exercise.id))
    private = course.root / "solutions" / exercise.chapter / "zh.toml"
    hidden = _table(_read(private).get(exercise.id))
    return Texts(
        hints=_hints(public.get("hints")) or english,
        title=_text(public.get("title")),
        statement=_text(public.get("statement")),
        checks=_sentences(public.get("checks")) | _sentences(hidden.get("checks")),
        mistakes=_sentences(public.get("mistakes")) | _sentences(hidden.get("mistakes")),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        problem = Problem(str(path), "a readable TOML file", str(error))
        raise CourseError([problem], where=path.name) from error


def _table(x: object) -> dict[str, Any]:
    return x if isinstance(x, dict) else {}


def _text(x: object) -> str | None:
    return x.strip() if isinstance(x, str) else None


def _hints(x: object) -> tuple[str, ...]:
    return tuple(x) if isinstance(x, list) and all(isinstance(hint, str) for hint in x) else ()


def _sentences(x: object) -> dict[str, str]:
    return {name: text for name, text in _table(x).items() if isinstance(text, str)}
