"""Vector addition: one thread for each element."""

from __future__ import annotations

import cupy
import numpy as np

SOURCE = r"""
extern "C" __global__
void vector_add(const float* x, const float* y, float* out, int n)
{
    // BEGIN SOLUTION
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        out[i] = x[i] + y[i];
    }
    // END SOLUTION
}
"""
kernel = cupy.RawKernel(SOURCE, "vector_add")


def vector_add(x: cupy.ndarray, y: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the sums of `x` and `y`, element by element, in a kernel of CUDA C.

        out[i] = x[i] + y[i]

    name   dtype    shape  memory
    x, y   float32  (n,)   on the device, C-contiguous; never changed
    out    float32  (n,)   on the device, C-contiguous; holds NaN until you write to it

    Two places are yours: the body of the kernel and its launch, `kernel(grid, block, args)`.

    - n is 0 or more, and usually no multiple of the block's size. A grid of 0 blocks is an error,
      so nothing may be launched for n = 0.
    - One thread adds one element. Neighboring threads take neighboring elements: the 32 threads of
      a warp then read 128 bytes in a row, and every byte that is moved is used.
    - A kernel gets numbers as the bytes of their type: pass `np.int32(n)` for an `int`.
    - The addition happens in your kernel; CuPy's own arithmetic is not used. Nothing is returned.

    Example:
        >>> out = cupy.empty(3, "float32")
        >>> vector_add(cupy.asarray([1, 2, 3], "float32"), cupy.ones(3, "float32"), out)
        >>> out
        array([2., 3., 4.], dtype=float32)

    Source: NVIDIA, "CUDA C++ Programming Guide", section "Kernels",
    https://docs.nvidia.com/cuda/cuda-c-programming-guide/; CuPy, "User-Defined Kernels",
    https://docs.cupy.dev/en/stable/user_guide/kernel.html
    """
    ### BEGIN SOLUTION
    threads = 256
    blocks = (out.size + threads - 1) // threads
    if blocks:
        kernel((blocks,), (threads,), (x, y, out, np.int32(out.size)))
    ### END SOLUTION
