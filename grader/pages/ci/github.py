"""GitHub: annotations, the step's summary, the result of a Classroom grader."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING

from grader.pages.colors import Style
from grader.pages.numbers import number
from grader.pages.run import run
from grader.pages.tally import exercise_message, points
from grader.pages.visible import for_student

from .trouble import troubles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.results import ExerciseResult, Results

CLASSROOM = 1  # version of the result that Classroom's graders hand to its reporter
_COMMAND = re.compile(r"^(\s*)::|##\[", re.MULTILINE)


def harmless(page: str) -> str:
    """A page in which no line is a command to the host's runner."""
    return _COMMAND.sub(lambda found: "## [" if found[1] is None else f"{found[1]}: :", page)


def marks(results: Results, lines: Mapping[str, int], folder: str = "") -> str:
    """One `::error` line for each exercise in trouble; `folder` has the submission in it."""
    commands = []
    for trouble in troubles(results, lines):
        facts = {"title": trouble.title}
        if trouble.path is not None:
            facts = {"file": f"{folder}{trouble.path}", **facts}
        if trouble.line is not None:
            facts["line"] = str(trouble.line)
        said = ",".join(f"{name}={_property(fact)}" for name, fact in facts.items())
        commands.append(f"::error {said}::{_data(trouble.message)}\n")
    return "".join(commands)


def summary(results: Results) -> str:
    """The step's summary in Markdown: a table, then the page word for word."""
    page = run(results, Style())
    longest = max((len(ticks) for ticks in re.findall("`+", page)), default=0)
    fence = "`" * max(3, longest + 1)
    rows = [
        f"| `{result.name}` | {result.status} | {number(result.points)} of {number(result.of)} |"
        for result in results.exercises
    ]
    head = f"**{points(results.points, results.of, results)}**"
    if results.advisory:
        head += ", advisory: not a score"
    table = "\n".join(["| exercise | | points |", "|---|---|---|", *rows])
    return f"{head}\n\n{table}\n\n{fence}text\n{page.rstrip()}\n{fence}\n"


def classroom(results: Results) -> str:
    """What a Classroom grader's step sets as its output `result`: one test an exercise."""
    shown = for_student(results)
    passed = all(result.status == "pass" for result in shown.exercises)
    document = {
        "version": CLASSROOM,
        "status": "pass" if passed else "fail",
        "max_score": results.of,
        "tests": [_test(result, shown) for result in shown.exercises],
    }
    return base64.b64encode(json.dumps(document).encode()).decode()


def _test(result: ExerciseResult, results: Results) -> dict[str, object]:
    status = "pass" if result.status == "pass" else "fail"
    return {
        "name": result.name,
        "status": "error" if result.status in {"error", "crashed"} else status,
        "score": result.points,
        "message": exercise_message(result, results),
        "test_code": "",
        "filename": result.path or "",
        "line_no": 0,
        "duration": round(result.seconds, 3),
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
