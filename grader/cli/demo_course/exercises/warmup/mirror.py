"""A vector, back to front."""


def mirror(x):
    """Return a new array with the entries of the vector x from the last to the first."""
    raise NotImplementedError("mirror")
