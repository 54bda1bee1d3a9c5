"""Twice an array."""


def double(x, times=1):
    """Return x doubled `times` times: x * 2 ** times, same shape and dtype, x unchanged."""
    raise NotImplementedError("double")
