"""How often a number can be halved."""


def halvings(n):
    """Return how often the whole number n, 1 or more, can be halved until it is odd."""
    ### BEGIN SOLUTION
    count = 0
    while n % 2 == 0:
        n //= 2
        count += 1
    return count
    ### END SOLUTION
