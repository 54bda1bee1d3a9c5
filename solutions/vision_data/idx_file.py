"""IDX files: the bytes in which MNIST keeps its digits."""

from __future__ import annotations

import numpy as np


def read_idx(data: bytes) -> np.ndarray:
    """Return the array that the bytes of an IDX file hold.

    MNIST's four files are in this format, and nothing but numbers stands in it:

        byte 0, 1      both 0
        byte 2         the type of the entries:
                       8 uint8, 9 int8, 11 int16, 12 int32, 13 float32, 14 float64
        byte 3         d, the number of axes, at least 1
        4 d bytes      their lengths, each an unsigned whole number of 4 bytes
        the rest       the entries, the last axis running fastest (C order)

    All numbers of more than one byte are big-endian: the byte that counts most comes first, so
    0, 0, 1, 4 is 1 * 256 + 4 = 260. Most computers keep them the other way round.

    data     the whole file, not compressed
    returns  an array of the given shape and of the type named, in the machine's own byte order; it
             can be written to

    - A length may be 0; there are then no entries.
    - ValueError, never a wrong array: for a file that ends in its header; whose first two bytes are
      not 0 (as in a compressed one); of an unknown type; with d = 0; and if what follows the header
      is too short or too long for the shape.

    Example: two int16 in a row, 260 and -2
        >>> data = bytes([0, 0, 11, 1, 0, 0, 0, 2, 1, 4, 255, 254])
        >>> read_idx(data)
        array([260,  -2], dtype=int16)

    Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "The IDX
    file format", http://yann.lecun.com/exdb/mnist/

    """
    ### BEGIN SOLUTION
    types = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
    if len(data) < 4 or data[:2] != b"\0\0" or data[2] not in types or data[3] == 0:
        raise ValueError(f"not the header of an IDX file: {data[:4]!r}")
    dtype, start = np.dtype(types[data[2]]), 4 + 4 * data[3]
    shape = [int.from_bytes(data[at : at + 4], "big") for at in range(4, start, 4)]
    size = dtype.itemsize
    for length in shape:
        size *= length
    if len(data) != start + size:
        raise ValueError(f"{len(data) - start} bytes for {shape} of {dtype}: it should be {size}")
    entries = np.frombuffer(data, dtype, offset=start)
    return entries.astype(dtype.newbyteorder("=")).reshape(shape)
    ### END SOLUTION
