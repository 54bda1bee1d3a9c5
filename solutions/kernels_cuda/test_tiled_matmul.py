"""The product of two matrices on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, equal, mistake, output_of, variant


def exact(rng, m, n, k):
    a, b = rng.integers(-4, 5, size=(m, k)), rng.integers(-4, 5, size=(k, n))
    return a.astype("float32"), b.astype("float32"), (a @ b).astype("float32")


@check(after="keeps_within_bounds")
@cases(m=[15, 17], n=[15, 17], k=[17, 31])
def knows_every_edge(matmul, m, n, k, rng):
    "multiplies matrices a little smaller or larger than whole tiles"
    a, b, want = exact(rng, m, n, k)
    equal(output_of(matmul, a, b, shape=(m, n)), want)


@check(after="keeps_within_bounds")
@cases(m=[1], n=[100], k=[90])
def multiplies_a_row(matmul, m, n, k, rng):
    "multiplies a single row with a matrix, and a matrix with a single column"
    a, b, want = exact(rng, m, n, k)
    equal(output_of(matmul, a, b, shape=(m, n)), want)
    a, b, want = exact(rng, n, m, k)
    equal(output_of(matmul, a, b, shape=(n, m)), want)


def truth(a, b, out):
    """NumPy, in float64."""
    out.set((a.get().astype("float64") @ b.get()).astype("float32"))


LOADED = "        __syncthreads();\n        for"
USED = "        }\n        __syncthreads();\n"

no_barrier_before = mistake(
    "no barrier between bringing the tiles and using them",
    fails="multiplies_one_step",
    replace=(LOADED, "        for"),
)

no_barrier_after = mistake(
    "no barrier before the tiles are written over: slow threads still read them",
    fails="goes_along_the_sum",
    replace=(USED, "        }\n"),
)

first_tile_only = mistake(
    "one tile along the sum: the products of the others are missing",
    fails="goes_along_the_sum",
    replace=("start < k; start += TILE", "start < TILE; start += TILE"),
)

no_bounds_check = mistake(
    "no bounds check for reads: tiles at the edges read what is not theirs",
    fails="keeps_within_bounds",
    replace=[("row < m && along < k ? a[row * k + along] : 0.0f", "a[row * k + along]"),
             ("down < k && col < n ? b[down * n + col] : 0.0f", "b[down * n + col]")],
)  # fmt: skip

unfilled = mistake(
    "left places beyond the edge as they were: they are summed with whatever lay there",
    fails="keeps_within_bounds",
    replace=("part_a[threadIdx.y][threadIdx.x] = row < m && along < k ? a[row * k + along] : 0.0f;",
             "if (row < m && along < k) part_a[threadIdx.y][threadIdx.x] = a[row * k + along];"),
)  # fmt: skip

early_return = mistake(
    "threads beyond the edge returned at once: the others wait for them at the barrier",
    fails="keeps_within_bounds",
    replace=(
        "    float sum = 0.0f;",
        "    float sum = 0.0f;\n    if (row >= m || col >= n) return;",
    ),
)

sum_not_kept = mistake(
    "began the sum anew with every tile",
    fails="goes_along_the_sum",
    replace=("        int along = start", "        sum = 0.0f;\n        int along = start"),
)

transposed_tile = mistake(
    "multiplied with the transpose of the tile of b",
    fails="multiplies_one_step",
    replace=("part_b[j][threadIdx.x];", "part_b[threadIdx.x][j];"),
)

NAIVE = r"""
extern "C" __global__ void naive(const float* a, const float* b, float* out, int m, int n, int k)
{
    int row = blockIdx.y * blockDim.y + threadIdx.y, col = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= m || col >= n)
        return;
    float sum = 0;
    for (int p = 0; p < k; p++)
        sum += a[row * k + p] * b[p * n + col];
    out[row * n + col] = sum;
}
"""


@mistake(fails="reads_for_whole_tiles")
def naive(a, b, out):
    "no tiles: every thread reads a row and a column of its own from global memory"
    import cupy

    (m, k), n = a.shape, b.shape[1]
    kernel = cupy.RawKernel(NAIVE, "naive")
    args = (a, b, out, np.int32(m), np.int32(n), np.int32(k))
    kernel((-(-n // 16), -(-m // 16)), (16, 16), args)


LARGE = r"""
template <int T> __global__ void large(const float* a, const float* b, float* out, int3 size)
{
    __shared__ float tile_a[T][T + 1], tile_b[T][T];
    int tx = threadIdx.x, ty = threadIdx.y, row = blockIdx.y * T + ty, col = blockIdx.x * T + tx;
    float sum = 0;
    for (int p = 0; p < size.z; p += T) {
        tile_a[ty][tx] = 0;
        tile_b[ty][tx] = 0;
        if (row < size.x && p + tx < size.z)
            tile_a[ty][tx] = a[row * size.z + p + tx];
        if (p + ty < size.z && col < size.y)
            tile_b[ty][tx] = b[(p + ty) * size.y + col];
        __syncthreads();
        #pragma unroll
        for (int j = 0; j < T; ++j)
            sum = fmaf(tile_a[ty][j], tile_b[j][tx], sum);
        __syncthreads();
    }
    if (row < size.x && col < size.y)
        out[row * size.y + col] = sum;
}
"""


@variant
def larger_tiles(a, b, out):
    "tiles of 32 x 32, a template, the sizes in one structure"
    import cupy

    sizes = np.zeros((), [("x", "i4"), ("y", "i4"), ("z", "i4")])
    sizes["x"], sizes["y"], sizes["z"] = a.shape[0], b.shape[1], a.shape[1]
    module = cupy.RawModule(code=LARGE, name_expressions=["large<32>"])
    grid = (-(-b.shape[1] // 32), -(-a.shape[0] // 32))
    module.get_function("large<32>")(grid, (32, 32), (a, b, out, sizes[()]))


DYNAMIC = r"""
extern "C" __global__ void dynamic(const float* a, const float* b, float* out, int m, int n, int k)
{
    extern __shared__ float both[];
    float* tile_a = both;
    float* tile_b = both + 256;
    unsigned t = threadIdx.x, i = t / 16, j = t % 16;
    unsigned row = blockIdx.y * 16 + i, col = blockIdx.x * 16 + j;
    double sum = 0;
    for (unsigned p = 0; p < k; p += 16) {
        if (p)
            __syncthreads();
        tile_a[t] = row < m && p + j < k ? a[row * k + p + j] : 0;
        tile_b[t] = col < n && p + i < k ? b[(p + i) * n + col] : 0;
        __syncthreads();
        for (unsigned q = 0; q < 16; q++)
            sum += (double) tile_a[16 * i + q] * tile_b[16 * q + j];
    }
    if (row < m && col < n)
        out[row * n + col] = (float) sum;
}
"""


@variant
def flat_blocks(a, b, out):
    "blocks of one axis, dynamic shared memory, sums in double"
    import cupy

    (m, k), n = a.shape, b.shape[1]
    kernel = cupy.RawKernel(DYNAMIC, "dynamic")
    args = (a, b, out, np.int32(m), np.int32(n), np.int32(k))
    kernel((-(-n // 16), -(-m // 16)), (256,), args, shared_mem=2 * 256 * 4)
