"""The closed set of reason kinds, each with the names of the facts its sentence needs.

A name that ends in `?` may be absent. The English for every kind is in `grader/pages/sentences.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from .types import Json, Reason

Kinds: TypeAlias = Mapping[str, tuple[str, ...]]

# Why a submission's file could not be graded at all (ExerciseResult.reason).
SUBMISSION: Kinds = {
    "missing_file": ("looked",),
    "untouched": (),
    "empty_file": (),
    "not_utf8": ("byte",),
    "syntax": ("line", "text", "message"),
    "no_entry": ("entry", "kind", "defines", "nearest?", "line?"),
    "wrong_signature": ("entry", "expected", "got", "missing", "extra", "required", "order"),
    "not_callable": ("entry", "type"),
    "outside_link": ("path", "target"),
    "too_large": ("bytes", "limit"),
    "unreadable": ("problem",),
    "import_raised": ("type", "text"),
    "import_ended": ("ended", "clock?", "limit?", "signal?", "exit?", "problem?"),
    "forbidden_name": ("name", "line", "text"),
    "missing_library": ("library", "extra", "install"),
    "ambiguous": ("looked",),
    "remembered": (),
}

# Why a check is not simply passed (CheckResult.reason).
CHECK: Kinds = {
    "needs": ("check", "says"),
    "after_two": ("limit",),
    "wall_cap": ("seconds",),
    "raised": ("type", "text"),
    "not_implemented": (),
    "did_not_raise": ("expected",),
    "raised_other": ("expected", "got", "text"),
    "expectation": ("text",),
    "differs": (),
    "not_plain": ("name", "type"),
    "unjudged": ("type", "text"),
    "timeout": ("clock", "limit"),
    "memory": ("limit",),
    "crashed": ("signal?", "exit?"),
    "wire": ("problem",),
    "forbidden_call": ("name",),
    "secret": (),
    "versions": ("recorded", "here"),
    "hidden": (),
}

# Why a wrong result is wrong, proven (CheckResult.cause).
CAUSE: Kinds = {
    "mistake": ("mistake", "says"),
    "mistakes": ("mistakes", "says"),
    "either": ("first", "second"),
    "biased_variance": ("got", "root", "n", "of"),
    "broadcast": ("how", "axis"),
    "changed_input": ("name", "how"),
    "copied_input": ("name",),
    "elementwise": ("function", "of"),
    "factor": ("factor", "form?", "n?", "of?"),
    "flipped": ("axis",),
    "future_leaked": (),
    "keepdims": ("missing", "axes"),
    "lost_precision": ("dtype",),
    "mask_after": ("axis",),
    "mask_ignored": ("axis",),
    "mean_for_sum": ("got", "n", "of"),
    "missing_block": ("axis", "start", "block", "value"),
    "never_written": ("value", "part", "axis?"),
    "non_finite": ("value", "name", "origin", "scope", "axis"),
    "not_normalized": ("axis", "by"),
    "offset": ("offset",),
    "permuted_axes": ("order",),
    "reshaped": ("order",),
    "returned_none": (),
    "rounded": ("decimals", "way"),
    "shifted": ("axis", "by", "wraps"),
    "sign": (),
    "slice_factor": ("axis",),
    "slice_offset": ("axis",),
    "stale_output": ("whose",),
    "step_count": ("axis", "extra", "end"),
    "swapped_axes": ("axes",),
    "transposed": (),
    "wrong_axis": ("argument", "function", "got", "expected"),
    "wrong_dtype": ("got", "expected", "given"),
    "wrong_function": ("argument", "axis", "got", "expected"),
    "wrong_type": ("got", "expected", "item"),
}

# What late work lost (ExerciseResult.late).
LATE: Kinds = {"late": ("late_days", "factor")}

# What else the student should know (ExerciseResult.notes, Results.notes).
NOTE: Kinds = {
    "magic_dropped": ("cell", "magic"),
    "cell_failed": ("cell", "type", "text"),
    "cell_hung": ("cell", "limit"),
    "duplicate": ("path",),
}

KINDS: Kinds = MappingProxyType({**SUBMISSION, **CHECK, **CAUSE, **LATE, **NOTE})


def reason(kind: str, /, **facts: Json) -> Reason:
    """A reason of a listed kind; ValueError for an unlisted kind, a missing or an unlisted fact."""
    if kind not in KINDS:
        raise ValueError(f"no reason kind `{kind}`")
    required = {name for name in KINDS[kind] if not name.endswith("?")}
    allowed = {name.removesuffix("?") for name in KINDS[kind]}
    if not required <= facts.keys() <= allowed:
        raise ValueError(f"reason `{kind}` takes {sorted(allowed)}, got {sorted(facts)}")
    return Reason(kind, facts)
