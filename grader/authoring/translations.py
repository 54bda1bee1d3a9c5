"""Chinese entries: all there, none left over, none older than its English.

`zh.toml` holds the Chinese by id. Which English an entry translates stands at the end of the same
file, as eight digits of a hash by entry:

    [softmax.english]
    statement = "3f0c9a1e"
    "checks.matches_the_reference" = "0b77d1a4"

`grade dev sync --translated softmax` writes them, once the author has read entry and English side
by side.
"""

from __future__ import annotations

import ast
import hashlib
import re
import tomllib
from typing import TYPE_CHECKING, Any

from .faults import Fault, fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.results import Json
    from grader.run.suite import Suite

FILE = "zh.toml"
NOTE = "# Which English each entry translates; `grade dev sync --translated EXERCISE` writes this."
SECTION = re.compile(r"^\[(?P<id>[^\].]+)\.english\]\n(?:(?!\[).*\n?)*", re.MULTILINE)


def public_english(suite: Suite, hints: Iterable[str]) -> dict[str, str]:
    """Return the English of everything that is translated in the student's tree, by entry."""
    texts = {
        "title": (ast.get_docstring(ast.parse(suite.stub)) or "").split("\n")[0],
        "statement": "\n\n".join(docstrings(suite.stub)),
    }
    texts |= {f"hints.{number}": hint for number, hint in enumerate(hints, 1)}
    texts |= {f"checks.{check.name}": check.says for check in suite.public.checks}
    mistakes = suite.hidden.mistakes if suite.hidden else ()
    return texts | {f"mistakes.{mistake.name}": mistake.says for mistake in mistakes}


def hidden_english(suite: Suite) -> dict[str, str]:
    """Return the English of everything that is translated in `solutions/`, by entry."""
    return {f"checks.{check.name}": check.says for check in suite.hidden_checks}


def docstrings(stub: str) -> list[str]:
    """Return the statement as a student reads it: every docstring but the module's."""
    nodes = [
        node
        for node in ast.walk(ast.parse(stub))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    nodes.sort(key=lambda node: node.lineno)
    return [text for node in nodes if (text := ast.get_docstring(node))]


def translation_faults(
    course: Course, exercise: Exercise, suite: Suite, hints: Iterable[str]
) -> Iterator[Fault]:
    """Compare both files of Chinese with the English they are about."""
    for folder, english in _both(suite, hints):
        path = course.root / folder / exercise.chapter / FILE
        if english or path.exists():
            yield from _faults(course, path, exercise, english)


def _faults(
    course: Course, path: Path, exercise: Exercise, english: Mapping[str, str]
) -> Iterator[Fault]:
    name, where = exercise.id, path.relative_to(course.root).as_posix()
    try:
        table = _table(path, name)
    except ValueError as error:
        yield fault(name, "zh_unreadable", path=where, text=str(error))
        return
    chinese = entries(table)
    marks = table.get("english", {})
    found: dict[str, list[Json]] = {}
    for entry, text in english.items():
        if not chinese.get(entry, "").strip():
            found.setdefault("zh_missing", []).append(entry)
        elif entry not in marks and "TODO" not in chinese[entry]:
            found.setdefault("zh_unmarked", []).append(entry)
        elif entry in marks and marks[entry] != digest(text):
            found.setdefault("zh_stale", []).append(entry)
    unknown = [entry for entry in chinese if entry not in english]
    unknown += [f"english.{entry}" for entry in marks if entry not in {**english, **chinese}]
    if unknown:
        found["zh_unknown"] = [*unknown]
    for kind, listed in found.items():
        yield fault(name, kind, path=where, entries=listed)


def mark(course: Course, exercise: Exercise, suite: Suite, hints: Iterable[str]) -> list[Path]:
    """Write down which English the Chinese of an exercise translates; returns changed files."""
    changed = []
    for folder, english in _both(suite, hints):
        path = course.root / folder / exercise.chapter / FILE
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        chinese = entries(_table(path, exercise.id))
        marks = {entry: digest(said) for entry, said in english.items() if entry in chinese}
        new = _with_marks(text, exercise.id, marks)
        if new != text:
            path.write_text(new, encoding="utf-8")
            changed.append(path)
    return changed


def entries(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the entries of one exercise's table by the names used here."""
    found = {key: table[key] for key in ("title", "statement") if isinstance(table.get(key), str)}
    hints = table.get("hints")
    if isinstance(hints, list):
        found |= {f"hints.{number}": str(hint) for number, hint in enumerate(hints, 1)}
    for group in ("checks", "mistakes"):
        inner = table.get(group)
        if isinstance(inner, dict):
            found |= {f"{group}.{name}": str(text) for name, text in inner.items()}
    return found


def digest(text: str) -> str:
    """Return eight digits that change with the words of a text, not with its line breaks."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def _both(suite: Suite, hints: Iterable[str]) -> list[tuple[str, dict[str, str]]]:
    return [("exercises", public_english(suite, hints)), ("solutions", hidden_english(suite))]


def _table(path: Path, exercise: str) -> dict[str, Any]:
    """Return an exercise's table; raises ValueError for a file that is no TOML."""
    if not path.exists():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8")).get(exercise, {})
    return table if isinstance(table, dict) else {}


def _with_marks(text: str, exercise: str, marks: Mapping[str, str]) -> str:
    """Return the file with the exercise's section of hashes, all such sections at its end."""
    sections = {found["id"]: found.group().rstrip() for found in SECTION.finditer(text)}
    lines = [f"[{exercise}.english]"]
    lines += [f'{_key(entry)} = "{code}"' for entry, code in marks.items()]
    sections[exercise] = "\n".join(lines)
    rest = SECTION.sub("", text).replace(NOTE + "\n", "").rstrip()
    return "\n\n".join([rest, NOTE + "\n" + "\n\n".join(sections.values())]) + "\n"


def _key(entry: str) -> str:
    return f'"{entry}"' if "." in entry else entry
