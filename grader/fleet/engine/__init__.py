"""Where tasks are done: processes of this machine, or a Ray cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from pathlib import Path

    from grader.fleet.tasks import Answer, Task


class EngineError(Exception):
    """There is no such place to do tasks; the text says what is missing."""


class Engine(Protocol):
    """Does tasks, many at a time, in any order. A context manager; leaving it drops all work."""

    def __enter__(self) -> Self:
        """Start."""

    def __exit__(self, *_: object) -> None:
        """End every process of it."""

    @property
    def width(self) -> int:
        """How many tasks it can do at a time."""

    def share(self, recording: Path) -> str:
        """Make a recording available wherever tasks are done; its name for `Grade.recording`."""

    def submit(self, task: Task) -> None:
        """Take on a task."""

    def next(self) -> tuple[Task, Answer]:
        """Wait for the next task that ends. Every task taken on ends exactly once."""
