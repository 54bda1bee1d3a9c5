"""Every rule finds its fault at its line and thread, and is silent where a kernel comes close."""

import numpy as np
import pytest

FILE = "findings.cu"
X = np.arange(64, dtype="float32")

# rule -> mark of the line, kind, block and thread, facts
RULES = {
    "bounds": ("bounds", "out_of_bounds", (0, 0, 0), (60, 0, 0),
               {"access": "read", "array": "x", "space": "global", "index": 60, "size": 60}),
    "below": ("below", "out_of_bounds", (0, 0, 0), (0, 0, 0),
              {"access": "read", "array": "x", "index": -1, "size": 60}),
    "shared_bounds": ("shared bounds", "out_of_bounds", (0, 0, 0), (63, 0, 0),
                      {"access": "write", "array": "row", "space": "shared", "index": 64,
                       "size": 64}),
    "declared_bounds": ("declared bounds", "out_of_bounds", (0, 0, 0), (7, 0, 0),
                        {"access": "write", "array": "tile", "space": "shared", "index": 8,
                         "size": 8}),
    "local_bounds": ("local bounds", "out_of_bounds", (0, 0, 0), (0, 0, 0),
                     {"access": "write", "array": "last", "space": "local", "index": 4,
                      "size": 4}),
    "declared_read": ("declared read", "out_of_bounds", (0, 0, 0), (63, 0, 0),
                      {"access": "read", "array": "row", "space": "shared", "index": 64}),
    "misaligned": ("misaligned", "misaligned", (0, 0, 0), (0, 0, 0),
                   {"access": "read", "array": "x", "bytes": 16, "offset": 4}),
    "read_only": ("read only", "read_only", (0, 0, 0), (0, 0, 0),
                  {"access": "write", "array": "weights", "space": "constant", "index": 0}),
    "race": ("race writes", "race", (0, 0, 0), (32, 0, 0),
             {"access": "write", "array": "s", "index": 32, "other_access": "read",
              "other_thread": (31, 0, 0)}),
    "second_barrier": ("second barrier", "race", (0, 0, 0), (32, 0, 0),
                       {"access": "read", "array": "s", "index": 31, "other_access": "write",
                        "other_thread": (31, 0, 0)}),
    "global_race": ("global race", "race", (1, 0, 0), (0, 0, 0),
                    {"array": "out", "index": 0, "other_block": (0, 0, 0)}),
    "warp_race": ("warp race", "race", (0, 0, 0), (1, 0, 0), {"array": "s", "index": 1}),
    "same_value": ("same value", "race", (0, 0, 0), (1, 0, 0),
                   {"array": "flag", "access": "write", "other_access": "write"}),
    "fence": ("fence", "race", (3, 0, 0), (0, 0, 0), {"array": "out", "other_block": (0, 0, 0)}),
    "divergence": ("divergence", "barrier_divergence", (0, 0, 0), (0, 0, 0),
                   {"other_thread": (32, 0, 0)}),
    "arrival": ("arrival", "missing_arrival", (0, 0, 0), (0, 0, 0), {"other_thread": (50, 0, 0)}),
    "uninitialized": ("uninitialized", "uninitialized_shared", (0, 0, 0), (63, 0, 0),
                      {"array": "s", "index": 63, "size": 64}),
    "inactive": ("inactive", "inactive_lane", (0, 0, 0), (4, 0, 0),
                 {"operation": "__shfl_down_sync", "lane": 20}),
    "runaway": ("runaway", "runaway", (0, 0, 0), (8, 0, 0), {"steps": 1_000_000}),
    "assertion": ("assertion", "assertion", (0, 0, 0), (40, 0, 0),
                  {"condition": "x[threadIdx.x] < 40"}),
    "division": ("division", "division_by_zero", (0, 0, 0), (0, 0, 0), {}),
    "overflow": ("overflow", "stack_overflow", (0, 0, 0), (0, 0, 0), {}),
    "volatile_wait": ("plain flag", "race", (1, 0, 0), (0, 0, 0), {"array": "out", "index": 1}),
}  # fmt: skip
BLOCKS = {"global_race": 4, "fence": 4, "volatile_wait": 2}


def launch(cuda, rule, ending):
    """The kernel of a rule on 64 numbers."""
    blocks = BLOCKS.get(rule, 1)
    x, out, last = X, np.zeros(64, "float32"), np.int32(64)
    if rule in ("bounds", "below"):
        x, out, last = X[:60], np.zeros(60, "float32"), np.int32(60)
    elif rule == "second_barrier":
        x, last = np.zeros(128, "float32"), np.int32(128)
    elif rule == "fence":
        last = np.zeros(1, "uint32")
    threads = {"below": 60, "warp_race": 32, "volatile_wait": 1}.get(rule, 64)
    return cuda.run(FILE, f"{rule}_{ending}", blocks, threads, x, out, last, budget=1_000_000)


@pytest.mark.parametrize("rule", RULES)
def test_a_fault_is_found_where_it_is(cuda, rule):
    """The first finding names the kind, the kernel's line, block, thread and the facts."""
    mark, kind, block, thread, facts = RULES[rule]

    first = launch(cuda, rule, "fires").launched.findings[0]

    assert (kind, cuda.line(FILE, mark), block, thread) == (
        first.kind, first.line, first.block, first.thread,
    )  # fmt: skip
    assert facts == {name: first.facts.get(name) for name in facts}


@pytest.mark.parametrize("rule", RULES)
def test_a_right_kernel_that_comes_close_is_not_accused(cuda, rule):
    """Nothing is found."""
    assert () == launch(cuda, rule, "silent").launched.findings


@pytest.mark.parametrize("rule", ["race", "bounds", "inactive", "divergence"])
def test_findings_are_the_same_every_time(cuda, rule):
    """Three launches find the same."""
    found = [launch(cuda, rule, "fires").launched.findings for _ in range(3)]

    assert found[0] == found[1] == found[2]
