"""The real command in a real folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

TINY = Path(__file__).parents[1] / "courses" / "tiny"
GRADE = str(Path(sys.executable).with_name("grade"))
SEED = "000102030405060708090a0b0c0d0e0f"


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def work(tmp_path):
    """An empty folder to work in."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def grade(work):
    """Run `grade` in the work folder on the tiny course; extra keywords are environment."""

    def run(*words, stdin=None, **environ):
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(work),
            "GRADSTEPS_COURSE": str(TINY),
            "GRADSTEPS_SEED": SEED,
            "PYTHONIOENCODING": "utf-8",
            **environ,
        }
        done = subprocess.run(
            [GRADE, *map(str, words)],
            cwd=work,
            env={name: value for name, value in env.items() if value},
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
