"""How often a number can be halved."""


def halvings(n):
    """Return how often the whole number n, 1 or more, can be halved until it is odd."""
    raise NotImplementedError("halvings")
