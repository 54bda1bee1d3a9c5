"""A small course, and submissions of every kind on disk."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from grader.course import Chapter, Course, Exercise, Limits, Policy
from grader.results.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.submissions import Problem, Program

STUB = '''"""Softmax."""

import numpy as np
from numpy import exp


def softmax(x, axis=-1):
    """The softmax of x."""
    raise NotImplementedError("softmax")
'''
ANSWER = STUB.replace('raise NotImplementedError("softmax")', "return exp(x)")


SETUP = "import numpy as np"
SOLVED = "def softmax(x, axis=-1):\n    return np.exp(x)"
TODO = 'def softmax(x, axis=-1):\n    raise NotImplementedError("softmax")'
OPTIMIZER = "class Adam:\n    pass"


def exercise(name: str, chapter: str, entry: str) -> Exercise:
    """One exercise of an entry."""
    return Exercise(name, chapter, entry, 1.0, "numpy", Limits())


SOFTMAX = exercise("softmax", "attention", "softmax")
BACKWARD = exercise("softmax_backward", "attention", "softmax_backward")
ADAM = exercise("adam", "optimizers", "Adam")
LOSS = exercise("loss", "optimizers", "loss")
TRITON = exercise("triton_softmax", "kernels", "softmax")


def course(root: Path) -> Course:
    """The course of these tests, with one stub on disk."""
    stub = root / SOFTMAX.stub
    stub.parent.mkdir(parents=True)
    stub.write_text(STUB)
    chapters = (
        Chapter("attention", "Attention", "", (SOFTMAX, BACKWARD)),
        Chapter("optimizers", "Optimizers", "", (ADAM, LOSS)),
        Chapter("kernels", "Kernels", "", (TRITON,)),
    )
    return Course(root, "tiny", "Tiny", "", "1", Policy(), chapters)


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files in it."""
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    root.mkdir(exist_ok=True)
    return root


def zipped(files: Mapping[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    """The bytes of a zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def code(source: str | list[str], **metadata: Any) -> dict[str, Any]:
    """A code cell."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def markdown(source: str, **metadata: Any) -> dict[str, Any]:
    """A text cell."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def claims(name: str) -> dict[str, Any]:
    """Metadata that names an exercise."""
    return {"gradsteps": {"exercise": name}}


def graded(grade_id: str, *, grade: bool = False, solution: bool = True) -> dict[str, Any]:
    """Metadata as nbgrader writes it."""
    return {"nbgrader": {"grade_id": grade_id, "grade": grade, "solution": solution}}


def notebook(*cells: Any, **more: Any) -> str:
    """A notebook of format 4, as text."""
    return json.dumps(
        {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}
    )


def shape(program: Program) -> list[tuple[int, bool]]:
    """The numbers of a notebook program's cells, and whether they are the exercise's own."""
    return [(int(part.label.rpartition(" ")[2]), part.own) for part in program.parts]


def told(problem: Problem) -> tuple[str, str | None, dict[str, Any]]:
    """Kind, path and facts, the facts being those that a result may carry for the kind."""
    reason(problem.kind, **problem.facts)
    return problem.kind, problem.path, dict(problem.facts)
