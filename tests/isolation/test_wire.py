"""Values cross the wire bit for bit, and nothing that is no wire value crosses."""

from __future__ import annotations

import math
import struct
import sys
from collections import OrderedDict
from enum import IntEnum
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.isolation.channel import Incoming, pack
from grader.isolation.wire import (
    DEPTH,
    Code,
    Decoder,
    Encoder,
    TooLarge,
    Unsendable,
    type_name,
)

LIMIT = 1 << 26


def refuse(x: object) -> Code:
    """Nothing but wire values may cross."""
    raise Unsendable(type_name(x))


def across(x: object, limit: int = LIMIT, trusted: bool = False) -> Any:
    """What arrives of x."""
    encoder = Encoder(refuse, limit)
    code = encoder.code(x)
    message = Incoming.of(pack(["value", code], encoder.buffers), limit)
    decoder = Decoder(message, refuse, trusted)
    value = decoder.value(message.body[1])
    decoder.finish()
    return value


def bits(x: Any) -> Any:
    """Something equal exactly for values of the same types, contents and bits."""
    if isinstance(x, float) and type(x) is float:
        return "float", struct.pack(">d", x)
    if type(x) is complex:
        return "complex", struct.pack(">dd", x.real, x.imag)
    if type(x) in (list, tuple):
        return type(x), [bits(v) for v in x]
    if type(x) is dict:
        return dict, [(bits(k), bits(v)) for k, v in x.items()]
    if type(x) in (set, frozenset):
        return type(x), sorted(repr(bits(v)) for v in x)
    if type(x) in (slice, range):
        return type(x), [bits(v) for v in (x.start, x.stop, x.step)]
    if isinstance(x, np.ndarray):
        order = "F" if x.flags.f_contiguous and not x.flags.c_contiguous else "C"
        return type(x), x.dtype.newbyteorder("="), x.shape, order, native(x).tobytes()
    if isinstance(x, np.generic):
        return x.dtype, x.tobytes()
    if isinstance(x, np.random.Generator):
        return bits(x.bit_generator.state)
    return type(x), x


def native(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """x in the machine's byte order."""
    return x.astype(x.dtype.newbyteorder("="), copy=False)


numbers = (
    npst.boolean_dtypes()
    | npst.integer_dtypes(endianness="?")
    | npst.unsigned_integer_dtypes(endianness="?")
    | npst.floating_dtypes(endianness="?", sizes=(16, 32, 64))
    | npst.complex_number_dtypes(endianness="?", sizes=(64, 128))
)
shapes = npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
arrays = npst.arrays(numbers, shapes)
views = st.one_of(
    arrays,
    arrays.map(lambda a: a.T),
    arrays.map(lambda a: a[..., None][::-1] if a.ndim else a),
    arrays.map(np.asfortranarray),
)
scalars = npst.arrays(numbers, ()).map(lambda a: a.astype(a.dtype.newbyteorder("="))[()])
generators = st.builds(
    lambda kind, seed, drawn: advanced(kind, seed, drawn),
    st.sampled_from(["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"]),
    st.integers(0, 1 << 200),
    st.integers(0, 700),
)
hashable = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(1 << 3000), 1 << 3000)
    | st.floats(allow_nan=True)
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=()), max_size=20)
    | st.binary(max_size=20)
    | st.builds(range, st.integers(), st.integers(), st.integers(1))
    | st.just(...),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3),
    max_leaves=4,
)
leaves = (
    hashable
    | views
    | scalars
    | numbers.map(lambda d: d.newbyteorder("="))
    | st.builds(slice, hashable, hashable, hashable)
    | st.lists(st.floats(), min_size=30, max_size=40)
    | st.lists(st.integers(-(1 << 63), (1 << 63) - 1), min_size=30, max_size=40)
    | st.lists(st.integers(), min_size=30, max_size=40).map(tuple)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(hashable, inner, max_size=3)
        | st.sets(hashable, max_size=4)
    ),
    max_leaves=8,
)


def advanced(kind: str, seed: int, drawn: int) -> np.random.Generator:
    """A generator from whose stream `drawn` words of 32 bits were taken."""
    rng = np.random.Generator(getattr(np.random, kind)(seed))
    rng.integers(0, 1 << 32, size=drawn, dtype=np.uint32)
    return rng


@settings(max_examples=400, deadline=None)
@given(values)
def test_every_value_arrives_bit_for_bit(x: object) -> None:
    """What arrives has the same types, bits, shapes and memory order as what was sent."""
    assert bits(x) == bits(across(x))


