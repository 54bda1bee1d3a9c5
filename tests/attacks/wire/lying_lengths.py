"""Announces headers and buffers larger than it sends, and sends more than it announced."""
# exercise: double

import json
import os
import struct


def double(x, times=1):
    ### BEGIN EXPLOIT
    if x.size == 1:
        os.write(3, struct.pack("<I", 0xFFFFFFFF))
    elif x.size == 2:
        header = json.dumps([[1 << 40], ["value", ["b", 0]]]).encode()
        os.write(3, struct.pack("<I", len(header)) + header)
    else:
        header = json.dumps([[8], ["value", ["array", "float64", "C", 0, 1 << 40]]]).encode()
        os.write(3, struct.pack("<I", len(header)) + header + bytes(1 << 16))
    ### END EXPLOIT
    return x * 3**times
