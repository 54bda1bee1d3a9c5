"""The corners of a matrix."""

from grader import cases, check, equal, reference


@check
@cases(rows=[2, 3], cols=[2, 4])
def finds_the_corners(corners, rows, cols, rng):
    """finds the corners of a matrix"""
    x = rng.integers(-9, 10, size=(rows, cols))
    equal(corners(x), reference(x))
