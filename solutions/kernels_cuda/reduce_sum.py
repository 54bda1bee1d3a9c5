"""Sum of a vector: threads of a block work together through shared memory."""

from __future__ import annotations

import cupy
import numpy as np

BLOCKS, THREADS = 32, 256
SOURCE = r"""
extern "C" __global__
void block_sums(const float* x, float* sums, int n)
{
    extern __shared__ float part[];  // one float for each thread of the block
    // BEGIN SOLUTION
    int t = threadIdx.x;
    float sum = 0.0f;
    for (int i = blockIdx.x * blockDim.x + t; i < n; i += gridDim.x * blockDim.x) {
        sum += x[i];
    }
    part[t] = sum;
    __syncthreads();
    for (int half = blockDim.x / 2; half > 0; half /= 2) {
        if (t < half) {
            part[t] += part[t + half];
        }
        __syncthreads();
    }
    if (t == 0) {
        sums[blockIdx.x] = part[0];
    }
    // END SOLUTION
}
"""
kernel = cupy.RawKernel(SOURCE, "block_sums")


def reduce_sum(x: cupy.ndarray, out: cupy.ndarray) -> None:
    """Write the sum of all elements of `x` to `out[0]`.

    name   dtype    shape  memory
    x      float32  (n,)   on the device, C-contiguous; never changed
    out    float32  (1,)   on the device; holds NaN until you write to it

    Two places are yours: the body of the kernel and what launches it.

    - n is 1 or more. Blocks cannot wait for each other within a launch; a second launch begins when
      the first is done. So let every block sum its share of `x` into an array of partial sums
      (`cupy.empty`), and one block sum those. Or let each block add its sum to `out[0]` with
      `atomicAdd`, which must have been set to 0 before.
    - Within a block: each thread sums elements in a stride, then the threads fold their sums in
      shared memory, half of them to the other half, until one is left. Between writing what
      another thread reads and reading it, all threads of the block meet at `__syncthreads()`:
      every thread, or none.
    - The size of `part` is the launch's: `kernel(grid, block, args, shared_mem=bytes)`.
    - The order of the additions is yours. Additions on global memory with `atomicAdd` are slow, a
      queue of one: at most one for every 64 elements. Neighboring threads read neighboring
      elements, and no two threads of a warp meet in one bank of shared memory.
    - Nothing is returned.

    Example:
        >>> out = cupy.empty(1, "float32")
        >>> reduce_sum(cupy.arange(1000, dtype="float32"), out)
        >>> out
        array([499500.], dtype=float32)

    Source: Mark Harris, "Optimizing Parallel Reduction in CUDA" (NVIDIA 2007),
    https://developer.download.nvidia.com/assets/cuda/files/reduction.pdf
    """
    ### BEGIN SOLUTION
    sums = cupy.empty(BLOCKS, "float32")
    size = 4 * THREADS
    kernel((BLOCKS,), (THREADS,), (x, sums, np.int32(x.size)), shared_mem=size)
    kernel((1,), (THREADS,), (sums, out, np.int32(BLOCKS)), shared_mem=size)
    ### END SOLUTION
