"""The released wheel, installed alone in an empty environment, judges as the instructor's tree.

    python benchmarks/wheel_journey.py [--course FOLDER] [--at-least N]

Releases the course, makes a virtual environment, installs nothing but the wheel (from the package
index, with constraints.txt), walks a student's way through it, then grades the same submissions -
every solution, known mistake, variant, and generic wrong answers - with the installed `grade` and
with this checkout, and compares the public checks: status, message, points, difference, case.

Exit status 1 when anything differs. Takes about two minutes, most of it the install.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SEED = "000102030405060708090a0b0c0d0e0f"
WRAPPED = {  # generic wrong answers: what becomes of a right one
    "zeros": "np.zeros_like(y)",
    "ones": "np.ones_like(y)",
    "a_tenth_more": "y * 1.1",
    "not_a_number": "y * np.nan",
    "infinite": "y + np.inf",
    "transposed": "np.asarray(y).T.copy()",
    "reversed": "np.asarray(y)[..., ::-1].copy()",
    "one_axis_more": "np.asarray(y)[None]",
    "half": "np.asarray(y).astype('float16')",
    "a_list": "np.asarray(y).tolist()",
    "nothing": "None",
}


def main() -> int:
    """Run everything; print what was seen."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--course", type=Path, default=ROOT)
    options.add_argument("--at-least", type=int, default=60, help="submissions to compare")
    options.add_argument("--grade", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.grade:
        grade_all(*given.grade)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return journey(Path(folder), given.course.resolve(), given.at_least)


def journey(folder: Path, course: Path, at_least: int) -> int:
    """Release, install, walk, compare."""
    clock = time.perf_counter()
    ours = {**os.environ, "GRADSTEPS_COURSE": str(course), "GRADSTEPS_SEED": SEED}
    released = folder / "released"
    step("release", [grade_of(sys.executable), "release", released], ours)
    wheel = next(released.glob("*.whl"))
    step("zip test", [sys.executable, "-m", "zipfile", "-t", wheel])
    environment = folder / "environment"
    step("environment", [sys.executable, "-m", "venv", environment])
    python = environment / "bin" / "python"
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-q"]
    constraints = ["-c", ROOT / "constraints.txt"]
    step("pip install", [*pip, "install", *constraints, wheel])
    step("pip check", [*pip, "check"])
    walk(folder, python, course)
    submissions = folder / "submissions"
    count = write_submissions(course, submissions)
    theirs = student_environment(folder)
    for name, interpreter, environ in (
        ("student", python, theirs),
        ("instructor", sys.executable, ours),
    ):
        command = [interpreter, __file__, "--grade", submissions, folder / f"{name}.json"]
        step(f"grade {count} submissions as {name}", command, environ)
    different, checks, skipped = compare(
        json.loads((folder / "student.json").read_text()),
        json.loads((folder / "instructor.json").read_text()),
    )
    for line in different:
        print("DIFFERS", line)
    compared = count - len(skipped)
    print(f"{compared} submissions, {checks} public checks compared, {len(different)} differ")
    print(f"{len(skipped)} not graded here, for want of a library")
    print(f"{time.perf_counter() - clock:.0f} s")
    return int(bool(different) or compared < at_least)


def walk(folder: Path, python: Path, course: Path) -> None:
    """Do what a student does, with the installed command, far from the checkout."""
    from grader.course import load

    grade = grade_of(python)
    environ = student_environment(folder)
    exercise = next(iter(load(course).exercises))
    copy = folder / "copy"
    where = step(
        "where is grader", [python, "-P", "-c", "import grader; print(grader.__file__)"], environ
    )
    assert str(folder) in where, where
    step("--version", [grade, "--version"], environ)
    said = step("doctor", [grade, "doctor"], environ)
    assert "released tree" in said, said
    step("init", [grade, "init", copy], environ)
    said = step("init again", [grade, "init", copy], environ)
    assert "up to date" in said, said
    for words in ([], ["next"], ["list"], ["show", exercise.id]):
        step(" ".join(["grade", *words]), [grade, *words], environ, copy)
    solution = course / "solutions" / exercise.chapter / f"{exercise.id}.py"
    (copy / exercise.stub).write_bytes(solution.read_bytes())
    step("run", [grade, "run", exercise.id], environ, copy)
    step("pack", [grade, "pack"], environ, copy)
    handed = next(copy.glob("*.zip"))
    step("run the zip", [grade, "run", exercise.id, "--submission", handed], environ, folder)
    step("demo", [grade, "demo", "--out", folder / "demo.json"], environ, folder)


def write_submissions(course_root: Path, folder: Path) -> int:
    """Write one folder a submission: `<number>-<exercise>-<what>/exercises/...`."""
    from grader.checks.answers import answer_text
    from grader.course import load
    from grader.run.suite import load_suite, solution_text

    course = load(course_root)
    count = 0
    for exercise in course.exercises:
        suite, solution = load_suite(course, exercise), solution_text(course, exercise)
        assert suite.hidden is not None
        answers = {"solution": solution, "stub": suite.stub, "empty": "", "broken": "def f(:\n"}
        answers["raises"] = solution + f"\n\ndel {exercise.entry}\n"
        answers["ends"] = "import os\n\nos._exit(0)\n"
        for known in (*suite.hidden.mistakes, *suite.hidden.variants):
            answers[known.name] = answer_text(known, suite.hidden, exercise, solution)
        if suite.kind == "function":
            for name, becomes in WRAPPED.items():
                answers[name] = wrapped(solution, exercise.entry, suite.signature, becomes)
        for name, text in answers.items():
            path = folder / f"{count:03}-{exercise.id}-{name}" / exercise.stub
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
            count += 1
    return count


def wrapped(solution: str, entry: str, signature: str, becomes: str) -> str:
    """Return a submission that answers with the damaged solution's result."""
    names = [part.split("=")[0].strip() for part in signature.strip("()").split(",")]
    result = "tuple(damaged(y) for y in y) if isinstance(y, tuple) else damaged(y)"
    return (
        f"{solution}\n\nimport numpy as np\n\nright = {entry}\n\n\ndef damaged(y):\n"
        f"    return {becomes}\n\n\ndef {entry}{signature}:\n"
        f"    y = right({', '.join(names)})\n    return {result}\n"
    )


def grade_all(submissions: Path, out: Path) -> None:
    """Grade every submission's one exercise with the `grader` at hand; write the documents."""
    from grader.course import find_course, load
    from grader.pages import json as page
    from grader.run import Grader
    from grader.run.secret import load_secret
    from grader.submissions import open_submission

    course = load(find_course(os.environ))
    by_id = {exercise.id: exercise for exercise in course.exercises}
    secret = load_secret(course.root) if course.has_solutions else None
    documents = {}
    with Grader(course, secret=secret) as grader:
        for folder in sorted(submissions.iterdir()):
            exercise = by_id[folder.name.split("-")[1]]
            results = grader.grade(open_submission(folder, course), [exercise])
            documents[folder.name] = page.document(results)["exercises"][0]
    out.write_text(json.dumps(documents))


def compare(
    student: dict[str, Any], instructor: dict[str, Any]
) -> tuple[list[str], int, list[str]]:
    """Return what differs, how many checks were compared, and what was not graded."""
    different: list[str] = []
    skipped: list[str] = []
    checks = 0
    for name, mine in student.items():
        theirs = instructor[name]
        if mine["status"] == "unavailable":
            skipped.append(name)
            continue
        different += [
            f"{name}: {key}: {mine.get(key)} / {theirs.get(key)}"
            for key in ("path", "reason", "notes")
            if mine.get(key) != theirs.get(key)
        ]
        public = [check for check in theirs["checks"] if check["visibility"] == "public"]
        if len(public) != len(mine["checks"]):
            different.append(f"{name}: {len(mine['checks'])} checks / {len(public)}")
        for here, there in zip(mine["checks"], public, strict=False):
            checks += 1
            different += differing(name, here, there)
    return different, checks, skipped


def differing(name: str, here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    """Compare one check. One failed only on secret cases passed on the public ones."""
    where = f"{name} {here['name']}"
    if (there.get("reason") or {}).get("kind") == "secret":
        return [] if here["status"] == "pass" else [f"{where}: {here['status']} / secret"]
    keys = (set(here) | set(there)) - {"seconds"}
    return [
        f"{where}: {key}: {here.get(key)} / {there.get(key)}"
        for key in sorted(keys)
        if without_place(here.get(key)) != without_place(there.get(key))
    ]


def without_place(said: Any) -> Any:
    """Leave out where libraries lie, which a printed warning names."""
    return re.sub(r"/\S*site-packages/", "", said) if isinstance(said, str) else said


def student_environment(folder: Path) -> dict[str, str]:
    """An environment that names neither the checkout nor its course."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def grade_of(python: str | Path) -> Path:
    """The command beside an interpreter."""
    return Path(python).with_name("grade")


def step(
    name: str, command: list[Any], environ: dict[str, str] | None = None, where: Path | None = None
) -> str:
    """Run a command that must succeed; print how long it took, return what it said."""
    clock = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        env=environ,
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{time.perf_counter() - clock:6.1f} s  {name}", flush=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
        raise SystemExit(f"{name}: exit status {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
