"""One exercise: what becomes of right, wrong, broken and hostile answers."""

import pytest

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"
STUB = 'def double(x, times=1):\n    """doc"""\n    raise NotImplementedError("double")\n'


def statuses(result):
    """Statuses by check."""
    return {check.name: check.status for check in result.checks}


def test_a_right_answer_earns_everything(graded):
    """Public checks, secret cases and hidden checks pass."""
    result = graded(RIGHT)

    assert "pass" == result.status
    assert (6, 6) == (result.points, result.of)
    assert {"pass"} == set(statuses(result).values())
    assert {"public", "hidden"} == {check.visibility for check in result.checks}
    assert result.complete


def test_a_wrong_answer_fails_its_check_and_skips_those_after(graded):
    """`after` gates; independent checks still run and earn their points."""
    result = graded("def double(x, times=1):\n    return x * 3**times\n")

    assert {
        "matches_the_reference": "fail",
        "doubles_many_times": "skipped",
        "leaves_its_input_unchanged": "pass",
        "doubles_one_and_two": "skipped",
        "works_on_long_arrays": "fail",
        "doubles_five_times": "skipped",
    } == statuses(result)
    assert 0.8571 == result.points


def test_a_failing_check_says_case_call_and_difference(graded):
    """Everything the page needs is in the fields."""
    check = graded("def double(x, times=1):\n    return x * 3\n").checks[0]

    assert 1 == check.case
    assert "n=1, seed=0" == check.inputs
    assert "double(x)" == check.calls[-1].text
    assert (("x", "float64 (1,)"),) == check.calls[-1].arguments
    assert "values" == check.difference.kind
    assert "grade run double --case matches_the_reference:1" == check.again


def test_a_lookup_table_of_the_public_cases_fails_and_hears_nothing_else(graded):
    """No case, difference, call, output or exception of a secret case reaches the result."""
    text = (
        "import numpy as np\n"
        "def double(x, times=1):\n"
        "    public = FIRST\n"
        "    if not any(np.array_equal(x, p) for p in public):\n"
        "        print('SECRET', x)\n"
        "        raise ValueError(f'SECRET {x!r}')\n"
        "    return x * 2**times\n"
    )
    from grader.checks.inputs import PUBLIC_KEY, generator
    from grader.course import load
    from grader.run.suite import load_suite

    from .conftest import TINY

    course = load(TINY)
    suite = load_suite(course, next(iter(course.exercises)))
    check = suite.public.checks[0]
    inputs = [
        generator(PUBLIC_KEY, "double", check, case).normal(size=case.inputs["n"]).tolist()
        for case in check.cases
    ]
    result = graded(f"FIRST = {inputs!r}\n{text}")
    first = result.checks[0]

    assert ("fail", "secret") == (first.status, first.reason.kind)
    assert (None, None, (), (), None, None) == (
        first.case, first.difference, first.calls, first.frames, first.output, first.again,
    )  # fmt: skip
    assert "SECRET" not in repr([c for c in result.checks if c.visibility == "hidden"])


def test_a_hidden_check_tells_only_its_status(graded):
    """Whatever the code prints or raises on a hidden case stays out of the result."""
    result = graded(
        "def double(x, times=1):\n"
        "    if x.size == 7:\n"
        "        print('HIDDEN'); raise ValueError(f'HIDDEN {x}')\n"
        "    return x * 2**times\n"
    )
    hidden = {check.name: check for check in result.checks if check.visibility == "hidden"}

    assert "error" == hidden["works_on_long_arrays"].status
    assert "hidden" == hidden["works_on_long_arrays"].reason.kind
    assert "HIDDEN" not in repr(result)


@pytest.mark.parametrize(
    ("text", "status", "kind"),
    [
        (STUB, "todo", "untouched"),
        ("", "todo", "empty_file"),
        ("# nothing yet\n", "todo", "empty_file"),
        ("def double(x:\n", "error", "syntax"),
        ("def triple(x, times=1):\n    return x\n", "error", "no_entry"),
        ("double = 3\n", "error", "not_callable"),
        ("def double(x):\n    return x\n", "error", "wrong_signature"),
        ("def double(x, times):\n    return x\n", "error", "wrong_signature"),
        ("def double(times, x):\n    return x\n", "error", "wrong_signature"),
        ("def double(x, times=1, *, more):\n    return x\n", "error", "wrong_signature"),
        ("1 / 0\n", "error", "import_raised"),
        ("while True: pass\n", "timeout", "import_ended"),
        ("import os; os._exit(0)\n", "crashed", "import_ended"),
        ("from numpy import add\ndef double(x, times=1): ...\n", "forbidden", "forbidden_name"),
        ("from grader.blocks import total\n", "forbidden", "forbidden_call"),
    ],
)
def test_a_file_that_cannot_be_graded_says_why(graded, text, status, kind):
    """Each has its own status and reason, and earns nothing."""
    result = graded(text)

    assert (status, kind) == (result.status, result.reason.kind)
    assert 0 == result.points
    assert 6 == result.of


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ("raise NotImplementedError", "todo", "not_implemented"),
        ("raise ValueError('no')", "error", "raised"),
        ("raise SystemExit(0)", "error", "raised"),
        ("return None", "fail", "differs"),
        ("return x.tolist()", "fail", "differs"),
        ("return object()", "fail", "not_plain"),
        ("return x.view(type('Liar', (type(x),), {}))", "fail", "not_plain"),
        ("import os; os._exit(0)", "crashed", "crashed"),
        ("import ctypes; ctypes.string_at(0)", "crashed", "crashed"),
        ("while True: pass", "timeout", "timeout"),
        ("return [bytearray(1 << 24) for _ in range(64)]", "memory", "memory"),
    ],
)
def test_what_a_call_does_becomes_a_status(graded, body, status, kind):
    """The check ends with a named outcome, the others still run."""
    result = graded(f"def double(x, times=1):\n    {body}\n", only=("matches_the_reference", 1))
    check = result.checks[0]

    assert (status, kind) == (check.status, check.reason.kind)


