"""How often a number can be halved."""


def halvings(n):
    """An infinite loop: n never changes."""
    count = 0
    while n % 2 == 0:
        count += 1
    return count
