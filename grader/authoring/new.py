"""`grade dev new`: the files of a new exercise and its entry in course.toml."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.course import load

from . import templates
from .stub import stub_of

if TYPE_CHECKING:
    from grader.course import Course

CHAPTER = re.compile(r"^[ \t]*\[\[[ \t]*chapter[ \t]*\]\]", re.MULTILINE)


class NewError(Exception):
    """The exercise cannot be made; a sentence says why."""


@dataclass(frozen=True, slots=True)
class New:
    """What the author asked for; titles only where the chapter is new too."""

    name: str
    chapter: str
    entry: str
    backend: str = "numpy"
    titles: tuple[str, str] | None = None  # English, Chinese


def create(course: Course, new: New) -> list[Path]:
    """Write the exercise's files and its course.toml entry; returns what was written.

    Nothing is written when the name is taken or the entry would not be read: raises NewError, and
    CourseError with what is wrong with the entry.
    """
    root = course.root
    chapters = {chapter.id for chapter in course.chapters}
    if new.name in chapters | {exercise.id for exercise in course.exercises}:
        raise NewError(f"`{new.name}` exists already")
    if new.chapter not in chapters and new.titles is None:
        known = ", ".join(f"`{chapter}`" for chapter in sorted(chapters))
        raise NewError(
            f"no chapter `{new.chapter}` (there are {known}); `--titles ENGLISH CHINESE` makes it"
        )
    if new.backend not in templates.LIBRARY:
        raise NewError(f"no template for backend `{new.backend}`")
    text = with_entry((root / "course.toml").read_text(encoding="utf-8"), course, new)
    _read(text)
    files = _files(root, new)
    taken = [path for path in files if path.exists()]
    if taken:
        raise NewError(f"{taken[0].relative_to(root)} exists already")
    appended = _appended(root, new)
    written = [*files, *appended, root / "course.toml"]
    for path, content in {**files, **appended, root / "course.toml": text}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return written


def with_entry(text: str, course: Course, new: New) -> str:
    """Return course.toml with the entry at the end of its chapter, everything else as it was."""
    entry = templates.ENTRY.format(name=new.name, entry=new.entry, backend=new.backend)
    chapters = [chapter.id for chapter in course.chapters]
    if new.chapter not in chapters:
        title, title_zh = new.titles or (new.chapter, new.chapter)
        head = templates.CHAPTER.format(chapter=new.chapter, title=title, title_zh=title_zh)
        return f"{text.rstrip()}\n\n{head}\n{entry}"
    headers = [found.start() for found in CHAPTER.finditer(text)]
    if len(headers) != len(chapters):
        raise NewError("course.toml has a `[[chapter]]` inside a string; add the entry by hand")
    position = chapters.index(new.chapter) + 1
    end = headers[position] if position < len(headers) else len(text)
    before, after = text[:end].rstrip(), text[end:]
    # Comments right above the next chapter are about that chapter.
    lines = before.split("\n")
    while position < len(headers) and lines and lines[-1].lstrip().startswith("#"):
        after = f"{lines.pop()}\n{after}"
    before = "\n".join(lines).rstrip()
    return f"{before}\n\n{entry}" + (f"\n{after}" if after else "")


def _read(text: str) -> None:
    """Raise CourseError unless the new course.toml is one."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "course.toml").write_text(text, encoding="utf-8")
        load(Path(folder))


def _files(root: Path, new: New) -> dict[Path, str]:
    exercises, solutions = (root / side / new.chapter for side in ("exercises", "solutions"))
    solution = templates.solution(new.entry, new.backend)
    return {
        solutions / f"{new.name}.py": solution,
        solutions / f"test_{new.name}.py": templates.HIDDEN.format(entry=new.entry),
        exercises / f"{new.name}.py": stub_of(solution, new.name),
        exercises / f"test_{new.name}.py": templates.public(new.entry, new.backend),
    }


def _appended(root: Path, new: New) -> dict[Path, str]:
    """Return files that exist in most chapters already, with what the exercise adds."""
    exercises, solutions = (root / side / new.chapter for side in ("exercises", "solutions"))
    added = {
        exercises / "hints.toml": templates.HINTS.format(name=new.name),
        exercises / "zh.toml": templates.CHINESE.format(name=new.name),
        solutions / "zh.toml": templates.CHINESE_HIDDEN.format(name=new.name),
    }
    found = {}
    for path, text in added.items():
        before = path.read_text(encoding="utf-8").rstrip() if path.exists() else ""
        found[path] = f"{before}\n\n{text}" if before else text
    if new.titles:
        for name, title in zip(("README.md", "README.zh.md"), new.titles, strict=True):
            if not (exercises / name).exists():
                found[exercises / name] = templates.README.format(title=title)
    return found
