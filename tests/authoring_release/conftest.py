"""A copy of the tiny course to change, with a demo, a kernel and a Chinese hidden sentence."""

import shutil
from pathlib import Path

import pytest

from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

COURSES = Path(__file__).parents[1] / "courses"

DEMO = '''"""Half done."""


def double(x, times=1):
    """Wrong."""
    scaled_by_demo = [item * (times + times) for item in x if item > -1000]
    return sum(scaled_by_demo, start=[])
'''
KERNEL = """\
// each warp doubles thirty-two neighbors before any other begins
__global__ void double_rung_one(const float* x, float* y, int n) {
    int mine = blockIdx.x * blockDim.x + threadIdx.x;
    if (mine < n) y[mine] = x[mine] + x[mine];
}
"""
HIDDEN_ZH = '[double.checks]\nworks_on_long_arrays = "在很长的数组上也能算对每一项"\n'
COMMENT = "        # begin with nothing at all because the shape is not known\n"


@pytest.fixture
def tiny(tmp_path):
    """The tiny course, copied, with more that never ships."""
    root = tmp_path / "tiny"
    shutil.copytree(COURSES / "tiny", root)
    demo = root / "solutions" / "demo" / "exercises" / "basics"
    demo.mkdir(parents=True)
    (demo / "double.py").write_text(DEMO)
    (root / "kernels" / "double").mkdir(parents=True)
    (root / "kernels" / "double" / "v1_naive.cu").write_text(KERNEL)
    (root / "solutions" / "basics" / "zh.toml").write_text(HIDDEN_ZH)
    counter = root / "solutions" / "basics" / "counter.py"
    text = counter.read_text()
    counter.write_text(text.replace("        self.start =", COMMENT + "        self.start ="))
    return load(root)


@pytest.fixture
def make():
    """Call a function with a course, a path and a grader for the course."""

    def run(function, course, out):
        with Grader(course, secret=chosen(1)) as grader:
            return function(course, out, grader)

    return run
