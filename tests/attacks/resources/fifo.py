"""Hands in a pipe that nobody writes to."""
# exercise: double
# make: exercises/basics/double.py fifo


def double(x, times=1):
    return x * 3**times
