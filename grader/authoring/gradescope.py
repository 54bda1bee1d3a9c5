"""Gradescope's autograder as one zip: the course, the engine, the seed, and wheels for both.

The zip is the instructor's alone: it holds every answer. Gradescope unpacks it where students'
code runs, which the sandbox keeps from reading it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from grader.run.grade import LIBRARIES

from .release.wheel import engine_files, engine_requirements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.course import Course
    from grader.run import Secret

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
PROGRAM, TEXT, PRIVATE = 0o755, 0o644, 0o600
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
NOT_GRADED_WITH = {"pytest"}  # the engine requires it, grading does not
LARGE = {"torch"}  # fetched when the image is built: its wheel is larger than Gradescope takes

SETUP = """#!/usr/bin/env bash
# Run by Gradescope once, as root, when the image is built.
set -euo pipefail
cd "$(dirname "$0")"
python=python{python}
if ! command -v "$python" >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq "$python" "$python-venv"
fi
"$python" -m venv venv
venv/bin/python -m pip install --quiet {where}-r requirements.txt
{more}venv/bin/python -m compileall -q checkout/grader
# A student's code runs as somebody else; nobody but root reads the answers.
chmod -R go-rwx checkout/course.toml checkout/exercises checkout/solutions seed
"""

RUN = """#!/usr/bin/env bash
# Run by Gradescope for every submission, as root.
cd "$(dirname "$0")" || exit 3
GRADSTEPS_SEED=$(cat source/seed)
export GRADSTEPS_SEED GRADSTEPS_COURSE="$PWD/source/checkout" PYTHONPATH="$PWD/source/checkout"
export PYTHONDONTWRITEBYTECODE=1 PYTHONIOENCODING=utf-8
exec source/venv/bin/python -P -c 'from grader.cli import main; main()' gradescope run .
"""


class NoWheelsError(Exception):
    """The wheels could not be fetched; pip's own words."""


def build(course: Course, secret: Secret, out: Path, python: str, *, offline: bool = True) -> int:
    """Write the zip for Python `python` (such as 3.12) to `out`, which only its owner may read.

    Return its size in bytes. Unless `offline`, the image is built from a package index. Raises
    NoWheelsError, OSError.
    """
    needed, large = requirements(course)
    where = "--no-index --find-links wheels " if offline else ""
    more = "".join(
        f"venv/bin/python -m pip install --quiet {one} "
        "--index-url https://download.pytorch.org/whl/cpu\n"
        for one in large
    )
    members: dict[str, tuple[bytes, int]] = {
        "setup.sh": (SETUP.format(python=python, where=where, more=more).encode(), PROGRAM),
        "run_autograder": (RUN.encode(), PROGRAM),
        "requirements.txt": ("".join(f"{one}\n" for one in needed).encode(), TEXT),
        "seed": (f"{secret.key.hex()}\n".encode(), PRIVATE),
    }
    members |= {f"checkout/{name}": (data, TEXT) for name, data in checkout(course).items()}
    with tempfile.TemporaryDirectory(prefix="gradsteps-wheels-") as folder:
        for path in wheels(needed, python, Path(folder)) if offline else ():
            members[f"wheels/{path.name}"] = (path.read_bytes(), TEXT)
    draft = out.with_name(f".{out.name}.draft")
    try:
        draft.touch(PRIVATE)
        _write(draft, members)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return out.stat().st_size


def checkout(course: Course) -> dict[str, bytes]:
    """The instructor's tree: the engine, and the course with its answers."""
    files = {f"grader/{name}": data for name, data in engine_files().items()}
    files["course.toml"] = (course.root / "course.toml").read_bytes()
    chapters = [chapter.id for chapter in course.chapters]
    for top in ("exercises", "solutions"):
        for chapter in chapters:
            for path in sorted((course.root / top / chapter).rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    files[path.relative_to(course.root).as_posix()] = path.read_bytes()
    return files


def requirements(course: Course) -> tuple[list[str], list[str]]:
    """What grading takes, at the versions that run here: in the zip, and fetched later."""
    _, needed, _ = engine_requirements()
    names = [one.split(">")[0].split("=")[0].split("<")[0].strip() for one in needed]
    backends = {exercise.backend for exercise in course.exercises}
    names += [name for backend in sorted(backends) for name in LIBRARIES.get(backend, ())]
    pins = [f"{name}=={version(name).partition('+')[0]}" for name in dict.fromkeys(names)
            if name not in NOT_GRADED_WITH]  # fmt: skip
    large = [one for one in pins if one.partition("==")[0] in LARGE]
    return [one for one in pins if one not in large], large


def wheels(needed: list[str], python: str, folder: Path) -> list[Path]:
    """Fetch the wheels of all that is needed, for that Python on Linux. Raises NoWheelsError."""
    platforms = [word for name in PLATFORMS for word in ("--platform", name)]
    words = ["--quiet", "--only-binary=:all:", "--python-version", python, "--dest", str(folder)]
    done = subprocess.run(  # noqa: S603  # pip with a list of pinned names
        [sys.executable, "-m", "pip", "download", *words, *platforms, *needed],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise NoWheelsError(done.stderr.strip()[-2000:])
    return sorted(folder.glob("*.whl"))


def _write(path: Path, members: Mapping[str, tuple[bytes, int]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (data, mode) in members.items():
            member = zipfile.ZipInfo(name, DATE)
            member.create_system = 3  # unix, whose modes these are
            member.external_attr = (0o100000 | mode) << 16
            stored = name.endswith(".whl")
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
