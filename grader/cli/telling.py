"""How far a class is: a bar with the time left on a terminal, one line per student in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

import click

if TYPE_CHECKING:
    from grader.fleet.intake.handed import Collection
    from grader.fleet.running import Done
    from grader.pages.cohort import Summary


class Telling:
    """Tells about `students` as they finish, and keeps what the last page needs."""

    def __init__(self, students: int) -> None:
        self._students = students
        self._progress: Any = None
        self._task: Any = None
        self._bar = sys.stderr.isatty()
        self._ids: set[str] = set()
        self._fresh = self._known = self._handed = 0
        self._unmatched: list[str] = []
        self._missing: list[str] = []
        self._incomplete: list[str] = []
        self._faults: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        if self._bar:
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._progress = Progress(
                TextColumn("grading"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(compact=True),
                TextColumn("{task.fields[said]}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task("grading", total=self._students, said="")
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def tell(self, done: Done) -> None:
        """Count a student who is finished and say so."""
        from grader.pages import cohort
        from grader.pages.sentences import sentence

        graded = done.graded
        name = graded.student.id
        self._ids.add(name)
        self._fresh += done.fresh
        self._handed += not graded.missing
        if graded.missing:
            self._missing.append(name)
        if not graded.student.matched:
            self._unmatched.append(name)
        if graded.fault is not None:
            self._faults.append((name, sentence(graded.fault)))
        if graded.results is not None:
            self._known += done.exercises - done.fresh
            if not graded.results.complete:
                self._incomplete.append(name)
        if self._progress is not None:
            faults = f"{len(self._faults)} faults" if self._faults else ""
            self._progress.update(self._task, advance=1, said=faults)
        else:
            click.echo(cohort.finished(graded), err=True)

    def summary(
        self,
        where: str,
        collection: Collection,
        before: set[str],
        seconds: float,
        *,
        finished: bool,
    ) -> Summary:
        """Return what the last page shows; `before` were in the store when the run began."""
        from grader.pages.cohort import Summary

        return Summary(
            where=where,
            layout=collection.layout,
            students=self._handed,
            fresh=self._fresh,
            known=self._known,
            seconds=seconds,
            unmatched=self._unmatched,
            missing=self._missing,
            faults=self._faults,
            incomplete=self._incomplete,
            kept=len(before - self._ids) if finished else 0,
            remarks=collection.remarks,
            finished=finished,
        )
