"""Returns an integer that takes minutes to print."""
# exercise: double


def double(x, times=1):
    ### BEGIN EXPLOIT
    return 1 << (20 << 20)
    ### END EXPLOIT
    return x * 3**times
