"""Transpose: a tile in shared memory turns rows into columns."""

from __future__ import annotations

import cupy
import numpy as np

SOURCE = r"""
#define TILE 32

extern "C" __global__
void transpose(const float* x, float* out, int rows, int cols)
{
    // BEGIN SOLUTION
    __shared__ float tile[TILE][TILE + 1];  // one more, so that a column lies in 32 banks
    int col = blockIdx.x * TILE + threadIdx.x;
    for (int k = threadIdx.y; k < TILE; k += blockDim.y) {
        int row = blockIdx.y * TILE + k;
        if (row < rows && col < cols) {
            tile[k][threadIdx.x] = x[row * cols + col];
        }
    }
    __syncthreads();
    int to_col = blockIdx.y * TILE + threadIdx.x;
    for (int k = threadIdx.y; k < TILE; k += blockDim.y) {
        int to_row = blockIdx.x * TILE + k;
        if (to_row < cols && to_col < rows) {
            out[to_row * rows + to_col] = tile[threadIdx.x][k];
        }
    }
    // END SOLUTION
}
"""
kernel = cupy.RawKernel(SOURCE, "transpose")


def transpose(x: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the transpose of `x`, so that reads and writes both come in whole rows.

        out[j, i] = x[i, j]

    name   dtype    shape         memory
    x      float32  (rows, cols)  on the device, C-contiguous; never changed
    out    float32  (cols, rows)  on the device, C-contiguous; holds NaN until you write to it

    Two places are yours: the body of the kernel and its launch.

    - rows and cols are 1 or more. Tiles at the edges hang over: nothing beyond an array is read or
      written.
    - Neighbors in a row of `x` are a whole row apart in `out`, so a warp that reads a row and
      writes a column touches 32 sectors of 32 bytes for 128 bytes. Read rows of a tile into shared
      memory, wait for the block, and write rows of its transpose.
    - Then it is shared memory that is read along columns. It has 32 banks, word w in bank w % 32,
      and a warp whose words share a bank waits: in a tile of 32 columns a column is one bank. One
      unused column more puts each row one bank further.
    - A block of 32 x 8 threads, each of which copies four elements, does as well as one of 32 x 32.
    - Nothing is returned.

    Example:
        >>> out = cupy.empty((3, 2), "float32")
        >>> transpose(cupy.asarray([[1, 2, 3], [4, 5, 6]], "float32"), out)
        >>> out
        array([[1., 4.],
               [2., 5.],
               [3., 6.]], dtype=float32)

    Source: Mark Harris, "An Efficient Matrix Transpose in CUDA C/C++" (2013),
    https://developer.nvidia.com/blog/efficient-matrix-transpose-cuda-cc/
    """
    ### BEGIN SOLUTION
    rows, cols = x.shape
    grid = (-(-cols // 32), -(-rows // 32))
    kernel(grid, (32, 8), (x, out, np.int32(rows), np.int32(cols)))
    ### END SOLUTION