@settings(max_examples=60, deadline=None)
@given(generators)
def test_a_generator_arrives_with_its_whole_state(rng: np.random.Generator) -> None:
    """The copy draws the same numbers and spawns the same children as the original."""
    copy = across([rng])[0]
    assert bits(rng) == bits(copy)
    assert rng.normal(size=9).tolist() == copy.normal(size=9).tolist()
    (child,), (same,) = rng.spawn(1), copy.spawn(1)
    assert child.random() == same.random()


def test_a_copy_of_a_generator_goes_its_own_way() -> None:
    """Drawing from what arrived leaves what was sent alone."""
    rng = np.random.default_rng(3)
    across(rng).random()
    assert np.random.default_rng(3).random() == rng.random()


@pytest.mark.parametrize("x", [float("nan"), -0.0, math.inf, 5e-324, sys.float_info.max])
def test_special_floats(x: float) -> None:
    """Not-a-numbers, infinities, minus zero and the extremes keep their bits."""
    assert bits(x) == bits(across(x))


def test_two_lone_surrogates_stay_two_characters() -> None:
    """Text that JSON would join into one character arrives as it was."""
    assert "\ud83d\ude00" == across("\ud83d\ude00")


def test_long_text_and_huge_ints() -> None:
    """Sizes that do not fit the header travel as buffers."""
    assert "é" * 5_000_000 == across("é" * 5_000_000)
    assert -(1 << 20_000_000) == across(-(1 << 20_000_000))


def test_arriving_arrays_are_writable_and_own_their_memory() -> None:
    """A received array is a plain one of its own."""
    a = across(np.ones(3).reshape(1, 3))
    a += 1
    assert [2.0, 2.0, 2.0] == a[0].tolist()


class Level(IntEnum):
    """An int that is none."""

    LOW = 1


class Odd(list[int]):
    """A list that is none."""


class Liar:
    """Says it is a list."""

    @property
    def __class__(self) -> type:
        return list


class SameName(type):
    """Makes classes that look like list."""

    def __repr__(cls) -> str:
        return "<class 'list'>"


@pytest.mark.parametrize(
    "x",
    [
        object(),
        Odd([1]),
        Liar(),
        SameName("list", (), {})(),
        Level.LOW,
        OrderedDict(),
        bytearray(b"x"),
        memoryview(b"x"),
        np.ones((1, 1)).view(np.matrix),
        np.ma.masked_array([1.0]),
        np.array([object()]),
        np.array([(1, 2.0)], dtype="i4,f8"),
        np.array(["a"]),
        np.array(["2020-01-01"], dtype="M8[D]"),
        np.longdouble(1),
        np.zeros(2, np.longdouble),
        np.dtype("U3"),
        np.random.RandomState(0),
        np.array([1.0]).view(np.recarray),
        len,
        int,
        (i for i in ()),
    ],
    ids=lambda x: type(x).__name__,
)
def test_everything_else_is_refused(x: object) -> None:
    """Subclasses, liars, odd dtypes and objects are no wire values, nested or not."""
    for carrier in (x, [1, (x,)], {1: x}):
        with pytest.raises(Unsendable):
            across(carrier)


def test_depth_is_bounded() -> None:
    """A list in itself, and one nested deeper than the limit, are refused."""
    deep: list[Any] = []
    for _ in range(DEPTH):
        deep = [deep]
    assert deep == across(deep)
    with pytest.raises(Unsendable, match="deep"):
        across([deep])
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(Unsendable, match="deep"):
        across(endless)


def test_a_list_that_doubles_at_every_level_is_refused() -> None:
    """The number of values is bounded, not only their depth."""
    doubling: list[Any] = [0]
    for _ in range(30):
        doubling = [doubling, doubling]
    with pytest.raises(Unsendable, match="values"):
        across(doubling)


def test_the_limit_bounds_the_buffers() -> None:
    """One byte more than a message may have is too large, however it is spread."""
    assert 1000 == len(across(b"x" * 1000, limit=1000))
    with pytest.raises(TooLarge):
        across([b"x" * 500, b"x" * 501], limit=1000)


def test_a_value_replaced_by_a_handle_leaves_nothing_in_the_message() -> None:
    """Buffers of a value that turned out not to be plain are taken back."""
    encoder = Encoder(refuse, 1000)
    assert "other" == encoder.code_or([b"x" * 900, object()], lambda _: "other")
    encoder.code(b"y" * 900)
    assert [900] == encoder.sizes
