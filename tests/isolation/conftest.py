"""Real workers, forked or spawned, for every test of this folder."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

import pytest

from grader.isolation import Launcher, Limits, Worker

Start = Callable[..., Worker]
LIMITS = {"cpu": 5.0, "wall": 60.0, "memory": 512 << 20, "output": 4096, "message": 64 << 20}


def starter(launcher: Launcher, workers: list[Worker]) -> Start:
    """A function that starts a worker, executes `text` and binds `entry`."""

    def start(text: str = "", entry: str | None = "f", **limits: float) -> Worker:
        worker = launcher.start(Limits(**{**LIMITS, **limits}))
        workers.append(worker)
        if text:
            worker.execute("softmax.py", text)
            if entry is not None:
                worker.bind(entry)
        return worker

    return start


@pytest.fixture(scope="session")
def numpy_launcher() -> Iterator[Launcher]:
    """One fork server for the whole run."""
    with Launcher(("numpy",)) as launcher:
        yield launcher


@pytest.fixture(scope="session")
def torch_launcher() -> Iterator[Launcher]:
    """A fork server with torch, where there is torch."""
    pytest.importorskip("torch")
    with Launcher(("numpy", "torch")) as launcher:
        yield launcher


@pytest.fixture
def start(numpy_launcher: Launcher) -> Iterator[Start]:
    """Starts forked workers, which end with the test."""
    workers: list[Worker] = []
    yield starter(numpy_launcher, workers)
    for worker in workers:
        worker.close()


@pytest.fixture(scope="session")
def launchers(numpy_launcher: Launcher) -> Iterator[dict[str, Launcher]]:
    """A launcher of each kind."""
    with (
        Launcher(("numpy",), method="spawn") as spawning,
        Launcher(("numpy",), level="none") as inline,
        contextlib.ExitStack() as stack,
    ):
        kinds = {"fork": numpy_launcher, "spawn": spawning, "none": inline}
        if sys.platform == "linux":
            kinds["sandbox"] = stack.enter_context(Launcher(("numpy",), level="sandbox"))
        yield kinds


@pytest.fixture(params=["fork", "spawn"])
def start_process(
    request: pytest.FixtureRequest, launchers: dict[str, Launcher]
) -> Iterator[Start]:
    """`start` by each way a process can be had."""
    workers: list[Worker] = []
    yield starter(launchers[request.param], workers)
    for worker in workers:
        worker.close()


@pytest.fixture(params=["fork", "spawn", "none", *(["sandbox"] if sys.platform == "linux" else [])])
def start_anyhow(request: pytest.FixtureRequest, launchers: dict[str, Launcher]) -> Iterator[Start]:
    """`start` by each way a session can be had."""
    workers: list[Worker] = []
    yield starter(launchers[request.param], workers)
    for worker in workers:
        worker.close()
