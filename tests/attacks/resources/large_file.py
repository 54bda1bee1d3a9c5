"""Writes a file larger than it may: at most 100 MB."""
# exercise: double


def double(x, times=1):
    ### BEGIN EXPLOIT
    with open("large", "wb") as file:
        for _ in range(100):
            file.write(bytes(1 << 20))
    ### END EXPLOIT
    return x * 3**times
