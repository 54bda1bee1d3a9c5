"""Is a symbolic link to the solution."""
# exercise: double
# link: exercises/basics/double.py -> {checkout}/solutions/basics/double.py


def double(x, times=1):
    return x * 3**times
