"""A vector stretched over 0 to 1."""


def stretch(x):
    """A typical mistake: right only where the smallest entry is 0."""
    return x / x.max()
