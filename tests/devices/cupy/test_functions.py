"""The stand-in's functions against NumPy's, whose behavior CuPy documents as its own."""

from __future__ import annotations

import numpy as np
import pytest

from grader.devices.cupy import namespace
from grader.devices.cupy.arrays import ndarray

cupy = namespace.module()
A = np.array([[0.5, -1.25, 2.0], [3.0, 0.25, -0.75]])
B = np.array([[1.5, 2.0, 0.5], [0.25, 4.0, 1.0]])
I = np.array([[6, 3, 9], [4, 12, 8]])  # noqa: E741  # whole numbers
V = np.array([3.0, 1.0, 2.0])
UNIT = np.array([0.1, 0.5, 0.9])

CALLS = {
    "arange": (2, 9, 3), "diag": (V,), "diagflat": (V,), "eye": (3, 4), "full": ((2, 3), 7.0),
    "full_like": (A, 2.5), "identity": (3,), "linspace": (0, 1, 5), "logspace": (0, 2, 3),
    "meshgrid": (V, UNIT), "ones": ((2, 3),), "ones_like": (A,), "tri": (3,), "tril": (A,),
    "triu": (A,), "vander": (V,), "zeros": ((2, 3),), "zeros_like": (A,),
    "append": (A, B), "array_split": (A, 2), "atleast_1d": (V,), "atleast_2d": (V,),
    "atleast_3d": (V,), "broadcast_arrays": (A, V), "broadcast_to": (V, (2, 3)),
    "column_stack": ([V, UNIT],), "concatenate": ([A, B],), "copy": (A,), "delete": (V, 1),
    "dstack": ([A, B],), "expand_dims": (A, 1), "flip": (A,), "fliplr": (A,), "flipud": (A,),
    "hsplit": (A, 3), "hstack": ([A, B],), "moveaxis": (A, 0, 1), "pad": (A, 1), "ravel": (A,),
    "repeat": (A, 2), "reshape": (A, (3, 2)), "resize": (A, (3, 3)), "roll": (A, 1),
    "rollaxis": (A, 1), "rot90": (A,), "split": (V, 3), "squeeze": (A[None],),
    "stack": ([A, B],), "swapaxes": (A, 0, 1), "tile": (A, 2), "transpose": (A,),
    "vsplit": (A, 2), "vstack": ([A, B],),
    "clip": (A, -1, 1), "nan_to_num": (np.array([np.nan, np.inf]),), "where": (A > 0, A, B),
    "ldexp": (A, I), "sinc": (A,),
    "allclose": (A, A), "array_equal": (A, B), "average": (A,), "isclose": (A, B),
    "percentile": (A, 30), "quantile": (A, 0.3),
    "cross": (V, UNIT), "dot": (A, B.T), "einsum": ("ij,ij->i", A, B), "inner": (V, UNIT),
    "kron": (A, B), "matmul": (A, B.T), "outer": (V, UNIT), "tensordot": (A, B.T, 1),
    "trace": (A,), "vdot": (V, UNIT),
    "argpartition": (V, 1), "argsort": (A,), "argwhere": (A > 0,), "bincount": (I.ravel(),),
    "digitize": (UNIT, np.array([0.0, 0.3, 0.6])), "flatnonzero": (A > 0,),
    "histogram": (A.ravel(), 4), "isin": (I, np.array([3, 4])), "lexsort": (np.array([V, UNIT]),),
    "nonzero": (A > 0,), "partition": (V, 1), "searchsorted": (UNIT, V), "sort": (A,),
    "take": (A, np.array([0, 2]), 1), "take_along_axis": (A, np.argsort(A), 1),
    "unique": (I % 3,),
}  # fmt: skip
TWO_WHOLE = {"bitwise_and", "bitwise_or", "bitwise_xor", "gcd", "lcm", "left_shift", "right_shift"}
NAMES = sorted(name for group in namespace.FUNCTIONS.values() for name in group)


def arguments(name: str) -> tuple[object, ...]:
    """Arguments for a function, by the table or by how many it takes."""
    if name in CALLS:
        return CALLS[name]
    if name in TWO_WHOLE:
        return I, I % 5
    if name == "invert":
        return (I,)
    function = getattr(np, name)
    if isinstance(function, np.ufunc):
        return (A, B)[: function.nin]
    return (A,)


