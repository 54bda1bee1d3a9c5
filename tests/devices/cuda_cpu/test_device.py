"""Compiling, keeping what was compiled, launching, failing: the device itself."""

import re
import shutil
from dataclasses import replace

import numpy as np
import pytest

from grader.devices.cuda_cpu import CompileError, Device, LaunchFailed, Pointer, Refused
from grader.devices.cuda_cpu.compilers import best, installed

ORDER = """
extern "C" __global__ void order(int* next, int* who) {
    who[atomicAdd(next, 1)] = blockIdx.x * blockDim.x + threadIdx.x;
}
extern "C" __global__ void spin(int* x) {
    int k = 0;
    while (true) k++;
}
"""


def order(cuda, schedule):
    """The order in which 4 blocks of 64 threads come to an atomic."""
    n = np.zeros(1, "int32")
    who = np.zeros(256, "int32")
    return cuda.run(ORDER, "order", 4, 64, n, who, schedule=schedule).arrays[1].tolist()


def test_two_schedules_each_the_same_every_time(cuda):
    """Ascending, or shuffled by a seed; every thread runs once."""
    assert list(range(256)) == order(cuda, None)
    assert list(range(256)) != order(cuda, 1)
    assert order(cuda, 1) == order(cuda, 1)
    assert order(cuda, 1) != order(cuda, 2)
    assert list(range(256)) == sorted(order(cuda, 1))


def test_a_loop_without_memory_ends(kept):
    """A loop no hook sees is told as runaway, at its line, and the device goes on."""
    with Device("process", kept, seconds=0.5) as device:
        module = device.compile(ORDER)
        x = np.zeros(4, "uint8")
        found = device.launch(module, "spin", (1, 1, 1), (32, 1, 1), [Pointer(0)], [x]).findings
        assert [("runaway", 7)] == [(f.kind, f.line) for f in found]

        args = [Pointer(0), Pointer(0)]
        assert () == device.launch(module, "order", (1, 1, 1), (1, 1, 1), args, [x]).findings


def test_what_was_compiled_is_kept(kept, tmp_path):
    """A second device with the folder needs no compiler; a damaged file is made again."""
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    source = 'extern "C" __global__ void one(int* x) { x[threadIdx.x] = 1; }'
    with Device("process", tmp_path) as device:
        first = device.compile(source)
        run_one(device, first)

    broken = replace(best(), program=("/nowhere/compiler",), linker=("/nowhere/linker",))
    with Device("process", tmp_path, compiler=broken) as device:
        assert first == device.compile(source)
        run_one(device, first)

    path = tmp_path / first.key
    path.write_bytes(path.read_bytes()[:-9] + b"damaged!!")
    with Device("process", tmp_path, compiler=broken) as device, pytest.raises(CompileError):
        device.compile(source)
    with Device("process", tmp_path) as device:
        run_one(device, device.compile(source))


def run_one(device, module):
    """Launch `one` on four integers."""
    x = np.zeros(16, "uint8")
    launched = device.launch(module, "one", (1, 1, 1), (4, 1, 1), [Pointer(0)], [x])
    assert [1] * 4 == launched.buffers[0].view("int32").tolist()


def test_compile_errors_are_at_the_kernels_own_line(device):
    """Line and text, with macros and CUDA's words on the way."""
    source = """#define N 32
extern "C" __global__ void k(float* x) {
    __shared__ float s[N]; s[0] = 1;
    x[0] = s[0] + undeclared;
    x[1] = also;
}"""
    with pytest.raises(CompileError) as failed:
        device.compile(source)

    assert [4, 5] == [line for line, _, _ in failed.value.problems]
    assert "undeclared" in failed.value.problems[0][2]


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("#include <thrust/sort.h>", "#include <thrust/sort.h>", 1),
        ('#include <cuda_fp16.h>\n__global__ void k() { asm("trap;"); }', "asm", 2),
        ("#include <mma.h>\n", "#include <mma.h>", 1),
        ("\n\nusing namespace nvcuda;", "nvcuda", 3),
        ("__global__ void k() { k<<<1, 1>>>(); }", "a launch from a kernel", 1),
        ("texture<float> t;", "texture", 1),
        ("__global__ void k(float* x) { x = (float*)malloc(4); }", "malloc", 1),
        ("__managed__ int x;", "__managed__", 1),
        ("__device__ float f(float x) { return __shfl_down(x, 1); }", "__shfl_down", 1),
    ],
)
def test_what_is_not_supported_is_refused_by_name(device, text, what, line):
    """Not by a message of the compiler."""
    with pytest.raises(Refused) as refused:
        device.compile(text)

    assert (what, line) == (refused.value.what, refused.value.line)


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ([Pointer(0)], "2 parameters, 1 arguments"),
        ([Pointer(0), 1.5], "who is int *, float was given"),
        ([Pointer(0), Pointer(3)], "no buffer 3"),
        ([np.int32(4), Pointer(0)], "next is int *"),
    ],
)
def test_arguments_that_do_not_fit(cuda, args, problem):
    """One sentence that names the parameter."""
    module = cuda.module(ORDER)
    with pytest.raises(ValueError, match=re.escape(problem)):
        cuda.device.launch(module, "order", (1, 1, 1), (1, 1, 1), args, [np.zeros(4, "uint8")])


