"""An exercise with kernels, graded as students hand it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen
from grader.submissions import open_submission

ROOT = Path(__file__).parents[3]
NAME = "vector_add"
SOLUTION = (ROOT / "solutions" / "kernels_cuda" / f"{NAME}.py").read_text(encoding="utf-8")
LAUNCH = "kernel((blocks,), (threads,), (x, y, out, np.int32(out.size)))"
GUARD = "if (i < n)"

WRONG = {
    "out of bounds": (GUARD, "if (true)", "fail", "out_of_bounds"),
    "no kernel": (LAUNCH, "out[...] = x + y", "fail", "no_kernel"),
    "a kernel for show": (LAUNCH, f"{LAUNCH}\n        out += 1", "fail", "not_by_kernel"),
    "array code first": (LAUNCH, LAUNCH.replace("(x, y", "(x, y * 2"), "fail", "foreign_array"),
    "an input changed": (LAUNCH, f"{LAUNCH}\n        x += 1", "fail", "input_changed"),
    "returned": (LAUNCH, f"{LAUNCH}\n        return out", "fail", "returned_value"),
    "no C": (GUARD, "if (i < )", "error", "not_compiled"),
    "assembly": (GUARD, 'asm("nop"); if (i < n)', "forbidden", "refused"),
    "a Python int": ("np.int32(out.size)", "out.size", "error", "raised"),
    "endless": (GUARD, "while (true) out[i] = 0; if (i < n)", "fail", "runaway"),
}  # fmt: skip


@pytest.fixture(scope="module")
def course():
    """The course itself, with solutions."""
    return load(ROOT)


@pytest.fixture(scope="module")
def grader(course, cache):
    """A grader for scores, whose kernels are cached in the tests' folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        with Grader(course, secret=chosen(1)) as grader:
            yield grader


@pytest.fixture
def graded(course, grader, tmp_path):
    """Grade a text as the exercise."""
    exercise = next(e for e in course.exercises if e.id == NAME)

    def grade(text):
        path = tmp_path / f"{NAME}.py"
        path.write_text(text, encoding="utf-8")
        return grader.grade(open_submission(path, course), [exercise]).exercises[0]

    return grade


def test_the_solution_passes_everything(graded):
    """Public and hidden checks pass, with all points."""
    result = graded(SOLUTION)

    assert ("pass", result.of) == (result.status, result.points)


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_kernel_is_the_reason(graded, wrong):
    """What the device found or refused, or the misuse of `out`, is the first failure's reason."""
    old, new, status, kind = WRONG[wrong]
    assert 1 == SOLUTION.count(old)

    result = graded(SOLUTION.replace(old, new))

    failed = next(check for check in result.checks if check.status != "pass")
    assert (status, kind) == (failed.status, failed.reason.kind)


def test_a_finding_names_line_block_and_thread(graded):
    """The reason has the place, the frame the source line, the cause the known mistake."""
    result = graded(SOLUTION.replace(GUARD, "if (true)"))

    failed = next(check for check in result.checks if check.status == "fail")
    facts, line = failed.reason.facts, SOLUTION.split('r"""')[1].split("\n").index(
        "        out[i] = x[i] + y[i];"
    ) + 1  # fmt: skip
    assert (line, [0, 0, 0], [1, 0, 0]) == (facts["line"], facts["block"], facts["thread"])
    in_file = SOLUTION.split("\n").index("        out[i] = x[i] + y[i];") + 1
    assert (f"{NAME}.py", in_file, "out[i] = x[i] + y[i];") == (
        failed.frames[0].label, failed.frames[0].line, failed.frames[0].text,
    )  # fmt: skip
    assert "no_bounds_check" == failed.cause.facts["mistake"]
