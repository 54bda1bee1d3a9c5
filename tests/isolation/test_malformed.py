"""Messages as an enemy might send them are named malformed and take nothing."""

from __future__ import annotations

import struct
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.isolation.channel import Incoming, pack
from grader.isolation.wire import DEPTH, Code, Decoder, Encoder, Malformed

from .test_wire import LIMIT, across, advanced, refuse, values


def decode(body: Code, buffers: list[bytes] | None = None) -> object:
    """The value of a tree as an enemy might send it."""
    message = Incoming.of(pack(body, buffers or []), LIMIT)
    decoder = Decoder(message, unknown, trusted=False)
    value = decoder.value(message.body)
    decoder.finish()
    return value


def unknown(code: list[Code]) -> object:
    """No tag but those of wire values is known."""
    raise Malformed(f"tag {code[0]}")


ZEROS = b"\0" * 8


@pytest.mark.parametrize(
    ("body", "buffers"),
    [
        ([], []),
        ([1], []),
        ([["l"]], []),
        (["unheard of"], []),
        ({"a": 1}, []),
        (["l", {}], []),
        (["l", 1], [b"nobody asked for"]),
        (["b", 0], []),
        (["b", -1], [b"x"]),
        (["b", 0.0], [b"x"]),
        (["b", True], [b"x", b"y"]),
        (["b"], [b"x"]),
        (["l", ["b", 1], ["b", 0]], [b"x", b"y"]),
        (["l", ["b", 0], ["b", 0]], [b"x"]),
        (["array", "f8", "C", 0, 2], [ZEROS]),
        (["array", "f8", "C", 0, 1 << 40], [ZEROS]),
        (["array", "f8", "C", 0, 0, 1 << 62, 1 << 62], [b""]),
        (["array", "f8", "C", 0, -1, -1], [ZEROS]),
        (["array", "f8", "C", 0, 1.0], [ZEROS]),
        (["array", "f8", "C", 0, True], [ZEROS]),
        (["array", "f8", "C", 0, *[1] * 33], [ZEROS]),
        (["array", "f8", "K", 0, 1], [ZEROS]),
        (["array", "O", "C", 0, 1], [ZEROS]),
        (["array", "V8", "C", 0, 1], [ZEROS]),
        (["array", "i4,i4", "C", 0, 1], [ZEROS]),
        (["array", ["l"], "C", 0, 1], [ZEROS]),
        (["array", "f8"], []),
        (["scalar", "f8", "00"], []),
        (["scalar", "O", "00" * 8], []),
        (["scalar", "f8", "zz" * 8], []),
        (["dtype", "O"], []),
        (["tensor", "float32", False, 0, 3], [ZEROS]),
        (["tensor", "qint8", False, 0, 8], [ZEROS]),
        (["torch.dtype", "nn"], []),
        (["f", "00"], []),
        (["f", 1], []),
        (["c", "00" * 8], []),
        (["u", 0], [b"\xff"]),
        (["p", "l", "d", 0], [b"1234567"]),
        (["p", "s", "d", 0], [ZEROS]),
        (["p", "l", "O", 0], [ZEROS]),
        (["s", 1, 1], []),
        (["s", ["l"]], []),
        (["d", 1], []),
        (["d", ["l"], 1], []),
        (["d", 1, 2, 1, 3], []),
        (["range", 1, 2, 0], []),
        (["range", 1.5, 2, 1], []),
        (["range", 1, 2], []),
        (["slice", 1], []),
        (["...", 1], []),
    ],
    ids=str,
)
def test_malformed_values(body: Code, buffers: list[bytes]) -> None:
    """Trees that no honest side sends are named malformed, never another exception."""
    with pytest.raises(Malformed):
        decode(body, buffers)


def test_nesting_beyond_the_limit_is_malformed() -> None:
    """Neither our recursion nor the JSON parser's is the sender's to use up."""
    body: Code = ["l"]
    for _ in range(DEPTH + 1):
        body = ["l", body]
    with pytest.raises(Malformed):
        decode(body)
    header = b"[[]," + b"[" * 100_000 + b"]" * 100_000 + b"]"
    with pytest.raises(Malformed):
        Incoming.of([struct.pack("<I", len(header)) + header], LIMIT)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"\xff\xfe",
        b"nonsense",
        b"[]",
        b"[[], 1, 2]",
        b'{"a": 1}',
        b"[1, 1]",
        b"[[-1], 1]",
        b"[[1.0], 1]",
        b"[[true], 1]",
        b"[[], NaN]",
        b"[[], -Infinity]",
        b"[[], " + b"9" * 5000 + b"]",
        b"[[" + str(LIMIT + 1).encode() + b"], 1]",
        b"[[" + str(LIMIT).encode() + b",1], 1]",
    ],
    ids=lambda h: h[:20].decode("latin-1"),
)
def test_malformed_headers(header: bytes) -> None:
    """A header that is not JSON of the right form, or announces too much, is malformed."""
    with pytest.raises(Malformed):
        Incoming.of([struct.pack("<I", len(header)) + header], LIMIT)


def test_lying_sizes_take_no_memory() -> None:
    """An array is allocated only after its shape was held against the announced bytes."""
    import tracemalloc

    tracemalloc.start()
    with pytest.raises(Malformed):
        decode(["array", "f8", "C", 0, 1 << 27], [ZEROS])
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def test_colliding_keys_are_refused_quickly() -> None:
    """Thousands of numbers with one hash are malformed; from the judge itself they pass."""
    modulus = sys.hash_info.modulus
    crowd = {k * modulus for k in range(1, 3000)}
    with pytest.raises(Malformed, match="collide"):
        across(crowd)
    assert crowd == across(crowd, trusted=True)
    assert set(range(5000)) == across(set(range(5000)))


@pytest.mark.parametrize("where", ["pos", "buffer_pos", "has_uint32"])
def test_positions_in_a_generator_are_checked(where: str) -> None:
    """A state that would make NumPy read beyond its buffers is malformed."""
    kind = {"pos": "MT19937", "buffer_pos": "Philox", "has_uint32": "PCG64"}[where]
    encoder = Encoder(refuse, LIMIT)
    state = dict(advanced(kind, 1, 1).bit_generator.state)
    inner = dict(state["state"])
    (inner if where in inner else state)[where] = 100_000
    state["state"] = inner
    body: Code = ["rng", kind, encoder.code(state), None]
    with pytest.raises(Malformed):
        decode(body, [bytes(b) for b in encoder.buffers])


@settings(max_examples=300, deadline=None)
@given(values, st.data())
def test_a_flipped_byte_is_a_value_or_malformed(x: object, data: st.DataObject) -> None:
    """Damage anywhere in a message never comes out as anything but Malformed."""
    encoder = Encoder(refuse, LIMIT)
    message = bytearray(b"".join(pack(encoder.code(x), encoder.buffers)))
    place = data.draw(st.integers(4, len(message) - 1))
    message[place] = data.draw(st.integers(0, 255))
    try:
        incoming = Incoming.of([bytes(message)], LIMIT)
        Decoder(incoming, unknown, trusted=False).value(incoming.body)
    except Malformed:
        pass