def test_a_crash_costs_only_its_check(graded):
    """The next check gets a fresh worker."""
    result = graded(
        "import os\n"
        "def double(x, times=1):\n"
        "    if times == 3: os._exit(1)\n"
        "    return x * 2**times\n"
    )

    assert "crashed" == statuses(result)["doubles_many_times"]
    assert "pass" == statuses(result)["leaves_its_input_unchanged"]
    assert "pass" == statuses(result)["works_on_long_arrays"]


def test_after_two_timeouts_the_rest_is_skipped(graded):
    """Hanging code does not cost its limit once per check."""
    result = graded("def double(x, times=1):\n    while True: pass\n")
    public = [check for check in result.checks if check.visibility == "public"]

    assert ["timeout", "skipped", "timeout", "skipped"] == [check.status for check in public]
    assert "timeout" == result.status


def test_a_partly_written_class_is_begun(graded):
    """Some checks pass, others are todo: the exercise is not done and not untouched."""
    result = graded(
        "class Counter:\n"
        "    def __init__(self, start=0.0):\n        self.total = None; self.start = start\n"
        "    def add(self, x):\n"
        "        self.total = x + self.start if self.total is None else self.total + x\n"
        "        return self\n"
        "    def __add__(self, other):\n        raise NotImplementedError\n",
        "counter",
    )

    assert "pass" == statuses(result)["adds_up"]
    assert "todo" == statuses(result)["adds_two_counters"]
    assert "fail" == result.status


def test_late_work_loses_points(tiny, graded):
    """One begun day past the grace period costs a quarter here; `of` stays."""
    from datetime import timedelta

    due = tiny.chapters[0].due
    on_time = graded(RIGHT, submitted=due + timedelta(minutes=59))
    late = graded(RIGHT, submitted=due + timedelta(hours=2))

    assert 6 == on_time.points
    assert (4.5, 6) == (late.points, late.of)


def test_two_runs_are_equal_but_for_times(graded):
    """Same submission, same seed, same result."""
    from dataclasses import replace

    def timeless(result):
        checks = tuple(replace(check, seconds=0) for check in result.checks)
        return replace(result, seconds=0, checks=checks)

    wrong = "def double(x, times=1):\n    return x + 1\n"

    assert timeless(graded(wrong)) == timeless(graded(wrong))


def test_blocks_are_served_by_need(graded):
    """An exercise gets the blocks its entry needs."""
    text = (
        "from grader.blocks import double\n"
        "def total(f, xs):\n    return -double(sum(f(x) for x in xs))\n"
    )

    assert "pass" == graded(text, "total").status


def test_a_broken_reference_is_the_courses_fault(tiny, tmp_path):
    """No submission is judged by a solution that fails its own check."""
    import shutil

    from grader.course import load
    from grader.run import Grader
    from grader.run.broken import CourseFault
    from grader.run.secret import chosen
    from grader.submissions import open_submission

    from .conftest import TINY

    copy = tmp_path / "tiny"
    shutil.copytree(TINY, copy)
    solution = copy / "solutions" / "basics" / "double.py"
    solution.write_text(solution.read_text().replace("x * 2**times", "x * 2.5**times"))
    course = load(copy)
    exercise = next(iter(course.exercises))
    submission = tmp_path / "double.py"
    submission.write_text(RIGHT)
    with (
        Grader(course, secret=chosen(1)) as grader,
        pytest.raises(CourseFault, match="doubles_one_and_two"),
    ):
        grader.grade(open_submission(submission, course), [exercise])


def test_a_worker_that_dies_between_checks_is_replaced(graded):
    """A delayed exit costs at most the check it falls into, never the run."""
    result = graded(
        "import os, threading\n"
        "def double(x, times=1):\n"
        "    threading.Timer(0.0005, os._exit, (0,)).start()\n"
        "    return x * 3\n"
    )

    assert 6 == len(result.checks)
    assert "fail" in statuses(result).values() or "crashed" in statuses(result).values()
