"""What editors and students do to a notebook; every answer in it is right."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from .making import ANSWERS, FULL, code, grade_id, index

if TYPE_CHECKING:
    from collections.abc import Callable

Notebook = dict[str, Any]
HALF = FULL - 6  # without `double`


def copied(name: str) -> Callable[[Notebook], None]:
    """JupyterLab's copy of a cell keeps its metadata."""

    def damage(notebook: Notebook) -> None:
        cells = notebook["cells"]
        cells.insert(index(cells, name), copy.deepcopy(cells[index(cells, name)]))

    return damage


def split(notebook: Notebook) -> None:
    """JupyterLab's split gives both halves the metadata."""
    cells = notebook["cells"]
    at = index(cells, "counter")
    first, second = cells[at]["source"].split("    def __add__", 1)
    cells[at : at + 1] = [
        {**copy.deepcopy(cells[at]), "source": first},
        {**copy.deepcopy(cells[at]), "source": "    def __add__" + second},
    ]


def deleted(*names: str) -> Callable[[Notebook], None]:
    """Cells gone."""

    def damage(notebook: Notebook) -> None:
        notebook["cells"] = [cell for cell in notebook["cells"] if grade_id(cell) not in names]

    return damage


def merged(first: str, second: str) -> Callable[[Notebook], None]:
    """JupyterLab's merge keeps the metadata of the cell it was asked on."""

    def damage(notebook: Notebook) -> None:
        cells = notebook["cells"]
        kept, gone = cells[index(cells, first)], cells[index(cells, second)]
        pair = sorted([kept, gone], key=cells.index)
        kept["source"] = "\n".join("".join(cell["source"]) for cell in pair)
        cells.remove(gone)

    return damage


def metadata(name: str, **facts: object) -> Callable[[Notebook], None]:
    """nbgrader's metadata of one cell, edited; None takes a key out."""

    def damage(notebook: Notebook) -> None:
        cells = notebook["cells"]
        block = cells[index(cells, name)]["metadata"]["nbgrader"]
        block |= facts
        for key in [key for key, fact in block.items() if fact is None]:
            del block[key]

    return damage


def every(change: Callable[[dict[str, Any]], None]) -> Callable[[Notebook], None]:
    """One change to every cell."""

    def damage(notebook: Notebook) -> None:
        for cell in notebook["cells"]:
            change(cell)

    return damage


def added(*cells: dict[str, Any], at: int = 0) -> Callable[[Notebook], None]:
    """More cells."""

    def damage(notebook: Notebook) -> None:
        notebook["cells"][at:at] = copy.deepcopy(list(cells))

    return damage


def retyped(name: str, kind: str) -> Callable[[Notebook], None]:
    """A change of a cell's type."""

    def damage(notebook: Notebook) -> None:
        cell = notebook["cells"][index(notebook["cells"], name)]
        cell["cell_type"] = kind
        cell.pop("outputs"), cell.pop("execution_count")

    return damage


def source(name: str, change: Callable[[str], str]) -> Callable[[Notebook], None]:
    """A change of a cell's text."""

    def damage(notebook: Notebook) -> None:
        cell = notebook["cells"][index(notebook["cells"], name)]
        cell["source"] = change("".join(cell["source"]))

    return damage


def swapped(notebook: Notebook) -> None:
    """The ids of two test cells changed for each other."""
    cells = notebook["cells"]
    one, two = cells[index(cells, "test_double")], cells[index(cells, "test_total")]
    one["metadata"], two["metadata"] = two["metadata"], one["metadata"]


def reversed_cells(notebook: Notebook) -> None:
    """Tests above answers."""
    notebook["cells"].reverse()


def lists(cell: dict[str, Any]) -> None:
    """A source as JupyterLab saves it, with Windows' line ends."""
    cell["source"] = "".join(cell["source"]).replace("\n", "\r\n").splitlines(keepends=True)


def vs_code(notebook: Notebook) -> None:
    """What VS Code adds and leaves out."""
    notebook["metadata"] = {"language_info": {"name": "python", "version": "3.12.1"}}
    notebook["nbformat_minor"] = 2
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id", None)
        cell["metadata"]["vscode"] = {"languageId": "python"}
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": ["x"]}]


def jupyterlab(notebook: Notebook) -> None:
    """A run notebook, with a widget's state and an error's output."""
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    trace = {"ename": "E", "evalue": "", "output_type": "error", "traceback": ["\x1b[31mE"]}
    for cell in notebook["cells"]:
        lists(cell)
        cell["metadata"] |= {"trusted": True, "execution": {"iopub.status.busy": "2026"}}
        if cell["cell_type"] == "code":
            cell["outputs"] = [trace]


def forget(*keys: str) -> Callable[[dict[str, Any]], None]:
    """Keys of a cell gone."""

    def change(cell: dict[str, Any]) -> None:
        for key in keys:
            cell.pop(key, None)

    return change


def stripped(cell: dict[str, Any]) -> None:
    """All metadata gone."""
    cell["metadata"] = {}


def ids_doubled(cell: dict[str, Any]) -> None:
    """One cell id for all."""
    cell["id"] = "same"


