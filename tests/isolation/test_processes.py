"""Processes, descriptors, environments and files: what a worker has, and what it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.isolation import ENTRY, Ended, Launcher, LaunchError, Limits, Raised, Worker

if TYPE_CHECKING:
    from .conftest import Start


def alive(pid: int) -> bool:
    """True while the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def soon(condition: object, seconds: float = 5.0) -> bool:
    """True once the condition holds, within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


def test_descriptors(start_process: Start) -> None:
    """A worker has its input, its two outputs, its socket, and nothing else."""
    worker = start_process(
        "import os\ndef f():\n    d = os.listdir('/proc/self/fd')\n    return sorted(map(int, d))"
    )
    # The fifth is the listing's own.
    assert [0, 1, 2, 3, 4] == worker.call(ENTRY, [], {})


def test_environment(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the judge's environment gets through, not even in /proc."""
    monkeypatch.setenv("GRADSTEPS_SEED", "5ec4e7" * 5)
    with Launcher(()) as launcher, launcher.start(Limits()) as worker:
        worker.execute(
            "f.py",
            "import os\ndef f():\n    return dict(os.environ), open('/proc/self/environ').read()",
        )
        worker.bind("f")
        environment, block = worker.call(ENTRY, [], {})
    assert "GRADSTEPS_SEED" not in environment
    assert "5ec4e7" not in block
    assert {"HOME", "TMPDIR", "OMP_NUM_THREADS"} <= set(environment)


def test_no_course_is_importable(start_process: Start) -> None:
    """The folder that holds the course is not on the path, though `grader` comes from there."""
    root = Path(__file__).parents[2]
    worker = start_process(
        "import sys, importlib\n"
        "def f():\n    import grader.blocks\n    return [p for p in sys.path], sys.argv\n"
        "def g(name): importlib.import_module(name)\n"
    )
    path, argv = worker.call(ENTRY, [], {})
    assert "" not in path
    assert str(root) not in path
    assert [""] == argv
    worker.bind("g")
    for name in ("solutions", "exercises", "tests"):
        with pytest.raises(Raised):
            worker.call(ENTRY, [name], {})


def test_the_judges_modules_are_not_loaded(start: Start) -> None:
    """A worker holds the session and the blocks, and no check, course or result code."""
    worker = start(
        "import sys\ndef f():\n    return sorted(m for m in sys.modules if m.startswith('grader'))"
    )
    loaded = worker.call(ENTRY, [], {})
    rooms = {name.split(".")[1] for name in loaded if "." in name}
    assert {"isolation", "blocks"} == rooms
    assert not {"grader.isolation.launcher", "grader.isolation.client"} & set(loaded)


def test_scratch_folder(start_process: Start) -> None:
    """Each worker stands in an empty folder of its own, which goes with it, whatever it did."""
    text = (
        "import os, tempfile\n"
        "def f():\n"
        "    before = os.listdir('.')\n"
        "    os.makedirs('a/b'); open('a/b/c', 'w').close()\n"
        "    os.chmod('a/b', 0); os.chmod('a', 0o500)\n"
        "    return os.getcwd(), before, tempfile.gettempdir() == os.getcwd()"
    )
    folders = set()
    for _ in range(2):
        worker = start_process(text)
        folder, before, temporary = worker.call(ENTRY, [], {})
        assert ([], True) == (before, temporary)
        folders.add(folder)
        worker.close()
        assert soon(lambda folder=folder: not Path(folder).exists())
    assert 2 == len(folders)


def test_cleaning_up_follows_no_link(start_process: Start, tmp_path: Path) -> None:
    """A link a student leaves is removed; what it points to keeps its rights and contents."""
    target = tmp_path / "target"
    target.write_text("kept")
    target.chmod(0o640)
    worker = start_process(
        "import os\n"
        "def f(target):\n"
        "    os.mkdir('a'); os.symlink(target, 'a/link'); os.chmod('a', 0o500)\n"
        "    return os.getcwd()"
    )
    folder = Path(str(worker.call(ENTRY, [str(target)], {})))
    worker.close()
    assert soon(lambda: not folder.exists())
    assert ("kept", 0o640) == (target.read_text(), target.stat().st_mode & 0o777)


