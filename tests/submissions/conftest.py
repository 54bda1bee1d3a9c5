from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.submissions import Problem, open_submission

from . import making

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.submissions import Program


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The course of these tests, in a folder of its own."""
    return making.course(tmp_path / "course")


@pytest.fixture
def program(course: Course) -> Callable[..., Program]:
    """The program of a path for one exercise."""

    def ask(path: Path, exercise: Exercise = making.SOFTMAX) -> Program:
        return open_submission(path, course).program(exercise)

    return ask


@pytest.fixture
def problem(program: Callable[..., Program]) -> Callable[..., object]:
    """What stands between a path and its program: kind, path, facts."""

    def ask(path: Path, exercise: Exercise = making.SOFTMAX) -> object:
        with pytest.raises(Problem) as caught:
            program(path, exercise)
        return making.told(caught.value)

    return ask


@pytest.fixture
def read(course: Course, tmp_path: Path) -> Callable[..., Program]:
    """The program of a notebook given as cells or as bytes."""

    def ask(
        *cells: object, exercise: Exercise = making.SOFTMAX, data: bytes | None = None
    ) -> Program:
        path = tmp_path / "hw.ipynb"
        path.write_bytes(making.notebook(*cells).encode() if data is None else data)
        return open_submission(path, course).program(exercise)

    return ask
