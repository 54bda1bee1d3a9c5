"""Nobody buys points: every attack gets at most what its honest twin gets, and disturbs nothing.

A plain run is short: at level `sandbox`, as whoever runs it. GRADSTEPS_ATTACK_ACCOUNTS=root,user
runs them at level `process` too, as both; `user` is who runs it, if that is not root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader.checks.inputs import generator, secret_cases
from grader.course import load
from grader.run import Grader
from grader.run.secret import Secret
from grader.submissions import open_submission

from .scene import CANARY, SEED, Scene, template
from .submission import CHAPTERS, COURSES, KINDS, Attack, attacks

ASKED = os.environ.get("GRADSTEPS_ATTACK_ACCOUNTS")
LEVELS = ["process", "sandbox"] if ASKED else ["sandbox"]
USER = 61234  # nobody's number
ALL = attacks()
ACCOUNTS = ASKED.split(",") if ASKED else ["user" if os.geteuid() else "root"]
RUNS = [
    pytest.param(attack, account, level, id=f"{attack.name}-{account}-{level}")
    for level in LEVELS
    for account in ACCOUNTS
    for attack in ALL
]


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    """What scenes are copied from, by course."""
    folder = tmp_path_factory.mktemp("scenes")

    @cache
    def made(course: str) -> Path:
        template(folder / course, course)
        return folder / course

    return made


@pytest.fixture(scope="session")
def graders():
    """A grader by course, in this process: twins are honest."""
    with_secret = Secret(bytes.fromhex(SEED))
    opened = {}

    def get(course: str) -> Grader:
        if course not in opened:
            opened[course] = Grader(load(COURSES[course]), secret=with_secret)
        return opened[course]

    yield get
    for grader in opened.values():
        grader.close()


@pytest.fixture(scope="session")
def twin(graders, tmp_path_factory):
    """The points by exercise of an attack's honest twin, and its public checks' seconds."""
    known = {}

    def points(attack: Attack):
        folder = tmp_path_factory.mktemp("twin")
        attack.write(folder, {}, honest=True)
        key = attack.course, *(path.read_bytes() for path in sorted(folder.rglob("*.py")))
        if key not in known:
            grader = graders(attack.course)
            graded = [e for e in grader.course.exercises if e.id in CHAPTERS[attack.course]]
            results = grader.grade(open_submission(folder, grader.course), graded)
            known[key] = {exercise.name: exercise.points for exercise in results.exercises}
        return known[key]

    return points


@pytest.fixture(scope="session")
def hidden_inputs(graders):
    """The first numbers drawn for every case no student has, as text, by course."""

    @cache
    def drawn(course: str) -> frozenset[str]:
        grader, found = graders(course), set()
        for exercise in (e for e in grader.course.exercises if e.id in CHAPTERS[course]):
            suite = grader.suite(exercise)
            for check in (*(c for c in suite.public.checks if c.draws), *suite.hidden_checks):
                for case in secret_cases(check, grader.secret.key):
                    first = generator(grader.secret.key, exercise.id, check, case).normal(size=2)
                    found |= {f"{abs(x):.10f}" for x in (*first, *first.astype("float32"))}
        return frozenset(found)

    return drawn


@pytest.fixture(scope="session")
def interpreters():
    """By account: the user id to take, and a Python that account can run."""
    if os.geteuid():
        yield {"user": (None, sys.executable)}
        return
    folder = Path(tempfile.mkdtemp(prefix="gradsteps-python-", dir="/tmp"))
    folder.chmod(0o755)
    yield {"root": (None, sys.executable), "user": (USER, _python_for_all(folder))}
    shutil.rmtree(folder, ignore_errors=True)


def _python_for_all(folder: Path) -> str | None:
    """An interpreter that no account is kept from, with the packages of this one."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for base in (sys.executable, f"/usr/bin/{name}", f"/usr/local/bin/{name}"):
        made = [base, "-m", "venv", "--clear", "--without-pip", str(folder)]
        if not Path(base).exists() or subprocess.run(made, capture_output=True).returncode:
            continue
        packages = Path(np.__file__).parents[1]
        (folder / "lib" / name / "site-packages" / "base.pth").write_text(f"{packages}\n")
        python = str(folder / "bin" / "python")
        able = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "sh", "-c"]
        if not subprocess.run(
            [*able, f"{python} -c 'import numpy'"], capture_output=True
        ).returncode:
            return python
    return None


@pytest.mark.parametrize(("attack", "account", "level"), RUNS)
def test_an_attack_gets_what_it_is_said_to_get(
    attack, account, level, templates, twin, hidden_inputs, interpreters
):
    """Points above the honest twin, secrets, harm: none, or exactly what its file owns up to."""
    if account not in interpreters or interpreters[account][1] is None:
        pytest.skip(f"cannot grade as {account} here")
    expected = attack.gains(level, account)
    got = _got(attack, level, templates, twin, hidden_inputs, interpreters[account])
    if {kind for kind in KINDS if got[kind]} != expected:
        # The machine is shared: what another process did meanwhile does not happen twice.
        got = _got(attack, level, templates, twin, hidden_inputs, interpreters[account])

    assert expected == {kind for kind in KINDS if got[kind]}, got


def _got(attack, level, templates, twin, hidden_inputs, interpreter):
    """Run an attack in a scene of its own; what it got, by kind."""
    uid, python = interpreter
    scene = Scene(templates(attack.course), attack, uid, python)
    try:
        found = scene.grade(level)
    finally:
        scene.close()
    honest = twin(attack)
    got = {"harm": found.harm, "secrets": found.secrets, "points": []}
    for name, points in found.points.items():
        if points > honest.get(name, sum(honest.values())) + 1e-9:
            got["points"].append(f"{name}: {points}, the twin has {honest.get(name)}")
    for name in CHAPTERS[attack.course]:
        if name not in attack.exercises and found.points.get(name, 0.0) < honest[name]:
            got["harm"].append(f"{name} lost its points: {found.points.get(name)}")
    told = {CANARY, SEED, *hidden_inputs(attack.course)}
    got["secrets"] += sorted(word for word in told if word in found.shown)[:5]
    if attack.facts.get("leak") == "seconds":
        slow = [name for name, seconds in found.seconds.items() if seconds > 0.5]
        got["secrets"] += [f"the seconds of {name}" for name in slow]
    return got


def test_there_are_enough():
    """Every class of attack known from other graders, and sixty attacks at least."""
    classes = {attack.name.split("/")[0] for attack in ALL}

    assert 60 <= len(ALL)
    assert {
        "ending_early", "changing_the_judge", "stealing", "lying_values",
        "forging", "resources", "time", "remembering", "wire",
    } <= classes  # fmt: skip


@pytest.mark.parametrize("attack", ALL, ids=lambda attack: attack.name)
def test_a_twin_is_honest_and_wrong(attack, twin):
    """A twin has no mark of an exploit left and does not earn everything by itself."""
    course = load(COURSES[attack.course])
    full = {exercise.id: exercise.points for exercise in course.exercises}

    assert any(twin(attack)[name] < full[name] for name in attack.exercises)
    assert set(attack.gains("process", "root")) <= KINDS
