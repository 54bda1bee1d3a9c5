"""The program an attack is graded by: `grade run`, and a look at this process before and after.

    python judge.py CHECKOUT LOOKS GRADE-ARGUMENTS...

LOOKS gets one JSON line: what of the judge's own state is different at the end.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path

MEMORY = 700 << 20  # more than a judge of these exercises can need
SAFETY = 8 << 30  # what an attack that finds a way to fill the machine may take of it


def look() -> dict[str, object]:
    """Everything of this process that only this process should change."""
    limits = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
    return {
        "environment": dict(os.environ),
        "folder": str(Path.cwd()),
        "nice": os.getpriority(os.PRIO_PROCESS, 0),
        "cores": sorted(os.sched_getaffinity(0)),
        "limits": [resource.getrlimit(kind) for kind in limits],
        "handlers": [repr(signal.getsignal(n)) for n in sorted(signal.valid_signals())],
        "descriptors": len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - of this very moment
        "umask": os.umask(0o22),
    }


def main() -> None:
    """Grade, then say what changed."""
    checkout, looks, *arguments = sys.argv[1:]
    sys.path.insert(0, checkout)
    sys.argv[1:] = arguments
    from grader.cli import main as grade

    resource.setrlimit(resource.RLIMIT_AS, (SAFETY, SAFETY))
    before = look()
    try:
        grade()
    finally:
        after = look()
        changed = [name for name in before if before[name] != after[name]]
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10 > MEMORY:
            changed.append("memory")
        Path(looks).write_text(json.dumps(changed), "utf-8")


if __name__ == "__main__":
    main()
