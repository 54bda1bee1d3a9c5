"""Sums of two matrices: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, equal, mistake, output_of, variant


@check(after="keeps_within_bounds")
@cases(rows=[15, 31, 65], cols=[9, 31, 97])
def knows_every_edge(matrix_add, rows, cols, rng):
    "stays within matrices a little smaller or larger than whole blocks"
    x, y = rng.normal(size=(2, rows, cols)).astype("float32")
    equal(output_of(matrix_add, x, y, shape=(rows, cols)), x + y)


@check(after="takes_a_single_column")
@cases(rows=[3000], cols=[3])
def takes_many_rows(matrix_add, rows, cols, rng):
    "takes a matrix of thousands of rows and few columns"
    x, y = rng.normal(size=(2, rows, cols)).astype("float32")
    equal(output_of(matrix_add, x, y, shape=(rows, cols)), x + y)


def truth(x, y, out):
    """NumPy, in float64."""
    out.set((x.get().astype("float64") + y.get()).astype("float32"))


GUARD = "if (row < rows && col < cols)"

no_bounds_check = mistake(
    "no bounds check: threads beyond the edges read and write what is not theirs",
    fails="keeps_within_bounds",
    replace=(GUARD, "if (true)"),
)

only_rows = mistake(
    "checked the row alone: beyond the right edge the next row is read and written",
    fails="keeps_within_bounds",
    replace=(GUARD, "if (row < rows)"),
)

either = mistake(
    "checked with `||`: a thread that is inside along one axis goes on",
    fails="keeps_within_bounds",
    replace=("row < rows && col", "row < rows || col"),
)

rows_along_x = mistake(
    "rows along x: neighboring threads are a whole row apart",
    fails="moves_every_byte_once",
    replace=[
        ("int col = blockIdx.x", "int row = blockIdx.x"),
        ("int row = blockIdx.y", "int col = blockIdx.y"),
        ("grid = (-(-cols // 32), -(-rows // 8))", "grid = (-(-rows // 32), -(-cols // 8))"),
    ],
)  # fmt: skip

wrong_stride = mistake(
    "row * rows + col: stepped from row to row by the number of rows",
    fails="adds_in_whole_blocks",
    replace=(
        "out[row * cols + col] = x[row * cols + col] + y[row * cols + col];",
        "int i = row * rows + col;\n        out[i] = x[i] + y[i];",
    ),
)

rounded_down = mistake(
    "the numbers of blocks rounded down: what lies beyond the last whole block has no thread",
    fails="keeps_within_bounds",
    replace=(
        "grid = (-(-cols // 32), -(-rows // 8))",
        "grid = (max(1, cols // 32), max(1, rows // 8))",
    ),
)

grid_turned = mistake(
    "rows and columns of the grid in each other's place",
    fails="adds_in_whole_blocks",
    replace=("grid = (-(-cols // 32), -(-rows // 8))", "grid = (-(-rows // 32), -(-cols // 8))"),
)

FLAT = r"""
extern "C" __global__ void add(const float* x, const float* y, float* out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        out[i] = x[i] + y[i];
}
"""


@variant
def as_a_vector(x, y, out):
    "as one long vector"
    import cupy

    n = x.size
    cupy.RawKernel(FLAT, "add")((-(-n // 128),), (128,), (x, y, out, np.int32(n)))


STRIDED = r"""
extern "C" __global__ void add(const float* x, const float* y, float* out, int rows, int cols)
{
    for (int row = blockIdx.y * blockDim.y + threadIdx.y; row < rows; row += gridDim.y * blockDim.y)
        for (int col = blockIdx.x * blockDim.x + threadIdx.x; col < cols;
             col += gridDim.x * blockDim.x)
            out[row * cols + col] = x[row * cols + col] + y[row * cols + col];
}
"""


@variant
def in_strides(x, y, out):
    "a small grid with strides along both axes"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(STRIDED, "add")
    kernel((2, 4), (64, 4), (x, y, out, np.int32(rows), np.int32(cols)))
