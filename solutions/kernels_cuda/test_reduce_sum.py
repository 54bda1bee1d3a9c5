"""The sum of a vector on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, equal, mistake, near, output_of, variant


@check(after="sums_any_length")
@cases(n=[63, 64, 65, 255, 256, 257, 511, 16_385])
def sums_odd_lengths(reduce_sum, n, rng):
    "sums lengths around multiples of blocks and of whole grids"
    x = rng.integers(-8, 9, size=n).astype("float32")
    equal(output_of(reduce_sum, x, shape=(1,)), np.array([x.sum(dtype="float64")], "float32"))


@check(after="sums_real_numbers")
@cases(n=[6000], seed=range(2))
def loses_little(reduce_sum, n, rng):
    "loses little where numbers of very different size are summed"
    x = (rng.normal(size=n) * 10.0 ** rng.integers(-3, 4, size=n)).astype("float32")
    want = np.array([x.sum(dtype="float64")], "float32")
    near(output_of(reduce_sum, x, shape=(1,)), want, length=n, terms=np.abs(x).max())


def truth(x, out):
    """NumPy, in float64."""
    out.set(np.array([x.get().sum(dtype="float64")], "float32"))


FOLD = """        if (t < half) {
            part[t] += part[t + half];
        }
        __syncthreads();
"""
SECOND = "    kernel((1,), (THREADS,), (sums, out, np.int32(BLOCKS)), shared_mem=size)\n"

no_barrier_before = mistake(
    "no barrier after the threads wrote their sums: others read them too early",
    fails="sums_whole_blocks",
    replace=("    part[t] = sum;\n    __syncthreads();\n", "    part[t] = sum;\n"),
)

no_barrier_between = mistake(
    "no barrier between two steps of the fold",
    fails="sums_whole_blocks",
    replace=(FOLD, FOLD.replace("        __syncthreads();\n", "")),
)

divergent_barrier = mistake(
    "the barrier within the branch: only half of the threads ever reach it",
    fails="sums_whole_blocks",
    replace=(FOLD, ("        if (t < half) {\n            part[t] += part[t + half];\n"
                   "            __syncthreads();\n        }\n")),
)  # fmt: skip

no_bounds_check = mistake(
    "no bounds check before the first element: threads beyond the end read what is not theirs",
    fails="sums_whole_blocks",
    replace=("float sum = 0.0f;\n    for (int i = blockIdx.x * blockDim.x + t; i < n;",
             ("float sum = x[blockIdx.x * blockDim.x + t];\n"
             "    for (int i = (blockIdx.x + gridDim.x) * blockDim.x + t; i < n;")),
)  # fmt: skip

too_little_shared = mistake(
    "too little shared memory: one byte for each thread instead of one float",
    fails="sums_whole_blocks",
    replace=("size = 4 * THREADS", "size = THREADS"),
)

no_power_of_two = mistake(
    "halved a block of 192 threads: from 3 on, one sum is left out",
    fails="sums_whole_blocks",
    replace=("BLOCKS, THREADS = 32, 256", "BLOCKS, THREADS = 32, 192"),
)

first_block_only = mistake(
    "no second launch: the sum of the first block's elements alone",
    fails="sums_whole_blocks",
    replace=(SECOND, "    out[...] = sums[:1]\n"),
)

neighbors = mistake(
    "folded neighbors, in steps of 1, 2, 4 ...: threads of a warp meet in one bank",
    fails="keeps_threads_apart",
    replace=[
        ("int half = blockDim.x / 2; half > 0; half /= 2",
         "int step = 1; step < blockDim.x; step *= 2"),
        ("if (t < half) {\n            part[t] += part[t + half];",
         ("int k = 2 * step * t;\n        if (k < blockDim.x) {\n"
         "            part[k] += part[k + step];")),
    ],
)  # fmt: skip

in_pieces = mistake(
    "one piece of the vector for each thread: a warp's accesses lie a piece apart",
    fails="reads_every_byte_once",
    replace=(
        "for (int i = blockIdx.x * blockDim.x + t; i < n; i += gridDim.x * blockDim.x) {",
        (
            "int piece = (n + gridDim.x * blockDim.x - 1) / (gridDim.x * blockDim.x) + 3;\n"
            "    int first = (blockIdx.x * blockDim.x + t) * piece;\n"
            "    for (int i = first; i < first + piece && i < n; i++) {"
        ),
    ),
)

ADD_ALL = r"""
extern "C" __global__ void add_all(const float* x, float* out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        atomicAdd(out, x[i]);
}
"""


@mistake(fails="keeps_threads_apart")
def atomic_each(x, out):
    "every element added to global memory by itself"
    import cupy

    out.fill(0)
    cupy.RawKernel(ADD_ALL, "add_all")((-(-x.size // 256),), (256,), (x, out, np.int32(x.size)))


SHUFFLED = r"""
__device__ float warp_sum(float s)
{
    for (int lane = 16; lane > 0; lane >>= 1)
        s += __shfl_down_sync(0xffffffffu, s, lane);
    return s;
}

extern "C" __global__ void add_up(const float* x, float* out, int n)
{
    __shared__ float warps[32];
    float s = 0.0f;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
        s += x[i];
    s = warp_sum(s);
    int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
    if (lane == 0)
        warps[warp] = s;
    __syncthreads();
    if (warp == 0) {
        s = warp_sum(lane < blockDim.x / 32 ? warps[lane] : 0.0f);
        if (lane == 0)
            atomicAdd(out, s);
    }
}
"""


@variant
def with_shuffles(x, out):
    "shuffles within a warp, then one atomic addition for each block"
    import cupy

    out[...] = 0
    kernel = cupy.RawKernel(SHUFFLED, "add_up")
    kernel((min(32, -(-x.size // 256)),), (256,), (x, out, np.int32(x.size)))


ONE_BLOCK = r"""
extern "C" __global__ void total(const float* x, long long n, float* out)
{
    __shared__ float part[512];
    unsigned t = threadIdx.x;
    float sum = 0;
    for (long long i = t; i < n; i += 512)
        sum += x[i];
    part[t] = sum;
    for (unsigned half = 256; half; half >>= 1) {
        __syncthreads();
        if (t < half)
            part[t] = part[t] + part[t + half];
    }
    if (t == 0)
        *out = *part;
}
"""


@variant
def one_block(x, out):
    "one block for everything"
    import cupy

    cupy.RawKernel(ONE_BLOCK, "total")((1,), (512,), (x, np.int64(x.size), out))
