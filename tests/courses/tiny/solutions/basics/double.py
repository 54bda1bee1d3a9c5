"""Twice an array."""


def double(x, times=1):
    """Return x doubled `times` times: x * 2 ** times, same shape and dtype, x unchanged."""
    ### BEGIN SOLUTION
    return x * 2**times
    ### END SOLUTION
