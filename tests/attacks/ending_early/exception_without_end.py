"""Raises a text of 200 MB with a chain of a thousand causes."""
# exercise: double


def double(x, times=1):
    ### BEGIN EXPLOIT
    error = ValueError("x" * (200 << 20))
    for n in range(1000):
        try:
            raise KeyError(n) from error
        except KeyError as link:
            error = link
    raise error
    ### END EXPLOIT
    return x * 3**times
