"""Matrix addition: a grid of two axes."""

from __future__ import annotations

import cupy
import numpy as np

SOURCE = r"""
extern "C" __global__
void matrix_add(const float* x, const float* y, float* out, int rows, int cols)
{
    // BEGIN SOLUTION
    int col = blockIdx.x * blockDim.x + threadIdx.x;
    int row = blockIdx.y * blockDim.y + threadIdx.y;
    if (row < rows && col < cols) {
        out[row * cols + col] = x[row * cols + col] + y[row * cols + col];
    }
    // END SOLUTION
}
"""
kernel = cupy.RawKernel(SOURCE, "matrix_add")


def matrix_add(x: cupy.ndarray, y: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the sums of the matrices `x` and `y`, with blocks of two axes.

        out[row, col] = x[row, col] + y[row, col]

    name   dtype    shape         memory
    x, y   float32  (rows, cols)  on the device, C-contiguous; never changed
    out    float32  (rows, cols)  on the device, C-contiguous; holds NaN until you write to it

    Two places are yours: the body of the kernel and its launch, whose grid and block have two
    numbers: `kernel((blocks_x, blocks_y), (threads_x, threads_y), args)`.

    - rows and cols are 1 or more. A matrix is one row after another: element (row, col) is number
      row * cols + col of the array.
    - x is the axis along which the threads of a warp are neighbors, so columns belong on it: with
      rows on x, neighboring threads would be a whole row apart in memory.
    - Blocks hang over the right edge and over the lower one. Beyond the right edge lies the next
      row, not the end of the array: both row and column have to be checked.
    - Nothing is returned.

    Example:
        >>> out = cupy.empty((2, 2), "float32")
        >>> matrix_add(cupy.ones((2, 2), "float32"), cupy.eye(2, dtype="float32"), out)
        >>> out
        array([[2., 1.],
               [1., 2.]], dtype=float32)

    Source: NVIDIA, "CUDA C++ Programming Guide", section "Thread Hierarchy",
    https://docs.nvidia.com/cuda/cuda-c-programming-guide/
    """
    ### BEGIN SOLUTION
    rows, cols = out.shape
    grid = (-(-cols // 32), -(-rows // 8))
    kernel(grid, (32, 8), (x, y, out, np.int32(rows), np.int32(cols)))
    ### END SOLUTION
