"""Hands in folders that are links to each other and to themselves."""
# exercise: double
# link: exercises/circle -> ../exercises
# link: exercises/basics/loop -> loop
# link: around -> .


def double(x, times=1):
    return x * 3**times
