"""Is a link to a private key, hoping for an error that quotes it."""
# exercise: double
# link: exercises/basics/double.py -> {home}/.ssh/id_ed25519


def double(x, times=1):
    return x * 3**times
