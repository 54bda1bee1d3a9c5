"""Killed workers, servers and graders, full disks, vanished submissions: nothing half done."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from grader.isolation import ENTRY, Ended, Launcher, LaunchError, Limits, Worker
from grader.isolation.forking import ForkServer
from grader.isolation.link import Link

from .test_processes import alive, soon

if TYPE_CHECKING:
    from collections.abc import Iterator

TINY = Path(__file__).parents[1] / "courses" / "tiny"
GRADE = [sys.executable, "-c", "from grader.cli import main; main()"]
SEED = "000102030405060708090a0b0c0d0e0f"
Level = Literal["process", "sandbox"]
LEVELS: list[Level] = ["process", "sandbox"]
SLOW = "\n\nimport time\n\ntime.sleep(0.3)\n"


def busy(launcher: Launcher) -> tuple[Worker, int, int]:
    """A worker, its process's number, and its server's."""
    worker = launcher.start(Limits(cpu=5))
    worker.execute("f.py", "def f(x): return x")
    worker.bind("f")
    assert isinstance(worker._link, Link)
    pid = worker._link._process.pid
    return worker, pid, int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def children(pid: int | str = "self") -> list[int]:
    """Numbers of a process's children."""
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(n) for t in tasks for n in (t / "children").read_text().split()]
    return []


def stopped(launcher: Launcher) -> int:
    """A server that can neither answer nor end, and has no worker left that it forked ahead."""
    first, _, server = busy(launcher)
    assert soon(lambda: len(children(server)) > 1)
    os.kill(server, signal.SIGSTOP)
    second, _, _ = busy(launcher)
    first.close()
    second.close()
    return server


@pytest.mark.parametrize("level", LEVELS)
def test_a_killed_worker_ends_alone(level: Level) -> None:
    """Its session says so by name; the next worker works."""
    with Launcher((), level=level) as launcher:
        worker, pid, _ = busy(launcher)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(Ended) as ended:
            worker.call(ENTRY, [1], {})
        assert ("crashed", "SIGKILL") == (ended.value.kind, ended.value.facts["signal"])
        worker, _, _ = busy(launcher)
        assert 1 == worker.call(ENTRY, [1], {})


def test_a_killed_server_is_not_the_students_fault() -> None:
    """A sandboxed worker cannot have done it: the run breaks off; the next worker has a server."""
    with Launcher((), level="sandbox") as launcher:
        worker, pid, server = busy(launcher)
        os.kill(server, signal.SIGKILL)
        assert soon(lambda: not alive(pid))
        with pytest.raises(LaunchError, match="killed"):
            worker.call(ENTRY, [1], {})
        with pytest.raises(Ended):
            worker.call(ENTRY, [1], {})
        worker, _, _ = busy(launcher)
        assert 1 == worker.call(ENTRY, [1], {})


@pytest.mark.parametrize("level", LEVELS)
def test_a_server_killed_over_an_order(level: Level) -> None:
    """A student's code may have done it and gets no run ended, unless it was sandboxed."""
    with Launcher((), level=level) as launcher:
        server = stopped(launcher)
        killing = threading.Timer(0.3, os.kill, (server, signal.SIGKILL))
        killing.start()
        if level == "sandbox":
            with pytest.raises(LaunchError, match=r"ended|gone"):
                launcher.start(Limits())
        worker, _, other = busy(launcher)
        assert 1 == worker.call(ENTRY, [1], {})
        killing.join()
    assert server != other


