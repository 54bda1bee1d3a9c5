"""A submission: open it, ask it for one exercise's program."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from .find import Finder
from .folder import Folder, read_file, said
from .notebook import looks_like_notebook
from .reading import from_notebook, read_notebook, read_python
from .source import (
    ARCHIVE_LIMIT,
    NOTEBOOK_LIMIT,
    SOURCE_LIMIT,
    Problem,
    Program,
    printable,
    too_large,
    unreadable,
)
from .syntax import definitions

if TYPE_CHECKING:
    from ..course import Course, Exercise
    from .tree import Tree

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # with entries, and empty
_PACKED = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")


class Submission(ABC):
    """What one student handed in, never imported, executed, extracted or written to."""

    answers_all = False  # True: one file, taken for whichever exercise is asked for

    def __init__(self, label: str, course: Course) -> None:
        self.label = printable(label)
        self._course = course

    @abstractmethod
    def program(self, exercise: Exercise) -> Program:
        """The exercise's code. Raises Problem; `missing_file` where there is none."""

    @abstractmethod
    def offers(self, exercise: Exercise) -> bool:
        """True where something is there for the exercise, be it unreadable."""

    def find(self, target: Path) -> tuple[Exercise, ...]:  # noqa: ARG002
        """The exercises that a path in the submission stands for, in course order."""
        return ()


def open_submission(path: Path, course: Course) -> Submission:
    """A folder, a `.py` file, a notebook or a zip, told apart by content.

    Raises Problem `unreadable` or `too_large` where the thing as a whole cannot be used.
    """
    label = path.name or path.resolve().name
    try:
        folder = path.is_dir()
        path.stat()
    except OSError as error:
        raise unreadable(said(error), label) from None
    if folder:
        return _Files(label, course, Folder(path, course.root / "solutions"), path.resolve())
    return open_bytes(read_file(path, ARCHIVE_LIMIT, label), label, course)


def open_bytes(data: bytes, name: str, course: Course) -> Submission:
    """A `.py` file, a notebook or a zip of that name, in memory. Raises as `open_submission`."""
    label, path = name, PurePosixPath(name)
    if data.startswith(_ZIP) or path.suffix == ".zip":
        from .archive import Archive  # most runs see no zip, and zipfile takes time to import

        return _Files(label, course, Archive(data, label))
    if data.startswith(_PACKED):
        raise unreadable("is an archive, but no zip", label)
    if path.suffix == ".ipynb" or looks_like_notebook(data):
        return _Notebook(label, course, data, path.stem)
    if len(data) > SOURCE_LIMIT:
        raise too_large(len(data), SOURCE_LIMIT, label)
    return _Script(label, course, data, path.stem)


class _Script(Submission):
    """One Python file. Asked for an exercise, it is that exercise's file, whatever its name."""

    answers_all = True

    def __init__(self, label: str, course: Course, data: bytes, stem: str) -> None:
        super().__init__(label, course)
        self._data = data
        self._stem = stem

    def program(self, exercise: Exercise) -> Program:  # noqa: ARG002
        return read_python(self._data, self.label)

    def offers(self, exercise: Exercise) -> bool:
        """True for the exercise its name is the id of, else for those whose entry it defines."""
        if any(other.id == self._stem for other in self._course.exercises):
            return exercise.id == self._stem
        try:
            program = read_python(self._data, self.label)
        except Problem:
            return False
        return exercise.entry in definitions(program.parts[0].text)


class _Notebook(Submission):
    """One notebook, for every exercise whose cells it has, or whose name."""

    def __init__(self, label: str, course: Course, data: bytes, stem: str) -> None:
        super().__init__(label, course)
        if len(data) > NOTEBOOK_LIMIT:
            raise too_large(len(data), NOTEBOOK_LIMIT, label)
        self._stem = stem
        self._notebook = read_notebook(data, label, course)

    def program(self, exercise: Exercise) -> Program:
        if not self.offers(exercise):
            raise Problem("missing_file", looked=[self.label])
        return from_notebook(self._notebook, exercise, self._course)

    def offers(self, exercise: Exercise) -> bool:
        if exercise.id == self._stem or self._notebook.grip(exercise) != "none":
            return True
        return self._notebook.near(exercise)


class _Files(Submission):
    """A folder or zip."""

    def __init__(self, label: str, course: Course, tree: Tree, root: Path | None = None) -> None:
        super().__init__(label, course)
        self._tree = tree
        self._finder = Finder(tree, course)
        self._root = root

    def program(self, exercise: Exercise) -> Program:
        path, notes = self._finder.locate(exercise)
        if path.endswith(".ipynb"):
            found = self._finder.notebook(path)
        else:
            data = self._tree.read(path, SOURCE_LIMIT)
            if not looks_like_notebook(data):
                program = read_python(data, path)
                return replace(program, notes=(*program.notes, *notes))
            found = self._finder.notebook(path, data)
        program = from_notebook(found, exercise, self._course)
        return replace(program, notes=(*program.notes, *notes))

    def offers(self, exercise: Exercise) -> bool:
        try:
            self._finder.locate(exercise)
        except Problem as problem:
            return problem.kind != "missing_file"
        return True

    def find(self, target: Path) -> tuple[Exercise, ...]:
        """The exercises that a path stands for, in course order.

        A folder stands for the exercises below it and, named for a chapter, for all of the
        chapter's; a file for the exercises it is the file of. Empty for any other path.
        """
        where = Path(os.path.abspath(target))  # noqa: PTH100  # a link stays the link it is
        where = where.parent.resolve() / where.name
        if self._root is None or not where.is_relative_to(self._root):
            return ()
        path = where.relative_to(self._root).as_posix()
        if path in (".", "exercises"):
            return tuple(self._course.exercises)
        for chapter in self._course.chapters:
            if path in (chapter.id, f"exercises/{chapter.id}"):
                return chapter.exercises
        return tuple(e for e in self._course.exercises if self._below(e, path))

    def _below(self, exercise: Exercise, path: str) -> bool:
        try:
            found, _ = self._finder.locate(exercise)
        except Problem as problem:
            found = problem.path or ""
        return found == path or found.startswith(f"{path}/")