def in_a_new_cell(notebook: Notebook) -> None:
    """The stub left as it was, the answer in a cell below."""
    cells = notebook["cells"]
    cell = cells[index(cells, "double")]
    stub = 'def double(x, times=1):\n    raise NotImplementedError("double")\n'
    cells.insert(index(cells, "double") + 1, code(cell["source"]))
    cell["source"] = stub


PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"

# What was done, the points it must still earn.
MANGLED: dict[str, tuple[Callable[[Notebook], None], float]] = {
    "copied_test": (copied("test_double"), FULL),
    "copied_answer": (copied("double"), FULL),
    "split_answer": (split, FULL),
    "deleted_test": (deleted("test_double"), FULL),
    "deleted_tests": (deleted("test_double", "test_counter", "test_total"), FULL),
    "deleted_answer": (deleted("double"), HALF),
    "deleted_setup": (deleted("gradsteps-setup"), FULL),
    "merged_into_answer": (merged("double", "test_double"), FULL),
    "merged_into_test": (merged("test_double", "double"), FULL),
    "reversed": (reversed_cells, FULL),
    "swapped_ids": (swapped, FULL),
    "retyped_answer": (retyped("double", "markdown"), FULL),
    "retyped_raw": (retyped("double", "raw"), FULL),
    "retyped_test": (retyped("test_double", "markdown"), FULL),
    "edited_test": (source("test_double", lambda _: "4.0"), FULL),
    "edited_points": (metadata("test_double", points=1000), FULL),
    "points_text": (metadata("test_double", points="6"), FULL),
    "points_gone": (metadata("test_double", points=None), FULL),
    "flags": (metadata("test_double", grade=False, locked=False, solution=True), FULL),
    "schema_old": (metadata("double", schema_version=1), FULL),
    "schema_new": (metadata("double", schema_version=99), FULL),
    "schema_gone": (metadata("test_total", schema_version=None), FULL),
    "extra_key": (metadata("double", mine=1), FULL),
    "unknown_id": (metadata("test_double", grade_id="nobody"), FULL),
    "stripped": (every(stripped), FULL),
    "outputs_gone": (every(forget("outputs", "execution_count")), FULL),
    "ids_gone": (every(forget("id")), FULL),
    "ids_doubled": (every(ids_doubled), FULL),
    "vs_code": (vs_code, FULL),
    "jupyterlab": (jupyterlab, FULL),
    "new_cell": (in_a_new_cell, FULL),
    "magics": (
        added(code("%matplotlib inline\n!pip install numpy\n%load_ext autoreload\ndouble?")),
        FULL,
    ),
    "timed": (source("double", "%%time\n".__add__), FULL),
    "bash": (added(code("%%bash\nls ..")), FULL),
    "input": (added(code("name = input()")), FULL),
    "plot": (added(code(PLOT)), FULL),
    "failing": (added(code("1 / 0"), code("nonsense(")), FULL),
    "hanging": (added(code("while True: pass")), FULL),
    "exiting": (added(code("import os\nos._exit(0)")), FULL),
    "surrogate": (added(code("x = '\ud800'")), FULL),
    "nul": (added(code("x = 1\x00")), FULL),
    "format_99": (lambda notebook: notebook.update(nbformat_minor=99), FULL),
    "format_5": (lambda notebook: notebook.update(nbformat=5), FULL),
    "no_metadata": (lambda notebook: notebook.pop("metadata"), FULL),
    "odd_cells": (lambda notebook: notebook["cells"].extend([None, 3, {}, {"cell_type": 7}]), FULL),
}

# Damage to what only nbgrader reads; grading never looks at it.
ONLY_NBGRADER = {
    "edited_test", "edited_points", "points_text", "points_gone", "flags", "schema_old",
    "schema_new", "schema_gone", "extra_key", "swapped_ids", "retyped_test", "outputs_gone",
    "ids_gone", "ids_doubled", "no_metadata",
}  # fmt: skip

# Files that are no notebook at all, and the points they earn.
FILES: dict[str, tuple[Callable[[Notebook], bytes], float]] = {
    "bom": (lambda notebook: b"\xef\xbb\xbf" + json.dumps(notebook).encode(), FULL),
    "truncated": (lambda notebook: json.dumps(notebook).encode()[:-30], 0.0),
    "empty": (lambda _: b"", 0.0),
    "merge_marks": (lambda n: b"<<<<<<< HEAD\n" + json.dumps(n).encode(), 0.0),
    "latin": (lambda notebook: json.dumps(notebook).encode() + b"\xe9", 0.0),
    "no_object": (lambda _: b"[1, 2]", 0.0),
    "deep": (lambda _: b"[" * 100_000, 0.0),
}


def students(right: Notebook) -> dict[str, tuple[Notebook | bytes, float]]:
    """Every damaged notebook by its name, made of a right one, and what it must earn."""
    made: dict[str, tuple[Notebook | bytes, float]] = {}
    for name, (damage, points) in MANGLED.items():
        notebook = copy.deepcopy(right)
        damage(notebook)
        made[name] = (notebook, points)
    for name, (write, points) in FILES.items():
        made[name] = (write(right), points)
    return made


assert set(ANSWERS) == {"double", "counter", "total"}
