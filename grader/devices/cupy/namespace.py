"""The module `cupy`: NumPy's functions on arrays of ours, and CuPy's own names."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

import numpy as np

from . import runtime
from .arrays import ndarray, on_device, unwrapped, wrapped
from .elementwise import ElementwiseKernel
from .kernels import RawKernel, RawModule
from .reduction import ReductionKernel

if TYPE_CHECKING:
    from collections.abc import Callable

# By what a reader would look for; docs/cupy.md has the same table.
FUNCTIONS = {
    "creation": (
        "arange", "diag", "diagflat", "eye", "full", "full_like", "identity", "linspace",
        "logspace", "meshgrid", "ones", "ones_like", "tri", "tril", "triu", "vander", "zeros",
        "zeros_like",
    ),
    "shapes": (
        "append", "array_split", "atleast_1d", "atleast_2d", "atleast_3d", "broadcast_arrays",
        "broadcast_to", "column_stack", "concatenate", "copy", "delete", "dstack", "expand_dims",
        "flip", "fliplr", "flipud", "hsplit", "hstack", "moveaxis", "pad", "ravel", "repeat",
        "reshape", "resize", "roll", "rollaxis", "rot90", "split", "squeeze", "stack",
        "swapaxes", "tile", "transpose", "vsplit", "vstack",
    ),
    "elementwise": (
        "absolute", "add", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2",
        "arctanh", "bitwise_and", "bitwise_or", "bitwise_xor", "cbrt", "ceil", "clip",
        "copysign", "cos", "cosh", "deg2rad", "divide", "equal", "exp", "exp2", "expm1", "fabs",
        "floor", "floor_divide", "fmax", "fmin", "fmod", "gcd", "greater", "greater_equal",
        "heaviside", "hypot", "invert", "isfinite", "isinf", "isnan", "lcm", "ldexp",
        "left_shift", "less", "less_equal", "log", "log10", "log1p", "log2", "logaddexp",
        "logical_and", "logical_not", "logical_or", "logical_xor", "maximum", "minimum", "mod",
        "multiply", "nan_to_num", "negative", "nextafter", "not_equal", "power", "rad2deg",
        "reciprocal", "remainder", "right_shift", "rint", "sign", "signbit", "sin", "sinc",
        "sinh", "sqrt", "square", "subtract", "tan", "tanh", "true_divide", "trunc", "where",
    ),
    "reductions": (
        "all", "allclose", "amax", "amin", "any", "argmax", "argmin", "array_equal", "average",
        "count_nonzero", "cumprod", "cumsum", "diff", "isclose", "max", "mean", "median", "min",
        "nanmax", "nanmean", "nanmin", "nansum", "percentile", "prod", "quantile", "std", "sum",
        "var",
    ),
    "products": (
        "cross", "dot", "einsum", "inner", "kron", "matmul", "outer", "tensordot", "trace",
        "vdot",
    ),
    "search and order": (
        "argpartition", "argsort", "argwhere", "bincount", "digitize", "flatnonzero",
        "histogram", "isin", "lexsort", "nonzero", "partition", "searchsorted", "sort", "take",
        "take_along_axis", "unique",
    ),
}  # fmt: skip
CONSTANTS = ("e", "euler_gamma", "inf", "nan", "newaxis", "pi")
DTYPES = (
    "bool_", "complex128", "complex64", "dtype", "finfo", "float16", "float32", "float64",
    "iinfo", "int16", "int32", "int64", "int8", "intp", "uint16", "uint32", "uint64", "uint8",
)  # fmt: skip
PLAIN = ("can_cast", "issubdtype", "ndim", "promote_types", "result_type", "shape", "size")
_KNOWN = {name for group in FUNCTIONS.values() for name in group}


def function(name: str) -> Callable[..., Any]:
    """Return the stand-in of a function of NumPy; TypeError where CuPy's is not covered."""
    if name not in _KNOWN:
        raise TypeError(f"`cupy.{name}` is not covered by the stand-in")
    if name not in FUNCTIONS["reductions"]:
        return on_device(getattr(np, name))
    reduced = on_device(getattr(np, name))

    def call(*args: Any, **options: Any) -> Any:
        result = reduced(*args, **options)
        return wrapped(np.asarray(result)) if isinstance(result, bool | int) else result

    call.__name__, call.__doc__ = name, reduced.__doc__
    return call


