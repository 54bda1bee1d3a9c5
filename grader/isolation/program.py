"""How a clean process of ours is started: its command line and its environment."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT = (
    "LD_LIBRARY_PATH",  # some Pythons do not start without it
    "TMPDIR",
)
_SET = {
    # One thread: forking is safe, and sums are added up in the same order on every machine.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # Huge pages from malloc halve the time a process that loaded torch takes to fork.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "PYTHONMALLOC": "malloc",
    "PYTHONHASHSEED": "0",  # sets of text are walked in the same order every time
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "LC_ALL": "C.UTF-8",
}


def environment() -> dict[str, str]:
    """The whole environment of a clean process: nothing of ours that is not listed here."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | _SET


def command(
    program: Literal["forkserver", "spawned"],
    descriptor: int,
    libraries: Sequence[str],
    preload: Sequence[str],
    *settings: object,
) -> list[str]:
    """The command line: no user site, no script folder or working directory on the path."""
    script = str(Path(__file__).with_name("bootstrap.py"))
    words = [json.dumps(x) for x in (list(libraries), list(preload), *settings)]
    return [sys.executable, "-s", "-P", script, program, str(descriptor), *words]
