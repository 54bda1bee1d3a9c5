"""The lookup: where in a folder or zip an exercise's code is found."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.submissions import Note, open_submission

from . import making
from .making import ADAM, ANSWER, LOSS, SOFTMAX, STUB, TRITON, claims, code, notebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.course import Course

    Ask = Callable[..., Any]

BOOK = notebook(code(ANSWER))
CLAIMED = notebook(code(ANSWER, **claims("softmax")))

# Every place, best first. Each holds something else, so that two of one rank would be ambiguous.
ORDER = [
    ("exercises/attention/softmax.py", ANSWER + "# 0"),
    ("attention/softmax.py", ANSWER + "# 1"),
    ("exercises/attention/softmax.ipynb", notebook(code("x = 2"))),
    ("attention/softmax.ipynb", notebook(code("x = 3"))),
    ("hw/softmax.py", ANSWER + "# 4"),
    ("hw/softmax.ipynb", notebook(code("x = 5"))),
    ("exercises/attention/attention.ipynb", notebook(code(ANSWER + "# 6"))),
    ("exercises/attention.ipynb", notebook(code(ANSWER + "# 7"))),
    ("attention/attention.ipynb", notebook(code(ANSWER + "# 8"))),
    ("attention.ipynb", notebook(code(ANSWER + "# 9"))),
    ("hw/attention.ipynb", notebook(code(ANSWER + "# 10"))),
    ("hw/claimed.ipynb", notebook(code("x = 11", **claims("softmax")))),
    ("hw/defined.ipynb", notebook(code(ANSWER + "# 12"))),
    ("hw/near.ipynb", notebook(code("def soft_max(x): return 13"))),
]


@pytest.mark.parametrize("first", range(len(ORDER)))
@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_order(program: Ask, tmp_path: Path, first: int, kind: str) -> None:
    """Of several places the first in the documented order is read, in folders and zips alike."""
    files = dict(random.Random(first).sample(ORDER[first:], len(ORDER) - first))
    files["README.md"] = ""
    root = making.write(tmp_path / "s", files)
    if kind == "zip":
        root = tmp_path / "s.zip"
        root.write_bytes(making.zipped(files))
    found = program(root)
    assert (ORDER[first][0], ()) == (found.path, found.notes)


def test_missing(problem: Ask, tmp_path: Path) -> None:
    """A missing file is told with the places where it was looked for."""
    root = making.write(tmp_path / "s", {"exercises/optimizers/adam.py": "class Adam: pass"})
    looked = ["exercises/attention/softmax.py", "attention/softmax.py"]
    looked += ["softmax.py", "softmax.ipynb", "attention.ipynb"]
    assert problem(root) == ("missing_file", None, {"looked": looked})


def test_ambiguous(problem: Ask, tmp_path: Path) -> None:
    """Two different files of one bare name are not chosen between."""
    files = {"new/softmax.py": ANSWER, "old/softmax.py": STUB, "softmax.ipynb": BOOK}
    root = making.write(tmp_path / "s", files)
    looked = {"looked": ["new/softmax.py", "old/softmax.py"]}
    assert problem(root) == ("ambiguous", None, looked)


def test_ambiguous_notebooks(problem: Ask, tmp_path: Path) -> None:
    """Nor are two different notebooks that hold the exercise in the same way."""
    files = {"a.ipynb": BOOK, "b.ipynb": notebook(code(ANSWER), code("1"))}
    root = making.write(tmp_path / "s", files)
    assert problem(root) == ("ambiguous", None, {"looked": ["a.ipynb", "b.ipynb"]})


def test_copies(program: Ask, tmp_path: Path) -> None:
    """The same bytes in two places are one answer, the shallowest, and the copies are noted."""
    files = {"b/softmax.py": ANSWER, "a/a/softmax.py": ANSWER, "c.ipynb": BOOK}
    found = program(making.write(tmp_path / "s", files))
    note = Note("duplicate", {"path": "a/a/softmax.py"})
    assert ("b/softmax.py", (note,)) == (found.path, found.notes)


def test_a_place_needs_no_search(program: Ask, tmp_path: Path) -> None:
    """A file in its place is read whatever lies elsewhere, and notes nothing."""
    files = {"exercises/attention/softmax.py": ANSWER, "softmax.py": STUB, "attention.ipynb": "{"}
    assert program(making.write(tmp_path / "s", files)).notes == ()


@pytest.mark.parametrize("wrapper", ["ann-hw1/", "a/b/c/d/"])
def test_one_folder_around_all(program: Ask, tmp_path: Path, wrapper: str) -> None:
    """A folder that holds everything is the top, beside what is skipped anyway."""
    files = {f"{wrapper}exercises/attention/softmax.py": ANSWER, f"{wrapper}softmax.py": STUB}
    files |= {"__MACOSX/x": "", ".DS_Store": ""}
    root = making.write(tmp_path / "s", files)
    assert program(root).path == f"{wrapper}exercises/attention/softmax.py"


@pytest.mark.parametrize("folder", ["attention", "exercises/attention"])
def test_a_folder_of_the_course(program: Ask, tmp_path: Path, folder: str) -> None:
    """A folder that the course names is never taken for a wrapper."""
    files = {f"{folder}/softmax.py": ANSWER, f"{folder}/attention/softmax.py": STUB}
    assert program(making.write(tmp_path / "s", files)).path == f"{folder}/softmax.py"


def test_broken_notebooks(problem: Ask, program: Ask, tmp_path: Path) -> None:
    """A notebook that cannot be read is reported where the answer is nowhere else."""
    root = making.write(tmp_path / "s", {"a.ipynb": '{"cells": [\n<<<<<<< HEAD', "b.txt": ""})
    said = {"problem": "is not a notebook: no JSON at line 2"}
    assert problem(root) == ("unreadable", "a.ipynb", said)
    making.write(root, {"b.ipynb": BOOK})
    assert program(root).path == "b.ipynb"
    assert problem(root, ADAM) == ("unreadable", "a.ipynb", said)


def test_a_notebook_called_py(program: Ask, tmp_path: Path) -> None:
    """A notebook is one whatever it is called, also in its place."""
    found = program(making.write(tmp_path / "s", {"attention/softmax.py": BOOK}))
    assert found.parts[0].label == "attention/softmax.py, cell 1"
    sheet = {"cells": [{"cell_type": "code", "input": ANSWER}]}
    old = json.dumps({"nbformat": 3, "worksheets": [sheet]})
    found = program(making.write(tmp_path / "t", {"foo.py": old}) / "foo.py")
    assert found.parts[0].label == "foo.py, cell 1"


def test_one_file(program: Ask, problem: Ask, course: Course, tmp_path: Path) -> None:
    """A single file is the file of the exercise asked for; it offers what its name or names say."""
    files = {"foo.py": ANSWER, "adam.py": ANSWER, "bad.py": "def softmax(:", "other.py": "x = 1"}
    root = making.write(tmp_path / "s", files)
    assert (program(root / "foo.py").path, program(root / "foo.py").parts[0].text) == (
        "foo.py",
        ANSWER,
    )
    offered = {
        name: [e.id for e in course.exercises if open_submission(root / name, course).offers(e)]
        for name in files
    }
    assert offered == {
        "foo.py": ["softmax", "triton_softmax"],
        "adam.py": ["adam"],
        "bad.py": [],
        "other.py": [],
    }
    assert problem(root / "bad.py", ADAM)[0] == "syntax"


def test_one_notebook(program: Ask, problem: Ask, course: Course, tmp_path: Path) -> None:
    """A single notebook is asked by name, metadata, definition, and names near the entry."""
    files = {
        "adam.ipynb": notebook(code("x = 1")),
        "a.ipynb": CLAIMED,
        "b.ipynb": notebook(code("class Adamm: pass")),
    }
    root = making.write(tmp_path / "s", files)
    offered = {
        name: [e.id for e in course.exercises if open_submission(root / name, course).offers(e)]
        for name in files
    }
    assert offered == {
        "adam.ipynb": ["adam"],
        "a.ipynb": ["softmax", "triton_softmax"],
        "b.ipynb": ["adam"],
    }
    assert program(root / "adam.ipynb", ADAM).parts[0].own is False
    assert problem(root / "a.ipynb", ADAM) == ("missing_file", None, {"looked": ["a.ipynb"]})


def test_offers(course: Course, tmp_path: Path) -> None:
    """A folder offers what is in it, readable or not."""
    files = {"exercises/attention/softmax.py": "", "hw.ipynb": notebook(code("class Adam: pass"))}
    root = making.write(tmp_path / "s", files)
    (root / "exercises/attention/softmax_backward.py").symlink_to("/etc/passwd")
    submission = open_submission(root, course)
    offered = [e.id for e in course.exercises if submission.offers(e)]
    assert offered == ["softmax", "softmax_backward", "adam"]


def test_find(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path stands for the exercises it holds; a chapter's folder for all of the chapter."""
    files = {
        "exercises/attention/softmax.py": ANSWER,
        "hw/softmax.py": STUB,
        "hw/adam.py": "x = 1",
        "hw/o.ipynb": notebook(code("def loss(): pass")),
    }
    root = making.write(tmp_path / "s", files)
    submission = open_submission(root, course)
    every = tuple(course.exercises)
    attention = course.chapters[0].exercises
    paths = {
        "": every,
        "exercises": every,
        "exercises/attention": attention,
        "attention": attention,
        "exercises/attention/softmax.py": (SOFTMAX,),
        "hw": (ADAM, LOSS),
        "hw/../hw/adam.py": (ADAM,),
        "hw/softmax.py": (),
        "hw/o.ipynb": (LOSS,),
        "nowhere": (),
        "..": (),
    }
    assert {path: submission.find(root / path) for path in paths} == paths
    monkeypatch.chdir(root / "hw")
    assert submission.find(Path("adam.py")) == (ADAM,)
    assert submission.find(Path("..")) == every


