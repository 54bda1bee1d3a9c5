"""What to try next, by kind of reason: `hint:` lines. Errors state, hints advise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .language import say
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
    "out_of_bounds": "compare an index with its array's size before every access",
    "race": "`__syncthreads()` belongs between writing what another thread reads and reading it",
    "missing_arrival": "a barrier stands where every thread of the block passes",
    "barrier_divergence": "a barrier stands where every thread of the block passes",
    "uninitialized_shared": "shared memory holds anything at first; `shared_mem` counts bytes",
    "no_kernel": "write the computation in CUDA C and launch it",
    "foreign_array": "write the computation in CUDA C; CuPy's arithmetic may only fill constants",
    "not_by_kernel": "write the computation in CUDA C; CuPy's arithmetic may only fill constants",
    "returned_value": "`out` belongs to the caller: write into it and return nothing",
    "uncoalesced": "let `threadIdx.x` run along the last axis",
    "bank_conflicts": "a row of 33 words instead of 32 puts a column in 32 banks",
    "secret": "the checks draw other inputs too: compute the answer, do not look it up",
}


def advice(reason: Reason | None, result: ExerciseResult) -> str | None:
    """A hint for a reason, None where the facts are all there is to say."""
    if reason is None or reason.kind not in ADVICE:
        return None
    install = line(str(reason.facts.get("install", "")))
    return say(ADVICE[reason.kind], name=result.name, chapter=result.chapter, install=install)