def array(obj: Any, dtype: Any = None, copy: bool = True, order: Any = "K") -> ndarray:  # as CuPy's
    """Make an array on the device of an array, a number or nested lists."""
    host = obj._host if isinstance(obj, ndarray) else _host(obj)  # noqa: SLF001
    if isinstance(obj, ndarray) and not copy:
        return wrapped(np.asarray(host, dtype))  # type: ignore[no-any-return]
    return wrapped(np.array(host, dtype, order=order))  # type: ignore[no-any-return]


def asarray(a: Any, dtype: Any = None, order: Any = None) -> ndarray:
    """As `array`, but an array on the device of that dtype stays itself."""
    return array(a, dtype, copy=False, order=order or "K")


def ascontiguousarray(a: Any, dtype: Any = None) -> ndarray:
    """As `asarray`, with rows one after another."""
    return wrapped(np.ascontiguousarray(asarray(a)._host, dtype))  # type: ignore[no-any-return]  # noqa: SLF001


def asnumpy(a: Any, stream: Any = None, order: Any = "C", out: Any = None) -> np.ndarray:
    """Return a copy on the host."""
    return a.get(stream, order, out) if isinstance(a, ndarray) else np.asarray(a)


def empty(shape: Any, dtype: Any = float, order: Any = "C") -> ndarray:
    """Make an array that is not initialized: here, every float a NaN."""
    return ndarray(shape, dtype, order=order)


def empty_like(prototype: Any, dtype: Any = None) -> ndarray:
    """Make an array like another one, not initialized."""
    like = np.empty_like(unwrapped(prototype), dtype)
    return ndarray(like.shape, like.dtype)


def get_array_module(*args: Any) -> types.ModuleType:
    """Return this module if an argument is an array of it, else NumPy."""
    if any(isinstance(x, ndarray) for x in args):
        return module()
    return np


def _host(x: Any) -> Any:
    """Return nested lists with arrays of the device as nested lists of numbers."""
    if isinstance(x, ndarray):
        return x._host  # noqa: SLF001
    return [_host(item) for item in x] if isinstance(x, list | tuple) else x


OWN: dict[str, Any] = {
    "ElementwiseKernel": ElementwiseKernel,
    "RawKernel": RawKernel,
    "RawModule": RawModule,
    "ReductionKernel": ReductionKernel,
    "array": array,
    "asarray": asarray,
    "ascontiguousarray": ascontiguousarray,
    "asnumpy": asnumpy,
    "empty": empty,
    "empty_like": empty_like,
    "get_array_module": get_array_module,
    "ndarray": ndarray,
}
_modules: dict[str, types.ModuleType] = {}


def module() -> types.ModuleType:
    """Return the module `cupy`."""
    return modules()["cupy"]


def modules() -> dict[str, types.ModuleType]:
    """Return `cupy` and its submodules by name, made once."""
    if not _modules:
        _modules.update(_made())
    return _modules


def _made() -> dict[str, types.ModuleType]:
    cupy = types.ModuleType("cupy", "A stand-in for CuPy without a card.")
    names: dict[str, Any] = {name: function(name) for name in sorted(_KNOWN)}
    names |= {name: getattr(np, name) for name in (*CONSTANTS, *DTYPES)}
    names |= {name: on_device(getattr(np, name)) for name in PLAIN}
    names |= {"abs": names["absolute"], "bool": np.bool_, "__version__": "0 (stand-in)", **OWN}
    cupy.__dict__.update(names)
    cupy.__path__ = []
    cupy.__getattr__ = _missing  # type: ignore[method-assign]
    found = {"cupy": cupy}
    for name, content in runtime.MODULES.items():
        part = types.ModuleType(name, content.get("__doc__"))
        part.__dict__.update({key: x for key, x in content.items() if key != "__doc__"})
        part.__path__ = []
        found[name] = part
        parent, _, last = name.rpartition(".")
        setattr(found[parent], last, part)
    return found


def _missing(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"`cupy.{name}` is not covered by the stand-in for CuPy")
