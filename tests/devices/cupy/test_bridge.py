"""What a hostile worker may ask of the device: an answer, never a fault of the grader."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest

from grader.devices.cupy.bridge import Bridge
from grader.devices.cupy.kernel_log import KernelLog
from grader.isolation import Ended, Ref

SOURCE = r"""
__constant__ float factor[1];
extern "C" __global__ void times(float* x, int n) { if (threadIdx.x < n) x[threadIdx.x] *= 2; }
extern "C" __global__ void forever(volatile float* x) { while (true) x[0] += 1; }
"""
ARGS = [["pointer", 0, 0], np.int32(4)]
MEMORY = [np.zeros(16, np.uint8)]
FAIR = {
    "number": 0, "kernel": "times", "grid": (1, 1, 1), "block": (4, 1, 1), "args": ARGS,
    "buffers": MEMORY, "shared": (0, 0), "symbols": {},
}  # fmt: skip
HOSTILE = [
    ("number", [1, -1, True, None, "0", 1.0]),
    ("kernel", ["other", None, 3, ["times"]]),
    ("grid", [(0, 1, 1), (1, 1), None, (1.0, 1, 1), (-1, 1, 1), [1, 1, 1]]),
    ("block", [(0, 1, 1), "444", {}]),
    (
        "args",
        [
            None, [], [*ARGS, 1], [["pointer", 7, 0], np.int32(4)], [["pointer", -9, 0], ARGS[1]],
            [["pointer", "0", 0], ARGS[1]], [ARGS[0], "4"], [Ref(3, "x"), ARGS[1]],
            [np.int32(4), ARGS[0]], [ARGS[0], b"123"], [ARGS[0], np.complex128(1)],
        ],
    ),
    ("buffers", [None, [None], [np.zeros(4)], [np.zeros((2, 2), np.uint8)], [b"1234"], 5]),
    ("shared", [None, (1,), (-1, 0), (0, "1"), 64]),
    ("symbols", [None, [], {"factor": 1}, {"factor": np.zeros(3, np.uint8)}]),
]  # fmt: skip


def changed(change):
    """The arguments of a fair launch with some changed."""
    return {**FAIR, **change}.values()


@pytest.fixture
def bridge(device):
    """A bridge with one module compiled."""
    bridge = Bridge(device, threading.Lock(), KernelLog(), math.inf, budget=1_000_000)
    assert 0 == bridge.functions()["compile"](SOURCE, [], [])["number"]
    return bridge


@pytest.mark.parametrize(("name", "values"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_a_launch_of_nonsense_is_a_problem(bridge, name, values):
    """Each argument of a launch may be anything: the worker is told, the device stays whole."""
    launch = bridge.functions()["launch"]

    for value in values:
        assert {"problem"} == launch(*changed({name: value})).keys(), value

    assert "buffers" in launch(*FAIR.values())


@pytest.mark.parametrize(
    "asked",
    [(None, [], []), (3, [], []), (SOURCE, "x", []), (SOURCE, [], [1]), ("x" * 2**21, [], [])],
)
def test_a_source_that_is_none_is_a_problem(bridge, asked):
    """Only text is compiled, and not without end."""
    assert {"problem"} == bridge.functions()["compile"](*asked).keys()


def test_huge_launches_end_as_findings(bridge):
    """More threads or shared memory than a card has, and a loop without an end, are findings."""
    launch, log = bridge.functions()["launch"], bridge._log

    launch(*changed({"block": (2000, 1, 1)}))
    launch(*changed({"shared": (10**9, 10**12)}))
    launch(*changed({"kernel": "forever", "args": ARGS[:1]}))

    assert ["over_limit", "over_limit", "runaway"] == [one.findings[0].kind for one in log.launches]


def test_time_that_is_used_up_ends_the_worker(device):
    """Kernels of a case that together take longer than allowed are a time-out."""
    bridge = Bridge(device, threading.Lock(), KernelLog(), 0.0, budget=1000)
    functions = bridge.functions()
    functions["compile"](SOURCE, [], [])

    with pytest.raises(Ended, match="timeout"):
        functions["launch"](*FAIR.values())


def test_a_worker_compiles_so_many_sources_and_no_more(device):
    """The same source counts once, another one beyond the limit is refused."""
    bridge = Bridge(device, threading.Lock(), KernelLog(), math.inf, budget=1000, modules=1)
    functions = bridge.functions()

    assert 0 == functions["compile"](SOURCE, [], [])["number"]
    assert 0 == functions["compile"](SOURCE, [], [])["number"]
    assert "more than 1 modules" in functions["compile"](SOURCE + " ", [], [])["problem"]


def test_nobodys_kernels_run_where_anothers_ran(device, bridge):
    """Each bridge has a kernel worker of its own; one bridge keeps it from launch to launch."""
    other = Bridge(device, threading.Lock(), KernelLog(), math.inf, budget=1_000_000)
    other.functions()["compile"](SOURCE, [], [])
    used = []
    for one in (bridge, bridge, other, bridge):
        assert "problem" not in one.functions()["launch"](*FAIR.values())
        used.append(device._worker)

    assert used[0] is used[1]
    assert 3 == len({id(worker) for worker in used})
