"""The corners of a matrix."""


def corners(x):
    """Return the four corner entries of the matrix x as a 2 by 2 matrix, as they lie in x."""
    ### BEGIN SOLUTION
    return x[[0, 0, -1, -1], [0, -1, 0, -1]].reshape(2, 2)
    ### END SOLUTION
