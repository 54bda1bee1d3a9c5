"""The wire form of Python's own values."""

from __future__ import annotations

import math
import struct
from array import array
from typing import TYPE_CHECKING, Any

from .wire import Malformed

if TYPE_CHECKING:
    from .wire import Code, Coder, Decoder, Encoder, Reader

_SHORT = 1000  # characters of text that stay in the tree
_PACKED = 32  # lists of numbers from this length on travel as a buffer
_CROWD = 1000  # sets and dicts from this size on are watched for colliding hashes
_INT64 = 1 << 63
_FLOAT = struct.Struct(">d")
_COMPLEX = struct.Struct(">dd")
_TYPECODES = {float: "d", int: "q"}


def _float(_: Encoder, x: float, __: int) -> Code:
    return x if math.isfinite(x) else ["f", _FLOAT.pack(x).hex()]


def _int(encoder: Encoder, x: int, _: int) -> Code:
    if -_INT64 <= x < _INT64:
        return x
    return ["i", encoder.buffer(x.to_bytes(x.bit_length() // 8 + 1, "little", signed=True))]


def _str(encoder: Encoder, x: str, _: int) -> Code:
    if len(x) <= _SHORT and x.isascii():
        return x
    # surrogatepass keeps two lone surrogates apart; JSON escapes would join them into one
    return ["u", encoder.buffer(x.encode("utf-8", "surrogatepass"))]


def _list(encoder: Encoder, x: list[Any] | tuple[Any, ...], depth: int) -> Code:
    tag = "l" if type(x) is list else "t"
    if len(x) >= _PACKED:
        kind = _TYPECODES.get(type(x[0]))
        if kind is not None and all(type(v) is type(x[0]) for v in x):
            try:
                packed = array(kind, x)
            except OverflowError:  # an int beyond 64 bits
                return [tag, *(encoder.code(v, depth + 1) for v in x)]
            encoder.count(len(x), x)
            return ["p", tag, kind, encoder.buffer(memoryview(packed).cast("B"))]
    return [tag, *(encoder.code(v, depth + 1) for v in x)]


def _set(encoder: Encoder, x: set[Any] | frozenset[Any], depth: int) -> Code:
    tag = "s" if type(x) is set else "z"
    return [tag, *(encoder.code(v, depth + 1) for v in x)]


def _dict(encoder: Encoder, x: dict[Any, Any], depth: int) -> Code:
    return ["d", *(encoder.code(v, depth + 1) for item in x.items() for v in item)]


def _slice(encoder: Encoder, x: slice, depth: int) -> Code:
    return ["slice", *(encoder.code(v, depth + 1) for v in (x.start, x.stop, x.step))]


def _range(encoder: Encoder, x: range, depth: int) -> Code:
    return ["range", *(encoder.code(v, depth + 1) for v in (x.start, x.stop, x.step))]


CODERS: dict[type, Coder] = {
    type(None): lambda _, __, ___: None,
    bool: lambda _, x, __: x,
    float: _float,
    int: _int,
    str: _str,
    complex: lambda _, x, __: ["c", _COMPLEX.pack(x.real, x.imag).hex()],
    bytes: lambda encoder, x, _: ["b", encoder.buffer(x)],
    list: _list,
    tuple: _list,
    set: _set,
    frozenset: _set,
    dict: _dict,
    slice: _slice,
    range: _range,
    type(...): lambda _, __, ___: ["..."],
}


def _values(decoder: Decoder, code: list[Code], depth: int) -> list[Any]:
    return [decoder.value(v, depth + 1) for v in code[1:]]


def _arity(code: list[Code], length: int) -> None:
    if len(code) != length:
        raise Malformed(f"tag {code[0]} with {len(code) - 1} parts")


def _hashed(decoder: Decoder, keys: list[Any]) -> list[Any]:
    # Hashes of numbers are no secret: thousands of colliding keys would stall the judge for hours.
    if not decoder.trusted and len(keys) > _CROWD and len({hash(k) for k in keys}) < len(keys) / 2:
        raise Malformed("a set or dict whose keys collide")
    return keys


def _read_set(decoder: Decoder, code: list[Code], depth: int) -> set[Any] | frozenset[Any]:
    keys = _hashed(decoder, _values(decoder, code, depth))
    found = set(keys) if code[0] == "s" else frozenset(keys)
    if len(found) != len(keys):
        raise Malformed("a set that repeats itself")
    return found


def _read_dict(decoder: Decoder, code: list[Code], depth: int) -> dict[Any, Any]:
    values = _values(decoder, code, depth)
    keys = _hashed(decoder, values[::2])
    found = dict(zip(keys, values[1::2], strict=True))
    if len(found) != len(keys):
        raise Malformed("a dict that repeats a key")
    return found


def _read_packed(decoder: Decoder, code: list[Code], _: int) -> list[Any] | tuple[Any, ...]:
    _arity(code, 4)
    if code[1] not in ("l", "t") or code[2] not in ("d", "q"):
        raise Malformed("numbers packed in an unknown way")
    count, rest = divmod(decoder.announced(code[3]), 8)
    if rest:
        raise Malformed("half a number")
    decoder.count(count)
    numbers = array(str(code[2]))
    numbers.frombytes(decoder.bytes(code[3]))
    return numbers.tolist() if code[1] == "l" else tuple(numbers)


def _read_slice(decoder: Decoder, code: list[Code], depth: int) -> slice:
    _arity(code, 4)
    return slice(*_values(decoder, code, depth))


def _read_range(decoder: Decoder, code: list[Code], depth: int) -> range:
    _arity(code, 4)
    return range(*_values(decoder, code, depth))


def _read_float(_: Decoder, code: list[Code], __: int) -> float:
    _arity(code, 2)
    (x,) = _FLOAT.unpack(bytes.fromhex(str(code[1])))
    return float(x)


def _read_complex(_: Decoder, code: list[Code], __: int) -> complex:
    _arity(code, 2)
    return complex(*_COMPLEX.unpack(bytes.fromhex(str(code[1]))))


def _read_int(decoder: Decoder, code: list[Code], _: int) -> int:
    _arity(code, 2)
    return int.from_bytes(decoder.bytes(code[1]), "little", signed=True)


def _read_str(decoder: Decoder, code: list[Code], _: int) -> str:
    _arity(code, 2)
    return decoder.bytes(code[1]).decode("utf-8", "surrogatepass")


def _read_bytes(decoder: Decoder, code: list[Code], _: int) -> bytes:
    _arity(code, 2)
    return bytes(decoder.bytes(code[1]))


def _read_ellipsis(_: Decoder, code: list[Code], __: int) -> object:
    _arity(code, 1)
    return ...


READERS: dict[str, Reader] = {
    "l": _values,
    "t": lambda decoder, code, depth: tuple(_values(decoder, code, depth)),
    "s": _read_set,
    "z": _read_set,
    "d": _read_dict,
    "p": _read_packed,
    "slice": _read_slice,
    "range": _read_range,
    "f": _read_float,
    "c": _read_complex,
    "i": _read_int,
    "u": _read_str,
    "b": _read_bytes,
    "...": _read_ellipsis,
}
