"""`grade watch`: from a save to the finished page, in a real terminal.

    python benchmarks/watch.py

Budget: 95 of 100 within 500 ms for numpy exercises, within 1 s for torch ones. In a released tree,
as students have it, of a few exercises and what they need. Each save puts another file in the
place of the old one, by turns the solution and, for functions, an answer 1.1 times as large.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import termios
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import command, machine, write

from grader.authoring.release.tree import student_tree
from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course, Exercise

ROOT = Path(__file__).parents[1]
GRADE = str(Path(sys.executable).with_name("grade"))
EACH = 5  # exercises of a backend, spread over the course
SAVES = 40  # of each
BUDGETS = {"numpy": 500, "torch": 1000}  # ms
CLEAR, LAST = b"\x1b[H\x1b[2J", b"q quit"
PATIENCE = 60  # seconds
LARGER = """

_right = {entry}

def {entry}(*args, **kwargs):
    result = _right(*args, **kwargs)
    return result * 1.1 if hasattr(result, "dtype") else None
"""


def main() -> None:
    """Release a small course, watch its exercises one after the other, write the table."""
    course = load(ROOT)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for backend, budget in BUDGETS.items():
            found = [e for e in course.exercises if e.backend == backend]
            some = found[:: max(1, -(-len(found) // EACH))]
            work = Path(folder) / backend
            environ = released(course, some, work)
            times = sorted(ms for exercise in some for ms in saved(exercise, work, environ))
            p95 = times[int(0.95 * len(times))]
            names = ", ".join(exercise.id for exercise in some)
            rows.append(
                f"| {backend} | {names} | {len(times)} | {statistics.median(times):.0f} "
                f"| {p95:.0f} | {times[-1]:.0f} | {budget} |"
            )
    lines = [
        "# `grade watch`: from a save to the page",
        "",
        "In a terminal, in a released tree; ms. The files are looked at every 40 ms.",
        "",
        "| backend | exercises | saves | median | 95 % within | worst | budget |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
        machine("numpy", "torch"),
        "",
    ]
    write("watch.md", "\n".join(lines))


def released(course: Course, watched: list[Exercise], work: Path) -> dict[str, str]:
    """Release a course of `watched` and what they need; return the environment of its student."""
    by_id = {exercise.id: exercise for exercise in course.exercises}
    wanted, left = set[str](), [exercise.id for exercise in watched]
    while left:
        name = left.pop()
        if name not in wanted:
            wanted.add(name)
            left += by_id[name].needs
    source = work / "course"
    for part in ("exercises", "solutions"):
        for chapter in {by_id[name].chapter for name in wanted}:
            others = partial(of_others, wanted)
            shutil.copytree(ROOT / part / chapter, source / part / chapter, ignore=others)
    text = (ROOT / "course.toml").read_text(encoding="utf-8")
    (source / "course.toml").write_text(cut(text, wanted), encoding="utf-8")
    course = load(source)
    with Grader(course, secret=chosen(0)) as grader:
        tree = student_tree(course, work / "tree", grader)
    environ = {"PATH": os.environ["PATH"], "HOME": str(work), "GRADSTEPS_COURSE": str(tree)}
    command([GRADE, "init", "copy"], work, environ)()
    return environ


def of_others(wanted: set[str], _: str, names: list[str]) -> list[str]:
    """Return which of a folder's files are other exercises' code."""
    code = [name for name in names if name.endswith(".py")]
    return [name for name in code if name[:-3].removeprefix("test_") not in wanted]


def cut(text: str, wanted: set[str]) -> str:
    """Return the course file with the exercises `wanted` and their chapters alone."""
    head, *blocks = re.split(r"(?m)^(?=\[\[)", text)
    kept = [head]
    chapter = ""
    for block in blocks:
        if block.startswith("[[chapter]]"):
            chapter = block
        elif re.search(r'(?m)^id = "(\w+)"', block)[1] in wanted:  # type: ignore[index]
            kept += [chapter, block]
            chapter = ""
    return "".join(kept)


def saved(exercise: Exercise, work: Path, environ: dict[str, str]) -> Iterator[float]:
    """Save an exercise's file again and again before a `grade watch`; yield ms to the page."""
    file = work / "copy" / exercise.stub
    right = (ROOT / "solutions" / exercise.chapter / file.name).read_text(encoding="utf-8")
    function = exercise.entry[0].islower()
    larger = LARGER.format(entry=exercise.entry) if function else ""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, 80))
    process = subprocess.Popen(
        [GRADE, "watch", exercise.id],
        cwd=work / "copy",
        env={**environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        stdin=theirs,
        stdout=theirs,
        start_new_session=True,
    )
    page(ours)
    draft = file.with_suffix(".draft")
    for number in range(SAVES):
        draft.write_text(f"{right}{larger * (number % 2)}\n# {number}\n", encoding="utf-8")
        time.sleep(0.2 + 0.01 * (number % 4))  # at no fixed distance from a look at the files
        started = time.perf_counter()
        draft.replace(file)
        page(ours)
        yield (time.perf_counter() - started) * 1e3
    os.write(ours, b"q")
    process.wait(PATIENCE)
    os.close(ours)
    os.close(theirs)


def page(terminal: int) -> None:
    """Wait until the next page is whole."""
    seen = b""
    while CLEAR not in seen or LAST not in seen.rpartition(CLEAR)[2]:
        ready, _, _ = select.select([terminal], [], [], PATIENCE)
        assert ready, seen[-2000:]
        seen += os.read(terminal, 1 << 16)


if __name__ == "__main__":
    main()
