"""Sends half of an answer and waits."""
# exercise: double

import os
import struct
import time


def double(x, times=1):
    ### BEGIN EXPLOIT
    os.write(3, struct.pack("<I", 1000) + b"[[], [")
    time.sleep(30)
    ### END EXPLOIT
    return x * 3**times
