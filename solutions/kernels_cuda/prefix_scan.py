"""Prefix sums: every element waits for all before it, and yet the threads work at once."""

from __future__ import annotations

import cupy
import numpy as np

THREADS = 256
SOURCE = r"""
extern "C" __global__
void scan_blocks(const int* x, int* out, int* sums, int n)
{
    extern __shared__ int part[];  // one int for each thread of the block
    // BEGIN SOLUTION
    int t = threadIdx.x;
    int i = blockIdx.x * blockDim.x + t;
    part[t] = i < n ? x[i] : 0;
    __syncthreads();
    for (int step = 1; step < blockDim.x; step *= 2) {
        int before = t >= step ? part[t - step] : 0;
        __syncthreads();  // all have read
        part[t] += before;
        __syncthreads();  // all have written
    }
    if (i < n) {
        out[i] = part[t];
    }
    if (t == blockDim.x - 1) {
        sums[blockIdx.x] = part[t];
    }
    // END SOLUTION
}

extern "C" __global__
void add_sums(int* out, const int* sums, int n)
{
    // BEGIN SOLUTION
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n && blockIdx.x > 0) {
        out[i] += sums[blockIdx.x - 1];
    }
    // END SOLUTION
}
"""
scan_blocks = cupy.RawKernel(SOURCE, "scan_blocks")
add_sums = cupy.RawKernel(SOURCE, "add_sums")


def prefix_scan(x: cupy.ndarray, out: cupy.ndarray) -> None:
    """Fill `out` with the running sums of `x`: an inclusive scan.

        out[i] = x[0] + x[1] + ... + x[i]

    name  dtype  shape  memory
    x     int32  (n,)   on the device, C-contiguous; never changed
    out   int32  (n,)   on the device, C-contiguous; holds -1 until you write to it

    Three places are yours: the bodies of both kernels and what launches them.

    - n is between 1 and 65536. Numbers may be negative; no sum exceeds 2**31 - 1 in size.
    - Inclusive: out[i] contains x[i]. (An exclusive scan stops one earlier and begins with 0.)
    - Within a block, after Hillis and Steele: in steps of 1, 2, 4, ... every thread adds the sum
      that stands `step` places before its own, if there is one. Then part[t] is the sum of 2 step
      elements, or of all from the block's first on. What a thread reads, another one overwrites in
      the same step: all threads must have read before one writes, and all must have written before
      one reads in the next step. Two barriers in each, and every thread comes to both.
    - Blocks cannot wait for each other within a launch. So `scan_blocks` scans every block by
      itself and writes each block's total to `sums` (`cupy.empty`); the same kernel with one block
      scans `sums` (256 blocks of 256 threads are 65536); `x` and `out` may be one array, as every
      thread reads its element before it writes. Then `add_sums` adds to each element what the
      blocks before its own have summed up.
    - At most three launches. x is read once, out written twice and read once; neighboring threads
      take neighboring elements, in global and in shared memory. Nothing is returned.
    - The library's running sums are not to be used.

    Example:
        >>> out = cupy.empty(5, "int32")
        >>> prefix_scan(cupy.asarray([3, 1, -2, 0, 5], "int32"), out)
        >>> out
        array([3, 4, 2, 2, 7], dtype=int32)

    Source: Hillis and Steele, "Data Parallel Algorithms", Communications of the ACM 29 (1986);
    Harris, Sengupta and Owens, "Parallel Prefix Sum (Scan) with CUDA", GPU Gems 3 (2007), chapter
    39, https://developer.nvidia.com/gpugems/gpugems3/part-vi-gpu-computing
    """
    ### BEGIN SOLUTION
    n = np.int32(x.size)
    blocks = -(-x.size // THREADS)
    sums, total = cupy.empty(blocks, "int32"), cupy.empty(1, "int32")
    scan_blocks((blocks,), (THREADS,), (x, out, sums, n), shared_mem=4 * THREADS)
    if blocks > 1:
        args = (sums, sums, total, np.int32(blocks))
        scan_blocks((1,), (THREADS,), args, shared_mem=4 * THREADS)
        add_sums((blocks,), (THREADS,), (out, sums, n))
    ### END SOLUTION
