"""Damaged notebooks: restored for nbgrader cell by cell, and nobody's points are lost."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from grader.notebooks.judging import Judging, read
from grader.notebooks.restore import harmless, restored

from . import making, mangled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

nbformat = pytest.importorskip("nbformat", reason="the extra `notebooks` is not installed")
pytest.importorskip("nbgrader", reason="the extra `notebooks` is not installed")


@pytest.fixture(scope="module")
def damaged(
    release: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, float]]:
    """Every damaged notebook as a file, with what it must earn."""
    folder = tmp_path_factory.mktemp("damaged")
    files = {}
    for name, (notebook, points) in mangled.students(making.answered(release)).items():
        files[name] = (making.submit(folder, name, notebook), points)
    return files


@pytest.fixture(scope="module")
def judging() -> Iterator[Judging]:
    """The plug-in's own way to grade."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADSTEPS_COURSE", str(making.TINY))
        patch.setenv("GRADSTEPS_SEED", making.SEED)
        found = Judging()
        yield found
        found.close()


def test_every_damaged_notebook_earns_what_its_answers_are_worth(
    damaged: dict[str, tuple[Path, float]], judging: Judging
) -> None:
    """Copied, split, merged, deleted, retyped cells and odd files: points of the answers left."""
    exercises = list(judging.course.exercises)
    read_by_us = {n: each for n, each in damaged.items() if n not in mangled.ONLY_NBGRADER}

    earned = {name: judging.grade(path, exercises).points for name, (path, _) in read_by_us.items()}

    assert {name: points for name, (_, points) in read_by_us.items()} == earned


def test_restored_notebooks_are_what_nbgrader_wants(
    damaged: dict[str, tuple[Path, float]], release: dict[str, Any]
) -> None:
    """Valid, every released id once, locked cells word for word, nothing run."""
    whole = nbformat.reads(json.dumps(release), as_version=4)
    ids = [making.grade_id(cell) for cell in release["cells"] if making.grade_id(cell)]
    tests = {making.grade_id(c): c["source"] for c in whole.cells if "test_" in making.grade_id(c)}
    for name, (path, _) in damaged.items():
        found = restored(whole, read(path).cells)

        nbformat.validate(found)
        names = [making.grade_id(cell) for cell in found.cells if making.grade_id(cell)]
        assert Counter(ids) == Counter(names), name
        sources = {making.grade_id(c): c.source for c in found.cells if making.grade_id(c) in tests}
        assert tests == sources, name
        assert not any(cell.get("outputs") for cell in found.cells), name


def test_a_restored_answer_is_the_students_text(
    damaged: dict[str, tuple[Path, float]], release: dict[str, Any]
) -> None:
    """Halves are one cell again, and what lies in nobody's cell is kept in one of its own."""
    whole = nbformat.reads(json.dumps(release), as_version=4)

    def texts(name: str) -> dict[str, str]:
        cells = restored(whole, read(damaged[name][0]).cells).cells
        return {making.grade_id(cell): cell.source for cell in cells if making.grade_id(cell)}

    split = texts("split_answer")["counter"]
    assert making.ANSWERS["counter"].split() == split.split()
    moved = restored(whole, read(damaged["merged_into_test"][0]).cells).cells
    assert any("x * 2**times" in cell.source for cell in moved if not making.grade_id(cell))
    assert "" == texts("deleted_answer")["double"]


HTML = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x]: vbscript:msgbox(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](x onerror=alert(1))",
    '[x](https://e.org "onmouseover=alert(1)")',
    "`<img src=x onerror=alert(1)>`",
    "```html\n<script>alert(1)</script>\n```",
    "$<img src=x onerror=alert(1)>$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\href{javascript: alert(1)}{x}$",
]


@pytest.mark.parametrize("text", HTML)
def test_markdown_of_a_student_runs_nothing(text: str) -> None:
    """As nbconvert renders it, no tag or link of the student's is alive."""
    from html.parser import HTMLParser

    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    class Alive(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in {"script", "iframe", "object", "svg", "style"}, tag
            for name, value in attrs:
                assert not name.startswith("on"), attrs
                scheme = "".join((value or "").split()).partition(":")[0].lower()
                assert scheme not in {"javascript", "vbscript", "data"}, attrs

    Alive().feed(markdown2html_mistune(harmless(text)))
    assert "javascript:" not in harmless(text).lower()  # MathJax makes links too


def test_harmless_markdown_still_says_what_it_said() -> None:
    """Emphasis, links to the web, images of the notebook and formulas survive."""
    text = (
        "**so** [it](https://e.org/a:b?c=1&d=2) ![plot](attachment:plot.png) $a > b$ & more: done"
    )

    assert text == harmless(text)
