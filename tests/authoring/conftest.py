"""A copy of the tiny course to plant faults in, and what `dev check` says of it."""

import os
import shutil
from pathlib import Path

import pytest

from grader.authoring.checking import Task, check_part, written_faults
from grader.authoring.tree import course_faults
from grader.course import load
from grader.pages.faults import sentence
from grader.run import Grader
from grader.run.secret import chosen

TINY = Path(__file__).parents[1] / "courses" / "tiny"


class Course:
    """A course in a folder of its own, with edits."""

    def __init__(self, root):
        self.root = root

    def edit(self, path, old, new):
        """Replace a text that stands in a file exactly once."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert 1 == text.count(old), f"{old!r} stands {text.count(old)} times in {path}"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def add(self, path, text):
        """Append to a file."""
        file = self.root / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(before + text, encoding="utf-8")

    def exercise(self, name):
        """The exercise as course.toml has it."""
        return next(e for e in load(self.root).exercises if e.id == name)

    def proven(self, name, depth="full"):
        """Sentences of a whole check of one exercise."""
        return sentences(check_part(Task(self.root, name, depth)).faults)

    def written(self, name):
        """Sentences of what reading an exercise's files tells, nothing run."""
        course = load(self.root)
        with Grader(course, secret=chosen(0)) as grader:
            return sentences(written_faults(course, self.exercise(name), grader))

    def around(self):
        """Sentences about the tree around the exercises."""
        return sentences(course_faults(load(self.root)))


def sentences(faults):
    """Each fault as the page says it."""
    return [
        f"{fault.exercise}: {'; '.join(sentence(fault.exercise, fault.kind, fault.facts))}"
        for fault in faults
    ]


@pytest.fixture
def tiny(tmp_path):
    """A copy of the tiny course."""
    root = tmp_path / "tiny"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("__pycache__", ".gradsteps*"))
    return Course(root)


@pytest.fixture
def grade(tiny):
    """Run the command line on the copy; returns status, stdout, stderr."""
    import subprocess
    import sys

    def run(*words):
        environ = {k: v for k, v in os.environ.items() if not k.startswith(("GRADSTEPS", "CI"))}
        environ["GRADSTEPS_COURSE"] = str(tiny.root)
        done = subprocess.run(
            [Path(sys.executable).with_name("grade"), *words],
            env=environ, cwd=tiny.root, capture_output=True, text=True,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run
