"""Recurses until the C stack ends."""
# exercise: double

import sys
import threading


def double(x, times=1):
    ### BEGIN EXPLOIT
    sys.setrecursionlimit(1 << 30)

    def deeper(n):
        return sorted([n], key=lambda k: deeper(k + 1))

    deeper(0)
    threading.stack_size()
    ### END EXPLOIT
    return x * 3**times
