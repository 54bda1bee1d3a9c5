"""One nbgrader course for all tests here, made by the real commands."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from . import making

if TYPE_CHECKING:
    from pathlib import Path

_OWN = "### BEGIN SOLUTION\n# of my own\nx = 3\n### END SOLUTION"
ESSAY: dict[str, Any] = {
    "cell_type": "markdown",
    "id": "essay",
    "metadata": {
        "nbgrader": {
            "grade": True,
            "grade_id": "essay",
            "locked": False,
            "points": 3,
            "schema_version": 3,
            "solution": True,
            "task": False,
        }
    },
    "source": "Why?",
}


def _code(name: str, source: str) -> dict[str, Any]:
    """A code cell with a solution of the instructor's own, that nobody grades."""
    facts: dict[str, Any] = ESSAY["metadata"]["nbgrader"] | {"grade": False, "grade_id": name}
    del facts["points"]
    return making.code(source, nbgrader=facts) | {"id": name}


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course directory whose one assignment was generated, with an answer graded by hand."""
    pytest.importorskip("nbgrader", reason="the extra `notebooks` is not installed")
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    built = making.program(folder.parent, "grade", "nbgrader", "build", folder)
    assert 0 == built.returncode, built.stderr
    source = folder / "source" / "basics" / "basics.ipynb"
    notebook = json.loads(source.read_text(encoding="utf-8"))
    notebook["cells"] += [ESSAY, _code("own", _OWN)]
    source.write_text(json.dumps(notebook), encoding="utf-8")
    due = '--duedate="2026-01-01T00:00:00Z"'.replace('"', "")
    making.nbgrader(folder, f"db assignment add basics {due}", "generate_assignment basics")
    return folder


@pytest.fixture
def course(generated: Path, tmp_path: Path) -> Path:
    """A course directory of a test's own."""
    folder = tmp_path / "course"
    shutil.copytree(generated, folder)
    return folder


@pytest.fixture(scope="session")
def release(generated: Path) -> dict[str, Any]:
    """The notebook students fetch."""
    text = (generated / "release" / "basics" / "basics.ipynb").read_text(encoding="utf-8")
    notebook: dict[str, Any] = json.loads(text)
    return notebook
