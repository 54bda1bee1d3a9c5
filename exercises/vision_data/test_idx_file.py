"""Reading IDX files."""

import numpy as np

from grader import cases, check, equal, raises, reference

CODES = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}


def idx(array):
    """The bytes of an IDX file that holds `array`."""
    lengths = b"".join(n.to_bytes(4, "big") for n in array.shape)
    entries = array.astype(array.dtype.newbyteorder(">")).tobytes()
    return bytes([0, 0, CODES[array.dtype.name], array.ndim]) + lengths + entries


def reads(read_idx, array):
    """Compare what is read, exactly."""
    data = idx(array)
    equal(read_idx(data), reference(data), name="array")


@check(points=2)
@cases(n=[1, 3, 7], seed=range(2))
def reads_labels(read_idx, n, rng):
    "reads a row of bytes, as MNIST keeps its labels"
    reads(read_idx, rng.integers(0, 256, size=n, dtype=np.uint8))


@check(points=2, after=reads_labels)
@cases(n=[2, 3], h=[2, 4], w=[3, 5])
def reads_images(read_idx, n, h, w, rng):
    "reads pictures: three axes, the last running fastest"
    reads(read_idx, rng.integers(0, 256, size=(n, h, w), dtype=np.uint8))


@check(points=2, after=reads_labels)
@cases(dtype=["int8", "int16", "int32", "float32", "float64"])
def reads_every_type(read_idx, dtype, rng):
    "reads entries of every type, the byte that counts most first"
    reads(read_idx, (300 * rng.normal(size=(2, 3))).clip(-128, 127).astype(dtype) + 0)
    if dtype != "int8":
        reads(read_idx, (3000 * rng.normal(size=5)).astype(dtype))


@check(after=reads_images)
@cases(length=[256, 300])
def reads_long_axes(read_idx, length, rng):
    "reads lengths above 255, which take more than one byte"
    reads(read_idx, rng.integers(0, 256, size=(length, 2), dtype=np.uint8))


@check(after=reads_images)
@cases(change=[-7, -1, 1, 5])
def refuses_a_wrong_number_of_bytes(read_idx, change, rng):
    "raises ValueError if bytes are missing at the end, or left over"
    data = idx(rng.integers(0, 256, size=(3, 4), dtype=np.uint8))
    with raises(ValueError):
        read_idx(data + bytes(change) if change > 0 else data[:change])


@check(after=[reads_long_axes, refuses_a_wrong_number_of_bytes])
@cases(wrong=["first byte", "second byte", "type", "no axes", "length"])
def refuses_another_header(read_idx, wrong, rng):
    "raises ValueError for bytes that are no IDX header, or one of another file"
    size = (1,) if wrong != "no axes" else ()
    data = bytearray(idx(rng.integers(0, 256, size=size, dtype=np.uint8)))
    places = {"first byte": (0, 31), "second byte": (1, 139), "type": (2, 10), "no axes": (3, 0)}
    place, byte = (places | {"length": (4, 1)})[wrong]
    data[place] = byte
    with raises(ValueError):
        read_idx(bytes(data))


@check(after=[reads_long_axes, refuses_a_wrong_number_of_bytes])
@cases(end=[0, 3, 4, 6, 8, 15])
def refuses_half_a_header(read_idx, end, rng):
    "raises ValueError for a file that ends in its header, and for an empty one"
    data = idx(rng.integers(0, 256, size=(2, 1, 3), dtype=np.uint8))
    with raises(ValueError):
        read_idx(data[:end])


@check(after=reads_every_type)
def gives_the_worked_numbers(read_idx):
    "reads 260 and -2 as two int16"
    data = bytes([0, 0, 11, 1, 0, 0, 0, 2, 1, 4, 255, 254])
    equal(read_idx(data), np.array([260, -2], dtype="int16"), name="array")
