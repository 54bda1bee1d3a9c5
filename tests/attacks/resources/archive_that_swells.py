"""Hands in an archive of a thousandth of its size beside its answer."""
# exercise: double
# make: more.zip zip


def double(x, times=1):
    return x * 3**times
