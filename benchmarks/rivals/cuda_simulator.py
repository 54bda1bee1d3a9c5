"""The reduction and the softmax of cuda_cpu.py in numba's simulator; prints seconds as JSON."""

from __future__ import annotations

import json
import os
import sys
import time

os.environ["NUMBA_ENABLE_CUDASIM"] = "1"

import math
from importlib.metadata import version

import numpy as np
from numba import cuda, float32

COLS = 512


@cuda.jit
def reduce(x, out, n):
    """Sums of blocks of 256."""
    s = cuda.shared.array(256, float32)
    t = cuda.threadIdx.x
    i = cuda.blockIdx.x * 256 + t
    s[t] = x[i] if i < n else 0.0
    cuda.syncthreads()
    k = 128
    while k > 0:
        if t < k:
            s[t] += s[t + k]
        cuda.syncthreads()
        k //= 2
    if t == 0:
        out[cuda.blockIdx.x] = s[0]


@cuda.jit
def softmax(x, out, cols):
    """A block of 128 takes a row."""
    s = cuda.shared.array(128, float32)
    t = cuda.threadIdx.x
    base = cuda.blockIdx.x * cols
    most = -1e30
    for c in range(t, cols, 128):
        most = max(most, x[base + c])
    s[t] = most
    cuda.syncthreads()
    k = 64
    while k > 0:
        if t < k:
            s[t] = max(s[t], s[t + k])
        cuda.syncthreads()
        k //= 2
    most = s[0]
    cuda.syncthreads()
    total = 0.0
    for c in range(t, cols, 128):
        total += math.exp(x[base + c] - most)
    s[t] = total
    cuda.syncthreads()
    k = 64
    while k > 0:
        if t < k:
            s[t] += s[t + k]
        cuda.syncthreads()
        k //= 2
    total = s[0]
    for c in range(t, cols, 128):
        out[base + c] = math.exp(x[base + c] - most) / total


def main():
    """Time one launch of each."""
    blocks = json.loads(sys.argv[1])
    seconds = {"version": version("numba-cuda")}
    for name, kernel, threads, width in (
        ("reduce", reduce, 256, 256),
        ("softmax", softmax, 128, COLS),
    ):
        x = np.random.default_rng(0).normal(size=blocks[name] * width).astype("float32")
        out = np.zeros(blocks[name] if name == "reduce" else x.size, "float32")
        started = time.perf_counter()
        kernel[blocks[name], threads](x, out, x.size if name == "reduce" else COLS)
        seconds[name] = time.perf_counter() - started
        rows = x.reshape(blocks[name], width).astype("float64")
        expected = rows.sum(axis=1)
        if name == "softmax":
            e = np.exp(rows - rows.max(axis=1, keepdims=True))
            expected = (e / e.sum(axis=1, keepdims=True)).reshape(-1)
        assert np.allclose(expected, out, atol=1e-3), name
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
