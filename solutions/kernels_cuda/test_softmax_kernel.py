"""Softmax of rows on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, output_of, variant


def close(out, x):
    """As in the public checks."""
    e = np.exp(x.astype("float64") - x.max(axis=1, keepdims=True))
    want = (e / e.sum(axis=1, keepdims=True)).astype("float32")
    near(out, want, length=x.shape[1], terms=max(1.0, np.ptp(x)) * want.max())


@check(after="works_on_any_row")
@cases(rows=[2], cols=[31, 127, 128, 129, 511, 2500])
def works_around_whole_blocks(softmax, rows, cols, rng):
    "works for rows a little shorter or longer than whole blocks, and for long ones"
    x = (3 * rng.normal(size=(rows, cols))).astype("float32")
    close(output_of(softmax, x, shape=x.shape), x)


@check(after="works_on_any_row")
@cases(rows=[100], cols=[3])
def works_on_many_rows(softmax, rows, cols, rng):
    "works on hundreds of short rows"
    x = rng.normal(size=(rows, cols)).astype("float32")
    close(output_of(softmax, x, shape=x.shape), x)


@check(after="takes_each_rows_own_maximum")
@cases(cols=[5, 200], seed=range(2))
def knows_rows_of_one_number(softmax, cols, rng):
    "gives equal weights for a row of equal scores, and all weight to a score far above the others"
    x = np.full((3, cols), np.float32(-1e4 * rng.random()), "float32")
    x[1] = 1e30
    x[2, cols // 2] = 3e4
    close(output_of(softmax, x, shape=x.shape), x)


def truth(x, out):
    """SciPy, in float64."""
    import scipy.special

    out.set(scipy.special.softmax(x.get().astype("float64"), axis=1).astype("float32"))


READ = "    largest = part[0];\n    __syncthreads();  // before part is written again\n"
MAX_FOLD = """        if (t < half) {
            part[t] = fmaxf(part[t], part[t + half]);
        }
        __syncthreads();
"""
LAUNCH = "kernel((rows,), (THREADS,), (x, out, np.int32(cols)), shared_mem=4 * THREADS)"

no_max = mistake(
    "no maximum subtracted: exp overflows for large scores, and weights of small ones are 0 / 0",
    fails="survives_large_scores",
    replace=(READ, "    largest = 0.0f;\n    __syncthreads();\n"),
)

max_of_zero = mistake(
    "the search for the maximum began at 0: rows below 0 never find theirs",
    fails="survives_large_scores",
    replace=("float largest = -3.402823466e+38f;", "float largest = 0.0f;"),
)

own_max = mistake(
    "each thread subtracted its own maximum, not the row's",
    fails="works_on_whole_blocks",
    replace=("    largest = part[0];\n", ""),
)

missing_barrier = mistake(
    "no barrier between reading the maximum and writing the sums over it",
    fails="works_on_whole_blocks",
    replace=(READ, "    largest = part[0];\n"),
)

no_barrier_in_fold = mistake(
    "no barrier between two steps of the fold",
    fails="works_on_whole_blocks",
    replace=(MAX_FOLD, MAX_FOLD.replace("        __syncthreads();\n", "")),
)

divergent_barrier = mistake(
    "the barrier within the branch: only half of the threads ever reach it",
    fails="works_on_whole_blocks",
    replace=(MAX_FOLD, MAX_FOLD.replace("        }\n        __syncthreads();\n",
                                        "            __syncthreads();\n        }\n")),
)  # fmt: skip

narrow_block = mistake(
    "a block narrower than the row: each thread took one element and the rest were left out",
    fails="works_on_whole_blocks",
    replace=[
        ("for (int j = t; j < cols; j += blockDim.x) {\n        largest",
         "for (int j = t; j < cols && j < blockDim.x; j += blockDim.x) {\n        largest"),
        ("for (int j = t; j < cols; j += blockDim.x) {\n        sum",
         "for (int j = t; j < cols && j < blockDim.x; j += blockDim.x) {\n        sum"),
        ("for (int j = t; j < cols; j += blockDim.x) {\n        to",
         "for (int j = t; j < cols && j < blockDim.x; j += blockDim.x) {\n        to"),
    ],
)  # fmt: skip

one_past_the_end = mistake(
    "one past the end: `j <= cols` takes the next row's first score, or none's",
    fails="works_on_whole_blocks",
    replace=("for (int j = t; j < cols; j += blockDim.x) {\n        sum",
             "for (int j = t; j <= cols; j += blockDim.x) {\n        sum"),
)  # fmt: skip

too_little_shared = mistake(
    "too little shared memory: one byte for each thread instead of one float",
    fails="works_on_whole_blocks",
    replace=("shared_mem=4 * THREADS", "shared_mem=THREADS"),
)

not_divided = mistake(
    "the weights were not divided by their sum",
    fails="works_on_whole_blocks",
    replace=("expf(row[j] - largest) / sum", "expf(row[j] - largest)"),
)

in_pieces = mistake(
    "one piece of the row for each thread: a warp's accesses lie a piece apart",
    fails="moves_little",
    replace=(
        "for (int j = t; j < cols; j += blockDim.x) {\n        sum",
        (
            "int piece = (cols + blockDim.x - 1) / blockDim.x;\n"
            "    for (int j = t * piece; j < cols && j < (t + 1) * piece; j++) {\n        sum"
        ),
    ),
)

ONLINE = r"""
struct State { float m, s; };

