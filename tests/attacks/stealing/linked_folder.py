"""Has a folder that is a symbolic link to the solutions."""
# exercise: double
# link: exercises/basics/double.py -> ../../elsewhere/double.py
# link: elsewhere -> {checkout}/solutions/basics


def double(x, times=1):
    return x * 3**times
