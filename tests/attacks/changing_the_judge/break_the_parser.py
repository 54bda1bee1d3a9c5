"""Is written so that walking its syntax tree goes deeper than Python allows."""
# exercise: double
# make: exercises/basics/double.py terms
# open: forbidden_use and untouched walk a submission's tree recursively: RecursionError ends the run


def double(x, times=1):
    return x * 3**times