def test_a_null_pointer_is_seen(cuda):
    """What is read through it is out of bounds, of no array."""
    module = cuda.module(ORDER)
    args = [Pointer(-1), Pointer(0)]
    launched = cuda.device.launch(
        module, "order", (1, 1, 1), (1, 1, 1), args, [np.zeros(4, "uint8")]
    )

    assert ["out_of_bounds"] == [f.kind for f in launched.findings]
    assert "" == launched.findings[0].facts["array"]


def test_an_access_half_outside_is_outside(cuda):
    """The last element of an array whose bytes end in the middle of it."""
    source = """extern "C" __global__ void k(const float* x, float* y) {
        y[threadIdx.x] = x[threadIdx.x];
    }"""
    buffers = [np.zeros(10, "uint8"), np.zeros(12, "uint8")]
    (found,) = cuda.device.launch(
        cuda.module(source), "k", (1, 1, 1), (3, 1, 1), [Pointer(0), Pointer(1)], buffers
    ).findings

    assert ("out_of_bounds", (2, 0, 0)) == (found.kind, found.thread)
    assert (2, 2) == (found.facts["index"], found.facts["size"])


def test_memory_never_written_is_told(cuda):
    """A mask marks bytes that nothing was written to; what the kernel writes itself counts."""
    source = """extern "C" __global__ void k(const float* x, float* y) {
        y[threadIdx.x] = x[threadIdx.x];
        float again = y[threadIdx.x];
        if (threadIdx.x < 3) y[threadIdx.x] = again + x[threadIdx.x + 1];
    }"""
    module = cuda.module(source)
    x, mask = np.zeros(32, "uint8"), np.zeros(32, "uint8")
    mask[24:] = 1
    buffers = [x, np.zeros(32, "uint8")]
    for threads, found in ((6, 0), (7, 1)):
        launched = cuda.device.launch(
            module, "k", (1, 1, 1), (threads, 1, 1), [Pointer(0), Pointer(1)], buffers,
            unwritten=[mask, np.ones(32, "uint8")],
        )  # fmt: skip
        assert ["uninitialized_global"] * found == [f.kind for f in launched.findings]
    assert ("x", 6) == tuple(launched.findings[0].facts[k] for k in ("array", "index"))


def test_too_much_memory_ends_a_launch_and_not_the_device(kept):
    """The next launch works."""
    with Device("process", kept, memory=128 << 20) as device:
        module = device.compile(ORDER)
        args = [Pointer(0), Pointer(1)]
        big = [np.zeros(4, "uint8"), np.zeros(60 << 20, "uint8")]
        with pytest.raises(LaunchFailed) as failed:
            device.launch(module, "order", (1, 1, 1), (1, 1, 1), args, big)
        assert "memory" == failed.value.kind
        assert (
            () == device.launch(module, "order", (1, 1, 1), (1, 1, 1), args, [big[0]] * 2).findings
        )


def test_another_compiler_gives_answers_and_findings(tmp_path):
    """With g++ results are right, faults are found; counts are None."""
    compiler = installed()
    if compiler is None:
        pytest.skip("no g++ on this machine")
    source = """
extern "C" __global__ void reverse(float* d, int n) {
    __shared__ float s[64];
    s[threadIdx.x] = d[threadIdx.x];
    __syncthreads();
    if (threadIdx.x <= n) d[threadIdx.x] = s[n - 1 - threadIdx.x];
}
template <class T> __global__ void race(T* d) {
    __shared__ T s[64];
    s[threadIdx.x] = d[threadIdx.x];
    d[threadIdx.x] = s[threadIdx.x ^ 32];
}"""
    x = np.arange(64, dtype="float32")
    with Device("process", tmp_path, compiler=compiler) as device:
        module = device.compile(source, (), ["race<float>"])
        args = [Pointer(0), np.int32(64)]
        right = device.launch(module, "reverse", (1, 1, 1), (64, 1, 1), args, [x.view("uint8")])
        assert x[::-1].tolist() == right.buffers[0].view("float32").tolist()
        assert ((), None) == (right.findings, right.counts)

        args = [Pointer(0), np.int32(32)]
        wrong = device.launch(module, "reverse", (1, 1, 1), (64, 1, 1), args, [x.view("uint8")])
        assert [("out_of_bounds", 6)] == [(f.kind, f.line) for f in wrong.findings]

        raced = device.launch(
            module, "race<float>", (1, 1, 1), (64, 1, 1), [Pointer(0)], [x.view("uint8")]
        )
        assert ("race", 10) == (raced.findings[0].kind, raced.findings[0].line)
