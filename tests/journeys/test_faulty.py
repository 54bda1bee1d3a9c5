"""Faulty answers as students write them: the page names the real cause, or stays silent.

The first line of each file says what is really wrong; the pages were read by eye against it.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from grader.authoring.release import student_tree
from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

from .conftest import GRADE

ROOT = Path(__file__).parents[2]
FAULTY = sorted((Path(__file__).parent / "faulty").glob("*.py"))
SILENT = {"softmax_no_keepdims", "softmax_returns_list", "value_tanh_slope"}


@pytest.fixture(scope="session")
def tree(tmp_path_factory):
    """The exercises that are answered here, as students have them."""
    checkout = tmp_path_factory.mktemp("checkout")
    for room in ("exercises", "solutions"):
        (checkout / room).symlink_to(ROOT / room)
    chapters = re.split(r"(?m)^(?=\[\[chapter\]\])", (ROOT / "course.toml").read_text("utf-8"))
    (checkout / "course.toml").write_text("".join(_answered(text) for text in chapters), "utf-8")
    course = load(checkout)
    out = tmp_path_factory.mktemp("course") / "tree"
    with Grader(course, secret=chosen(1)) as grader:
        student_tree(course, out, grader)
    return out


def _answered(chapter):
    """A chapter's lines in course.toml, with only the exercises that are answered here."""
    head, *entries = re.split(r"(?m)^(?=\[\[chapter\.exercise\]\])", chapter)
    named = {path.stem.split("_")[0] for path in FAULTY}
    kept = [e for e in entries if re.search(r'(?m)^id = "(.*)"', e)[1] in named]
    return "".join([head, *kept]) if kept or not entries else ""


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_the_page_is_this_one(path, tree, golden, tmp_path):
    """What a student reads, times left out."""
    exercise = path.stem.split("_")[0]
    ran = subprocess.run(
        [GRADE, "run", exercise, "--submission", path],
        cwd=tmp_path,
        env={**os.environ, "GRADSTEPS_COURSE": str(tree), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    page = re.sub(r" +(<1 ms|\d+(\.\d+)? m?s)$", "", ran.stdout, flags=re.MULTILINE)

    assert 1 == ran.returncode, ran.stderr
    assert ("cause:" in page) == (path.stem not in SILENT)
    golden(f"faulty/{path.stem}.txt", page)


def test_every_file_says_what_is_wrong_with_it():
    """Twelve answers, each with its real cause in the first line."""
    heads = [path.read_text(encoding="utf-8").splitlines()[0] for path in FAULTY]

    assert 12 <= len(heads)
    assert all(head.startswith("# real cause: ") for head in heads)
