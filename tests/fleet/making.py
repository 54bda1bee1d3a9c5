"""Classes to grade: submissions of the tiny course, and the command that grades them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from grader.course import load

COURSE = Path(__file__).parents[1] / "courses" / "tiny"
SOLUTIONS = COURSE / "solutions" / "basics"
SEED = "000102030405060708090a0b0c0d0e0f"
SIZES = {"double": 6, "counter": 4, "total": 2}


def tiny():
    """The tiny course."""
    return load(COURSE)


def source(exercise: str, mark: object = "", *, right: bool = True) -> str:
    """A solution that differs from every other by its first line, or a wrong one."""
    text = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
    if not right:
        text = text.replace("x * 2**times", "x * 3**times")
    return f"# {mark}\n{text}"


def student(folder: Path, name: str, *, wrong: bool = False, without: tuple[str, ...] = ()) -> Path:
    """Write a student's folder; `double` is wrong if asked."""
    where = folder / name / "exercises" / "basics"
    where.mkdir(parents=True)
    for exercise in SIZES:
        if exercise not in without:
            right = not (wrong and exercise == "double")
            (where / f"{exercise}.py").write_text(source(exercise, name, right=right))
    return where


def environment(course: Path) -> dict[str, str]:
    """What tells `grade` its course and its secret."""
    return {"GRADSTEPS_COURSE": str(course), "GRADSTEPS_SEED": SEED}


def started(*words: object, course: Path = COURSE, cwd: Path | None = None) -> subprocess.Popen:
    """Start `grade`."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from grader.cli import main; main()", *map(str, words)],
        env={**os.environ, **environment(course)},
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def grade(*words: object, course: Path = COURSE) -> tuple[int, str, str]:
    """Run `grade`: exit status, stdout, stderr."""
    program = started(*words, course=course)
    out, err = program.communicate(timeout=300)
    return program.returncode, out, err


def own_course(folder: Path) -> Path:
    """A copy of the tiny course that a test may change."""
    shutil.copytree(COURSE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder
