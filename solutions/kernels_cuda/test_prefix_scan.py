"""Running sums of a vector on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, equal, mistake, output_of, variant


@check(after="scans_any_length")
@cases(n=[511, 769, 1023, 2049], seed=range(2))
def scans_odd_lengths(prefix_scan, n, rng):
    "scans vectors around multiples of a block"
    x = rng.integers(-1000, 1000, size=n).astype("int32")
    equal(output_of(prefix_scan, x, shape=(n,), dtype="int32"), x.cumsum().astype("int32"))


@check(after="scans_any_length")
@cases(n=[20_000])
def scans_long_vectors(prefix_scan, n, rng):
    "scans vectors of twenty thousand elements, up to sums of a billion"
    x = rng.integers(1, 100_000, size=n).astype("int32")
    equal(output_of(prefix_scan, x, shape=(n,), dtype="int32"), x.cumsum().astype("int32"))


def truth(x, out):
    """One addition after the other, in float64, which is exact here."""
    total, sums = np.float64(0), []
    for value in x.get().astype("float64"):
        total += value
        sums.append(total)
    out.set(np.array(sums).astype("int32"))


READ = "        __syncthreads();  // all have read\n"
WRITTEN = "        __syncthreads();  // all have written\n"
FILLED = "part[t] = i < n ? x[i] : 0;\n    __syncthreads();\n"
STORE = "    if (i < n) {\n        out[i] = part[t];\n    }\n"

exclusive = mistake(
    "an exclusive scan: each sum stops before its own element",
    fails="scans_one_block",
    replace=(STORE, STORE.replace("part[t]", "t > 0 ? part[t - 1] : 0")),
)

no_barrier_at_first = mistake(
    "no barrier after the elements were brought into shared memory",
    fails="scans_one_block",
    replace=(FILLED, "part[t] = i < n ? x[i] : 0;\n"),
)

no_barrier_before_writing = mistake(
    "no barrier before the sums are written over: slow threads have not read them yet",
    fails="scans_one_block",
    replace=(READ, ""),
)

no_barrier_after_writing = mistake(
    "no barrier between one step and the next",
    fails="scans_one_block",
    replace=(WRITTEN, ""),
)

divergent_barrier = mistake(
    "the barrier within a branch: threads without a sum before theirs never reach it",
    fails="scans_one_block",
    replace=(READ, "        if (t >= step) __syncthreads();\n"),
)

one_step_less = mistake(
    "stopped a step early: only half of the block is summed up",
    fails="scans_one_block",
    replace=("step < blockDim.x; step *= 2", "2 * step < blockDim.x; step *= 2"),
)

too_little_shared = mistake(
    "too little shared memory: one byte for each thread instead of one int",
    fails="scans_one_block",
    replace=(
        "(x, out, sums, n), shared_mem=4 * THREADS",
        "(x, out, sums, n), shared_mem=THREADS",
    ),
)

no_read_bounds = mistake(
    "no bounds check for reads: the last block reads what is not its own",
    fails="stays_within_short_vectors",
    replace=("i < n ? x[i] : 0", "x[i]"),
)

no_write_bounds = mistake(
    "no bounds check for writes: the last block writes beyond the end",
    fails="stays_within_short_vectors",
    replace=(STORE, "    out[i] = part[t];\n"),
)

early_return = mistake(
    "threads beyond the end returned at once: the others wait for them at the barrier",
    fails="stays_within_short_vectors",
    replace=("    part[t] = i < n", "    if (i >= n) return;\n    part[t] = i < n"),
)

begins_anew = mistake(
    "no sums carried over: every block begins anew",
    fails="carries_sums_over_blocks",
    replace=("if blocks > 1:", "if blocks > THREADS:"),
)

sums_not_scanned = mistake(
    "added only the block before: the blocks' sums were not scanned themselves",
    fails="carries_sums_over_blocks",
    replace=("        scan_blocks((1,), (THREADS,), args, shared_mem=4 * THREADS)\n", ""),
)

own_sum_too = mistake(
    "added the sum of the element's own block once more",
    fails="carries_sums_over_blocks",
    replace=(
        "blockIdx.x > 0) {\n        out[i] += sums[blockIdx.x - 1];",
        "blockIdx.x > 0) {\n        out[i] += sums[blockIdx.x];",
    ),
)

STEPS = r"""
extern "C" __global__ void add_before(const int* from, int* to, int step, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        to[i] = from[i] + (step > 0 && i >= step ? from[i - step] : 0);
}
"""


@mistake(fails="moves_little")
def through_global_memory(x, out):
    "a launch for each step: all sums go through global memory a dozen times"
    import cupy

    kernel = cupy.RawKernel(STEPS, "add_before")
    steps = [0] + [2**k for k in range(17) if 2**k < x.size]
    before = x
    for k, step in enumerate(steps):
        after = out if k == len(steps) - 1 else cupy.empty(x.size, "int32")
        args = (before, after, np.int32(step), np.int32(x.size))
        kernel((-(-x.size // 256),), (256,), args)
        before = after


PIECES = r"""
extern "C" __global__ void pieces(const int* x, int* out, int n)
{
    __shared__ int part[256];
    int t = threadIdx.x, piece = (n + 255) / 256, sum = 0;
    for (int i = t * piece; i < n && i < (t + 1) * piece; i++)
        sum += x[i];
    part[t] = sum;
    __syncthreads();
    sum = 0;
    for (int k = 0; k < t; k++)
        sum += part[k];
    for (int i = t * piece; i < n && i < (t + 1) * piece; i++) {
        sum += x[i];
        out[i] = sum;
    }
}
"""


@mistake(fails="moves_little")
def in_pieces(x, out):
    "one piece of the vector for each thread: a warp's accesses lie a piece apart"
    import cupy

    cupy.RawKernel(PIECES, "pieces")((1,), (256,), (x, out, np.int32(x.size)))


CARRIED = r"""
__device__ int warp_scan(int value, int lane)
{
    for (int k = 1; k < 32; k *= 2) {
        int before = __shfl_up_sync(0xffffffff, value, k);
        if (lane >= k) value += before;
    }
    return value;
}

