"""Dies by SIGKILL: no status, no traceback."""
# exercise: double

import os
import signal


def double(x, times=1):
    ### BEGIN EXPLOIT
    os.kill(os.getpid(), signal.SIGKILL)
    ### END EXPLOIT
    return x * 3**times
