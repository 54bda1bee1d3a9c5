"""Softmax of every row: one block for each row."""

from __future__ import annotations

import cupy
import numpy as np

THREADS = 128
SOURCE = r"""
extern "C" __global__
void softmax(const float* x, float* out, int cols)
{
    extern __shared__ float part[];  // one float for each thread of the block
    const float* row = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;
    // BEGIN SOLUTION
    int t = threadIdx.x;
    float largest = -3.402823466e+38f;  // the lowest float
    for (int j = t; j < cols; j += blockDim.x) {
        largest = fmaxf(largest, row[j]);
    }
    part[t] = largest;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (t < half) {
            part[t] = fmaxf(part[t], part[t + half]);
        }
        __syncthreads();
    }
    largest = part[0];
    __syncthreads();  // before part is written again
    float sum = 0.0f;
    for (int j = t; j < cols; j += blockDim.x) {
        sum += expf(row[j] - largest);
    }
    part[t] = sum;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (t < half) {
            part[t] += part[t + half];
        }
        __syncthreads();
    }
    sum = part[0];
    for (int j = t; j < cols; j += blockDim.x) {
        to[j] = expf(row[j] - largest) / sum;
    }
    // END SOLUTION
}
"""
kernel = cupy.RawKernel(SOURCE, "softmax")


def softmax(x: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the softmax of every row of `x`, in one launch of a kernel of CUDA C.

        out[i, j] = exp(x[i, j] - m) / sum_k exp(x[i, k] - m),   m = max_k x[i, k]

    name   dtype    shape         memory
    x      float32  (rows, cols)  on the device, C-contiguous; never changed
    out    float32  (rows, cols)  on the device, C-contiguous; holds NaN until you write to it

    Two places are yours: the body of the kernel and its launch. `row` and `to` point to the row of
    the block.

    - rows and cols are 1 or more, and a row is often longer than a block: each thread takes the
      elements j = t, t + blockDim.x, t + 2 blockDim.x ...
    - The largest element m comes first, then the sum, each by folding one number per thread in
      shared memory. Scores of 1000 or -1000 are ordinary; there is no -inf, inf or nan.
    - `part` is used twice: all threads must have read the maximum before one writes its sum. Every
      thread of the block comes to every `__syncthreads()`.
    - The shared memory is the launch's: `kernel(grid, block, args, shared_mem=bytes)`.
    - `x` is read at most three times and `out` written once; neighboring threads take neighboring
      elements. (Reading it less often, for long rows too, is the subject of a later exercise.)
    - Nothing is returned.

    Example:
        >>> out = cupy.empty((1, 3), "float32")
        >>> softmax(cupy.asarray([[2.0, -1.0, 0.5]], "float32"), out)
        >>> out.round(4)
        array([[0.7856, 0.0391, 0.1753]], dtype=float32)

    Source: Milakov and Gimelshein, "Online normalizer calculation for softmax" (2018), section 2,
    https://arxiv.org/abs/1805.02867
    """
    ### BEGIN SOLUTION
    rows, cols = x.shape
    kernel((rows,), (THREADS,), (x, out, np.int32(cols)), shared_mem=4 * THREADS)
    ### END SOLUTION
