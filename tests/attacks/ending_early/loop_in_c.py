"""Spends for ever in one call of C that never lets Python look at a signal."""
# exercise: double


def double(x, times=1):
    ### BEGIN EXPLOIT
    sum(range(1 << 62))
    ### END EXPLOIT
    return x * 3**times
