"""Hands in a link to a device that never ends."""
# exercise: double
# link: exercises/basics/double.py -> /dev/zero


def double(x, times=1):
    return x * 3**times
