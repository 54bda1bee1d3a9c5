"""Every layer of the sandbox refuses, by itself, what it is there for; without it, nothing does."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.isolation import ENTRY, Ended, Launcher, Limits, Raised

from .probes import PROBES, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .probes import Probe

ACCOUNT = "user" if os.geteuid() else "root"
NAMES = {probe.name: probe for probe in PROBES}
LAYERS = [(p.name, layer) for p in PROBES for layer in p.refused_by(ACCOUNT) if layer != "limits"]
UNNAMED = ("capabilities", "landlock", "seccomp", "account")  # where namespaces are refused
_SECRET = ctypes.create_string_buffer(b"the judge's")


@pytest.fixture(scope="module")
def place() -> Iterator[dict[str, object]]:
    """Things of the judge a probe aims at, among them this process."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp")))
        folder.chmod(0o755)
        (folder / "file").write_text("open to all")
        private = folder / "private"
        private.mkdir(mode=0o700)
        (private / "secret").write_text("secret")
        (private / "secret").chmod(0o600)
        (folder / "victim").write_text("whole")
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
        abstract.bind(f"\0gradsteps-{os.getpid()}")
        abstract.listen()
        named = stack.enter_context(socket.socket(socket.AF_UNIX))
        named.bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        named.listen()
        yield {
            "open": str(folder),
            "private": str(private),
            "secret": str(private / "secret"),
            "victim": str(folder / "victim"),
            "shm": f"/dev/shm/gradsteps-probe-{os.getpid()}",
            "socket": str(folder / "socket"),
            "abstract": f"gradsteps-{os.getpid()}",
            "tcp": tcp.getsockname()[1],
            "udp": udp.getsockname()[1],
            "judge": os.getpid(),
            "address": ctypes.addressof(_SECRET),
            "cores": sorted(os.sched_getaffinity(0)),
            "nice": os.getpriority(os.PRIO_PROCESS, 0),
            "threads": int(Path("/proc/loadavg").read_text().split()[3].split("/")[1]) + 600,
            "key": 0x6A710000 + os.getpid() % 0xFFFF,
        }


Fenced = Callable[[tuple[str, ...] | None], Launcher]


@pytest.fixture(scope="module")
def fenced() -> Iterator[Fenced]:
    """A launcher of workers with only the named fences; None: all there are."""
    with contextlib.ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADSTEPS_SEED", "c0ffee" * 5 + "00")

        @cache
        def launcher(fences: tuple[str, ...] | None) -> Launcher:
            return stack.enter_context(Launcher((), level="sandbox", fences=fences))

        yield launcher


def refused(launcher: Launcher, probe: Probe, place: dict[str, object]) -> bool:
    """True when the probe did not get through."""
    with launcher.start(Limits(cpu=5, memory=1 << 30)) as worker:
        worker.execute("probe.py", probe.code)
        worker.bind("f")
        try:
            worker.call(ENTRY, [place], {})
        except Raised as raised:
            names = {"OSError", "RuntimeError", "AssertionError", "BrokenPipeError"}
            assert names & set(raised.mro), raised
            return True
        except Ended as ended:
            return "memory" == ended.kind  # another program took the worker's place
        return False


LIMITED = [probe.name for probe in PROBES if "limits" in probe.refused_by(ACCOUNT)]
OPEN = [p.name for p in PROBES if ACCOUNT in p.open_to and p.name not in LIMITED]


@pytest.mark.parametrize("name", OPEN)
def test_without_layers_it_gets_through(
    name: str, fenced: Fenced, place: dict[str, object]
) -> None:
    """The probe is a real one: with every fence down it reaches what it aims at."""
    assert not refused(fenced(()), NAMES[name], place)


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_a_layer_alone_refuses(
    name: str, layer: str, fenced: Fenced, place: dict[str, object]
) -> None:
    """With all the others off, the layer keeps its promise."""
    assert refused(fenced((layer,)), NAMES[name], place)


@pytest.mark.parametrize("name", LIMITED)
def test_limits_are_kept_at_every_level(
    name: str, fenced: Fenced, place: dict[str, object]
) -> None:
    """What a worker takes on itself needs no fence."""
    assert refused(fenced(()), NAMES[name], place)


@pytest.mark.parametrize("fences", [None, UNNAMED], ids=["all", "without namespaces"])
@pytest.mark.parametrize("name", NAMES)
def test_the_sandbox_refuses(
    name: str, fences: tuple[str, ...] | None, fenced: Fenced, place: dict[str, object]
) -> None:
    """The whole sandbox refuses everything; without namespaces all but the look at a file."""
    probe, launcher = NAMES[name], fenced(fences)
    got_through = not refused(launcher, probe, place)
    spaced = "own file tree" in launcher.layers
    assert got_through is (probe.layers == ("namespaces",) and not spaced)


@pytest.mark.parametrize("denied", ["namespaces", "landlock", "namespaces landlock"])
def test_hosts_that_deny(denied: str) -> None:
    """Where the kernel refuses namespaces, Landlock or both, the rest keeps the promises."""
    here = Path(__file__)
    tests = ["-m", "pytest", "-q", here, "-k", "test_the_sandbox_refuses"]
    words = [here.with_name("denied.py"), *denied.split(), "--", sys.executable, *tests]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout[-2000:]


def test_the_document_prints_the_table() -> None:
    """What docs/security.md promises is what is tried here."""
    document = Path(__file__).parents[2] / "docs" / "security.md"
    assert table() in document.read_text("utf-8")
