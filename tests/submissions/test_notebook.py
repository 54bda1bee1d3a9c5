"""Notebooks: formats, what editors mangle, what is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from grader.submissions import Problem, open_submission
from grader.submissions.source import SOURCE_LIMIT

from . import making
from .making import (
    SOFTMAX,
    SOLVED,
    code,
    markdown,
    notebook,
    shape,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.course import Course

    Ask = Callable[..., Any]


def test_formats(read: Ask) -> None:
    """Notebooks written by nbformat, 3 and 4, are read."""
    v4 = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("#"), nbformat.v4.new_code_cell(SOLVED)]
    )
    assert shape(read(data=nbformat.writes(v4).encode())) == [(2, True)]
    v3 = nbformat.v3.new_notebook(
        worksheets=[
            nbformat.v3.new_worksheet(
                cells=[
                    nbformat.v3.new_text_cell("markdown", "#"),
                    nbformat.v3.new_code_cell(SOLVED),
                ]
            )
        ]
    )
    found = read(data=json.dumps(v3).encode())
    assert (shape(found), found.parts[0].text) == ([(2, True)], SOLVED)


@pytest.mark.parametrize(
    "data",
    [
        notebook(code(SOLVED), nbformat=5),
        notebook(code(SOLVED), nbformat="4", metadata=None, surprise=[1]),
        json.dumps({"cells": [code(SOLVED)]}),
        notebook(code(SOLVED.splitlines(keepends=True))),
        notebook(code(SOLVED.replace("\n", "\r\n"))),
        notebook({"cell_type": "code", "source": SOLVED}),
        notebook({**code(SOLVED), "metadata": [1], "id": "a", "outputs": 7}),
        notebook(code(SOLVED, gradsteps=3, nbgrader=[1])),
        notebook(code(SOLVED, gradsteps={"exercise": 3}, nbgrader={"grade_id": 0, "grade": "x"})),
        "\ufeff" + notebook(code(SOLVED)),
        notebook(code(SOLVED)) + "\n\n",
        "\n " + json.dumps({"cells": [code(SOLVED)], "nbformat": 4}, indent=1),
    ],
)  # fmt: skip
def test_mangled(read: Ask, data: str) -> None:
    """What editors leave out, double or misspell costs nothing."""
    found = read(data=data.encode())
    assert (shape(found), found.parts[0].text) == ([(1, True)], SOLVED)


def test_odd_cells(read: Ask) -> None:
    """Cells that are none are passed over, and the numbers of the others stay."""
    odd = [
        3,
        None,
        [],
        {},
        {"cell_type": "code"},
        code([1, "x = 1", None]),
        {**code(""), "source": 7},
    ]
    assert shape(read(*odd, code(SOLVED))) == [(6, False), (8, True)]


def test_half_characters(read: Ask) -> None:
    """Half of a surrogate pair, which JSON can hold, becomes a character that Python takes."""
    found = read(code(SOLVED + "  # \ud800"))
    assert found.parts[0].text == SOLVED + "  # \ufffd"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (notebook(code(SOLVED))[:-9], "is not a notebook: no JSON at line 1"),
        ("", "is not a notebook: no JSON at line 1"),
        ("def softmax(): pass", "is not a notebook: no JSON at line 1"),
        ('{\n"cells": [],\n<<<<<<< HEAD\n}', "is not a notebook: no JSON at line 3"),
        ("[" * 200_000, "is not a notebook: no JSON"),
        (notebook(code("x"), n=[]).replace("[]}", "9" * 9999 + "}"), "is not a notebook: no JSON"),
        ("[]", "is not a notebook: no cells"),
        ('{"cells": {}}', "is not a notebook: no cells"),
        ('{"worksheets": 3}', "is not a notebook: no cells"),
        ("null", "is not a notebook: no cells"),
        (notebook(*[1] * 10_001), "has more than 10000 cells"),
    ],
)
def test_no_notebook(course: Course, tmp_path: Path, data: str, said: str) -> None:
    """A file that is no notebook, or a bomb, is a problem of the submission."""
    (tmp_path / "hw.ipynb").write_text(data)
    with pytest.raises(Problem) as caught:
        open_submission(tmp_path / "hw.ipynb", course)
    assert making.told(caught.value) == ("unreadable", "hw.ipynb", {"problem": said})


def test_not_utf8(course: Course, tmp_path: Path) -> None:
    """A notebook in another encoding is told with the byte."""
    (tmp_path / "hw.ipynb").write_bytes(b'{"cells": "\xff"}')
    with pytest.raises(Problem) as caught:
        open_submission(tmp_path / "hw.ipynb", course)
    assert making.told(caught.value) == ("not_utf8", "hw.ipynb", {"byte": 11})


def test_sizes(course: Course, tmp_path: Path) -> None:
    """Outputs of many megabytes are fine up to 20 MiB; code up to 1 MiB."""

    def told(data: str) -> object:
        (tmp_path / "hw.ipynb").write_text(data)
        try:
            open_submission(tmp_path / "hw.ipynb", course)
        except Problem as problem:
            return making.told(problem)
        return None

    plot = [{"data": {"image/png": "A" * (19 << 20)}}]
    assert told(notebook({**code(SOLVED), "outputs": plot})) is None
    longer = notebook({**code(SOLVED), "outputs": [*plot, "A" * (1 << 20)]})
    facts = {"bytes": len(longer), "limit": 20 << 20}
    assert told(longer) == ("too_large", "hw.ipynb", facts)
    half = "#" + "é" * (SOURCE_LIMIT // 4)
    facts = {"bytes": SOURCE_LIMIT + 2, "limit": SOURCE_LIMIT}
    assert told(notebook(code(half), code(half), markdown("x" * (1 << 20)))) == (
        "too_large",
        "hw.ipynb",
        facts,
    )


@pytest.mark.parametrize(
    "cells", [[], [markdown("# Homework")], [code(" \n")], [code("%%bash\nls")]]
)
def test_empty(course: Course, tmp_path: Path, cells: list[Any]) -> None:
    """A notebook without code is empty for the exercise it is named for."""
    (tmp_path / "softmax.ipynb").write_text(notebook(*cells))
    with pytest.raises(Problem) as caught:
        open_submission(tmp_path / "softmax.ipynb", course).program(SOFTMAX)
    assert making.told(caught.value) == ("empty_file", "softmax.ipynb", {})