extern "C" __global__ void carried(const int* x, int* out, int n)
{
    __shared__ int totals[32];
    int t = threadIdx.x, lane = t % 32, warp = t / 32, carry = 0;
    for (int start = 0; start < n; start += blockDim.x) {
        int i = start + t;
        int value = warp_scan(i < n ? x[i] : 0, lane);
        if (lane == 31) totals[warp] = value;
        __syncthreads();
        if (warp == 0) totals[lane] = warp_scan(totals[lane], lane);
        __syncthreads();
        if (warp > 0) value += totals[warp - 1];
        if (i < n) out[i] = carry + value;
        carry += totals[31];
        __syncthreads();
    }
}
"""


@variant
def carried_along(x, out):
    "one block of 1024 threads goes along the vector and carries the sum; shuffles in warps"
    import cupy

    cupy.RawKernel(CARRIED, "carried")((1,), (1024,), (x, out, np.int32(x.size)))


SUMS_FIRST = r"""
extern "C" __global__ void block_sum(const int* x, int* sums, unsigned n)
{
    __shared__ int all[128];
    unsigned t = threadIdx.x, i = blockIdx.x * 512 + t;
    int sum = 0;
    for (int k = 0; k < 4; k++, i += 128)
        if (i < n) sum += x[i];
    all[t] = sum;
    for (int half = 64; half; half >>= 1) {
        __syncthreads();
        if (t < half) all[t] += all[t + half];
    }
    if (t == 0) sums[blockIdx.x] = all[0];
}

extern "C" __global__ void scan_after(const int* x, const int* sums, int* out, unsigned n)
{
    __shared__ int two[2][512];
    unsigned t = threadIdx.x, i = blockIdx.x * 512 + t;
    int before = 0, now = 0;
    for (unsigned b = 0; b < blockIdx.x; b++)
        before += sums[b];
    two[0][t] = i < n ? x[i] : 0;
    for (unsigned step = 1; step < 512; step *= 2) {
        __syncthreads();
        two[1 - now][t] = two[now][t] + (t >= step ? two[now][t - step] : 0);
        now = 1 - now;
    }
    if (i < n) out[i] = before + two[now][t];
}
"""


@variant
def sums_first(x, out):
    "the blocks' sums first, then a scan that begins with them, between two arrays"
    import cupy

    module = cupy.RawModule(code=SUMS_FIRST)
    blocks, n = -(-x.size // 512), np.uint32(x.size)
    sums = cupy.empty(blocks, "int32")
    module.get_function("block_sum")((blocks,), (128,), (x, sums, n))
    module.get_function("scan_after")((blocks,), (512,), (x, sums, out, n))
