"""Is a process that forks and exits, over and over, for two seconds."""
# exercise: double

import contextlib
import os
import time

### BEGIN EXPLOIT
with contextlib.suppress(OSError):
    end = time.monotonic() + 2
    if os.fork() == 0:
        os.setsid()
        while time.monotonic() < end:
            if os.fork():
                os._exit(0)
        os._exit(0)
### END EXPLOIT


def double(x, times=1):
    return x * 3**times
