"""Where an exercise's code lies in a folder or zip.

In this order, and the first place with anything in it decides:

1. `exercises/<chapter>/<id>.py`, then `<chapter>/<id>.py`
2. `exercises/<chapter>/<id>.ipynb`, then `<chapter>/<id>.ipynb`
3. `<id>.py` anywhere, then `<id>.ipynb` anywhere
4. a notebook that holds the exercise: `<chapter>.ipynb` in `exercises/<chapter>/`, `exercises/`,
   `<chapter>/`, the top, then anywhere; then any notebook, first those whose metadata claims the
   exercise, then those that define its entry, then those that define a name near it

Anywhere means one place: the same bytes in several are read from the shallowest and noted,
different ones are `ambiguous`. Where the top holds one folder and nothing else, as in zips that
hosts make, that folder is the top.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .cells import Notebook
from .reading import read_notebook
from .source import NOTEBOOK_LIMIT, Note, Problem, printable, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..course import Course, Exercise
    from .tree import Listing, Tree

_WRAPPERS_LIMIT = 4
_COPIES_LIMIT = 20
_NOTEBOOKS_LIMIT = 200
_SEARCHED_LIMIT = 64 << 20  # bytes of notebooks after which none is opened only to look into it
_NEAR_LIMIT = 20


class Finder:
    """The lookup in one tree. Paths are relative to the tree."""

    def __init__(self, tree: Tree, course: Course) -> None:
        self._tree = tree
        self._course = course
        self._notebooks: dict[str, Notebook | Problem] = {}
        self._searched = 0  # bytes of the notebooks read

    def locate(self, exercise: Exercise) -> tuple[str, tuple[Note, ...]]:
        """The path of the exercise's file, and notes on copies of it.

        Raises `missing_file`, `ambiguous`, `outside_link`, and `unreadable` or `too_large` for
        what hides whether there is one.
        """
        name, chapter = exercise.id, exercise.chapter
        for suffix in (".py", ".ipynb"):
            for folder in (f"exercises/{chapter}", chapter):
                path = f"{self._top}{folder}/{name}{suffix}"
                if self._tree.has(path):
                    return path, ()
        for suffix in (".py", ".ipynb"):
            found = self._anywhere(name + suffix)
            if found:
                return self._only(found)
        found = self._holding(exercise)
        if found:
            return self._only(found)
        raise self._absence(exercise)

    def notebook(self, path: str, data: bytes | None = None) -> Notebook:
        """A notebook of the tree, read once."""
        if path not in self._notebooks:
            try:
                data = self._tree.read(path, NOTEBOOK_LIMIT) if data is None else data
                self._searched += len(data)
                self._notebooks[path] = read_notebook(data, path, self._course)
            except Problem as problem:
                self._notebooks[path] = problem
        found = self._notebooks[path]
        if isinstance(found, Problem):
            raise found.with_traceback(None)
        return found

    @cached_property
    def _top(self) -> str:
        """`ann-hw1/` where everything lies in one folder, else nothing."""
        known = {"exercises", *(chapter.id for chapter in self._course.chapters)}
        top = ""
        for _ in range(_WRAPPERS_LIMIT):
            match self._tree.tops(top.rstrip("/")):
                case [(name, True)] if name not in known:
                    top += f"{name}/"
                case _:
                    break
        return top

    @cached_property
    def _listing(self) -> Listing:
        return self._tree.listing()

    def _anywhere(self, name: str) -> list[str]:
        """The files of that bare name; what only has its name when there is no file."""
        files = _named(name, self._listing.files)
        return files or _named(name, self._listing.odd)[:1]

    def _only(self, paths: Sequence[str]) -> tuple[str, tuple[Note, ...]]:
        """The first of several paths that all hold the same bytes."""
        first, *others = paths
        if others:
            content = self._tree.read(first, NOTEBOOK_LIMIT)
            same = len(paths) <= _COPIES_LIMIT and all(
                self._tree.read(path, NOTEBOOK_LIMIT) == content for path in others
            )
            if not same:
                looked = [printable(path) for path in paths[:_COPIES_LIMIT]]
                raise Problem("ambiguous", looked=[*looked])
        return first, tuple(Note("duplicate", {"path": printable(path)}) for path in others)

    def _holding(self, exercise: Exercise) -> list[str]:
        """The notebooks that hold an exercise, of the best kind there is."""
        grips = {path: self._grip(path, exercise) for path in self._every_notebook}
        chapter = f"{exercise.chapter}.ipynb"
        firm = [path for path in _named(chapter, grips) if grips[path] in ("claimed", "defined")]
        for folder in (f"exercises/{exercise.chapter}/", "exercises/", f"{exercise.chapter}/", ""):
            if f"{self._top}{folder}{chapter}" in firm:
                return [f"{self._top}{folder}{chapter}"]
        if firm:
            return firm
        for kind in ("claimed", "defined"):
            found = [path for path, grip in grips.items() if grip == kind]
            if found:
                return found
        return [path for path in [*grips][:_NEAR_LIMIT] if self._near(path, exercise)]

    @property
    def _every_notebook(self) -> list[str]:
        files = self._listing.files
        return [path for path in files if path.endswith(".ipynb")][:_NOTEBOOKS_LIMIT]

    def _near(self, path: str, exercise: Exercise) -> bool:
        found = self._notebooks[path]
        return isinstance(found, Notebook) and found.near(exercise)

    def _grip(self, path: str, exercise: Exercise) -> str:
        if path not in self._notebooks and self._searched > _SEARCHED_LIMIT:
            self._notebooks[path] = unreadable("is one notebook too many to search", path)
        try:
            return self.notebook(path).grip(exercise)
        except Problem:
            return "none"  # `_absence` reports it if the exercise is nowhere else

    def _absence(self, exercise: Exercise) -> Problem:
        """Missing, unless something that could not be read may be what is missed."""
        for path, why in self._listing.closed.items():
            return unreadable(why, path)
        for found in self._notebooks.values():
            if isinstance(found, Problem):
                return found
        own = f"{exercise.chapter}/{exercise.id}.py"
        bare = [f"{exercise.id}.py", f"{exercise.id}.ipynb", f"{exercise.chapter}.ipynb"]
        return Problem("missing_file", looked=[f"exercises/{own}", own, *bare])


def _named(name: str, paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path.rpartition("/")[2] == name]
