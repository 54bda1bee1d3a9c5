"""What a test cell shows in a kernel: public checks on a live object, as advice."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from . import making


def run(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run cells one after the other, as a kernel without IPython would."""
    env = {"PATH": os.environ["PATH"], "GRADSTEPS_COURSE": str(making.TINY), **environ}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False
    )


CELLS = """
import sys
sys.modules["IPython"] = None  # a plain interpreter
sys.modules["IPython.display"] = None
from grader.notebooks import check, start
start()
from grader.blocks import double as negate
def double(x, times=1):
    print("doubling", x)
    return x * 3**times
def total(f, xs):
    return -negate(sum(f(x) for x in xs))
check("double", double)
check("total", total)
from grader.blocks import double
print(double(2))
"""


def test_a_cell_shows_the_page_of_public_checks() -> None:
    """Wrong and right answers get their pages; given blocks work before and after."""
    done = run(CELLS)

    assert 0 == done.returncode, done.stderr
    assert "fail: matches the reference" in done.stdout
    assert "advisory: not a score" in done.stdout
    assert "your code printed:\ndoubling [" in done.stdout
    assert "" == done.stderr
    assert "4 public checks passed" in done.stdout
    assert done.stdout.endswith("-2\n")


def test_a_cell_that_a_kernel_should_score_raises() -> None:
    """Under stock nbgrader a test cell without an output would be full marks."""
    code = "from grader.notebooks import check\ncheck('double', lambda x, times=1: x)"

    done = run(code, NBGRADER_EXECUTION="autograde")

    assert 1 == done.returncode
    assert "NotGraded" in done.stderr


def test_a_cell_says_so_where_there_is_no_such_exercise() -> None:
    """A misspelled name is no pass."""
    done = run("from grader.notebooks import check\ncheck('dubble', 1)")

    assert 1 == done.returncode
    assert "no exercise 'dubble' in A tiny course" in done.stderr


def test_html_escapes_what_a_student_wrote() -> None:
    """Exceptions and values of a student are text in the fragment."""
    from dataclasses import replace

    from grader.notebooks.output import html_page
    from grader.results import Reason
    from tests.pages.samples import ALL

    reason = Reason("import_raised", {"type": "<b>", "text": "</pre><script>alert(1)</script>"})
    result = replace(
        ALL["syntax"].exercises[0], reason=reason, output="<script>alert(2)</script>", checks=()
    )

    page = html_page(result, replace(ALL["mixed"], exercises=(result,)))

    assert "<script>" not in page
    assert "</pre><" not in page.replace("</pre>\n<", "")


@pytest.mark.parametrize(
    ("earned", "of", "points", "expected"),
    [(6.0, 6.0, 6.0, 6.0), (2.5, 6.0, 6, 2.5), (3.0, 6.0, 12.0, 6.0), (6.00001, 6.0, 6.0, 6.0)],
)
def test_a_score_is_a_plain_float_within_the_cell(
    earned: float, of: float, points: float, expected: float
) -> None:
    """nbgrader fails a submission one ulp above the points, and takes what is no float for all."""
    from grader.notebooks.output import score

    found = score(earned, of, points)

    assert (float, expected) == (type(found), found)


@pytest.mark.parametrize("earned", [float("nan"), float("inf"), -1.0])
def test_what_is_no_score_is_refused(earned: float) -> None:
    """nbgrader would give full marks for it."""
    from grader.notebooks.output import score

    with pytest.raises(ValueError, match="no score"):
        score(earned, 6.0, 6.0)
