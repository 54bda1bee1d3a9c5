"""Needs three times the CPU time there is, and spends it in a child, where nobody counts."""
# exercise: double
# process: points

import contextlib
import os
import time


def spend():
    end = time.process_time() + 1.3
    while time.process_time() < end:
        pass


def double(x, times=1):
    ### BEGIN EXPLOIT
    with contextlib.suppress(OSError):
        if x.size == 7:
            if os.fork() == 0:
                spend()
                os._exit(0)
            os.wait()
            return x * 2**times
    ### END EXPLOIT
    if x.size == 7:
        spend()
    return x * 2**times
