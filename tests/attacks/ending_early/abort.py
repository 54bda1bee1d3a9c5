"""Aborts, which leaves a core file where cores are allowed."""
# exercise: double

import os


def double(x, times=1):
    ### BEGIN EXPLOIT
    os.abort()
    ### END EXPLOIT
    return x * 3**times