__device__ State joined(State a, State b)
{
    float m = fmaxf(a.m, b.m);
    return {m, a.s * __expf(a.m - m) + b.s * __expf(b.m - m)};
}

extern "C" __global__ void softmax_warp(const float* x, float* out, int rows, int cols)
{
    int row = blockIdx.x * blockDim.y + threadIdx.y, lane = threadIdx.x;
    if (row >= rows) return;
    x += (size_t) row * cols;
    out += (size_t) row * cols;
    State mine = {-3.402823466e+38f, 0.0f};
    for (int j = lane; j < cols; j += 32)
        mine = joined(mine, State{x[j], 1.0f});
    for (int k = 16; k > 0; k /= 2) {
        State other;
        other.m = __shfl_xor_sync(0xffffffff, mine.m, k);
        other.s = __shfl_xor_sync(0xffffffff, mine.s, k);
        mine = joined(mine, other);
    }
    for (int j = lane; j < cols; j += 32)
        out[j] = expf(x[j] - mine.m) / mine.s;
}
"""


@variant
def online_in_warps(x, out):
    "a warp for each row, maximum and sum in one pass, with shuffles"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(ONLINE, "softmax_warp")
    kernel((-(-rows // 4),), (32, 4), (x, out, np.int32(rows), np.int32(cols)))


BUFFERED = r"""
extern "C" __global__ void softmax_smem(const float* __restrict__ x, float* __restrict__ y, int n)
{
    extern __shared__ float row[];
    __shared__ float best, total;
    for (int j = threadIdx.x; j < n; j += blockDim.x)
        row[j] = x[blockIdx.x * n + j];
    __syncthreads();
    if (threadIdx.x == 0) {
        float m = row[0], s = 0;
        for (int j = 1; j < n; j++) m = max(m, row[j]);
        for (int j = 0; j < n; j++) s += row[j] = expf(row[j] - m);
        best = m;
        total = s;
    }
    __syncthreads();
    for (int j = threadIdx.x; j < n; j += blockDim.x)
        y[blockIdx.x * n + j] = row[j] / total;
}
"""


@variant
def row_in_shared_memory(x, out):
    "the row kept in shared memory, read once"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(BUFFERED, "softmax_smem")
    kernel((rows,), (96,), (x, out, np.int32(cols)), shared_mem=4 * cols)
