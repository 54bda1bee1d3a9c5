"""Kernels of the stand-in on the real device: what they compute, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

SCALE = r"""
extern "C" __global__ void scale(const float* x, float* y, float a, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        y[i] = a * x[i];
}
"""


@pytest.fixture
def scale(cupy):
    """A kernel y = a x."""
    return cupy.RawKernel(SCALE, "scale")


def test_a_raw_kernel_fills_an_array(cupy, scale, log):
    """A launch writes into the arrays it was given, views included."""
    x, y = cupy.arange(10, dtype="float32"), cupy.zeros(10, "float32")

    scale((1,), (32,), (x[2:], y[4:], np.float32(3), np.int32(5)))

    assert [0, 0, 0, 0, 6, 9, 12, 15, 18, 0] == y.tolist()
    assert [()] == [launch.findings for launch in log.launches]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda x, y: (x.get(), y, np.float32(1), np.int32(1)), "Unsupported type"),
        (lambda x, y: (x, y, 1.0, np.int32(1)), r"pass `numpy\.float32\(\.\.\.\)`"),
        (lambda x, y: (x, y, np.float32(1), 1), r"pass `numpy\.int32\(\.\.\.\)`"),
        (lambda x, y: (x, y, np.float64(1), np.int32(1)), "takes float32, got numpy.float64"),
        (lambda x, y: (x.astype("float64"), y, np.float32(1), np.int32(1)), "an array of float32"),
        (lambda x, y: (x, y, np.float32(1)), "takes 4 arguments"),
        (lambda x, y: (x, 5, np.float32(1), np.int32(1)), "takes an array"),
        (lambda x, y: (x, y, x, np.int32(1)), "takes a number"),
    ],
)
def test_arguments_must_fit_the_parameters(cupy, scale, change, said):
    """Whatever a card would misread is a TypeError that names the parameter."""
    x, y = cupy.ones(4, "float32"), cupy.ones(4, "float32")

    with pytest.raises(TypeError, match=said):
        scale((1,), (4,), change(x, y))


@pytest.mark.parametrize(("grid", "error"), [((0,), "Driver"), (3, "Type"), ((1.5,), "Type")])
def test_a_grid_is_whole_positive_numbers(cupy, scale, grid, error):
    """A grid of no blocks is the driver's error, anything but numbers a TypeError."""
    x = cupy.ones(4, "float32")
    errors = {"Driver": cupy.cuda.driver.CUDADriverError, "Type": TypeError}

    with pytest.raises(errors[error]):
        scale(grid, (4,), (x, x, np.float32(1), np.int32(4)))


def test_an_unknown_name_is_the_drivers_error(cupy):
    """A kernel that the source lacks is not found, and those there are are named."""
    x = cupy.ones(4, "float32")

    with pytest.raises(cupy.cuda.driver.CUDADriverError, match="kernels: `scale`"):
        cupy.RawKernel(SCALE, "scales")((1,), (1,), (x, x, np.float32(1), np.int32(1)))


def test_an_error_of_the_compiler_has_the_kernels_line(cupy, log):
    """CompileException and log name the line in the source as written."""
    broken = cupy.RawKernel(SCALE.replace("a * x[i];", "a * z[i];"), "scale")

    with pytest.raises(cupy.cuda.compiler.CompileException, match="line 6"):
        broken.compile()
    assert 6 == log.uncompiled[0].problems[0][0]


def test_a_finding_is_logged_and_raises_what_a_card_would(cupy, scale, log):
    """An access out of bounds has line, block and thread in the log, and is a CUDARuntimeError."""
    x, y = cupy.ones(40, "float32"), cupy.ones(40, "float32")

    with pytest.raises(cupy.cuda.runtime.CUDARuntimeError, match="illegal memory access"):
        scale((2,), (32,), (x, y, np.float32(1), np.int32(64)))

    launch, finding = log.fault
    assert ("scale", "out_of_bounds", 6) == (launch.kernel, finding.kind, finding.line)
    assert ((1, 0, 0), (8, 0, 0), 40) == (finding.block, finding.thread, finding.facts["index"])


def test_a_module_has_templates_and_constants(cupy):
    """Name expressions pick an instance of a template; `get_global` writes constant memory."""
    module = cupy.RawModule(
        code=r"""
        __constant__ float factors[2];
        template <typename T, int N> __global__ void times(T* x)
        { x[threadIdx.x] *= N * factors[1]; }
        """,
        name_expressions=["times<float, 3>"],
    )
    factors = cupy.ndarray(2, "float32", module.get_global("factors"))
    factors[...] = cupy.asarray([1, 5], "float32")
    x = cupy.ones(2, "float32")

    module.get_function("times<float, 3>")((1,), (2,), (x,))

    assert [15, 15] == x.tolist()


def test_a_structure_is_passed_as_its_bytes(cupy):
    """A NumPy record is an argument of a structure's type."""
    kernel = cupy.RawKernel(
        r"""
        struct Line { float slope; int start; };
        extern "C" __global__ void line(float* y, Line at)
        { y[threadIdx.x] = at.start + at.slope * threadIdx.x; }
        """,
        "line",
    )
    at, y = np.zeros((), [("slope", "f4"), ("start", "i4")]), cupy.empty(3, "float32")
    at["slope"], at["start"] = 0.5, 7

    kernel((1,), (3,), (y, at[()]))

    assert [7, 7.5, 8] == y.tolist()


def test_an_elementwise_kernel_broadcasts(cupy):
    """Arrays are broadcast, letters take the arrays' type, numbers theirs."""
    kernel = cupy.ElementwiseKernel("T x, T y", "T z", "z = x * x - y;", "difference")
    x, y = np.arange(6, dtype="float32").reshape(2, 3), np.array([1, 2, 3], "float32")

    z = kernel(cupy.asarray(x), cupy.asarray(y))

    assert np.float32 == z.dtype
    np.testing.assert_array_equal(x * x - y, z.get())
    np.testing.assert_array_equal(x * x - 2, kernel(cupy.asarray(x), 2).get())


def test_raw_parameters_are_indexed_by_hand(cupy):
    """A `raw` array is read anywhere; `i` is the element, `_ind.size()` how many there are."""
    kernel = cupy.ElementwiseKernel("raw T x", "T y", "y = x[_ind.size() - 1 - i]", "backwards")

    y = cupy.empty(4, "float64")
    kernel(cupy.arange(4.0), y)

    assert [3, 2, 1, 0] == y.tolist()


def test_a_reduction_kernel_takes_axes(cupy):
    """A reduction over an axis, several or all of them gives NumPy's shapes and values."""
    kernel = cupy.ReductionKernel("T x", "T y", "x * x", "a + b", "y = sqrt(a)", "0", "norm")
    x = np.random.default_rng(0).normal(size=(3, 40, 5))

    for axis in (0, 1, (0, 2), None):
        expected = np.sqrt((x * x).sum(axis=axis))
        got = kernel(cupy.asarray(x), axis=axis)
        assert np.shape(expected) == got.shape
        np.testing.assert_allclose(expected, got.get(), rtol=1e-14)
    assert (3, 1, 5) == kernel(cupy.asarray(x), axis=1, keepdims=True).shape


def test_without_an_identity_a_maximum_starts_with_an_element(cupy):
    """A maximum of negative numbers is one of them; of nothing it is a ValueError."""
    kernel = cupy.ReductionKernel("T x", "T y", "x", "max(a, b)", "y = a", None, "largest")

    assert -2 == float(kernel(cupy.asarray([-5.0, -2.0, -9.0])))
    with pytest.raises(ValueError, match="no identity"):
        kernel(cupy.zeros(0))
