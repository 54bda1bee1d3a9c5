"""Histogram: every block counts in shared memory first."""

from __future__ import annotations

import cupy
import numpy as np

SOURCE = r"""
#define BINS 256

extern "C" __global__
void histogram(const unsigned char* x, int* out, int n)
{
    __shared__ int counts[BINS];
    // to be written
}
"""
kernel = cupy.RawKernel(SOURCE, "histogram")


def histogram(x: cupy.ndarray, out: cupy.ndarray) -> None:
    """Write to `out[v]` how often the value v stands in `x`.

    name   dtype   shape   memory
    x      uint8   (n,)    on the device, C-contiguous; never changed
    out    int32   (256,)  on the device; holds -1 until you write to it

    Two places are yours: the body of the kernel and what launches it.

    - n is 1 or more. A value that does not occur has the count 0, so `out` must be set to 0 before
      anything is added to it: `out.fill(0)` on the host does.
    - Many threads meet the same value at once. `counts[v] += 1` reads, adds and writes: of two
      threads that do so together one is lost. `atomicAdd(&counts[v], 1)` does it in one piece.
    - Atomic additions to one place wait for each other, in global memory longest. So every block
      counts its share of `x` in shared memory, and adds its 256 counts to `out` when it is done:
      not more than 8192 atomic additions to global memory in all, however long `x` is.
    - Shared memory holds anything at first. All threads of a block meet at a barrier after it was
      set to 0, and again before the counts are added to `out`.
    - `x` is read once, neighbors by neighbors. Nothing is returned.

    Example:
        >>> out = cupy.empty(256, "int32")
        >>> histogram(cupy.asarray([3, 1, 3, 255], "uint8"), out)
        >>> out[:4], out[255]
        (array([0, 1, 0, 2], dtype=int32), array(1, dtype=int32))

    Source: Kirk and Hwu, "Programming Massively Parallel Processors" (2022), chapter 9
    """
    raise NotImplementedError("histogram")
