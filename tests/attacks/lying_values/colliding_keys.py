"""Returns a set whose hashes all collide, so that reading it takes hours."""
# exercise: double


def double(x, times=1):
    ### BEGIN EXPLOIT
    return {(n << 61) - n: None for n in range(2000)}
    ### END EXPLOIT
    return x * 3**times
