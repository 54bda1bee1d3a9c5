"""Every sentence about kernels, read literally."""

from __future__ import annotations

import pytest

from grader.pages.sentences import sentence
from grader.results.reasons import FINDING, KERNEL, reason

AT = {"kernel": "add", "line": 7, "block": [3, 0, 0], "thread": [17, 0, 0]}
X = {"space": "global", "array": "x", "index": 1000, "size": 1000}
TILE = {"space": "shared", "array": "tile", "index": 5, "size": 32}
WHO = "line 7 of `add`, thread (17, 0, 0) of block (3, 0, 0)"

SAID = [
    ("out_of_bounds", {**AT, **X, "access": "read"},
     f"{WHO} reads `x[1000]`, one past the end of its 1000 elements"),
    ("out_of_bounds", {**AT, **X, "access": "write", "index": 1007, "times": 24},
     f"{WHO} writes `x[1007]`, beyond its 1000 elements (24 times)"),
    ("out_of_bounds", {**AT, **X, "access": "atomic", "index": -1},
     f"{WHO} updates `x[-1]`, before its first element (1 element away)"),
    ("out_of_bounds", {**AT, **X, "access": "read", "array": ""},
     f"{WHO} reads global memory where there is no array"),
    ("misaligned", {**AT, "access": "read", "space": "global", "array": "x", "bytes": 16,
                    "offset": 4},
     f"{WHO} reads 16 bytes at once at byte 4 of `x`, which is no multiple of 16"),
    ("read_only", {**AT, **X, "access": "write", "array": "c", "space": "constant", "index": 2},
     f"{WHO} writes `c[2]` in constant memory, which is only read"),
    ("race", {**AT, **TILE, "access": "read", "other_access": "write", "other_line": 5,
              "other_block": [3, 0, 0], "other_thread": [49, 0, 0], "times": 2},
     (f"race: {WHO} reads `tile[5]` in shared memory, which thread (49, 0, 0) wrote in line 5, "
     "with no barrier between the two (2 times)")),
    ("race", {**AT, **X, "access": "write", "other_access": "read", "other_line": 6,
              "other_block": [2, 0, 0], "other_thread": [0, 0, 0]},
     (f"race: {WHO} writes `x[1000]` in global memory, which thread (0, 0, 0) of block (2, 0, 0) "
     "read in line 6, nothing orders threads of two blocks")),
    ("barrier_divergence", {**AT, "other_line": 9, "other_thread": [1, 0, 0]},
     f"{WHO} waits at the barrier there, thread (1, 0, 0) of its block at another one in line 9"),
    ("missing_arrival", {**AT, "other_line": 0, "other_thread": [64, 0, 0]},
     f"{WHO} waits at a barrier that thread (64, 0, 0) of its block never reaches: it has ended"),
    ("uninitialized_shared", {**AT, **TILE},
     f"{WHO} reads `tile[5]` in shared memory before any thread of its block wrote it"),
    ("uninitialized_global", {**AT, **X, "index": 3},
     f"{WHO} reads `x[3]` in global memory before anything wrote it"),
    ("inactive_lane", {**AT, "operation": "__shfl_sync", "lane": 9},
     f"{WHO} asks for lane 9 by `__shfl_sync`, which does not take part"),
    ("over_limit", {**AT, "line": 0, "what": "threads", "asked": 2048, "limit": 1024},
     "kernel `add` was launched with 2048 threads in a block; at most 1024 can be"),
    ("over_limit", {**AT, "line": 0, "what": "shared", "asked": 65536, "limit": 49152},
     "kernel `add` needs 64 KiB of shared memory a block; there are 48 KiB"),
    ("runaway", {**AT, "steps": 50_000_000},
     f"{WHO} was still running after 50,000,000 steps of all threads"),
    ("assertion", {**AT, "condition": "i < n"}, f"{WHO}: the assertion `i < n` does not hold"),
    ("stack_overflow", AT, f"{WHO} uses more local memory than a thread has"),
    ("bad_instruction", AT, f"{WHO} does what C++ leaves undefined"),
    ("not_compiled", {"line": 4, "column": 9, "text": "expected ';'", "more": 0},
     "does not compile: line 4 of the CUDA C: expected ';'"),
    ("not_compiled", {"line": 4, "column": 9, "text": "expected ';'", "more": 2},
     "does not compile: line 4 of the CUDA C: expected ';', and 2 more"),
    ("refused", {"what": "asm", "line": 3, "why": "unsupported"},
     "line 3 of the CUDA C has `asm`, which needs a card; it does not run here"),
    ("refused", {"what": "extern", "line": 3, "why": "forbidden"},
     "line 3 of the CUDA C has `extern`, which no kernel here may use"),
    ("not_counted", {},
     "kernels are counted with the pinned compiler only, which is not installed here"),
    ("returned_value", {"type": "ndarray"},
     "returned a value of type `ndarray`; the result belongs in `out`, and nothing is returned"),
    ("input_changed", {"name": "x"}, "changed its input `x`"),
    ("no_kernel", {"out": "float32 (3,)"}, "launched no kernel"),
    ("foreign_array", {"kernel": "add"},
     ("kernel `add` was given an array that neither the check nor a kernel made; the computation "
     "belongs in kernels")),
    ("not_by_kernel", {"out": "float32 (3,)"},
     "`out` holds what no kernel wrote; the computation belongs in kernels"),
    ("traffic", {"moved": 36_000, "least": 12_000, "at_most": 1.2},
     ("moved 36,000 bytes to and from global memory, 3 x the 12,000 that must move; at most 1.2 x "
     "is allowed")),
    ("uncoalesced", {"asked": 4096, "moved": 32_768, "at_least": 0.9},
     ("used 4,096 of the 32,768 bytes that were moved (12.5 %): neighboring threads do not access "
     "neighboring elements; at least 90.0 % is asked for")),
    ("bank_conflicts", {"extra": 992, "requests": 32, "at_most": 0},
     ("shared memory took 1,024 passes for 32 requests: threads of a warp meet in one bank; at "
     "most 0 more are allowed")),
    ("atomics", {"done": 1000, "at_most": 16},
     "did 1,000 atomic operations on global memory; at most 16 are allowed"),
    ("launches", {"done": 3, "at_most": 1}, "launched 3 kernels; at most 1 may be launched"),
    ("large_grid", {"most": 400, "at_most": 32},
     "launched a grid of 400 blocks; at most 32 may be launched"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "facts", "said"), SAID, ids=[kind for kind, _, _ in SAID])
def test_each_reason_says_this(kind, facts, said):
    """A reason's sentence is exactly this one."""
    assert said == sentence(reason(kind, **facts))


def test_every_sentence_is_read():
    """No kind of finding, and no other reason about kernels, is left out above."""
    assert {*FINDING, *KERNEL} == {kind for kind, _, _ in SAID}
