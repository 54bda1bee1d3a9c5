"""What a complete exercise has: checks, answers, hints, words. Nothing here runs a check."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING

from .faults import Fault, fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.checks.declare import Check
    from grader.course import Course, Exercise
    from grader.run.suite import Suite

LEAST = {"public": 4, "hidden": 2, "mistakes": 3, "variants": 2}
HINTS = 3
LONGEST = 100  # columns of a first line and of a sentence
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def hints_of(course: Course, exercise: Exercise) -> list[str]:
    """Return an exercise's hints; raises ValueError for a file that is no TOML."""
    path = course.root / "exercises" / exercise.chapter / "hints.toml"
    if not path.exists():
        return []
    hints = tomllib.loads(path.read_text(encoding="utf-8")).get(exercise.id, [])
    return [hint for hint in hints if isinstance(hint, str) and hint.strip()]


def completeness(course: Course, exercise: Exercise, suite: Suite) -> Iterator[Fault]:
    """Yield what is missing or misnamed."""
    yield from _counted(exercise, suite)
    yield from _hinted(course, exercise)
    yield from _named(exercise, suite)
    yield from _documented(exercise, suite)
    yield from _gated(exercise, suite)
    yield from _unfinished(course, exercise)


def _counted(exercise: Exercise, suite: Suite) -> Iterator[Fault]:
    hidden = suite.hidden
    numbers = {
        "public": len(suite.public.checks),
        "hidden": len(suite.hidden_checks),
        "mistakes": len(hidden.mistakes) if hidden else 0,
        "variants": len(hidden.variants) if hidden else 0,
    }
    for what, least in LEAST.items():
        if numbers[what] < least:
            yield fault(exercise.id, "too_few", what=what, got=numbers[what], least=least)
    if hidden is None or hidden.truth is None:
        yield fault(exercise.id, "no_truth")


def _hinted(course: Course, exercise: Exercise) -> Iterator[Fault]:
    try:
        number = len(hints_of(course, exercise))
    except ValueError as error:
        yield fault(exercise.id, "hints_unreadable", text=str(error))
        return
    if number != HINTS:
        yield fault(exercise.id, "hints", got=number, wanted=HINTS)


def _named(exercise: Exercise, suite: Suite) -> Iterator[Fault]:
    hidden = suite.hidden
    groups = {
        "check": [check.name for check in (*suite.public.checks, *suite.hidden_checks)],
        "mistake": [mistake.name for mistake in hidden.mistakes] if hidden else [],
        "variant": [variant.name for variant in hidden.variants] if hidden else [],
    }
    for what, names in groups.items():
        for name in names:
            if not NAME.fullmatch(name):
                yield fault(exercise.id, "misnamed", what=what, name=name)


def _documented(exercise: Exercise, suite: Suite) -> Iterator[Fault]:
    """First lines that fit, sentences as students read them, a statement in the stub."""
    name = exercise.id
    tree = ast.parse(suite.stub)
    entry = next(
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == exercise.entry
    )
    for what, node in (("module", tree), ("entry", entry)):
        text = ast.get_docstring(node) or ""
        first = text.split("\n")[0]
        if not first.strip():
            yield fault(name, "no_docstring", what=what, path=exercise.stub)
        elif len(first) > LONGEST:
            yield fault(name, "long_line", what=what, length=len(first), longest=LONGEST)
    for file in (suite.public, suite.hidden):
        if file is not None and not file.says:
            yield fault(name, "no_docstring", what="module", path=file.path.name)
    says = [("check", c.name, c.says) for c in (*suite.public.checks, *suite.hidden_checks)]
    if suite.hidden is not None:
        says += [("mistake", m.name, m.says) for m in suite.hidden.mistakes]
    for what, owner, sentence in says:
        problem = _sentence_problem(sentence)
        if problem:
            yield fault(name, "sentence", what=what, name=owner, problem=problem)


def _sentence_problem(sentence: str) -> str | None:
    """Name what keeps a sentence from standing in a line of a page: lower case, no full stop."""
    if len(sentence) > LONGEST:
        return "long"
    if sentence.endswith("."):
        return "full_stop"
    word = sentence.split()[0]
    if word[0].isupper() and word[1:].islower():
        return "capital"
    return None


def _gated(exercise: Exercise, suite: Suite) -> Iterator[Fault]:
    """A check that draws nothing could be looked up; one that draws must come before it."""
    checks = {check.name: check for check in suite.public.checks}

    def safe(check: Check) -> bool:
        return check.draws or any(safe(checks[name]) for name in check.after if name in checks)

    for check in checks.values():
        if not safe(check):
            drawing = next((c.name for c in checks.values() if c.draws), None)
            yield fault(exercise.id, "draws_nothing", check=check.name, drawing=drawing)


def _unfinished(course: Course, exercise: Exercise) -> Iterator[Fault]:
    """Places `grade dev new` left for the author; a stub's are its solution's."""
    for path in files_of(course, exercise)[1:]:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if path.suffix == ".toml":
            text = _table_text(text, exercise.id)
        for line in text.splitlines():
            if "TODO" in line:
                where = path.relative_to(course.root).as_posix()
                yield fault(exercise.id, "unfinished", path=where, text=line.strip())
                break


def _table_text(text: str, exercise: str) -> str:
    """Return the lines of a TOML file that are about one exercise."""
    try:
        tables = tomllib.loads(text)
    except ValueError:
        return ""
    return _flat(tables.get(exercise, ""))


def _flat(x: object) -> str:
    if isinstance(x, dict):
        return "\n".join(_flat(item) for item in x.values())
    return "\n".join(map(_flat, x)) if isinstance(x, list) else str(x)


def files_of(course: Course, exercise: Exercise) -> list[Path]:
    """Return every file that says something about an exercise, whether or not it exists."""
    exercises = course.root / "exercises" / exercise.chapter
    solutions = course.root / "solutions" / exercise.chapter
    return [
        course.root / exercise.stub,
        exercises / f"test_{exercise.id}.py",
        solutions / f"{exercise.id}.py",
        solutions / f"test_{exercise.id}.py",
        exercises / "hints.toml",
        exercises / "zh.toml",
        solutions / "zh.toml",
        exercises / "examples.json",
    ]