def to_device(x: object) -> object:
    """The same argument with arrays on the device."""
    if isinstance(x, np.ndarray):
        return cupy.asarray(x)
    return [to_device(item) for item in x] if isinstance(x, list) else x


def to_host(x: object) -> object:
    """The same result with arrays on the host; nothing else may be an array."""
    if isinstance(x, ndarray):
        return x.get()
    assert not isinstance(x, np.ndarray | np.generic)
    return [to_host(item) for item in x] if isinstance(x, list | tuple) else x


@pytest.mark.parametrize("name", NAMES)
def test_a_function_computes_what_numpys_does(name):
    """Every function gives NumPy's values, shape and dtype, on the device."""
    given = arguments(name)
    with np.errstate(all="ignore"):
        expected = getattr(np, name)(*given)

    got = to_host(getattr(cupy, name)(*map(to_device, given)))

    if isinstance(expected, list | tuple):
        assert len(expected) == len(got)
        pairs = list(zip(expected, got, strict=True))
    else:
        pairs = [(expected, got)]
    for theirs, mine in pairs:
        assert np.asarray(theirs).dtype == mine.dtype
        np.testing.assert_array_equal(theirs, mine)


def test_reductions_stay_on_the_device():
    """A sum over everything is an array without axes, not a number of the host."""
    total = cupy.sum(cupy.asarray(A))

    assert ((), ndarray) == (total.shape, type(total))


@pytest.mark.parametrize("mixed", [
    lambda x: x + A, lambda x: A + x, lambda x: cupy.add(x, A), lambda x: np.asarray(x),
    lambda x: cupy.concatenate([x, A]), lambda x: x.__setitem__(0, A[0]), lambda x: np.add(x, A),
])  # fmt: skip
def test_arrays_of_numpy_do_not_mix_in(mixed):
    """Whatever would move an array between host and device unasked is a TypeError."""
    with pytest.raises(TypeError):
        mixed(cupy.asarray(A))


def test_functions_of_numpy_work_on_the_device():
    """`np.exp` and `np.sum` of an array on the device give arrays on the device, as CuPy's do."""
    x = cupy.asarray(A)

    for function in (np.exp, np.sum):
        got = function(x)
        assert isinstance(got, ndarray)
        np.testing.assert_array_equal(function(A), got.get())


def test_operators_compute_what_numpys_do():
    """Operators of arrays, numbers and NumPy scalars agree with NumPy, with dtypes."""
    x, y = cupy.asarray(A), cupy.asarray(B)
    pairs = [
        (A + B, x + y), (2 - A, 2 - x), (A * np.float32(2), x * np.float32(2)),
        (np.float32(2) / B, np.float32(2) / y), (A // B, x // y), (A % 2, x % 2), (B**2, y**2),
        (A @ B.T, x @ y.T), (A < B, x < y), (A == A, x == x), (-A, -x), (abs(A), abs(x)),
        (~(A > 0), ~(x > 0)), ((A > 0) & (B > 1), (x > 0) & (y > 1)),
        (A.astype("f4") + 1, x.astype("f4") + 1),
    ]  # fmt: skip

    for expected, got in pairs:
        assert expected.dtype == got.dtype
        np.testing.assert_array_equal(expected, got.get())


def test_views_share_memory():
    """Slices, reshapes and transposes are views, updates in place are seen through them."""
    x = cupy.asarray(A)
    row, turned = x[0], x.T
    x[0] = 7
    turned += 1

    np.testing.assert_array_equal(np.array([8.0, 8.0, 8.0]), row.get())


def test_division_by_zero_warns_of_nothing():
    """A card has no warnings: 1 / 0 is inf and nothing else."""
    assert float("inf") == float(cupy.ones(1)[0] / cupy.zeros(1)[0])


def test_empty_arrays_look_like_no_answer():
    """What `empty` gives is NaN throughout, so that unwritten places show."""
    assert np.isnan(cupy.empty((2, 3), "float32").get()).all()


def test_what_is_not_covered_says_so():
    """A name of CuPy's that the stand-in lacks is an AttributeError with a sentence."""
    with pytest.raises(AttributeError, match=r"`cupy\.fft` is not covered"):
        _ = cupy.fft
