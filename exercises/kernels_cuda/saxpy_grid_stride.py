"""Saxpy with a grid-stride loop: a grid of fixed size for vectors of any length."""

from __future__ import annotations

import cupy
import numpy as np

SOURCE = r"""
extern "C" __global__
void saxpy(float a, const float* x, const float* y, float* out, int n)
{
    // to be written
}
"""
kernel = cupy.RawKernel(SOURCE, "saxpy")


def saxpy(a: float, x: cupy.ndarray, y: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with a x + y ("single-precision a times x plus y"), with at most 32 blocks.

        out[i] = a x[i] + y[i]

    name   dtype          shape  memory
    a      Python float          a number of the host; a float32 is enough
    x, y   float32        (n,)   on the device, C-contiguous; never changed
    out    float32        (n,)   on the device, C-contiguous; holds NaN until you write to it

    Two places are yours: the body of the kernel and its launch.

    - n is 1 or more. However long the vectors are, no launch has more than 32 blocks, and there is
      one launch: every thread goes on from element i to element i + (number of all threads), until
      it is beyond the end. That is a grid-stride loop. It makes the grid a matter of the card, not
      of the data, and works for any grid.
    - Neighboring threads take neighboring elements in every pass of the loop.
    - CuPy passes a Python float as 8 bytes, of which a kernel with a `float` would read half: pass
      `np.float32(a)`, and `np.int32(n)` for the `int`.
    - One rounding (a fused multiply-add) or two are both right. Nothing is returned.

    Example:
        >>> out = cupy.empty(3, "float32")
        >>> saxpy(2.0, cupy.asarray([1, 2, 3], "float32"), cupy.ones(3, "float32"), out)
        >>> out
        array([3., 5., 7.], dtype=float32)

    Source: Mark Harris, "CUDA Pro Tip: Write Flexible Kernels with Grid-Stride Loops" (2013),
    https://developer.nvidia.com/blog/cuda-pro-tip-write-flexible-kernels-grid-stride-loops/
    """
    raise NotImplementedError("saxpy_grid_stride")
