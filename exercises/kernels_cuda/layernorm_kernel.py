"""Layer normalization of every row: mean first, then variance, one block for each row."""

from __future__ import annotations

import cupy
import numpy as np

THREADS = 128
SOURCE = r"""
extern "C" __global__
void layernorm(const float* x, const float* gamma, const float* beta, float* out,
               int cols, float eps)
{
    extern __shared__ float part[];  // one float for each thread of the block
    const float* row = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;
    // to be written
}
"""
kernel = cupy.RawKernel(SOURCE, "layernorm")


def layernorm(
    x: cupy.ndarray, gamma: cupy.ndarray, beta: cupy.ndarray, eps: float, out: cupy.ndarray
) -> None:
    """Fill `out` with every row of `x`, normalized, in one launch of a kernel of CUDA C.

        out[i, j] = gamma[j] (x[i, j] - mean[i]) / sqrt(var[i] + eps) + beta[j]
        mean[i]   = sum_j x[i, j] / cols
        var[i]    = sum_j (x[i, j] - mean[i])**2 / cols

    name         dtype         shape         memory
    x            float32       (rows, cols)  on the device, C-contiguous; never changed
    gamma, beta  float32       (cols,)       on the device, C-contiguous; never changed
    eps          Python float                a number on the host, above 0
    out          float32       (rows, cols)  on the device, C-contiguous; holds NaN until you write

    Two places are yours: the body of the kernel and its launch. `row` and `to` point to the row of
    the block.

    - rows and cols are 1 or more, and a row is often longer than a block: each thread takes the
      elements j = t, t + blockDim.x, t + 2 blockDim.x ... A row of equal numbers gives beta.
    - The variance is that of the formula: divided by cols, not cols - 1, and summed from the
      differences. E[x**2] - mean**2 is the same on paper, but float32 holds 7 digits: for numbers
      around 30000 all of them are used up before the subtraction.
    - Each of the two sums is folded in shared memory, as in `reduce_sum`. Both may use `part`: all
      threads must have read the first sum before one writes its share of the second.
    - CuPy passes a Python float as 8 bytes: a `float` parameter takes `np.float32(eps)`.
    - `x` is read at most three times, `gamma` and `beta` once for each row, and `out` is written
      once; neighboring threads take neighboring elements. Nothing is returned.

    Example:
        >>> x = cupy.asarray([[1.0, 2.0, 6.0]], "float32")
        >>> out = cupy.empty((1, 3), "float32")
        >>> layernorm(x, cupy.ones(3, "float32"), cupy.zeros(3, "float32"), 1e-5, out)
        >>> out.round(4)
        array([[-0.9258, -0.4629,  1.3887]], dtype=float32)

    Source: Ba, Kiros and Hinton, "Layer Normalization" (2016), section 3,
    https://arxiv.org/abs/1607.06450
    """
    raise NotImplementedError("layernorm_kernel")
