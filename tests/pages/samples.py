"""Results built by hand, one for every situation a page has to show."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from grader.results import Call, Difference, ExerciseResult, Frame, Place, Reason
from grader.results.reasons import reason

from .hostile import hostile
from .making import (
    CALL,
    LARGE,
    LEAKS,
    NEEDS,
    REFERENCE,
    SHAPE,
    SHIFT,
    SOFTMAX,
    check,
    hidden,
    results,
    softmax,
)

VALUES = check(
    REFERENCE,
    "fail",
    cases=40,
    case=1,
    seconds=0.002,
    inputs="rows=3, cols=33, seed=0",
    calls=(CALL,),
    reason=reason("differs"),
    difference=Difference(
        "values",
        "result",
        "float32 (3, 33)",
        "float32 (3, 33)",
        allowed=1.9073486328125e-06,
        origin="16 x eps(float32) x sqrt(33) x 0.174 (largest expected)",
        wrong=99,
        of=99,
        worst=tuple(
            Place((i, 7 * i), 0.33333334 + i / 7, 0.00212345 * (i + 1), 0.33 + i / 7)
            for i in (5, 4, 3, 2, 1, 0)
        ),
    ),
    cause=reason(
        "mistake", mistake="first_axis", says="summed over axis 0 instead of the last axis"
    ),
    again="grade run softmax --case matches_the_reference:1",
    output="x has shape (3, 33)\nsum: 3.0\n",
)

values = results(
    softmax(check(SHAPE), VALUES, check(LARGE, **NEEDS), check("leaves its input alone"))
)

shape = results(
    softmax(
        check(
            SHAPE,
            "fail",
            case=2,
            reason=reason("differs"),
            calls=(
                Call(
                    "softmax(x, axis=1)", (("x", "float32 (2, 8, 16, 64)"), ("y", "float32 (3,)"))
                ),
                Call("attention(q, k, v)", tuple((n, "float32 (2, 8, 16, 64)") for n in "qkv")),
            ),
            difference=Difference(
                "shape", "result", "float32 (2, 16, 8, 64)", "float32 (2, 8, 16, 64)"
            ),
        ),
        check(REFERENCE, **NEEDS),
    )
)

exception = results(
    softmax(
        check(SHAPE),
        check(
            REFERENCE,
            "error",
            case=1,
            inputs="rows=1, cols=1, seed=0",
            calls=(CALL,),
            reason=reason(
                "raised",
                type="ValueError",
                text="operands could not be broadcast together\nwith shapes (3,33) (3,)",
            ),
            frames=(
                Frame(SOFTMAX, 12, "softmax", "    return stable(x)"),
                Frame(
                    SOFTMAX,
                    21,
                    "stable",
                    "    e = np.exp(x - x.max(-1))",
                    (("x", "float32 (3, 33) -2.4089 .. 1.903"), ("axis", "1")),
                ),
            ),
            again="grade run softmax --case matches_the_reference:1",
        ),
        check(SHIFT, "fail", case=4, reason=reason("did_not_raise", expected="ValueError")),
    )
)

timeout = results(
    softmax(
        check(
            SHAPE, "timeout", case=1, reason=reason("timeout", clock="cpu", limit=5.0), seconds=5.02
        ),
        check(REFERENCE, "timeout", case=1, reason=reason("timeout", clock="wall", limit=25.0)),
        check(SHIFT, "skipped", reason=reason("after_two", limit=5.0), cases=0),
        complete=False,
        seconds=65.4,
    )
)

missing = results(
    softmax(status="todo", path=None, reason=reason("missing_file", looked=[SOFTMAX, "softmax.py"]))
)

misnamed = results(
    softmax(
        status="error",
        reason=reason(
            "no_entry",
            entry="softmax",
            kind="function",
            defines=["soft_max", "stable"],
            nearest="soft_max",
            line=12,
        ),
    )
)

syntax = results(
    softmax(
        status="error",
        reason=reason(
            "syntax", line=3, text="def softmax(x, axis=-1", message="'(' was never closed"
        ),
    )
)

crash = results(
    softmax(
        check(SHAPE),
        check(
            LARGE,
            "crashed",
            case=7,
            inputs="rows=64, cols=1000, seed=2",
            reason=reason("crashed", signal="SIGSEGV", exit=None),
        ),
    )
)

hidden_failing = results(
    softmax(check(SHAPE), check(REFERENCE), hidden(SHIFT, "pass"), LEAKS, of=10),
    scope="all",
)
hidden_sentence = replace(hidden_failing, hidden="sentence")
all_hidden_pass = results(
    softmax(check(SHAPE), check(REFERENCE), hidden(SHIFT, "pass"), status="pass", of=6), scope="all"
)

passing = results(
    softmax(check(SHAPE), check(REFERENCE), check(SHIFT), check(LARGE), status="pass")
)

_todo: dict[str, Any] = {
    "status": "todo",
    "complete": True,
    "points": 0,
    "reason": Reason("untouched"),
}
VALUE_TODO = ExerciseResult("value", "backprop", "Value", of=16, path=None, **_todo)
ADAM_TODO = ExerciseResult("adam", "optimizers", "Adam", of=16, path=None, **_todo)
todo = results(VALUE_TODO, ADAM_TODO, softmax(**{k: v for k, v in _todo.items() if k != "points"}))

ADAM = ExerciseResult(
    "adam",
    "optimizers",
    "Adam",
    "fail",
    complete=True,
    points=4,
    of=16,
    path="exercises/optimizers/adam.py",
    seconds=0.13,
    checks=(
        check("moves parameters in place"),
        check(
            "matches ten steps of the reference",
            "fail",
            case=1,
            calls=(
                Call("Adam(lr=0.1)"),
                Call("Adam.step(params, grads)", (("params", "list of 2"),)),
            ),
            reason=reason("differs"),
            difference=Difference(
                "unchanged", "grads[0]", "float64 (3,)", "float64 (3,)", wrong=1, of=3
            ),
        ),
        check(
            "counts calls of step", "error", reason=reason("raised", type="KeyError", text="'t'")
        ),
    ),
)
mixed = results(VALUE_TODO, ADAM, passing.exercises[0])

advisory = replace(values, advisory=True, isolation="none")
own_seed = replace(passing, advisory=True)

notebook = results(
    replace(
        VALUES_ONLY := softmax(check(SHAPE), check(REFERENCE), status="pass"),
        path="hw.ipynb, cell 3",
        late=reason("late", late_days=2, factor=0.8),
        notes=(
            reason("magic_dropped", cell="hw.ipynb, cell 2", magic="%%bash"),
            reason(
                "cell_failed", cell="hw.ipynb, cell 5", type="NameError", text="name 'y' is not"
            ),
            reason("duplicate", path="old/softmax.py"),
        ),
        points=VALUES_ONLY.points * 0.8,
    )
)

scalar = results(
    softmax(
        check(
            "agrees on one number",
            "fail",
            case=1,
            reason=reason("differs"),
            difference=Difference(
                "values",
                "result[1]",
                "0.5000001",
                "0.5",
                allowed=1.8e-15,
                origin="16 x eps(float64) x 0.5 (largest expected)",
                wrong=1,
                of=1,
                worst=(Place((), 0.5000001, 0.5, 1e-7),),
            ),
        )
    )
)
nonfinite = results(
    softmax(
        check(
            LARGE,
            "fail",
            case=1,
            reason=reason("differs"),
            difference=Difference(
                "finite",
                "result",
                "float64 (2, 100)",
                "float64 (2, 100)",
                allowed=3.6e-15,
                origin="stated by the check",
                wrong=6,
                of=200,
                worst=tuple(Place((0, i), math.nan, -0.25 * i, math.nan) for i in range(6)),
            ),
        )
    )
)

ALL = {
    "values": values,
    "shape": shape,
    "exception": exception,
    "timeout": timeout,
    "missing": missing,
    "misnamed": misnamed,
    "syntax": syntax,
    "crash": crash,
    "hidden_status": hidden_failing,
    "hidden_sentence": hidden_sentence,
    "all_hidden_pass": all_hidden_pass,
    "passing": passing,
    "todo": todo,
    "mixed": mixed,
    "advisory": advisory,
    "own_seed": own_seed,
    "notebook": notebook,
    "scalar": scalar,
    "nonfinite": nonfinite,
    "hostile": hostile,
}