def test_a_server_that_hung_up_is_not_asked_again() -> None:
    """A dying server's socket closes before its process can be waited for; nobody waits for it."""
    with Launcher((), level="sandbox") as launcher:
        server = stopped(launcher)
        source = launcher._source
        assert isinstance(source, ForkServer)
        source._control.shutdown(socket.SHUT_RDWR)
        with pytest.raises(LaunchError, match=r"ended|gone"):
            launcher.start(Limits())
        worker, _, other = busy(launcher)
        assert 1 == worker.call(ENTRY, [1], {})
    assert server != other


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_no_folder_for_workers(
    level: Level, method: Literal["fork", "spawn"], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scratch disk that takes no folder is a launch error that says so."""
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    with pytest.raises(LaunchError):
        Launcher((), level=level, method=method)


class Room:
    """Where one submission is graded by the real command."""

    def __init__(self, folder: Path) -> None:
        self.submission = folder / "submission"
        shutil.copytree(TINY / "solutions", self.submission / "exercises")
        with (self.submission / "exercises" / "basics" / "double.py").open("a") as file:
            file.write(SLOW)
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self.results = folder / "results.json"

    def start(self, level: Level, **more: Any) -> subprocess.Popen[str]:
        """Grade one exercise."""
        words = ["run", "double", "--submission", str(self.submission), "--isolation", level]
        return subprocess.Popen(
            [*GRADE, *words, "--json", str(self.results)],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.scratch),
                "TMPDIR": str(self.scratch),
                "GRADSTEPS_COURSE": str(TINY),
                "GRADSTEPS_SEED": SEED,
            },
            cwd=self.scratch.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **more,
        )

    def graded(self, level: Level) -> list[object]:
        """What a whole run finds."""
        with self.start(level) as run:
            _, said = run.communicate(timeout=120)
        assert 0 == run.returncode, said
        return self.found()

    def found(self) -> list[object]:
        """Points and statuses in the results."""
        document = json.loads(self.results.read_text())
        checks = [[c["name"], c["status"]] for e in document["exercises"] for c in e["checks"]]
        return [document["points"], document["complete"], checks]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A fresh room, which every process has left at the end."""
    tmp_path.chmod(0o755)
    yield Room(tmp_path)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_killed_grader_leaves_nothing_half_done(room: Room, level: Level, share: float) -> None:
    """Killed at any stage: no results or whole ones, no process, no folder; again: the same."""
    begun = time.monotonic()
    whole = room.graded(level)
    whole_time = time.monotonic() - begun
    room.results.unlink()
    run = room.start(level)
    time.sleep(share * whole_time)
    family = [run.pid, *children(run.pid)]
    family += [worker for server in children(run.pid) for worker in children(server)]
    run.kill()
    run.communicate()
    assert not room.results.exists() or whole == room.found()
    assert soon(lambda: not any(alive(pid) for pid in family), 30)
    assert soon(lambda: not list(room.scratch.glob("gradsteps-????????")))
    assert whole == room.graded(level)


def test_a_full_disk_keeps_no_half_of_the_results(room: Room) -> None:
    """Results that cannot be written whole are not written."""
    little = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))  # noqa: E731
    with room.start("process", preexec_fn=little) as run:
        _, said = run.communicate(timeout=120)
    assert 2 == run.returncode
    assert "cannot write" in said
    assert not room.results.exists()
    assert not list(room.results.parent.glob("*.draft"))


def test_a_submission_removed_meanwhile_gets_no_results(room: Room) -> None:
    """What was read is not half a submission: no results are written."""
    run = room.start("process")
    assert soon(lambda: any(children(server) for server in children(run.pid)), 60)
    shutil.rmtree(room.submission)
    _, said = run.communicate(timeout=120)
    assert (2, True) == (run.returncode, "went away" in said)
    assert not room.results.exists()


def test_many_graders_at_once(room: Room) -> None:
    """Twenty-four graders on one machine find the same and leave nothing."""
    whole = room.graded("sandbox")
    rooms = []
    for n in range(24):
        folder = room.results.parent / str(n)
        folder.mkdir()
        rooms.append(Room(folder))
    runs = [one.start("sandbox") for one in rooms]
    for run, one in zip(runs, rooms, strict=True):
        _, said = run.communicate(timeout=300)
        assert 0 == run.returncode, said
        assert whole == one.found()
        assert not list(one.scratch.glob("gradsteps-????????"))
