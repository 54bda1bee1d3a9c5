"""An nbgrader course of the tiny course, and what students make of its notebook."""

from __future__ import annotations

import copy
import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TINY = Path(__file__).parents[1] / "courses" / "tiny"
SEED = "000102030405060708090a0b0c0d0e0f"
ANSWERS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in (TINY / "solutions" / "basics").glob("*.py")
    if not path.stem.startswith("test_")
}
TRIPLE = "def double(x, times=1):\n    return x * 3**times\n"
FULL = 12.0
Cells = list[dict[str, Any]]


def nbgrader(folder: Path, *commands: str, **environ: str) -> list[str]:
    """Run nbgrader's commands in a course directory; what each said. All must succeed."""
    done = statuses(folder, *commands, **environ)
    for command, (status, said) in zip(commands, done, strict=True):
        assert 0 == status, f"nbgrader {command}: {said[-2000:]}"
    return [said for _, said in done]


def statuses(folder: Path, *commands: str, **environ: str) -> list[tuple[int, str]]:
    """Exit status and words of nbgrader's commands, run one after the other in one process."""
    asked = [{"cwd": str(folder), "words": each.split(), "environ": environ} for each in commands]
    done = program(
        folder, "python", Path(__file__).with_name("commands.py"), said=json.dumps(asked)
    )
    assert 0 == done.returncode, done.stderr[-2000:]
    return [(answer["status"], answer["said"]) for answer in json.loads(done.stdout)]


def program(
    folder: Path, name: str, *words: object, said: str | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run a program of this environment, with the tiny course and a fixed seed."""
    binaries = Path(sys.executable).parent
    home = folder / ".home"
    home.mkdir(exist_ok=True)
    env = {
        "PATH": f"{binaries}:{os.environ['PATH']}",
        "HOME": str(home),
        "GRADSTEPS_COURSE": str(TINY),
        "GRADSTEPS_SEED": SEED,
        "PYTHONIOENCODING": "utf-8",
        **environ,
    }
    return subprocess.run(
        [str(binaries / name), *map(str, words)],
        cwd=folder,
        env=env,
        input=said or "",
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def answered(release: dict[str, Any], **answers: str) -> dict[str, Any]:
    """The released notebook with every answer, right ones where none is given."""
    notebook = copy.deepcopy(release)
    for cell in notebook["cells"]:
        name = grade_id(cell)
        if name in ANSWERS:
            cell["source"] = answers.get(name, ANSWERS[name])
    return notebook


def grade_id(cell: dict[str, Any]) -> str:
    """The id nbgrader gave a cell, or nothing."""
    name: str = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    return name


def index(cells: Cells, name: str) -> int:
    """Where the cell is."""
    return [grade_id(cell) for cell in cells].index(name)


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """A code cell without an id."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def submit(folder: Path, student: str, notebook: dict[str, Any] | str | bytes) -> Path:
    """Lay a notebook where nbgrader looks for what was collected."""
    path = folder / "submitted" / student / "basics" / "basics.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(notebook) if isinstance(notebook, dict) else notebook
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return path


def scores(folder: Path) -> dict[str, float]:
    """What nbgrader's own export wrote, by student."""
    with (folder / "grades.csv").open(encoding="utf-8") as file:
        return {row["student_id"]: float(row["score"] or 0) for row in csv.DictReader(file)}
