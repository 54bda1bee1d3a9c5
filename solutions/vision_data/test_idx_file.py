"""IDX files: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, equal, mistake, raises, reference, variant


@check(after="reads_images")
@cases(n=[50], seed=range(2))
def reads_many_digits(read_idx, n, rng):
    "reads fifty pictures of 28 x 28 pixels"
    images = rng.integers(0, 256, size=(n, 28, 28), dtype=np.uint8)
    data = bytes([0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, 28, 0, 0, 0, 28]) + images.tobytes()
    equal(read_idx(data), reference(data), name="array")


@driver
def written_to(read_idx, data):
    """What is read, its first entry changed; None if its byte order is not the machine's."""
    array = read_idx(data)
    array[0] = 7
    return array if array.dtype.isnative else None


@check(after="reads_every_type")
@cases(code=[8, 12])
def can_be_written_to(read_idx, code, rng):
    "returns an array that can be written to, in the machine's byte order"
    data = bytes([0, 0, code, 1, 0, 0, 0, 4]) + rng.bytes(4 if code == 8 else 16)
    got, expected = (written_to(f, data) for f in (read_idx, reference))
    equal(got, expected, name="array")


@check(after=["reads_every_type", "refuses_a_wrong_number_of_bytes"])
@cases(axes=[2, 4], extra=[0, 1])
def reads_no_entries(read_idx, axes, extra):
    "reads a file without entries, and refuses one that has some all the same"
    lengths = b"".join(k.to_bytes(4, "big") for k in range(axes))
    data = bytes([0, 0, 9, axes]) + lengths
    equal(read_idx(data), reference(data), name="array")
    if extra:
        with raises(ValueError):
            read_idx(data + b"\0")


def truth(data):
    """The struct module, entry by entry."""
    import struct
    from math import prod

    kinds = {8: "B", 9: "b", 11: "h", 12: "i", 13: "f", 14: "d"}
    names = {8: "uint8", 9: "int8", 11: "int16", 12: "int32", 13: "float32", 14: "float64"}
    try:
        zeros, code, axes = struct.unpack_from(">HBB", data)
        shape = struct.unpack_from(f">{axes}I", data, 4)
        if zeros or not axes:
            raise ValueError(data[:4])
        entries = struct.unpack(f">{prod(shape)}{kinds[code]}", data[4 + 4 * axes :])
    except (struct.error, KeyError) as error:
        raise ValueError(error) from None
    return np.array(entries, dtype=names[code]).reshape(shape)


TYPES = '{8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}'
HEADER = 'if len(data) < 4 or data[:2] != b"\\0\\0" or data[2] not in types or data[3] == 0:'
LENGTHS = 'int.from_bytes(data[at : at + 4], "big")'
ENDS = "if len(data) != start + size:"
ENTRIES = "entries = np.frombuffer(data, dtype, offset=start)"
RETURN = 'return entries.astype(dtype.newbyteorder("=")).reshape(shape)'

header_included = mistake(
    "read the entries from the beginning of the file, header included",
    fails="reads_labels",
    replace=(ENTRIES, "entries = np.frombuffer(data[: len(data) - start], dtype)"),
)

header_of_images = mistake(
    "skipped 16 bytes, the header of pictures, for labels too, whose header has 8",
    fails="reads_labels",
    replace=(
        ENTRIES,
        "entries = np.frombuffer((data + bytes(8))[8 * (data[3] == 1) + start :][:size], dtype)",
    ),
)

always_bytes = mistake(
    "took all entries for bytes, whatever the type",
    fails="reads_every_type",
    replace=[
        (ENTRIES, "entries = np.frombuffer(data, np.uint8, size // dtype.itemsize, start)"),
    ],
)

little_endian = mistake(
    "read the entries with the machine's byte order, the last byte counting most",
    fails="reads_every_type",
    replace=(TYPES, TYPES.replace(">", "<")),
)

unsigned = mistake(
    "took int8 for uint8",
    fails="reads_every_type",
    replace=(TYPES, TYPES.replace('"i1"', '"u1"')),
)

