"""Whole classes: the same submissions and tests through each grader, on the same cores.

    python benchmarks/throughput.py rivals|chapter|growth [--students 200] [--folder F]

`rivals`: each gets its own environment under F (those of attacks.py are used again) and as many
processes as there are cores, each with its share of the class. `chapter`: exercises of the course
against the same checks with live objects in one process. `growth`: Gradsteps alone against class
size, exercises and cores. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from classes import make_class
from measuring import machine, write
from rivals.batches import BATCHES, gradsteps_course
from rivals.exercise import OF, TESTS
from rivals.exploits import RIGHT, Exploit
from rivals.systems import SYSTEMS, System

from grader.fleet.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rivals.batches import Points, Sources

ROOT = Path(__file__).resolve().parents[1]
CORES = os.cpu_count() or 1
SEED = "000102030405060708090a0b0c0d0e0f"
CHAPTER = ("value", "mlp_backward", "adam", "softmax", "scaled_dot_product_attention")


@dataclass(frozen=True)
class Row:
    """One system: seconds for the class, students, the largest process."""

    seconds: float
    students: int

    @property
    def each(self) -> float:
        """Milliseconds a submission, of the whole machine."""
        return 1000 * self.seconds / self.students


def main() -> None:
    """Measure one part, check everybody's points, write its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", choices=["rivals", "chapter", "growth"])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "gradsteps-rivals"
    )
    asked = parser.parse_args()
    if asked.part == "rivals":
        write("throughput.md", _rivals(asked.students, asked.folder))
    elif asked.part == "chapter":
        write("class_chapter.md", _chapter(asked.students))
    else:
        write("class_growth.md", _growth(asked.students))


def _rivals(students: int, folder: Path) -> str:
    sources = {f"s{n:05d}": _source(n) for n in range(students)}
    rows = {"in process, unisolated": _in_process(sources)}
    with tempfile.TemporaryDirectory() as base:
        rows["Gradsteps, sandboxed"] = _gradsteps(Path(base), sources)
    for name in BATCHES:
        rows[name] = _rival(name, folder, sources)
    return _table(rows, students) + _foot()


def _source(number: int) -> str:
    """A right answer that differs from every other."""
    return f"{Exploit('').source(RIGHT)}\n\nSTUDENT = {number}\n"


def _checked(points: Points, students: int, name: str) -> None:
    if len(points) != students or set(points.values()) != {float(OF)}:
        sys.exit(f"{name} gives right answers {set(points.values())} of {OF} points")


def _in_process(sources: Sources) -> Row:
    """The tests' own work: execute each submission here and call it."""
    cases = [(np.array(t.x), t.axis, np.array(t.expected)) for t in TESTS]
    started = time.perf_counter()
    for source in sources.values():
        names: dict[str, object] = {}
        exec(compile(source, "softmax.py", "exec"), names)
        for x, axis, expected in cases:
            np.testing.assert_allclose(names["softmax"](x, axis=axis), expected, rtol=1e-6)  # type: ignore[operator]
    return Row((time.perf_counter() - started) / CORES, len(sources))


def _gradsteps(base: Path, sources: Sources) -> Row:
    """`grade class` from the command line, start and recording included."""
    course = gradsteps_course(base / "course")
    (base / "submissions").mkdir()
    for student, source in sources.items():
        (base / "submissions" / f"{student}.py").write_text(source)
    started = time.perf_counter()
    _grade_class(course, base / "submissions", base / "results")
    seconds = time.perf_counter() - started
    with Store.read(base / "results") as store:
        points: Points = {
            one.student.id: one.results.points if one.results else None for one in store.graded()
        }
    _checked(points, len(sources), "Gradsteps")
    return Row(seconds, len(sources))


def _grade_class(course: Path, folder: Path, out: Path, *more: str) -> tuple[int, int]:
    """Grade a class; the peak memory of the coordinator and of its largest process, in MB."""
    words = ["class", str(folder), "--out", str(out), *more]
    program = subprocess.Popen(
        [sys.executable, "-P", "-c", "from grader.cli import main; main()", *words],
        env={**os.environ, "GRADSTEPS_COURSE": str(course), "GRADSTEPS_SEED": SEED},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stderr is not None
    peaks: dict[int, int] = {}
    for number, _ in enumerate(program.stderr):
        if number % 50 == 0 or number < 10:
            peaks |= {pid: _peak(pid) for pid in (program.pid, *_children(program.pid))}
    if program.wait():
        sys.exit(f"grade class ended with {program.returncode}")
    coordinator = peaks.pop(program.pid, 0)
    return coordinator // 1024, max(peaks.values(), default=0) // 1024


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(x.split()[1]) for x in status.splitlines() if x.startswith("VmHWM")), 0)


