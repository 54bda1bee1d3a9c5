"""The files of a new exercise, as far as they can be written before it is known what it is about.

Every place left to the author says TODO; `dev check` lists those that still do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LIBRARY = {"numpy": "import numpy as np", "torch": "import torch"}
ARRAY = {"numpy": "np.ndarray", "torch": "torch.Tensor"}
COPY = {"numpy": "np.array(x)", "torch": "x.clone()"}
DRAWN = {
    "numpy": "x = rng.normal(size=n)",
    "torch": 'x = torch.from_numpy(rng.normal(size=n).astype("float32"))',
}

FUNCTION = '''\
"""TODO: what it is, in one line."""

from __future__ import annotations

{library}


def {entry}(x: {array}) -> {array}:
    """TODO: return what, in one line.

    TODO: the whole contract: formula; shapes and dtypes; every convention two right readers could
    differ on; what is raised; a worked example; a source anyone can find.
    """
    ### BEGIN SOLUTION
    return {copy}
    ### END SOLUTION
'''
CLASS = '''\
"""TODO: what it is, in one line."""

from __future__ import annotations

{library}


class {entry}:
    """TODO: what it is, in one line.

    TODO: the whole contract: formula; shapes and dtypes; every convention two right readers could
    differ on; what is raised; a worked example; a source anyone can find.
    """

    def __init__(self) -> None:
        """TODO: begin how."""
        ### BEGIN SOLUTION
        self.calls = 0
        ### END SOLUTION

    def apply(self, x: {array}) -> {array}:
        """TODO: return what, in one line."""
        ### BEGIN SOLUTION
        self.calls += 1
        return {copy}
        ### END SOLUTION
'''
PUBLIC = '''\
"""TODO: what it is, in one line."""
{torch}
from grader import cases, check, near, reference{value}

# Public checks: four or more, simplest first, smallest cases first. The docstring is what a student
# reads: lower case, present tense, no full stop. A check that draws nothing comes `after` one that
# does. `near` compares up to rounding, `equal` exactly, `expect` says what is wrong.


@check(points=2)
@cases(n=[1, 2, 5], seed=range(2))
def matches_the_reference({entry}, n, rng):
    "matches the reference"
    {drawn}
    near({call_student}, {call_reference})
'''
HIDDEN = '''\
"""TODO: what it is, in one line: hidden checks, truth, mistakes, variants."""

# Hidden checks: two or more, on larger shapes and rarer inputs than the public ones.
#
#     @check(after="matches_the_reference")
#     @cases(n=[1000])
#     def handles_long_inputs({entry}, n, rng):
#         "handles long inputs"
#         ...

# Truth: an independent implementation in float64 with the interface of the entry.
#
#     def truth(x): ...

# Mistakes: three or more. What a student would get wrong, and which checks fail first because of
# it: a whole wrong implementation, or the solution with a text replaced.
#
#     @mistake(fails="matches_the_reference")
#     def wrong_axis(x):
#         "summed over axis 0 instead of the last axis"
#         ...
#
#     no_max = mistake("subtracted no maximum", fails="...", replace=("x - x.max()", "x"))

# Variants: two or more right answers in other styles, which must pass.
#
#     @variant
#     def with_loops(x):
#         "one element at a time"
#         ...
'''
HINTS = """\
{name} = [
    "TODO: the idea, as a question.",
    "TODO: the pitfall, or the formula.",
    "TODO: almost the code.",
]
"""
CHINESE = '''\
[{name}]
title = "TODO"
statement = """
TODO
"""
hints = ["TODO", "TODO", "TODO"]

[{name}.checks]
matches_the_reference = "TODO"

[{name}.mistakes]
'''
CHINESE_HIDDEN = """\
[{name}.checks]
"""
ENTRY = """\
[[chapter.exercise]]
id = "{name}"
entry = "{entry}"
points = 10
backend = "{backend}"
covers = []             # rows of docs/coverage.csv
difficulty = 2          # 1 to 5
minutes = 20
"""
CHAPTER = """\
[[chapter]]
id = "{chapter}"
title = "{title}"
title_zh = "{title_zh}"
"""
README = "# {title}\n\nTODO: what the chapter teaches.\n"


def solution(entry: str, backend: str) -> str:
    """The reference, with markers around what a student writes."""
    text = CLASS if is_class(entry) else FUNCTION
    return text.format(
        entry=entry, library=LIBRARY[backend], array=ARRAY[backend], copy=COPY[backend]
    )


def public(entry: str, backend: str) -> str:
    """The public checks: one that runs, and what belongs beside it."""
    calls: Mapping[str, str] = {"call_student": f"{entry}(x)", "call_reference": "reference(x)"}
    if is_class(entry):
        calls = {
            "call_student": f"value({entry}().apply(x))",
            "call_reference": "value(reference().apply(x))",
        }
    return PUBLIC.format(
        entry=entry,
        drawn=DRAWN[backend],
        torch="\nimport torch\n" if backend == "torch" else "",
        value=", value" if is_class(entry) else "",
        **calls,
    )


def is_class(entry: str) -> bool:
    """Tell a class from a function by its capital."""
    return entry[:1].isupper()
