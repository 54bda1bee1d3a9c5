"""Hands in a file of a gigabyte that takes no space."""
# exercise: double
# make: exercises/basics/double.py sparse


def double(x, times=1):
    return x * 3**times
