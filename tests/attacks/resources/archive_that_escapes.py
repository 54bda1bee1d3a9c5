"""Hands in an archive whose members' paths lead out of it."""
# exercise: double
# make: exercises/basics/double.zip escaping


def double(x, times=1):
    return x * 3**times
