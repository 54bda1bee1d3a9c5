"""a x + y on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, equal, grid, mistake, output_of, variant


@check(after="computes_short_vectors")
@cases(n=[100, 1000], seed=range(2))
def knows_special_numbers(saxpy, n, rng):
    "gives exactly y for a = 0, x + y for a = 1, and passes infinities on"
    x, y = np.round(16 * rng.normal(size=(2, n))).astype("float32")
    y[0] = np.inf
    equal(output_of(saxpy, 0.0, x, y, shape=(n,)), y)
    equal(output_of(saxpy, 1.0, x, y, shape=(n,)), x + y)


@check(after=["keeps_within_bounds", "keeps_the_grid_small"])
@cases(n=[8191, 8193, 33_001])
def strides_any_length(saxpy, n, rng):
    "takes lengths around multiples of a whole grid, and much longer ones"
    x, y = np.round(16 * rng.normal(size=(2, n))).astype("float32")
    equal(output_of(saxpy, 3.0, x, y, shape=(n,)), 3 * x + y)
    grid(at_most=32)


def truth(a, x, y, out):
    """NumPy, in float64."""
    out.set((np.float64(np.float32(a)) * x.get() + y.get()).astype("float32"))


LOOP = "for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride) {"

no_loop = mistake(
    "no loop: a thread computes one element, and what 32 blocks do not reach stays NaN",
    fails="reaches_every_element",
    replace=(LOOP, "int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n) {"),
)

no_bounds_check = mistake(
    "no bounds check before the first element: threads beyond the end take part",
    fails=["computes_short_vectors"],
    replace=(
        LOOP,
        (
            "int i = blockIdx.x * blockDim.x + threadIdx.x;\n"
            "    for (int k = 0; k == 0 || i < n; k++, i += stride) {"
        ),
    ),
)

one_past_the_end = mistake(
    "one past the end: `i <= n` lets one thread too many in",
    fails=["computes_short_vectors"],
    replace=("i < n; i += stride", "i <= n; i += stride"),
)

block_stride = mistake(
    "strides by a block, not by the grid: blocks compute each other's elements again",
    fails="moves_every_byte_once",
    replace=("gridDim.x * blockDim.x", "blockDim.x"),
)

grid_for_the_data = mistake(
    "as many blocks as the vectors need",
    fails="keeps_the_grid_small",
    replace=("kernel((32,), (256,)", "kernel((-(-out.size // 256),), (256,)"),
)

in_chunks = mistake(
    "one piece of the vector for each thread: a warp's accesses lie a piece apart",
    fails="moves_every_byte_once",
    replace=(
        LOOP,
        (
            "int piece = (n + stride - 1) / stride;\n"
            "    int first = (blockIdx.x * blockDim.x + threadIdx.x) * piece;\n"
            "    for (int i = first; i < first + piece && i < n; i++) {"
        ),
    ),
)

forgot_a = mistake(
    "x + y: the factor left out",
    fails="computes_short_vectors",
    replace=("a * x[i] + y[i]", "x[i] + y[i]"),
)

a_on_both = mistake(
    "a (x + y): the factor on both vectors",
    fails="computes_short_vectors",
    replace=("a * x[i] + y[i]", "a * (x[i] + y[i])"),
)

UNROLLED = r"""
extern "C" __global__ void __launch_bounds__(512)
saxpy(float* __restrict__ out, const float* __restrict__ x, const float* __restrict__ y, float a,
      unsigned n)
{
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x, stride = blockDim.x * gridDim.x;
    #pragma unroll 4
    while (i < n) {
        out[i] = fmaf(a, x[i], y[i]);
        i += stride;
    }
}
"""


@variant
def fused(a, x, y, out):
    "a while loop with a fused multiply-add"
    import cupy

    kernel = cupy.RawKernel(UNROLLED, "saxpy")
    kernel((16,), (512,), (out, x, y, np.float32(a), np.uint32(x.shape[0])))


IN_DOUBLE = r"""
extern "C" __global__ void saxpy(double a, const float* x, const float* y, float* out, long long n)
{
    for (long long i = threadIdx.x + (long long) blockIdx.x * blockDim.x; i < n;
         i += (long long) blockDim.x * gridDim.x)
        out[i] = (float) (a * (double) x[i] + (double) y[i]);
}
"""


@variant
def in_double(a, x, y, out):
    "in double precision, with one block"
    import cupy

    cupy.RawKernel(IN_DOUBLE, "saxpy")((1,), (1024,), (float(a), x, y, out, np.int64(out.size)))
