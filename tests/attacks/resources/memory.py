"""Takes memory until there is none: at most a gigabyte."""
# exercise: double


def double(x, times=1):
    ### BEGIN EXPLOIT
    kept = [bytearray(16 << 20) for _ in range(64)]
    assert kept
    ### END EXPLOIT
    return x * 3**times
