"""Sums of two vectors: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, equal, mistake, output_of, variant


@check(after="adds_in_whole_blocks")
@cases(n=[1024], seed=range(2))
def adds_what_is_no_number(vector_add, n, rng):
    "adds infinities, and numbers of very different size, as floats are added"
    x = (rng.normal(size=n) * 10.0 ** rng.integers(-30, 30, size=n)).astype("float32")
    y = np.roll(x, 1)
    x[0], y[1] = np.inf, -np.inf
    equal(output_of(vector_add, x, y, shape=(n,)), x + y)


@check(after="keeps_within_bounds")
@cases(n=[31, 63, 127, 129, 255, 511, 513, 1023, 270_000])
def knows_every_end(vector_add, n, rng):
    "stays within vectors a little shorter or longer than whole blocks, and in long ones"
    x, y = rng.normal(size=(2, n)).astype("float32")
    equal(output_of(vector_add, x, y, shape=(n,)), x + y)


def truth(x, y, out):
    """NumPy, in float64."""
    out.set((x.get().astype("float64") + y.get()).astype("float32"))


LAUNCH = "kernel((blocks,), (threads,), (x, y, out, np.int32(out.size)))"

no_bounds_check = mistake(
    "no bounds check: threads beyond the end read and write what is not theirs",
    fails="keeps_within_bounds",
    replace=("if (i < n)", "if (true)"),
)

one_past_the_end = mistake(
    "one past the end: `i <= n` lets one thread too many in",
    fails=["keeps_within_bounds"],
    replace=("if (i < n)", "if (i <= n)"),
)

local_index = mistake(
    "threadIdx alone: every block adds the elements of the first",
    fails="adds_in_whole_blocks",
    replace=("* blockDim.x +", "* 0 +"),
)

rounded_down = mistake(
    "the number of blocks rounded down: the elements after the last whole block have no thread",
    fails="keeps_within_bounds",
    replace=("(out.size + threads - 1) // threads", "out.size // threads"),
)

empty_grid = mistake(
    "a grid of 0 blocks launched for vectors without elements",
    fails="launches_nothing_for_nothing",
    replace=("    if blocks:\n        kernel", "    kernel"),
)

swapped = mistake(
    "blockIdx and threadIdx in each other's place: neighboring threads are whole blocks apart",
    fails="moves_every_byte_once",
    replace=[
        ("int i = blockIdx.x * blockDim.x", "int i = threadIdx.x * gridDim.x"),
        ("+ threadIdx.x;", "+ blockIdx.x;"),
    ],
)

array_code = mistake(
    "added with CuPy's arithmetic instead of a kernel",
    fails="adds_in_whole_blocks",
    replace=(LAUNCH, "out[...] = x + y"),
)

several_each = mistake(
    "four elements in a row for each thread: a warp's accesses lie 16 bytes apart",
    fails="moves_every_byte_once",
    replace=[
        ("    if (i < n) {\n        out[i] = x[i] + y[i];\n    }",
         ("    for (int k = 4 * i; k < 4 * i + 4 && k < n; k++) {\n"
         "        out[k] = x[k] + y[k];\n    }")),
        ("(out.size + threads - 1) // threads", "-(-out.size // (4 * threads))"),
    ],
)  # fmt: skip

STRIDED = r"""
extern "C" __global__ void add(const float* x, const float* y, float* out, long long n)
{
    long long step = (long long) gridDim.x * blockDim.x;
    for (long long i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += step)
        out[i] = x[i] + y[i];
}
"""


@variant
def in_strides(x, y, out):
    "a grid of fixed size, whose threads go on in strides"
    import cupy

    if out.size:
        kernel = cupy.RawKernel(STRIDED, "add")
        kernel((8,), (128,), (x, y, out, np.int64(out.size)))


TEMPLATE = r"""
template <typename T>
__global__ void add(const T* __restrict__ x, const T* __restrict__ y, T* out, unsigned n)
{
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n)
        return;
    out[i] = __ldg(x + i) + __ldg(y + i);
}
"""


@variant
def from_a_template(x, y, out):
    "a template of a module"
    import cupy

    module = cupy.RawModule(code=TEMPLATE, options=("-std=c++17",), name_expressions=["add<float>"])
    n = x.size
    if n:
        module.get_function("add<float>")((n // 64 + 1,), (64,), (x, y, out, np.uint32(n)))