def test_large_files_are_refused(start: Start) -> None:
    """Writing beyond the file limit is an OSError in the student's code."""
    worker = start(
        "def f():\n"
        "    with open('x', 'wb') as file:\n"
        "        for _ in range(99): file.write(bytes(1 << 20))"
    )
    with pytest.raises(Raised) as raised:
        worker.call(ENTRY, [], {})
    assert "OSError" == raised.value.type


GRANDCHILDREN = """
import os, signal, time
def sleep_for_ever():
    for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT): signal.signal(s, signal.SIG_IGN)
    while True: time.sleep(100)
def f():
    pids = []
    for session in (False, True):
        for daemon in (False, True):
            r, w = os.pipe()
            if os.fork() == 0:
                if session: os.setsid()
                if daemon and os.fork(): os._exit(0)
                os.write(w, str(os.getpid()).encode())
                sleep_for_ever()
            pids.append(int(os.read(r, 99)))
    return pids
"""


def test_grandchildren_die_with_their_worker(start: Start) -> None:
    """Forked processes, in sessions of their own and orphaned too, end with the worker."""
    worker = start(GRANDCHILDREN)
    pids = worker.call(ENTRY, [], {})
    assert len(pids) == 4
    worker.close()
    assert soon(lambda: not any(alive(pid) for pid in pids))


