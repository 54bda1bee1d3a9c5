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
    "unlikely_rate": ("name", "count", "low", "high", "alarm", "hits", "probability"),
    "unlikely_share": ("name", "count", "low", "high", "alarm", "hits", "probability", "value"),
    "unlikely_moment": ("name", "count", "low", "high", "alarm", "what", "got"),
    "unlikely_gap": ("name", "count", "low", "high", "alarm", "at", "got", "expected"),
    "out_of_range": ("name", "value", "low", "high"),
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

# Why a check of kernels is not simply passed, but for findings (CheckResult.reason).
KERNEL: Kinds = {
    "not_compiled": ("line", "column", "text", "more"),
    "refused": ("what", "line", "why"),
    "not_counted": (),
    "returned_value": ("type",),
    "input_changed": ("name",),
    "no_kernel": ("out",),
    "foreign_array": ("kernel",),
    "not_by_kernel": ("out",),
    "traffic": ("moved", "least", "at_most"),
    "uncoalesced": ("asked", "moved", "at_least"),
    "bank_conflicts": ("extra", "requests", "at_most"),
    "atomics": ("done", "at_most"),
    "launches": ("done", "at_most"),
    "large_grid": ("most", "at_most"),
}

# What was found in a kernel (CheckResult.reason): `line` is the kernel's, block and thread are
# x, y, z; `times` says how often it happened.
_WHERE = ("kernel", "line", "block", "thread")
_AT = ("space", "array", "index", "size")
FINDING: Kinds = {
    "out_of_bounds": (*_WHERE, "access", *_AT, "times?"),
    "misaligned": (*_WHERE, "access", "space", "array", "bytes", "offset", "times?"),
    "read_only": (*_WHERE, "access", *_AT, "times?"),
    "race": (
        *(*_WHERE, "access", *_AT, "other_access", "other_line", "other_block"),
        *("other_thread", "times?"),
    ),
    "barrier_divergence": (*_WHERE, "other_line", "other_thread"),
    "missing_arrival": (*_WHERE, "other_line", "other_thread"),
    "uninitialized_shared": (*_WHERE, *_AT, "times?"),
    "uninitialized_global": (*_WHERE, *_AT, "times?"),
    "inactive_lane": (*_WHERE, "operation", "lane", "times?"),
    "over_limit": (*_WHERE, "what", "asked", "limit"),
    "runaway": (*_WHERE, "steps"),
    "assertion": (*_WHERE, "condition", "times?"),
    "stack_overflow": _WHERE,
    "bad_instruction": _WHERE,
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
    "card_use": ("kernel", "registers", "shared", "spilled", "architecture", "version"),
    "card_refused": ("label", "line", "text", "problem", "version"),
}

# Why a student of a class was not graded, through no fault of theirs (Graded.fault).
FAULT: Kinds = {
    "grading_ended": ("status",),
    "no_worker": ("problem",),
    "grading_raised": ("type", "text"),
}

KINDS: Kinds = MappingProxyType(
    {**FAULT, **SUBMISSION, **CHECK, **KERNEL, **FINDING, **CAUSE, **LATE, **NOTE}
)


def reason(kind: str, /, **facts: Json) -> Reason:
    """A reason of a listed kind; ValueError for an unlisted kind, a missing or an unlisted fact."""
    if kind not in KINDS:
        raise ValueError(f"no reason kind `{kind}`")
    required = {name for name in KINDS[kind] if not name.endswith("?")}
    allowed = {name.removesuffix("?") for name in KINDS[kind]}
    if not required <= facts.keys() <= allowed:
        raise ValueError(f"reason `{kind}` takes {sorted(allowed)}, got {sorted(facts)}")
    return Reason(kind, facts)
