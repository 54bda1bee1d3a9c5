"""Matrix product in tiles: every number is read once for a tile, not once for an element."""

from __future__ import annotations

import cupy
import numpy as np

SOURCE = r"""
#define TILE 16

extern "C" __global__
void matmul(const float* a, const float* b, float* out, int m, int n, int k)
{
    __shared__ float part_a[TILE][TILE];
    __shared__ float part_b[TILE][TILE];
    // to be written
}
"""
kernel = cupy.RawKernel(SOURCE, "matmul")


def matmul(a: cupy.ndarray, b: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the matrix product of `a` and `b`, computed in tiles of 16 x 16.

        out[i, j] = sum_p a[i, p] b[p, j]

    name   dtype    shape   memory
    a      float32  (m, k)  on the device, C-contiguous; never changed
    b      float32  (k, n)  on the device, C-contiguous; never changed
    out    float32  (m, n)  on the device, C-contiguous; holds NaN until you write to it

    Two places are yours: the body of the kernel and its launch.

    - m, n and k are 1 or more. Tiles hang over the edges: what lies beyond them counts as 0 in a
      sum, and is neither read nor written.
    - A block of 16 x 16 threads computes a tile of `out`. It goes along k in steps of 16: each
      thread brings one number of a tile of `a` and one of a tile of `b` into shared memory, the
      block waits, each thread adds 16 products, and the block waits again before the tiles are
      written over.
    - So each number of `a` is read n / 16 times instead of n times, and each of `b` m / 16 times:
      at most (2 m n k / 16 + m n) * 4 bytes are moved, where the sizes are multiples of 16.
    - Products are summed in float32, in any order. Nothing is returned.

    Example:
        >>> a, b = cupy.asarray([[1, 2]], "float32"), cupy.asarray([[3, 4], [5, 6]], "float32")
        >>> out = cupy.empty((1, 2), "float32")
        >>> matmul(a, b, out)
        >>> out
        array([[13., 16.]], dtype=float32)

    Source: NVIDIA, "CUDA C++ Programming Guide", section "Shared Memory",
    https://docs.nvidia.com/cuda/cuda-c-programming-guide/; Kirk and Hwu, "Programming Massively
    Parallel Processors" (2022), chapter 5
    """
    raise NotImplementedError("tiled_matmul")
