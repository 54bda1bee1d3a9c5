"""The CUDA-on-CPU device against numba's CUDA simulator: the same reduction and the same softmax.

    python benchmarks/cuda_cpu.py NUMBA_PYTHON [--quick]

NUMBA_PYTHON is the interpreter of an environment that has numba and numba-cuda (and nothing of
ours). Budget: 100 x. Both run the kernel alone, compiled or built before; both check the answer.
The simulator is given fewer blocks, since it would take minutes; times are compared by block.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from measuring import machine, write

from grader.devices.cuda_cpu import Device, Module, Pointer

SOURCE = r"""
extern "C" __global__ void reduce(const float* x, float* out, int n) {
    __shared__ float s[256];
    int t = threadIdx.x, i = blockIdx.x * 256 + t;
    s[t] = i < n ? x[i] : 0.0f;
    __syncthreads();
    for (int k = 128; k > 0; k /= 2) {
        if (t < k) s[t] += s[t + k];
        __syncthreads();
    }
    if (t == 0) out[blockIdx.x] = s[0];
}
extern "C" __global__ void softmax(const float* x, float* out, int cols) {
    __shared__ float s[128];
    int t = threadIdx.x, base = blockIdx.x * cols;
    float most = -1e30f;
    for (int c = t; c < cols; c += 128) most = fmaxf(most, x[base + c]);
    s[t] = most;
    __syncthreads();
    for (int k = 64; k > 0; k /= 2) {
        if (t < k) s[t] = fmaxf(s[t], s[t + k]);
        __syncthreads();
    }
    most = s[0];
    __syncthreads();
    float sum = 0;
    for (int c = t; c < cols; c += 128) sum += expf(x[base + c] - most);
    s[t] = sum;
    __syncthreads();
    for (int k = 64; k > 0; k /= 2) {
        if (t < k) s[t] += s[t + k];
        __syncthreads();
    }
    sum = s[0];
    for (int c = t; c < cols; c += 128) out[base + c] = expf(x[base + c] - most) / sum;
}
"""
COLS = 512
RIVAL = Path(__file__).with_name("rivals") / "cuda_simulator.py"


def main() -> None:
    """Time both, write the table."""
    python, *flags = sys.argv[1:]
    quick = "--quick" in flags
    ours = {"reduce": 64 if quick else 1024, "softmax": 32 if quick else 256}
    theirs = {"reduce": 1 if quick else 8, "softmax": 1 if quick else 4}
    said = subprocess.run(
        [python, str(RIVAL), json.dumps(theirs)], capture_output=True, text=True, check=True
    )
    rival = json.loads(said.stdout.splitlines()[-1])
    rows = []
    with Device("process") as device:
        module = device.compile(SOURCE)
        for kernel, threads in (("reduce", 256), ("softmax", 128)):
            mine = best_time(device, module, kernel, ours[kernel], threads) / ours[kernel]
            other = rival[kernel] / theirs[kernel]
            rows.append(
                f"| {kernel}, {threads} threads a block | {1e6 * mine:.0f} us | "
                f"{1e3 * other:.1f} ms | {other / mine:,.0f} x |"
            )
    write(
        "cuda_cpu.md",
        "# The CUDA-on-CPU device against numba's CUDA simulator\n\n"
        "Time of one block of the same kernel, launch included; budget 100 x. Ours also finds "
        "races and counts traffic.\n\n"
        "| kernel | ours | simulator | ratio |\n|---|---|---|---|\n"
        + "\n".join(rows)
        + f"\n\n{machine('numpy')}, numba-cuda {rival['version']}. "
        + f"Ours: {ours} blocks, best of 5; the simulator: {theirs} blocks, once.\n",
    )


def best_time(device: Device, module: Module, kernel: str, blocks: int, threads: int) -> float:
    """Seconds of the fastest of five launches; the answer is checked."""
    width = 256 if kernel == "reduce" else COLS
    x = np.random.default_rng(0).normal(size=blocks * width).astype("float32")
    out = np.zeros(blocks if kernel == "reduce" else blocks * width, "float32")
    last = np.int32(x.size if kernel == "reduce" else COLS)
    times = []
    for _ in range(5):
        started = time.perf_counter()
        launched = device.launch(
            module, kernel, (blocks, 1, 1), (threads, 1, 1), [Pointer(0), Pointer(1), last],
            [x.view(np.uint8), out.view(np.uint8)],
        )  # fmt: skip
        times.append(time.perf_counter() - started)
    answer = launched.buffers[1].view("float32")
    rows = x.reshape(blocks, width).astype("float64")
    expected = rows.sum(axis=1)
    if kernel == "softmax":
        e = np.exp(rows - rows.max(axis=1, keepdims=True))
        expected = (e / e.sum(axis=1, keepdims=True)).reshape(-1)
    if launched.findings or not np.allclose(answer, expected, atol=1e-4):
        raise SystemExit(f"{kernel}: wrong")
    return min(times)


if __name__ == "__main__":
    main()
