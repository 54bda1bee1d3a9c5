"""`cupy.ndarray`: an array that only CuPy's functions and kernels take.

As with CuPy, nothing turns into a NumPy array by itself, reductions give arrays without axes, and
division by zero warns of nothing.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

METHODS = (
    "all", "any", "argmax", "argmin", "argpartition", "argsort", "astype", "choose", "clip",
    "conj", "conjugate", "copy", "cumprod", "cumsum", "diagonal", "dot", "flatten", "max", "mean",
    "min", "nonzero", "prod", "ravel", "repeat", "reshape", "round", "squeeze", "std", "sum",
    "swapaxes", "take", "trace", "transpose", "var", "view",
)  # fmt: skip
IN_PLACE = ("fill", "partition", "sort")
PLAIN = ("item", "tobytes", "tolist")  # to the host, as CuPy's do
ATTRIBUTES = ("dtype", "itemsize", "nbytes", "ndim", "shape", "size", "strides")
BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor",
          "lshift", "rshift")  # fmt: skip
COMPARISONS = ("lt", "le", "eq", "ne", "gt", "ge")
UNARY = ("neg", "pos", "abs", "invert")


class MemoryPointer:
    """`cupy.cuda.MemoryPointer`: where a variable of a module lies."""

    def __init__(self, memory: np.ndarray) -> None:
        self.memory = memory  # uint8, all of it


class ndarray:  # noqa: N801  # CuPy's name
    """An array on the device. `cupy.ndarray(shape, dtype)` is not initialized."""

    __slots__ = ("_host",)
    if TYPE_CHECKING:  # the names that are set below

        def __getattr__(self, name: str) -> Any: ...

    __hash__ = None  # type: ignore[assignment]  # as every array's
    _host: np.ndarray

    def __init__(
        self,
        shape: int | Sequence[int],
        dtype: Any = float,
        memptr: MemoryPointer | None = None,
        strides: Sequence[int] | None = None,
        order: Any = "C",
    ) -> None:
        if memptr is not None:
            self._host = np.ndarray(shape, dtype, memptr.memory.data, 0, strides, order)
            return
        self._host = np.empty(shape, dtype, order)
        # Every float a NaN: what nobody wrote should not look like an answer.
        memory_of(self._host)[...] = 0xFF

    def __array__(self, *_: object, **__: object) -> np.ndarray:
        raise TypeError(
            "Implicit conversion to a NumPy array is not allowed. "
            "Please use `.get()` to construct a NumPy array explicitly."
        )

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or any(isinstance(x, np.ndarray) for x in inputs):
            return NotImplemented
        return on_device(ufunc)(*inputs, **options)

    def __array_function__(self, function: Any, _: Any, args: Any, options: Any) -> Any:
        from . import namespace

        return namespace.function(function.__name__)(*args, **options)

    def get(self, stream: Any = None, order: Any = "C", out: Any = None) -> np.ndarray:
        """Return a copy on the host."""
        del stream
        if out is None:
            return np.array(self._host, order=order)
        out[...] = self._host
        return out  # type: ignore[no-any-return]

    def set(self, arr: np.ndarray, stream: Any = None) -> None:
        """Copy an array of the host, of the same dtype and shape, into this one."""
        del stream
        if arr.dtype != self._host.dtype or arr.shape != self._host.shape:
            raise ValueError(f"{arr.dtype} {arr.shape} into {self._host.dtype} {self._host.shape}")
        self._host[...] = arr

    @property
    def T(self) -> ndarray:  # noqa: N802  # NumPy's name
        """The axes in reverse order, a view."""
        return wrapped(self._host.T)  # type: ignore[no-any-return]

    @property
    def real(self) -> ndarray:
        """The real part."""
        return wrapped(self._host.real)  # type: ignore[no-any-return]

    @property
    def imag(self) -> ndarray:
        """The imaginary part."""
        return wrapped(self._host.imag)  # type: ignore[no-any-return]

    @property
    def flags(self) -> Any:
        """Contiguity."""
        return self._host.flags

    @property
    def data(self) -> MemoryPointer:
        """Where the array lies."""
        return MemoryPointer(memory_of(self._host))

    def __len__(self) -> int:
        return len(self._host)

    def __iter__(self) -> Iterator[ndarray]:
        if self._host.ndim == 0:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(len(self._host)))

    def __getitem__(self, key: Any) -> Any:
        return wrapped(self._host[unwrapped(key)])

    def __setitem__(self, key: Any, x: Any) -> None:
        with np.errstate(all="ignore"):
            self._host[unwrapped(key)] = operand(x)

    def __bool__(self) -> bool:
        return bool(self._host)

    def __int__(self) -> int:
        return int(self._host)

    def __float__(self) -> float:
        return float(self._host)

    def __complex__(self) -> complex:
        return complex(self._host)

    def __index__(self) -> int:
        return operator.index(self._host)

    def __repr__(self) -> str:
        return repr(self._host)

    def __str__(self) -> str:
        return str(self._host)


def wrapped(x: Any) -> Any:
    """Return a result of NumPy as CuPy would give it: numbers as arrays without axes."""
    if isinstance(x, np.ndarray | np.generic):
        array = ndarray.__new__(ndarray)
        array._host = np.asarray(x)  # noqa: SLF001  # its own class
        return array
    if isinstance(x, list | tuple):
        items = [wrapped(item) for item in x]
        return type(x)(*items) if hasattr(x, "_fields") else type(x)(items)
    return x


def unwrapped(x: Any) -> Any:
    """Return arguments for NumPy; an array of NumPy's own is refused, as CuPy does."""
    if isinstance(x, ndarray):
        return x._host  # noqa: SLF001  # its own class
    if isinstance(x, np.ndarray):
        raise TypeError(f"Unsupported type {np.ndarray}")
    if isinstance(x, list | tuple):
        return type(x)([unwrapped(item) for item in x])
    return x


