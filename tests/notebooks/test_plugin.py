"""nbgrader's own commands over the plug-in: scores, regrades, feedback, and who was not graded."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from . import making, mangled

if TYPE_CHECKING:
    from pathlib import Path

THIRD = 6.8571  # `double` wrong, unchanged input and all else right
HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3))"
SCREAMS = f"def double(x, times=1):\n    print('''{HTML}''')\n    raise ValueError('''{HTML}''')\n"
# Each of these gave full marks where cells are run by a kernel.
HOSTILE = """
import contextlib, glob, sqlite3, sys
with contextlib.suppress(Exception):
    get_ipython().input_transformers_cleanup.append(lambda lines: ["pass"])
with contextlib.suppress(Exception):
    sys.displayhook(6.0)
for path in glob.glob("/tmp/**/gradebook.db", recursive=True) + ["../../../gradebook.db"]:
    with contextlib.suppress(Exception):
        with sqlite3.connect(path) as db:
            db.execute("update grade set manual_score = 99")
def double(x, times=1):
    return x * 3
"""


@pytest.fixture(scope="module")
def graded(
    generated: Path, release: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A class that was graded, partly by hand, and then all over again."""
    import shutil

    folder = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(generated, folder)
    right = making.answered(release)
    for student in ("right", "late"):
        making.submit(folder, student, right)
    (folder / "submitted/late/basics/timestamp.txt").write_text("2026-01-02 10:30:00 UTC")
    (folder / "submitted/right/basics/timestamp.txt").write_text("2025-12-31 10:30:00 UTC")
    making.submit(folder, "triple", making.answered(release, double=making.TRIPLE))
    making.submit(folder, "hostile", making.answered(release, double=HOSTILE))
    screams = making.answered(release, double=SCREAMS)
    screams["cells"] += [
        {"cell_type": "markdown", "metadata": {}, "source": HTML},
        {"cell_type": "raw", "metadata": {}, "source": HTML},
    ]
    essay = screams["cells"][making.index(screams["cells"], "essay")]
    essay["source"] = f"Because {HTML}"
    making.submit(folder, "screams", screams)
    for name in ("copied_test", "split_answer"):
        notebook = copy.deepcopy(right)
        mangled.MANGLED[name][0](notebook)
        making.submit(folder, name, notebook)
    making.submit(folder, "truncated", b'{"cells": [')
    making.submit(folder, "[odd]", right)
    renamed = making.submit(folder, "renamed", right)
    renamed.rename(renamed.with_name("basics (1).ipynb"))

    first = making.statuses(folder, "autograde basics --force", "export --to grades.csv")
    assert [1, 0] == [status for status, _ in first], first  # `renamed` has no notebook
    before = making.scores(folder)
    _by_hand(folder)
    again = making.statuses(
        folder,
        "autograde basics --force",
        "generate_feedback basics --force",
        "export --to grades.csv",
    )
    assert [1, 0, 0] == [status for status, _ in again], again
    (folder / "before.txt").write_text(repr(before))
    return folder


def _by_hand(folder: Path) -> None:
    """What people give: points for the essay, another score for a test, a comment."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.find_grade("essay", "basics", "basics", "right").manual_score = 2.0
        gradebook.find_grade("test_double", "basics", "basics", "triple").manual_score = 5.0
        comment = gradebook.find_comment("double", "basics", "basics", "triple")
        comment.manual_comment = "almost"
        gradebook.db.commit()


def test_scores_reach_the_gradebook(graded: Path) -> None:
    """Partial credit, lateness, damage and nonsense all become the right plain number."""
    before = eval((graded / "before.txt").read_text())

    assert {
        "right": 12.0,
        "late": 6.0,  # two begun days at a quarter each, after an hour of grace
        "triple": 6.8571,
        "hostile": 6.8571,
        "screams": 6.0,
        "copied_test": 12.0,
        "split_answer": 12.0,
        "truncated": 0.0,
        "renamed": 0.0,
    } == before


def test_a_regrade_keeps_what_people_gave(graded: Path) -> None:
    """Manual scores and comments survive, the penalty is what it was."""
    from nbgrader.api import Gradebook

    after = making.scores(graded)
    assert (14.0, 11.0, 6.0) == (after["right"], after["triple"], after["late"])
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as gradebook:
        comment = gradebook.find_comment("double", "basics", "basics", "triple")
        assert "almost" == comment.comment


def test_a_release_has_stubs_and_no_solution(release: dict[str, Any]) -> None:
    """Stubs keep their own words; what an instructor wrote between markers is cut."""
    cells = {making.grade_id(cell): "".join(cell["source"]) for cell in release["cells"]}
    stub = (making.TINY / "exercises" / "basics" / "counter.py").read_text(encoding="utf-8")

    assert stub.strip() == cells["counter"]
    assert "SOLUTION" not in "".join(cells.values())
    assert "of my own" not in cells["own"]
    assert "YOUR CODE HERE" in cells["own"]


def test_feedback_runs_nothing_a_student_wrote(graded: Path) -> None:
    """Every tag a student wrote is text, every link of another scheme is broken."""
    page = (graded / "feedback/screams/basics/basics.html").read_text(encoding="utf-8")

    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_feedback_shows_no_hidden_check(graded: Path) -> None:
    """What a hidden check found stays with the instructor; its sentence shows by policy."""
    page = (graded / "feedback/triple/basics/basics.html").read_text(encoding="utf-8")

    assert "matches the reference" in page
    assert "works on long arrays" in page
    assert "float32" not in page
    assert "n=1000" not in page


def test_check_says_who_was_not_graded_and_why(graded: Path) -> None:
    """One line for each, in words, and exit status 1."""
    done = making.program(graded, "grade", "nbgrader", "check", graded)

    text = " ".join(done.stdout.split())
    assert 1 == done.returncode, done.stderr
    assert "[odd], basics: nbgrader does not see a folder of that name" in text
    assert "renamed, basics: handed in basics (1).ipynb; rename it to basics.ipynb" in text
    assert "truncated, basics: basics.ipynb: the submission cannot be read" in text
    assert "8 submissions graded, 3 problems" in text


def test_check_finds_a_half_made_copy(graded: Path, tmp_path: Path) -> None:
    """Where grading broke off, nbgrader takes the copy for done; check does not."""
    import shutil

    from nbgrader.api import Gradebook

    folder = tmp_path / "course"
    shutil.copytree(graded, folder)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.find_grade("test_total", "basics", "basics", "hostile").auto_score = None
        gradebook.db.commit()
    shutil.rmtree(folder / "autograded" / "screams")
    (folder / "submitted/late/basics/timestamp.txt").write_text("2026-01-03 10:30:00 UTC")
    (folder / "submitted/right/basics/timestamp.txt").write_text("yesterday, I think")

    text = " ".join(making.program(folder, "grade", "nbgrader", "check").stdout.split())

    assert "hostile, basics: grading broke off" in text
    assert "screams, basics: not graded" in text
    assert "late, basics: handed in again after it was graded" in text
    assert "right, basics: timestamp.txt holds no time" in text


def test_nobody_is_scored_where_nothing_can_be_judged(
    course: Path, release: dict[str, Any]
) -> None:
    """Without the course the run fails loudly, and nobody gets full marks for no output."""
    making.submit(course, "right", making.answered(release))

    (status, said), (_, exported) = making.statuses(
        course,
        "autograde basics --force",
        "export --to grades.csv",
        GRADSTEPS_COURSE=str(course),
    )

    assert 1 == status
    assert "GRADSTEPS_COURSE" in said, exported
    assert {"right": 0.0} == making.scores(course)
