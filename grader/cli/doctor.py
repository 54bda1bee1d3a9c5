"""`grade doctor`: what works here, and the exact command for what does not."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import distributions, packages_distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failing import BROKEN
from .fence import sandbox_rows
from .terminal import style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course
    from grader.pages.terminal import Row


@click.command("doctor")
def doctor_command() -> None:
    """Show what works here and what a missing part would take."""
    from grader.pages import terminal

    rows = list(examine())
    click.echo(terminal.doctor(rows, style()), nl=False)
    sys.exit(BROKEN if any(row.needed and not row.ok for row in rows) else 0)


def examine() -> Iterator[Row]:
    """Look at everything grading needs, in the order it needs it."""
    from grader.course import CourseError

    from .course import open_course

    yield _ok("python", f"{platform.python_version()} on {platform.system()}")
    yield _owner()
    try:
        course = open_course()
    except CourseError as error:
        first = error.problems[0]
        says = f"{error.where}: expected {first.expected}, got {first.got}"
        yield _missing("course", says, command="grade list")
        return
    kind = "instructor's tree" if course.has_solutions else "released tree"
    count = len(list(course.exercises))
    yield _ok(
        "course",
        f"{course.title} {course.version}, {count} exercises, {kind} at {course.root}",
    )
    yield _work()
    if course.has_solutions:
        yield _secret(course)
    for library, extra in (("numpy", None), ("scipy", None), ("torch", "torch")):
        yield _library(library, extra, released=not course.has_solutions)
    yield from _compilers()
    yield _worker()
    yield from sandbox_rows()


def _compilers() -> Iterator[Row]:
    """What compiles CUDA C here: for the CPU, and as a card would have it."""
    from grader.devices.cuda_cpu.compilers import PINNED, best
    from grader.devices.cuda_cpu.types import NoCompiler
    from grader.devices.nvrtc import found

    pinned = f"pip install ziglang=={PINNED}"
    try:
        compiler = best()
    except NoCompiler:
        yield _missing("kernels", "no C++ compiler", needed=False, command=pinned)
    else:
        if compiler.pinned:
            yield _ok("kernels", f"{compiler.version}, on the CPU: answers, findings and counts")
        else:
            says = f"{compiler.version}, on the CPU: answers and findings; for counts `{pinned}`"
            yield _ok("kernels", says)
    wheel = found()
    if wheel is None:
        says = "not installed: kernels are not compiled for a card"
        command = "pip install nvidia-cuda-nvrtc-cu12"
        yield _missing("nvrtc", says, needed=False, command=command)
    else:
        yield _ok("nvrtc", f"{wheel.version}: kernels are compiled for a card too")


def _ok(name: str, says: str) -> Row:
    from grader.pages.terminal import Row

    return Row(name, ok=True, says=says)


def _missing(name: str, says: str, *, needed: bool = True, command: str | None = None) -> Row:
    from grader.pages.terminal import Row

    return Row(name, ok=False, says=says, needed=needed, command=command)


def _owner() -> Row:
    """Look for a second distribution that brings `grader`; an editable one lists no files."""
    owners = {str(one.name): str(one.version) for one in distributions() if _ours(one.name)}
    owners |= {name: version(name) for name in packages_distributions().get("grader", [])}
    if len(owners) > 1:
        both = " and ".join(sorted(owners))
        says = f"`grader` belongs to {both}; uninstall them, then install the one you need"
        return _missing("package", says, command=f"pip uninstall {' '.join(sorted(owners))}")
    if not owners:
        return _ok("package", "`grader`, run from its folder")
    return _ok("package", " ".join(next(iter(owners.items()))))


def _ours(name: str | None) -> bool:
    return name is not None and (name == "gradsteps" or name.startswith("gradsteps-"))


def _work() -> Row:

    if (Path("exercises")).is_dir():
        return _ok("work", f"{Path.cwd()} has exercises/")
    detail = f"{Path.cwd()} has no exercises/"
    return _missing("work", detail, needed=False)


def _secret(course: Course) -> Row:
    from grader.run.secret import FILE, VARIABLE, SecretError, load_secret

    if not os.environ.get(VARIABLE) and not (course.root / FILE).exists():
        return _ok("seed", f"made at the first `grade run`, kept in {FILE}")
    try:
        secret = load_secret(course.root)
    except SecretError as error:
        says = f"{error.where}: {_SEED[error.problem]}"
        return _missing("seed", says, command=_SEED_COMMANDS.get(error.problem))
    where = VARIABLE if os.environ.get(VARIABLE) else FILE
    return _ok("seed", f"from {where}, mark {secret.mark}")


_SEED = {
    "malformed": "not 32 hexadecimal digits",
    "missing": "not set, and `CI` is, where no seed is made up",
    "readable": "others may read it",
    "unwritable": "cannot be written",
}
_SEED_COMMANDS = {
    "malformed": "python -c 'import secrets; print(secrets.token_hex(16))'",
    "missing": "export GRADSTEPS_SEED=$(python -c 'import secrets; print(secrets.token_hex(16))')",
    "readable": "chmod 600 .gradsteps-seed",
}


def _library(name: str, extra: str | None, *, released: bool) -> Row:
    from grader.run.loading import installed

    if installed(name):
        return _ok(name, version(name))
    if extra:
        says = "not installed; its exercises are unavailable"
        command = f"pip install {name}" if released else f"pip install 'gradsteps[{extra}]'"
        return _missing(name, says, needed=False, command=command)
    return _missing(name, "not installed", command=f"pip install {name}")


def _worker() -> Row:
    """Start a real worker and have it answer."""
    from grader.isolation import ENTRY, Ended, Launcher, LaunchError, Limits

    limits = Limits(cpu=5, wall=25, memory=1 << 30, output=1 << 16, message=1 << 20)
    try:
        with Launcher() as launcher:
            worker = launcher.start(limits)
            worker.begin(seed=0, cpu=5)
            worker.execute("doctor", "def entry(x):\n    return x + 1\n")
            worker.bind("entry")
            answer = worker.call(ENTRY, [41], {})
            worker.close()
            layers = ", ".join(launcher.layers)
    except (LaunchError, Ended) as error:
        return _missing("worker", f"no worker starts: {error}")
    if answer != 42:  # 41 + 1
        return _missing("worker", f"a worker answered {answer!r} to 41 + 1")
    return _ok("worker", f"level process: {layers}")