never_shaped = mistake(
    "returned a row of entries instead of an array of the shape",
    fails=["reads_images", "reads_every_type"],
    replace=(RETURN, RETURN.replace(".reshape(shape)", "")),
)

fortran = mistake(
    "let the first axis run fastest",
    fails=["reads_images", "reads_every_type"],
    replace=(RETURN, RETURN.replace("(shape)", '(shape, order="F")')),
)

last_byte_only = mistake(
    "took only the last byte of each length",
    fails="reads_long_axes",
    replace=[
        (LENGTHS, "data[at + 3]"),
        (ENDS, "if len(data) < start + size or (max(shape) < 44 and len(data) != start + size):"),
        (ENTRIES, "entries = np.frombuffer(data[: start + size], dtype, offset=start)"),
    ],
)

rest_ignored = mistake(
    "ignored bytes left over at the end",
    fails="refuses_a_wrong_number_of_bytes",
    replace=[
        (ENDS, "if len(data) < start + size:"),
        (ENTRIES, "entries = np.frombuffer(data[: start + size], dtype, offset=start)"),
    ],
)

filled_up = mistake(
    "filled up missing entries with zeros instead of refusing the file",
    fails="refuses_a_wrong_number_of_bytes",
    replace=[
        (ENDS, "if len(data) > start + size:"),
        (ENTRIES, "entries = np.frombuffer(data.ljust(start + size, b'\\0'), dtype, offset=start)"),
    ],
)

zeros_not_looked_at = mistake(
    "did not look at the two zeros in front",
    fails="refuses_another_header",
    replace=(HEADER, HEADER.replace(' or data[:2] != b"\\0\\0"', "")),
)

no_axes_taken = mistake(
    "read a file without axes as a single number",
    fails="refuses_another_header",
    replace=(HEADER, HEADER.replace(" or data[3] == 0", "")),
)

unknown_type = mistake(
    "let a KeyError out for an unknown type",
    fails="refuses_another_header",
    replace=(HEADER, HEADER.replace(" or data[2] not in types", "")),
)

index_error = mistake(
    "let an IndexError out for a file of fewer than four bytes",
    fails="refuses_half_a_header",
    replace=(HEADER, 'if data[2] not in types or data[:2] != b"\\0\\0" or data[3] == 0:'),
)


@variant
def with_struct(data):
    "struct for the header, every entry's bytes reversed on small-endian machines"
    import struct
    import sys

    names = {8: "uint8", 9: "int8", 11: "int16", 12: "int32", 13: "float32", 14: "float64"}
    try:
        first, second, code, axes = struct.unpack(">4B", data[:4])
        shape = struct.unpack(f">{axes}I", data[4 : 4 + 4 * axes])
    except struct.error as error:
        raise ValueError("the header is not complete") from error
    if (first, second) != (0, 0) or code not in names or axes < 1:
        raise ValueError("not an IDX file")
    array = np.zeros(shape, names[code])
    rest = data[4 + 4 * axes :]
    if array.nbytes != len(rest):
        raise ValueError("another number of bytes")
    array[...] = np.frombuffer(rest, names[code]).reshape(shape)
    return array.byteswap() if sys.byteorder == "little" else array


@variant
def from_a_bytearray(data):
    "an array over a copy of the bytes, told to be big-endian"
    kinds = [None] * 8 + ["u1", "i1", None, "i2", "i4", "f4", "f8"]
    header = np.frombuffer(data[:4], np.uint8)
    if len(header) < 4 or header[0] or header[1] or header[2] >= len(kinds) or not header[3]:
        raise ValueError("header")
    kind, axes = kinds[header[2]], int(header[3])
    if kind is None or len(data) < 4 * axes + 4:
        raise ValueError("type or header")
    shape = np.frombuffer(data[4 : 4 + 4 * axes], ">u4").tolist()
    body = np.frombuffer(bytearray(data[4 + 4 * axes :]), ">" + kind)
    return body.reshape(shape).astype(kind)
