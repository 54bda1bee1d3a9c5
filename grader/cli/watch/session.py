"""What `grade watch` does: a save is a run, a key is a command, nothing else moves it on."""

from __future__ import annotations

import time
from dataclasses import replace
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from grader.pages import terminal, watching
from grader.pages.sentences import submission_problem
from grader.submissions import Problem

from .. import progress
from ..grading import in_language
from ..looking import hint_page, statement_page
from .keys import END

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from grader.course import Course, Exercise, Language
    from grader.pages.colors import Style
    from grader.results import Results

    from .files import Files
    from .keys import Keys
    from .regrading import Regrader
    from .screen import Screen

    Page: TypeAlias = Callable[[Style], str]

TICK = 0.04  # seconds between two looks at the files
FRAME = 4  # lines of a screen that a list does not have for itself
AT_ONCE = {"n", "q", "r", END}  # keys that call a run off; the others wait for its page


class Session:
    """One sitting over the exercises of `pool`, which `n` goes through."""

    def __init__(
        self,
        course: Course,
        pool: Sequence[Exercise],
        submission: Path,
        tools: tuple[Files, Keys, Regrader, Screen],
        lang: Language,
    ) -> None:
        self._course = course
        self._pool = pool
        self._submission = submission
        self._files, self._keys, self._regrader, self._screen = tools
        self._lang = lang
        self._done = {
            name
            for name, known in progress.recall(course, submission).items()
            if known.status in ("pass", "unavailable")
        }
        self._current = pool[0]
        self._only = False
        self._waiting: list[str] = []  # keys pressed during a run
        self._found: list[Page] = []  # the page of the last run

    def first(self, exercises: Sequence[Exercise]) -> Exercise:
        """Return the first that is not done, if there is one."""
        return next((e for e in exercises if e.id not in self._done), exercises[0])

    def sit(self, exercise: Exercise, *, only: bool) -> None:
        """Watch until `q`, beginning with an exercise; `only`: no other's file takes its place."""
        self._only = only
        self._run(exercise)
        while True:
            key = self._keys.next(TICK)
            if key in ("q", END):
                return
            self._saved()
            if key is not None:
                self._pressed(key)
            if self._regrader.done():
                self._finished()
            resumed, self._keys.resumed = self._keys.resumed, False
            self._screen.keep_up(resumed=resumed)

    def _saved(self) -> None:
        """Run what was saved: the exercise on the screen if it is among several."""
        saved = self._files.saved(time.monotonic())
        self._done -= {exercise.id for exercise in saved}
        if self._current in saved:
            self._run(self._current)
        elif saved and not self._only:
            self._run(saved[0])

    def _pressed(self, key: str) -> None:
        if self._regrader.busy and key not in AT_ONCE:
            self._waiting.append(key)
        elif key == "r":
            self._run(self._current)
        elif key == "n":
            self._go_on()
        elif key == "h":
            self._show(*self._found, self._hint())
        elif key == "s":
            self._show(statement_page(self._course, self._current, self._lang))
        elif key == "l":
            self._show(self._list())

    def _run(self, exercise: Exercise) -> None:
        if exercise is not self._current:
            self._waiting.clear()
        self._current = exercise
        self._screen.running(exercise.id)
        self._regrader.begin(exercise, self._keys.wake)

    def _finished(self) -> None:
        try:
            results = self._regrader.take()
        except Problem as problem:
            self._found = [self._unopened(problem)]
        else:
            self._found = [self._result(results)]
        self._show(*self._found)
        waiting, self._waiting = dict.fromkeys(self._waiting), []
        for key in waiting:
            self._pressed(key)

    def _go_on(self) -> None:
        following = self._following()
        if following is not None:
            self._run(following)
        elif not self._regrader.busy and self._current.id not in self._done:  # or it says so
            self._show(*self._found, watching.nothing_left)

    def _show(self, *parts: Page) -> None:
        self._screen.show(lambda style: "\n".join(part(style) for part in parts))

    def _result(self, results: Results) -> Page:
        """Keep what was found; return its page, with what is next if the exercise is done."""
        if not self._course.has_solutions:
            progress.remember(self._course, self._submission, results)
        said = in_language(results, self._course, self._lang)
        if results.exercises[0].status != "pass":
            return lambda style: terminal.run(said, style)
        name = self._current.id
        self._done.add(name)
        following = self._following()
        ahead = following.id if following else None
        return lambda style: terminal.run(said, style) + watching.done(name, ahead, style)

    def _unopened(self, problem: Problem) -> Page:
        path = str(self._submission)
        return lambda style: watching.unopened(path, submission_problem(problem), style)

    def _hint(self) -> Page:
        try:
            return hint_page(self._course, self._current, self._lang)
        except click.ClickException:
            name = self._current.id
            return lambda style: watching.no_hints(name, style)

    def _list(self) -> Page:
        """Return the list of all exercises, of the chapter's alone if the window is too low."""
        course, count = self._course, len(list(self._course.exercises))
        found = progress.recall(course, self._submission)
        statuses = {name: known.status for name, known in found.items()}
        past = progress.past(course, self._submission)
        if count + 2 * len(course.chapters) + FRAME <= get_terminal_size().lines:
            return lambda style: terminal.listing(course, style, statuses, past)
        chapter = next(c for c in course.chapters if c.id == self._current.chapter)
        part = replace(course, chapters=(chapter,))
        return lambda style: (
            terminal.listing(part, style, statuses, past) + watching.fewer(count, style)
        )

    def _following(self) -> Exercise | None:
        """Return the first exercise after the one on the screen that is not done, round about."""
        at = next(i for i, e in enumerate(self._pool) if e.id == self._current.id)
        for exercise in (*self._pool[at + 1 :], *self._pool[:at]):
            if exercise.id not in self._done and self._regrader.missing(exercise) is None:
                return exercise
        return None
