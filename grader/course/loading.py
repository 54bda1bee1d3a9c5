"""Loads course.toml: bytes to TOML to checked values to a `Course`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .keys import FILE
from .problems import CourseError, Problem
from .reading import Reader
from .rules import broken_rules
from .types import Chapter, Course, Exercise, Late, Limits, Policy
from .values import describe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def load(root: Path) -> Course:
    """The course whose `course.toml` lies in the folder `root`.

    Raises `CourseError` with every problem of the file: those of single values first, then those
    between values.
    """
    problems: list[Problem] = []
    file = Reader(problems).read(_parse(_text(root / "course.toml")), FILE)
    problems.extend(broken_rules(file, {problem.path for problem in problems}))
    if problems:
        raise CourseError(problems)
    return _course(root.resolve(), file)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _refuse("course.toml", "a file", f"nothing at {path}") from None
    except OSError as error:
        got = f"{path}: {(error.strerror or 'unreadable').lower()}"
        raise _refuse("course.toml", "a readable file", got) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        got = f"the byte 0x{raw[error.start]:02x}"
        raise _refuse(f"line {line}", "UTF-8 text", got) from None


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text) from None
    except ValueError as error:  # an integer of thousands of digits
        raise _refuse("course.toml", "TOML", describe(str(error))) from None
    except RecursionError:
        raise _refuse("course.toml", "TOML", "lists or tables nested too deeply") from None


def _syntax(said: str, text: str) -> CourseError:
    """The problem that tomllib puts as "Expected ... (at line 3, column 5)"."""
    found = re.fullmatch(r"(.*) \(at (.*?(\d+)?(?:, .*)?)\)", said, re.DOTALL)
    lines = text.rstrip().splitlines() or [""]
    message, place, number = found.groups() if found else (said, None, None)
    row = min(int(number or len(lines)), len(lines))
    line = describe(lines[row - 1])
    if message.startswith("Expected "):
        expected, got = message.removeprefix("Expected "), line
    else:
        expected, got = "TOML", f"{line}: {message[:1].lower()}{message[1:]}"
    return _refuse(place if number and place else f"line {row}", expected, got)


def _refuse(path: str, expected: str, got: str) -> CourseError:
    return CourseError([Problem(path, expected, got)])


def _course(root: Path, file: Mapping[str, Any]) -> Course:
    limits = Limits(**file.get("limits", {}))
    policy = dict(file.get("policy", {}))
    policy["late"] = Late(**policy.get("late", {}))
    chapters = tuple(_chapter(table, limits) for table in file["chapter"])
    return Course(root=root, policy=Policy(**policy), chapters=chapters, **file["course"])


def _chapter(table: Mapping[str, Any], limits: Limits) -> Chapter:
    own = {name: value for name, value in table.items() if name != "exercise"}
    exercises = tuple(_exercise(each, own["id"], limits) for each in table["exercise"])
    return Chapter(exercises=exercises, **own)


def _exercise(table: Mapping[str, Any], chapter: str, limits: Limits) -> Exercise:
    own = {**table, "limits": replace(limits, **table.get("limits", {}))}
    return Exercise(chapter=chapter, **own)
