"""Writes callbacks without end and never reads what comes back."""
# exercise: total

import json
import os
import struct


def total(f, xs):
    ### BEGIN EXPLOIT
    header = json.dumps([[], ["callback", 0, [1.0], [], []]]).encode()
    message = struct.pack("<I", len(header)) + header
    for _ in range(100_000):
        os.write(3, message)
    ### END EXPLOIT
    return 0.0
