"""The wire form of NumPy's arrays, scalars, dtypes and generators."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .variables import numbers, short
from .wire import Malformed, Unsendable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .wire import Buffer, Code, Coder, Decoder, Encoder, Reader

_KINDS = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
_DTYPES = {kind: np.dtype(kind) for kind in _KINDS}
_KIND_OF = {dtype: kind for kind, dtype in _DTYPES.items()}
_SCALARS = {np.dtype(c).type for c in "?bBhHiIlLqQefdFD"}
_DIMENSIONS = 32  # NumPy 1's most; NumPy 2 has 64
_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
SHOWN = 6  # values of an array that are shown one by one
RANGED = 1_000_000  # values whose range is looked for
_WORDS = 64  # of a seed sequence: far beyond what anybody seeds with


def _kind(dtype: np.dtype[Any]) -> str:
    kind = _KIND_OF.get(dtype) or _KIND_OF.get(dtype.newbyteorder("="))
    if kind is None:
        raise Unsendable(f"dtype {str(dtype)[:80]}")
    return kind


def flat_bytes(a: NDArray[Any]) -> Buffer:
    """The bytes of a contiguous array, uncopied."""
    flat: Any = a.reshape(-1, order="A").view(np.uint8)
    return memoryview(flat) if a.size else b""


def _array(encoder: Encoder, a: NDArray[Any], _depth: int) -> Code:
    try:
        kind = _kind(a.dtype)
    except Unsendable as problem:
        raise Unsendable(f"ndarray of {problem.type}") from None
    if a.ndim > _DIMENSIONS:
        raise Unsendable(f"ndarray of {a.ndim} dimensions")
    fortran = a.flags.f_contiguous and not a.flags.c_contiguous
    if not a.dtype.isnative:
        a = a.astype(a.dtype.newbyteorder("="), order="F" if fortran else "C")
    elif not fortran and not a.flags.c_contiguous:
        a = np.ascontiguousarray(a)
    number = encoder.buffer(flat_bytes(a))
    return ["array", kind, "F" if fortran else "C", number, *a.shape]


def _read_array(decoder: Decoder, code: list[Code], _depth: int) -> NDArray[Any]:
    _, kind, order, number, *shape = code
    dtype = _DTYPES[kind]  # type: ignore[index]  # an unhashable kind is a TypeError: malformed
    if order not in ("C", "F"):
        raise Malformed("an array in an unknown order")
    sizes = shape_of(shape)
    decoder.announced(number, math.prod(sizes) * dtype.itemsize)
    a = np.empty(sizes, dtype, order=order)  # type: ignore[call-overload]
    decoder.fill(memoryview(flat_bytes(a)))
    return a  # type: ignore[no-any-return]


def shape_of(shape: list[Code]) -> tuple[int, ...]:
    """The shape, if it is one. Raises Malformed."""
    if len(shape) > _DIMENSIONS:
        raise Malformed("not a shape")
    for n in shape:
        if type(n) is not int or n < 0:
            raise Malformed("not a shape")
    return tuple(shape)  # type: ignore[arg-type]


def _scalar(_: Encoder, x: np.generic, __: int) -> Code:
    return ["scalar", x.dtype.str[1:], x.tobytes().hex()]


def _read_scalar(_decoder: Decoder, code: list[Code], _depth: int) -> np.generic:
    _, kind, data = code
    dtype, raw = _DTYPES[kind], bytes.fromhex(data)  # type: ignore[index, arg-type]
    if len(raw) != dtype.itemsize:
        raise Malformed("not one number")
    return np.frombuffer(raw, dtype)[0]  # type: ignore[no-any-return]


def _read_dtype(_decoder: Decoder, code: list[Code], _depth: int) -> np.dtype[Any]:
    _, kind = code
    return _DTYPES[kind]  # type: ignore[index]


def _rng(encoder: Encoder, rng: np.random.Generator, depth: int) -> Code:
    bits: Any = rng.bit_generator
    name = type(bits).__name__
    if name not in _GENERATORS or type(bits) is not getattr(np.random, name):
        raise Unsendable(f"Generator of {name[:80]}")
    seeds = bits.seed_seq
    origin: object = None  # a generator restored from an old state has none
    if type(seeds) is np.random.SeedSequence:
        entropy = seeds.entropy
        if isinstance(entropy, np.ndarray):
            entropy = entropy.tolist()
        origin = [entropy, tuple(seeds.spawn_key), seeds.pool_size, seeds.n_children_spawned]
        if not _is_origin(origin):
            raise Unsendable("Generator of an unusual seed")
    state = bits.state
    return ["rng", name, encoder.code(state, depth + 1), encoder.code(origin, depth + 1)]


def _read_rng(decoder: Decoder, code: list[Code], depth: int) -> np.random.Generator:
    _, name, state_code, origin_code = code
    state: Any = decoder.value(state_code, depth + 1)
    origin: Any = decoder.value(origin_code, depth + 1)
    if name not in _GENERATORS or not _is_state(name, state):
        raise Malformed("not the state of a generator")
    if origin is None:
        seeds = np.random.SeedSequence(0)
    elif _is_origin(origin):
        entropy, spawn_key, pool, children = origin
        seeds = np.random.SeedSequence(
            entropy, spawn_key=spawn_key, pool_size=pool, n_children_spawned=children
        )
    else:
        raise Malformed("not the seed of a generator")
    bits = getattr(np.random, str(name))(seeds)
    bits.state = state
    return np.random.Generator(bits)


def _is_origin(origin: Any) -> bool:
    """True for [entropy, spawn key, pool size, children] as a SeedSequence may have them."""
    if type(origin) is not list or len(origin) != 4:
        return False
    entropy, spawn_key, pool, children = origin
    words = [entropy] if type(entropy) is int else entropy
    return (
        (words is None or (type(words) is list and _are_words(words, 1 << 2048)))
        and type(spawn_key) is tuple
        and _are_words(list(spawn_key), 1 << 64)
        and type(pool) is int
        and 4 <= pool <= _WORDS
        and type(children) is int
        and 0 <= children < 1 << 32
    )


def _are_words(words: list[Any], end: int) -> bool:
    return len(words) <= _WORDS and all(type(w) is int and 0 <= w < end for w in words)


def _is_state(name: Code, state: Any) -> bool:
    """True for what `bit_generator.state` may be: NumPy trusts positions in it without looking."""
    if type(state) is not dict or state.get("bit_generator") != name:
        return False
    inner = state.get("state")
    if type(inner) is not dict:
        return False
    if name == "MT19937":
        keys, position = inner.get("key"), inner.get("pos")
        return _is_vector(keys, "u4", 624) and _is_below(position, 625)
    if not (_is_below(state.get("has_uint32"), 2) and _is_below(state.get("uinteger"), 1 << 32)):
        return False
    if name in ("PCG64", "PCG64DXSM"):
        return _is_below(inner.get("state"), 1 << 128) and _is_below(inner.get("inc"), 1 << 128)
    if name == "SFC64":
        return _is_vector(inner.get("state"), "u8", 4)
    return (
        _is_vector(inner.get("counter"), "u8", 4)
        and _is_vector(inner.get("key"), "u8", 2)
        and _is_vector(state.get("buffer"), "u8", 4)
        and _is_below(state.get("buffer_pos"), 5)
    )


def _is_below(x: Any, end: int) -> bool:
    return type(x) is int and 0 <= x < end


def _is_vector(x: Any, kind: str, length: int) -> bool:
    return type(x) is np.ndarray and x.dtype == _DTYPES[kind] and x.shape == (length,)


CODERS: dict[type, Coder] = {
    np.ndarray: _array,
    np.random.Generator: _rng,
    **dict.fromkeys(_SCALARS, _scalar),
    **{
        type(np.dtype(c)): lambda _, x, __: ["dtype", _kind(x)] for c in "?bBhHiIlLqQefdFD"
    },  # NumPy 1.20 on gave each its class
}
READERS: dict[str, Reader] = {
    "array": _read_array,
    "scalar": _read_scalar,
    "dtype": _read_dtype,
    "rng": _read_rng,
}


def shown(x: Any) -> str | None:
    """Describe an array or scalar of plain numbers by dtype, shape and values; None for others.

    A few values are shown one by one, of many the smallest and the largest.
    """
    if type(x) in _SCALARS:
        return f"{x.dtype} {short(x.item())}"
    if type(x) is not np.ndarray or x.dtype.kind not in "biufc":
        return None
    text = f"{x.dtype} ({', '.join(map(str, x.shape))}{',' * (x.ndim == 1)})"
    if x.size <= SHOWN:
        return f"{text} {numbers(x.reshape(-1).tolist())}"
    if x.dtype.kind in "bc" or x.size > RANGED:
        return text
    return f"{text} {short(x.min().item())} .. {short(x.max().item())}"
