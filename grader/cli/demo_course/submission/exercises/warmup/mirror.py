"""A vector, back to front."""


def mirror(x):
    """Right."""
    return x[::-1].copy()
