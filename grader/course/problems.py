"""What is wrong with a course, as fields; the sentences are made in `grader.pages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a course from loading.

    `path` is the key as `chapter[1].exercise[0].points`, counted from 0, or `line 3, column 5`
    where the text is not TOML at all. `expected` and `got` complete "expected ..., got ...".
    """

    path: str
    expected: str
    got: str
    suggestion: str | None = None  # the known name nearest to an unknown one
    exercise: str | None = None  # the id of the exercise it is in, where that much is readable


class CourseError(Exception):
    """No course can be used, because of `problems`: all of them, in the order of the file.

    `where` is what they are problems of: the file, or the setting that names the course.
    """

    def __init__(self, problems: Sequence[Problem], where: str = "course.toml") -> None:
        super().__init__(tuple(problems), where)
        self.problems = tuple(problems)
        self.where = where


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name, all in lower case, that `word` is most likely a misspelling of, or None."""
    from difflib import get_close_matches  # only a faulty course pays for this import

    close = get_close_matches(word.lower(), list(known), n=1)
    return close[0] if close else None
