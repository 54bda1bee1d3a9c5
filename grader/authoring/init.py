"""`grade init`: a working copy of a course, and its update around a student's work.

The copy remembers every file as it was given, under `.gradsteps/given/`. So there are three texts:
the old one as given, the new one, and the student's. Nothing a student wrote is ever overwritten.
"""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from .init_merge import merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course

GIVEN = Path(".gradsteps") / "given"
OWNER = Path(".gradsteps") / "course"
IGNORED = """\
__pycache__/
.ipynb_checkpoints/
.gradsteps/progress*
results.json
report.html
"""

What: TypeAlias = Literal[
    "added", "updated", "merged", "kept", "beside", "restored", "withdrawn", "unchanged"
]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file. `beside` is the other text's file: the new one, or theirs before."""

    what: What
    path: str
    beside: str | None = None


class InTheWayError(Exception):
    """The folder cannot be a working copy; `problems` are sentences. Nothing was written."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def init(course: Course, folder: Path) -> list[Done]:
    """Make `folder` a working copy of `course`, or bring it up to date; says what it did.

    Raises InTheWayError before anything is written, OSError.
    """
    given = dict(_given(course))
    _refuse(course, folder, given)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / OWNER).exists():
        _write(folder / OWNER, f"{course.id}\n".encode())
    done = [_lay(folder, path, new) for path, new in given.items()]
    return [*done, *_withdrawn(folder, given)]


def _given(course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield what a working copy is made of: a path in it and its content."""
    yield ".gitignore", IGNORED.encode()
    for chapter in course.chapters:
        folder = course.root / "exercises" / chapter.id
        pictures = sorted(path.name for path in folder.glob("*.svg"))
        for name in ("README.md", "README.zh.md", *pictures):
            if (folder / name).is_file():
                yield f"exercises/{chapter.id}/{name}", (folder / name).read_bytes()
        for exercise in chapter.exercises:
            yield exercise.stub, (course.root / exercise.stub).read_bytes()


def _refuse(course: Course, folder: Path, given: dict[str, bytes]) -> None:
    problems = []
    if folder.exists() and not folder.is_dir():
        raise InTheWayError([f"{folder} is a file"])
    if (folder / "course.toml").exists():
        raise InTheWayError([f"{folder} is a course itself; make the working copy elsewhere"])
    owner = folder / OWNER
    if owner.is_file() and (other := owner.read_text(encoding="utf-8").strip()) != course.id:
        raise InTheWayError([f"{folder} is a working copy of the course `{other}`"])
    for path in [*given, *(str(GIVEN / path) for path in given), str(OWNER)]:
        place = folder
        for step in Path(path).parts:
            place = place / step
            last = place == folder / path
            if place.is_symlink() and not place.exists():
                problems.append(f"{place} is a link to nothing")
            elif place.exists() and not place.resolve().is_relative_to(folder.resolve()):
                problems.append(f"{place} is a link that leaves {folder}")
            elif place.exists() and not (place.is_file() if last else place.is_dir()):
                problems.append(f"{place} is not a {'file' if last else 'folder'}")
            else:
                continue
            break
    if problems:
        raise InTheWayError(list(dict.fromkeys(problems)))


def _lay(folder: Path, path: str, new: bytes) -> Done:
    """Bring one file up to date, then remember it as given."""
    place, memory = folder / path, folder / GIVEN / path
    old = memory.read_bytes() if memory.is_file() else None
    theirs = place.read_bytes() if place.is_file() else None
    done = _one(place, path, old, new, theirs)
    if old != new:
        _write(memory, new)
    return done


def _one(place: Path, path: str, old: bytes | None, new: bytes, theirs: bytes | None) -> Done:
    if theirs is None:
        if old is not None and place.with_suffix(".ipynb").exists():
            return Done("unchanged", path)  # the student works in a notebook of that name
        _write(place, new)
        return Done("added" if old is None else "restored", path)
    if _plain(theirs) == _plain(new):
        return Done("unchanged", path)
    if old is not None and _plain(theirs) == _plain(old):
        _write(place, new)
        return Done("updated", path)
    if old == new or path == ".gitignore":
        return Done("kept", path)
    text = _merged(place, old, new, theirs) if old is not None else None
    if text == theirs:
        return Done("kept", path)
    if text is not None:
        before = _laid(place, "before", theirs)
        _write(place, text)
        return Done("merged", path, before)
    return Done("beside", path, _laid(place, "new", new))


def _merged(place: Path, old: bytes, new: bytes, theirs: bytes) -> bytes | None:
    """Return a clean merge that is still Python where it was, else None."""
    try:
        texts = [_plain(data).decode() for data in (old, new, theirs)]
    except UnicodeDecodeError:
        return None
    text = merged(*texts)
    if text is None or (place.suffix == ".py" and _parses(texts[2]) and not _parses(text)):
        return None
    crlf = theirs.count(b"\r\n") > theirs.count(b"\n") / 2
    return text.replace("\n", "\r\n" if crlf else "\n").encode()


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _plain(data: bytes) -> bytes:
    """Return a text as if no editor had changed its line ends."""
    return data.replace(b"\r\n", b"\n")


def _laid(place: Path, suffix: str, data: bytes) -> str:
    """Write to the first `softmax.py.new`, `softmax.py.new2` ... that is free or says the same."""
    number = 1
    while True:
        path = place.with_name(f"{place.name}.{suffix}{number if number > 1 else ''}")
        if not os.path.lexists(path):
            _write(path, data)
            return path.name
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return path.name
        number += 1


def _withdrawn(folder: Path, given: dict[str, bytes]) -> Iterator[Done]:
    """Forget what the course no longer has; the student's file stays."""
    memory = folder / GIVEN
    for place in sorted(memory.rglob("*")):
        path = place.relative_to(memory).as_posix()
        if place.is_file() and path not in given:
            place.unlink()
            yield Done("withdrawn", path)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a link inside the copy stays a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        if target.exists():
            draft.chmod(target.stat().st_mode)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
