"""Runs that end early: by Ctrl-C, by kill -9, by the loss of a grading process."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from pathlib import Path

import pytest

from grader.fleet.engine.local import Local
from grader.fleet.store import Store
from grader.fleet.tasks import Failure, Prepare, Setup

from .making import COURSE, SEED, grade, started, student

PATIENCE = 60.0  # seconds for something that happens in a moment on an idle machine


def outcomes(folder: Path):
    """What a store says of every student, but for times."""
    with Store.read(folder) as store:
        return {
            one.student.id: (
                one.results.points,
                one.results.complete,
                [
                    (e.name, e.status, e.points, [c.status for c in e.checks])
                    for e in one.results.exercises
                ],
            )
            for one in store.graded()
        }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A command that grades one exercise of twelve students, and what it finds undisturbed."""
    base = tmp_path_factory.mktemp("runs")
    for n in range(12):
        student(base / "submissions", f"s{n}", wrong=n % 3 == 0)
    words = ("class", base / "submissions", "double", "--jobs", "2", "--out")
    status, _, said = grade(*words, base / "whole")
    assert 0 == status, said
    return words, outcomes(base / "whole")


def seen(program, lines: int) -> None:
    """Wait until so many students are done."""
    for _ in range(lines):
        assert program.stderr.readline()


def gone(pid: int) -> bool:
    """Whether a process is no more, or only a zombie."""
    try:
        return "Z" == Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True


def all_gone(pids: list[int]) -> bool:
    """Whether none of them is left."""
    return all(map(gone, pids))


def below(pid: int) -> list[int]:
    """A process's children, theirs, and so on."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *below(child)]
    return found


def until(happened, *arguments) -> None:
    """Wait for something that must happen."""
    end = time.monotonic() + PATIENCE
    while not happened(*arguments):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_ctrl_c_leaves_a_store_to_go_on_from(undisturbed, tmp_path):
    """It exits with 130, leaves no process, and the same command again completes the results."""
    words, whole = undisturbed
    program = started(*words, tmp_path / "r")
    seen(program, 2)
    family = below(program.pid)
    program.send_signal(signal.SIGINT)
    page, said = program.communicate(timeout=PATIENCE)

    assert 130 == program.returncode, said
    assert "the same command again goes on from here" in page
    assert [] != family
    until(all_gone, family)
    with Store.read(tmp_path / "r") as store:
        assert not store.facts().finished

    status, page, _ = grade(*words, tmp_path / "r")

    assert 0 == status
    assert " 12 exercises graded" not in page
    assert whole == outcomes(tmp_path / "r")


def test_kill_9_loses_only_what_was_in_flight(undisturbed, tmp_path):
    """Killed at two random moments, a run completes with an undisturbed run's results."""
    words, whole = undisturbed
    chance = random.Random(7)
    kept = 0
    for _ in range(2):
        program = started(*words, tmp_path / "r")
        seen(program, kept + chance.randrange(1, 4))
        family = below(program.pid)
        program.kill()
        program.communicate()
        until(all_gone, family)
        with Store.read(tmp_path / "r") as store:
            graded = sum(one.results is not None for one in store.graded())
        assert graded >= kept
        kept = graded

    status, _, said = grade(*words, tmp_path / "r")

    assert 0 == status, said
    assert whole == outcomes(tmp_path / "r")


def test_a_lost_process_is_replaced_and_a_second_run_refused(undisturbed, tmp_path):
    """The lost task is tried again, charged to nobody; who comes second is told so."""
    words, whole = undisturbed
    program = started(*words, tmp_path / "r")
    seen(program, 1)
    for child in [pid for pid in below(program.pid) if _grades(pid)][:1]:
        os.kill(child, signal.SIGKILL)
    second = grade(*words, tmp_path / "r")
    page, said = program.communicate(timeout=300)

    assert 0 == program.returncode, page + said
    assert whole == outcomes(tmp_path / "r")
    assert 2 == second[0]
    assert "another `grade class` is writing there" in second[2]


def _grades(pid: int) -> bool:
    return b"fleet.engine.process" in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_whom_nobody_can_grade_is_a_fault_until_the_next_run(tmp_path):
    """Where every grading process is killed, there is no grade, not a zero; a rerun grades."""
    student(tmp_path / "submissions", "ann")
    words = ("class", tmp_path / "submissions", "double", "--jobs", "1", "--out", tmp_path / "r")
    program = started(*words)
    while program.poll() is None:
        for child in below(program.pid):
            with contextlib.suppress(OSError):
                if _grades(child):
                    os.kill(child, signal.SIGKILL)
        time.sleep(0.01)
    page, said = program.communicate()

    assert 3 == program.returncode, said
    assert "fault: ann: the process that graded it ended (signal 9), twice" in page
    with Store.read(tmp_path / "r") as store:
        (graded,) = store.graded()
    assert (None, "grading_ended") == (graded.results, graded.fault.kind)

    assert 0 == grade(*words)[0]
    with Store.read(tmp_path / "r") as store:
        (graded,) = store.graded()
    assert (6.0, None) == (graded.results.points, graded.fault)


def test_a_process_that_cannot_live_is_given_up(tmp_path):
    """A task whose process ends twice is a failure that says how it ended."""
    with Local(Setup(tmp_path / "no course", "process", bytes.fromhex(SEED)), 1) as engine:
        engine.submit(Prepare("double"))

        task, answer = engine.next()

    assert Prepare("double") == task
    assert Failure("ended", {"status": 1}) == answer


def test_a_task_that_takes_too_long_is_ended():
    """A process beyond the time allowed for a task is killed, and that is a failure."""
    setup = Setup(COURSE, "process", bytes.fromhex(SEED))
    with Local(setup, 1, allowed=0.01) as engine:
        engine.submit(Prepare("counter"))
        while (found := engine.poll(0.02)) is None:
            for process in engine._processes:  # none comes to its task
                os.kill(process.program.pid, signal.SIGSTOP)

    assert Failure("ended", {"status": -9}) == found[1]
