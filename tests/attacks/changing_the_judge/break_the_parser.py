"""Is written so that walking its syntax tree goes deeper than Python allows."""
# exercise: double
# make: exercises/basics/double.py terms


def double(x, times=1):
    return x * 3**times
