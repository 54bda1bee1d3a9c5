"""The transpose of a matrix on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import bank_conflicts, cases, check, coalesced, equal, mistake, output_of, variant


@check(after="keeps_within_bounds")
@cases(rows=[31, 63, 100], cols=[33, 97, 200])
def turns_odd_shapes(transpose, rows, cols, rng):
    "transposes matrices a little smaller or larger than whole tiles"
    x = rng.normal(size=(rows, cols)).astype("float32")
    equal(output_of(transpose, x, shape=(cols, rows)), np.ascontiguousarray(x.T))


@check(after="meets_in_no_bank")
@cases(rows=[256], cols=[96])
def turns_larger_ones(transpose, rows, cols, rng):
    "moves a larger matrix in whole rows and without bank conflicts"
    x = rng.normal(size=(rows, cols)).astype("float32")
    equal(output_of(transpose, x, shape=(cols, rows)), np.ascontiguousarray(x.T))
    coalesced(at_least=1)
    bank_conflicts(at_most=0)


def truth(x, out):
    """NumPy's transpose, which computes nothing."""
    out.set(np.ascontiguousarray(x.get().astype("float64").T).astype("float32"))


unpadded = mistake(
    "a tile of 32 columns: a column of it lies in one bank, and a warp reads it one by one",
    fails="meets_in_no_bank",
    replace=("tile[TILE][TILE + 1];", "tile[TILE][TILE];"),
)

no_barrier = mistake(
    "no barrier between filling the tile and reading it",
    fails="turns_whole_tiles",
    replace=("    __syncthreads();\n", ""),
)

no_read_bounds = mistake(
    "no bounds check for reads: tiles at the edge read what is not theirs",
    fails="keeps_within_bounds",
    replace=("if (row < rows && col < cols)", "if (row < rows)"),
)

no_write_bounds = mistake(
    "no bounds check for writes: tiles at the edge write into other rows",
    fails="keeps_within_bounds",
    replace=("if (to_row < cols && to_col < rows)", "if (to_row < cols)"),
)

blocks_not_turned = mistake(
    "turned every tile in itself but left the tiles where they were",
    fails="turns_whole_tiles",
    replace=[
        ("int to_col = blockIdx.y", "int to_col = blockIdx.x"),
        ("int to_row = blockIdx.x", "int to_row = blockIdx.y"),
    ],
)  # fmt: skip

tiles_not_turned = mistake(
    "moved the tiles but did not turn them in themselves",
    fails="turns_whole_tiles",
    replace=("= tile[threadIdx.x][k];", "= tile[k][threadIdx.x];"),
)

shape_turned = mistake(
    "rows and columns passed to the kernel in each other's place",
    fails="turns_whole_tiles",
    replace=("np.int32(rows), np.int32(cols)", "np.int32(cols), np.int32(rows)"),
)

grid_turned = mistake(
    "rows and columns of the grid in each other's place",
    fails="turns_whole_tiles",
    replace=("grid = (-(-cols // 32), -(-rows // 32))", "grid = (-(-rows // 32), -(-cols // 32))"),
)

NAIVE = r"""
extern "C" __global__ void naive(const float* x, float* out, int rows, int cols)
{
    int col = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y * blockDim.y + threadIdx.y;
    if (row < rows && col < cols)
        out[col * rows + row] = x[row * cols + col];
}
"""


@mistake(fails="reads_and_writes_rows")
def naive(x, out):
    "no tile: a warp reads a row and writes a column, 32 sectors for 128 bytes"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(NAIVE, "naive")
    grid = (-(-cols // 32), -(-rows // 8))
    kernel(grid, (32, 8), (x, out, np.int32(rows), np.int32(cols)))


FULL = r"""
extern "C" __global__ void full(const float* x, float* out, unsigned rows, unsigned cols)
{
    extern __shared__ float tile[];
    unsigned i = threadIdx.y, j = threadIdx.x, row = blockIdx.y * 32 + i, col = blockIdx.x * 32 + j;
    if (row < rows && col < cols)
        tile[i * 33 + j] = x[(size_t) row * cols + col];
    __syncthreads();
    row = blockIdx.x * 32 + i, col = blockIdx.y * 32 + j;
    if (row < cols && col < rows)
        out[(size_t) row * rows + col] = tile[j * 33 + i];
}
"""


@variant
def full_blocks(x, out):
    "blocks of 1024 threads and dynamic shared memory"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(FULL, "full")
    grid = ((cols + 31) // 32, (rows + 31) // 32)
    args = (x, out, np.uint32(rows), np.uint32(cols))
    kernel(grid, (32, 32), args, shared_mem=33 * 32 * 4)


SWIZZLED = r"""
extern "C" __global__ void swizzled(const float* x, float* out, int rows, int cols)
{
    __shared__ float tile[32][32];
    int tx = threadIdx.x;
    for (int ty = threadIdx.y; ty < 32; ty += 4) {
        int row = blockIdx.y * 32 + ty, col = blockIdx.x * 32 + tx;
        if (row < rows && col < cols)
            tile[ty][tx ^ ty] = x[row * cols + col];
    }
    __syncthreads();
    for (int ty = threadIdx.y; ty < 32; ty += 4) {
        int row = blockIdx.x * 32 + ty, col = blockIdx.y * 32 + tx;
        if (row < cols && col < rows)
            out[row * rows + col] = tile[tx][ty ^ tx];
    }
}
"""


@variant
def swizzled(x, out):
    "no column more, but places mixed by exclusive or"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(SWIZZLED, "swizzled")
    args = (x, out, np.int32(rows), np.int32(cols))
    kernel((-(-cols // 32), -(-rows // 32)), (32, 4), args)