JUDGE = """
import os, sys, threading, time
from grader.isolation import ENTRY, Launcher, Limits
launcher = Launcher((), method=sys.argv[1])
pids, kept = [], []
for source in ({busy!r}, {sleepy!r}, {grand!r}):
    worker = launcher.start(Limits(cpu=3))
    worker.execute("f.py", source)
    worker.bind("f")
    if "fork" in source and sys.argv[1] == "fork": pids += worker.call(ENTRY, [], {{}})
    for who in ("getpid", "getppid"):
        text = "def d():\\n    import os\\n    return os." + who + "()"
        pids.append(worker.drive(text, "d", [], {{}}))
    kept.append(worker)
    if "fork" not in source:
        threading.Thread(target=lambda w=worker: w.call(ENTRY, [], {{}}), daemon=True).start()
print(*sorted(set(pids) - {{os.getpid()}}), flush=True)
time.sleep(100)
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_killed_judge_leaves_nothing(method: str, tmp_path: Path) -> None:
    """After SIGKILL no server, worker or grandchild runs, busy or asleep, and no file is left."""
    script = JUDGE.format(
        busy="def f():\n    while True: pass",
        sleepy="import time\ndef f():\n    time.sleep(100)",
        grand=GRANDCHILDREN,
    )
    judge = subprocess.Popen(
        [sys.executable, "-c", script, method],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert judge.stdout is not None
    with judge, judge.stdout:
        pids = [int(word) for word in judge.stdout.readline().split()]
        assert len(pids) >= 3
        assert all(alive(pid) for pid in pids)
        time.sleep(0.2)
        judge.send_signal(signal.SIGKILL)
    assert soon(lambda: not any(alive(pid) for pid in pids), 10)
    if method == "fork":  # a spawned worker in a busy loop cannot clean up after itself
        assert soon(lambda: not list(tmp_path.iterdir()))


def test_an_interrupt_at_the_terminal_is_the_judges(start: Start) -> None:
    """Workers and server are in process groups of their own: Ctrl-C does not reach them."""
    worker = start(
        "import os\ndef f():\n    return os.getpgid(0) == os.getpid(), os.getpgid(os.getppid())"
    )
    own, server = worker.call(ENTRY, [], {})
    assert own
    assert os.getpgid(0) != server


def test_closing_the_launcher_ends_everything() -> None:
    """Its workers raise Ended, its processes are gone."""
    with Launcher(()) as launcher:
        worker = launcher.start(Limits())
        worker.execute("f.py", "import os\ndef f():\n    return os.getpid(), os.getppid()")
        worker.bind("f")
        pids = worker.call(ENTRY, [], {})
    assert not any(alive(pid) for pid in pids)
    with pytest.raises(Ended):
        worker.call(ENTRY, [], {})
    with pytest.raises(LaunchError, match="closed"):
        launcher.start(Limits())


def test_a_server_killed_by_a_student_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The killer's worker ends; the next one starts; no folder is left of either server."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Launcher(()) as launcher:
        with launcher.start(Limits()) as worker:
            worker.execute(
                "f.py", "import os\ndef f():\n    os.kill(os.getppid(), 9)\n    while True: pass"
            )
            worker.bind("f")
            with pytest.raises(Ended) as ended:
                worker.call(ENTRY, [], {})
            assert "crashed" == ended.value.kind
        with launcher.start(Limits()) as worker:
            assert 1 == worker.value(worker.put(1))
    assert not list(tmp_path.iterdir())


def test_closing_does_not_wait_for_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A launcher nobody used ends its server in the middle of warming up, and leaves no folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begun = time.monotonic()
    with Launcher(("numpy", "scipy.stats")):
        pass
    assert time.monotonic() - begun < 0.5
    assert not list(tmp_path.iterdir())


def test_a_missing_library_is_a_launch_error() -> None:
    """The library is named."""
    missing = pytest.raises(LaunchError, match="no_such_library")
    with Launcher(("no_such_library",)) as launcher, missing:
        launcher.start(Limits())


def test_layers_are_named(launchers: dict[str, Launcher]) -> None:
    """What is in force is said by each worker and its launcher; nothing is, in this process."""
    for method, layer in (("fork", "CPU clock"), ("spawn", "CPU limit by the kernel")):
        with launchers[method].start(Limits()) as worker:
            assert layer in worker.layers
            assert "memory limit" in worker.layers
            assert worker.layers == launchers[method].layers
    with launchers["none"].start(Limits()) as worker:
        assert () == worker.layers


def test_workers_share_nothing(start: Start) -> None:
    """What one changes in a library or in `sys` the next does not see."""
    first = start("import sys, numpy\nsys.marked = numpy.marked = 1\ndef f(): return 1")
    second = start(
        "import sys, numpy\ndef f(): return hasattr(sys, 'marked') or hasattr(numpy, 'marked')"
    )
    assert (1, False) == (first.call(ENTRY, [], {}), second.call(ENTRY, [], {}))


def test_many_threads_may_start_workers(numpy_launcher: Launcher) -> None:
    """Each gets a worker of its own."""
    results: list[object] = []

    def one(n: int) -> None:
        for _ in range(5):
            with numpy_launcher.start(Limits()) as worker:
                worker.execute("f.py", f"def f(): return {n}")
                worker.bind("f")
                results.append((n, worker.call(ENTRY, [], {})))

    threads = [threading.Thread(target=one, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((n, n) for n in range(4) for _ in range(5)) == sorted(results)


def test_two_hundred_workers_leave_nothing(numpy_launcher: Launcher) -> None:
    """Descriptors, processes and folders do not pile up."""

    def one() -> str:
        with numpy_launcher.start(Limits()) as worker:
            worker.execute("f.py", "import os\ndef f(): return os.getcwd()")
            worker.bind("f")
            return str(worker.call(ENTRY, [], {}))

    base = Path(one()).parent
    before = len([*Path("/proc/self/fd").iterdir()])
    for _ in range(200):
        one()
    assert before == len([*Path("/proc/self/fd").iterdir()])
    assert soon(lambda: len(list(base.iterdir())) <= 20)


def test_the_server_imports_what_it_is_told() -> None:
    """Preloaded modules are there; torch is not unless it is asked for."""
    with Launcher(("numpy",), preload=("grader.blocks", "wave")) as launcher:
        worker: Worker = launcher.start(Limits())
        worker.execute(
            "f.py", "import sys\ndef f(): return 'wave' in sys.modules, 'torch' in sys.modules"
        )
        worker.bind("f")
        assert (True, False) == worker.call(ENTRY, [], {})
