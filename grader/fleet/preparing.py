"""Each exercise's solution is recorded once for a whole class, before anything is graded by it.

Recordings lie beside the store, named for all they depend on, so the next run finds them.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.isolation import LaunchError
from grader.run.broken import CourseFault

from .tasks import Failure, Prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .engine import Engine
    from .tasks import Answer, Grade

RECORDINGS = "recordings"  # a folder beside the store


class Preparing:
    """Hands tasks on to the engine as soon as their exercise is prepared."""

    def __init__(
        self,
        engine: Engine,
        marks: Mapping[str, str],
        folders: Sequence[Path],
        *,
        records: bool,
    ) -> None:
        """`marks` name recordings by exercise; new ones go to the first of the folders.

        With `records` false, as in a released tree, exercises need no preparation.
        """
        self._engine = engine
        self._files = {exercise: f"{mark}.recording" for exercise, mark in marks.items()}
        self._folders = folders
        self._records = records
        self._prepared: dict[str, str | None] = {}  # recordings, as the engine knows them
        self._held: dict[str, list[Grade]] = {}  # until their exercise is prepared

    def grade(self, task: Grade) -> None:
        """Take on a task, now or when its exercise is prepared."""
        name = task.exercise
        if name in self._prepared:
            self._engine.submit(replace(task, recording=self._prepared[name]))
        elif name in self._held:
            self._held[name].append(task)
        else:
            self._held[name] = [task]
            self._prepare(name)

    def done(self, task: Prepare, answer: Answer) -> None:
        """Keep a recording and release what waited for it. Raises CourseFault, LaunchError."""
        if isinstance(answer, Failure) and answer.kind == "course":
            raise CourseFault(str(answer.facts["exercise"]), str(answer.facts["problem"]))
        if isinstance(answer, Failure):
            said = ", ".join(f"{name} {fact}" for name, fact in answer.facts.items())
            raise LaunchError(f"recording the solution of {task.exercise}: {answer.kind}, {said}")
        if answer is None:
            self._release(task.exercise, None)
            return
        assert isinstance(answer, bytes)
        folder = self._folders[0]
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / self._files[task.exercise]
        _write_privately(path, answer)
        self._release(task.exercise, self._engine.share(path))

    def tidy(self) -> None:
        """Delete recordings of what the course no longer is."""
        folder, used = self._folders[0], set(self._files.values())
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name not in used:
                path.unlink()

    def _prepare(self, name: str) -> None:
        paths = (folder / self._files[name] for folder in self._folders)
        path = next((path for path in paths if path.is_file()), None)
        if not self._records:
            self._release(name, None)
        elif path is not None:
            self._release(name, self._engine.share(path))
        else:
            self._engine.submit(Prepare(name))

    def _release(self, name: str, recording: str | None) -> None:
        self._prepared[name] = recording
        for task in self._held.pop(name, ()):
            self._engine.submit(replace(task, recording=recording))


def _write_privately(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, for its owner alone."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(draft, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(data)
    draft.replace(path)
