"""Programs that read what a student wrote, compilers above all, run behind a fence of their own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import LaunchError
from .program import environment
from .scratch import make, remove

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .types import Level

_LARGEST = 64 << 20  # of a file that comes back


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of the commands: `statuses` of those that ran, the `files` asked for.

    Of the last command that ran, `out` and `err` are what it printed. `late` if time ran out.
    """

    statuses: tuple[int, ...]
    files: Mapping[str, bytes]
    out: bytes
    err: bytes
    late: bool
    layers: tuple[str, ...]


def run_confined(
    commands: Sequence[Sequence[str]],
    *,
    level: Level,
    files: Mapping[str, bytes],
    wanted: Sequence[str],
    programs: Sequence[Path],
    seconds: float = 30.0,
    memory: int = 4 << 30,
) -> Finished:
    """Run commands in a new folder that holds `files`, until one fails. Raises LaunchError.

    At level "sandbox" they read nothing but that folder, the system's libraries and `programs`, and
    have no network; at the others only limits hold: CPU seconds, wall time, memory in bytes.
    """
    try:
        folder = make()
    except OSError as problem:
        raise LaunchError(f"no folder to compile in: {problem}") from None
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        job = {
            "folder": str(folder),
            "commands": [list(c) for c in commands],
            "programs": [str(p) for p in programs],
            "sandbox": level == "sandbox",
            "cpu": max(1, round(seconds)),
            "file": _LARGEST,
            "memory": memory,
        }
        answer, late = _ran(job, 3 * seconds)
        statuses = tuple(int(s) for s in answer.get("statuses", ()))
        last = len(statuses) - 1
        read = {name: _read(folder / name) for name in wanted}
        found = {name: data for name, data in read.items() if data is not None}
        return Finished(
            statuses,
            found,
            _read(folder / f"out.{last}") or b"",
            _read(folder / f"err.{last}") or b"",
            late,
            tuple(answer.get("layers", ())),
        )
    finally:
        remove(folder)


def _ran(job: dict[str, object], patience: float) -> tuple[dict[str, list[str]], bool]:
    ours, theirs = os.pipe()
    script = str(Path(__file__).with_name("bootstrap.py"))
    command = [sys.executable, "-s", "-P", script, "confined", str(theirs), json.dumps(job)]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own command line
            command, env=environment(), pass_fds=[theirs], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, process_group=0,
        )  # fmt: skip
    except OSError as problem:
        os.close(ours)
        raise LaunchError(f"the compiler's process does not start: {problem}") from None
    finally:
        os.close(theirs)
    late = False
    try:
        _, said = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        late = True
        said = b""
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stderr:
            process.stderr.close()
    with os.fdopen(ours, "rb") as pipe:
        data = b"" if late else pipe.read(1 << 16)
    if not data and not late:
        words = said.decode("utf-8", "replace").strip().splitlines()
        raise LaunchError(f"the compiler's process failed: {words[-1] if words else 'no word'}")
    return (json.loads(data) if data else {}), late


def _read(path: Path) -> bytes | None:
    """A plain file's bytes; no link is followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return None
        return file.read(_LARGEST)
