"""Sends JSON that is deep, long, full of odd numbers, or none."""
# exercise: double

import os
import struct


def double(x, times=1):
    ### BEGIN EXPLOIT
    header = {
        1: b"[[]," + b"[" * 100_000 + b"]" * 100_000 + b"]",
        2: b"[[], [" + b"1" * 4_000_000 + b"]]",
        3: b'[[1e999, -1, NaN, "8"], ["value", Infinity]]',
        5: b'{"sizes": [], "body": "\xff\xfe"}',
    }.get(x.size, b"\x00" * 100)
    view = memoryview(struct.pack("<I", len(header)) + header)
    while view:
        view = view[os.write(3, view) :]
    ### END EXPLOIT
    return x * 3**times
