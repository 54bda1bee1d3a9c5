"""The program that runs compilers: it fences itself in, then starts them one after the other.

What it is asked for comes on its command line; what became of it goes, as JSON, to its descriptor.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/bin", "/bin")


def main(descriptor: int, job: dict[str, Any]) -> None:
    """Run `job["commands"]` in `job["folder"]` until one fails; tell the status of each."""
    folder = Path(job["folder"])
    os.chdir(folder)
    layers = _confine(job, folder)
    statuses = []
    for number, command in enumerate(job["commands"]):
        with Path(f"out.{number}").open("wb") as out, Path(f"err.{number}").open("wb") as err:
            try:
                done = subprocess.run(  # noqa: S603 - the judge's own command
                    command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=_environment(),
                    check=False,
                )  # fmt: skip
                statuses.append(done.returncode)
            except OSError as problem:
                statuses.append(127)
                err.write(str(problem).encode())
        if statuses[-1]:
            break
    os.write(descriptor, json.dumps({"statuses": statuses, "layers": layers}).encode())


def _environment() -> dict[str, str]:
    here = str(Path.cwd())
    paths = dict.fromkeys(("HOME", "TMPDIR", "ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR"), here)
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"} | paths


def _confine(job: dict[str, Any], folder: Path) -> list[str]:
    if sys.platform == "linux":
        from .kernel import PR_SET_PDEATHSIG, prctl

        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    limits = (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, job["cpu"]),
        (resource.RLIMIT_FSIZE, job["file"]),
        (resource.RLIMIT_AS, job["memory"]),
    )
    for kind, value in limits:
        _, hard = resource.getrlimit(kind)
        lower = value if hard < 0 else min(value, hard)
        resource.setrlimit(kind, (lower, lower))
    return _fenced(job, folder) if job["sandbox"] else []


def _fenced(job: dict[str, Any], folder: Path) -> list[str]:
    from . import accounts, landlock
    from .kernel import PR_SET_NO_NEW_PRIVS, drop_capabilities, prctl
    from .readable import reachable_by_others
    from .seccomp import Filter

    layers = ["no new privileges", "system calls"]
    programs = [Path(p) for p in (*job["programs"], *_SYSTEM)]
    fence = Filter(files=False, programs=True)
    rules = None
    if landlock.version() >= landlock.ENOUGH:
        devices = [Path("/dev/null"), Path("/dev/urandom"), Path("/dev/zero")]
        # /proc/self/exe: how a compiler finds the files that came with it
        rules = landlock.ruleset([Path("/proc/self")], [folder], devices, programs)
        layers += landlock.layers()
    spares = accounts.spares()
    if spares and all(reachable_by_others(Path(p)) for p in job["programs"]):
        number = spares[os.getpid() % len(spares)]
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, number, number, follow_symlinks=False)
        accounts.become(number)
        layers.append("own account")
    drop_capabilities()
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    if rules is not None:
        landlock.restrict(rules)
        os.close(rules)
    fence.load(os.getpid())
    return layers
