"""Calls the check's function a hundred thousand times, reentrantly, and with hostile values."""
# exercise: total


def total(f, xs):
    ### BEGIN EXPLOIT
    import contextlib

    for x in (10**400, "0" * 5000, float("nan"), [1] * 1000, {"f": 1}, f, total):
        with contextlib.suppress(Exception):
            f(x)
    for _ in range(100_000):
        f(0.0)
    ### END EXPLOIT
    return 0.0
