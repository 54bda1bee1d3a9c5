"""`grade python FILE`: a program as it stands, with kernels on the CPU."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GRADE = str(Path(sys.executable).with_name("grade"))
PROGRAM = '''
import sys

import cupy as cp
import numpy as np

kernel = cp.RawKernel(r"""
extern "C" __global__ void twice(const float* x, float* y, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i GUARD n)
        y[i] = 2 * x[i];
}
""", "twice")
x = cp.arange(40, dtype="float32")
y = cp.zeros_like(x)
kernel((2,), (32,), (x, y, np.int32(40)))
print(sys.argv[1:], float(y.sum()))
'''


def run(folder, cache, guard, *arguments):
    """Run the program, as a student would."""
    path = folder / "program.py"
    path.write_text(PROGRAM.replace("GUARD", guard), encoding="utf-8")
    command = [GRADE, "python", str(path), *arguments]
    environ = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)


def test_a_sound_program_runs_as_it_stands(tmp_path, cache):
    """Arguments, output and exit status are the program's, and nothing is added."""
    done = run(tmp_path, cache, "<", "a", "--b")

    assert ("['a', '--b'] 1560.0\n", "", 0) == (done.stdout, done.stderr, done.returncode)


def test_a_finding_is_told_with_its_line(tmp_path, cache):
    """An access out of bounds has its sentence, the source line, and exit status 1."""
    done = run(tmp_path, cache, "<=")

    assert 1 == done.returncode
    assert (
        "finding: line 6 of `twice`, thread (8, 0, 0) of block (1, 0, 0) reads `x[40]`, one past "
        "the end of its 40 elements\n    y[i] = 2 * x[i];\n"
    ) in done.stderr
    assert "grader/cli" not in done.stderr  # the traceback is the program's
