"""How often each value occurs: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import atomics, cases, check, equal, mistake, output_of, variant


@check(after="takes_any_length")
@cases(n=[31, 257, 4097, 8193])
def counts_odd_lengths(histogram, n, rng):
    "takes lengths around multiples of blocks"
    x = rng.integers(0, 256, size=n).astype("uint8")
    want = np.bincount(x, minlength=256).astype("int32")
    equal(output_of(histogram, x, shape=(256,), dtype="int32"), want)


@check(after="adds_seldom_to_global_memory")
@cases(n=[50_000])
def counts_long_arrays(histogram, n, rng):
    "counts one value that fills nearly all of a long array"
    x = np.where(rng.random(n) < 0.001, 7, 200).astype("uint8")
    want = np.bincount(x, minlength=256).astype("int32")
    equal(output_of(histogram, x, shape=(256,), dtype="int32"), want)
    atomics(at_most=8192)


def truth(x, out):
    """NumPy's bincount."""
    out.set(np.bincount(x.get(), minlength=256).astype("int32"))


COUNT = "atomicAdd(&counts[x[i]], 1);"
ADD = "atomicAdd(&out[bin], counts[bin]);"
BINS = "for (int bin = threadIdx.x; bin < BINS; bin += blockDim.x) {\n        atomicAdd"
CLEARED = "        counts[bin] = 0;\n    }\n    __syncthreads();\n"

not_atomic = mistake(
    "counted with `+= 1`: of two threads that meet the same value one is lost",
    fails="counts_every_value",
    replace=(COUNT, "counts[x[i]] += 1;"),
)

not_atomic_at_the_end = mistake(
    "added the blocks' counts with `+=`: of two blocks that add at once one is lost",
    fails="counts_every_value",
    replace=(ADD, "out[bin] += counts[bin];"),
)

not_cleared = mistake(
    "shared memory was not set to 0 first",
    fails="counts_every_value",
    replace=("        counts[bin] = 0;\n", "        ;\n"),
)

no_barrier_before = mistake(
    "no barrier after setting the counts to 0: quick threads count before",
    fails="counts_every_value",
    replace=(CLEARED, CLEARED.replace("    __syncthreads();\n", "")),
)

no_barrier_after = mistake(
    "no barrier before the counts are added up: slow threads still count",
    fails="counts_every_value",
    replace=(f"    }}\n    __syncthreads();\n    {BINS}", f"    }}\n    {BINS}"),
)

out_not_cleared = mistake(
    "`out` was not set to 0: the counts were added to what it held",
    fails="counts_every_value",
    replace=("    out.fill(0)\n", ""),
)

signed_values = mistake(
    "read the values as signed: from 128 on they are negative",
    fails="counts_every_value",
    replace=(COUNT, "atomicAdd(&counts[(signed char) x[i]], 1);"),
)

no_bounds_check = mistake(
    "no bounds check before the first value: threads beyond the end count what is not theirs",
    fails="takes_any_length",
    replace=(
        "for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {",
        (
            "int i = blockIdx.x * blockDim.x + threadIdx.x;\n"
            "    for (int k = 0; k == 0 || i < n; k++, i += gridDim.x * blockDim.x) {"
        ),
    ),
)

GLOBAL = r"""
extern "C" __global__ void histogram(const unsigned char* x, int* out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        atomicAdd(&out[x[i]], 1);
}
"""


@mistake(fails="adds_seldom_to_global_memory")
def in_global_memory(x, out):
    "counted in global memory: one atomic addition for each value"
    import cupy

    out.fill(0)
    kernel = cupy.RawKernel(GLOBAL, "histogram")
    kernel((-(-x.size // 256),), (256,), (x, out, np.int32(x.size)))


ONE_BIN_EACH = r"""
extern "C" __global__ void histogram(const unsigned char* x, int* out, unsigned n)
{
    extern __shared__ unsigned counts[];
    unsigned t = threadIdx.x;
    counts[t] = 0;
    __syncthreads();
    for (unsigned i = blockIdx.x * 256 + t; i < n; i += gridDim.x * 256)
        atomicAdd(counts + x[i], 1u);
    __syncthreads();
    if (counts[t] > 0)
        atomicAdd(out + t, (int) counts[t]);
}
"""


@variant
def one_bin_each(x, out):
    "a thread for each bin; counts of 0 are not added"
    import cupy

    out[...] = 0
    kernel = cupy.RawKernel(ONE_BIN_EACH, "histogram")
    kernel((16,), (256,), (x, out, np.uint32(x.size)), shared_mem=1024)


ONE_BLOCK = r"""
extern "C" __global__ void histogram(const unsigned char* x, int* out, long long n)
{
    __shared__ int counts[256];
    for (int bin = threadIdx.x; bin < 256; bin += blockDim.x)
        counts[bin] = 0;
    __syncthreads();
    for (long long i = threadIdx.x; i < n; i += blockDim.x)
        atomicAdd(&counts[x[i]], 1);
    __syncthreads();
    for (int bin = threadIdx.x; bin < 256; bin += blockDim.x)
        out[bin] = counts[bin];
}
"""


@variant
def one_block(x, out):
    "one block, which stores its counts"
    import cupy

    cupy.RawKernel(ONE_BLOCK, "histogram")((1,), (1024,), (x, out, np.int64(x.size)))
