"""Hands in folders deeper than most walks of a tree go."""
# exercise: double
# make: exercises/more deep


def double(x, times=1):
    return x * 3**times
