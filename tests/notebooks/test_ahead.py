"""While one notebook is written down the next is graded."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from grader.notebooks.judging import Judging

from . import making

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRONG = "def double(x, times=1):\n    return x"


@pytest.fixture
def judging(monkeypatch: pytest.MonkeyPatch) -> Iterator[Judging]:
    """The tiny course, graded in plain processes."""
    monkeypatch.setenv("GRADSTEPS_COURSE", str(making.TINY))
    found = Judging("process")
    yield found
    found.close()


@pytest.fixture
def notebooks(release: dict[str, Any], tmp_path: Path) -> tuple[Path, Path]:
    """Two students' notebooks: a right one, and one whose `double` is wrong."""
    paths = tmp_path / "a.ipynb", tmp_path / "b.ipynb"
    for path, answers in zip(paths, ({}, {"double": WRONG}), strict=True):
        path.write_text(json.dumps(making.answered(release, **answers)), encoding="utf-8")
    return paths


def _exercises(judging: Judging) -> list[Any]:
    return [e for e in judging.course.exercises if e.id in making.ANSWERS]


def test_the_next_notebook_is_graded_while_nobody_waits(
    judging: Judging, notebooks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its points are its own, and asking for it grades nothing again."""
    first, second = notebooks
    begun: list[Path] = []
    graded = judging._graded
    done = threading.Event()

    def noted(path: Path, exercises: Any) -> Any:
        begun.append(path)
        results = graded(path, exercises)
        if path == second:
            done.set()
        return results

    monkeypatch.setattr(judging, "_graded", noted)
    full = judging.grade(first, _exercises(judging), second)
    assert done.wait(60)
    assert full.points > judging.grade(second, _exercises(judging)).points
    assert [first, second] == begun


def test_what_changed_since_is_graded_again(
    judging: Judging, notebooks: tuple[Path, Path], release: dict[str, Any]
) -> None:
    """A submission collected anew in the middle of a run counts as it is."""
    first, second = notebooks
    full = judging.grade(first, _exercises(judging), second)
    second.write_text(json.dumps(making.answered(release)), encoding="utf-8")
    assert full.points == judging.grade(second, _exercises(judging)).points


def test_a_notebook_that_is_gone_stops_nobody_else(
    judging: Judging, notebooks: tuple[Path, Path]
) -> None:
    """It earns nothing when its turn comes; the one before it keeps its points."""
    first, second = notebooks
    second.unlink()
    full = judging.grade(first, _exercises(judging), second)
    assert full.points == full.of
    assert 0 == judging.grade(second, _exercises(judging)).points
