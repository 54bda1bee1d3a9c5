"""Grading beside the keyboard: in a thread, on warm fork servers, called off at any time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from grader.run.public import PublicGrader
from grader.submissions import open_submission

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.isolation import Worker
    from grader.results import Results


class CalledOff(Exception):
    """The run was called off before it was done."""


class Regrader(PublicGrader):
    """Grades one exercise at a time in a thread of its own."""

    def __init__(self, course: Course, submission: Path) -> None:
        super().__init__(course)
        self._submission = submission
        self._thread = ThreadPoolExecutor(1)
        self._called_off = threading.Event()
        self._at_work: Worker | None = None
        self._run: Future[Results] | None = None

    def begin(self, exercise: Exercise, finished: Callable[[], None]) -> None:
        """Start a run in place of the one that is on; `finished` is called from its thread."""
        self.call_off()
        self._called_off.clear()
        self._run = self._thread.submit(self._graded, exercise)
        self._run.add_done_callback(lambda _: finished())

    def done(self) -> bool:
        """Whether there are results to take."""
        return self._run is not None and self._run.done()

    @property
    def busy(self) -> bool:
        """Whether a run is on, or its results wait."""
        return self._run is not None

    def take(self) -> Results:
        """Return the results of the run that is done. Raises what it raised, Problem among them."""
        assert self._run is not None
        run, self._run = self._run, None
        return run.result()

    def call_off(self) -> None:
        """End the run that is on, if any, and wait for that: a moment, for its worker is killed."""
        run, self._run = self._run, None
        if run is None:
            return
        self._called_off.set()
        if self._at_work is not None:
            self._at_work.interrupt()
        run.exception()

    def start(self, exercise: Exercise, *, guarded: bool = True) -> Worker:
        """Return a worker, unless there is no more use for one."""
        self._refuse()
        worker = super().start(exercise, guarded=guarded)
        if guarded:  # the student's, not the course's own
            self._at_work = worker
            if self._called_off.is_set():  # since the look above
                worker.interrupt()
        return worker

    def close(self) -> None:
        """End everything."""
        self.call_off()
        self._thread.shutdown()
        super().close()

    def _graded(self, exercise: Exercise) -> Results:
        # Opened anew each time: what lies where may have changed.
        results = self.grade(open_submission(self._submission, self.course), [exercise])
        self._refuse()
        return results

    def _refuse(self) -> None:
        if self._called_off.is_set():
            raise CalledOff
