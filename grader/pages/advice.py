"""What to try next, by kind of reason: `hint:` lines. Errors state, hints advise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .safe import line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.results import ExerciseResult, Reason

ADVICE: Mapping[str, str] = {
    "missing_file": "`grade show {name}` prints what the file has to hold",
    "untouched": "`grade show {name}` prints the task",
    "empty_file": "`grade show {name}` prints what the file has to hold",
    "not_utf8": "save the file with the encoding UTF-8",
    "no_entry": "names and parameters must stay as given; `grade show {name}` prints them",
    "wrong_signature": "names and parameters must stay as given; `grade show {name}` prints them",
    "not_callable": "names and parameters must stay as given; `grade show {name}` prints them",
    "outside_link": "put the file itself in the place of the link",
    "import_raised": "a file that is graded should only define things when it is loaded",
    "import_ended": "a file that is graded should only define things when it is loaded",
    "forbidden_name": "what is forbidden is the answer; build it from simpler parts",
    "forbidden_call": "what is forbidden is the answer; build it from simpler parts",
    "missing_library": "`{install}`",
    "ambiguous": "keep one of them, at `exercises/{chapter}/{name}.py`",
    "timeout": "look for a loop that does not end, or one that an array operation can replace",
    "memory": "look for an array that is far larger than the inputs, or a list that never stops",
    "raised_other": "raise the exception that the statement names",
    "did_not_raise": "raise the exception that the statement names",
    "secret": "the checks draw other inputs too: compute the answer, do not look it up",
}


def advice(reason: Reason | None, result: ExerciseResult) -> str | None:
    """A hint for a reason, None where the facts are all there is to say."""
    if reason is None or reason.kind not in ADVICE:
        return None
    install = line(str(reason.facts.get("install", "")))
    return ADVICE[reason.kind].format(name=result.name, chapter=result.chapter, install=install)