def test_labels(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submission is labeled by its name, the working directory too."""
    root = making.write(tmp_path / "ann", {"softmax.py": ANSWER})
    monkeypatch.chdir(root)
    assert open_submission(Path(), course).label == "ann"
    assert open_submission(root / "softmax.py", course).label == "softmax.py"


def test_shared_entries(program: Ask, tmp_path: Path) -> None:
    """Two exercises with one entry each have their own file."""
    files = {"softmax.py": ANSWER, "triton_softmax.py": ANSWER + "# t"}
    root = making.write(tmp_path / "s", files)
    assert program(root, TRITON).path == "triton_softmax.py"
    assert program(root, SOFTMAX).path == "softmax.py"


@pytest.mark.parametrize("name", ["numpy.py", "json.py", "test_softmax.py", "conftest.py"])
def test_other_files(program: Ask, tmp_path: Path, name: str) -> None:
    """Files that would be dangerous to import are never looked into."""
    root = making.write(tmp_path / "s", {"softmax.py": ANSWER, name: "raise SystemExit"})
    assert [part.label for part in program(root).parts] == ["softmax.py"]


def test_a_dictionary_is_no_notebook(program: Ask, tmp_path: Path) -> None:
    """Python that holds a notebook's words is Python."""
    text = 'x = {"cells": [], "nbformat": 4}\n'
    root = making.write(tmp_path / "s", {"softmax.py": text, "foo.py": text})
    assert program(root).parts[0].text == program(root / "foo.py").parts[0].text == text


def test_too_much_to_search(problem: Ask, tmp_path: Path) -> None:
    """Of very large notebooks only some are looked into, and the first left out is named."""
    large = notebook({**code("x = 1"), "outputs": ["A" * (19 << 20)]})
    root = making.write(tmp_path / "s", {f"{name}.ipynb": large for name in "abcde"})
    said = {"problem": "is one notebook too many to search"}
    assert problem(root) == ("unreadable", "e.ipynb", said)


def test_many_notes(program: Ask, tmp_path: Path) -> None:
    """A program has a hundred notes at most."""
    cells = [code("%a\n%b") for _ in range(60)]
    root = making.write(tmp_path / "s", {"softmax.ipynb": notebook(*cells, code(ANSWER))})
    assert len(program(root).notes) == 100