def operand(x: Any) -> Any:
    """Return what stands beside an array in an expression: an array of ours or a number."""
    if isinstance(x, ndarray):
        return x._host  # noqa: SLF001  # its own class
    if isinstance(x, bool | int | float | complex | np.generic):
        return x
    raise TypeError(f"Unsupported type {type(x)}")


def on_device(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function of NumPy take and give arrays of ours."""

    def call(*args: Any, **options: Any) -> Any:
        out = options.get("out")
        inputs = [unwrapped(x) for x in args]
        with np.errstate(all="ignore"):
            result = function(*inputs, **{name: unwrapped(x) for name, x in options.items()})
        return out if isinstance(out, ndarray) else wrapped(result)

    call.__name__ = getattr(function, "__name__", "function")
    call.__doc__ = f"CuPy's `{call.__name__}`, as NumPy computes it."
    return call


def memory_of(array: np.ndarray) -> np.ndarray:
    """Return the whole allocation an array lies in, as bytes."""
    base = array
    while isinstance(base.base, np.ndarray):
        base = base.base
    return base.ravel(order="K").view(np.uint8)


def _method(name: str) -> Callable[..., Any]:
    function = getattr(np.ndarray, name)

    def method(self: ndarray, *args: Any, **options: Any) -> Any:
        return on_device(function)(self, *args, **options)

    method.__name__ = name
    return method


def _in_place(name: str) -> Callable[..., None]:
    def method(self: ndarray, *args: Any, **options: Any) -> None:
        getattr(self._host, name)(*map(operand, args), **options)

    return method


def _plain(name: str) -> Callable[..., Any]:
    return lambda self, *args: getattr(self._host, name)(*args)


def _attribute(name: str) -> property:
    return property(lambda self: getattr(self._host, name))


def _binary(function: Callable[[Any, Any], Any], *, reverse: bool = False) -> Callable[..., Any]:
    def method(self: ndarray, other: Any) -> Any:
        try:
            theirs = operand(other)
        except TypeError:
            return NotImplemented
        with np.errstate(all="ignore"):
            mine = self._host
            return wrapped(function(theirs, mine) if reverse else function(mine, theirs))

    return method


def _updating(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def method(self: ndarray, other: Any) -> Any:
        with np.errstate(all="ignore"):
            function(self._host, operand(other))
        return self

    return method


for _name in METHODS:
    setattr(ndarray, _name, _method(_name))
for _name in IN_PLACE:
    setattr(ndarray, _name, _in_place(_name))
for _name in PLAIN:
    setattr(ndarray, _name, _plain(_name))
for _name in ATTRIBUTES:
    setattr(ndarray, _name, _attribute(_name))
for _name in COMPARISONS:
    setattr(ndarray, f"__{_name}__", _binary(getattr(operator, _name)))
for _name in BINARY:
    _dunder = f"__{_name}__"
    setattr(ndarray, _dunder, _binary(getattr(operator, _dunder)))
    setattr(ndarray, f"__r{_name}__", _binary(getattr(operator, _dunder), reverse=True))
    setattr(ndarray, f"__i{_name}__", _updating(getattr(operator, f"__i{_name}__")))
for _name in UNARY:
    _dunder = f"__{_name}__"
    setattr(ndarray, _dunder, on_device(getattr(operator, _dunder)))