def _children(pid: int) -> list[int]:
    try:
        return [int(x) for x in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _rival(name: str, folder: Path, sources: Sources) -> Row:
    """One rival, its class dealt out to as many processes as there are cores."""
    system, submit, grade = BATCHES[name]
    if system:
        _installed(system, folder / system)
    shares = [dict([*sources.items()][n::CORES]) for n in range(CORES)]
    parts = [_part(system, folder / (system or "pytest"), n) for n in range(CORES)]
    for part, share in zip(parts, shares, strict=True):
        if system:
            SYSTEMS[system][0](part)
        submit(part, share)
    started = time.perf_counter()
    with ThreadPoolExecutor(CORES) as threads:
        found = [*threads.map(grade, parts, shares)]
    seconds = time.perf_counter() - started
    points: Points = {}
    for some in found:
        points |= some
    _checked(points, len(sources), name)
    print(f"{name}: {seconds:.1f} s", file=sys.stderr)
    return Row(seconds, len(sources))


def _installed(name: str, folder: Path) -> None:
    requirements = SYSTEMS[name][2]
    if not (folder / "installed").exists():
        venv.create(folder / "environment", with_pip=True, clear=True)
        python = folder / "environment" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", *requirements], check=True)
        (folder / "installed").touch()


def _part(name: str, folder: Path, number: int) -> System:
    """A folder of its own for each process; the environment is shared."""
    part = folder / f"part{number}"
    shutil.rmtree(part, ignore_errors=True)
    (part / "course").mkdir(parents=True)
    (part / "environment").symlink_to(folder / "environment")
    if name == "nbgrader":
        (part / "course").rmdir()
    return System(name, (), part)


def _chapter(students: int) -> str:
    """A real chapter: sandboxed against the same checks with live objects in one process."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        make_class(ROOT, base / "submissions", students, CHAPTER)
        _grade_class(ROOT, base / "submissions", base / "results", *CHAPTER)  # makes recordings
        shutil.copytree(base / "results" / "recordings", base / "again" / "recordings")
        started = time.perf_counter()
        _grade_class(ROOT, base / "submissions", base / "again", *CHAPTER)
        sandboxed = (time.perf_counter() - started) / students
        live = _live(base, students)
    lines = [
        "# A class of the course",
        "",
        f"{len(CHAPTER)} numpy exercises, {students} submissions, a third of them with a known",
        f"mistake, on {CORES} cores, against the same checks with live objects in one process. The",
        "solutions are recorded beforehand in both. Budget: twice.",
        "",
        "| | core-ms a submission |",
        "|---|---|",
        f"| live, one process | {1000 * live:.0f} |",
        f"| Gradsteps, sandboxed | {1000 * sandboxed * CORES:.0f} |",
        f"| times | {sandboxed * CORES / live:.2f} |",
        "",
    ]
    return "\n".join(lines) + _foot()


def _live(base: Path, students: int) -> float:
    """Seconds a submission with level `none`: no process, no sandbox, one core."""
    from grader.course import load
    from grader.fleet.grading import Grading
    from grader.fleet.intake.place import Place
    from grader.fleet.tasks import Failure, Grade, Prepare, Read, Setup

    course = load(ROOT)
    recordings: dict[str, str] = {}
    setup = Setup(course.root, "none", bytes.fromhex(SEED))  # type: ignore[arg-type]
    spent = 0.0
    with Grading(setup) as grading:
        for name in CHAPTER:
            answer = grading.do(Prepare(name))
            assert isinstance(answer, bytes), answer
            path = base / f"{name}.recording"
            path.write_bytes(answer)
            recordings[name] = str(path)
        for number in range(students):
            place = Place(base / "submissions" / f"s{number:06d}")
            programs = grading.do(Read(0, "x", place, CHAPTER))
            assert isinstance(programs, tuple)
            for name, program in programs:
                started = time.perf_counter()
                done = grading.do(Grade("", name, "x", program, recordings[name]))
                spent += time.perf_counter() - started
                assert not isinstance(done, Failure), done
    return spent / students


def _growth(largest: int) -> str:
    """Seconds and memory against class size, exercises, cores."""
    tiny = ROOT / "tests" / "courses" / "tiny"
    names = ("double", "counter", "total")
    cases: list[tuple[int, Sequence[str], int]] = [
        *((n, names, CORES) for n in (largest // 100, largest // 10, largest) if n),
        *((largest // 10, names[:k], CORES) for k in (1, 2)),
        *((largest // 10, names, jobs) for jobs in range(1, CORES)),
    ]
    lines = [
        "# A class grows",
        "",
        "`grade class` on the tiny course, sandboxed, every submission different; the start and",
        "the recording of solutions included. Memory is the largest seen of one process.",
        "",
        "| students | exercises | jobs | s | ms an exercise | coordinator, MB | grading, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for students, exercises, jobs in cases:
        with tempfile.TemporaryDirectory() as name:
            base = Path(name)
            make_class(tiny, base / "submissions", students, exercises)
            started = time.perf_counter()
            coordinator, grading = _grade_class(
                tiny, base / "submissions", base / "r", *exercises, "--jobs", str(jobs)
            )
            seconds = time.perf_counter() - started
        each = 1000 * seconds / students / len(exercises)
        lines.append(
            f"| {students} | {len(exercises)} | {jobs} | {seconds:.1f} | {each:.1f} |"
            f" {coordinator} | {grading} |"
        )
        print(lines[-1], file=sys.stderr)
    return "\n".join([*lines, "", _foot()])


def _table(rows: dict[str, Row], students: int) -> str:
    ours = rows["Gradsteps, sandboxed"].each
    lines = [
        "# Throughput of a class",
        "",
        f"{students} submissions of a softmax with four tests, all right and all different, each",
        f"system with {CORES} processes at a time; ours includes the start of the command and the",
        "recording of the solution. Budget: nbgrader 100 times ours, otter 500, gradescope-utils",
        "10, in process at least a quarter of ours.",
        "",
        "| system | ms a submission | times ours |",
        "|---|---|---|",
    ]
    for name, row in sorted(rows.items(), key=lambda pair: pair[1].each):
        lines.append(f"| {name} | {row.each:.2f} | {row.each / ours:.2f} |")
    return "\n".join([*lines, ""])


def _foot() -> str:
    return f"\n{machine('numpy')}\nLoad when it ended: {os.getloadavg()[0]:.1f}.\n"


if __name__ == "__main__":
    main()
